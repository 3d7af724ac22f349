import { Checkboxes } from "../../ui";
import { optionsOf } from "../options";
import { asCodes } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export function MultiselectField(props: FieldComponentProps) {
  const choices = optionsOf(props.at.form, props.question).map((option) => ({
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
          onChange={props.onChange}
        />
      )}
    </UnknownChoice>
  );
}
