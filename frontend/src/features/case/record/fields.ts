import { toParts } from "../../../ui/date-input";

interface Common {
  /** As the API calls it, so that what it refuses is said beside the field. */
  id: string;
  label: string;
  hint?: string;
  /** Said in the label; what is needed has no mark. */
  optional?: boolean;
  /** Puts right what stands already: not asked while something is added. */
  correction?: boolean;
  /** Left out, and sent empty, while this is false. */
  when?: (values: Values) => boolean;
}

export type Field = Common &
  (
    | { kind: "text"; width?: 5 | 10 | 20 | 30 }
    | { kind: "lines"; rows?: number; max?: number }
    /** Another case, found by name, reference or NHS number; its value is the reference. */
    | { kind: "case"; without: string }
    | { kind: "date" }
    /** A date of which the day, or the day and the month, may be left out. */
    | { kind: "partial" }
    | { kind: "check" }
    | { kind: "choice" | "radios"; choices: { value: string; label: string }[] }
    | { kind: "choices"; choices: { value: string; label: string }[] }
  );

export type Value = string | boolean | string[] | null;
export type Values = Record<string, Value>;

/** The fields that are on the page, of a row that stands already or of a new one. */
export const shownFields = (fields: Field[], values: Values, stands: boolean) =>
  fields.filter((field) => (stands || !field.correction) && (field.when?.(values) ?? true));

const real = (text: string) => {
  const date = new Date(`${text}T12:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().slice(0, 10) === text
  );
};

/** "2026-03-" (no day given) → "2026-03". */
const known = (text: string) => text.replace(/-+$/, "");

const partly = (text: string) => {
  const { day, month } = toParts(text);
  if (day !== "" && month === "") return false;
  const rest = known(text);
  return real(rest) || real(`${rest}-01`) || (/^\d{4}$/.test(rest) && real(`${rest}-01-01`));
};

/** What only the page can tell: that a date was begun and is none. Everything else is the API's to refuse. */
export function wrongDates(shown: Field[], values: Values): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const field of shown) {
    const value = values[field.id];
    if (typeof value !== "string" || value === "") continue;
    if (field.kind === "date" && !real(value))
      wrong[field.id] = `“${field.label}” must be a real date, such as 14 3 2026`;
    if (field.kind === "partial" && !partly(value))
      wrong[field.id] =
        `“${field.label}” must be a year, a month and year, or a whole date, such as 14 3 2026`;
  }
  return wrong;
}

/** The values as they are sent: nothing for what is empty or not on the page. */
export function toSend(fields: Field[], values: Values): Values {
  const sent: Values = {};
  for (const field of fields) {
    const shown = field.when?.(values) ?? true;
    const value = shown ? (values[field.id] ?? null) : null;
    if (field.kind === "check") sent[field.id] = value === true;
    else if (field.kind === "choices") sent[field.id] = Array.isArray(value) ? value : [];
    else if (field.kind === "partial" && typeof value === "string") sent[field.id] = known(value) || null;
    else sent[field.id] = typeof value === "string" && value.trim() !== "" ? value : null;
  }
  return sent;
}

/** The values of a row that is to be changed. */
export function fromRow(fields: Field[], row: object | null): Values {
  const values: Values = {};
  for (const field of fields) {
    const value = (row as Record<string, unknown> | null)?.[field.id];
    if (field.kind === "check") values[field.id] = value === true;
    else if (field.kind === "choices") values[field.id] = Array.isArray(value) ? value.map(String) : [];
    else values[field.id] = typeof value === "string" ? value : "";
  }
  return values;
}
