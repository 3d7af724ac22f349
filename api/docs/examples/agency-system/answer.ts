// Answers the first request an organisation is asked, with Node's own library. README.md says how to begin.
import { randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";

// As much of the API as is used here; the whole of it can be generated from /api/v1/openapi.json.
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Token = { access_token: string };
type Waiting = { items: { id: string; reference: string; form_title: string; due_on: string }[] };
type Asked = {
  form: string;
  form_version: number;
  known: Record<string, { value: Json; source: string }>;
  answers: { question: string; revision: number }[];
};
type Form = { sections: { pages: { questions: { id: string; label: string }[] }[] }[] };
type Saved = { saved: Json[]; conflicts: Json[] };
type Submitted = { standing: { code: string; label: string } };

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
const url = setting("OPENCDR_URL");
const clientId = setting("OPENCDR_CLIENT_ID");
const key = readFileSync(setting("OPENCDR_KEY"));
const endpoint = `${url}/api/v1/oauth/token`;

/** Sends a request and gives what came back; a problem is thrown with what it says. */
async function call<T>(method: string, path: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(url + path, { ...init, method });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${(body as { detail: string }).detail}`);
  return body as T;
}

/** Says who we are and for whom this is, signed with our key (RS512). Its jti makes it work once. */
function assertion(): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 60;
  const claims = { iss: clientId, sub: clientId, aud: endpoint, exp, jti: randomUUID() };
  const signed = `${encode({ alg: "RS512", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${sign("sha512", Buffer.from(signed), key).toString("base64url")}`;
}

// 1. Sign in. OAuth asks for a form; everything else is JSON.
const token = await call<Token>("POST", "/api/v1/oauth/token", {
  body: new URLSearchParams({
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion(),
  }),
});
const headers = { Authorization: `Bearer ${token.access_token}`, "Content-Type": "application/json" };

// 2. What are we asked?
const waiting = await call<Waiting>("GET", "/api/v1/agency/requests", { headers });
const first = waiting.items[0];
if (!first) {
  console.log("Nothing waits for an answer.");
  process.exit(0);
}
console.log(
  `${waiting.items.length} waiting. The first: ${first.reference}, ${first.form_title}, due ${first.due_on}`,
);
const path = `/api/v1/agency/requests/${first.id}`;

// 3. The request with what is known, and its form, which explains every question.
const request = await call<Asked>("GET", path, { headers });
const form = await call<Form>("GET", `/api/v1/forms/${request.form}/versions/${request.form_version}`, {
  headers,
});
const questions = form.sections.flatMap((section) => section.pages.flatMap((page) => page.questions));
const labels = new Map(questions.map((question) => [question.id, question.label]));
console.log("Known already:");
for (const [question, known] of Object.entries(request.known)) {
  console.log(`  ${labels.get(question)}: ${JSON.stringify(known.value)} (${known.source})`);
}

// 4. Confirm what is known and not answered yet, and add the day of the last contact from our own records. base_revision is the
//    revision we have read: 0 where there was no answer.
const revisions = new Map(request.answers.map((answer) => [answer.question, answer.revision]));
const changes: Json[] = Object.entries(request.known)
  .filter(([question]) => !revisions.has(question))
  .map(([question, known]) => ({ question, base_revision: 0, value: known.value }));
changes.push({
  question: "last_contact",
  base_revision: revisions.get("last_contact") ?? 0,
  value: "2025-03-14",
});
const saved = await call<Saved>("PATCH", `${path}/answers`, { headers, body: JSON.stringify({ changes }) });
console.log(
  `${saved.saved.length} answers saved, ${saved.conflicts.length} changed by a colleague meanwhile`,
);

// 5. Submit. With the key, a repetition after a broken connection gets the same answer.
const submitted = await call<Submitted>("POST", `${path}/submission`, {
  headers: { ...headers, "Idempotency-Key": randomUUID() },
  body: "{}",
});
console.log(`Standing: ${submitted.standing.label}`);
