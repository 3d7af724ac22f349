import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { AnswerBefore, Comparison, Duplicate } from "../../api/types";
import { notification, openApp } from "../../testing/staff-app";

const comparison = (more: Partial<Comparison> = {}): Comparison => ({
  left: { kind: "notification", id: "n1", reference: "N-7K3M-92QX", status: "received" },
  right: { kind: "case", id: "c9", reference: "KENT/2026/0009", status: "triage" },
  band: "very_likely",
  score: 90,
  rows: [
    {
      field: "name",
      label: "Name",
      left: "Elsie Marchetti",
      right: "Elsie Marcheti",
      outcome: "close",
      words: "Names close",
    },
    {
      field: "sex",
      label: "Sex",
      left: "Female",
      right: null,
      outcome: "missing",
      words: "Sex not known for one or both",
    },
  ],
  two_children: [],
  preselected: true,
  not_compared: ["Sex"],
  answer: null,
  ...more,
});

const answer: AnswerBefore = {
  id: "a1",
  kind: "case",
  other: "c9",
  reference: "KENT/2026/0009",
  case: null,
  answer: "different_child",
  reason: "A cousin of the same name",
  at: "2026-11-20T10:00:00Z",
  by: "Sam Pell",
};

const address = "/inbox/n1/compare/case/c9";
const asks = "GET /notifications/n1/comparisons/case/c9";
const permitted = "GET /me";
const mine = {
  body: {
    id: "u1",
    name: "Jo Whitcombe",
    email: "jo@kent.example",
    demo: false,
    second_factor: { enrolled: true, recovery_codes_left: 8 },
    memberships: [],
    permissions: ["read_notification", "link_notification", "read_case", "read_counts"],
  },
};

describe("comparing two records", () => {
  it("shows two columns, says in words how they differ, and asks", async () => {
    openApp(address, { [asks]: { body: comparison() }, [permitted]: mine });
    const table = await screen.findByRole("table", {
      name: "Notification N-7K3M-92QX beside Case KENT/2026/0009",
    });
    expect(table).toHaveTextContent("Elsie Marcheti");
    expect(table).toHaveTextContent("Names close");
    expect(screen.getByText(/Cannot be compared, because one of them does not say: Sex/)).toBeInTheDocument();
    expect(await screen.findByLabelText("Same child")).toBeChecked();
    expect(document.title).toBe("Is it the same child? – OpenCDR");
  });

  it("selects nothing for twins, and wants one child to be confirmed", async () => {
    const user = userEvent.setup();
    const sexes = { left: "Female", right: "Male", outcome: "differ" as const, words: "Different sex" };
    const twins = comparison({
      preselected: false,
      rows: [{ field: "sex", label: "Sex", ...sexes }],
      two_children: ["Different sex"],
    });
    const app = openApp(address, { [asks]: { body: twins }, [permitted]: mine });
    expect(await screen.findByLabelText("Same child")).not.toBeChecked();
    await user.click(screen.getByRole("button", { name: "Save the answer" }));
    expect(screen.getByRole("link", { name: "Choose whether it is the same child" })).toBeInTheDocument();
    await user.click(screen.getByLabelText("Same child"));
    expect(screen.getByText(/Nothing is chosen for you/)).toBeInTheDocument();
    expect(screen.getByText("The two records differ in:").nextElementSibling).toHaveTextContent(
      "Sex: Female (N-7K3M-92QX), Male (KENT/2026/0009). Different sex.",
    );
    await user.click(screen.getByRole("button", { name: "Save the answer" }));
    expect(screen.getByRole("link", { name: /Confirm that it is one child/ })).toBeInTheDocument();
    expect(app.calls.some((call) => call.method === "POST")).toBe(false);
  });

  it("sends the answer with the reason and says what was kept", async () => {
    const user = userEvent.setup();
    const app = openApp(address, {
      [asks]: { body: comparison() },
      [permitted]: mine,
      "GET /notifications/n1": { body: notification() },
      "POST /notifications/n1/comparison-answers": { status: 201, body: { status: "received", case: null } },
    });
    await user.click(await screen.findByLabelText("Different child"));
    await user.type(screen.getByLabelText("How do you know?"), "A cousin");
    await user.click(screen.getByRole("button", { name: "Save the answer" }));
    await waitFor(() => expect(app.address()).toBe("/inbox/n1"));
    expect(await screen.findByText(/case KENT\/2026\/0009 is about a different child/)).toBeInTheDocument();
    expect(app.calls.find((call) => call.method === "POST")?.body).toEqual({
      kind: "case",
      other: "c9",
      answer: "different_child",
      reason: "A cousin",
      two_children_confirmed: false,
    });
  });
});

