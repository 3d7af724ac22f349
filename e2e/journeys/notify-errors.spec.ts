import { expect, type Page, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { fewestAnswers } from "../support/answers";
import { daysAgo } from "../support/dates";
import { answerPage, goOn } from "../support/form";
import { begin, walk } from "../support/notifying";

/** Presses "Continue" and expects to be told, at the top and by the field, with focus on the summary. */
async function refused(page: Page, message: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary.getByRole("link", { name: message })).toBeVisible();
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.locator(".nhsuk-error-message", { hasText: message }).first()).toBeVisible();
}

test("what cannot be right is named kindly, at the top and by the field", async ({ page }) => {
  watch(page);
  const answers = fewestAnswers();
  const form = await begin(page);

  await refused(page, "Choose where the child usually lived");
  await look(page, "notify-error-nothing-chosen");
  await page.getByRole("link", { name: "Choose where the child usually lived" }).click();
  await expect(page.getByRole("radio").first()).toBeFocused();
  await answerPage(page, form, { residence: "england", postcode: "NOT A POSTCODE" });
  await refused(page, /postcode/i);
  await answerPage(page, form, { postcode: answers.postcode });
  await expect(page.locator(".nhsuk-error-message")).toHaveCount(0);
  await goOn(page);
  await goOn(page);

  await refused(page, /surname/i);
  await page.locator(".nhsuk-error-summary").getByRole("link", { name: /surname/i }).click();
  await expect(page.getByRole("textbox", { name: "Surname" })).toBeFocused();
  await answerPage(page, form, answers);
  await goOn(page);

  await answerPage(page, form, { nhs_number: "999 000 0001" });
  await refused(page, /NHS number/);
  await look(page, "notify-error-nhs-number");
  await answerPage(page, form, answers);
  await goOn(page);

  await answerPage(page, form, { date_of_birth: `${daysAgo(4000).slice(0, 4)}-02-31` });
  await refused(page, /real date|not a date|date/i);
  await look(page, "notify-error-date");
  await answerPage(page, form, answers);
  await goOn(page);

  await answerPage(page, form, { date_of_death: daysAgo(-2) });
  await refused(page, "Date of death must be today or in the past");
  await look(page, "notify-error-future");
  await answerPage(page, form, { date_of_death: daysAgo(4000) });
  await refused(page, /birth/);
  await answerPage(page, form, answers);
  await goOn(page);

  await walk(page, form, answers, { until: "professionals", looks: () => false });
  await refused(page, /professional|service|agency/i);
  await look(page, "notify-error-no-professional");
});

test("sending too early leads to what is missing", async ({ page }) => {
  watch(page);
  const form = await begin(page);
  await walk(page, form, fewestAnswers(), { until: "date-of-death", looks: () => false });
  await page.goto("/notify/more");
  await expect(page.getByRole("heading", { level: 1, name: "Add more if you know it" })).toBeVisible();
  await look(page, "notify-more-missing");
  await page.goto("/notify/check");
  await page.getByRole("button", { name: "Send notification" }).click();
  await expect(page.locator(".nhsuk-error-summary")).toBeFocused();
  await look(page, "notify-check-errors");
  await page.locator(".nhsuk-error-summary").getByRole("link", { name: "Enter the date of death" }).click();
  await expect(page).toHaveURL(/\/notify\/date-of-death\?from=check$/);
});
