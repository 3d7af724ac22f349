import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Transfer } from "../../api/types";
import { aCase } from "../../testing/a-case";
import { aTransfer, settled } from "../../testing/a-transfer";
import { coordinator, openApp, problem, type Replies } from "../../testing/staff-app";

const me = {
  body: { ...coordinator, permissions: [...coordinator.permissions, "read_transfers", "decide_transfer"] },
};
const page = (items: Transfer[], next: string | null = null) => ({ body: { items, next } });
const open = (address: string, replies: Replies) => openApp(address, { "GET /me": me, ...replies });
const answer = (user: ReturnType<typeof userEvent.setup>) =>
  user.click(screen.getByRole("button", { name: "Send the answer" }));

describe("the list of transfers", () => {
  it("shows what is offered to us, also at the address the messages lead to", async () => {
    const app = open("/inbox?status=offered", { "GET /transfers": page([aTransfer()]) });
    const link = await screen.findByRole("link", { name: "Case KENT/2026/0042" });
    expect(link).toHaveAttribute("href", "/transfers/t1");
    expect(screen.getByRole("tab", { name: "Offered to us (1)" })).toHaveAttribute("aria-selected", "true");
    expect(screen.getByText("1–4 years")).toBeInTheDocument();
    expect(app.address()).toBe("/transfers");
  });

  it("is honest when there is nothing", async () => {
    const user = userEvent.setup();
    open("/transfers", { "GET /transfers": page([]) });
    expect(await screen.findByText(/No area is offering you anything/)).toBeInTheDocument();
    await user.click(screen.getByRole("tab", { name: "Offered by us" }));
    expect(await screen.findByText(/You are offering nothing to another area/)).toBeInTheDocument();
    await user.click(screen.getByRole("tab", { name: "Settled" }));
    expect(await screen.findByText(/No offer has been accepted, declined or withdrawn/)).toBeInTheDocument();
  });

  it("loads more from where it ended, and says no more of a restricted case than it may", async () => {
    const user = userEvent.setup();
    const hidden = { words: null, reason: null, reason_label: null, age_band: null, date_of_death: null };
    const more = aTransfer({ id: "t2", reference: "KENT/2026/0043", restricted: true, ...hidden });
    open("/transfers", {
      "GET /transfers": ({ path }) => (path.includes("cursor=n") ? page([more]) : page([aTransfer()], "n")),
    });
    await user.click(await screen.findByRole("button", { name: "Load more" }));
    await waitFor(() => expect(screen.getByRole("link", { name: "Case KENT/2026/0043" })).toHaveFocus());
    expect(screen.getByText("Restricted")).toBeInTheDocument();
    expect(screen.getAllByText("Told once accepted")).toHaveLength(2);
  });

  it("is in the menu of those who may read it, and counted on the page of notifications", async () => {
    open("/inbox", {
      "GET /notifications": { body: { items: [], next: null } },
      "GET /transfers": page([aTransfer()]),
    });
    expect(await screen.findByRole("link", { name: "Transfers" })).toHaveAttribute("href", "/transfers");
    expect(
      await screen.findByRole("link", { name: "1 offer from another area waits for your answer" }),
    ).toHaveAttribute("href", "/transfers");
  });
});

describe("an offer to us", () => {
  const offer = { "GET /transfers/t1": { body: aTransfer() } };

  it("is accepted, and the record opens", async () => {
    const user = userEvent.setup();
    const app = open("/transfers/t1", {
      ...offer,
      "GET /cases/c1": { body: aCase() },
      "POST /transfers/t1/acceptance": { status: 201, body: { id: "t1", state: "accepted", opens: "c1" } },
    });
    expect(await screen.findByText("Was on holiday here")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "jo@kent.example" })).toHaveAttribute(
      "href",
      "mailto:jo@kent.example",
    );
    await answer(user);
    expect(
      screen.getByRole("link", { name: "Choose whether your area accepts or declines" }),
    ).toBeInTheDocument();
    await user.click(screen.getByLabelText("Accept"));
    await answer(user);
    await waitFor(() => expect(app.address()).toBe("/cases/c1"));
    expect(await screen.findByText(/^Case KENT\/2026\/0042 is now with your area/)).toBeInTheDocument();
    expect(app.calls.find((call) => call.method === "POST")?.body).toEqual({});
  });

  it("is declined with words only", async () => {
    const user = userEvent.setup();
    const app = open("/transfers/t1", {
      ...offer,
      "GET /transfers": page([]),
      "POST /transfers/t1/decline": { status: 201, body: { id: "t1", state: "declined", opens: null } },
    });
    await user.click(await screen.findByLabelText("Decline"));
    await answer(user);
    await user.click(
      screen.getByRole("link", { name: "Say in a few words why you decline, for Kent and Medway" }),
    );
    await waitFor(() => expect(screen.getByLabelText("Why do you decline?")).toHaveFocus());
    expect(document.title).toMatch(/^Error: /);
    await user.type(screen.getByLabelText("Why do you decline?"), "The family moved in May");
    await answer(user);
    await waitFor(() => expect(app.address()).toBe("/transfers"));
    expect(await screen.findByText(/^You declined case KENT\/2026\/0042/)).toBeInTheDocument();
    const sent = app.calls.filter((call) => call.method === "POST");
    expect(sent.map((call) => call.body)).toEqual([{ words: "The family moved in May" }]);
  });

  it.each([
    ["another answer", problem(409, "conflict", { detail: "This offer was accepted." })],
    ["the same answer", { status: 200, body: { id: "t1", state: "accepted", opens: "c1" } }],
  ])("says kindly that a colleague was quicker with %s", async (_, reply) => {
    const user = userEvent.setup();
    const app = open("/transfers/t1", {
      ...offer,
      "POST /transfers/t1/acceptance": reply,
    });
    await user.click(await screen.findByLabelText("Accept"));
    app.reply("GET /transfers/t1", { body: settled("accepted", { opens: "c1" }) });
    await answer(user);
    expect(await screen.findByText(/^Somebody was quicker/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Open case KENT/2026/0042" })).toHaveAttribute(
      "href",
      "/cases/c1",
    );
    expect(screen.queryByRole("button", { name: "Send the answer" })).not.toBeInTheDocument();
  });

  it("of a restricted case tells whom to ask, and no more", async () => {
    const hidden = { words: null, reason: null, reason_label: null, age_band: null, date_of_death: null };
    open("/transfers/t1", { "GET /transfers/t1": { body: aTransfer({ restricted: true, ...hidden }) } });
    expect(await screen.findByRole("heading", { name: /This case is restricted/ })).toBeInTheDocument();
    expect(screen.queryByText("Age at death")).not.toBeInTheDocument();
  });

  it("says who settled it, when, and why", async () => {
    open("/transfers/t1", { "GET /transfers/t1": { body: settled("declined", { opens: "c1" }) } });
    expect(
      await screen.findByRole("heading", {
        name: /^Case KENT.2026.0042 ?: declined by Norfolk and Waveney$/,
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/on 4 November 2026 at 09:30/)).toHaveTextContent(
      /by Tom Greenwood, tom@norfolk.example/,
    );
    expect(screen.getByText(/It stayed with Kent and Medway/)).toBeInTheDocument();
    expect(screen.getByText("Why: The family moved in May")).toBeInTheDocument();
  });
});
