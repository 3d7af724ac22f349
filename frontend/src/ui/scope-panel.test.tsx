import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { ScopeView } from "../api/types";
import { aCase } from "../testing/a-case";
import { notification, openApp } from "../testing/staff-app";

const question = (code: string, words: string, more: object = {}) => ({
  code,
  words,
  help: "What the answers mean.",
  citation: "Statutory guidance",
  asked: true,
  asked_unless: null,
  suggestion: null,
  answer: null,
  answered_by: null,
  answered_at: null,
  ...more,
});

const view = (outcome: Partial<ScopeView["outcome"]> = {}): ScopeView => ({
  version: 2,
  questions: [
    question("under_18", "Was the person under 18?", {
      suggestion: { answer: "yes", because: "From the dates" },
    }),
    question("live_born", "Was the baby born alive?", {
      answer: "yes",
      answered_by: "A. Coordinator",
      answered_at: "2026-11-20T09:00:00Z",
    }),
    question("attended", "Was a health professional present?", {
      asked: false,
      asked_unless: { question: "live_born", answer: "yes" },
    }),
  ],
  outcome: {
    code: "out_of_scope",
    words: "This death is not reviewed.",
    reason: null,
    open: [],
    unconfirmed: ["under_18"],
    ask_for: [],
    until_proved_stillborn: false,
    ...outcome,
  },
  stillbirth_proof: null,
  may_answer: true,
  reason: null,
});

const panel = async () => within(await screen.findByRole("region", { name: "Is this death reviewed here?" }));

describe("questions of scope", () => {
  it("name the reason to reject for, ask only what matters, and are saved under their version", async () => {
    const user = userEvent.setup();
    const path = "/notifications/n1/scope";
    const app = openApp("/inbox/n1", {
      "GET /notifications/n1": { body: notification() },
      [`GET ${path}`]: { body: view({ reason: "over_18" }), headers: { ETag: '"2"' } },
      [`PUT ${path}`]: { body: view() },
    });
    const box = await panel();
    expect(await box.findByText(/Reason: The person was 18 or over/)).toBeInTheDocument();
    expect(box.getByText("From the dates")).toBeInTheDocument();
    const open = box.getByText(/not yet confirmed/).nextElementSibling as HTMLElement;
    expect(open).toHaveTextContent(/^Was the person under 18\?$/);
    await user.click(box.getByRole("button", { name: "Answer these questions" }));
    expect(box.queryByRole("group", { name: /health professional/ })).not.toBeInTheDocument();
    const asked = within(box.getByRole("group", { name: /under 18/ }));
    expect(asked.getByLabelText("Yes")).toBeChecked();
    await user.click(asked.getByLabelText("No"));
    const liveBorn = within(box.getByRole("group", { name: /born alive/ }));
    await user.click(liveBorn.getByLabelText("Not known"));
    expect(box.getByRole("group", { name: /health professional/ })).toBeInTheDocument();
    await user.click(liveBorn.getByLabelText("Yes"));
    expect(box.queryByRole("group", { name: /health professional/ })).not.toBeInTheDocument();
    await user.click(box.getByRole("button", { name: "Save the answers" }));
    expect(await box.findByText("Your answers have been saved.")).toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "PUT");
    expect(sent?.body).toEqual({ answers: { under_18: "no", live_born: "yes" } });
    expect(sent?.headers.get("If-Match")).toBe('"2"');
  });

  it("end the review of a stillbirth nobody attended once it is proved", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1", {
      "GET /cases/c1": { body: aCase() },
      "GET /cases/c1/scope": { body: view({ code: "in_scope", until_proved_stillborn: true }) },
      "POST /cases/c1/stillbirth-proof": { body: view() },
    });
    await user.click(await screen.findByRole("button", { name: "Record that the baby was stillborn" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "End the review" }));
    expect(dialog.getByRole("link", { name: "Say what shows it" })).toBeInTheDocument();
    await user.type(dialog.getByLabelText("Day"), "20");
    await user.type(dialog.getByLabelText("Month"), "11");
    await user.type(dialog.getByLabelText("Year"), "2026");
    await user.type(dialog.getByLabelText("Who showed it?"), "Dr Lee");
    await user.type(dialog.getByLabelText("What shows it?"), "Post-mortem");
    await user.click(dialog.getByRole("button", { name: "End the review" }));
    const sent = app.calls.find((call) => call.method === "POST");
    expect(sent?.body).toEqual({ proved_on: "2026-11-20", proved_by: "Dr Lee", proof: "Post-mortem" });
    expect(sent?.headers.get("If-Match")).toBe('"1"');
  });
});
