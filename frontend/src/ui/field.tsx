import type { ReactNode } from "react";

/** What every field has in common. `id` is the element an error message links to. */
export interface FieldProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label is the page's heading (one question on the page). */
  asHeading?: boolean;
  /** Added after the label of a question that may be left empty. */
  optional?: boolean;
}

export const hintId = (id: string) => `${id}-hint`;
export const errorId = (id: string) => `${id}-error`;

/** The ids a control is described by, in the order they should be read. */
export function describedBy(id: string, hint: ReactNode, error: string | undefined, extra?: string) {
  const ids = [hint ? hintId(id) : null, error ? errorId(id) : null, extra ?? null].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

export function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div className="nhsuk-hint" id={hintId(id)}>
      {children}
    </div>
  );
}

export function ErrorMessage({ id, children }: { id: string; children: ReactNode }) {
  return (
    <span className="nhsuk-error-message" id={errorId(id)}>
      <span className="nhsuk-u-visually-hidden">Error:</span> {children}
    </span>
  );
}

interface FormGroupProps {
  error?: string | undefined;
  className?: string;
  children: ReactNode;
}

export function FormGroup({ error, className, children }: FormGroupProps) {
  const classes = ["nhsuk-form-group", error ? "nhsuk-form-group--error" : "", className ?? ""];
  return <div className={classes.filter(Boolean).join(" ")}>{children}</div>;
}

interface LabelProps {
  htmlFor: string;
  asHeading?: boolean | undefined;
  optional?: boolean | undefined;
  light?: boolean | undefined;
  children: ReactNode;
}

export function Label({ htmlFor, asHeading, optional, light, children }: LabelProps) {
  const text = (
    <>
      {children}
      {optional && " (optional)"}
    </>
  );
  if (asHeading) {
    return (
      <h1 className="nhsuk-label-wrapper">
        <label className="nhsuk-label nhsuk-label--l" htmlFor={htmlFor}>
          {text}
        </label>
      </h1>
    );
  }
  return (
    <label className={`nhsuk-label${light ? "" : " nhsuk-label--s"}`} htmlFor={htmlFor}>
      {text}
    </label>
  );
}

interface FieldsetProps extends FieldProps {
  children: ReactNode;
  describedByExtra?: string;
}

/** Groups several controls that answer one question: radios, checkboxes, a date, an address. */
export function Fieldset(props: FieldsetProps) {
  const { id, label, hint, error, asHeading, optional, children, describedByExtra } = props;
  const text = (
    <>
      {label}
      {optional && " (optional)"}
    </>
  );
  return (
    <FormGroup error={error}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy(id, hint, error, describedByExtra)}>
        <legend className={`nhsuk-fieldset__legend nhsuk-fieldset__legend--${asHeading ? "l" : "s"}`}>
          {asHeading ? <h1 className="nhsuk-fieldset__heading">{text}</h1> : text}
        </legend>
        {hint && <Hint id={id}>{hint}</Hint>}
        {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
        {children}
      </fieldset>
    </FormGroup>
  );
}
