import type { FormDefinition, Option, Question } from "../api/types";

const yesNo: Option[] = [
  { code: "yes", label: "Yes" },
  { code: "no", label: "No" },
];

export const unknownLabel = "I do not know";

/** The choices of a question, wherever the form keeps them. */
export function optionsOf(form: FormDefinition, question: Question): Option[] {
  if (question.kind === "yesno") return yesNo;
  if (question.kind === "yes_no_unknown") return [...yesNo, { code: "not_known", label: unknownLabel }];
  if (question.options) return question.options;
  return question.list ? (form.lists[question.list] ?? []) : [];
}

export function labelOf(form: FormDefinition, question: Question, code: unknown): string {
  return optionsOf(form, question).find((option) => option.code === code)?.label ?? String(code ?? "");
}
