// The API as a signed-in coordinator uses it, and a notification that is valid today.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.env.ROOT;
const dayBefore = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** The shortest valid notification of the shared vectors, for a child who died days ago in Kent and Medway. */
export function shortestAnswers() {
  const vectors = JSON.parse(readFileSync(join(root, "api/domain/vectors/answers.json"), "utf8"));
  const rows = Array.isArray(vectors) ? vectors : vectors.rows;
  const row = rows.find((one) => one.form === "notification" && one.mode === "submit" && one.errors.length === 0);
  return { ...row.answers, date_of_birth: dayBefore(2800), date_of_death: dayBefore(4) };
}

export const notificationBody = (answers = shortestAnswers()) => ({ form_version: 1, answers });

/** Signs in as the coordinator of Kent and Medway: its postcodes are in the sample. */
export async function signIn(base) {
  const accounts = JSON.parse(readFileSync(join(process.env.DATA_DIR, "demo-accounts.json"), "utf8"));
  const account = accounts.find((one) => one.role === "coordinator" && /kent/i.test(one.area ?? ""));
  if (!account) throw new Error("demo-accounts.json names no coordinator of Kent and Medway");
  const answer = await fetch(`${base}/api/v1/sessions`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-OpenCDR-Client": "bench" },
    body: JSON.stringify({ email: account.email, password: account.password }),
  });
  const body = await answer.json();
  if (answer.status !== 201 || body.state !== "signed_in") throw new Error(`signing in: ${answer.status} ${JSON.stringify(body)}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .find((one) => /^opencdr=./.test(one));
  const client = new Client(base, cookie);
  const me = await client.get("/api/v1/me");
  client.area = me.memberships.find((one) => one.role === "coordinator" && one.area).area;
  return client;
}

class Client {
  constructor(base, cookie) {
    this.base = base;
    this.cookie = cookie;
  }

  async send(method, path, { body, key, timeout = 15_000 } = {}) {
    return await fetch(this.base + path, {
      method,
      headers: {
        Cookie: this.cookie,
        "X-OpenCDR-Client": "bench",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(key === undefined ? {} : { "Idempotency-Key": key }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    });
  }

  async #expect(status, answer) {
    const text = await answer.text();
    if (answer.status !== status) throw new Error(`${answer.url.replace(this.base, "")}: ${answer.status} ${text.slice(0, 400)}`);
    return JSON.parse(text);
  }

  async get(path) {
    return await this.#expect(200, await this.send("GET", path));
  }

  async create(path, body, key) {
    return await this.#expect(201, await this.send("POST", path, { body, key }));
  }
}
