import { describe, expect, it } from "vitest";
import type { Answers } from "../api/types";
import { notificationForm } from "../testing/vectors";
import { findPlace, situation } from "./journey";
import { checkPage, nowInLondon, savable } from "./validate";

const form = notificationForm();
const now = "2026-11-22T14:00";

function codes(pageId: string, answers: Answers) {
  const place = findPlace(form, pageId);
  if (!place) throw new Error(`no page ${pageId}`);
  return checkPage(situation(form, answers), place.page, now).map((error) => [error.pointer, error.code]);
}

describe("the check in the browser", () => {
  it("names what is missing in the form's own words", () => {
    const place = findPlace(form, "residence");
    if (!place) throw new Error("no page");
    expect(checkPage(situation(form, {}), place.page, now)[0]).toEqual({
      pointer: "/answers/residence",
      code: "required",
      message: "Choose where the child usually lived",
    });
  });

  it("asks for no answer that is hidden", () => {
    expect(codes("residence", { residence: "no_fixed_abode" })).toEqual([]);
    expect(codes("residence", { residence: "england" })).toEqual([["/answers/postcode", "required"]]);
  });

  it.each([
    ["date-of-birth", { date_of_birth: "2026-02-31" }, "date_of_birth", "invalid_date"],
    ["date-of-birth", { date_of_birth: "2027-02-01" }, "date_of_birth", "date_in_future"],
    [
      "date-of-death",
      { date_of_birth: "2026-10-02", date_of_death: "2026-10-01" },
      "date_of_death",
      "before_birth",
    ],
    [
      "date-of-death",
      { date_of_birth: "2008-11-01", date_of_death: "2026-11-01" },
      "date_of_death",
      "not_under_18",
    ],
    ["nhs-number", { nhs_number: "999 123 4579" }, "nhs_number", "invalid_nhs_number"],
    ["residence", { residence: "england", postcode: "nowhere" }, "postcode", "invalid_postcode"],
    ["circumstances", { circumstances: "a\u0000b" }, "circumstances", "control_character"],
    ["circumstances", { circumstances: "x".repeat(20_001) }, "circumstances", "too_long"],
  ])("%s %j", (page, answers, question, code) => {
    expect(codes(page, answers)).toContainEqual([`/answers/${question}`, code]);
  });

  it("points into the row that is wrong", () => {
    const row = "5f64b4a2-8b1e-4a44-9f67-0a3f6a2f3b11";
    expect(codes("professionals", { professionals: [{ row, agency: "gp", email: "not one" }] })).toEqual([
      [`/answers/professionals/${row}/email`, "invalid_email"],
    ]);
  });

  it("takes I do not know where it may be said", () => {
    const unknown = { state: "not_known" };
    expect(codes("home-address", { home_address: unknown })).toEqual([]);
    expect(codes("child-name", { surname: unknown, forenames: "A" })).toEqual([
      ["/answers/surname", "wrong_type"],
    ]);
  });
});

describe("what a draft may hold", () => {
  const kept = (answers: Answers) => savable(situation(form, answers));

  it("is nothing that is no answer yet", () => {
    const answers = { surname: "Hill", date_of_birth: "2026-0-", birthweight_g: "3 kilos", sex: "no such" };
    expect(kept(answers)).toEqual({ surname: "Hill" });
  });

  it("is what is half typed where half of it is a text all the same", () => {
    const key_worker = { name: "Kim Lane", email: "kim@" };
    const answers = { nhs_number: "999", notifier_email: "sam@", postcode: "ME4", key_worker };
    expect(kept(answers)).toEqual(answers);
    const unfit = { email: "kim@", role: "a\u0000b" };
    expect(kept({ ...answers, key_worker: unfit })).toEqual({ ...answers, key_worker: undefined });
  });

  it("is every row, without the single answers of it that are none yet", () => {
    const ann = { row: "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", name: "Ann Hill", dob: "1990-0-" };
    const ben = { row: "5f64b4a2-8b1e-4a44-9f67-0a3f6a2f3b11", phone: "07700 9", dob: "1991-02-03" };
    expect(kept({ carers: [ann, ben] })).toEqual({ carers: [{ row: ann.row, name: ann.name }, ben] });
  });
});

it("counts days in London", () => {
  expect(nowInLondon(new Date("2026-07-01T23:30:00Z"))).toBe("2026-07-02T00:30");
  expect(nowInLondon(new Date("2026-01-01T00:05:00Z"))).toBe("2026-01-01T00:05");
});
