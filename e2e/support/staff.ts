import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import { type Answers, fewestAnswers } from "./answers";
import { clientHeaders, notify, type Received } from "./api";

/** A notification that has just been sent, and the child it is about. */
export interface Sent extends Received {
  surname: string;
  answers: Answers;
}

/** Sends a notification as another system would, about a child no other journey knows. */
export async function sendOne(request: APIRequestContext, more: Answers = {}): Promise<Sent> {
  const answers = fewestAnswers(more);
  return { ...(await notify(request, answers)), surname: String(answers.surname), answers };
}

/** Accepts a notification through the API, signed in, and tells the case it became. */
export async function acceptQuietly(request: APIRequestContext, id: string): Promise<{ id: string; reference: string }> {
  const response = await request.post(`/api/v1/notifications/${id}/acceptance`, {
    headers: { ...clientHeaders, "Idempotency-Key": randomUUID() },
    data: {},
  });
  expect(response.status()).toBe(201);
  return ((await response.json()) as { case: { id: string; reference: string } }).case;
}

/** The link to a notification or case in a list, loading more of the list until it is there. */
export async function inList(page: Page, name: string): Promise<Locator> {
  const link = page.getByRole("link", { name });
  const more = page.getByRole("button", { name: "Load more" });
  await expect(page.getByRole("table")).toBeVisible();
  for (let round = 0; round < 20 && (await link.count()) === 0 && (await more.isVisible()); round += 1) {
    const rows = await page.getByRole("row").count();
    await more.click();
    await expect.poll(() => page.getByRole("row").count()).toBeGreaterThan(rows);
  }
  return link;
}

/** Chooses what should happen with the notification that is open, up to the question whether one is sure. */
export async function decide(page: Page, what: string): Promise<void> {
  await page.getByRole("radio", { name: what }).check();
}

/** Answers the question whether one is sure. */
export async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
}

export const accept = async (page: Page): Promise<void> => {
  await decide(page, "Accept as a new case");
  await confirm(page, "Accept as a new case");
};

/** Ends the session on the server, as another device of the same person may. The page is not told. */
export async function endSession(request: APIRequestContext): Promise<void> {
  const sessions = (await (await request.get("/api/v1/sessions")).json()) as {
    items: { id: string; current: boolean }[];
  };
  const current = sessions.items.find((session) => session.current);
  const response = await request.delete(`/api/v1/sessions/${current?.id}`, { headers: clientHeaders });
  expect(response.status()).toBe(204);
}
