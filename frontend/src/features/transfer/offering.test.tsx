import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aCase } from "../../testing/a-case";
import { aTransfer, reasonsAndAreas, settled } from "../../testing/a-transfer";
import { coordinator, notification, openApp, problem } from "../../testing/staff-app";

const me = {
  body: { ...coordinator, permissions: [...coordinator.permissions, "read_transfers", "offer_transfer"] },
};
const can = { action: "offer_transfer", available: true, reason: null };
const offeredWords = "This is offered to another area. Withdraw the offer first.";
const view = aCase({ actions: [can] });
const ours = { opens: "c1", actions: ["withdraw" as const] };
const caseReplies = {
  ...reasonsAndAreas,
  "GET /me": me,
  "GET /cases/c1": { body: view, headers: { ETag: '"4"' } },
  "GET /cases/c1/transfers": { body: { items: [], next: null } },
};

type User = ReturnType<typeof userEvent.setup>;

const fillIn = async (user: User) => {
  await user.selectOptions(await screen.findByLabelText("Which area do you offer it to?"), "a2");
  await user.click(screen.getByLabelText("The child normally lived in their area"));
  await user.type(screen.getByLabelText("What should they know to decide?"), "Was on holiday here");
  await user.click(screen.getByRole("button", { name: "Continue" }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Make the offer" }));
};

describe("offering a case", () => {
  it("asks for the area, the reason and words, and never offers it to where it is", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1/offer", caseReplies);
    await screen.findByLabelText("Which area do you offer it to?");
    expect(screen.queryByRole("option", { name: "Kent and Medway" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(screen.getByRole("link", { name: "Choose the area to offer it to" })).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Choose the reason" })).toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Say in a few words why, for the other area" }));
    await waitFor(() => expect(screen.getByLabelText("What should they know to decide?")).toHaveFocus());
    expect(app.calls.some((call) => call.method === "POST")).toBe(false);
  });

  it("says what happens, is sent under the version that was read, and shows the offer on the case", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1", {
      ...caseReplies,
      "POST /cases/c1/transfers": { status: 201, body: { id: "t1", state: "offered", opens: "c1" } },
    });
    await user.click(await screen.findByRole("link", { name: "Offer this case to another area" }));
    const offered = [{ ...can, available: false, reason: offeredWords }];
    app.reply("GET /cases/c1/transfers", { body: { items: [aTransfer(ours)], next: null } });
    app.reply("GET /cases/c1", { body: { ...view, actions: offered }, headers: { ETag: '"5"' } });
    await fillIn(user);
    expect(
      await screen.findByText(/^Case KENT\/2026\/0001 has been offered to Norfolk and Waveney/),
    ).toBeInTheDocument();
    const banner = screen.getByRole("region", { name: "Offered to another area" });
    expect(banner).toHaveTextContent("Until they answer you can read it but not change it");
    expect(banner).toHaveTextContent("Jo Whitcombe offered it on 3 November 2026 at 14:02");
    expect(screen.queryByRole("button", { name: "Change the areas" })).not.toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "POST");
    expect(sent?.body).toEqual({ to_area_id: "a2", reason: "lives_there", words: "Was on holiday here" });
    expect(sent?.headers.get("If-Match")).toBe('"4"');
    expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("puts what the API refuses at its field", async () => {
    const user = userEvent.setup();
    const message = "Leave out the name of the child";
    openApp("/cases/c1/offer", {
      ...caseReplies,
      "POST /cases/c1/transfers": problem(422, "invalid_body", {
        errors: [{ pointer: "/words", code: "plain", message }],
      }),
    });
    await fillIn(user);
    await user.click(await screen.findByRole("link", { name: message }));
    await waitFor(() => expect(screen.getByLabelText("What should they know to decide?")).toHaveFocus());
  });

  it("says so when a colleague has offered it meanwhile", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1/offer", {
      ...caseReplies,
      "POST /cases/c1/transfers": problem(409, "conflict", { detail: offeredWords }),
    });
    await screen.findByLabelText("Which area do you offer it to?");
    const offered = [{ ...can, available: false, reason: offeredWords }];
    app.reply("GET /cases/c1", { body: { ...view, actions: offered } });
    await fillIn(user);
    expect(await screen.findByText(`Nothing has been offered now. ${offeredWords}`)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Continue" })).not.toBeInTheDocument();
  });

  it("proposes the area where the child lived, and tells that a restricted case stays hidden", async () => {
    const user = userEvent.setup();
    const residence = { id: "a2", code: "NORF", name: "Norfolk and Waveney" };
    const away = { ...view, restricted: true, places: { ...view.places, residence } };
    openApp("/cases/c1", { ...caseReplies, "GET /cases/c1": { body: away } });
    await user.click(await screen.findByRole("link", { name: "Offer the case to Norfolk and Waveney" }));
    expect(await screen.findByLabelText("Which area do you offer it to?")).toHaveValue("a2");
    expect(screen.getByText(/they read this once they have accepted/)).toBeInTheDocument();
  });
});

