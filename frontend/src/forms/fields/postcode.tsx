import { TextInput } from "../../ui";
import { asText } from "../value";
import { formatPostcode } from "../vocabulary";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export function PostcodeField(props: FieldComponentProps) {
  return (
    <UnknownChoice field={props}>
      {(value) => (
        <TextInput
          {...fieldProps(props)}
          value={asText(value)}
          onChange={props.onChange}
          onBlur={() => {
            const formatted = formatPostcode(asText(value));
            if (formatted) props.onChange(formatted);
          }}
          spellCheck={false}
          width={10}
        />
      )}
    </UnknownChoice>
  );
}
