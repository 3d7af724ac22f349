import { TextInput } from "../../ui";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

/** A number as typed; what is not a number stays as it was typed, for the check to name. */
export function readNumber(text: string): number | string {
  const compact = text.trim().replace(/(\d)[,\s](?=\d{3})/g, "$1");
  return /^-?\d+(\.\d+)?$/.test(compact) ? Number(compact) : text;
}

export function NumberField(props: FieldComponentProps) {
  return (
    <UnknownChoice field={props}>
      {(value) => (
        <TextInput
          {...fieldProps(props)}
          value={typeof value === "number" || typeof value === "string" ? String(value) : ""}
          // "3." and "007" must stay as typed until the person is done, so only a plain number becomes one.
          onChange={(text) =>
            props.onChange(String(readNumber(text)) === text.trim() ? readNumber(text) : text)
          }
          onBlur={() => typeof value === "string" && props.onChange(readNumber(value))}
          inputMode="numeric"
          width={5}
        />
      )}
    </UnknownChoice>
  );
}
