import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Process, ProcessList } from "../../api/types";
import { aCase } from "../../testing/a-case";
import { me, openApp, problem, type Replies } from "../../testing/staff-app";

const keeper = me(["list_cases", "read_case", "read_case_record", "change_case_record", "read_notes"]);

const inquest: Process = {
  id: "p1",
  kind: "inquest",
  kind_label: "Inquest",
  status: "under_way",
  status_label: "Under way",
  open: true,
  started_on: "2026-11-01",
  expected_on: null,
  concluded_on: null,
  blocks_meeting: false,
  blocks_panel: true,
  stops_clock: true,
  organisation: "Coroner for Kent",
  contact: null,
  reference: null,
  outcome: null,
  written: { version: 1, at: "2026-11-02T09:00:00Z", by: "Jo Whitcombe" },
};

const list = (items: Process[], more: Partial<ProcessList> = {}): ProcessList => ({
  items,
  next: null,
  waiting: items.length > 0 ? ["The panel waits for: inquest"] : [],
  kinds: [
    { code: "inquest", label: "Inquest", blocks_meeting: false, blocks_panel: true, stops_clock: true },
    {
      code: "post_mortem",
      label: "Post-mortem examination",
      blocks_meeting: true,
      blocks_panel: true,
      stops_clock: true,
    },
  ],
  statuses: [
    { code: "expected", label: "Expected" },
    { code: "under_way", label: "Under way" },
    { code: "concluded", label: "Concluded" },
  ],
  may_change: true,
  ...more,
});

const openReviews = (replies: Replies) =>
  openApp("/cases/c1?tab=processes", {
    "GET /cases/c1": { body: aCase() },
    "GET /me": { body: keeper },
    ...replies,
  });

describe("other reviews", () => {
  it("says what belongs here while there is nothing, and offers what a kind usually holds up", async () => {
    const user = userEvent.setup();
    const app = openReviews({
      "GET /cases/c1/processes": { body: list([]) },
      "POST /cases/c1/processes": { status: 201, body: { id: "p1", version: 1 } },
    });
    expect(await screen.findByText(/Nothing is written down here yet/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Add a review or investigation" }));
    expect(screen.getByRole("heading", { name: "Add another review or investigation" })).toHaveFocus();
    await user.selectOptions(screen.getByLabelText("What is it?"), "Inquest");
    expect(screen.getByLabelText("The panel waits for it")).toBeChecked();
    expect(screen.getByLabelText("The review meeting waits for it")).not.toBeChecked();
    await user.click(screen.getByRole("radio", { name: "Expected" }));
    app.reply("GET /cases/c1/processes", { body: list([inquest]) });
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("It has been added.")).toBeInTheDocument();
    expect(screen.getByText("The panel waits for: inquest")).toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "POST");
    expect(sent?.body).toMatchObject({ kind: "inquest", blocks_panel: true, started_on: null });
    expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("says what was refused beside the field, and keeps what was typed", async () => {
    const user = userEvent.setup();
    openReviews({
      "GET /cases/c1/processes": { body: list([inquest]) },
      "PUT /cases/c1/processes/p1": problem(422, "invalid_body", {
        errors: [{ pointer: "/concluded_on", code: "required", message: "Give the day it was concluded" }],
      }),
    });
    await user.click(await screen.findByRole("button", { name: "Change Inquest" }));
    await user.click(screen.getByRole("radio", { name: "Concluded" }));
    await user.type(screen.getByLabelText("What it found (optional)"), "A narrative conclusion");
    await user.click(screen.getByRole("button", { name: "Save" }));
    const summary = await screen.findByRole("alert");
    expect(within(summary).getByRole("link", { name: "Give the day it was concluded" })).toBeInTheDocument();
    expect(screen.getByLabelText("What it found (optional)")).toHaveValue("A narrative conclusion");
    expect(screen.getByRole("group", { name: /Day it was concluded/ })).toHaveAccessibleDescription(
      /Give the day it was concluded/,
    );
  });

  it("shows what a colleague wrote meanwhile, and replaces it only when asked again", async () => {
    const user = userEvent.setup();
    const app = openReviews({
      "GET /cases/c1/processes": { body: list([inquest]) },
      "PUT /cases/c1/processes/p1": problem(412, "version_stale", {
        current: {
          ...inquest,
          organisation: "Coroner for Essex",
          written: { ...inquest.written, version: 2 },
        },
      }),
    });
    await user.click(await screen.findByRole("button", { name: "Change Inquest" }));
    await user.type(screen.getByLabelText("Their reference (optional)"), "12/26");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/Who leads it\?: Coroner for Essex/)).toBeInTheDocument();
    expect(screen.getByLabelText("Their reference (optional)")).toHaveValue("12/26");
    app.reply("PUT /cases/c1/processes/p1", { body: inquest });
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Inquest has been changed.")).toBeInTheDocument();
    const versions = app.calls
      .filter((call) => call.method === "PUT")
      .map((call) => call.headers.get("If-Match"));
    expect(versions).toEqual(['"1"', '"2"']);
  });

  it("offers no change to somebody who only reads", async () => {
    openReviews({ "GET /cases/c1/processes": { body: list([inquest], { may_change: false }) } });
    expect(await screen.findByRole("heading", { name: "Inquest" })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Change|Add/ })).not.toBeInTheDocument();
  });

  it("gives focus back to where a form was opened from", async () => {
    const user = userEvent.setup();
    openReviews({ "GET /cases/c1/processes": { body: list([inquest]) } });
    await user.click(await screen.findByRole("button", { name: "Change Inquest" }));
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await expect.poll(() => document.activeElement?.id).toBe("change-p1");
  });
});

describe("notes", () => {
  it("say plainly that they are kept apart", async () => {
    openApp("/cases/c1?tab=notes", {
      "GET /cases/c1": { body: aCase() },
      "GET /me": { body: keeper },
      "GET /cases/c1/notes": { body: { items: [], next: null, may_change: true } },
    });
    expect(await screen.findByText(/no pack, no print and no export/)).toBeInTheDocument();
    expect(screen.queryByRole("tab", { name: "Timeline" })).not.toBeInTheDocument();
  });
});
