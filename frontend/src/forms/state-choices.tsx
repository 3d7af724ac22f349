import { useRef } from "react";
import { ButtonLink, focusField } from "../ui";
import type { FieldComponentProps } from "./fields/types";
import { optionsOf, stateLabel, statesOf } from "./options";
import { fieldIdOf } from "./pointer";
import { asState, isAnswered, stateOf } from "./value";

type StateChoicesProps = Pick<FieldComponentProps, "at" | "question" | "pointer" | "value" | "onChange">;

/** What can be said instead of an answer, below the question. It takes the answer's place; undoing brings that back. */
export function StateChoices({ at, question, pointer, value, onChange }: StateChoicesProps) {
  const chosen = stateOf(value);
  const before = useRef<unknown>(chosen === null ? value : null);
  if (chosen === null) before.current = value;
  // Where the question has such an option of its own, there must not be two of the same name.
  const own = new Set(optionsOf(at.form, question).map((option) => option.code));
  const states = statesOf(at.form, question).filter((state) => state === chosen || !own.has(state));
  if (states.length === 0) return null;
  const id = `${fieldIdOf(pointer)}-state`;

  const undo = () => {
    onChange(isAnswered(before.current) ? before.current : null);
    // The button goes with this, so focus moves to the question it was about.
    focusField(fieldIdOf(pointer));
  };

  return (
    <div className="oc-states">
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-u-visually-hidden">Instead of an answer to “{question.label}”</legend>
        <div className="nhsuk-radios nhsuk-radios--inline nhsuk-radios--small">
          {states.map((state) => (
            <div className="nhsuk-radios__item" key={state}>
              <input
                className="nhsuk-radios__input"
                id={`${id}-${state}`}
                name={id}
                type="radio"
                value={state}
                checked={chosen === state}
                onChange={() => onChange(asState(state))}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${id}-${state}`}>
                {stateLabel(at.form, state)}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
      {chosen !== null && (
        <ButtonLink onClick={undo}>
          Undo “{stateLabel(at.form, chosen)}”
          <span className="nhsuk-u-visually-hidden"> for {question.label}</span>
        </ButtonLink>
      )}
    </div>
  );
}
