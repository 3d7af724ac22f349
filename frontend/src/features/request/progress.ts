import type { FormPage, FormSection, Question } from "../../api/types";
import { isPageVisible, type SectionState, type Situation, visibleQuestions } from "../../forms/journey";
import { isAnswered } from "../../forms/value";

export interface Progress {
  asked: Question[];
  left: Question[];
  state: SectionState | "nothing_asked";
}

export const visiblePages = (at: Situation, section: FormSection): FormPage[] =>
  section.pages.filter((page) => isPageVisible(at, page));

/** How far one page or section has come: what is asked now, and what of it has no answer. */
export function progressOf(at: Situation, pages: FormPage[]): Progress {
  const asked = pages.flatMap((page) => visibleQuestions(at, page));
  const left = asked.filter((question) => !isAnswered(at.answers[question.id]));
  const state =
    asked.length === 0
      ? "nothing_asked"
      : left.length === asked.length
        ? "not_started"
        : left.length === 0
          ? "completed"
          : "in_progress";
  return { asked, left, state };
}

export const stateWords: Record<Progress["state"], string> = {
  not_started: "Not yet started",
  in_progress: "In progress",
  completed: "Completed",
  nothing_asked: "Not needed",
};

/** The page after this one in its section that asks anything, if there is one. */
export function pageAfter(at: Situation, section: FormSection, page: FormPage): FormPage | null {
  const visible = visiblePages(at, section);
  // The page itself may have just been hidden by an answer, so its place is taken from the whole order.
  const here = section.pages.indexOf(page);
  return section.pages.slice(here + 1).find((one) => visible.includes(one)) ?? null;
}
