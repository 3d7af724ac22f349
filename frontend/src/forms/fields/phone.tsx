import { TextInput } from "../../ui";
import { asText } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export function PhoneField(props: FieldComponentProps) {
  return (
    <UnknownChoice field={props}>
      {(value) => (
        <TextInput
          {...fieldProps(props)}
          value={asText(value)}
          onChange={props.onChange}
          type="tel"
          inputMode="tel"
          width={20}
        />
      )}
    </UnknownChoice>
  );
}
