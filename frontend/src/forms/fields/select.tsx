import { Radios, Select } from "../../ui";
import { optionsOf, unknownLabel } from "../options";
import { asText, isNotKnown, notKnown } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";

const mostRadios = 12;
const mostRadiosInRow = 5;
const unknownValue = "\u0000not_known";

/** One of several. A long list is a drop-down, in which typing finds the entry; a short one is radios. */
export function SelectField(props: FieldComponentProps) {
  const { at, question, value, onChange, compact, optional } = props;
  const options = optionsOf(at.form, question);
  const change = (code: string) => onChange(code === unknownValue ? notKnown : code);
  const current = isNotKnown(value) ? unknownValue : asText(value);

  if (options.length > (compact ? mostRadiosInRow : mostRadios)) {
    const choices = options.map((option) => ({
      value: option.code,
      label: option.label,
      group: option.group ?? null,
    }));
    if (question.allow_unknown) choices.push({ value: unknownValue, label: unknownLabel, group: null });
    return (
      <Select
        {...fieldProps(props)}
        choices={choices}
        value={current}
        onChange={change}
        empty={optional ? "No answer" : "Choose from the list"}
      />
    );
  }
  const choices = options.map((option) => ({
    value: option.code,
    label: option.label,
    hint: option.hint ?? undefined,
  }));
  if (question.allow_unknown) choices.push({ value: unknownValue, label: unknownLabel, hint: undefined });
  return (
    <Radios {...fieldProps(props)} choices={choices} value={current} onChange={change} small={compact} />
  );
}
