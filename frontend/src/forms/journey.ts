import type { Answers, Condition, FormDefinition, FormPage, FormSection, Question } from "../api/types";
import { computedValues } from "./age";
import { evaluate, type Scope } from "./condition";
import { asRows, isAnswered } from "./value";

/** A form with its answers: what is shown, what is needed, and where one is. */
export interface Situation {
  form: FormDefinition;
  answers: Answers;
  /** What was worked out, and what the case says beside the answers. */
  computed: Record<string, unknown>;
  /** Answers with the hidden ones left out, since a hidden question counts as unanswered. */
  shown: Answers;
}

export interface Place {
  section: FormSection;
  page: FormPage;
}

/** What a form is for these answers. `facts` are what the case says by question or worked-out key: they decide what
 * is shown where the form does not ask for them itself. */
export function situation(form: FormDefinition, answers: Answers, facts: Answers = {}): Situation {
  const { shown, computed } = decide(form, answers, facts);
  return { form, answers, computed, shown };
}

/** The form with only these sections, as one request carries it. */
export const onlySections = (form: FormDefinition, ids: string[]): FormDefinition => ({
  ...form,
  sections: form.sections.filter((section) => ids.includes(section.id)),
});

export const allPlaces = (form: FormDefinition): Place[] =>
  form.sections.flatMap((section) => section.pages.map((page) => ({ section, page })));

export const allQuestions = (form: FormDefinition): Question[] =>
  allPlaces(form).flatMap(({ page }) => page.questions);

// Hiding a question may hide others that ask about it, so this goes round until nothing changes. The loader refuses
// cycles, so there are at most as many rounds as questions.
function decide(form: FormDefinition, answers: Answers, facts: Answers) {
  const questions = allQuestions(form).filter((question) => question.kind !== "computed");
  const asked = new Set(questions.map((question) => question.id));
  const beside = Object.fromEntries(Object.entries(facts).filter(([id]) => !asked.has(id)));
  const visible = new Set(questions);
  let shown: Answers = {};
  let computed: Record<string, unknown> = beside;
  for (let round = 0; round <= questions.length; round += 1) {
    shown = {};
    for (const question of visible) {
      if (Object.hasOwn(answers, question.id)) shown[question.id] = answers[question.id];
    }
    computed = { ...beside, ...computedValues(shown) };
    let settled = true;
    for (const question of questions) {
      const holdsNow = holdsInForm(form, question, { answers: shown, computed });
      if (holdsNow === visible.has(question)) continue;
      settled = false;
      if (holdsNow) visible.add(question);
      else visible.delete(question);
    }
    if (settled) break;
  }
  return { shown, computed };
}

const holds = (question: Question, scope: Scope) => !question.show_if || evaluate(question.show_if, scope);

// The condition of a section counts for each of its questions, but not for those of a row.
function holdsInForm(form: FormDefinition, question: Question, scope: Scope): boolean {
  const ofSection = sectionConditions(form).get(question.id);
  return (!ofSection || evaluate(ofSection, scope)) && holds(question, scope);
}

const conditionsOf = new WeakMap<FormDefinition, Map<string, Condition>>();

function sectionConditions(form: FormDefinition): Map<string, Condition> {
  const known = conditionsOf.get(form);
  if (known) return known;
  const found = new Map<string, Condition>();
  for (const { section, page } of allPlaces(form)) {
    for (const question of section.show_if ? page.questions : []) {
      if (section.show_if) found.set(question.id, section.show_if);
    }
  }
  conditionsOf.set(form, found);
  return found;
}

/** A row as conditions see it: every question of the row is there, with null where it is hidden or unanswered, so
 * that it is not mistaken for the form's question of that name. */
export function seenRow(at: Situation, repeat: Question, given: Record<string, unknown>) {
  const questions = repeat.questions ?? [];
  const visible = new Set(questions);
  const build = () => {
    const seen: Record<string, unknown> = { ...given };
    for (const question of questions) {
      seen[question.id] = visible.has(question) ? (given[question.id] ?? null) : null;
    }
    return seen;
  };
  let seen = build();
  for (let round = 0; round <= questions.length; round += 1) {
    const next = questions.filter((question) => holds(question, scopeOf(at, seen)));
    if (next.length === visible.size && next.every((question) => visible.has(question))) break;
    visible.clear();
    for (const question of next) visible.add(question);
    seen = build();
  }
  return seen;
}

const scopeOf = (at: Situation, row?: Record<string, unknown>): Scope => ({
  answers: at.shown,
  computed: at.computed,
  row,
});

/** Whether a question is asked at all, given the answers so far. */
export const isVisible = (at: Situation, question: Question, row?: Record<string, unknown>): boolean =>
  question.kind !== "computed" &&
  (row ? holds(question, scopeOf(at, row)) : holdsInForm(at.form, question, scopeOf(at)));

export const isRequired = (at: Situation, question: Question, row?: Record<string, unknown>): boolean =>
  question.required === true ||
  (question.required_if ? evaluate(question.required_if, scopeOf(at, row)) : false);

export const visibleQuestions = (at: Situation, page: FormPage): Question[] =>
  page.questions.filter((question) => isVisible(at, question));

