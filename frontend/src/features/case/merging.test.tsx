import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { CaseComparison } from "../../api/types";
import { aCase } from "../../testing/a-case";
import { openApp, problem } from "../../testing/staff-app";

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
  linked_as: [],
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
    expect(sent?.body).toEqual({ into: "c2", reason: "Same night", confirmed_reference: null });
    expect(sent?.headers.get("If-Match")).toBe('"4"');
  });

  it("says how two that may be twins differ, and wants the reference that continues to be typed", async () => {
    const user = userEvent.setup();
    const view = comparison({
      rows: [
        {
          field: "sex",
          label: "Sex",
          left: "Male",
          right: "Female",
          outcome: "differ",
          words: "Different sex",
        },
        {
          field: "name",
          label: "Name",
          left: "Leo Lund",
          right: "Mia Lund",
          outcome: "differ",
          words: "Same surname and different first name",
        },
        {
          field: "postcode",
          label: "Home postcode",
          left: "ME4 4UF",
          right: "NR1 2AB",
          outcome: "differ",
          words: "Different home postcode",
        },
      ],
      two_children: ["Different sex"],
      becomes_restricted: true,
    });
    const app = openApp("/cases/c1/merge", {
      ...replies,
      "GET /cases/c1/comparisons/c2": { body: view },
      "POST /cases/c1/merging": problem(422, "invalid_body", {
        errors: [{ pointer: "/confirmed_reference", code: "not_an_option", message: "Not this reference" }],
      }),
    });
    await find(user);
    expect(await screen.findByText(/One of the two is restricted/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Let it continue as KENT/2026/0002" }));
    expect(
      screen.getByRole("link", { name: /Type KENT\/2026\/0002 if you are sure that it is one child/ }),
    ).toBeInTheDocument();
    const differing = screen.getByText("The two records differ in:").nextElementSibling;
    expect(differing).toHaveTextContent("Leo Lund (KENT/2026/0001), Mia Lund (KENT/2026/0002)");
    expect(differing).not.toHaveTextContent("postcode");
    await user.type(screen.getByLabelText(/type the reference that continues/), "KENT/2026/0001");
    await user.type(screen.getByLabelText("How do you know that it is the same child?"), "Same night");
    await user.click(screen.getByRole("button", { name: "Let it continue as KENT/2026/0002" }));
    expect(await screen.findByRole("link", { name: "Not this reference" })).toBeInTheDocument();
    expect(app.calls.find((call) => call.path.endsWith("/merging"))?.body).toMatchObject({
      confirmed_reference: "KENT/2026/0001",
    });
  });

  it("says that linked cases are not merged, and where the link is ended", async () => {
    const user = userEvent.setup();
    const view = comparison({ linked_as: ["brothers or sisters"] });
    openApp("/cases/c1/merge", { ...replies, "GET /cases/c1/comparisons/c2": { body: view } });
    await find(user);
    expect(
      await screen.findByText(
        /These two cases are linked as brothers or sisters\. Merging says they are one child/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "case KENT/2026/0001" })).toHaveAttribute(
      "href",
      "/cases/c1#linked-cases",
    );
    expect(screen.queryByRole("button", { name: /Let it continue/ })).not.toBeInTheDocument();
  });

  it("tells near the top of the case that continues of the merge, and takes it apart there too", async () => {
    const user = userEvent.setup();
    const other = { id: "c2", reference: "KENT/2026/0002" };
    const merge = {
      case: other,
      at: "2026-11-20T10:00:00Z",
      by: "Sam Pell",
      reason: "Same number",
      compared: comparison(),
      ended_at: null,
      ended_by: null,
      end_reason: null,
      may_take_apart: true,
    };
    const app = openApp("/cases/c1", {
      "GET /cases/c1": { body: { ...caseView, merges: [merge] }, headers: { ETag: '"4"' } },
      "POST /cases/c2/unmerging": {
        status: 201,
        body: { case: other, survivor: { id: "c1", reference: "KENT/2026/0001" }, restricted: false },
      },
    });
    expect(await screen.findByText(/was merged into this case on/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Why, and how to take them apart" })).toHaveAttribute(
      "href",
      "/cases/c1#other-cases",
    );
    await user.click(screen.getByText(/take KENT\/2026\/0002 and KENT\/2026\/0001 apart again/));
    await user.type(screen.getByLabelText("Why are these two cases after all?"), "Two children");
    await user.click(screen.getByRole("button", { name: "Take the cases apart" }));
    expect(await screen.findByText(/is on its own again, as it was before/)).toBeInTheDocument();
    // The version of the case on the page is not that of the case taken out of it.
    expect(app.calls.find((call) => call.path.endsWith("/unmerging"))?.headers.get("If-Match")).toBeNull();
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
    await user.click(
      screen.getByText(/These are two children: take KENT\/2026\/0001 and KENT\/2026\/0002 apart again/),
    );
    await user.type(screen.getByLabelText("Why are these two cases after all?"), "Two children");
    app.reply("GET /cases/c1", { body: caseView });
    await user.click(screen.getByRole("button", { name: "Take the cases apart" }));
    expect(await screen.findByText(/is on its own again, as it was before/)).toBeInTheDocument();
    expect(screen.queryByText(/This case continues as/)).not.toBeInTheDocument();
  });
});
