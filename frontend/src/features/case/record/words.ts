import type { Written } from "../../../api/types";
import { formatDate, formatInstant } from "../../../ui/format";
import type { Field } from "./fields";

const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** A value of a field as people read it. */
export function valueWords(field: Field | undefined, value: unknown): string {
  if (value === null || value === undefined || value === "" || value === false) return "Nothing";
  if (value === true) return "Yes";
  if (Array.isArray(value)) return value.map((one) => valueWords(field, one)).join(", ") || "Nothing";
  if (typeof value === "object") return Object.values(value).filter(Boolean).join(" ");
  const text = String(value);
  if (field && "choices" in field)
    return field.choices.find((choice) => choice.value === text)?.label ?? text;
  return isDay.test(text) ? formatDate(text) : text;
}

/** Who wrote what is shown. */
export const writtenWords = ({ at, by, version }: Written) =>
  `${version === 1 ? "Added" : "Changed"} ${formatInstant(at)}${by ? ` by ${by}` : ""}`;

export const choices = (all: { code: string; label: string }[]) =>
  all.map(({ code, label }) => ({ value: code, label }));
