import { TextInput } from "../../ui";
import { asText } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export function EmailField(props: FieldComponentProps) {
  return (
    <UnknownChoice field={props}>
      {(value) => (
        <TextInput
          {...fieldProps(props)}
          value={asText(value)}
          onChange={props.onChange}
          // Not type="email": the browser's own message would come before ours and say less.
          inputMode="email"
          spellCheck={false}
          width={30}
        />
      )}
    </UnknownChoice>
  );
}
