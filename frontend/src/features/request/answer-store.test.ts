import { afterEach, describe, expect, it, vi } from "vitest";
import type { AnswerChange } from "../../api/types-requests";
import { agencyForm, given } from "../../testing/a-request";
import { AnswerStore } from "./answer-store";

afterEach(() => void vi.unstubAllGlobals());

const row = "5f64b4a2-8b1e-4a44-9f67-0a3f6a2f3b11";
type Server = (changes: AnswerChange[]) => unknown;

/** A store whose savings are answered one after another. */
function storeWith(...answers: Server[]) {
  const sent: { changes: AnswerChange[]; keepalive: boolean | undefined }[] = [];
  vi.stubGlobal("fetch", async (_: unknown, init: RequestInit) => {
    const { changes } = JSON.parse(String(init.body)) as { changes: AnswerChange[] };
    sent.push({ changes, keepalive: init.keepalive });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    return new Response(JSON.stringify(answer?.(changes)), { status: 200 });
  });
  return { store: new AnswerStore("r1", agencyForm, []), sent };
}

const taken: Server = (changes) => ({
  saved: changes.map((one) =>
    given(one.question, one.value, { row: one.row, revision: one.base_revision + 1 }),
  ),
  conflicts: [],
  saved_at: "2026-11-26T15:30:00Z",
});
const lost: Server = () => {
  throw new TypeError("no connection");
};

describe("answers", () => {
  it("that were kept although no answer came back are no colleague’s, even when more was typed since", async () => {
    const theirs = given("school", "Oak", { revision: 1 });
    const { store, sent } = storeWith(
      lost,
      (changes) => ({
        saved: [],
        conflicts: [{ theirs, yours: changes[0]?.value }],
        saved_at: "2026-11-26T15:30:00Z",
      }),
      taken,
    );
    store.set("school", "Oak");
    expect(await store.save()).toBe(false);
    store.set("school", "Oak School");
    expect(await store.save()).toBe(true);
    expect(store.current().conflicts.size).toBe(0);
    expect(sent.at(-1)?.changes).toEqual([
      { question: "school", row: null, base_revision: 1, value: "Oak School" },
    ]);
  });

  it("leave with a page that is closed, over what is still under way", async () => {
    const { store, sent } = storeWith(taken);
    store.set("school", "Oak");
    const saving = store.save();
    await Promise.resolve();
    store.set("school", "Oak School");
    store.farewell();
    await saving;
    expect(sent.slice(0, 2)).toEqual([
      { keepalive: true, changes: [{ question: "school", row: null, base_revision: 0, value: "Oak" }] },
      {
        keepalive: true,
        changes: [{ question: "school", row: null, base_revision: 1, value: "Oak School" }],
      },
    ]);
  });

  it("that are no answers yet stay here, and hold back no other", async () => {
    const { store, sent } = storeWith(taken);
    store.set("last_contact", "2026-11-");
    store.set(`siblings/${row}`, { name: "Ann", age: "abc" });
    await store.save();
    expect(sent.map((one) => one.changes)).toEqual([
      [{ question: "siblings", row, base_revision: 0, value: { name: "Ann" } }],
    ]);
    expect(store.holdsTyped()).toBe(true);
    expect(store.current().answers.last_contact).toBe("2026-11-");
    expect(store.current().answers.siblings).toEqual([{ row, name: "Ann", age: "abc" }]);
  });

  it("of a colleague come in quietly where nothing was typed, and wait for a choice where something was", () => {
    const { store } = storeWith(taken);
    store.set("school", "Oak School");
    store.absorb([given("seen", "no"), given("school", "Elm School")]);
    expect(store.current().answers).toMatchObject({ seen: "no", school: "Oak School" });
    expect([...store.current().conflicts.keys()]).toEqual(["school"]);
    store.choose("school", "theirs");
    expect(store.current().answers.school).toBe("Elm School");
    expect(store.holdsTyped()).toBe(false);
  });
});
