import { afterEach, describe, expect, it, vi } from "vitest";
import { ConnectionLost, get, onUnauthenticated, Problem, patch, post, query } from "./client";

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

function answers(...list: (Response | "lost")[]) {
  const keys: (string | null)[] = [];
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 1000 });
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    keys.push(new Headers(init.headers).get("Idempotency-Key"));
    const next = list.shift();
    if (next === "lost" || next === undefined) throw new TypeError("network");
    return next;
  });
  return keys;
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a request", () => {
  it("is tried again with the same key when the connection was lost", async () => {
    const keys = answers("lost", json(201, { id: 1 }));
    expect(await post("/notifications", {})).toEqual({ id: 1 });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it("without a key is not repeated when it changes something", async () => {
    const keys = answers("lost", json(200, {}));
    await expect(patch("/notification-drafts/current", {})).rejects.toBeInstanceOf(ConnectionLost);
    expect(keys).toHaveLength(1);
  });

  it("turns a refusal into a problem with its errors", async () => {
    const errors = [{ pointer: "/answers/surname", code: "required", message: "Enter the surname" }];
    answers(json(422, { code: "invalid_answers", title: "t", detail: "d", requestId: "r", errors }));
    const problem = await post("/notifications", {}).catch((error) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ status: 422, code: "invalid_answers", requestId: "r", errors });
  });

  it("waits as long as a busy server asks, if that is short", async () => {
    answers(json(503, { code: "unavailable" }, { "Retry-After": "1" }), json(200, { ok: true }));
    expect(await get("/forms")).toEqual({ ok: true });
  });

  it("tells who listens that the session has ended", async () => {
    answers(json(401, { code: "unauthenticated" }));
    const heard = vi.fn();
    const stop = onUnauthenticated(heard);
    await expect(get("/me")).rejects.toMatchObject({ status: 401 });
    expect(heard).toHaveBeenCalledOnce();
    stop();
  });

  it("survives a page of a proxy where a problem was due", async () => {
    answers(new Response("<html>", { status: 413 }));
    await expect(get("/forms")).rejects.toMatchObject({ status: 413, code: "unknown" });
  });
});

it("leaves empty values out of an address", () => {
  expect(query({ status: "received", cursor: null, place: "" })).toBe("?status=received");
  expect(query({})).toBe("");
});
