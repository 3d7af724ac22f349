import { Textarea } from "../../ui";
import { asText } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export function TextareaField(props: FieldComponentProps) {
  const { max_length: maxLength } = props.question;
  return (
    <UnknownChoice field={props}>
      {(value) => (
        <Textarea
          {...fieldProps(props)}
          value={asText(value)}
          onChange={props.onChange}
          rows={props.compact ? 4 : 8}
          maxLength={maxLength ?? undefined}
        />
      )}
    </UnknownChoice>
  );
}
