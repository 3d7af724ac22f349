import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChallengeSolution, DraftView } from "../../api/types";
import { notificationForm } from "../../testing/vectors";
import { DraftStore } from "./draft-store";

const form = notificationForm();
const solution: ChallengeSolution = { salt: "s", challenge: "c", number: 1, signature: "x" };
const prove = async () => solution;

const view = (revision: number, answers: Record<string, unknown>): DraftView => ({
  reference: "D-7K3M-92QX",
  revision,
  form_version: 1,
  answers,
  area: null,
  warnings: [],
  saved_at: "2026-11-22T14:02:00Z",
  expires_at: "2026-12-22T14:02:00Z",
});

interface Sent {
  method: string;
  path: string;
  body: Record<string, unknown>;
  headers: Headers;
}

let sent: Sent[] = [];
let answer: (request: Sent) => Response | null = () => null;

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

beforeEach(() => {
  sent = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const request = {
      method: init.method ?? "GET",
      path: path.replace("/api/v1", ""),
      body: init.body ? JSON.parse(String(init.body)) : {},
      headers: new Headers(init.headers),
    };
    sent.push(request);
    const response = answer(request);
    if (!response) throw new TypeError("network");
    return response;
  });
});

afterEach(() => vi.unstubAllGlobals());

describe("a draft", () => {
  it("begins with the first save, and shows the code once", async () => {
    answer = () => json(201, { ...view(1, { residence: "no_fixed_abode" }), resume_code: "K7QP-3RXM" });
    const store = new DraftStore(form, prove);
    store.set("residence", "no_fixed_abode");
    expect(await store.save()).toEqual({ done: true });
    expect(sent[0]?.body).toEqual({
      challenge: solution,
      form_version: 1,
      answers: { residence: "no_fixed_abode" },
    });
    expect(store.current()).toMatchObject({ save: "saved", resumeCode: "K7QP-3RXM" });
  });

  it("sends only what changed, with the revision it is based on", async () => {
    answer = (request) => json(200, view(4, { surname: "Hill", ...(request.body.answers as object) }));
    const store = new DraftStore(form, prove, view(3, { surname: "Hill", sex: "female" }));
    store.set("forenames", "Amber");
    store.set("sex", "");
    store.set("date_of_birth", "2026-1-");
    await store.save();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toEqual({ answers: { forenames: "Amber", sex: null } });
    expect(sent[0]?.headers.get("If-Match")).toBe('"3"');
    expect(store.current().answers.date_of_birth).toBe("2026-1-");
  });

  it("keeps a panel chosen by hand with the answers, and has it again on another device", async () => {
    const area = { id: "a1", code: "NORF", name: "Norfolk" };
    answer = () => json(200, { ...view(4, { surname: "Hill" }), area });
    const store = new DraftStore(form, prove, view(3, { surname: "Hill" }));
    store.chooseArea(area);
    expect(store.hasUnsaved()).toBe(true);
    await store.save();
    expect(sent[0]?.body).toEqual({ answers: {}, area_id: "a1" });
    expect(store.hasUnsaved()).toBe(false);
    expect(new DraftStore(form, prove, store.current().draft).current().chosenArea).toEqual(area);
    store.chooseArea(null);
    await store.save();
    expect(sent[1]?.body).toEqual({ answers: {}, area_id: null });
  });

  it("saves a row although another has half a date in it, and keeps the half date here", async () => {
    const ann = { row: "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", name: "Ann Hill", dob: "1990-0-" };
    const ben = { row: "5f64b4a2-8b1e-4a44-9f67-0a3f6a2f3b11", name: "Ben Hill" };
    answer = (request) => json(200, view(4, request.body.answers as Record<string, unknown>));
    const store = new DraftStore(form, prove, view(3, {}));
    store.set("carers", [ann, ben]);
    expect(await store.save()).toEqual({ done: true });
    expect(sent[0]?.body).toEqual({ answers: { carers: [{ row: ann.row, name: ann.name }, ben] } });
    expect(store.hasUnsaved()).toBe(false);
    expect(store.current().answers.carers).toEqual([ann, ben]);
  });

  it("is deleted after any save under way, and what was typed does not begin it anew", async () => {
    answer = (request) =>
      request.method === "DELETE"
        ? new Response(null, { status: 204 })
        : json(200, view(4, { sex: "female" }));
    const store = new DraftStore(form, prove, view(3, {}));
    store.set("sex", "female");
    const saving = store.save();
    store.set("surname", "Hill");
    await Promise.all([saving, store.discard()]);
    expect(sent.map((request) => request.method)).toEqual(["PATCH", "DELETE"]);
    expect(store.hasUnsaved()).toBe(false);
    await store.save();
    expect(sent).toHaveLength(2);
  });

  it("counts as deleted when it had run out, and not when nobody answered", async () => {
    const store = new DraftStore(form, prove, view(3, {}));
    answer = () => json(404, { code: "not_found" });
    await expect(store.discard()).resolves.toBeUndefined();
    answer = () => null;
    store.set("sex", "female");
    await expect(store.discard()).rejects.toThrow("connection lost");
    expect(store.current().answers).toEqual({ sex: "female" });
  });

  it("sends nothing when nothing changed", async () => {
    const store = new DraftStore(form, prove, view(3, { surname: "Hill" }));
    store.set("surname", "Hill");
    expect(await store.save()).toEqual({ done: true });
    expect(sent).toEqual([]);
  });

  it("keeps what was typed when the connection is lost, and saves it when it is back", async () => {
    const store = new DraftStore(form, prove, view(1, {}));
    store.set("surname", "Hill");
    answer = () => null;
    expect(await store.save()).toEqual({ done: false, problem: null });
    expect(store.current()).toMatchObject({ save: "lost", answers: { surname: "Hill" } });
    answer = () => json(200, view(2, { surname: "Hill" }));
    expect(await store.save()).toEqual({ done: true });
    expect(store.current().save).toBe("saved");
  });

  it("takes newer answers from another device, keeps what was typed here, and says so", async () => {
    const newer = view(5, { surname: "Hill", forenames: "Amber" });
    answer = () => json(412, { code: "version_stale", current: newer });
    const store = new DraftStore(form, prove, view(3, { surname: "Hall" }));
    store.set("sex", "female");
    expect(await store.save()).toEqual({ done: false, problem: null });
    expect(store.current().notice?.kind).toBe("stale");
    expect(store.current().answers).toEqual({ surname: "Hill", forenames: "Amber", sex: "female" });
    answer = () => json(200, view(6, { ...newer.answers, sex: "female" }));
    expect(await store.save()).toEqual({ done: true });
    expect(sent.at(-1)?.headers.get("If-Match")).toBe('"5"');
    expect(store.current().notice).toBeNull();
  });

  it("is not alarmed when the newer answers are its own, of which it never heard", async () => {
    answer = () => json(412, { code: "version_stale", current: view(4, { sex: "female" }) });
    const store = new DraftStore(form, prove, view(3, {}));
    store.set("sex", "female");
    expect(await store.save()).toEqual({ done: true });
    expect(store.current()).toMatchObject({ notice: null, save: "saved" });
  });

  it("saves afresh when its time ran out, and shows the new code", async () => {
    answer = (request) =>
      request.method === "PATCH"
        ? json(404, { code: "not_found" })
        : json(201, { ...view(1, { surname: "Hill", sex: "female" }), resume_code: "NEWC-ODE2" });
    const store = new DraftStore(form, prove, view(3, { surname: "Hill" }));
    store.set("sex", "female");
    expect(await store.save()).toEqual({ done: true });
    expect(sent.at(-1)?.body.answers).toEqual({ surname: "Hill", sex: "female" });
    expect(store.current()).toMatchObject({ notice: { kind: "expired" }, resumeCode: "NEWC-ODE2" });
  });

  it("solves a new challenge when the first one ran out", async () => {
    let tries = 0;
    answer = () => {
      tries += 1;
      return tries === 1
        ? json(422, { code: "challenge_required" })
        : json(201, { ...view(1, {}), resume_code: "K7QP-3RXM" });
    };
    const store = new DraftStore(form, prove);
    store.set("residence", "england");
    expect(await store.save()).toEqual({ done: true });
    expect(sent[0]?.headers.get("Idempotency-Key")).not.toBe(sent[1]?.headers.get("Idempotency-Key"));
  });
});

describe("sending", () => {
  it("carries the same key for the same answers, and a new one when they change", async () => {
    answer = () => json(201, { id: "1", reference: "N-7K3M-92QX" });
    const store = new DraftStore(form, prove, view(3, { surname: "Hill" }));
    await store.submit(null);
    await store.submit(null);
    store.set("surname", "Hall");
    await store.submit(null);
    const keys = sent.map((request) => request.headers.get("Idempotency-Key"));
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(sent[0]?.body).toMatchObject({ form_version: 1, from_draft: true });
    expect(sent[0]?.headers.get("X-OpenCDR-Client")).toBe("web");
  });

  it("goes on without a draft that ran out", async () => {
    answer = (request) =>
      request.body.from_draft ? json(404, { code: "not_found" }) : json(201, { id: "1", reference: "N-1" });
    const store = new DraftStore(form, prove, view(3, { surname: "Hill" }));
    await store.submit("area");
    expect(sent.at(-1)?.body).toMatchObject({
      area_id: "area",
      challenge: solution,
      answers: { surname: "Hill" },
    });
  });
});
