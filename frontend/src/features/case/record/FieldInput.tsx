import { useState } from "react";
import { CaseFinder, type ChosenCase } from "../../../ui/case-finder";
import { Checkboxes, Radios } from "../../../ui/choices";
import { DateInput } from "../../../ui/date-input";
import { Select } from "../../../ui/select";
import { TextInput } from "../../../ui/text-input";
import { Textarea } from "../../../ui/textarea";
import type { Field, Value } from "./fields";

interface FieldInputProps {
  field: Field;
  value: Value;
  error: string | undefined;
  onChange: (value: Value) => void;
}

/** One field of a form of the record, by its kind. */
export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const common = {
    id: field.id,
    label: field.label,
    error,
    ...(field.hint ? { hint: field.hint } : {}),
    ...(field.optional ? { optional: true } : {}),
  };
  const text = typeof value === "string" ? value : "";
  switch (field.kind) {
    case "text":
      return (
        <TextInput
          {...common}
          value={text}
          onChange={onChange}
          {...(field.width ? { width: field.width } : {})}
        />
      );
    case "lines":
      return (
        <Textarea
          {...common}
          value={text}
          onChange={onChange}
          rows={field.rows ?? 4}
          maxLength={field.max ?? 10_000}
        />
      );
    case "case":
      return <OtherCase id={field.id} without={field.without} error={error} onChange={onChange} />;
    case "date":
    case "partial":
      return <DateInput {...common} value={text} onChange={onChange} />;
    case "choice":
      return (
        <Select {...common} choices={field.choices} value={text} onChange={onChange} empty="Choose one" />
      );
    case "radios":
      return <Radios {...common} choices={field.choices} value={text} onChange={onChange} />;
    case "choices":
      return (
        <Checkboxes
          {...common}
          choices={field.choices}
          values={Array.isArray(value) ? value : []}
          onChange={onChange}
        />
      );
    case "check":
      return <CheckOne {...common} checked={value === true} onChange={onChange} />;
  }
}

interface OtherCaseProps {
  id: string;
  without: string;
  error: string | undefined;
  onChange: (reference: string) => void;
}

/** Nobody knows a reference by heart: the case is searched for. */
function OtherCase({ id, without, error, onChange }: OtherCaseProps) {
  const [chosen, setChosen] = useState<ChosenCase | null>(null);
  return (
    // The error summary leads here.
    <div id={id} tabIndex={-1}>
      <CaseFinder
        duplicates={[]}
        without={without}
        value={chosen}
        onChange={(next) => {
          setChosen(next);
          onChange(next.reference);
        }}
        {...(error ? { error } : {})}
      />
    </div>
  );
}

interface CheckOneProps {
  id: string;
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (value: boolean) => void;
}

/** One statement that is true or not: it is its own label. */
function CheckOne({ id, label, hint, checked, onChange }: CheckOneProps) {
  return (
    <div className="nhsuk-form-group oc-check-one">
      <div className="nhsuk-checkboxes">
        <div className="nhsuk-checkboxes__item">
          <input
            className="nhsuk-checkboxes__input"
            id={id}
            name={id}
            type="checkbox"
            checked={checked}
            onChange={(event) => onChange(event.target.checked)}
            aria-describedby={hint ? `${id}-hint` : undefined}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
            {label}
          </label>
          {hint && (
            <div className="nhsuk-hint nhsuk-checkboxes__hint" id={`${id}-hint`}>
              {hint}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
