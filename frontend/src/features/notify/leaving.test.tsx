import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { ReceiptView } from "../../api/types";
import { savedNotification } from "../../testing/saved-notification";
import { openApp, problem } from "../../testing/staff-app";
import { notificationForm } from "../../testing/vectors";

const deleted = "Your saved notification has been deleted.";
const dialog = () => screen.findByRole("dialog", { name: "Delete this saved notification?" });
const startPage = () => screen.findByRole("heading", { level: 1, name: "Notify the death of a child" });

describe("a saved notification", () => {
  it("is deleted for somebody who says so twice, and is not saved again", async () => {
    const user = userEvent.setup();
    const saved = savedNotification({ surname: "Hill" });
    const app = saved.open("/notify/saved");
    await user.click(await screen.findByRole("button", { name: "Delete this saved notification" }));
    await user.click(within(await dialog()).getByRole("button", { name: "Keep it" }));
    expect(saved.answers()).toEqual({ surname: "Hill" });
    await user.click(screen.getByRole("button", { name: "Delete this saved notification" }));
    await user.click(within(await dialog()).getByRole("button", { name: "Delete it" }));
    expect(await startPage()).toBeInTheDocument();
    expect(screen.getByText(deleted)).toBeInTheDocument();
    expect(saved.answers()).toBeNull();
    await user.click(screen.getByRole("link", { name: "Start now" }));
    expect(await screen.findByRole("heading", { name: /child usually live/ })).toBeInTheDocument();
    expect(app.calls.filter((call) => call.method === "POST")).toEqual([]);
  });

  it("can be deleted by whoever comes back to it", async () => {
    const user = userEvent.setup();
    const saved = savedNotification({ surname: "Hill" });
    saved.open("/notify");
    await user.click(await screen.findByRole("radio", { name: "Delete the saved notification" }));
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await dialog()).toHaveTextContent("D-7K3M-92QX");
    await user.click(within(await dialog()).getByRole("button", { name: "Delete it" }));
    expect(await screen.findByText(deleted)).toBeInTheDocument();
    expect(saved.answers()).toBeNull();
  });

  it("is still there when it could not be deleted, and the dialog says so", async () => {
    const user = userEvent.setup();
    savedNotification().open("/notify/saved", {
      "DELETE /notification-drafts/current": problem(503, "unavailable"),
    });
    await user.click(await screen.findByRole("button", { name: "Delete this saved notification" }));
    await user.click(within(await dialog()).getByRole("button", { name: "Delete it" }));
    expect(await within(await dialog()).findByRole("alert")).toHaveTextContent(/^The service is busy/);
  });
});

describe("a receipt", () => {
  const receipt: ReceiptView = {
    reference: "N-7K3M-92QX",
    received_at: "2026-11-22T14:02:00Z",
    area: { id: "a1", code: "KENT", name: "Kent and Medway" },
    form_id: "notification",
    form_version: 1,
    answers: { surname: "Hill" },
    what_next: ["The panel reads it."],
  };

  it("is cleared from a shared computer, and nobody can open it again", async () => {
    const user = userEvent.setup();
    const app = openApp("/notify/receipt", {
      "GET /forms/notification/versions/1": { body: notificationForm() },
      "GET /notification-receipts/current": { body: receipt },
      "DELETE /notification-receipts/current": { status: 204 },
    });
    const finish = await screen.findByRole("button", { name: "Finish and clear this screen" });
    expect(await screen.findByText("Hill")).toBeInTheDocument();
    app.reply("GET /notification-receipts/current", problem(404, "not_found"));
    await user.click(finish);
    expect(await startPage()).toBeInTheDocument();
    expect(screen.getByText(/^Your screen is clear\./)).toBeInTheDocument();
    expect(app.calls.filter((call) => call.method === "DELETE")).toHaveLength(1);
    await app.router.navigate({ to: "/notify/receipt" });
    expect(await screen.findByRole("heading", { name: "There is no receipt to show" })).toBeInTheDocument();
    expect(screen.queryByText("Hill")).not.toBeInTheDocument();
  });

  it("stays when it could not be cleared, and says so", async () => {
    const user = userEvent.setup();
    openApp("/notify/receipt", {
      "GET /notification-receipts/current": { body: receipt },
      "DELETE /notification-receipts/current": problem(503, "unavailable"),
    });
    await user.click(await screen.findByRole("button", { name: "Finish and clear this screen" }));
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent(/^The service is busy/));
    expect(screen.getByText("N-7K3M-92QX")).toBeInTheDocument();
  });
});
