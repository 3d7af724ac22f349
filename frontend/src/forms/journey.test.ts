import { describe, expect, it } from "vitest";
import type { Answers } from "../api/types";
import { notificationForm } from "../testing/vectors";
import {
  essentialPages,
  extrasState,
  firstIncomplete,
  hiddenAnswers,
  situation,
  stepAfter,
  stepBefore,
  suggestedAgencies,
} from "./journey";

const form = notificationForm();
const at = (answers: Answers) => situation(form, answers);
const ids = (answers: Answers) => essentialPages(at(answers)).map((page) => page.id);

const newborn = { date_of_birth: "2026-11-01", date_of_death: "2026-11-03" };
const teenager = { date_of_birth: "2011-05-01", date_of_death: "2026-11-03" };

describe("the way through the notification", () => {
  it("begins with where the child lived", () => {
    expect(ids({})[0]).toBe("residence");
    expect(stepBefore(at({}), "residence", undefined)).toBeNull();
  });

  it("asks about birth only for a baby", () => {
    expect(ids(newborn)).toEqual(expect.arrayContaining(["time-of-birth", "gestation", "birthweight"]));
    expect(ids(teenager)).not.toEqual(expect.arrayContaining(["gestation"]));
  });

  it("ends at the list of what may be added", () => {
    const last = ids(teenager).at(-1) ?? "";
    expect(stepAfter(at(teenager), last, undefined)).toEqual({ to: "more" });
  });

  it("leads from a changed answer back to the check, by way of what it opened", () => {
    expect(stepAfter(at({ ...newborn, surname: "Hill" }), "date-of-birth", "check")).toMatchObject({
      to: "page",
    });
  });

  it("names the first page that still needs an answer", () => {
    expect(firstIncomplete(at({}))?.id).toBe("residence");
    expect(firstIncomplete(at({ residence: "no_fixed_abode" }))?.id).toBe("child-name");
  });
});

describe("hidden answers", () => {
  const answers = { residence: "england", postcode: "ME4 4UF" };

  it("are kept, not counted, and shown again when they are asked again", () => {
    const hidden = at({ ...answers, residence: "no_fixed_abode" });
    expect(hiddenAnswers(hidden).map((question) => question.id)).toEqual(["postcode"]);
    expect(hidden.shown.postcode).toBeUndefined();
    expect(hidden.answers.postcode).toBe("ME4 4UF");
    expect(at(answers).shown.postcode).toBe("ME4 4UF");
  });

  it("hide what rests on them", () => {
    const hidden = at({ ...teenager, multiple_birth: "yes", multiple_number: 2 });
    expect(hiddenAnswers(hidden).map((question) => question.id)).toEqual([
      "multiple_birth",
      "multiple_number",
    ]);
  });
});

describe("suggested agencies", () => {
  it("come once each, with the reason, and stay when they are already listed", () => {
    const professionals = [{ row: "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", agency: "gp" }];
    const found = suggestedAgencies(at({ ...newborn, professionals }));
    const midwife = found.find((one) => one.agency === "midwife");
    expect(midwife?.reasons[0]).toMatch(/28 days/);
    expect(found.filter((one) => one.agency === "gp")).toHaveLength(1);
  });
});

it("says how far the optional pages of a section are", () => {
  const section = form.sections.find((one) => one.id === "n_status");
  if (!section) throw new Error("no such section");
  expect(extrasState(at({}), section)).toBe("not_started");
  expect(extrasState(at({ asylum: "no" }), section)).toBe("in_progress");
  expect(extrasState(at({ asylum: "no", social_care_status: "early_help" }), section)).toBe("completed");
});
