import { type APIRequestContext, type Browser, expect, test } from "@playwright/test";
import { clientHeaders } from "../support/api";
import { signInQuietly } from "../support/personas";
import { inviteQuietly, linkSentTo } from "../support/requests";
import { aCase, ask, call, cookiesOf, type Office, organisationOf, practice, type Wanted } from "./clients";
import { keep, percentile } from "./kept";

interface Question {
  id: string;
  kind: string;
  known?: string;
  list?: string;
  min?: number;
  options?: { code: string; exclusive?: boolean }[];
  show_if?: unknown;
}
interface Form {
  id: string;
  sections: { id: string; expected_of?: string[]; optional_for?: string[]; pages: { questions: Question[] }[] }[];
  lists: Record<string, { code: string; exclusive?: boolean }[]>;
}

const read = async (api: APIRequestContext, path: string) => (await (await api.get(`/api/v1${path}`)).json()) as never;
const latest = async (api: APIRequestContext, id: string): Promise<Form> => read(api, `/forms/${id}/versions/1`);
const asked = (form: Form, sections: string[]) =>
  form.sections
    .filter((section) => sections.includes(section.id))
    .flatMap((section) => section.pages.flatMap((page) => page.questions))
    .filter((question) => question.kind !== "computed");

/** An answer of the kind a question takes; some of those who answer say something else. */
function answer(form: Form, question: Question, who: number): unknown {
  const options = (question.list ? form.lists[question.list] : question.options)?.filter((one) => !one.exclusive) ?? [];
  const other = who % 4 === 3 ? 1 : 0;
  switch (question.kind) {
    case "text":
      return other ? "Seen at home" : "Seen at the surgery";
    case "textarea":
      return `What service ${who} wrote down. `.repeat(6).trim();
    case "date":
      return other ? "2026-10-02" : "2026-10-01";
    case "number":
      return (question.min ?? 0) + 1 + other;
    case "select":
      return options[other % options.length]?.code;
    case "multiselect":
      return options.slice(0, 2).map((one) => one.code);
    case "yesno":
    case "yes_no_unknown":
      return other ? "no" : "yes";
    default:
      return { state: "nothing_held" };
  }
}

/** Answers every question of a request by invitation, and submits. What the form refuses is answered with “nothing held”. */
async function answerAll(browser: Browser, office: Office, request: string, form: Form, sections: string[], who: number) {
  const email = `figures.${who}.${request.slice(0, 8)}@example.nhs.uk`;
  const code = await inviteQuietly(office.api, office.caseId, request, email);
  const token = (await linkSentTo(email)).split("#")[1];
  const api = (await browser.newContext()).request;
  const begun = await api.post("/api/v1/request-visits", { headers: clientHeaders, data: { token, code, name: `Person ${who}` } });
  expect(begun.status()).toBe(201);
  const cookie = await cookiesOf(api);
  const path = `/api/v1/agency/requests/${request}`;
  let changes = asked(form, sections).map((question) => ({ question: question.id, base_revision: 0, value: answer(form, question, who) }));
  for (let round = 0; round < 4; round += 1) {
    const { status, json } = await call("PATCH", `${path}/answers`, cookie, { changes });
    if (status === 200) break;
    const wrong = (json as { errors: { pointer: string }[] }).errors.map((one) => one.pointer.split("/")[2]);
    changes = changes.map((one) => (wrong.includes(one.question) ? { ...one, value: { state: "nothing_held" } } : one));
  }
  const sent = await call("POST", `${path}/submission`, cookie, {});
  if (sent.status === 422) {
    const wrong = (sent.json as { errors: { pointer: string }[] }).errors.map((one) => one.pointer.split("/")[2]);
    const mended = changes
      .filter((one) => wrong.includes(one.question))
      .map((one) => ({ question: one.question, base_revision: 1, value: null }));
    expect((await call("PATCH", `${path}/answers`, cookie, { changes: mended })).status).toBe(200);
    expect((await call("POST", `${path}/submission`, cookie, {})).status).toBe(200);
  } else expect(sent.status, JSON.stringify(sent.json)).toBe(200);
}

