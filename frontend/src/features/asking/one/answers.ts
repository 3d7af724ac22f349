import type { FormDefinition, FormSection, Question, Row } from "../../../api/types";
import type { AskedSection, GivenAnswer } from "../../../api/types-asking";
import { answerText, rowTitle } from "../../../forms/answer-text";
import { asRecord, isAnswered } from "../../../forms/value";

/** A question of a form with what was answered: as text, or row by row. */
export interface Answered {
  question: Question;
  given: GivenAnswer | null;
  text: string;
  rows: AnsweredRow[];
}

export interface AnsweredRow {
  id: string;
  title: string;
  given: GivenAnswer;
  /** What is answered in the row. */
  parts: { question: Question; text: string }[];
}

const stateWords: Record<string, string> = {
  not_known: "Not known",
  not_applicable: "Not applicable",
  nothing_held: "Nothing held about this",
};

/** An answer as people read it; instead of one, an organisation may say why it has none. */
export function givenText(form: FormDefinition, question: Question, value: unknown): string {
  const state = typeof value === "object" && value !== null ? (value as { state?: unknown }).state : null;
  if (typeof state === "string" && stateWords[state]) return stateWords[state];
  return answerText(form, question, value);
}

export const questionsOf = (section: FormSection): Question[] =>
  section.pages.flatMap((page) => page.questions).filter(({ kind }) => kind !== "computed");

/** The sections that were asked for, in the order of the form. */
export const askedSections = (form: FormDefinition, asked: AskedSection[]): FormSection[] =>
  form.sections.filter(({ id }) => asked.some((one) => one.id === id));

export function answered(form: FormDefinition, question: Question, answers: GivenAnswer[]): Answered {
  const mine = answers.filter((one) => one.question === question.id && isAnswered(one.value));
  const given = mine.find(({ row }) => row === null) ?? null;
  const rows = mine.flatMap((one) => {
    if (one.row === null) return [];
    const row: Row = { ...asRecord(one.value), row: one.row };
    const parts = (question.questions ?? [])
      .filter(({ id }) => isAnswered(row[id]))
      .map((part) => ({ question: part, text: givenText(form, part, row[part.id]) }));
    return [{ id: one.row, title: rowTitle(form, question, row), given: one, parts }];
  });
  return { question, given, text: given ? givenText(form, question, given.value) : "", rows };
}

export const isGiven = ({ given, rows }: Answered) => given !== null || rows.length > 0;

/** What a question, or a row of one, is called. */
export function nameOf(
  form: FormDefinition,
  named: { question: string; row: string | null },
  answers: GivenAnswer[],
): string {
  const question = form.sections.flatMap(questionsOf).find(({ id }) => id === named.question);
  if (!question) return named.question;
  const row = named.row && answered(form, question, answers).rows.find(({ id }) => id === named.row);
  return row ? `${question.label}: ${row.title}` : question.label;
}
