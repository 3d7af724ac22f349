import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Duplicate } from "../../api/types";
import { notification, openApp, problem } from "../../testing/staff-app";
import { outcomeName } from "../../ui/comparison-table";
import { arrivalWords } from "./decision";
import { jointAgencyResponse, lateness, sentence, sinceDeath } from "./words";

const twin: Duplicate = {
  kind: "case",
  id: "c9",
  reference: "KENT/2026/0009",
  status: "triage",
  child_name: "Elsie Marchetti",
  nhs_number: "9990000018",
  date_of_birth: "2025-09-14",
  date_of_death: "2026-11-20",
  band: "very_likely",
  preselected: true,
  perhaps_twin: false,
  answer: null,
  signals: [
    { signal: "nhs_number", outcome: "agree", explanation: "Same NHS number" },
    { signal: "postcode", outcome: "missing", explanation: "Home postcode not known in both" },
  ],
};

const accept = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.click(await screen.findByLabelText("Accept as a new case"));
  await user.click(screen.getByRole("button", { name: "Continue" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Accept as a new case" }));
};

describe("the inbox", () => {
  it("shows what waits in words, with counts on the tabs", async () => {
    openApp("/inbox", { "GET /notifications": { body: { items: [notification()], next: null } } });
    expect(await screen.findByRole("link", { name: "Elsie Marchetti" })).toHaveAttribute("href", "/inbox/n1");
    expect(screen.getAllByText("2 days ago")).toHaveLength(2);
    expect(screen.getByText("Overdue: more than 48 hours")).toBeInTheDocument();
    expect(await screen.findByRole("tab", { name: "Received (1)" })).toHaveAttribute("aria-selected", "true");
    expect(document.title).toBe("Notifications – OpenCDR");
  });

  it("loads more from where the list ended and moves focus to the first new one", async () => {
    const user = userEvent.setup();
    const app = openApp("/inbox", {
      "GET /notifications": ({ path }) =>
        path.includes("cursor=next")
          ? { body: { items: [notification({ id: "n2", child_name: "Leo Lund" })], next: null } }
          : { body: { items: [notification()], next: "next" } },
    });
    await user.click(await screen.findByRole("button", { name: "Load more" }));
    await waitFor(() => expect(screen.getByRole("link", { name: "Leo Lund" })).toHaveFocus());
    expect(app.calls.filter((call) => call.path.includes("cursor=next"))).toHaveLength(1);
  });

  it("is honest when nothing waits", async () => {
    openApp("/inbox", { "GET /notifications": { body: { items: [], next: null } } });
    expect(await screen.findByText(/No notification is waiting/)).toBeInTheDocument();
  });
});

describe("deciding about a notification", () => {
  it("opens the case it became", async () => {
    const user = userEvent.setup();
    const app = openApp("/inbox/n1", {
      "GET /notifications/n1": { body: notification(), headers: { ETag: '"3"' } },
      "POST /notifications/n1/acceptance": {
        status: 201,
        body: { case: { id: "c1", reference: "KENT/2026/0138" } },
      },
    });
    await accept(user);
    await waitFor(() => expect(app.address()).toBe("/cases/c1"));
    const sent = app.calls.find((call) => call.path.endsWith("/acceptance"));
    expect(sent?.headers.get("If-Match")).toBe('"3"');
  });

  it("warns of a very likely duplicate before a second case is made", async () => {
    const user = userEvent.setup();
    openApp("/inbox/n1", { "GET /notifications/n1": { body: notification({ duplicates: [twin] }) } });
    expect(await screen.findByRole("heading", { name: /Very likely the same child/ })).toBeInTheDocument();
    expect(screen.getByText("The same")).toBeInTheDocument();
    expect(screen.getByText("Cannot be compared")).toBeInTheDocument();
    await user.click(screen.getByLabelText("Accept as a new case"));
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("dialog")).toHaveTextContent("case KENT/2026/0009 is very likely");
  });

  it("links to a likely case with the reason, and names what is missing first", async () => {
    const user = userEvent.setup();
    const app = openApp("/inbox/n1", {
      "GET /notifications/n1": { body: notification({ duplicates: [twin] }) },
      "POST /notifications/n1/link": {
        status: 201,
        body: { case: { id: "c9", reference: "KENT/2026/0009" } },
      },
    });
    await user.click(await screen.findByLabelText("Link to an existing case"));
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(screen.getByRole("link", { name: "Find and choose the case it belongs to" })).toBeInTheDocument();
    expect(document.title).toMatch(/^Error: /);
    await user.click(screen.getByRole("radio", { name: /KENT\/2026\/0009/ }));
    await user.type(screen.getByLabelText("How do you know it is the same child?"), "Same NHS number");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await user.click(await screen.findByRole("button", { name: "Link to this case" }));
    await waitFor(() => expect(app.address()).toBe("/cases/c9"));
    expect(app.calls.find((call) => call.path.endsWith("/link"))?.body).toEqual({
      case_id: "c9",
      reason: "Same NHS number",
    });
  });

  it("finds another case by a search whose text stays out of every address", async () => {
    const user = userEvent.setup();
    const app = openApp("/inbox/n1", {
      "GET /notifications/n1": { body: notification() },
      "POST /case-searches": {
        body: { items: [{ id: "c5", reference: "KENT/2026/0005", child_name: "Elsie M" }], next: null },
      },
    });
    await user.click(await screen.findByLabelText("Link to an existing case"));
    await user.type(screen.getByLabelText("Find the case"), "Marchetti{Enter}");
    expect(await screen.findByLabelText(/KENT\/2026\/0005/)).toBeInTheDocument();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(app.calls.every((call) => !call.path.includes("Marchetti"))).toBe(true);
    expect(app.address()).toBe("/inbox/n1");
  });

  it("says once, with one full stop, why somebody cannot decide", async () => {
    const reason = "A coordinator or manager of the panel does this.";
    const actions = (["accept", "link", "reject"] as const).map((action) => ({
      action,
      available: false,
      reason,
    }));
    openApp("/inbox/n1", { "GET /notifications/n1": { body: notification({ actions }) } });
    expect(await screen.findByText(reason)).toBeInTheDocument();
    expect(sentence("Somebody has decided")).toBe("Somebody has decided.");
  });

  it("says kindly that a colleague was quicker, and leads to the case", async () => {
    const user = userEvent.setup();
    const app = openApp("/inbox/n1", {
      "GET /notifications/n1": { body: notification() },
      "POST /notifications/n1/acceptance": problem(412, "version_stale"),
    });
    await screen.findByLabelText("Accept as a new case");
    const decided = notification({
      status: "accepted",
      case: { id: "c1", reference: "KENT/2026/0138" },
      decision: { at: "2026-11-20T10:00:00Z", by: "Sam Pell", reason: null, note: null },
      actions: (["accept", "link", "reject"] as const).map((action) => ({
        action,
        available: false,
        reason: "This notification has already been accepted as a case",
      })),
    });
    app.reply("GET /notifications/n1", { body: decided });
    await accept(user);
    expect(
      await screen.findByText("Sam Pell has already accepted this notification as a case."),
    ).toBeInTheDocument();
    expect(screen.getAllByRole("link", { name: "KENT/2026/0138" })[0]).toHaveAttribute("href", "/cases/c1");
    expect(screen.queryByRole("button", { name: "Continue" })).not.toBeInTheDocument();
  });
});

describe("words", () => {
  it("say who made the case when a colleague was quicker", () => {
    const outcome = { act: "accept", case: { id: "c1", reference: "KENT/2026/0138" } } as const;
    expect(arrivalWords("N-1", { ...outcome, before: false })).toBe(
      "Notification N-1 is now case KENT/2026/0138.",
    );
    expect(arrivalWords("N-1", { ...outcome, before: true })).toMatch(/^A colleague had already accepted/);
  });

  it("calls late what the API calls overdue", () => {
    expect(lateness(notification({ overdue: false }))).toBeNull();
    expect(lateness(notification({ overdue: true }))).toMatch(/^Overdue/);
  });

  it("has a word for every outcome and every answer", () => {
    expect(Object.values(outcomeName)).toEqual(["The same", "Close", "Different", "Cannot be compared"]);
    expect(jointAgencyResponse(null)).toBe("Not answered");
    expect(sinceDeath(0)).toBe("Less than an hour ago");
  });
});
