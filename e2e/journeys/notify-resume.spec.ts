import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { look, visit, watch } from "../support/a11y";
import { fewestAnswers } from "../support/answers";
import { answerPage, type Form, goOn } from "../support/form";
import { beginDraft, savesItself, surnameBox } from "../support/notifying";

interface Keys {
  reference: string;
  code: string;
}

/** What the page tells the person to write down. */
async function keysOf(page: Page): Promise<Keys> {
  const value = (label: string) => page.locator("dl > div", { hasText: label }).locator("dd").innerText();
  return { reference: await value("Reference"), code: await value("Code") };
}

async function resume(page: Page, { reference, code }: Keys): Promise<void> {
  await page.getByRole("textbox", { name: "Reference" }).fill(reference);
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Another device: nothing is shared with the first. */
async function otherDevice(of: Page): Promise<{ context: BrowserContext; page: Page }> {
  const browser = of.context().browser();
  if (!browser) throw new Error("The page has no browser.");
  const context = await browser.newContext();
  const page = await context.newPage();
  watch(page);
  return { context, page };
}

test("a notification is continued on a second device, and the first is told", async ({ page }) => {
  watch(page);
  const answers = fewestAnswers();
  const form: Form = await beginDraft(page, answers);
  await page.getByRole("link", { name: "Save and come back later" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your answers are saved" })).toBeVisible();
  await look(page, "notify-saved");
  const keys = await keysOf(page);
  expect(keys.reference).toMatch(/^D-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await page.getByRole("link", { name: "Continue now" }).click();
  await expect(surnameBox(page)).toBeVisible();

  const { context, page: second } = await otherDevice(page);
  await visit(second, "/notify/resume", "notify-resume");
  await resume(second, { ...keys, code: "ABCD-2345" });
  const refusal = "No saved notification has this reference and code. Check both";
  await expect(second.getByRole("alert")).toContainText(refusal);
  await expect(second).toHaveTitle(/^Error: Continue a saved notification/);
  await look(second, "notify-resume-refused");
  // In lower case and without the dashes, as people type from a note.
  await resume(second, { reference: ` ${keys.reference.toLowerCase()} `, code: keys.code.replace("-", "") });
  await expect(second).toHaveURL(/\/notify\/child-name$/);
  await second.getByRole("link", { name: "Back", exact: true }).click();
  await expect(second.getByRole("textbox", { name: "Home postcode" })).toHaveValue("ME4 4UF");
  await goOn(second);
  await goOn(second);
  await answerPage(second, form, { forenames: "Robin", surname: answers.surname });
  await goOn(second);

  // The first device has typed something else in the meantime.
  await surnameBox(page).fill("Olderleaf");
  await page.getByRole("textbox", { name: "First and middle names" }).fill("Robyn");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText(/^These answers were changed on another page or device/)).toBeVisible();
  await expect(surnameBox(page)).toHaveValue("Olderleaf");
  await look(page, "notify-stale");
  await goOn(page);

  await second.goto("/notify/child-name");
  await expect(surnameBox(second)).toHaveValue("Olderleaf");
  await expect(second.getByRole("textbox", { name: "First and middle names" })).toHaveValue("Robyn");

  await visit(second, "/notify", "notify-continue-or-new");
  await second.getByRole("button", { name: "Continue" }).click();
  await expect(second.getByRole("alert")).toContainText("Choose whether to continue, start again or delete it");
  await second.getByRole("radio", { name: "Continue the saved notification" }).check();
  await goOn(second);
  await expect(second).toHaveURL(/\/notify\/nhs-number$/);
  await context.close();
});

test("nothing typed is lost by a reload or a lost connection", async ({ page, context }) => {
  watch(page);
  const answers = fewestAnswers();
  const form = await beginDraft(page, answers);
  await answerPage(page, form, answers);
  await goOn(page);
  await page.reload();
  await expect(page).toHaveURL(/\/notify\/nhs-number$/);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(surnameBox(page)).toHaveValue(String(answers.surname));

  await context.setOffline(true);
  await surnameBox(page).fill("Offlineham");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("We could not save your answers")).toBeVisible();
  await expect(surnameBox(page)).toHaveValue("Offlineham");
  await look(page, "notify-connection-lost");
  await context.setOffline(false);
  await expect(page.getByText("We could not save your answers")).toBeHidden();
  await expect(page.getByText(/^Saved at \d/)).toBeVisible();
  await goOn(page);
  await page.goto("/notify/child-name");
  await expect(surnameBox(page)).toHaveValue("Offlineham");
});

test("people and services being added are there again after a reload", async ({ page }) => {
  watch(page);
  await beginDraft(page);
  const nameBox = page.getByRole("textbox", { name: "Full name" });
  await page.goto("/notify/carers");
  await page.getByRole("button", { name: "Add a parent or carer" }).click();
  await nameBox.fill("Ann Invented");
  await savesItself(page, "carers", "name", ["Ann Invented"]);
  await page.reload();
  await expect(nameBox).toHaveValue("Ann Invented");
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Ann Invented" })).toBeVisible();

  // "Cancel" gives up what was typed, here and on the server.
  await page.getByRole("button", { name: "Add another parent or carer" }).click();
  await nameBox.fill("Nobody Invented");
  await savesItself(page, "carers", "name", ["Ann Invented", "Nobody Invented"]);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "Ann Invented" })).toBeVisible();
  await expect(page.getByText("Nobody Invented")).toHaveCount(0);
  await savesItself(page, "carers", "name", ["Ann Invented"]);

  await page.goto("/notify/professionals");
  const suggested = page.getByRole("group", { name: "Which of these knew the child?" });
  const box = (name: string) => suggested.getByRole("checkbox", { name, exact: true });
  const socialCare = box("Children’s social care");
  await box("GP").check();
  await expect(box("GP")).toBeFocused();
  await savesItself(page, "professionals", "agency", ["gp"]);
  await page.reload();
  await expect(box("GP")).toBeChecked();
  await socialCare.check();
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(suggested).toHaveCount(0);
  await page.goBack();
  await expect(socialCare).toBeChecked();
  await box("GP").uncheck();
  await expect(page.getByRole("heading", { name: "GP", exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Save and come back later" }).click();
  await savesItself(page, "professionals", "agency", ["childrens_social_care"]);
  await page.goto("/notify/professionals");
  await expect(socialCare).toBeChecked();
  await expect(box("GP")).not.toBeChecked();
});

test("a saved notification can be deleted, and is gone", async ({ page }) => {
  watch(page);
  await beginDraft(page);
  await page.getByRole("link", { name: "Save and come back later" }).click();
  const keys = await keysOf(page);
  await page.getByRole("button", { name: "Delete this saved notification" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete this saved notification?" });
  await expect(dialog.getByRole("heading")).toBeFocused();
  await expect(dialog).toContainText(keys.reference);
  await look(page, "notify-delete-confirm");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("button", { name: "Delete this saved notification" })).toBeFocused();

  await page.goto("/notify");
  await page.getByRole("radio", { name: "Delete the saved notification" }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await dialog.getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByText("Your saved notification has been deleted.")).toBeVisible();
  await look(page, "start-after-deleting");

  await page.goto("/notify/saved");
  await expect(page).toHaveURL(/\/notify\/residence$/);
  await page.goto("/notify/resume");
  await resume(page, keys);
  await expect(page.getByRole("alert")).toContainText("No saved notification has this reference and code.");
});
