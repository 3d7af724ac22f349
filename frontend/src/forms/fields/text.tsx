import { TextInput } from "../../ui";
import { asText } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export function TextField(props: FieldComponentProps) {
  return (
    <UnknownChoice field={props}>
      {(value) => <TextInput {...fieldProps(props)} value={asText(value)} onChange={props.onChange} />}
    </UnknownChoice>
  );
}
