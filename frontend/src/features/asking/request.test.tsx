import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aCase } from "../../testing/a-case";
import { aReportingForm, aRequest, aSubmitted } from "../../testing/asking";
import { coordinator, openApp, problem, type Replies } from "../../testing/staff-app";

const me = { ...coordinator, permissions: [...coordinator.permissions, "read_requests", "send_requests"] };
const replies: Replies = {
  "GET /me": { body: me },
  "GET /cases/c1": { body: aCase() },
  "GET /cases/c1/requests/r1": { body: aSubmitted() },
  "GET /forms/reporting/versions/1": { body: aReportingForm },
};
const address = "/cases/c1/requests/r1";
const sent = (app: ReturnType<typeof openApp>, word: string) =>
  app.calls.find(({ method, path }) => method !== "GET" && path.endsWith(word));

describe("a request", () => {
  it("shows what was answered in the words of the form, and no section that was not asked for", async () => {
    openApp(address, replies);
    const title = { level: 1, name: "Chatham Surgery: R-7K3M-92QX" };
    expect(await screen.findByRole("heading", title)).toBeInTheDocument();
    expect(await screen.findByText("You and your service: 3 answered")).toBeInTheDocument();
    expect(screen.getByText("3 November 2026")).toBeInTheDocument();
    expect(screen.getByText("Nothing held about this")).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "Mo Lund" })).toBeInTheDocument();
    expect(screen.queryByText(/Not asked for/)).not.toBeInTheDocument();
    const steps = screen.getByRole("list", { name: "What happened to this request" });
    expect(within(steps).getAllByRole("listitem")).toHaveLength(3);
    expect(screen.queryByRole("button", { name: "Withdraw" })).not.toBeInTheDocument();
  });

  it("is accepted under the version that was read", async () => {
    const user = userEvent.setup();
    const app = openApp(address, {
      ...replies,
      [`POST ${address}/acceptance`]: { body: { id: "r1", version: 5 } },
    });
    await user.click(await screen.findByRole("button", { name: "Accept the answers" }));
    expect(await screen.findByText("The answers of Chatham Surgery have been accepted.")).toBeInTheDocument();
    expect(sent(app, "/acceptance")?.headers.get("If-Match")).toBe('"4"');
  });

  it("says so when it changed meanwhile, and builds the next try on the newest version", async () => {
    const user = userEvent.setup();
    const app = openApp(address, { ...replies, [`POST ${address}/acceptance`]: problem(412, "stale") });
    await screen.findByRole("button", { name: "Accept the answers" });
    app.reply("GET /cases/c1/requests/r1", { body: aSubmitted({ version: 6 }) });
    await user.click(screen.getByRole("button", { name: "Accept the answers" }));
    expect(await screen.findByText(/Something changed while you were reading/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Accept the answers" }));
    await waitFor(() => expect(app.calls.at(-1)?.method).toBe("GET"));
    const tries = app.calls.filter(({ method }) => method === "POST");
    expect(tries.map(({ headers }) => headers.get("If-Match"))).toEqual(['"4"', '"6"']);
  });

  it("returns the questions that are ticked, rows too, each with what is unclear", async () => {
    const user = userEvent.setup();
    const app = openApp(address, {
      ...replies,
      [`POST ${address}/clarification`]: { body: { id: "r1", version: 5 } },
    });
    await user.click(await screen.findByRole("button", { name: "Return questions" }));
    await user.click(screen.getByRole("checkbox", { name: "Day of last contact" }));
    await user.click(screen.getByRole("checkbox", { name: "Siblings: Mo Lund" }));
    await user.type(screen.getByLabelText("What is unclear? Siblings: Mo Lund"), "Is this the brother?");
    await user.click(screen.getByRole("button", { name: "Return 2 questions" }));
    await user.click(screen.getByRole("link", { name: "Say what is unclear: Day of last contact" }));
    const contact = screen.getByLabelText("What is unclear? Day of last contact");
    expect(contact).toHaveFocus();
    await user.type(contact, "This is after the death.");
    await user.click(screen.getByRole("button", { name: "Return 2 questions" }));
    expect(await screen.findByText(/^2 questions returned to Chatham Surgery/)).toBeInTheDocument();
    expect(sent(app, "/clarification")?.body).toEqual({
      questions: [
        { question: "last_contact", row: null, message: "This is after the death." },
        { question: "siblings", row: "w1", message: "Is this the brother?" },
      ],
    });
  });

  it("is withdrawn with words, and gets another day, while an answer is awaited", async () => {
    const user = userEvent.setup();
    const actions = ["withdraw", "change_due"].map((action) => ({ action, why_not: null }));
    const app = openApp(address, {
      ...replies,
      "GET /cases/c1/requests/r1": { body: { ...aSubmitted({ actions, answers: [] }), ...aRequest() } },
      [`POST ${address}/withdrawal`]: { body: { id: "r1", version: 5 } },
      [`PUT ${address}/due-date`]: { body: { id: "r1", version: 5 } },
    });
    await user.click(await screen.findByRole("button", { name: "Change the day" }));
    await user.clear(screen.getByLabelText("Year"));
    await user.type(screen.getByLabelText("Year"), "2099");
    await user.click(screen.getByRole("button", { name: "Save the day" }));
    await waitFor(() => expect(sent(app, "/due-date")?.body).toEqual({ due_on: "2099-12-18" }));
    await user.click(await screen.findByRole("button", { name: "Withdraw" }));
    await user.type(screen.getByLabelText("Why do you withdraw it?"), "Sent to the wrong surgery");
    await user.click(screen.getByRole("button", { name: "Withdraw the request" }));
    await waitFor(() =>
      expect(sent(app, "/withdrawal")?.body).toEqual({ words: "Sent to the wrong surgery" }),
    );
  });
});

describe("an invitation", () => {
  it("is made for the contact, its code is shown once, and it is revoked", async () => {
    const user = userEvent.setup();
    const invited = {
      id: "i1",
      contact: aSubmitted().contact,
      created_at: "2026-11-25T09:00:00Z",
      expires_at: "2099-12-09T09:00:00Z",
      used_at: null,
      revoked_at: null,
      attempts: 1,
      open: true,
    };
    const app = openApp(address, {
      ...replies,
      [`POST ${address}/invitations`]: {
        status: 201,
        body: { id: "i1", code: "7K3M-92QX", expires_at: invited.expires_at },
      },
      [`DELETE ${address}/invitations/i1`]: { status: 204 },
    });
    await user.click(await screen.findByRole("button", { name: "Invite somebody" }));
    expect(screen.getByLabelText("E-mail")).toHaveValue("asha.lane@example.nhs.uk");
    app.reply("GET /cases/c1/requests/r1", { body: aSubmitted({ invitations: [invited] }) });
    await user.click(screen.getByRole("button", { name: "Make the invitation" }));
    expect(await screen.findByText("7K3M-92QX")).toBeInTheDocument();
    expect(screen.getByText(/by telephone, never by e-mail: 01634 960 001/)).toBeInTheDocument();
    expect(await screen.findByText(/1 wrong code tried/)).toBeInTheDocument();
    expect(screen.getByText("7K3M-92QX")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "I have told it" }));
    expect(screen.queryByText("7K3M-92QX")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Revoke the invitation of Dr Asha Lane" }));
    expect(await screen.findByText("The invitation of Dr Asha Lane no longer works.")).toBeInTheDocument();
  });
});
