import type { FieldError, Question, Row } from "../api/types";
import { isVisible, type Situation, seenRow } from "./journey";
import { pointerTo } from "./pointer";
import { QuestionField } from "./question-field";

interface RowEditorProps {
  at: Situation;
  question: Question;
  row: Row;
  onChange: (row: Row) => void;
  errors: FieldError[];
}

/** The questions of one row, on a page of their own. Nearly all may stay empty, so the page says what is needed
 * instead of marking the rest. */
export function RowEditor({ at, question, row, onChange, errors }: RowEditorProps) {
  const seen = seenRow(at, question, row);
  return (
    <>
      {(question.questions ?? [])
        .filter((one) => isVisible(at, one, seen))
        .map((one) => (
          <QuestionField
            key={one.id}
            at={at}
            question={one}
            pointer={pointerTo(question.id, row.row, one.id)}
            value={row[one.id]}
            onChange={(value) => onChange({ ...row, [one.id]: value })}
            errors={errors}
            optional={false}
            compact
          />
        ))}
    </>
  );
}