describe("an offer that waits", () => {
  const waiting = {
    ...caseReplies,
    "GET /cases/c1/transfers": { body: { items: [aTransfer(ours)], next: null } },
  };
  const withdraw = async (user: User) => {
    await user.click(await screen.findByText("Withdraw the offer", { selector: "span" }));
    await user.click(screen.getByRole("button", { name: "Withdraw the offer" }));
    expect(
      screen.getByRole("link", { name: "Say in a few words why you withdraw the offer" }),
    ).toBeInTheDocument();
    await user.type(screen.getByLabelText("Why do you withdraw it?"), "They have moved back");
    await user.click(screen.getByRole("button", { name: "Withdraw the offer" }));
  };

  it("is withdrawn with a reason", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1", {
      ...waiting,
      "POST /transfers/t1/withdrawal": { status: 201, body: { id: "t1", state: "withdrawn", opens: "c1" } },
    });
    await screen.findByRole("region", { name: "Offered to another area" });
    app.reply("GET /cases/c1/transfers", { body: { items: [], next: null } });
    await withdraw(user);
    expect(
      await screen.findByText("The offer is withdrawn. Case KENT/2026/0042 is yours to work on again."),
    ).toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "Offered to another area" })).not.toBeInTheDocument();
    expect(app.calls.find((call) => call.method === "POST")?.body).toEqual({ words: "They have moved back" });
  });

  it("leads to what became of it when the other area was quicker", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1", {
      ...waiting,
      "POST /transfers/t1/withdrawal": problem(409, "conflict", { detail: "This offer was accepted." }),
      "GET /transfers/t1": { body: settled("accepted") },
    });
    await withdraw(user);
    expect(
      await screen.findByRole("heading", {
        name: /^Case KENT.2026.0042 ?: accepted by Norfolk and Waveney$/,
      }),
    ).toBeInTheDocument();
    expect(app.address()).toBe("/transfers/t1");
  });
});

describe("a notification", () => {
  const replies = {
    ...reasonsAndAreas,
    "GET /me": me,
    "GET /notifications/n1": { body: notification(), headers: { ETag: '"3"' } },
    "GET /notifications/n1/transfers": { body: { items: [], next: null } },
  };

  it("is offered from its page", async () => {
    const user = userEvent.setup();
    const app = openApp("/inbox/n1", {
      ...replies,
      "POST /notifications/n1/transfers": { status: 201, body: { id: "t1", state: "offered", opens: "n1" } },
    });
    await user.click(await screen.findByRole("link", { name: "offer this notification to that area" }));
    await fillIn(user);
    await waitFor(() => expect(app.address()).toBe("/inbox/n1"));
    expect(await screen.findByText(/^Notification N-7K3M-92QX has been offered/)).toBeInTheDocument();
    expect(app.calls.find((call) => call.method === "POST")?.headers.get("If-Match")).toBe('"3"');
  });

  it("tells why another area declined it", async () => {
    const declined = settled("declined", { kind: "notification", reference: "N-7K3M-92QX", opens: "n1" });
    openApp("/inbox/n1", {
      ...replies,
      "GET /notifications/n1/transfers": { body: { items: [declined], next: null } },
    });
    expect(await screen.findByRole("heading", { name: "Offered to other areas before" })).toBeInTheDocument();
    expect(screen.getAllByText("The family moved in May")).toHaveLength(1);
  });

  it("that was decided is not offered any more", async () => {
    openApp("/inbox/n1/offer", {
      ...replies,
      "GET /notifications/n1": { body: notification({ status: "accepted" }) },
    });
    expect(await screen.findByText(/If it became a case, offer the case instead/)).toBeInTheDocument();
  });
});
