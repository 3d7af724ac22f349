import type { Question } from "../../api/types";
import { answerText } from "../../forms/answer-text";
import { fieldIdOf, pointerTo } from "../../forms/pointer";
import { isAnswered, sameAnswer } from "../../forms/value";
import { Button, focusField } from "../../ui";
import { useRequest } from "./context";

interface KnownProps {
  question: Question;
  value: unknown;
  onConfirm: (value: unknown) => void;
}

/** What the panel was told already, and by whom. It counts only once somebody here says that it is right. */
export function Known({ question, value, onConfirm }: KnownProps) {
  const { view, at } = useRequest();
  const known = view.known[question.id];
  if (!known || !isAnswered(known.value)) return null;
  const text = <strong className="oc-keep-lines">{answerText(at.form, question, known.value)}</strong>;

  if (isAnswered(value)) {
    return (
      <p className="oc-saved">
        {sameAnswer(value, known.value) ? (
          <>The same as we have been told ({known.source}).</>
        ) : (
          <>
            We have been told: {text} ({known.source}).
          </>
        )}
      </p>
    );
  }
  const confirm = () => {
    onConfirm(known.value);
    // The button goes with this, so focus moves to the answer it gave.
    setTimeout(() => focusField(fieldIdOf(pointerTo(question.id))), 0);
  };
  return (
    <div className="nhsuk-inset-text oc-inset-tight">
      <p>
        {question.label}: we have been told {text} ({known.source}). Is this right? If it is not, give the
        right answer below.
      </p>
      <Button variant="secondary" small onClick={confirm}>
        Yes, that is right
        <span className="nhsuk-u-visually-hidden">: {question.label}</span>
      </Button>
    </div>
  );
}
