import type { HTMLInputTypeAttribute, InputHTMLAttributes } from "react";
import { describedBy, ErrorMessage, type FieldProps, FormGroup, Hint, Label } from "./field";

interface TextInputProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  type?: HTMLInputTypeAttribute;
  /** Width in characters, when the length of the answer is known. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
  autoComplete?: string;
  inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"];
  spellCheck?: boolean;
  prefix?: string;
  suffix?: string;
  name?: string;
  disabled?: boolean;
  /** A part of a larger question, whose label already stands above it. */
  light?: boolean;
}

export function TextInput(props: TextInputProps) {
  const { id, label, hint, error, asHeading, optional, value, onChange, width, prefix, suffix } = props;
  const classes = [
    "nhsuk-input",
    width ? `nhsuk-input--width-${width}` : "",
    error ? "nhsuk-input--error" : "",
  ];
  const input = (
    <input
      className={classes.filter(Boolean).join(" ")}
      id={id}
      name={props.name ?? id}
      type={props.type ?? "text"}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={props.onBlur}
      autoComplete={props.autoComplete ?? "off"}
      inputMode={props.inputMode}
      spellCheck={props.spellCheck}
      disabled={props.disabled}
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={error ? true : undefined}
    />
  );
  return (
    <FormGroup error={error}>
      <Label htmlFor={id} asHeading={asHeading} optional={optional} light={props.light}>
        {label}
      </Label>
      {hint && <Hint id={id}>{hint}</Hint>}
      {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
      {prefix || suffix ? (
        <div className="nhsuk-input-wrapper">
          {prefix && (
            <div className="nhsuk-input-wrapper__prefix" aria-hidden="true">
              {prefix}
            </div>
          )}
          {input}
          {suffix && (
            <div className="nhsuk-input-wrapper__suffix" aria-hidden="true">
              {suffix}
            </div>
          )}
        </div>
      ) : (
        input
      )}
    </FormGroup>
  );
}
