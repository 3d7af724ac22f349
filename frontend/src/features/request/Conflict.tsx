import type { Question } from "../../api/types";
import { answerText } from "../../forms/answer-text";
import { isVisible, seenRow } from "../../forms/journey";
import { asRecord, asRows, isAnswered } from "../../forms/value";
import { Button, ButtonGroup, formatTime, NotificationBanner } from "../../ui";
import { useRequest } from "./context";
import { keyOf } from "./entries";

interface ConflictProps {
  question: Question;
  row?: string;
}

/** A colleague has saved something else meanwhile: both answers, and the choice between them. */
export function Conflict({ question, row }: ConflictProps) {
  const { store, state } = useRequest();
  const key = keyOf(question.id, row);
  const theirs = state.conflicts.get(key);
  if (!theirs) return null;
  const answer = state.answers[question.id];
  const mine = row === undefined ? answer : asRows(answer).find((one) => one.row === row);
  return (
    <NotificationBanner title="Two different answers" kind="alert">
      <p className="nhsuk-notification-banner__heading">
        {theirs.saved_by} also answered “{question.label}”, at {formatTime(theirs.saved_at)}
      </p>
      <p>
        Their answer: <Answer question={question} value={theirs.value} isRow={row !== undefined} />
      </p>
      <p>
        Your answer, not saved yet: <Answer question={question} value={mine} isRow={row !== undefined} />
      </p>
      <ButtonGroup>
        <Button variant="secondary" small onClick={() => store.choose(key, "theirs")}>
          Keep theirs<span className="nhsuk-u-visually-hidden">: {question.label}</span>
        </Button>
        <Button variant="secondary" small onClick={() => store.choose(key, "mine")}>
          Use mine instead<span className="nhsuk-u-visually-hidden">: {question.label}</span>
        </Button>
      </ButtonGroup>
    </NotificationBanner>
  );
}

function Answer({ question, value, isRow }: { question: Question; value: unknown; isRow: boolean }) {
  const { at } = useRequest();
  if (!isAnswered(value)) return <strong>{isRow ? "taken out" : "no answer"}</strong>;
  if (!isRow) return <strong className="oc-keep-lines">{answerText(at.form, question, value)}</strong>;
  const given = asRecord(value);
  const seen = seenRow(at, question, given);
  return (
    <strong className="oc-keep-lines">
      {(question.questions ?? [])
        .filter((one) => isVisible(at, one, seen) && isAnswered(given[one.id]))
        .map((one) => `${one.label}: ${answerText(at.form, one, given[one.id])}`)
        .join("\n")}
    </strong>
  );
}
