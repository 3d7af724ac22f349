import { BlockField, type BlockPart } from "./block";
import type { FieldComponentProps } from "./types";

const parts: BlockPart[] = [
  { key: "name", label: "Name" },
  { key: "role", label: "Job title" },
  { key: "organisation", label: "Organisation" },
  { key: "phone", label: "Phone number", inputMode: "tel", width: 20 },
  { key: "email", label: "Email address", inputMode: "email", width: 30 },
];

export function PersonField(props: FieldComponentProps) {
  return <BlockField field={props} parts={parts} />;
}
