import { expect, test } from "@playwright/test";
import { signInQuietly } from "../support/personas";
import { aCase, ask, call, cookiesOf, organisationOf, practice } from "./clients";
import { keep, percentile } from "./kept";

interface Given {
  question: string;
  row: string | null;
  value: string;
  revision: number;
}
interface Saved {
  saved: Given[];
  conflicts: { theirs: Given }[];
}

const wanted = Number(process.env.FIGURES_EDITS ?? 10_000);
const clients = 50;
const questions = ["issues", "actions_done", "suggestions", "family_views"];
/** Accounts of three sections: enough that colleagues meet on each, and not only on one. */
const accounts = [
  ...questions,
  "missed_appointments_detail",
  "care_issues_detail",
  "good_practice",
  "bereavement_detail",
  "internal_review_result",
  "social_care_history",
  "parenting",
  "family_narrative",
];

test("fifty clients edit one contribution at once and lose no update", async ({ browser }) => {
  const office = await aCase(browser);
  const { id, agency } = await organisationOf(office, practice().organisation);
  const [request] = await ask(office, [{ organisation_id: id, agency, form: "reporting", sections: ["r_b", "r_d", "r_learn"] }]);
  const api = (await browser.newContext()).request;
  await signInQuietly(api, practice());
  const cookie = await cookiesOf(api);
  const path = `/api/v1/agency/requests/${request}/answers`;

  // What stood at each revision, and what the edit that made it was built on.
  const stood = new Map<string, Map<number, { value: string; on: string }>>(accounts.map((one) => [one, new Map()]));
  let accepted = 0;
  let conflicts = 0;
  let doubled = 0;
  const edit = async (client: number) => {
    const known = new Map(accounts.map((one) => [one, { value: "", revision: 0 }]));
    for (let turn = 0; accepted < wanted; turn += 1) {
      const question = accounts[Math.floor(Math.random() * accounts.length)] as string;
      const base = known.get(question) as { value: string; revision: number };
      const value = `${client}-${turn} after ${base.value.split(" ")[0] ?? ""}`;
      const { status, json } = await call("PATCH", path, cookie, {
        changes: [{ question, base_revision: base.revision, value }],
      });
      expect(status).toBe(200);
      const { saved, conflicts: met } = json as Saved;
      const mine = saved[0];
      const theirs = met[0]?.theirs;
      if (mine) {
        const history = stood.get(question) as Map<number, { value: string; on: string }>;
        if (history.has(mine.revision)) doubled += 1;
        history.set(mine.revision, { value, on: base.value });
        known.set(question, { value, revision: mine.revision });
        accepted += 1;
      } else if (theirs) {
        conflicts += 1;
        known.set(question, { value: theirs.value, revision: theirs.revision });
      }
    }
  };
  const began = Date.now();
  await Promise.all(Array.from({ length: clients }, (_, client) => edit(client)));
  const seconds = (Date.now() - began) / 1000;

  // Every accepted edit was built on the one before it, none is missing between, and the last is what stands.
  let lost = doubled;
  const view = (await call("GET", `/api/v1/agency/requests/${request}`, cookie)).json as { answers: Given[] };
  for (const [question, history] of stood) {
    for (let revision = 1; revision <= history.size; revision += 1) {
      const here = history.get(revision);
      const before = revision === 1 ? "" : history.get(revision - 1)?.value;
      if (!here || here.on !== before) lost += 1;
    }
    const last = view.answers.find((one) => one.question === question);
    if (history.size > 0 && last?.value !== history.get(history.size)?.value) lost += 1;
  }
  keep("edits", { conflicting_edits: accepted, conflicts_met: conflicts, lost_updates: lost, edits_per_second: accepted / seconds });
  expect(lost).toBe(0);
});

test("a hundred autosaves a second are taken, and quickly", async ({ browser }) => {
  const office = await aCase(browser);
  const { id, agency } = await organisationOf(office, practice().organisation);
  const requests = await ask(
    office,
    Array.from({ length: 40 }, () => ({ organisation_id: id, agency, form: "reporting", sections: ["r_learn"] })),
  );
  const api = (await browser.newContext()).request;
  await signInQuietly(api, practice());
  const cookie = await cookiesOf(api);
  const [rate, seconds] = [100, Number(process.env.FIGURES_SECONDS ?? 30)];
  const revisions = new Map<string, number>();
  const busy = new Set<string>();
  const took: number[] = [];
  let failed = 0;
  const save = async (at: number, due: number) => {
    // Each request's own questions in turn; one that is still under way is left to itself.
    const request = requests[at % requests.length] as string;
    const question = questions[Math.floor(at / requests.length) % questions.length] as string;
    const key = `${request}/${question}`;
    if (busy.has(key)) return void (failed += 1);
    busy.add(key);
    const change = { question, base_revision: revisions.get(key) ?? 0, value: `What we saw, saved for the ${at}th time` };
    const { status, json } = await call("PATCH", `/api/v1/agency/requests/${request}/answers`, cookie, { changes: [change] });
    const saved = status === 200 ? (json as Saved).saved[0] : undefined;
    if (saved) revisions.set(key, saved.revision);
    else failed += 1;
    busy.delete(key);
    // From when it was due, so that a queue counts as waiting.
    took.push(performance.now() - due);
  };
  for (const warm of requests) await call("GET", `/api/v1/agency/requests/${warm}`, cookie);
  const began = performance.now();
  const all: Promise<void>[] = [];
  for (let at = 0; at < rate * seconds; at += 1) {
    const due = began + (at * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    all.push(save(at, due));
  }
  await Promise.all(all);
  const length = (performance.now() - began) / 1000;
  keep("autosave", {
    autosave_per_second: (took.length - failed) / length,
    autosave_p50_ms: percentile(took, 50),
    autosave_p99_ms: percentile(took, 99),
    autosave_failed: failed,
  });
  expect(failed).toBe(0);
});
