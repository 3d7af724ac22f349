import type { FormDefinition, Option, Question, StateName } from "../api/types";

const yesNo: Option[] = [
  { code: "yes", label: "Yes" },
  { code: "no", label: "No" },
];

export const unknownLabel = "I do not know";

/** What stands for an answer, in the words of an organisation that looked into its records. */
export const stateLabels: Record<StateName, string> = {
  not_known: "Not known",
  not_applicable: "Not applicable",
  nothing_held: "Nothing held in our records",
};

/** The states that may stand for the answer to a question. */
export function statesOf(form: FormDefinition, question: Question): StateName[] {
  if (question.kind === "computed") return [];
  if (form.answered_by !== "agency") return question.allow_unknown ? ["not_known"] : [];
  const found: StateName[] = [];
  // "Not known" is one of the three options there, and must not have two writings.
  if (question.kind !== "yes_no_unknown") found.push("not_known");
  if (question.allow_not_applicable) found.push("not_applicable");
  found.push("nothing_held");
  return found;
}

const unknownOf = (form: FormDefinition) =>
  form.answered_by === "agency" ? stateLabels.not_known : unknownLabel;

export const stateLabel = (form: FormDefinition, state: StateName) =>
  state === "not_known" ? unknownOf(form) : stateLabels[state];

/** The choices of a question, wherever the form keeps them. */
export function optionsOf(form: FormDefinition, question: Question): Option[] {
  if (question.kind === "yesno") return yesNo;
  if (question.kind === "yes_no_unknown") return [...yesNo, { code: "not_known", label: unknownOf(form) }];
  if (question.options) return question.options;
  return question.list ? (form.lists[question.list] ?? []) : [];
}

export function labelOf(form: FormDefinition, question: Question, code: unknown): string {
  return optionsOf(form, question).find((option) => option.code === code)?.label ?? String(code ?? "");
}
