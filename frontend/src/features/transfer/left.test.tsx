import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aCase } from "../../testing/a-case";
import { aTransfer, settled } from "../../testing/a-transfer";
import { coordinator, openApp, type Replies } from "../../testing/staff-app";
import { asReference } from "./words";

const me = { body: { ...coordinator, permissions: [...coordinator.permissions, "read_transfers"] } };
const page = (...items: unknown[]) => ({ body: { items, next: null } });
const open = (address: string, replies: Replies) => openApp(address, { "GET /me": me, ...replies });
const sentence =
  /KENT\/2026\/0042 was transferred to Norfolk and Waveney on 4 November 2026. Reason: The child normally lived in Norfolk and Waveney. Accepted by Tom Greenwood./;

describe("a case that has left", () => {
  it("says where it went, and whom to ask", async () => {
    open("/cases/c1", { "GET /cases/c1/transfers": page(settled("accepted")) });
    expect(
      await screen.findByRole("heading", { name: "Case KENT/2026/0042 is with Norfolk and Waveney" }),
    ).toBeInTheDocument();
    expect(screen.getByText(sentence)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "tom@norfolk.example" })).toBeInTheDocument();
  });

  it("is not found where nothing is known of it", async () => {
    open("/cases/c1", {});
    expect(await screen.findByRole("heading", { name: "Page not found" })).toBeInTheDocument();
  });

  it("is found by its reference", async () => {
    const user = userEvent.setup();
    const app = open("/cases", {
      "GET /cases": page(),
      "POST /case-searches": page(),
      "GET /transfers": page(settled("accepted")),
    });
    await user.type(await screen.findByLabelText("Find a case"), "KENT/2026/0042{Enter}");
    const heading = await screen.findByRole("heading", {
      name: "Case KENT/2026/0042 is with Norfolk and Waveney",
    });
    await waitFor(() => expect(heading).toHaveFocus());
    expect(screen.getByText(sentence)).toBeInTheDocument();
    expect(app.address()).toBe("/cases");
  });

  it("is sought by a reference only, never by what was typed about somebody", async () => {
    const user = userEvent.setup();
    const app = open("/cases", { "GET /cases": page(), "POST /case-searches": page() });
    await user.type(await screen.findByLabelText("Find a case"), "Lund{Enter}");
    expect(await screen.findByRole("heading", { name: "No case found" })).toBeInTheDocument();
    expect(app.calls.some((call) => call.path.startsWith("/transfers"))).toBe(false);
    expect(asReference(" kent-2026-42 ")).toBe("kent-2026-42");
    expect(asReference("999 000 0018")).toBeNull();
  });
});

describe("a notification that has left", () => {
  it("says where it went, and whom to ask", async () => {
    const left = settled("accepted", { kind: "notification", reference: "N-7K3M-92QX" });
    open("/inbox/n1", { "GET /notifications/n1/transfers": page(left) });
    expect(
      await screen.findByRole("heading", { name: "Notification N-7K3M-92QX is with Norfolk and Waveney" }),
    ).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "All notifications" })).toBeInTheDocument();
  });

  it("is not found where nothing is known of it", async () => {
    open("/inbox/n1", {});
    expect(await screen.findByRole("heading", { name: "Page not found" })).toBeInTheDocument();
  });
});

describe("a case that came", () => {
  it("tells who had it before, and is not sent back by a hint", async () => {
    const residence = { id: "a1", code: "KENT", name: "Kent and Medway" };
    const here = aCase({
      area: { id: "a2", code: "NORF", name: "Norfolk and Waveney" },
      places: { residence, death: null, event: null },
      actions: [{ action: "offer_transfer", available: true, reason: null }],
    });
    open("/cases/c1", {
      "GET /cases/c1": { body: here },
      "GET /cases/c1/transfers": page(
        settled("accepted", { opens: "c1" }),
        aTransfer({ id: "t0", ...{ state: "withdrawn", state_label: "Withdrawn" } }),
      ),
    });
    expect(await screen.findAllByText("Kent and Medway to Norfolk and Waveney")).toHaveLength(2);
    expect(screen.getByText("Withdrawn")).toBeInTheDocument();
    expect(screen.queryByText(/This child lived in/)).not.toBeInTheDocument();
  });
});
