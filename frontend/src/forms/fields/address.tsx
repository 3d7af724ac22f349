import { BlockField, type BlockPart } from "./block";
import type { FieldComponentProps } from "./types";

const parts: BlockPart[] = [
  { key: "line1", label: "Address line 1" },
  { key: "line2", label: "Address line 2" },
  { key: "town", label: "Town or city", width: 20 },
  { key: "postcode", label: "Postcode", width: 10 },
];

export function AddressField(props: FieldComponentProps) {
  return <BlockField field={props} parts={parts} />;
}
