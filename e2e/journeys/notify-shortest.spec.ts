import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { look, visit, watch } from "../support/a11y";
import { fewestAnswers } from "../support/answers";
import { publishedForm } from "../support/form";
import { walk } from "../support/notifying";
import { folder } from "../support/places";

const atMost = 25;

test("the shortest way from the start page to the receipt", async ({ page }) => {
  watch(page);
  const answers = fewestAnswers();
  const form = await publishedForm(page.request);

  await visit(page, "/", "start");
  await expect(page.getByRole("region", { name: "Demonstration" })).toContainText("Every child and person here is invented.");
  await expect(page).toHaveTitle("Notify the death of a child – OpenCDR");
  await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
  await page.getByRole("link", { name: "Start now" }).click();
  await expect(page).toHaveURL(/\/notify\/residence$/);
  const shown = await walk(page, form, answers);

  await expect(page.getByRole("heading", { level: 1, name: "You have told us enough" })).toBeVisible();
  await look(page, "notify-more-enough");
  await page.getByRole("link", { name: "Check your answers and send" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your answers before you send them");
  await expect(page.getByText("Kent and Medway").first()).toBeVisible();
  await look(page, "notify-check-shortest");

  await page.getByRole("button", { name: "Send notification" }).click();
  await expect(page).toHaveURL(/\/notify\/receipt$/);
  await expect(page.getByText(/^N-[0-9A-Z]{4}-[0-9A-Z]{4}$/)).toBeVisible();
  await expect(page.getByText(String(answers.surname)).first()).toBeVisible();
  await look(page, "notify-receipt");

  const questions = new Set(shown).size;
  const results = join(folder, "test-results");
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, "shortest.json"), `${JSON.stringify({ questions })}\n`);
  expect(questions, `questions on the shortest way: ${shown.join(", ")}`).toBeLessThanOrEqual(atMost);

  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download a copy (PDF)" }).click();
  const document = readFileSync(await (await arriving).path());
  expect(document.subarray(0, 4).toString("latin1")).toBe("%PDF");
  expect(document.length).toBeGreaterThan(5 * 1024);

  await page.reload();
  await expect(page.getByRole("heading", { name: "What you sent" })).toBeVisible();

  // On a shared computer nothing is left for the next person.
  await page.getByRole("button", { name: "Finish and clear this screen" }).click();
  await expect(page.getByText("Your screen is clear.")).toBeVisible();
  await look(page, "start-after-finishing");
  await page.goto("/notify/receipt");
  await expect(page.getByRole("heading", { level: 1, name: "There is no receipt to show" })).toBeVisible();
});
