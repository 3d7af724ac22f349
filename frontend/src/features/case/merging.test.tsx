import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { CaseComparison } from "../../api/types";
import { aCase } from "../../testing/a-case";
import { openApp } from "../../testing/staff-app";

const caseView = aCase();

const can = (...actions: string[]) =>
  ["add_notification", "merge", "unmerge"].map((action) => ({
    action,
    available: actions.includes(action),
    reason: actions.includes(action) ? null : "Not now",
  }));

const comparison = (more: Partial<CaseComparison> = {}): CaseComparison => ({
  left: { kind: "case", id: "c1", reference: "KENT/2026/0001", status: "triage" },
  right: { kind: "case", id: "c2", reference: "KENT/2026/0002", status: "triage" },
  band: "very_likely",
  score: 80,
  rows: [{ field: "sex", label: "Sex", left: "Male", right: "Male", outcome: "agree", words: "Same sex" }],
  two_children: [],
  preselected: true,
  becomes_restricted: false,
  ...more,
});

const find = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.type(await screen.findByLabelText("Find the case"), "KENT/2026/0002{Enter}");
  await user.click(await screen.findByRole("radio", { name: /KENT\/2026\/0002/ }));
};

const replies = {
  "GET /cases/c1": { body: { ...caseView, actions: can("merge") }, headers: { ETag: '"4"' } },
  "POST /case-searches": {
    body: {
      items: [
        { id: "c1", reference: "KENT/2026/0001", child_name: "Leo Lund" },
        { id: "c2", reference: "KENT/2026/0002", child_name: "Leo Lund" },
      ],
      next: null,
    },
  },
};

describe("merging two cases", () => {
  it("finds the other case, compares, and opens the one it continues as", async () => {
    const user = userEvent.setup();
    const survivor = { id: "c2", reference: "KENT/2026/0002" };
    const app = openApp("/cases/c1/merge", {
      ...replies,
      "GET /cases/c1/comparisons/c2": { body: comparison() },
      "POST /cases/c1/merging": {
        status: 201,
        body: {
          case: { id: "c1", reference: "KENT/2026/0001" },
          status: "merged",
          survivor,
          restricted: false,
        },
      },
      "GET /cases/c2": { body: { ...caseView, ...survivor } },
    });
    await find(user);
    expect(screen.queryByRole("radio", { name: /KENT\/2026\/0001/ })).not.toBeInTheDocument();
    expect(await screen.findByText("Same sex")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Let it continue as KENT/2026/0002" }));
    expect(screen.getByRole("link", { name: /Say in a few words how you know/ })).toBeInTheDocument();
    await user.type(screen.getByLabelText("How do you know that it is the same child?"), "Same night");
    await user.click(screen.getByRole("button", { name: "Let it continue as KENT/2026/0002" }));
    await waitFor(() => expect(app.address()).toBe("/cases/c2"));
    expect(await screen.findByText(/KENT\/2026\/0001 continues as this case/)).toBeInTheDocument();
    const sent = app.calls.find((call) => call.path.endsWith("/merging"));
    expect(sent?.body).toEqual({ into: "c2", reason: "Same night", two_children_confirmed: false });
    expect(sent?.headers.get("If-Match")).toBe('"4"');
  });

  it("wants what may be twins to be confirmed, and says when a case becomes restricted", async () => {
    const user = userEvent.setup();
    const view = comparison({ two_children: ["They are of different sex"], becomes_restricted: true });
    openApp("/cases/c1/merge", { ...replies, "GET /cases/c1/comparisons/c2": { body: view } });
    await find(user);
    expect(await screen.findByText(/One of the two is restricted/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Let it continue as KENT/2026/0002" }));
    expect(screen.getByRole("link", { name: /Confirm that it is one child/ })).toBeInTheDocument();
  });

  it("says on a merged case where it continues, and takes it apart again", async () => {
    const user = userEvent.setup();
    const merged = {
      ...caseView,
      status: "merged",
      status_label: "Merged",
      deadlines: [],
      continues_as: { id: "c2", reference: "KENT/2026/0002" },
      actions: can("unmerge"),
    };
    const app = openApp("/cases/c1", {
      "GET /cases/c1": { body: merged },
      "POST /cases/c1/unmerging": {
        status: 201,
        body: {
          case: { id: "c1", reference: "KENT/2026/0001" },
          survivor: merged.continues_as,
          restricted: false,
        },
      },
    });
    expect(await screen.findByRole("link", { name: "KENT/2026/0002" })).toHaveAttribute("href", "/cases/c2");
    await user.click(screen.getByText("These are two children: take the cases apart again"));
    await user.type(screen.getByLabelText("Why are these two cases after all?"), "Two children");
    app.reply("GET /cases/c1", { body: caseView });
    await user.click(screen.getByRole("button", { name: "Take the cases apart" }));
    expect(await screen.findByText(/is on its own again, as it was before/)).toBeInTheDocument();
    expect(screen.queryByText(/This case continues as/)).not.toBeInTheDocument();
  });
});
