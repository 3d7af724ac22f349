import { expect, type Page, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { type Account, coordinator, signInQuietly, someone } from "../support/personas";
import { acceptQuietly, sendOne } from "../support/staff";

/** A browser of its own for each person. */
async function enter(page: Page, account: Account, address: string): Promise<void> {
  watch(page);
  await signInQuietly(page.request, account);
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

const find = async (page: Page, text: string) => {
  await page.goto("/cases");
  await page.getByRole("textbox", { name: "Find a case" }).fill(text);
  await page.getByRole("button", { name: "Search" }).click();
};

test("a manager restricts a case, a coordinator opens it in an emergency, and the manager reviews that", async ({
  page: managers,
  browser,
}) => {
  const sent = await sendOne(managers.request);
  const manager = someone("manager", "KENT");
  await enter(managers, manager, "/home");
  const made = await acceptQuietly(managers.request, sent.id);

  await managers.goto(`/cases/${made.id}?tab=restriction`);
  await expect(managers.getByText("This case is not restricted.")).toBeVisible();
  await look(managers, "case-who-may-see-it");
  await managers.getByRole("button", { name: "Restrict this case" }).click();
  await managers.getByRole("button", { name: "Restrict this case" }).click();
  await expect(managers.getByRole("alert")).toContainText("Say in a few words why");
  await look(managers, "case-restrict-error");
  await managers.getByLabel("Why is it restricted?").fill("The child of a member of staff");
  await managers.getByRole("button", { name: "Restrict this case" }).click();
  await expect(managers.getByText("The case is restricted.")).toBeVisible();
  await expect(managers.getByRole("heading", { name: "People with access" })).toBeVisible();
  await look(managers, "case-restricted");

  const context = await browser.newContext();
  const page = await context.newPage();
  await enter(page, coordinator("KENT"), "/home");
  await find(page, sent.surname);
  await expect(page.getByRole("heading", { name: "No case found" })).toBeFocused();
  expect((await page.request.get(`/api/v1/cases/${made.id}`)).status()).toBe(404);
  await look(page, "cases-none-found");
  await page.getByRole("link", { name: "open it in an emergency" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Open a restricted case in an emergency" })).toBeFocused();
  await look(page, "emergency");
  const open = page.getByRole("button", { name: "Open the case for 60 minutes" });
  await open.click();
  await expect(page.getByRole("alert")).toContainText("Choose why it cannot wait");
  await look(page, "emergency-errors");
  await page.getByLabel("Case reference").fill("KENT/2026/9998");
  await page.getByRole("radio", { name: "To keep a living child safe" }).check();
  await page.getByLabel("Explain what has happened").fill("Social care asks about a brother who lives there.");
  await open.click();
  await expect(page.getByRole("alert")).toContainText("Nothing can be opened under that reference.");
  await page.getByLabel("Case reference").fill(made.reference);
  await open.click();

  const banner = page.getByRole("region", { name: "Open in an emergency" });
  await expect(banner).toContainText("You can read this restricted case until");
  await expect(banner).toContainText("About 60 minutes left");
  await expect(page).toHaveURL(new RegExp(`/cases/${made.id}$`));
  await look(page, "case-in-an-emergency");
  await page.getByRole("tab", { name: "Who may see it" }).click();
  await expect(page.getByRole("heading", { name: "People with access" })).toBeVisible();
  await expect(page.getByRole("button", { name: /restrict|access|interest/i })).toHaveCount(0);
  await look(page, "case-in-an-emergency-who-may-see-it");
  const refused = await page.request.post(`/api/v1/cases/${made.id}/interests`, {
    headers: { "X-OpenCDR-Client": "web" },
    data: { reason: "The family lives next door" },
  });
  expect(refused.status()).toBe(403);
  await context.close();

  await managers.goto("/home");
  await managers.getByRole("link", { name: /opening in an emergency waits|openings in an emergency wait/ }).click();
  await expect(managers.getByRole("heading", { level: 1, name: "Opened in an emergency" })).toBeVisible();
  const card = managers.locator(".nhsuk-card").filter({ hasText: made.reference });
  await expect(card).toContainText("Social care asks about a brother who lives there.");
  await look(managers, "emergency-reviews");
  await card.getByRole("button", { name: /^Review/ }).click();
  await card.getByRole("button", { name: "Save the review" }).click();
  await expect(card.getByRole("alert")).toContainText("Choose what you found");
  await look(managers, "emergency-review-errors");
  await card.getByRole("radio", { name: "It was justified" }).check();
  await card.getByLabel("What did you find?").fill("The call of social care is on record");
  await card.getByRole("button", { name: "Save the review" }).click();
  await expect(managers.getByText("Your review is saved.")).toBeVisible();
  await managers.getByRole("tab", { name: "Reviewed" }).click();
  await expect(card).toContainText("It was justified");
  await look(managers, "emergency-reviewed");
});

test("somebody who declares an interest no longer finds the case, and is thanked", async ({ page }) => {
  const sent = await sendOne(page.request);
  await enter(page, coordinator("KENT"), "/home");
  const made = await acceptQuietly(page.request, sent.id);
  await page.goto(`/cases/${made.id}?tab=restriction`);
  await page.getByRole("button", { name: "I have an interest in this case" }).click();
  await page.getByLabel("What is your interest?").fill("The family lives next door");
  await look(page, "case-interest");
  await page.getByRole("button", { name: "Declare my interest and hide the case from me" }).click();
  await expect(page.getByText("Thank you for saying so. This case is now hidden from you")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Cases" })).toBeVisible();
  await look(page, "case-interest-declared");
  await find(page, sent.surname);
  await expect(page.getByRole("heading", { name: "No case found" })).toBeVisible();
});
