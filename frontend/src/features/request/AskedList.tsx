import { useNavigate } from "@tanstack/react-router";
import { newKey } from "../../api/client";
import type { FieldError, FormPage, Question, Row } from "../../api/types";
import { paths } from "../../app/paths";
import { rowTitle } from "../../forms/answer-text";
import { pointerTo } from "../../forms/pointer";
import { RepeatList } from "../../forms/repeat-list";
import { StateChoices } from "../../forms/state-choices";
import { asRows, hasAnswers, isAnswered } from "../../forms/value";
import { SummaryCard } from "../../ui";
import { PanelAsks } from "./AskedQuestion";
import { Conflict } from "./Conflict";
import { useRequest } from "./context";
import { partsOf, withoutId } from "./entries";
import { askedAbout, can } from "./openness";

export const nounOf = (question: Question) => question.row_noun ?? "entry";

interface AskedListProps {
  page: FormPage;
  question: Question;
  errors: FieldError[];
  onChanged: (id: string) => void;
}

/** A question answered by adding to a list. Each row is saved by itself, so taking one out leaves the others alone. */
export function AskedList({ page, question, errors, onChanged }: AskedListProps) {
  const { view, at, state, mayChange, answer } = useRequest();
  const navigate = useNavigate();
  const value = state.answers[question.id];
  // An empty row is one that is just being written, or was emptied again.
  const rows = asRows(value).filter((row) => hasAnswers(row));
  const pointer = pointerTo(question.id);
  const message = errors.find((error) => error.pointer === pointer)?.message;
  const named = askedAbout(view, question.id);
  const whole = mayChange(question);
  const some = whole || (can(view, "answer") && named.length > 0);

  // A row that was taken out here, and changed by a colleague, is in no list any more.
  const conflicts = [...state.conflicts.keys()]
    .map(partsOf)
    .flatMap((key) => (key.question === question.id && key.row !== null ? [key.row] : []));

  const openRow = (row: string) =>
    navigate({ to: paths.requestAnswer, params: { id: view.id, pageId: page.id }, search: { row } });

  const change = (next: Row[]) => {
    const kept = new Set(next.map((row) => row.row));
    for (const row of rows) if (!kept.has(row.row)) answer(null, question.id, row.row);
    const before = new Set(rows.map((row) => row.row));
    for (const row of next) if (!before.has(row.row)) answer(withoutId(row), question.id, row.row);
    onChanged(question.id);
  };

  return (
    <div className={message ? "nhsuk-form-group nhsuk-form-group--error" : "nhsuk-form-group"}>
      <h2 className="nhsuk-heading-m">{question.label}</h2>
      {question.hint && <p className="nhsuk-hint">{question.hint}</p>}
      {message && (
        <p className="nhsuk-error-message">
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {message}
        </p>
      )}
      <PanelAsks messages={named.map((one) => one.message)} />
      <Conflict question={question} />
      {conflicts.map((row) => (
        <Conflict key={row} question={question} row={row} />
      ))}
      {some ? (
        <RepeatList
          at={at}
          question={question}
          value={rows}
          onChange={change}
          onAdd={() => openRow(newKey())}
          onEdit={openRow}
          errors={errors}
          noun={nounOf(question)}
          mayAdd={whole}
          mayChange={(row) => mayChange(question, row)}
        />
      ) : (
        <>
          {rows.length === 0 && !isAnswered(value) && <p className="oc-empty">None added</p>}
          {rows.map((row) => (
            <SummaryCard key={row.row} title={rowTitle(at.form, question, row)} level={3}>
              <p>You cannot change this now.</p>
            </SummaryCard>
          ))}
        </>
      )}
      {whole && rows.length === 0 && (
        <StateChoices
          at={at}
          question={question}
          pointer={pointer}
          value={value}
          onChange={(next) => {
            answer(next, question.id);
            onChanged(question.id);
          }}
        />
      )}
    </div>
  );
}
