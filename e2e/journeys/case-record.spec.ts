import { expect, type Page, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { daysAgo } from "../support/dates";
import { coordinator, signInQuietly } from "../support/personas";
import { acceptQuietly, sendOne } from "../support/staff";

const panel = (page: Page) => page.getByRole("tabpanel");
const open = (page: Page, tab: string) => page.getByRole("tab", { name: tab, exact: true }).click();

/** Types a day into the three boxes of a date. */
async function fillDay(page: Page, label: string, day: string): Promise<void> {
  const [year = "", month = "", date = ""] = day.split("-");
  const boxes = page.getByRole("group", { name: label });
  if (date) await boxes.getByLabel("Day").fill(String(Number(date)));
  if (month) await boxes.getByLabel("Month").fill(String(Number(month)));
  await boxes.getByLabel("Year").fill(year);
}

test("a coordinator keeps the record of a case, and reads it in one order", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const made = await acceptQuietly(page.request, (await sendOne(page.request)).id);
  await page.goto(`/cases/${made.id}`);

  await open(page, "Other reviews");
  await expect(panel(page)).toContainText("Nothing is written down here yet.");
  await look(page, "record-reviews-empty");
  await page.getByRole("button", { name: "Add a review or investigation" }).click();
  await expect(page.getByRole("heading", { name: "Add another review or investigation" })).toBeFocused();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose what kind of review or investigation it is");
  await look(page, "record-review-errors");
  await page.getByLabel("What is it?").selectOption({ label: "Inquest" });
  await expect(page.getByLabel("The panel waits for it")).toBeChecked();
  await page.getByLabel("Who leads it? (optional)").fill("Coroner for Kent");
  await page.getByRole("radio", { name: "Under way" }).check();
  await fillDay(page, "Day it began (optional)", daysAgo(0));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("It has been added.")).toBeVisible();
  await expect(panel(page)).toContainText("The panel waits for: inquest");
  await look(page, "record-reviews");
  await open(page, "Overview");
  await expect(panel(page)).toContainText("The panel waits for: inquest");
  await look(page, "record-overview");

  await open(page, "Family contact");
  await look(page, "record-family-empty");
  await page.getByRole("button", { name: "Write down a question" }).click();
  await page.getByLabel("What they asked").fill("Was somebody with him at the end?");
  await page.getByLabel("Who asked (optional)").fill("His mother");
  await fillDay(page, "Day they asked", daysAgo(2));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(panel(page)).toContainText("Waiting for an answer");
  await page.getByRole("button", { name: /^Answer Was somebody/ }).click();
  await page.getByRole("radio", { name: "Answered" }).check();
  await page.getByLabel("The answer").fill("Yes. Two nurses were with him, and held his hand.");
  await fillDay(page, "Day the family was told (optional)", daysAgo(0));
  await look(page, "record-question");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The question has been changed.")).toBeVisible();
  await expect(panel(page)).toContainText("Answered");
  await page.getByText(/^Changed .* by /).click();
  await expect(panel(page)).toContainText("Where does the question stand?: Answered (before: Waiting for an answer)");
  await look(page, "record-family");
  await page.getByRole("button", { name: "Write down key worker and wishes" }).click();
  await page.getByLabel("Key worker (optional)").fill("Ola Finch");
  await page.getByLabel("The family asked not to be contacted").check();
  await look(page, "record-arrangements");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: /Before you write or call/ })).toBeVisible();

  await open(page, "Family and household");
  await page.getByRole("button", { name: "Add somebody" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Billie Invented");
  await page.getByRole("checkbox", { name: "Brother or sister" }).check();
  await page.getByRole("radio", { name: "Alive" }).check();
  await look(page, "record-person");
  await page.getByRole("button", { name: "Save" }).click();
  for (const home of ["His mother’s home", "His father’s home"]) {
    await page.getByRole("button", { name: "Add a household" }).click();
    await page.getByLabel("What is it called?").fill(home);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { name: home })).toBeVisible();
  }
  await page.getByRole("button", { name: "Add who lives there His father’s home" }).click();
  await page.getByLabel("Who lives or lived there?").selectOption({ label: "Billie Invented" });
  await fillDay(page, "Since when (optional)", "2024");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(panel(page)).toContainText("Since 2024");
  await look(page, "record-household");

  await open(page, "Chronology");
  await page.getByRole("button", { name: "Add to the chronology" }).click();
  await fillDay(page, "When was it?", "2024-03");
  await page.getByLabel("It is only about then").check();
  await page.getByLabel("What happened").fill("The family moved to Kent.");
  await page.getByLabel("Who says so?").selectOption({ label: "An agency" });
  await page.getByLabel("Which one? (optional)").fill("Health visiting");
  await page.getByRole("radio", { name: "Important" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "about March 2024" })).toBeVisible();
  await expect(panel(page)).toContainText("Inquest began");
  const told = await panel(page).getByRole("listitem").allInnerTexts();
  const at = (text: string) => told.findIndex((one) => one.includes(text));
  expect(at("The family moved to Kent.")).toBeLessThan(at("The child died"));
  expect(at("The child died")).toBeLessThan(at("Inquest began"));
  await look(page, "record-chronology");
  await page.getByLabel("Show what comes from").selectOption({ label: "An agency" });
  await expect(page.getByRole("status").filter({ hasText: "Showing 1 of" })).toBeVisible();

  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(page.getByText(/^Confidential\. Printed by/)).toBeVisible();
  await expect(page.getByRole("tab", { name: "Chronology" })).toBeHidden();
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
});

test("twins are linked from one side and seen from both; notes say that they are apart", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const one = await acceptQuietly(page.request, (await sendOne(page.request)).id);
  const other = await acceptQuietly(page.request, (await sendOne(page.request)).id);
  await page.goto(`/cases/${one.id}`);
  await page.getByRole("button", { name: "Link another case" }).click();
  await page.getByRole("radio", { name: "Multiple birth" }).check();
  await page.getByRole("button", { name: "Link the cases" }).click();
  await expect(page.getByRole("alert")).toContainText("Find and choose the other case");
  await look(page, "record-link-error");
  await page.getByLabel("Find the case").fill(other.reference);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("radio", { name: new RegExp(other.reference) }).check();
  await page.getByRole("button", { name: "Link the cases" }).click();
  await page.getByRole("link", { name: new RegExp(`^${other.reference}`) }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Case ${other.reference}` })).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`^${one.reference}`) })).toBeVisible();
  await look(page, "record-links");
  await page.getByRole("button", { name: `End the link ${one.reference}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End the link" }).click();
  await expect(panel(page)).toContainText("No linked case that you may see.");

  await open(page, "Notes");
  await expect(panel(page)).toContainText("they go into no pack, no print and no export");
  await page.getByRole("button", { name: "Write a note" }).click();
  await page.getByLabel("Note", { exact: true }).fill("Ring the ward on Monday.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(panel(page)).toContainText("Ring the ward on Monday.");
  await look(page, "record-notes");
  await open(page, "Professionals");
  await look(page, "record-professionals");
});
