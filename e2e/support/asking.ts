import { randomUUID } from "node:crypto";
import { type Browser, expect } from "@playwright/test";
import { clientHeaders } from "./api";
import { type Account, everyone, signInQuietly } from "./personas";

/** The account that answers for an organisation of the demonstration. */
export function contributor(organisation: string): Account {
  const found = everyone().find(
    (account) => account.role === "agency_contributor" && account.organisation === organisation,
  );
  if (!found) throw new Error(`No demonstration account answers for ${organisation}.`);
  return found;
}

export interface Given {
  question: string;
  value: unknown;
  row?: string;
}

/** Answers a request as somebody of the organisation asked, and submits it. */
export async function answerQuietly(browser: Browser, account: Account, child: string, given: Given[]): Promise<void> {
  const context = await browser.newContext();
  await signInQuietly(context.request, account);
  const inbox = await context.request.get("/api/v1/agency/requests");
  expect(inbox.status(), await inbox.text()).toBe(200);
  const { items } = (await inbox.json()) as { items: { id: string; child_name: string }[] };
  const id = items.find(({ child_name }) => child_name.includes(child))?.id;
  expect(id, `${account.organisation} is asked about ${child}`).toBeTruthy();
  const address = `/api/v1/agency/requests/${id}`;
  const saved = await context.request.patch(`${address}/answers`, {
    headers: clientHeaders,
    data: { changes: given.map((one) => ({ ...one, base_revision: 0 })) },
  });
  expect(saved.status(), await saved.text()).toBe(200);
  const { version } = (await (await context.request.get(address)).json()) as { version: number };
  const submitted = await context.request.post(`${address}/submission`, {
    headers: { ...clientHeaders, "Idempotency-Key": randomUUID(), "If-Match": `"${version}"` },
    data: {},
  });
  expect(submitted.status(), await submitted.text()).toBe(200);
  await context.close();
}
