import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { chooseAnswer } from "../../../api/asking";
import { newKey, Problem } from "../../../api/client";
import type { Composite, CompositeQuestion, CompositeRow, CompositeSource } from "../../../api/types-asking";
import { onDay } from "../words";

/** A question of the collated record, with what it is called outside of its place. */
export interface Placed {
  question: CompositeQuestion;
  name: string;
  section: string;
}

/** What tells a question from every other, fit to be part of an id. */
export const keyOf = ({ form, question, row_key }: CompositeQuestion) =>
  [form, question, row_key]
    .filter(Boolean)
    .join("-")
    .replace(/[^\w-]+/g, "_");

/** Whether the rows of a list are about people: each says who it is. */
export const arePeople = ({ rows }: CompositeQuestion) =>
  (rows ?? []).some((row) =>
    row.questions.some(({ question }) => /^name$|(?:^|_)relationship$/.test(question)),
  );

/** What a row is called: the answers to its first questions. */
export function rowName(row: CompositeRow): string {
  const naming = row.questions.filter(({ question }) =>
    ["agency", "name", "relationship"].includes(question),
  );
  const said = (naming.length > 0 ? naming : row.questions)
    .map(({ value_text, sources }) => value_text ?? sources[0]?.value_text)
    .filter((text): text is string => typeof text === "string" && text !== "");
  return (naming.length > 0 ? said.join(" – ") : said[0]) || "No name given";
}

/** Every question, those inside of rows too. */
export function everyQuestion(composite: Composite): Placed[] {
  return composite.forms.flatMap(({ sections }) =>
    sections.flatMap(({ title, questions }) =>
      questions.flatMap((question) => [
        { question, name: question.label, section: title },
        ...(question.rows ?? []).flatMap((row) =>
          row.questions.map((part) => ({
            question: part,
            name: `${question.label}: ${rowName(row)}: ${part.label}`,
            section: title,
          })),
        ),
      ]),
    ),
  );
}

/** Whether a person has to decide: answers differ, or a later answer has reopened a choice. */
export const isUndecided = ({ standing }: CompositeQuestion) =>
  standing === "conflict" || standing === "reopened";

export const undecided = (all: Placed[]) => all.filter(({ question }) => isUndecided(question));

/** "Dr Asha Lane, 3 November 2026, form version 1" */
export const sourceWords = ({ person, answered_at, form_version }: CompositeSource) =>
  [person, onDay(answered_at), `form version ${form_version}`].filter(Boolean).join(", ");

export const sourceKey = (source: CompositeSource) => `${source.request_id} ${source.row ?? ""}`;

/** The requests whose answers are on the screen. */
export const requestsOf = ({ sources }: CompositeQuestion) => [
  ...new Set(sources.map(({ request_id }) => request_id)),
];

export type Decision = { request_id: string } | { value: unknown };

/** Keeps what counts for a question, and reads the record again. */
export function useChoose(caseId: string) {
  const client = useQueryClient();
  const sent = useRef({ body: "", key: "" });
  const refresh = () =>
    Promise.all(
      ["composite", "completeness"].map((word) =>
        client.invalidateQueries({ queryKey: ["case", caseId, word] }),
      ),
    );
  return async (question: CompositeQuestion, decision: Decision, reason: string, seen: string[]) => {
    const body = {
      form: question.form,
      question: question.question,
      ...(question.row_key === null ? {} : { row_key: question.row_key }),
      ...decision,
      reason,
      seen,
    };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    try {
      await chooseAnswer(caseId, body, sent.current.key);
      await refresh();
    } catch (error) {
      // An answer came meanwhile, or a colleague chose: it is shown before anybody chooses again.
      if (error instanceof Problem && error.status === 409) {
        sent.current = { body: "", key: "" };
        await refresh();
      }
      throw error;
    }
  };
}
