import { useEffect, useRef, useState } from "react";
import type { FieldError, Question, Row } from "../api/types";
import { Button, ButtonLink, Details, SummaryCard, SummaryList } from "../ui";
import { answerText, rowTitle } from "./answer-text";
import { isVisible, type Situation, seenRow } from "./journey";
import { fieldIdOf, pointerTo } from "./pointer";
import { asRows, isAnswered, withoutRow } from "./value";

interface RepeatListProps {
  at: Situation;
  question: Question;
  value: unknown;
  onChange: (rows: Row[]) => void;
  onAdd: () => void;
  onEdit: (rowId: string) => void;
  errors: FieldError[];
  /** What one row is called in "Add another …". */
  noun: string;
  /** Whether rows can be added; they can unless it says otherwise. */
  mayAdd?: boolean;
  /** Whether a row can be changed or taken out; it can unless it says otherwise. */
  mayChange?: (rowId: string) => boolean;
}

/** "a person", "an adult". */
export const withArticle = (noun: string) => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;

/** The rows added so far, each as a card that can be changed or removed; removing can be undone. */
export function RepeatList(props: RepeatListProps) {
  const { at, question, value, onChange, onAdd, onEdit, errors, noun } = props;
  const { mayAdd = true, mayChange = () => true } = props;
  const rows = asRows(value);
  const [removed, setRemoved] = useState<{ row: Row; index: number } | null>(null);
  const notice = useRef<HTMLDivElement>(null);
  const pointer = pointerTo(question.id);
  const full = question.max_rows != null && rows.length >= question.max_rows;

  useEffect(() => {
    if (removed) notice.current?.focus();
  }, [removed]);

  const remove = (row: Row) => {
    setRemoved({ row, index: rows.indexOf(row) });
    onChange(withoutRow(rows, row.row));
  };

  const undo = () => {
    if (!removed) return;
    const restored = [...rows];
    restored.splice(removed.index, 0, removed.row);
    onChange(restored);
    setRemoved(null);
  };

  return (
    <div id={fieldIdOf(pointer)} tabIndex={-1}>
      {removed && (
        <div className="nhsuk-inset-text oc-inset-tight" ref={notice} tabIndex={-1} role="status">
          <p>
            Removed {rowTitle(at.form, question, removed.row)}. <ButtonLink onClick={undo}>Undo</ButtonLink>
          </p>
        </div>
      )}
      {rows.map((row) => {
        const title = rowTitle(at.form, question, row);
        const problems = errors.filter((error) => error.pointer.startsWith(`${pointer}/${row.row}`));
        return (
          <div key={row.row} id={fieldIdOf(`${pointer}/${row.row}`)} tabIndex={-1}>
            <SummaryCard
              title={title}
              actions={
                mayChange(row.row)
                  ? [
                      <ButtonLink key="change" onClick={() => onEdit(row.row)}>
                        Change<span className="nhsuk-u-visually-hidden"> {title}</span>
                      </ButtonLink>,
                      <ButtonLink key="remove" onClick={() => remove(row)}>
                        Remove<span className="nhsuk-u-visually-hidden"> {title}</span>
                      </ButtonLink>,
                    ]
                  : []
              }
            >
              {problems.map((problem) => (
                <p className="nhsuk-error-message" key={problem.pointer + problem.code}>
                  <span className="nhsuk-u-visually-hidden">Error: </span>
                  {problem.message}
                </p>
              ))}
              <RowSummary at={at} question={question} row={row} />
            </SummaryCard>
          </div>
        );
      })}
      {!mayAdd ? null : full ? (
        <p>You have added as many as this form can hold ({question.max_rows}).</p>
      ) : (
        <Button variant="secondary" onClick={onAdd}>
          {rows.length === 0 ? `Add ${withArticle(noun)}` : `Add another ${noun}`}
        </Button>
      )}
    </div>
  );
}

interface RowSummaryProps {
  at: Situation;
  question: Question;
  row: Record<string, unknown>;
}

// The title already says the naming answers, so the card shows the others.
function RowSummary({ at, question, row }: RowSummaryProps) {
  const seen = seenRow(at, question, row);
  const named = new Set(["agency", "name", "relationship"]);
  const rows = (question.questions ?? [])
    .filter((one) => !named.has(one.id) && isVisible(at, one, seen) && isAnswered(row[one.id]))
    .map((one) => ({
      key: one.id,
      label: one.label,
      value: <span className="oc-keep-lines">{answerText(at.form, one, row[one.id])}</span>,
    }));
  if (rows.length === 0) return null;
  return (
    <Details summary="What you have told us">
      <SummaryList rows={rows} noBorder />
    </Details>
  );
}
