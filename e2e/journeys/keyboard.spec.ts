import { expect, type Locator, type Page, test } from "@playwright/test";
import { watch } from "../support/a11y";
import { someone } from "../support/personas";
import { sendOne } from "../support/staff";

/** Presses Tab until a thing has focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 200; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab never comes to it.");
}

async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

test("from sign-in to an accepted case without a mouse", async ({ page }) => {
  watch(page);
  const me = someone("manager", "BLUT");
  const sent = await sendOne(page.request, { postcode: "MK41 1GR" });

  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to main content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await tabTo(page, page.getByLabel("E-mail address"));
  await page.keyboard.type(me.email);
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await page.keyboard.type(me.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeFocused();

  await press(page, page.getByRole("link", { name: /notifications? (is|are) waiting/ }));
  await expect(page.getByRole("heading", { level: 1, name: "Notifications" })).toBeFocused();
  const child = page.getByRole("link", { name: `Robin ${sent.surname}` });
  const more = page.getByRole("button", { name: "Load more" });
  await expect(child.or(more).first()).toBeVisible();
  if ((await child.count()) === 0) await press(page, more);
  await press(page, child);
  await expect(page.getByRole("heading", { level: 1, name: `Notification ${sent.reference}` })).toBeFocused();

  await press(page, page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "Decide" }));
  await expect(page.getByRole("heading", { level: 2, name: "Decide" })).toBeFocused();
  await press(page, page.getByRole("radio", { name: "Accept as a new case" }), "Space");
  await press(page, page.getByRole("button", { name: "Continue" }));
  const dialog = page.getByRole("dialog", { name: "Accept as a new case?" });
  await expect(dialog.getByRole("heading")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Continue" })).toBeFocused();
  await page.keyboard.press("Enter");
  await press(page, dialog.getByRole("button", { name: "Accept as a new case" }));
  await expect(page.getByRole("heading", { level: 1, name: /^Case BLUT/ })).toBeFocused();

  await tabTo(page, page.getByRole("tab", { name: "Overview" }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Family and household" })).toBeFocused();
  await expect(page.getByRole("tabpanel", { name: "Family and household" })).toBeVisible();
});
