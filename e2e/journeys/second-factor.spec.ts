import { expect, type Page, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { signIn, someone } from "../support/personas";
import { codeOf, stepOf } from "../support/totp";

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

// No other journey uses this account: from here on it needs more than its password.
test("a second factor is set up, then used to sign in, then a recovery code is", async ({ page }) => {
  watch(page);
  const me = someone("designated_doctor", "BLUT");
  await signIn(page, me);
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "Where you are signed in" })).toBeVisible();
  await look(page, "account");
  await page.getByRole("button", { name: "Set up your second factor" }).click();
  await expect(page.getByRole("img", { name: /^QR code for your authenticator app/ })).toBeVisible();
  await look(page, "account-enrolment");
  await page.getByLabel("6-digit code").fill("12 34");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter the 6 numbers your app shows");

  const secret = await page.locator(".oc-secret").innerText();
  const used = stepOf(Date.now());
  await page.getByLabel("6-digit code").fill(codeOf(secret, used));
  await page.getByRole("button", { name: "Confirm" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  await look(page, "account-recovery-codes");
  const recovery = (await codes.first().innerText()).trim();
  await page.getByRole("button", { name: "I have kept my codes" }).click();
  await expect(page.getByText("You have 10 recovery codes left.")).toBeVisible();
  await signOut(page);

  await signInToCode(page, me);
  await look(page, "second-factor");
  await page.getByLabel("6-digit code").fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert")).toContainText("That code did not work");
  await look(page, "second-factor-refused");
  // A code is good for one use, so this is the next one: the server allows for clocks half a minute apart.
  await page.getByLabel("6-digit code").fill(codeOf(secret, used + 1));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await signOut(page);

  await signInToCode(page, me);
  await page.getByRole("button", { name: "Use a recovery code instead" }).click();
  await expect(page.getByLabel("Recovery code")).toBeFocused();
  await page.getByLabel("Recovery code").fill(recovery);
  await look(page, "second-factor-recovery");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await page.goto("/account");
  await expect(page.getByText("You have 9 recovery codes left.")).toBeVisible();
  await page.getByRole("button", { name: "Make new recovery codes" }).click();
  await look(page, "account-new-recovery-codes");
});

async function signInToCode(page: Page, me: { email: string; password: string }): Promise<void> {
  await page.getByLabel("E-mail address").fill(me.email);
  await page.getByLabel("Password", { exact: true }).fill(me.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Enter your code" })).toBeVisible();
}
