import { TextInput } from "../../ui";
import { formatNhsNumber } from "../../ui/format";
import { asText } from "../value";
import { nhsNumberProblem } from "../vocabulary";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export function NhsNumberField(props: FieldComponentProps) {
  const tidy = (text: string) => {
    if (nhsNumberProblem(text) === null) props.onChange(formatNhsNumber(text));
  };
  return (
    <UnknownChoice field={props}>
      {(value) => (
        <TextInput
          {...fieldProps(props)}
          value={asText(value)}
          onChange={props.onChange}
          onBlur={() => tidy(asText(value))}
          inputMode="numeric"
          spellCheck={false}
          width={10}
        />
      )}
    </UnknownChoice>
  );
}
