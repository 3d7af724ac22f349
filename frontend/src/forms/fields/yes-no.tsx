import { Radios } from "../../ui";
import { optionsOf, unknownLabel } from "../options";
import { asText, isNotKnown, notKnown } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";

/** Yes or no, with "I do not know" where the question allows it. */
export function YesNoField(props: FieldComponentProps) {
  const { at, question, value, onChange, compact } = props;
  const choices = optionsOf(at.form, question).map((option) => ({ value: option.code, label: option.label }));
  const addUnknown = question.kind === "yesno" && question.allow_unknown;
  if (addUnknown) choices.push({ value: "not_known", label: unknownLabel });
  return (
    <Radios
      {...fieldProps(props)}
      choices={choices}
      value={isNotKnown(value) ? "not_known" : asText(value)}
      onChange={(code) => onChange(addUnknown && code === "not_known" ? notKnown : code)}
      small={compact}
      inline
    />
  );
}
