import type { Option } from "../../api/types";
import { Checkboxes } from "../../ui";
import { optionsOf } from "../options";
import { asCodes } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

/** "None of these" and its like stand alone: choosing one takes the others away, and choosing another takes it away. */
function withoutContradiction(options: Option[], before: string[], after: string[]): string[] {
  const alone = new Set(options.filter((option) => option.exclusive).map((option) => option.code));
  const added = after.find((code) => !before.includes(code));
  if (added === undefined) return after;
  return alone.has(added) ? [added] : after.filter((code) => !alone.has(code));
}

export function MultiselectField(props: FieldComponentProps) {
  const options = optionsOf(props.at.form, props.question);
  const choices = options.map((option) => ({
    value: option.code,
    label: option.label,
    hint: option.hint ?? undefined,
  }));
  return (
    <UnknownChoice field={props}>
      {(value) => (
        <Checkboxes
          {...fieldProps(props)}
          choices={choices}
          values={asCodes(value)}
          onChange={(codes) => props.onChange(withoutContradiction(options, asCodes(value), codes))}
        />
      )}
    </UnknownChoice>
  );
}
