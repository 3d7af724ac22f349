import { describe, expect, it } from "vitest";
import { fromLondon, toLondon } from "./london";

describe("London dates and times", () => {
  it("become instants in winter and in summer, and come back", () => {
    expect(fromLondon("2026-11-20", "09:30")).toBe("2026-11-20T09:30:00.000Z");
    expect(fromLondon("2026-07-01", "00:30")).toBe("2026-06-30T23:30:00.000Z");
    expect(toLondon("2026-06-30T23:30:00Z")).toEqual({ date: "2026-07-01", time: "00:30" });
    expect(toLondon(null)).toEqual({ date: "", time: "" });
  });

  it("are none when they are not a date, or a time the clocks jump over", () => {
    expect(fromLondon("2026-02-30", "09:30")).toBeNull();
    expect(fromLondon("2026-11-20", "9.30")).toBeNull();
    expect(fromLondon("2026-03-29", "01:30")).toBeNull();
  });
});
