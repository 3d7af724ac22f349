import type { Answers, FormDefinition, Question, Row } from "../../api/types";
import type { GivenAnswer } from "../../api/types-requests";
import { allQuestions } from "../../forms/journey";
import { isAnswered } from "../../forms/value";

/** What is saved by itself: a question, or a row of a group. */
export type Key = string;

export const keyOf = (question: string, row: string | null = null): Key =>
  row === null ? question : `${question}/${row}`;

export const partsOf = (key: Key): { question: string; row: string | null } => {
  const [question = "", row = null] = key.split("/");
  return { question, row };
};

/** The entry a pointer of the API is about: /answers/<question>[/<row>[/<question>]]. */
export function keyOfPointer(pointer: string): Key | null {
  const [, answers, question, row] = pointer.split("/");
  if (answers !== "answers" || !question) return null;
  return row && /^[0-9a-f-]{36}$/i.test(row) ? keyOf(question, row) : question;
}

/** The answers these entries make, as a form reads them. Where somebody said "nothing held" of a group and a colleague
 * has added a row, the rows are the answer. */
export function assemble(form: FormDefinition, entries: Map<Key, unknown>): Answers {
  const answers: Answers = {};
  for (const [key, value] of entries) {
    if (partsOf(key).row === null && isAnswered(value)) answers[key] = value;
  }
  const groups = allQuestions(form).filter((question) => question.kind === "repeat");
  for (const group of groups) {
    const rows = rowsOf(group, entries);
    if (rows.length > 0) answers[group.id] = rows;
  }
  return answers;
}

function rowsOf(group: Question, entries: Map<Key, unknown>): Row[] {
  const rows: Row[] = [];
  for (const [key, value] of entries) {
    const { question, row } = partsOf(key);
    if (question !== group.id || row === null || typeof value !== "object" || value === null) continue;
    rows.push({ ...value, row });
  }
  return rows;
}

/** A row as it is saved: without its id. */
export function withoutId(row: Row): Record<string, unknown> {
  const { row: _, ...rest } = row;
  return rest;
}

export const entryOf = (given: GivenAnswer): Key => keyOf(given.question, given.row);
