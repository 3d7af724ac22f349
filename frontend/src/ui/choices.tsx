import { Fragment, type ReactNode } from "react";
import { type FieldProps, Fieldset, hintId } from "./field";

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Sets this choice apart with the word "or", as for "I do not know". */
  apart?: boolean;
  /** Shown below the choice while it is chosen. */
  reveal?: ReactNode;
}

interface RadiosProps extends FieldProps {
  choices: Choice[];
  value: string | null;
  onChange: (value: string) => void;
  inline?: boolean;
  small?: boolean;
}

/** The first radio carries the field's own id, so that a link in the error summary lands on it. */
const choiceId = (id: string, index: number) => (index === 0 ? id : `${id}-${index + 1}`);

export function Radios(props: RadiosProps) {
  const { id, choices, value, onChange, inline, small } = props;
  const classes = ["nhsuk-radios", inline ? "nhsuk-radios--inline" : "", small ? "nhsuk-radios--small" : ""];
  return (
    <Fieldset {...props}>
      <div className={classes.filter(Boolean).join(" ")}>
        {choices.map((choice, index) => {
          const own = choiceId(id, index);
          return (
            <Fragment key={choice.value}>
              {choice.apart && <div className="nhsuk-radios__divider">or</div>}
              <div className="nhsuk-radios__item">
                <input
                  className="nhsuk-radios__input"
                  id={own}
                  name={id}
                  type="radio"
                  value={choice.value}
                  checked={value === choice.value}
                  onChange={() => onChange(choice.value)}
                  aria-describedby={choice.hint ? hintId(own) : undefined}
                />
                <label className="nhsuk-label nhsuk-radios__label" htmlFor={own}>
                  {choice.label}
                </label>
                {choice.hint && (
                  <div className="nhsuk-hint nhsuk-radios__hint" id={hintId(own)}>
                    {choice.hint}
                  </div>
                )}
              </div>
              {choice.reveal && value === choice.value && (
                <div className="nhsuk-radios__conditional">{choice.reveal}</div>
              )}
            </Fragment>
          );
        })}
      </div>
    </Fieldset>
  );
}

interface CheckboxesProps extends FieldProps {
  choices: Choice[];
  values: string[];
  onChange: (values: string[]) => void;
  small?: boolean;
}

export function Checkboxes(props: CheckboxesProps) {
  const { id, choices, values, onChange, small } = props;
  // Kept in the order of the list, not of the clicks, so that the same choices are always the same answer.
  const toggle = (value: string) =>
    onChange(
      choices
        .map((choice) => choice.value)
        .filter((one) => (one === value ? !values.includes(one) : values.includes(one))),
    );
  return (
    <Fieldset {...props}>
      <div className={`nhsuk-checkboxes${small ? " nhsuk-checkboxes--small" : ""}`}>
        {choices.map((choice, index) => {
          const own = choiceId(id, index);
          const checked = values.includes(choice.value);
          return (
            <Fragment key={choice.value}>
              {choice.apart && <div className="nhsuk-checkboxes__divider">or</div>}
              <div className="nhsuk-checkboxes__item">
                <input
                  className="nhsuk-checkboxes__input"
                  id={own}
                  name={id}
                  type="checkbox"
                  value={choice.value}
                  checked={checked}
                  onChange={() => toggle(choice.value)}
                  aria-describedby={choice.hint ? hintId(own) : undefined}
                />
                <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={own}>
                  {choice.label}
                </label>
                {choice.hint && (
                  <div className="nhsuk-hint nhsuk-checkboxes__hint" id={hintId(own)}>
                    {choice.hint}
                  </div>
                )}
              </div>
              {choice.reveal && checked && (
                <div className="nhsuk-checkboxes__conditional">{choice.reveal}</div>
              )}
            </Fragment>
          );
        })}
      </div>
    </Fieldset>
  );
}
