import { expect, test } from "@playwright/test";
import { look, visit, watch } from "../support/a11y";
import { auditor, coordinator, signInQuietly, someone, systemAdministrator } from "../support/personas";
import { acceptQuietly, sendOne } from "../support/staff";

test("a system administrator sees accounts and nothing about children", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, systemAdministrator());
  await visit(page, "/home", "home-administrator");
  const menu = page.getByRole("navigation", { name: "Menu" });
  await expect(menu.getByRole("link")).toHaveText(["Home", "Users"]);
  await menu.getByRole("link", { name: "Users" }).click();
  await expect(page.getByRole("cell", { name: /Helen Marsh/ })).toBeVisible();
  await look(page, "users");
  for (const [address, name] of [["/cases", "forbidden-cases"], ["/inbox", "forbidden-inbox"]] as const) {
    await page.goto(address);
    await expect(page.getByText("Your account is not allowed to do this.").first()).toBeVisible();
    await look(page, name);
  }
  const refused = await page.request.get("/api/v1/cases");
  expect(refused.status()).toBe(403);
});

test("an auditor sees who did what, and no case", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, auditor());
  await visit(page, "/home", "home-auditor");
  await page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Audit" }).click();
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await look(page, "audit");
  const rows = await page.getByRole("row").count();
  const more = page.getByRole("button", { name: "Load more" });
  if (await more.isVisible()) {
    await more.click();
    await expect.poll(() => page.getByRole("row").count()).toBeGreaterThan(rows);
  }
  expect((await page.request.get("/api/v1/cases")).status()).toBe(403);
});

test("people whose work has not reached them yet are told so honestly", async ({ page, browser }) => {
  watch(page);
  await signInQuietly(page.request, someone("panel_member", "KENT"));
  await visit(page, "/home", "home-panel-member");
  await expect(page.getByText("No meeting papers have been shared with you in OpenCDR.")).toBeVisible();
  const context = await browser.newContext();
  const other = await context.newPage();
  await signInQuietly(other.request, someone("national_analyst"));
  await visit(other, "/home", "home-national-analyst");
  await expect(other.getByText("No data have been shared with you in OpenCDR.")).toBeVisible();
  await context.close();
});

test("a case of another area is not there", async ({ page, playwright }) => {
  watch(page);
  const kent = await playwright.request.newContext({ baseURL: process.env.BASE_URL ?? "" });
  await signInQuietly(kent, coordinator("KENT"));
  const sent = await sendOne(kent);
  const made = await acceptQuietly(kent, sent.id);
  expect((await kent.get(`/api/v1/cases/${made.id}`)).status()).toBe(200);
  await kent.dispose();

  await signInQuietly(page.request, coordinator("BLUT"));
  for (const [address, name] of [
    [`/cases/${made.id}`, "case-of-another-area"],
    [`/inbox/${sent.id}`, "notification-of-another-area"],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
    await expect(page.getByText(sent.surname)).toHaveCount(0);
    await look(page, name);
  }
});
