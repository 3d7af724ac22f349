import { useEffect, useState } from "react";
import { describedBy, ErrorMessage, type FieldProps, FormGroup, Hint, Label } from "./field";

interface TextareaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  maxLength?: number;
}

/** A longer answer. With `maxLength` it says how much room is left once most of it is used, and never cuts text off. */
export function Textarea(props: TextareaProps) {
  const { id, label, hint, error, asHeading, optional, value, onChange, rows = 6, maxLength } = props;
  const countId = `${id}-count`;
  const length = [...value].length;
  const left = maxLength === undefined ? null : maxLength - length;
  const near = left !== null && maxLength !== undefined && length >= maxLength * 0.75;
  const message = left === null ? "" : countMessage(left);
  const announced = useSettled(near ? message : "");

  return (
    <FormGroup error={error} className="nhsuk-character-count">
      <Label htmlFor={id} asHeading={asHeading} optional={optional}>
        {label}
      </Label>
      {hint && <Hint id={id}>{hint}</Hint>}
      {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
      <textarea
        className={`nhsuk-textarea${error || (left !== null && left < 0) ? " nhsuk-textarea--error" : ""}`}
        id={id}
        name={id}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={describedBy(id, hint, error, near ? countId : undefined)}
        aria-invalid={error ? true : undefined}
      />
      {near && (
        <div
          id={countId}
          className={
            left !== null && left < 0 ? "nhsuk-error-message" : "nhsuk-hint nhsuk-character-count__message"
          }
        >
          {message}
        </div>
      )}
      <div className="nhsuk-u-visually-hidden" aria-live="polite">
        {announced}
      </div>
    </FormGroup>
  );
}

function countMessage(left: number): string {
  const amount = Math.abs(left).toLocaleString("en-GB");
  const noun = Math.abs(left) === 1 ? "character" : "characters";
  return left < 0 ? `You have ${amount} ${noun} too many` : `You have ${amount} ${noun} remaining`;
}

// A screen reader should hear the count when typing pauses, not at every key.
function useSettled(text: string): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 1000);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
