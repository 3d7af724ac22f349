import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aRequest } from "../../testing/a-request";
import { problem } from "../../testing/staff-app";
import { forgetToken } from "./token";

const token = "ab".repeat(32);
const visit = { request_id: "r1", name: "Dr Asha Lane", expires_at: "2026-11-27T20:00:00Z" };
const nobody = { "GET /me": problem(401, "unauthenticated") };

afterEach(forgetToken);

const heading = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });
const visiting = () => heading("Answer a request for information");

describe("an invitation", () => {
  it("leaves the address at once, and sends nothing without a code and a name, whatever is pressed", async () => {
    const user = userEvent.setup();
    const app = aRequest().open(`/answer#${token}`, nobody);
    await visiting();
    expect(window.location.hash).toBe("");
    expect(app.address()).not.toContain(token);
    for (const button of screen.getAllByRole("button")) await user.click(button);
    expect(await screen.findByRole("alert")).toHaveTextContent("Enter the code you were told");
    expect(screen.getByRole("alert")).toHaveTextContent("Enter your full name");
    await user.type(screen.getByLabelText("Code"), "7K3M-92QX");
    await user.click(screen.getByRole("button", { name: "Open the request" }));
    expect(app.calls.filter((call) => call.path !== "/service")).toEqual([]);
  });

  it("opens the one request without any menu, and is left with everything cleared", async () => {
    const user = userEvent.setup();
    const app = aRequest({ colleagues: [] }).open(`/answer#${token}`, {
      ...nobody,
      "POST /request-visits": { status: 201, body: visit },
      "DELETE /request-visits/current": { status: 204 },
    });
    await user.type(await screen.findByLabelText("Code"), "7K3M-92QX");
    await user.type(screen.getByLabelText("Your full name"), "Dr Asha Lane");
    await user.click(screen.getByRole("button", { name: "Open the request" }));
    expect(await heading(/Information about a child who died/)).toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "POST");
    expect(sent?.body).toEqual({ token, code: "7K3M-92QX", name: "Dr Asha Lane" });
    expect(screen.queryByRole("navigation", { name: "Menu" })).not.toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Back to all requests" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Finish and leave" }));
    await visiting();
    expect(screen.getByText(/^You have left/)).toBeInTheDocument();
    expect(app.calls.filter((call) => call.method === "DELETE")).toHaveLength(1);
    expect(screen.queryByLabelText("Code")).not.toBeInTheDocument();
  });

  it("that does not fit is refused in friendly words, and what was typed stays", async () => {
    const user = userEvent.setup();
    aRequest().open(`/answer#${token}`, {
      ...nobody,
      "POST /request-visits": problem(401, "sign_in_failed", {
        detail: "That is not the code for this link.",
      }),
    });
    await user.type(await screen.findByLabelText("Code"), "WRONG");
    await user.type(screen.getByLabelText("Your full name"), "Dr Asha Lane");
    await user.click(screen.getByRole("button", { name: "Open the request" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("That is not the code for this link.");
    expect(screen.getByLabelText("Code")).toHaveValue("WRONG");
  });

  it("is not used up where somebody is signed in already", async () => {
    const user = userEvent.setup();
    const app = aRequest().open(`/answer#${token}`);
    await user.type(await screen.findByLabelText("Code"), "7K3M-92QX");
    await user.type(screen.getByLabelText("Your full name"), "Dr Asha Lane");
    await user.click(screen.getByRole("button", { name: "Open the request" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /^There is a problemJo Whitcombe is signed in/,
    );
    expect(app.calls.filter((call) => call.method === "POST")).toEqual([]);
  });

  it("warns before a quiet hour ends the visit, and goes on when asked to", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["Date", "setInterval", "clearInterval"] });
    try {
      const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
      const long = { ...visit, expires_at: new Date(Date.now() + 8 * 3_600_000).toISOString() };
      const app = aRequest().open("/requests/r1", {
        ...nobody,
        "GET /request-visits/current": { body: long },
      });
      await heading(/Information about a child who died/);
      await vi.advanceTimersByTimeAsync(57 * 60_000);
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
      // For the first two minutes somebody was at work, so what colleagues do was read.
      await vi.advanceTimersByTimeAsync(210_000);
      const dialog = await screen.findByRole("dialog", { name: "Your visit is about to end" });
      const asked = () => app.calls.filter((call) => call.path === "/request-visits/current").length;
      const before = asked();
      await user.click(within(dialog).getByRole("button", { name: "Stay" }));
      await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
      expect(asked()).toBe(before + 1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("goes on after loading the page again", async () => {
    aRequest().open("/requests/r1", { ...nobody, "GET /request-visits/current": { body: visit } });
    expect(await heading(/Information about a child who died/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Finish and leave" })).toBeInTheDocument();
  });

  it("that has ended keeps what was typed until another one is opened", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    const app = request.open("/requests/r1", { ...nobody, "GET /request-visits/current": { body: visit } });
    await user.click(await screen.findByRole("link", { name: "Your view" }));
    request.fail(problem(401, "unauthenticated"));
    app.reply("GET /request-visits/current", problem(401, "unauthenticated"));
    await user.type(await screen.findByLabelText("What could be learned?"), "Talk earlier");
    await user.tab();
    expect(await screen.findByRole("dialog", { name: "Your visit has ended" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Carry on" }));
    expect(await screen.findByText(/^The request is not open yet/)).toBeInTheDocument();
    request.fail(null);
    app.reply("GET /request-visits/current", { body: visit });
    await user.click(screen.getByRole("button", { name: "Carry on" }));
    await waitFor(() => expect(request.held("learning")).toBe("Talk earlier"));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("does not open a request for somebody who is neither signed in nor invited", async () => {
    const app = aRequest().open("/requests/r1", nobody);
    await waitFor(() => expect(app.address()).toMatch(/^\/sign-in/));
  });
});
