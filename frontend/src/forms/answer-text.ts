import type { FormDefinition, Question } from "../api/types";
import { formatDate, formatLocal, formatNhsNumber } from "../ui/format";
import { labelOf, stateLabel } from "./options";
import { asCodes, asRecord, asRows, read } from "./value";
import { formatPostcode } from "./vocabulary";

const personParts = ["name", "role", "organisation", "phone", "email"];
const addressParts = ["line1", "line2", "town", "postcode"];

const lines = (value: unknown, parts: string[]) => {
  const record = asRecord(value);
  return parts
    .map((part) => record[part])
    .filter((line): line is string => typeof line === "string" && line.trim() !== "")
    .join("\n");
};

/** An answer as people read it; empty when there is none. Repeats say only how many rows they have. */
export function answerText(form: FormDefinition, question: Question, value: unknown): string {
  const answer = read(value);
  if (answer.kind === "unanswered") return "";
  if (answer.kind !== "given") return stateLabel(form, answer.kind);
  switch (question.kind) {
    case "date":
      return formatDate(String(value));
    case "datetime":
      return formatLocal(String(value));
    case "nhs_number":
      return formatNhsNumber(String(value));
    case "postcode":
      return formatPostcode(String(value)) ?? String(value);
    case "select":
    case "yesno":
    case "yes_no_unknown":
      return labelOf(form, question, value);
    case "multiselect":
      return asCodes(value)
        .map((code) => labelOf(form, question, code))
        .join("\n");
    case "person":
      return lines(value, personParts);
    case "address":
      return lines(value, addressParts);
    case "repeat":
      return String(asRows(value).length);
    default:
      return String(value);
  }
}

/** What a row is called: the answers to its first questions, "GP – Dr A Patel". */
export function rowTitle(form: FormDefinition, repeat: Question, row: Record<string, unknown>): string {
  const naming = (repeat.questions ?? []).filter((one) =>
    ["agency", "name", "relationship"].includes(one.id),
  );
  const candidates = naming.length > 0 ? naming : (repeat.questions ?? []).slice(0, 1);
  const parts = candidates
    .filter((question) => read(row[question.id]).kind === "given")
    .map((question) => answerText(form, question, row[question.id]));
  return parts.length > 0 ? parts.join(" – ") : "No name given";
}
