import type { FieldError, Question } from "../../api/types";
import { answerText } from "../../forms/answer-text";
import { pointerTo } from "../../forms/pointer";
import { QuestionField } from "../../forms/question-field";
import { isAnswered } from "../../forms/value";
import { InsetText, SummaryList } from "../../ui";
import { Conflict } from "./Conflict";
import { useRequest } from "./context";
import { Known } from "./Known";
import { askedAbout } from "./openness";

interface AskedQuestionProps {
  question: Question;
  errors: FieldError[];
  onChanged: (id: string) => void;
}

/** One question with all that belongs to it: what the panel asks about it, what it was told, and what a colleague said. */
export function AskedQuestion({ question, errors, onChanged }: AskedQuestionProps) {
  const { view, at, state, mayChange, answer } = useRequest();
  const value = state.answers[question.id];

  if (!mayChange(question)) return <ReadOnly question={question} />;
  const change = (next: unknown) => {
    answer(next, question.id);
    onChanged(question.id);
  };
  return (
    <>
      <PanelAsks messages={askedAbout(view, question.id).map((one) => one.message)} />
      <Known question={question} value={value} onConfirm={change} />
      <Conflict question={question} />
      <QuestionField
        at={at}
        question={question}
        pointer={pointerTo(question.id)}
        value={value}
        onChange={change}
        errors={errors}
        optional={false}
      />
    </>
  );
}

/** What the panel wants to have cleared up, beside the answer it is about. */
export function PanelAsks({ messages }: { messages: string[] }) {
  if (messages.length === 0) return null;
  return (
    <InsetText>
      {messages.map((message) => (
        <p key={message} className="oc-keep-lines">
          <strong>The panel asks:</strong> {message}
        </p>
      ))}
    </InsetText>
  );
}

function ReadOnly({ question }: { question: Question }) {
  const { at, state } = useRequest();
  const value = state.answers[question.id];
  return (
    <SummaryList
      rows={[
        {
          key: question.id,
          label: question.label,
          value: isAnswered(value) ? (
            <span className="oc-keep-lines">{answerText(at.form, question, value)}</span>
          ) : (
            <span className="oc-empty">Not answered</span>
          ),
        },
      ]}
    />
  );
}
