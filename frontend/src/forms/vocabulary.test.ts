import { describe, expect, it } from "vitest";
import { vectors } from "../testing/vectors";
import { formatNhsNumber } from "../ui/format";
import {
  formatPostcode,
  hasRefusedCharacter,
  isDate,
  isPlausibleEmail,
  isPlausiblePhone,
  nhsNumberProblem,
} from "./vocabulary";

interface NhsNumberVector {
  input: string;
  valid: boolean;
  formatted?: string;
}

describe("NHS numbers", () => {
  it.each(vectors<NhsNumberVector>("nhs-number").map((vector) => [vector.input, vector] as const))(
    "%j",
    (_, vector) => {
      expect(nhsNumberProblem(vector.input) === null).toBe(vector.valid);
      if (!vector.valid) return;
      expect(formatNhsNumber(vector.input)).toBe(vector.formatted);
    },
  );
});

describe("postcodes", () => {
  it.each([
    ["me44uf", "ME4 4UF"],
    [" SW1A  1AA ", "SW1A 1AA"],
    ["zz993vz", "ZZ99 3VZ"],
    ["gir 0aa", "GIR 0AA"],
    ["m1 1ae", "M1 1AE"],
  ])("%s is written %s", (input, written) => expect(formatPostcode(input)).toBe(written));

  it.each(["", "ME4", "ME4 4U", "QE4 4UF", "ME4 4CI", "ME4-4UF", "ME44 44UF"])("%j is not one", (input) =>
    expect(formatPostcode(input)).toBeNull(),
  );
});

describe("contact details", () => {
  it.each(["a@b.uk", "o'brien@trust.nhs.uk", "zoë@exämple.org"])("%s can be written to", (text) =>
    expect(isPlausibleEmail(text)).toBe(true),
  );
  it.each(["", "a@b", "a b@c.uk", ".a@b.uk", "a@-b.uk", "a@b.1"])("%j cannot", (text) =>
    expect(isPlausibleEmail(text)).toBe(false),
  );
  it.each(["01634 123456", "+44 (0)20 7946 0000", "00353 1 234 5678", "01634 123456 ext 12"])(
    "%s can be rung",
    (text) => expect(isPlausiblePhone(text)).toBe(true),
  );
  it.each(["", "12345", "1634 123456", "+44 12", "x12", "0123456789012"])("%j cannot", (text) =>
    expect(isPlausiblePhone(text)).toBe(false),
  );
});

it("knows the calendar", () => {
  expect(isDate("2024-02-29")).toBe(true);
  for (const text of ["2026-02-29", "2026-2-28", "2026-13-01", "2026-00-10", "28/02/2026"]) {
    expect(isDate(text)).toBe(false);
  }
});

it("refuses controls and marks that turn text round", () => {
  expect(hasRefusedCharacter("two\nlines\tand a tab")).toBe(false);
  for (const mark of ["\u0000", "\u0007", "\u202e", "\u2066", "\u200f", "\u0085"]) {
    expect(hasRefusedCharacter(`a${mark}b`)).toBe(true);
  }
});
