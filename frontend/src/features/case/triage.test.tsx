import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aCase, deadline } from "../../testing/a-case";
import { coordinator, openApp } from "../../testing/staff-app";
import { dueInWords, hoursInWords } from "../../ui/duration";

const offered = (action: string, available: boolean, reason: string | null = null) => ({
  action,
  available,
  reason,
});
const me = { body: { ...coordinator, permissions: [...coordinator.permissions, "read_case_record"] } };
const nothing = { body: { entry: null, may_change: true } };

describe("triage on the page of a case", () => {
  it("says what is lacking, and offers nothing that would be refused", async () => {
    const reason = "First answer the questions under “Is this death reviewed here?”.";
    openApp("/cases/c1", {
      "GET /cases/c1": { body: aCase({ actions: [offered("complete_triage", false, reason)] }) },
    });
    const part = await screen.findByRole("region", { name: "Triage" });
    expect(part).toHaveTextContent(reason);
    expect(within(part).queryByRole("button")).not.toBeInTheDocument();
  });

  it("is completed with one press, which is sent with the version that was read", async () => {
    const user = userEvent.setup();
    let done = false;
    const app = openApp("/cases/c1", {
      "GET /cases/c1": () => ({
        body: aCase(
          done
            ? {
                status: "information_gathering",
                status_label: "Gathering information",
                triage: { completed_at: "2026-11-20T10:30:00Z", completed_by: "Jo Whitcombe" },
                actions: [offered("reopen_triage", true)],
              }
            : { actions: [offered("complete_triage", true)] },
        ),
        headers: { etag: '"4"' },
      }),
      "POST /cases/c1/triage-completion": () => {
        done = true;
        return { status: 201, body: { id: "c1", status: "information_gathering" } };
      },
    });
    await user.click(await screen.findByRole("button", { name: "Triage is complete" }));
    const said = await screen.findByText(/Triage was completed by Jo Whitcombe on 20 November 2026/);
    expect(said).toBeInTheDocument();
    const sent = app.calls.find((call) => call.path.endsWith("/triage-completion"));
    expect([sent?.body, sent?.headers.get("if-match")]).toEqual([{}, '"4"']);
    expect(sent?.headers.get("idempotency-key")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Reopen triage", hidden: true })).toBeInTheDocument();
  });
});

describe("the national database on the page of a case", () => {
  it("takes the day on which they were told", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1", {
      "GET /me": me,
      "GET /cases/c1": { body: aCase() },
      "GET /cases/c1/national-notification": nothing,
      "PUT /cases/c1/national-notification": { body: { id: "n1", version: 1 } },
    });
    await user.click(await screen.findByRole("button", { name: "Record that they were told" }));
    expect(screen.queryByLabelText(/entered by mistake/)).not.toBeInTheDocument();
    await user.type(screen.getByLabelText("Day"), "20");
    await user.type(screen.getByLabelText("Month"), "11");
    await user.type(screen.getByLabelText("Year"), "2026");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("It has been written down.")).toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "PUT");
    expect(sent?.body).toMatchObject({ told_on: "2026-11-20" });
    expect(sent?.headers.get("if-match")).toContain("0");
  });

  it("says again that nothing is known once the entry was a mistake", async () => {
    const entry = {
      id: "n1",
      told_on: "2026-11-20",
      reference: null,
      mistaken: true,
      written: { version: 2, at: "2026-11-21T09:00:00Z", by: "Jo Whitcombe" },
    };
    openApp("/cases/c1", {
      "GET /me": me,
      "GET /cases/c1": { body: aCase() },
      "GET /cases/c1/national-notification": { body: { entry, may_change: true } },
    });
    expect(await screen.findByText(/It is not written down that the National/)).toBeInTheDocument();
  });
});

describe("deadlines", () => {
  it("counts in one unit at a time: hours up to two days, then days", () => {
    expect([0, 31, 47.9, 48, 69, 79, 400].map(hoursInWords)).toEqual([
      "less than an hour",
      "31 hours",
      "47 hours",
      "2 days",
      "2 days",
      "3 days",
      "16 days",
    ]);
    const now = Date.parse("2026-11-20T10:00:00Z");
    expect(dueInWords("2026-11-17T08:00:00Z", true, now)).toBe("Overdue by 3 days");
    expect(dueInWords("2026-11-23T13:00:00Z", false, now)).toBe("Due in 3 days");
  });

  it("leads to the family’s page, where key worker and guide are written down", async () => {
    openApp("/cases/c1", {
      "GET /cases/c1": { body: aCase({ deadlines: [deadline({ rule_id: "family_support" })] }) },
    });
    const link = await screen.findByRole("link", { name: "Write it down under Family contact" });
    expect(link).toHaveAttribute("href", "/cases/c1?tab=family");
  });
});
