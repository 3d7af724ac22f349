import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { notification, openApp, problem, session } from "../../testing/staff-app";
import { canBeExtended, leftInWords, secondsLeft, warnAt } from "./watch";

afterEach(() => vi.useRealTimers());

describe("signing in", () => {
  it("gives one answer for every failure and empties the password", async () => {
    const user = userEvent.setup();
    openApp("/sign-in", { "POST /sessions": problem(401, "sign_in_failed") });
    await user.type(await screen.findByLabelText("E-mail address"), "nobody@kent.example");
    await user.type(screen.getByLabelText("Password"), "a wrong password");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByText(/We could not sign you in/)).toBeInTheDocument();
    expect(screen.getByLabelText("Password")).toHaveValue("");
    expect(screen.getByLabelText("E-mail address")).toHaveValue("nobody@kent.example");
  });

  it("says how long to wait after too many tries", async () => {
    const user = userEvent.setup();
    openApp("/sign-in", {
      "POST /sessions": { ...problem(429, "rate_limited"), headers: { "Retry-After": "32" } },
    });
    await user.type(await screen.findByLabelText("E-mail address"), "jo@kent.example");
    await user.type(screen.getByLabelText("Password"), "whatever it is");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByText(/Wait 32 seconds/)).toBeInTheDocument();
  });

  it("asks for the second factor and then goes where the person wanted to go", async () => {
    const user = userEvent.setup();
    const app = openApp("/sign-in?next=%2Fcases%3Ftab%3Doverdue", {
      "POST /sessions": { status: 201, body: session(900, { state: "second_factor_required", user: null }) },
      "GET /sessions/current": { body: session(900, { state: "second_factor_required", user: null }) },
      "POST /sessions/current/second-factor": { body: session() },
      "GET /cases": { body: { items: [], next: null } },
    });
    await user.type(await screen.findByLabelText("E-mail address"), "jo@kent.example");
    await user.type(screen.getByLabelText("Password"), "three random words");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    await user.type(await screen.findByLabelText("6-digit code"), "123 456");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("heading", { name: "Cases" })).toBeInTheDocument();
    expect(app.address()).toBe("/cases?tab=overdue");
    expect(app.calls.find((call) => call.path.endsWith("second-factor"))?.body).toEqual({ code: "123456" });
  });
});

describe("signing out", () => {
  it("ends the session from any page and forgets what was on the screen", async () => {
    const user = userEvent.setup();
    const app = openApp("/home", { "DELETE /sessions/current": { status: 204 } });
    await user.click(await screen.findByRole("button", { name: "Sign out" }));
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeInTheDocument();
    expect(app.address()).toBe("/sign-in");
  });

  it("says when it did not work, so that nobody leaves the computer signed in", async () => {
    const user = userEvent.setup();
    openApp("/home", { "DELETE /sessions/current": problem(503, "unavailable") });
    await user.click(await screen.findByRole("button", { name: "Sign out" }));
    const dialog = await screen.findByRole("dialog", { name: "You are still signed in" });
    await user.click(within(dialog).getByRole("button", { name: "Close" }));
    expect(screen.getByRole("button", { name: "Sign out" })).toBeEnabled();
  });
});

describe("the end of a session", () => {
  const typed = "Told by telephone at nine";

  const openAndType = async (user: ReturnType<typeof userEvent.setup>) => {
    const app = openApp("/inbox/n1", { "GET /notifications/n1": { body: notification() } });
    await user.click(await screen.findByLabelText("Reject"));
    await user.type(screen.getByLabelText("Explain it to your colleagues"), typed);
    return app;
  };

  it("lays the sign-in over the page, keeps what was typed, and goes on", async () => {
    const user = userEvent.setup();
    const app = await openAndType(user);
    app.reply("POST /notifications/n1/rejection", problem(401, "unauthenticated"));
    await user.selectOptions(screen.getByLabelText("Why is it not for review?"), "over_18");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await user.click(await screen.findByRole("button", { name: "Reject the notification" }));

    const dialog = await screen.findByRole("dialog", { name: "Sign in to carry on" });
    app.reply("POST /sessions", { status: 201, body: session() });
    await user.type(within(dialog).getByLabelText("Password"), "three random words");
    await user.click(within(dialog).getByRole("button", { name: "Sign in" }));

    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(screen.getByLabelText("Explain it to your colleagues")).toHaveValue(typed);
    expect(app.calls.find((call) => call.path === "/sessions")?.body).toEqual({
      email: "jo@kent.example",
      password: "three random words",
    });
    expect(app.address()).toBe("/inbox/n1");
  });

  it("warns two minutes before, and one press keeps the person signed in", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    const end = session();
    const app = openApp("/home", {
      "GET /sessions/current": { body: end },
      "POST /sessions/current/extension": () => ({ body: session() }),
    });
    await screen.findByRole("heading", { name: "Home" });
    await act(() => vi.advanceTimersByTimeAsync(760_000));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await act(() => vi.advanceTimersByTimeAsync(30_000));
    const dialog = screen.getByRole("dialog", { name: "You are about to be signed out" });
    expect(dialog).toHaveTextContent("signed out in 2 minutes");
    await user.click(within(dialog).getByRole("button", { name: "Stay signed in" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(app.calls.filter((call) => call.path === "/sessions/current/extension")).toHaveLength(1);
  });

  it("does not warn when another page has kept the session alive", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    openApp("/home", { "GET /sessions/current": () => ({ body: session() }) });
    await screen.findByRole("heading", { name: "Home" });
    await act(() => vi.advanceTimersByTimeAsync(850_000));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
});

describe("the clock", () => {
  const now = Date.parse("2026-11-20T09:00:00Z");
  const view = {
    ...session(),
    idle_expires_at: "2026-11-20T09:15:00Z",
    absolute_expires_at: "2026-11-20T09:10:00Z",
  };

  it("counts to whichever limit comes first", () => {
    expect(secondsLeft(view, now)).toBe(600);
    expect(canBeExtended(view)).toBe(false);
  });

  it("leaves time to work when sessions are set to be very short", () => {
    expect(warnAt(view, 900)).toBe(120);
    expect(warnAt(view, 60)).toBe(20);
  });

  it("changes its words seldom", () => {
    expect([119, 100, 80, 50, 20, 5].map(leftInWords)).toEqual([
      "2 minutes",
      "2 minutes",
      "a minute and a half",
      "1 minute",
      "30 seconds",
      "a few seconds",
    ]);
  });
});
