import { describe, expect, it } from "vitest";
import { type Field, fromRow, shownFields, toSend, wrongDates } from "./fields";
import { valueWords } from "./words";

const fields: Field[] = [
  { id: "name", kind: "text", label: "Name" },
  { id: "on", kind: "date", label: "Day" },
  { id: "from", kind: "partial", label: "Since when" },
  { id: "gone", kind: "check", label: "Gone" },
  { id: "why", kind: "text", label: "Why", when: (values) => values.gone === true },
  { id: "roles", kind: "choices", label: "Roles", choices: [{ value: "carer", label: "Carer" }] },
];

describe("the fields of the record", () => {
  it("sends nothing for what is empty or not on the page", () => {
    const values = {
      name: "  ",
      on: "",
      from: "2024-03-",
      gone: false,
      why: "typed before",
      roles: ["carer"],
    };
    expect(toSend(fields, values)).toEqual({
      name: null,
      on: null,
      from: "2024-03",
      gone: false,
      why: null,
      roles: ["carer"],
    });
    expect(shownFields(fields, values, true).map((one) => one.id)).not.toContain("why");
  });

  it("takes a year, a month or a day for a date known in part, and says what is none", () => {
    for (const from of ["2024", "2024--", "2024-03-", "2024-03-09", ""]) {
      expect(wrongDates(fields, { from })).toEqual({});
    }
    for (const from of ["-03-", "2024--09", "2024-13-", "2023-02-29", "24"]) {
      expect(Object.keys(wrongDates(fields, { from })), from).toEqual(["from"]);
    }
    expect(wrongDates(fields, { on: "2023-02-29" })).toEqual({
      on: "“Day” must be a real date, such as 14 3 2026",
    });
    expect(Object.keys(wrongDates(fields, { on: "2023-02-" }))).toEqual(["on"]);
  });

  it("begins with what a row holds, and with nothing for a new one", () => {
    expect(fromRow(fields, { name: "Joan", gone: true, roles: ["carer"], other: 1 })).toEqual({
      name: "Joan",
      on: "",
      from: "",
      gone: true,
      why: "",
      roles: ["carer"],
    });
    expect(fromRow(fields, null).gone).toBe(false);
  });

  it("says values in words", () => {
    expect(valueWords(fields[5], ["carer"])).toBe("Carer");
    expect(valueWords(fields[1], "2026-11-03")).toBe("3 November 2026");
    expect(valueWords(fields[2], "2026-11")).toBe("2026-11");
    expect(valueWords(undefined, null)).toBe("Nothing");
  });
});
