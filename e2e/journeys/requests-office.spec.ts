import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { answerQuietly, contributor } from "../support/asking";
import { coordinator, signInQuietly } from "../support/personas";
import { acceptQuietly, type Sent, sendOne } from "../support/staff";

const surgery = "Orchard Street Surgery";
const school = "Harbour Lane Primary School";

/** A case of a child of seven who died unexpectedly, on the page of its requests. */
async function onNewCase(page: Page): Promise<{ id: string; sent: Sent }> {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const sent = await sendOne(page.request);
  const made = await acceptQuietly(page.request, sent.id);
  await page.goto(`/cases/${made.id}?tab=requests`);
  await expect(page.getByText(/^Nobody has been asked yet/)).toBeVisible();
  return { id: made.id, sent };
}

/** Asks the surgery and the school for a report, and nobody else. */
async function askTwo(page: Page, looks = false): Promise<void> {
  await page.getByRole("link", { name: "Ask agencies" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ask agencies" })).toBeVisible();
  await expect(page.getByRole("group", { name: "Expected to answer" })).toBeVisible();
  if (looks) {
    await look(page, "ask-proposed");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("alert")).toContainText("name the organisation");
    await look(page, "ask-errors");
  }
  for (const box of await page.locator('input[id^="ask-expected"]').all()) {
    const label = await box.evaluate((input) => (input as HTMLInputElement).labels?.[0]?.textContent ?? "");
    if (!/^(?:GP|School, nursery or college)(?:: Report on .*)?$/.test(label.trim())) await box.uncheck();
  }
  await page.getByLabel("Organisation (GP)").fill(surgery);
  await page.getByLabel("Organisation (School, nursery or college)").fill(school);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Check 2 requests before you send them" })).toBeFocused();
  if (looks) await look(page, "ask-check");
  await page.getByRole("button", { name: "Send 2 requests" }).click();
  await expect(page.getByText("2 requests have been sent.")).toBeVisible();
}

test("a coordinator asks agencies in one go, invites somebody, changes the day and withdraws", async ({ page }) => {
  const { sent } = await onNewCase(page);
  await look(page, "requests-none");
  await askTwo(page, true);
  await expect(page.getByRole("table", { name: "Waiting for an answer (2)" })).toBeVisible();
  await look(page, "requests-waiting");
  expect(page.url().toLowerCase()).not.toContain(sent.surname.toLowerCase());

  await page.getByRole("link", { name: surgery }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(surgery) })).toBeFocused();
  await expect(page.getByRole("button", { name: "Change the day" })).toBeVisible();
  await look(page, "request-sent");

  await page.getByRole("button", { name: "Invite somebody" }).click();
  await look(page, "request-invite");
  await page.getByLabel("E-mail").fill("not an address");
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await expect(page.getByRole("alert")).toContainText("Give the e-mail address the link goes to");
  await page.getByLabel("Name").fill("Dr Asha Invented");
  await page.getByLabel("E-mail").fill("asha@surgery.example");
  await page.getByLabel("Telephone").fill("01634 960 001");
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await expect(page.getByText("by telephone, never by e-mail: 01634 960 001")).toBeVisible();
  await look(page, "request-code");
  await page.getByRole("button", { name: "I have told it" }).click();
  await page.getByRole("button", { name: "Revoke the invitation of Dr Asha Invented" }).click();
  await expect(page.getByText("The invitation of Dr Asha Invented no longer works.")).toBeVisible();
  await look(page, "request-revoked");

  await page.getByRole("button", { name: "Change the day" }).click();
  await page.getByLabel("Year").fill("2098");
  await look(page, "request-day");
  await page.getByRole("button", { name: "Save the day" }).click();
  await expect(page.getByText(/is asked to answer by .* 2098\./)).toBeVisible();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("button", { name: "Withdraw the request" }).click();
  await expect(page.getByRole("link", { name: "Say in a few words why you withdraw it" })).toBeVisible();
  await page.getByLabel("Why do you withdraw it?").fill("Sent to the wrong surgery");
  await look(page, "request-withdrawing");
  await page.getByRole("button", { name: "Withdraw the request" }).click();
  await expect(page.getByText("Why it was withdrawn: Sent to the wrong surgery")).toBeVisible();
  await look(page, "request-withdrawn");
});