describe("what was answered and linked before", () => {
  it("names the area to contact and nothing else, and lets an answer be taken back", async () => {
    const user = userEvent.setup();
    const elsewhere = [{ id: "a2", code: "NORF", name: "Norfolk and Waveney" }];
    const app = openApp("/inbox/n1", {
      "GET /notifications/n1": { body: notification({ elsewhere, answers_before: [answer] }) },
      "POST /notifications/n1/answer-withdrawals": { status: 201, body: { status: "received", case: null } },
    });
    expect(await screen.findByText("Possible match: contact Norfolk and Waveney")).toBeInTheDocument();
    expect(screen.getByText("A cousin of the same name")).toBeInTheDocument();
    await user.click(screen.getByText("Take back the answer about KENT/2026/0009"));
    await user.click(screen.getByRole("button", { name: "Take the answer back" }));
    expect(screen.getAllByText("Say in a few words why you take it back").length).toBeGreaterThan(0);
    await user.type(screen.getByLabelText("Why do you take it back?"), "The ward was mistaken");
    await user.click(screen.getByRole("button", { name: "Take the answer back" }));
    expect(await screen.findByText(/has been taken back. It is offered again/)).toBeInTheDocument();
    expect(app.calls.find((call) => call.method === "POST")?.body).toEqual({
      answer: "a1",
      reason: "The ward was mistaken",
    });
  });

  it("takes a notification out of its case again and says so", async () => {
    const user = userEvent.setup();
    const linked = notification({
      status: "linked",
      case: { id: "c9", reference: "KENT/2026/0009" },
      decision: { at: "2026-11-20T10:00:00Z", by: "Sam Pell", reason: "Same number", note: null },
      actions: [{ action: "unlink", available: true, reason: null }],
    });
    const app = openApp("/inbox/n1", {
      "GET /notifications/n1": { body: linked, headers: { ETag: '"2"' } },
      "POST /notifications/n1/unlinking": { status: 201, body: { status: "received", case: null } },
    });
    await user.click(await screen.findByText("This notification does not belong to this case"));
    await user.type(screen.getByLabelText("Why does it not belong there?"), "It is about her cousin");
    app.reply("GET /notifications/n1", { body: notification() });
    await user.click(screen.getByRole("button", { name: "Take it out of the case" }));
    expect(await screen.findByText(/It waits again as before/)).toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "POST");
    expect([sent?.body, sent?.headers.get("If-Match")]).toEqual([
      { reason: "It is about her cousin" },
      '"2"',
    ]);
  });

  it("says why the only notification of a case stays, and what to do instead", async () => {
    const only = notification({
      status: "accepted",
      case: { id: "c9", reference: "KENT/2026/0009" },
      actions: [{ action: "unlink", available: false, reason: "This is the only notification of its case" }],
    });
    openApp("/inbox/n1", { "GET /notifications/n1": { body: only } });
    expect(await screen.findByText("This is the only notification of its case.")).toBeInTheDocument();
    expect(screen.queryByText("This notification does not belong to this case")).not.toBeInTheDocument();
  });
});

const other: Duplicate = {
  kind: "case",
  id: "c9",
  reference: "KENT/2026/0009",
  status: "triage",
  child_name: "Robin Marchetti",
  nhs_number: null,
  date_of_birth: "2025-09-14",
  date_of_death: "2026-11-20",
  band: "possible",
  preselected: false,
  perhaps_twin: false,
  signals: [],
  answer: null,
};

const linkTo = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.click(await screen.findByLabelText("Link to an existing case"));
  await user.click(screen.getByRole("radio", { name: /KENT\/2026\/0009/ }));
  await user.type(screen.getByLabelText("How do you know it is the same child?"), "Same ward");
  await user.click(screen.getByRole("button", { name: "Continue" }));
  return screen.findByRole("dialog");
};

describe("before a notification is linked", () => {
  it("names the child and the case, and says what differs", async () => {
    const user = userEvent.setup();
    openApp("/inbox/n1", {
      "GET /notifications/n1": { body: notification({ duplicates: [other] }) },
      [asks]: { body: comparison() },
    });
    const dialog = await linkTo(user);
    expect(dialog).toHaveTextContent("Link to case KENT/2026/0009, Robin Marchetti?");
    expect(
      await screen.findByText(/Elsie Marchetti \(N-7K3M-92QX\), Elsie Marcheti \(KENT/),
    ).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Link to this case" })).toBeInTheDocument();
  });

  it("sends what may be two children to the two records instead", async () => {
    const user = userEvent.setup();
    openApp("/inbox/n1", {
      "GET /notifications/n1": { body: notification({ duplicates: [other] }) },
      [asks]: { body: comparison({ two_children: ["Different sex"] }) },
    });
    await linkTo(user);
    expect(await screen.findByText("These may be two children, for example twins.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Link to this case" })).not.toBeInTheDocument();
    expect(screen.getByRole("link", { name: "compare with case KENT/2026/0009" })).toHaveAttribute(
      "href",
      address,
    );
  });
});

describe("perhaps a twin", () => {
  it("is told on the page and when a case of its own is opened, and compared by one click", async () => {
    const user = userEvent.setup();
    const twin = { ...other, band: "none" as const, perhaps_twin: true };
    openApp("/inbox/n1", { "GET /notifications/n1": { body: notification({ perhaps_twins: [twin] }) } });
    expect(await screen.findByText(/Perhaps a twin or other child of a multiple birth/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Compare with Case KENT/2026/0009" })).toHaveAttribute(
      "href",
      address,
    );
    expect(screen.getByText(/We found no case and no other notification/)).toBeInTheDocument();
    await user.click(screen.getByLabelText("Accept as a new case"));
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("dialog")).toHaveTextContent(
      "multiple birth of case KENT/2026/0009, Robin Marchetti. If so, this is right",
    );
  });

  it("is not marked in the inbox, where duplicates are", async () => {
    const items = [
      notification({ duplicate: "very_likely" }),
      notification({ id: "n2", duplicate: "possible" }),
    ];
    openApp("/inbox", {
      "GET /notifications": { body: { items: [...items, notification({ id: "n3" })], next: null } },
    });
    expect(await screen.findAllByText("Likely duplicate")).toHaveLength(1);
    expect(screen.getAllByText("Possible duplicate")).toHaveLength(1);
  });
});
