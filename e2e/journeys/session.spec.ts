import { expect, test } from "@playwright/test";
import { look, visit, watch } from "../support/a11y";
import { signIn, signInQuietly, someone } from "../support/personas";
import { accept, decide, endSession, sendOne } from "../support/staff";

test("a session that ended asks to sign in on top of the page, and keeps what was typed", async ({ page }) => {
  watch(page);
  const me = someone("manager", "KENT");
  const sent = await sendOne(page.request);
  await signIn(page, me);
  await page.goto(`/inbox/${sent.id}`);
  await decide(page, "Reject");
  const note = page.getByLabel("Explain it to your colleagues");
  await note.fill("Half a sentence that must not be lost");
  await endSession(page.request);
  await decide(page, "Accept as a new case");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Accept as a new case" }).click();

  const dialog = page.getByRole("dialog", { name: "Sign in to carry on" });
  await expect(dialog).toContainText("What you typed is still here.");
  await expect(dialog).toContainText(me.name);
  await look(page, "session-ended");
  await dialog.getByLabel("Password", { exact: true }).fill("not the password");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog.getByRole("alert")).toContainText("We could not sign you in");
  await dialog.getByLabel("Password", { exact: true }).fill(me.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();

  await decide(page, "Reject");
  await expect(note).toHaveValue("Half a sentence that must not be lost");
  await accept(page);
  await expect(page.getByRole("heading", { level: 1, name: /^Case KENT/ })).toBeVisible();
});

test("a session about to end warns, and can be kept", async ({ page }) => {
  watch(page);
  const me = someone("chair", "KENT");
  await page.clock.install();
  await signInQuietly(page.request, me);
  await page.goto("/account");
  await page.getByRole("button", { name: "Change your password" }).click();
  const typed = page.getByLabel("Current password", { exact: true });
  await typed.fill("something typed");
  await page.clock.fastForward("13:30");
  const dialog = page.getByRole("dialog", { name: "You are about to be signed out" });
  await expect(dialog).toBeVisible();
  await look(page, "session-warning");
  const extended = page.waitForResponse((response) => response.url().endsWith("/sessions/current/extension"));
  await dialog.getByRole("button", { name: "Stay signed in" }).click();
  expect((await extended).status()).toBe(200);
  await expect(dialog).toBeHidden();
  await expect(typed).toHaveValue("something typed");
});

test("a page for people with an account leads to sign-in and back", async ({ page }) => {
  watch(page);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter your e-mail address");
  await expect(page).toHaveTitle(/^Error: Sign in/);
  await look(page, "sign-in-error");
  const me = someone("chair", "BLUT");
  await page.getByLabel("E-mail address").fill(me.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("We could not sign you in.");
  await look(page, "sign-in-refused");
  await page.getByLabel("Password", { exact: true }).fill(me.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/account$/);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await visit(page, "/", "start-after-signing-out");
});