test("answers are returned, accepted and collated, and what differs is decided with a reason", async ({ page, browser }) => {
  const { id, sent } = await onNewCase(page);
  await askTwo(page);
  const row = (name: string) => ({
    question: "services",
    row: randomUUID(),
    value: { service_agency: "health_visitor", service_summary: name },
  });
  await answerQuietly(browser, contributor(surgery), sent.surname, [
    { question: "barriers", value: "no" },
    { question: "good_practice", value: "The family was seen within a day." },
    row("Weekly visits"),
  ]);
  await answerQuietly(browser, contributor(school), sent.surname, [
    { question: "barriers", value: "yes" },
    { question: "good_practice", value: "The school nurse rang every week." },
    row("Visits each week"),
  ]);

  await page.reload();
  await expect(page.getByRole("table", { name: "To look at (2)" })).toBeVisible();
  await look(page, "requests-to-look-at");
  await page.getByRole("link", { name: surgery }).first().click();
  await expect(page.getByText("Services and care: 3 answered")).toBeVisible();
  await expect(page.getByText("The family was seen within a day.")).toBeVisible();
  await look(page, "request-submitted");
  await page.getByRole("button", { name: "Return questions" }).click();
  await page.getByRole("form", { name: "Return questions" }).locator("summary", { hasText: "Services and care" }).click();
  await page.getByRole("checkbox", { name: "What went well?" }).check();
  await look(page, "request-return");
  await page.getByRole("button", { name: "Return 1 question" }).click();
  await page.getByRole("link", { name: "Say what is unclear: What went well?" }).click();
  await page.getByLabel("What is unclear? What went well?").fill("On which day was that?");
  await page.getByRole("button", { name: "Return 1 question" }).click();
  await expect(page.getByText(`1 question returned to ${surgery}.`)).toBeVisible();
  await look(page, "request-returned");
  await page.getByRole("button", { name: "Accept the answers" }).click();
  await expect(page.getByText(`The answers of ${surgery} have been accepted.`)).toBeVisible();

  await page.goto(`/cases/${id}?tab=collated`);
  await expect(page.getByRole("heading", { name: /answers? differs?$/ })).toBeVisible();
  const conflict = page.getByRole("region", { name: "Was it hard for the family to get help?" });
  await look(page, "collated-conflict");
  await conflict.getByRole("radio", { name: "Yes" }).check();
  await conflict.getByRole("button", { name: "Use this answer" }).click();
  await expect(conflict.getByRole("alert")).toContainText("Say in a few words why this answer counts");
  await look(page, "collated-error");
  await conflict.getByLabel(/^Why does it count/).fill("The school saw them every day");
  await conflict.getByRole("button", { name: "Use this answer" }).click();
  await expect(page.getByText("Saved: Was it hard for the family to get help?")).toBeVisible();
  await expect(conflict).toHaveCount(0);

  await page.getByText(/^Services and care \(\d+ answered\)$/).click();
  await look(page, "collated-section");
  await page.getByRole("button", { name: "Write one account (What went well?)" }).click();
  for (const add of await page.getByRole("button", { name: /^Add this to the account/ }).all()) await add.click();
  await page.getByLabel("How did you put it together?").fill("Both, one after the other");
  await look(page, "collated-account");
  await page.getByRole("button", { name: "Save the account" }).click();
  await expect(page.getByText("Saved: What went well?")).toBeVisible();

  const entries = page.getByRole("region", { name: "Services involved" });
  for (const tick of await entries.getByRole("checkbox").all()) await tick.check();
  await entries.getByRole("button", { name: "These are the same" }).click();
  await expect(entries.getByText("2 entries joined")).toBeVisible();
  await look(page, "collated-joined");
  await entries.getByRole("button", { name: /^Separate again/ }).click();
  await expect(entries.getByText("2 entries joined")).toHaveCount(0);

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as PDF" }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(page.getByText("Answers of:")).toBeVisible();
});
