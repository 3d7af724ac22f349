import type { InputHTMLAttributes } from "react";
import { Fieldset, TextInput } from "../../ui";
import { messageAt } from "../pointer";
import { asRecord, asText } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

export interface BlockPart {
  key: string;
  label: string;
  inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"];
  width?: 10 | 20 | 30;
}

interface BlockFieldProps {
  field: FieldComponentProps;
  parts: BlockPart[];
}

/** Several lines that make one answer. Every line may be left empty. */
export function BlockField({ field, parts }: BlockFieldProps) {
  const props = fieldProps(field);
  return (
    <UnknownChoice field={field}>
      {(value) => {
        const record = asRecord(value);
        return (
          <Fieldset {...props}>
            {parts.map((part) => (
              <TextInput
                key={part.key}
                id={`${props.id}-${part.key}`}
                label={part.label}
                value={asText(record[part.key])}
                onChange={(text) => field.onChange({ ...record, [part.key]: text })}
                error={messageAt(field.errors, `${field.pointer}/${part.key}`)}
                inputMode={part.inputMode}
                width={part.width}
                light
              />
            ))}
          </Fieldset>
        );
      }}
    </UnknownChoice>
  );
}
