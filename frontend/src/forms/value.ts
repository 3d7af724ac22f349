import type { Answers, NotKnown } from "../api/types";

export type Given =
  | { kind: "unanswered" }
  | { kind: "not_known" }
  | { kind: "given"; value: string | number | boolean | unknown[] | Record<string, unknown> };

export const notKnown: NotKnown = { state: "not_known" };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function isNotKnown(value: unknown): value is NotKnown {
  return isObject(value) && value.state === "not_known" && Object.keys(value).length === 1;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) {
    // A person or address of which every line is empty.
    return Object.values(value).every(
      (part) => part === null || (typeof part === "string" && part.trim() === ""),
    );
  }
  return false;
}

/** Reads any JSON value as an answer: not there, "I do not know", or given. */
export function read(value: unknown): Given {
  if (isEmpty(value)) return { kind: "unanswered" };
  if (isNotKnown(value)) return { kind: "not_known" };
  return { kind: "given", value: value as string };
}

/** Whether anything was answered; "I do not know" is an answer. */
export const isAnswered = (value: unknown): boolean => read(value).kind !== "unanswered";

export const asText = (value: unknown): string => (typeof value === "string" ? value : "");

export const asRecord = (value: unknown): Record<string, unknown> =>
  isObject(value) && !isNotKnown(value) ? value : {};

export const asCodes = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((code): code is string => typeof code === "string") : [];

/** The rows of a repeat, each with its own stable id. */
export function asRows(value: unknown): (Record<string, unknown> & { row: string })[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (row): row is Record<string, unknown> & { row: string } => isObject(row) && typeof row.row === "string",
  );
}

/** Whether two answers are the same to the server: nothing, null and empty text are all "not answered". */
export function sameAnswer(a: unknown, b: unknown): boolean {
  if (!isAnswered(a) && !isAnswered(b)) return true;
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isObject(value)) {
    const parts = Object.keys(value)
      .filter((key) => isAnswered(value[key]))
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${parts.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** The keys whose answers differ, with the new answer; null clears one. */
export function changedAnswers(from: Answers, to: Answers): Answers {
  const changed: Answers = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (!sameAnswer(from[key], to[key])) changed[key] = isAnswered(to[key]) ? to[key] : null;
  }
  return changed;
}
