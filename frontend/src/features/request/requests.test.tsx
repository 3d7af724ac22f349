import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { AskedRequestItem } from "../../api/types-requests";
import { aRequest, askedRequest, given } from "../../testing/a-request";
import { me, openApp, problem } from "../../testing/staff-app";
import { dueInWords } from "./words";

const heading = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });
const asked = { "GET /me": { body: me(["answer_requests"]) } };

const item = (more: Partial<AskedRequestItem> = {}): AskedRequestItem => ({
  id: "r1",
  reference: "R-7K3M-92QX",
  organisation: { id: "o1", name: "Chatham Surgery" },
  area: "Kent and Medway",
  child_name: "Maya Hill",
  form_title: "Reporting form",
  sections: 2,
  due_on: "2026-01-05",
  standing: { code: "in_progress", label: "In progress", overdue: true },
  assigned_to: { id: "u2", name: "Sam Lee" },
  ...more,
});

describe("what the organisation is asked", () => {
  it("is counted on the home page and listed with what is late, in words", async () => {
    const user = userEvent.setup();
    openApp("/home", { ...asked, "GET /agency/requests": { body: { items: [item()], next: null } } });
    await user.click(await screen.findByRole("link", { name: "1 request waits for an answer" }));
    expect(await heading("What your organisation is asked")).toBeInTheDocument();
    const row = await screen.findByRole("row", { name: /Maya Hill/ });
    expect(row).toHaveTextContent(/days overdue/);
    expect(row).toHaveTextContent("In progress");
    expect(row).toHaveTextContent("Sam Lee");
  });

  it("says so when nobody asks", async () => {
    openApp("/requests", { ...asked, "GET /agency/requests": { body: { items: [], next: null } } });
    expect(await screen.findByText(/^Nobody is waiting for an answer from you/)).toBeInTheDocument();
  });

  it.each([
    ["2026-11-27", "Due today"],
    ["2026-11-28", "Due tomorrow"],
    ["2026-12-01", "Due in 4 days"],
    ["2026-11-26", "1 day overdue"],
    ["2026-11-20", "7 days overdue"],
  ])("due on %s is “%s”", (on, words) => expect(dueInWords(on, "2026-11-27T10:00")).toBe(words));
});

describe("a request", () => {
  it("is closed by saying twice that the child is not known", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    const app = request.open();
    await user.click(await screen.findByRole("button", { name: "Not known to us" }));
    expect(app.calls.filter((call) => call.method === "POST")).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Yes, not known to us" }));
    expect(await heading("The panel has been told")).toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "POST");
    expect(sent?.body).toEqual({ reason: "not_known_to_us", words: null });
  });

  it("is declined for another reason only with the words that go with it", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    const app = request.open();
    await user.click(await screen.findByText("Other reasons why you cannot answer"));
    const button = screen.getByRole("button", { name: "Tell the panel and close the request" });
    await user.click(button);
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose why you cannot answer");
    await user.click(screen.getByRole("radio", { name: "Another organisation should be asked" }));
    await user.click(button);
    expect(await screen.findByRole("alert")).toHaveTextContent("Say which organisation should be asked");
    await user.type(screen.getByLabelText(/^Which organisation/), "Rochester Surgery");
    await user.click(button);
    expect(await heading("The panel has been told")).toBeInTheDocument();
    expect(app.calls.find((call) => call.method === "POST")?.body).toEqual({
      reason: "wrong_organisation",
      words: "Rochester Surgery",
    });
  });

  it("shows only the parts that are asked for, and how far each has come", async () => {
    aRequest({ answers: [given("seen", "no")] }).open();
    const link = await screen.findByRole("link", { name: "Your contact with the child" });
    const part = link.closest("li");
    expect(part).toHaveTextContent("1 of 4 questions answered");
    expect(part).toHaveTextContent("In progress");
    expect(screen.getByRole("link", { name: "Your view" }).closest("li")).toHaveTextContent(
      "Not yet started",
    );
    expect(screen.queryByText("Not for you")).not.toBeInTheDocument();
  });

  it("is given to a colleague", async () => {
    const user = userEvent.setup();
    const app = aRequest().open("/requests/r1", { "PUT /agency/requests/r1/assignee": { body: {} } });
    await user.selectOptions(await screen.findByLabelText(/^Who in your organisation/), "Sam Lee");
    await user.click(screen.getByRole("button", { name: "Save who answers" }));
    expect(await screen.findByText("Sam Lee answers this request.")).toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "PUT");
    expect(sent?.body).toEqual({ user_id: "u2" });
    expect(sent?.headers.get("If-Match")).toBe('"3"');
  });

  it("is sent once what is needed is there, and can be kept", async () => {
    const user = userEvent.setup();
    const request = aRequest({ answers: [given("seen", "no")] });
    const app = request.open("/requests/r1/check");
    await user.click(await screen.findByRole("button", { name: "Send answers to the panel" }));
    const alert = await screen.findByRole("alert");
    await user.click(within(alert).getByRole("link", { name: "Enter an answer: What could be learned?" }));
    await user.type(await screen.findByLabelText("What could be learned?"), "Talk earlier");
    await waitFor(() => expect(request.held("learning")).toBe("Talk earlier"));
    await app.router.navigate({ to: "/requests/$id/check", params: { id: "r1" } });
    expect(await screen.findByText(/^3 questions have no answer/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Send answers to the panel" }));
    expect(await heading("Your answers were sent")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /^Download a copy/ })).toHaveAttribute(
      "href",
      "/api/v1/agency/requests/r1/copy",
    );
  });

  it("leads to what the server objects to", async () => {
    const user = userEvent.setup();
    aRequest({ answers: [given("learning", "Talk earlier")] }).open("/requests/r1/check", {
      "POST /agency/requests/r1/submission": problem(422, "invalid_answers", {
        errors: [
          { pointer: "/answers/last_contact", code: "date_in_future", message: "Check the last contact" },
        ],
      }),
    });
    await user.click(await screen.findByRole("button", { name: "Send answers to the panel" }));
    await user.click(await screen.findByRole("link", { name: "Check the last contact" }));
    expect(await heading(/When you saw the child/)).toBeInTheDocument();
    expect(screen.getByText("Check the last contact")).toBeInTheDocument();
  });

  it("that was returned opens only what the panel asks about", async () => {
    const user = userEvent.setup();
    const at = { submitted_at: "2026-11-25T15:00:00Z", returned_at: "2026-11-26T09:00:00Z" };
    const request = aRequest({
      answers: [given("seen", "no"), given("school", "Oak School")],
      standing: { code: "returned", label: "Returned", overdue: false },
      times: { ...askedRequest().times, ...at },
      clarification: {
        returned_at: at.returned_at,
        returned_by: "Jo Whitcombe",
        questions: [{ question: "seen", row: null, message: "By whom?" }],
      },
    });
    request.open();
    const banner = await screen.findByRole("region", { name: "The panel asks you" });
    expect(banner).toHaveTextContent("Was the child seen?: By whom?");
    await user.click(within(banner).getByRole("link", { name: "Was the child seen?" }));
    expect(await screen.findByText("By whom?", { exact: false })).toBeInTheDocument();
    expect(screen.queryByLabelText("School")).not.toBeInTheDocument();
    expect(screen.getByText("Oak School")).toBeInTheDocument();
    await user.click(screen.getByRole("radio", { name: "Yes" }));
    // What the new answer brings into view can be answered too.
    expect(await screen.findByLabelText("Where was the child seen?")).toBeInTheDocument();
  });
});
