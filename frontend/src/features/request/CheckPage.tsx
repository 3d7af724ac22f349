import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { newKey, Problem } from "../../api/client";
import { submitAnswers } from "../../api/requests";
import type { FieldError, FormSection, Question } from "../../api/types";
import { paths } from "../../app/paths";
import { AnswerSections } from "../../forms/answer-sections";
import { answerText } from "../../forms/answer-text";
import { hiddenAnswers, pageOfQuestion, situation } from "../../forms/journey";
import { questionIdOf, rowIdOf } from "../../forms/pointer";
import { checkAll } from "../../forms/validate";
import { isAnswered } from "../../forms/value";
import { Button, Details, ErrorSummary, Page, type SummaryError, SummaryList } from "../../ui";
import { problemWords } from "../../ui/problem-words";
import { BackToRequest } from "./BackToRequest";
import { useRequest } from "./context";
import { can, whyNot } from "./openness";
import { progressOf, visiblePages } from "./progress";
import { SavedAt } from "./SaveNotices";
import { useSettled } from "./use-settled";
import { countOf } from "./words";

/** Everything that will be sent, with a way to change each answer, and the button that sends it. */
export default function CheckPage() {
  const { view, store, at, state, mayChange, setFound } = useRequest();
  const navigate = useNavigate();
  const settled = useSettled(view.id);
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [sending, setSending] = useState(false);
  // React may not have drawn the busy button yet when a second press comes.
  const underWay = useRef(false);
  const [key, setKey] = useState(newKey);

  const fail = (found: SummaryError[]) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const failAt = (found: FieldError[]) => {
    setFound(found);
    fail(found.map(toSummary));
  };
  const toSummary = ({ pointer, message }: FieldError): SummaryError => {
    const page = pageOfQuestion(at.form, questionIdOf(pointer) ?? "");
    const row = rowIdOf(pointer);
    if (!page) return { message };
    const link = (
      <Link to={paths.requestAnswer} params={{ id: view.id, pageId: page.id }} search={row ? { row } : {}}>
        {message}
      </Link>
    );
    return { message, link };
  };

  const send = async () => {
    if (underWay.current) return;
    underWay.current = true;
    setSending(true);
    setErrors([]);
    try {
      const saved = await store.save();
      const found = checkAll(situation(store.form, store.current().answers, view.facts));
      if (found.length > 0) return failAt(found);
      if (!saved || store.holdsTyped())
        return fail([{ message: notSaved(store.current().conflicts.size > 0) }]);
      await submitAnswers(view.id, key);
      await settled();
      await navigate({ to: paths.requestDone, params: { id: view.id }, replace: true });
    } catch (error) {
      if (error instanceof Problem) setKey(newKey());
      if (error instanceof Problem && error.errors.length > 0) failAt(error.errors);
      else fail([{ message: problemWords(error) }]);
    } finally {
      underWay.current = false;
      setSending(false);
    }
  };

  const hidden = hiddenAnswers(at);
  const sections = at.form.sections.map((section) => ({
    section,
    ...progressOf(at, visiblePages(at, section)),
  }));
  const left = sections.filter((one) => one.left.length > 0);
  const none = !Object.values(state.answers).some(isAnswered);

  return (
    <>
      <BackToRequest />
      <Page title="Check your answers" errors={errors.length}>
        <ErrorSummary errors={errors} attempt={attempt} />
        <h1>Check your answers before you send them</h1>
        <p>
          About {view.child.name}, request {view.reference}.
        </p>
        {left.length > 0 ? (
          <>
            <p>
              {countOf(
                left.reduce((sum, one) => sum + one.left.length, 0),
                "question has no answer",
                "questions have no answer",
              )}
              . You can send what you have. It helps the panel to hear “Nothing held in our records” where
              that is so.
            </p>
            <ul className="nhsuk-list nhsuk-list--bullet">
              {left.map(({ section, left: open, asked }) => (
                <li key={section.id}>
                  <Unanswered section={section} left={open} />: {open.length} of{" "}
                  {countOf(asked.length, "question")} not answered
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p>Every question has an answer. Thank you.</p>
        )}
        <AnswerSections
          at={at}
          change={(page, question) =>
            (question.kind === "repeat" ? can(view, "answer") : mayChange(question)) && (
              <Link to={paths.requestAnswer} params={{ id: view.id, pageId: page.id }}>
                Change<span className="nhsuk-u-visually-hidden"> {question.label}</span>
              </Link>
            )
          }
        />
        {hidden.length > 0 && (
          <Details summary={`Answers that will not be sent (${hidden.length})`}>
            <p>
              You answered these before, and later answers mean that they no longer apply. They come back if
              you change those answers.
            </p>
            <SummaryList
              rows={hidden.map((question) => ({
                key: question.id,
                label: question.label,
                value: answerText(at.form, question, state.answers[question.id]),
              }))}
            />
          </Details>
        )}
        <h2>Send your answers</h2>
        {can(view, "answer") ? (
          <>
            {none && (
              <p>
                Nothing has been answered yet. If you hold nothing about the child, go back and choose “Not
                known to us”.
              </p>
            )}
            <p>
              By sending these you confirm that, as far as your organisation knows, they are right. Once sent,
              only the panel can open them again.
            </p>
            <Button onClick={() => void send()} busy={sending}>
              {sending ? "Sending" : "Send answers to the panel"}
            </Button>
            <SavedAt />
          </>
        ) : (
          <p>{whyNot(view, "answer")}.</p>
        )}
      </Page>
    </>
  );
}

/** Leads to the first page of a part that has a question without an answer. */
function Unanswered({ section, left }: { section: FormSection; left: Question[] }) {
  const { view } = useRequest();
  const page = section.pages.find((one) => one.questions.some((question) => left.includes(question)));
  if (!page) return section.title;
  return (
    <Link to={paths.requestAnswer} params={{ id: view.id, pageId: page.id }}>
      {section.title}
    </Link>
  );
}

const notSaved = (conflict: boolean) =>
  conflict
    ? "A colleague has answered a question differently. Choose which answer counts, then send"
    : "Some answers are not saved yet. Wait a moment, then send again. What you typed is still here";
