import { describe, expect, it } from "vitest";
import type { Answers } from "../api/types";
import { agencyForm, notificationForm, vectors } from "../testing/vectors";
import { allQuestions, essentialPages, isVisible, onlySections, seenRow, situation } from "./journey";
import { checkAll } from "./validate";
import { asRows, isAnswered } from "./value";

const form = notificationForm();

interface AnswersVector {
  name: string;
  now: string;
  mode: "submit" | "draft";
  answers: Answers;
  errors: { pointer: string; code: string }[];
}

// What no page of this application can make: answers of a foreign shape. The server refuses them; the browser has
// nothing to say about them.
const foreign = new Set([
  "unknown_question",
  "computed",
  "duplicate_row",
  "invalid_row_id",
  "too_many_rows",
  "wrong_type",
]);

const ours = vectors<AnswersVector>("answers").filter(
  (vector) => vector.mode === "submit" && !vector.errors.some((error) => foreign.has(error.code)),
);

describe("the shared vectors of answers", () => {
  it("leave plenty for the browser", () => expect(ours.length).toBeGreaterThan(120));

  it.each(ours.map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
    const found = checkAll(situation(form, vector.answers), vector.now);
    expect(found.map(({ pointer, code }) => ({ pointer, code }))).toEqual(vector.errors);
  });
});

interface AgencyVector extends AnswersVector {
  form: string;
  version: number;
  sections?: string[];
  facts?: Answers;
  kept?: Answers;
}

const asked = vectors<AgencyVector>("agency-answers").filter((vector) => vector.mode === "submit");

describe("the shared vectors of what agencies answer", () => {
  it("are there for the browser", () => expect(asked.length).toBeGreaterThan(20));

  // The browser is silent where no page can make the answer, but for a state in the wrong place, which it can name.
  const foreignHere = new Set([...foreign].filter((code) => code !== "wrong_type"));
  const askedHere = asked.filter((vector) => !vector.errors.some((error) => foreignHere.has(error.code)));

  it.each(askedHere.map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
    const whole = agencyForm(vector.form, vector.version);
    const part = vector.sections ? onlySections(whole, vector.sections) : whole;
    const at = situation(part, vector.answers, vector.facts);
    const found = checkAll(at, vector.now);
    expect(found.map(({ pointer, code }) => ({ pointer, code }))).toEqual(vector.errors);
    if (!vector.kept) return;
    const sent = Object.entries(at.shown).filter(([, value]) => isAnswered(value));
    expect(Object.fromEntries(sent)).toEqual(vector.kept);
  });
});

interface JourneyStep {
  set: Answers;
  pages?: string[];
  computed?: Record<string, unknown>;
  shown?: string[];
  hidden?: string[];
  sent?: Answers;
  rows?: Record<string, Record<string, { shown: string[]; hidden: string[] }>>;
}

const journeys = vectors<{ name: string; steps: JourneyStep[] }>("journey");

describe("the shared vectors of the journey", () => {
  it.each(journeys.map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
    let answers: Answers = {};
    for (const step of vector.steps) {
      answers = { ...answers, ...step.set };
      const at = situation(form, answers);
      const question = (id: string) => {
        const found = allQuestions(form).find((one) => one.id === id);
        if (!found) throw new Error(`no question ${id}`);
        return found;
      };
      if (step.pages) expect(essentialPages(at).map((page) => page.id)).toEqual(step.pages);
      if (step.computed) expect(at.computed).toEqual(step.computed);
      for (const id of step.shown ?? []) expect([id, isVisible(at, question(id))]).toEqual([id, true]);
      for (const id of step.hidden ?? []) expect([id, isVisible(at, question(id))]).toEqual([id, false]);
      if (step.sent) {
        const sent = Object.entries(at.shown).filter(([, value]) => isAnswered(value));
        expect(Object.fromEntries(sent)).toEqual(step.sent);
      }
      for (const [repeat, rows] of Object.entries(step.rows ?? {})) {
        for (const [rowId, expected] of Object.entries(rows)) {
          const row = asRows(answers[repeat]).find((one) => one.row === rowId);
          if (!row) throw new Error(`no row ${rowId}`);
          const seen = seenRow(at, question(repeat), row);
          const visible = (id: string) => {
            const inner = question(repeat).questions?.find((one) => one.id === id);
            return inner ? isVisible(at, inner, seen) : null;
          };
          for (const id of expected.shown) expect([id, visible(id)]).toEqual([id, true]);
          for (const id of expected.hidden) expect([id, visible(id)]).toEqual([id, false]);
        }
      }
    }
  });
});
