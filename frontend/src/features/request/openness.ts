import type { Answers, FormDefinition, Question } from "../../api/types";
import type { AskedRequest, ClarifiedQuestion } from "../../api/types-requests";
import { isVisible, situation } from "../../forms/journey";
import { assemble, entryOf } from "./entries";

/** Whether an action can be taken now. */
export const can = (view: AskedRequest, action: string) =>
  view.actions.some((one) => one.action === action && one.why_not === null);

export const whyNot = (view: AskedRequest, action: string) =>
  view.actions.find((one) => one.action === action)?.why_not ?? null;

/** What the panel asks about a question or one of its rows. */
export const askedAbout = (view: AskedRequest, question: string, row?: string): ClarifiedQuestion[] =>
  (view.clarification?.questions ?? []).filter(
    (one) => one.question === question && (row === undefined || one.row === null || one.row === row),
  );

export type MayChange = (question: Question, row?: string) => boolean;

/** What can be changed: everything, or while a request is returned what the panel named, and what the new answers to
 * that bring into view. The server decides. */
export function openness(view: AskedRequest, form: FormDefinition, answers: Answers): MayChange {
  if (!can(view, "answer")) return () => false;
  const named = view.clarification?.questions ?? [];
  if (view.standing.code !== "returned" || named.length === 0) return () => true;
  const at = situation(form, answers, view.facts);
  const submittedAt = Date.parse(view.times.submitted_at ?? "");
  const sent = view.answers.filter((one) => !(Date.parse(one.saved_at) > submittedAt));
  const before = situation(
    form,
    assemble(form, new Map(sent.map((one) => [entryOf(one), one.value]))),
    view.facts,
  );
  return (question, row) => {
    // A group that is named as a whole is open in every row.
    if (
      row !== undefined
        ? askedAbout(view, question.id, row).length > 0
        : named.some((one) => one.question === question.id && one.row === null)
    )
      return true;
    return isVisible(at, question) && !isVisible(before, question);
  };
}
