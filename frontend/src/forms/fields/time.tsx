import { TimeInput } from "../../ui";
import { asText } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export function TimeField(props: FieldComponentProps) {
  return (
    <UnknownChoice field={props}>
      {(value) => <TimeInput {...fieldProps(props)} value={asText(value)} onChange={props.onChange} />}
    </UnknownChoice>
  );
}