test("the record of twelve contributions opens quickly", async ({ browser }) => {
  const office = await aCase(browser);
  const form = await latest(office.api, "reporting");
  const sections = form.sections.map((section) => section.id);
  const wanted: Wanted[] = Array.from({ length: 12 }, (_, at) => ({
    organisation_name: `Service ${at} of the figures`,
    agency: "hospital_paediatrician",
    form: "reporting",
    sections,
  }));
  const requests = await ask(office, wanted);
  for (const [who, request] of requests.entries()) await answerAll(browser, office, request, form, sections, who);
  const cookie = await cookiesOf(office.api);
  const path = `/api/v1/cases/${office.caseId}/composite`;
  const took: number[] = [];
  let record: { contributions: unknown[]; counts: { answered: number; conflicts: number } } | undefined;
  for (let at = 0; at < 205; at += 1) {
    const began = performance.now();
    const { status, json } = await call("GET", path, cookie);
    expect(status).toBe(200);
    if (at >= 5) took.push(performance.now() - began);
    record = json as typeof record;
  }
  expect(record?.contributions).toHaveLength(12);
  keep("composite", {
    composite_p95_ms: percentile(took, 95),
    composite_p50_ms: percentile(took, 50),
    composite_questions: record?.counts.answered ?? 0,
    composite_conflicts: record?.counts.conflicts ?? 0,
  });
});

/** Seconds a person takes for an answer of each kind, reading the question included; one that is known is only looked at. */
const seconds: Record<string, number> = {
  text: 12, textarea: 45, date: 8, datetime: 10, time: 6, number: 6, select: 5, multiselect: 7, yesno: 3, yes_no_unknown: 3, nhs_number: 10,
  postcode: 5, email: 10, phone: 8, person: 15, address: 20, repeat: 25,
};

test("nothing is asked that the system knows without showing it, and a GP is done in ten minutes", async ({ browser }) => {
  const office = await aCase(browser);
  const notification = (await read(office.api, `/cases/${office.caseId}`)) as { notifications: { id: string }[] };
  const told = (await read(office.api, `/notifications/${notification.notifications[0]?.id}`)) as { answers: Record<string, unknown> };
  const answered = Object.entries(told.answers).filter(([, value]) => value !== null && value !== "not_known").map(([id]) => id);
  const { id } = await organisationOf(office, practice().organisation);
  const api = (await browser.newContext()).request;
  await signInQuietly(api, practice());
  const forms = ((await read(office.api, "/forms")) as { items: { id: string }[] }).items.filter((one) => one.id !== "notification");
  let [redundant, shown, gp] = [0, 0, 0];
  for (const { id: name } of forms) {
    const form = await latest(office.api, name);
    const sections = form.sections.map((section) => section.id);
    const [request] = await ask(office, [{ organisation_id: id, agency: "gp", form: name, sections }]);
    const view = (await read(api, `/agency/requests/${request}`)) as { known: Record<string, unknown> };
    for (const question of asked(form, sections)) {
      // The same question as in the notification, or one that is marked as asking for a known fact.
      const knows = answered.includes(question.id) || question.known === "agency" || question.known === "reporter";
      if (!knows) continue;
      if (question.id in view.known) shown += 1;
      else redundant += 1;
    }
    if (name === "reporting") {
      const mine = form.sections.filter((one) => one.expected_of?.includes("gp") || one.expected_of?.includes("all")).map((one) => one.id);
      // Of what a form may open, a surgery answers what it shows at first; branches that open are part of the allowance of each.
      for (const question of asked(form, mine).filter((one) => !one.show_if)) {
        gp += question.id in view.known ? 2 : (seconds[question.kind] ?? 10) * holds(question.kind);
      }
    }
  }
  keep("redundant", { redundant_questions: redundant, known_questions_shown: shown, gp_minutes: gp / 60 });
  expect(redundant).toBe(0);
});

/** How much of what is asked a surgery's record answers at all: the rest of a page is one press, “nothing held”. */
const holds = (kind: string) => (kind === "textarea" || kind === "repeat" ? 0.25 : 0.5);
