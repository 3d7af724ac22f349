import { DateInput } from "../../ui";
import { asText } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export function DateField(props: FieldComponentProps) {
  return (
    <UnknownChoice field={props}>
      {(value) => <DateInput {...fieldProps(props)} value={asText(value)} onChange={props.onChange} />}
    </UnknownChoice>
  );
}
