import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { CaseSummary } from "../../api/types";
import { openApp } from "../../testing/staff-app";

const one: CaseSummary = {
  id: "c1",
  reference: "KENT/2026/0001",
  status: "triage",
  status_label: "Triage",
  child_name: "Leo Lund",
  nhs_number: "9990000018",
  age_text: "3 years",
  age_band: "y1_4",
  date_of_death: "2026-11-01",
  place: "HOME",
  place_label: "Home of normal residence",
  restricted: false,
  opened_at: "2026-11-02T09:00:00Z",
  continues_as: null,
  next_deadline: {
    rule_id: "D05",
    label: "Tell the national database",
    due_at: "2020-01-01T00:00:00Z",
    overdue: true,
  },
};
const list = { "GET /cases": { body: { items: [one], next: null } } };

describe("the caseload", () => {
  it("keeps filters in the address and takes each away again", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases?tab=all", list);
    await screen.findByRole("link", { name: "Leo Lund" });
    await user.selectOptions(screen.getByLabelText("Status"), "triage");
    await user.selectOptions(screen.getByLabelText("Age at death"), "y1_4");
    await screen.findByRole("option", { name: "Home of normal residence" });
    await user.selectOptions(screen.getByLabelText("Place of death"), "HOME");
    await user.click(screen.getByRole("button", { name: "Apply" }));
    await waitFor(() => expect(app.address()).toContain("status=triage"));
    expect(app.address()).toContain("age_band=y1_4");
    expect(app.address()).toContain("place=HOME");
    await waitFor(() =>
      expect(app.calls.some((call) => /\/cases\?.*status=triage/.test(call.path))).toBe(true),
    );

    await user.click(await screen.findByRole("button", { name: /Remove filter Status: Triage/ }));
    await waitFor(() => expect(app.address()).not.toContain("status="));
    expect(app.address()).toContain("age_band=y1_4");
    expect(await screen.findByRole("link", { name: "Leo Lund" })).toBeInTheDocument();
  });

  it("opens with the filters of the address", async () => {
    openApp("/cases?tab=overdue&age_band=y5_9", list);
    expect(await screen.findByRole("tab", { name: /Overdue/ })).toHaveAttribute("aria-selected", "true");
    expect(screen.getByRole("button", { name: /Age at death: 5–9 years/ })).toBeInTheDocument();
  });

  it("says in words that a deadline has passed", async () => {
    openApp("/cases", list);
    expect(await screen.findByText(/^Overdue by \d+ days/)).toBeInTheDocument();
    expect(screen.getByText("999 000 0018")).toBeInTheDocument();
  });

  it("searches by POST, and the text stands in no address", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases", {
      ...list,
      "POST /case-searches": { body: { items: [one], next: null } },
    });
    await user.type(await screen.findByLabelText("Find a case"), "Lund");
    await user.click(screen.getByRole("button", { name: "Search" }));
    const heading = await screen.findByRole("heading", { name: "1 case found" });
    await waitFor(() => expect(heading).toHaveFocus());
    expect(app.calls.find((call) => call.path === "/case-searches")?.body).toMatchObject({ query: "Lund" });
    expect(app.calls.every((call) => !call.path.includes("Lund"))).toBe(true);
    expect(app.address()).not.toContain("Lund");
    await user.click(screen.getByRole("button", { name: "Back to the list of cases" }));
    expect(within(await screen.findByRole("tabpanel")).getByRole("link", { name: "Leo Lund" })).toBeVisible();
  });
});
