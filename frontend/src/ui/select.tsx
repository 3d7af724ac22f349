import { describedBy, ErrorMessage, type FieldProps, FormGroup, Hint, Label } from "./field";

interface SelectProps extends FieldProps {
  choices: { value: string; label: string; group?: string | null }[];
  value: string;
  onChange: (value: string) => void;
  /** The text of the empty choice; leave out when one of the choices must be chosen. */
  empty?: string;
}

export function Select(props: SelectProps) {
  const { id, label, hint, error, asHeading, optional, choices, value, onChange, empty } = props;
  const groups = [...new Set(choices.map((choice) => choice.group ?? ""))];
  const options = (group: string) =>
    choices
      .filter((choice) => (choice.group ?? "") === group)
      .map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ));
  return (
    <FormGroup error={error}>
      <Label htmlFor={id} asHeading={asHeading} optional={optional}>
        {label}
      </Label>
      {hint && <Hint id={id}>{hint}</Hint>}
      {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
      <select
        className={`nhsuk-select${error ? " nhsuk-select--error" : ""}`}
        id={id}
        name={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {groups.map((group) =>
          group === "" ? (
            options(group)
          ) : (
            <optgroup key={group} label={group}>
              {options(group)}
            </optgroup>
          ),
        )}
      </select>
    </FormGroup>
  );
}
