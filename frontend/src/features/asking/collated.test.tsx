import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aCase } from "../../testing/a-case";
import { aComposite, aQuestion, aReportingForm } from "../../testing/asking";
import { coordinator, openApp, problem, type Replies } from "../../testing/staff-app";

const me = { ...coordinator, permissions: [...coordinator.permissions, "read_requests", "collate_answers"] };
const replies: Replies = {
  "GET /me": { body: me },
  "GET /cases/c1": { body: aCase() },
  "GET /cases/c1/composite": { body: aComposite() },
  "GET /forms": { body: { items: [{ id: "reporting", current_version: 1 }], next: null } },
  "GET /forms/reporting/versions/1": { body: aReportingForm },
};
const address = "/cases/c1?tab=collated";
const choices = "/cases/c1/composite/choices";
const posted = (app: ReturnType<typeof openApp>) =>
  app.calls.filter(({ method }) => method === "POST").map(({ body }) => body);
const settled = aComposite({ forms: [] });

describe("the collated record", () => {
  it("puts answers that differ first, side by side with who gave them", async () => {
    openApp(address, replies);
    expect(await screen.findByRole("heading", { name: "1 answer differs" })).toBeInTheDocument();
    const conflict = within(screen.getByRole("region", { name: "Weight" }));
    expect(conflict.getByRole("radio", { name: "12 kg" })).toHaveAccessibleDescription(
      "GP, Chatham Surgery. Dr Asha Lane, 24 November 2026, form version 1",
    );
    expect(conflict.getByRole("radio", { name: "14 kg" })).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Download as PDF" })).toHaveAttribute(
      "href",
      "/api/v1/cases/c1/composite/document",
    );
    expect(screen.getByText("Not answered (1)")).toBeInTheDocument();
  });

  it("keeps the answer that is chosen with the reason, and goes on to the next", async () => {
    const user = userEvent.setup();
    const app = openApp(address, { ...replies, [`POST ${choices}`]: { status: 201, body: { id: "x" } } });
    await user.click(await screen.findByRole("radio", { name: "14 kg" }));
    await user.click(screen.getByRole("button", { name: "Use this answer" }));
    await user.click(screen.getByRole("link", { name: "Say in a few words why this answer counts" }));
    const reason = screen.getByLabelText("Why does it count? Weight");
    expect(reason).toHaveFocus();
    await user.type(reason, "Weighed last");
    app.reply("GET /cases/c1/composite", { body: settled });
    await user.click(screen.getByRole("button", { name: "Use this answer" }));
    expect(await screen.findByText("Saved: Weight")).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "No answers differ" })).toHaveFocus();
    expect(posted(app)).toEqual([
      {
        form: "reporting",
        question: "weight",
        request_id: "r2",
        reason: "Weighed last",
        seen: ["r1", "r2"],
      },
    ]);
  });

  it("takes an answer of the office’s own in the field of the form", async () => {
    const user = userEvent.setup();
    const app = openApp(address, { ...replies, [`POST ${choices}`]: { status: 201, body: { id: "x" } } });
    await user.click(await screen.findByRole("radio", { name: "Another answer" }));
    await user.type(await screen.findByRole("textbox", { name: "Weight" }), "13");
    await user.type(screen.getByLabelText("Why does it count? Weight"), "From the hospital letter");
    await user.click(screen.getByRole("button", { name: "Use this answer" }));
    await waitFor(() =>
      expect(posted(app)).toEqual([
        expect.objectContaining({ value: 13, reason: "From the hospital letter" }),
      ]),
    );
  });

  it("says when an answer came meanwhile, and keeps what was typed", async () => {
    const user = userEvent.setup();
    const detail = "Another answer has come in. Look at it before you choose.";
    openApp(address, { ...replies, [`POST ${choices}`]: problem(409, "conflict", { detail }) });
    await user.click(await screen.findByRole("radio", { name: "12 kg" }));
    await user.type(screen.getByLabelText("Why does it count? Weight"), "Weighed first");
    await user.click(screen.getByRole("button", { name: "Use this answer" }));
    expect(await screen.findByText(detail)).toBeInTheDocument();
    expect(screen.getByLabelText("Why does it count? Weight")).toHaveValue("Weighed first");
  });

  it("marks a choice that was reopened, with who chose before and why", async () => {
    const choice = { own: false, reason: "Weighed last", by: "Jo Whitcombe", at: "2026-11-25T09:00:00Z" };
    const reopened = aQuestion({
      standing: "reopened",
      standing_label: "Reopened",
      value_text: "12 kg",
      choice,
    });
    const [form] = aComposite().forms;
    const sections = [{ id: "r_id", title: "The child", questions: [reopened] }];
    openApp(address, {
      ...replies,
      "GET /cases/c1/composite": { body: aComposite({ forms: form ? [{ ...form, sections }] : [] }) },
    });
    const conflict = within(await screen.findByRole("region", { name: "Weight Reopened" }));
    expect(conflict.getByText("Until now: 12 kg")).toBeInTheDocument();
    expect(
      conflict.getByText("Chosen by Jo Whitcombe on 25 November 2026: Weighed last"),
    ).toBeInTheDocument();
  });

  it("makes one account out of several", async () => {
    const user = userEvent.setup();
    const app = openApp(address, { ...replies, [`POST ${choices}`]: { status: 201, body: { id: "x" } } });
    await user.click(await screen.findByText("The child (3 answered)"));
    await user.click(screen.getByRole("button", { name: "Write one account (What happened)" }));
    await user.click(screen.getByRole("button", { name: /^Add this to the account \(GP/ }));
    await user.click(screen.getByRole("button", { name: /^Add this to the account \(School/ }));
    expect(screen.getByLabelText("The account")).toHaveValue("Seen on Monday.\n\nAbsent all week.");
    await user.type(screen.getByLabelText("How did you put it together?"), "Both in full");
    await user.click(screen.getByRole("button", { name: "Save the account" }));
    await waitFor(() =>
      expect(posted(app)).toEqual([
        expect.objectContaining({ question: "story", value: "Seen on Monday.\n\nAbsent all week." }),
      ]),
    );
  });

  it("joins two entries about the same person, and separates them again", async () => {
    const user = userEvent.setup();
    const app = openApp(address, {
      ...replies,
      "POST /cases/c1/composite/joins": { status: 201, body: { id: "j1" } },
      "DELETE /cases/c1/composite/joins/j1": { status: 204 },
    });
    await user.click(await screen.findByText("The child (3 answered)"));
    await user.click(screen.getByRole("checkbox", { name: "Same person as another entry (Mo Lund)" }));
    await user.click(screen.getByRole("checkbox", { name: "Same person as another entry (Mohammed Lund)" }));
    const joined = JSON.parse(JSON.stringify(aComposite()).replaceAll('"join_id":null', '"join_id":"j1"'));
    app.reply("GET /cases/c1/composite", { body: joined });
    await user.click(screen.getByRole("button", { name: "These are the same person" }));
    expect(await screen.findByText("Joined: Mo Lund and Mohammed Lund.")).toBeInTheDocument();
    expect(posted(app)).toEqual([{ form: "reporting", question: "siblings", row_ids: ["id-a", "id-b"] }]);
    await user.click(screen.getByRole("button", { name: "Separate again (Mo Lund)" }));
    expect(await screen.findByText("Separated: Mo Lund.")).toBeInTheDocument();
  });

  it("is printed unfolded, every answer with its sources", async () => {
    openApp(address, replies);
    await screen.findByRole("heading", { name: "1 answer differs" });
    act(() => void window.dispatchEvent(new Event("beforeprint")));
    const paper = within(screen.getByRole("region", { name: "Collated record" }));
    expect(paper.getByText(/^GP, Chatham Surgery: Dr Asha Lane, Report on a child/)).toBeInTheDocument();
    expect(paper.getByText("12 kg").closest("li")).toHaveTextContent(
      "GP, Chatham Surgery: 12 kg (Dr Asha Lane, 24 November 2026, form version 1)",
    );
    expect(paper.getByRole("heading", { name: "Mohammed Lund" })).toBeInTheDocument();
    act(() => void window.dispatchEvent(new Event("afterprint")));
    expect(screen.queryByRole("region", { name: "Collated record" })).not.toBeInTheDocument();
  });

  it("offers nothing to decide to who may only read", async () => {
    const app = openApp(address, {
      ...replies,
      "GET /cases/c1/composite": { body: aComposite({ may_choose: false }) },
    });
    await screen.findByRole("heading", { name: "1 answer differs" });
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
    expect(app.calls.some(({ method }) => method === "POST")).toBe(false);
  });

  it("leads to what was asked before anybody has answered", async () => {
    const counts = { conflicts: 0, reopened: 0, settled: 0, answered: 0 };
    openApp(address, {
      ...replies,
      "GET /cases/c1/composite": { body: aComposite({ counts, contributions: [], forms: [] }) },
    });
    expect(await screen.findByText(/^No agency has sent in answers yet/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "See what was asked" })).toBeInTheDocument();
  });
});
