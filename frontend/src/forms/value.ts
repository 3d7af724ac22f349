import type { AnswerState, Answers, NotKnown, Row, StateName } from "../api/types";

export type Given =
  | { kind: "unanswered" }
  | { kind: StateName }
  | { kind: "given"; value: string | number | boolean | unknown[] | Record<string, unknown> };

export const notKnown: NotKnown = { state: "not_known" };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const states: readonly unknown[] = ["not_known", "not_applicable", "nothing_held"] satisfies StateName[];

/** The state that stands for an answer, if the value is one. */
export function stateOf(value: unknown): StateName | null {
  if (!isObject(value) || Object.keys(value).length !== 1 || !states.includes(value.state)) return null;
  return value.state as StateName;
}

export const asState = <Name extends StateName>(state: Name): AnswerState<Name> => ({ state });

export const isNotKnown = (value: unknown): value is NotKnown => stateOf(value) === "not_known";

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

/** Reads any JSON value as an answer: not there, a state that stands for one, or given. */
export function read(value: unknown): Given {
  if (isEmpty(value)) return { kind: "unanswered" };
  const state = stateOf(value);
  if (state !== null) return { kind: state };
  return { kind: "given", value: value as string };
}

/** Whether anything was answered; "I do not know" and its like are answers. */
export const isAnswered = (value: unknown): boolean => read(value).kind !== "unanswered";

export const asText = (value: unknown): string => (typeof value === "string" ? value : "");

export const asRecord = (value: unknown): Record<string, unknown> =>
  isObject(value) && stateOf(value) === null ? value : {};

export const asCodes = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((code): code is string => typeof code === "string") : [];

/** The rows of a repeat. */
export function asRows(value: unknown): Row[] {
  if (!Array.isArray(value)) return [];
  return value.filter((row): row is Row => isObject(row) && typeof row.row === "string");
}

/** Whether anything is answered in a row, but for the questions named. */
export const hasAnswers = (row: Row, ...but: string[]): boolean =>
  Object.keys(row).some((key) => key !== "row" && !but.includes(key) && isAnswered(row[key]));

/** The rows with this one in the place of the one it replaces, or at the end. */
export const withRow = (rows: Row[], row: Row): Row[] =>
  rows.some((one) => one.row === row.row)
    ? rows.map((one) => (one.row === row.row ? row : one))
    : [...rows, row];

export const withoutRow = (rows: Row[], rowId: string): Row[] => rows.filter((one) => one.row !== rowId);

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