export const isPageVisible = (at: Situation, page: FormPage): boolean =>
  visibleQuestions(at, page).length > 0;

const visiblePlaces = (at: Situation) => allPlaces(at.form).filter(({ page }) => isPageVisible(at, page));

/** The shortest way to a valid notification, in order. */
export const essentialPages = (at: Situation): FormPage[] =>
  visiblePlaces(at)
    .map(({ page }) => page)
    .filter((page) => page.essential);

/** The other pages of a section, reached from the list of what may be added. */
export const optionalPages = (at: Situation, section: FormSection): FormPage[] =>
  section.pages.filter((page) => !page.essential && isPageVisible(at, page));

export const findPlace = (form: FormDefinition, pageId: string): Place | null =>
  allPlaces(form).find(({ page }) => page.id === pageId) ?? null;

export function pageOfQuestion(form: FormDefinition, questionId: string): FormPage | null {
  return (
    allPlaces(form).find(({ page }) => page.questions.some((one) => one.id === questionId))?.page ?? null
  );
}

/** Whether everything needed on a page has an answer (whether it is a right one is for the validation). */
export function isPageComplete(at: Situation, page: FormPage): boolean {
  return visibleQuestions(at, page).every((question) => {
    if (!isRequired(at, question)) return true;
    if (question.kind === "repeat") {
      return asRows(at.answers[question.id]).length >= Math.max(1, question.min_rows ?? 1);
    }
    return isAnswered(at.answers[question.id]);
  });
}

export const firstIncomplete = (at: Situation): FormPage | null =>
  essentialPages(at).find((page) => !isPageComplete(at, page)) ?? null;

/** "check" when a page was opened to change an answer on the check page. */
export type From = "check" | undefined;
export type Step = { to: "page"; page: FormPage } | { to: "more" } | { to: "check" };

/** Where "Continue" leads from a page. */
export function stepAfter(at: Situation, pageId: string, from: From): Step {
  const place = findPlace(at.form, pageId);
  if (from === "check") {
    // A changed answer may have opened a page that is needed.
    const missing = firstIncomplete(at);
    return missing && missing.id !== pageId ? { to: "page", page: missing } : { to: "check" };
  }
  if (place && !place.page.essential) {
    const next = after(optionalPages(at, place.section), place.section.pages, pageId);
    return next ? { to: "page", page: next } : { to: "more" };
  }
  const all = allPlaces(at.form).map((one) => one.page);
  const next = after(essentialPages(at), all, pageId);
  return next ? { to: "page", page: next } : { to: "more" };
}

/** Where "Back" leads, or null at the very beginning. */
export function stepBefore(at: Situation, pageId: string, from: From): Step | null {
  if (from === "check") return { to: "check" };
  const place = findPlace(at.form, pageId);
  if (place && !place.page.essential) {
    const previous = before(optionalPages(at, place.section), place.section.pages, pageId);
    return previous ? { to: "page", page: previous } : { to: "more" };
  }
  const all = allPlaces(at.form).map((one) => one.page);
  const previous = before(essentialPages(at), all, pageId);
  return previous ? { to: "page", page: previous } : null;
}

// The page itself may have just been hidden by an answer, so its place is taken from the whole order.
function after(visible: FormPage[], order: FormPage[], pageId: string): FormPage | null {
  const here = order.findIndex((page) => page.id === pageId);
  return order.slice(here + 1).find((page) => visible.includes(page)) ?? null;
}

function before(visible: FormPage[], order: FormPage[], pageId: string): FormPage | null {
  const here = order.findIndex((page) => page.id === pageId);
  return order.slice(0, Math.max(here, 0)).findLast((page) => visible.includes(page)) ?? null;
}

export type SectionState = "not_started" | "in_progress" | "completed";

/** How far the optional pages of a section have come. */
export function extrasState(at: Situation, section: FormSection): SectionState {
  const pages = optionalPages(at, section);
  const begun = pages.filter((page) =>
    visibleQuestions(at, page).some((question) => isAnswered(at.answers[question.id])),
  );
  if (begun.length === 0) return "not_started";
  return begun.length === pages.length ? "completed" : "in_progress";
}

/** Answered questions that a later answer has hidden: kept, shown on the check page, and not sent. */
export function hiddenAnswers(at: Situation): Question[] {
  return allQuestions(at.form).filter(
    (question) =>
      question.kind !== "computed" &&
      isAnswered(at.answers[question.id]) &&
      !Object.hasOwn(at.shown, question.id),
  );
}

export interface SuggestedAgency {
  agency: string;
  reasons: string[];
}

/** Agencies that probably knew the child, with the reasons. */
export function suggestedAgencies(at: Situation): SuggestedAgency[] {
  const found = new Map<string, string[]>();
  for (const rule of at.form.suggestions ?? []) {
    if (rule.when && !evaluate(rule.when, scopeOf(at))) continue;
    for (const agency of rule.agencies) {
      found.set(agency, [...(found.get(agency) ?? []), rule.reason]);
    }
  }
  return [...found].map(([agency, reasons]) => ({ agency, reasons }));
}
