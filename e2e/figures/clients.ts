import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import type { APIRequestContext, Browser } from "@playwright/test";
import { clientHeaders } from "../support/api";
import { type Account, coordinator, everyone, signInQuietly } from "../support/personas";
import { daysAgo } from "../support/dates";
import { acceptQuietly, sendOne } from "../support/staff";

/** Whoever answers for a surgery. */
export function practice(): Account & { organisation: string } {
  const found = everyone().find((one) => one.role === "agency_contributor" && one.email.startsWith("practice@"));
  if (!found?.organisation) throw new Error("No demonstration account answers for a surgery.");
  return { ...found, organisation: found.organisation };
}

export interface Office {
  api: APIRequestContext;
  caseId: string;
  surname: string;
}

/** A new case, and the office of its area signed in. */
export async function aCase(browser: Browser, answers: Record<string, unknown> = {}): Promise<Office> {
  const api = (await browser.newContext()).request;
  const sent = await sendOne(api, answers as never);
  await signInQuietly(api, coordinator("KENT"));
  return { api, caseId: (await acceptQuietly(api, sent.id)).id, surname: sent.surname };
}

export interface Wanted {
  organisation_id?: string;
  organisation_name?: string;
  agency: string;
  form: string;
  sections: string[];
}

/** Sends requests and tells what they became. */
export async function ask(office: Office, wanted: Wanted[]): Promise<string[]> {
  const response = await office.api.post(`/api/v1/cases/${office.caseId}/requests`, {
    headers: { ...clientHeaders, "Idempotency-Key": randomUUID() },
    data: {
      requests: wanted.map((one) => ({ ...one, due_on: daysAgo(-21) })),
      legal_basis: "Section 16M of the Children Act 2004",
    },
  });
  if (response.status() !== 201) throw new Error(await response.text());
  return ((await response.json()) as { ids: string[] }).ids;
}

/** The organisation for which a demonstration account answers. */
export async function organisationOf(office: Office, name: string): Promise<{ id: string; agency: string }> {
  const all = (await (await office.api.get("/api/v1/organisations")).json()) as {
    items: { id: string; name: string; agency: string }[];
  };
  const found = all.items.find((one) => one.name === name);
  if (!found) throw new Error(`There is no organisation “${name}”.`);
  return found;
}

/** The cookies of a context as one header. */
export async function cookiesOf(context: APIRequestContext): Promise<string> {
  const { cookies } = await context.storageState();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request over a kept connection, without a browser in between. */
export function call(method: string, path: string, cookie: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const url = new URL(path, process.env.BASE_URL);
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        agent,
        headers: {
          ...clientHeaders,
          cookie,
          ...(text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const answer = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, json: answer === "" ? null : JSON.parse(answer) });
        });
      },
    );
    sent.on("error", reject);
    sent.end(text);
  });
}
