import { type ReactNode, useRef } from "react";
import { unknownLabel } from "../options";
import { fieldIdOf } from "../pointer";
import { isNotKnown, notKnown } from "../value";
import type { FieldComponentProps } from "./types";

interface UnknownChoiceProps {
  field: FieldComponentProps;
  children: (value: unknown) => ReactNode;
}

/** Puts "I do not know" below a control. What was typed before comes back when the box is cleared again. */
export function UnknownChoice({ field, children }: UnknownChoiceProps) {
  const { question, value, onChange, pointer } = field;
  const unknown = isNotKnown(value);
  const typed = useRef<unknown>(unknown ? null : value);
  if (!unknown) typed.current = value;
  if (!question.allow_unknown) return <>{children(value)}</>;
  const id = `${fieldIdOf(pointer)}-unknown`;
  return (
    <div className="oc-with-unknown">
      {children(unknown ? null : value)}
      <div className="nhsuk-form-group">
        <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
          <div className="nhsuk-checkboxes__item">
            <input
              className="nhsuk-checkboxes__input"
              id={id}
              type="checkbox"
              checked={unknown}
              onChange={() => onChange(unknown ? typed.current : notKnown)}
            />
            <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
              {unknownLabel}
              <span className="nhsuk-u-visually-hidden">: {question.label}</span>
            </label>
          </div>
        </div>
      </div>
    </div>
  );
}
