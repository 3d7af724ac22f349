import { readFileSync } from "node:fs";
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { clientHeaders } from "./api";

/** A demonstration account, as `opencdr demo` writes it to demo-accounts.json. */
export interface Account {
  persona: string;
  name: string;
  email: string;
  password: string;
  role: string;
  area: string | null;
  organisation: string | null;
}

let accounts: Account[] | undefined;

/** Every demonstration account of the server under test. */
export function everyone(): Account[] {
  const path = process.env.DEMO_ACCOUNTS;
  if (!path) throw new Error("DEMO_ACCOUNTS is not set. Start the journeys with api/scripts/e2e.sh.");
  accounts ??= JSON.parse(readFileSync(path, "utf8")) as Account[];
  return accounts;
}

/** The first account with a role, in an area if one is named (its code or part of its name). */
export function someone(role: string, area?: string): Account {
  const found = everyone().find(
    (account) => account.role === role && (!area || account.area?.toLowerCase().includes(area.toLowerCase())),
  );
  if (!found) throw new Error(`No demonstration account is a ${role}${area ? ` of ${area}` : ""}.`);
  return found;
}

export const coordinator = (area?: string): Account => someone("coordinator", area);
export const systemAdministrator = (): Account => someone("system_administrator");
export const auditor = (): Account => someone("auditor");

/** Signs in by typing, as a person does, and waits until the sign-in page is left. */
export async function signIn(page: Page, account: Account): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).fill(account.email);
  await page.getByLabel(/^password/i).fill(account.password);
  await page.getByRole("button", { name: /sign in|continue/i }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** Signs in as the sign-in page does, for journeys that are about something else. */
export async function signInQuietly(request: APIRequestContext, account: Account): Promise<void> {
  const response = await request.post("/api/v1/sessions", {
    headers: clientHeaders,
    data: { email: account.email, password: account.password },
  });
  expect(response.status(), `${account.email} signs in`).toBe(201);
}
