import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { look, visit, watch } from "../support/a11y";
import { clientHeaders } from "../support/api";
import { daysAgo, yearsBefore } from "../support/dates";
import { coordinator, signInQuietly } from "../support/personas";
import { acceptQuietly, decide, sendOne } from "../support/staff";

const open = async (page: Page, id: string, reference: string) => {
  await page.goto(`/inbox/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: `Notification ${reference}` })).toBeVisible();
};

test("a coordinator compares a second notification, adds it to the case, and takes it out again", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const first = await sendOne(page.request);
  const made = await acceptQuietly(page.request, first.id);
  const again = await sendOne(page.request, { ...first.answers, forenames: "Robyn" });

  await open(page, again.id, again.reference);
  await expect(page.getByRole("heading", { name: `Very likely the same child: Case ${made.reference}` })).toBeVisible();
  await look(page, "notification-duplicates");
  await page.getByRole("link", { name: `Compare with Case ${made.reference}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Is it the same child?" })).toBeVisible();
  const table = page.getByRole("table", { name: `Notification ${again.reference} beside Case ${made.reference}` });
  await expect(table.getByRole("row", { name: /NHS number/ })).toContainText("Same NHS number");
  await expect(page.getByRole("radio", { name: "Same child" })).toBeChecked();
  await look(page, "comparison");
  await page.getByRole("button", { name: "Save the answer" }).click();
  await expect(page.getByRole("alert")).toContainText("Say in a few words how you know");
  await look(page, "comparison-errors");
  await page.getByLabel("How do you know?").fill("The ward gave the same number");
  await page.getByRole("button", { name: "Save the answer" }).click();

  await expect(page.getByRole("alert")).toContainText(`has been added to case ${made.reference}`);
  expect(page.url().toLowerCase()).not.toContain(first.surname.toLowerCase());
  await page.getByText("This notification does not belong to this case").click();
  await look(page, "notification-unlinking");
  await page.getByLabel("Why does it not belong there?").fill("It is about her cousin");
  await page.getByRole("button", { name: "Take it out of the case" }).click();
  await expect(page.getByText(`has been taken out of case ${made.reference}. It waits again as before.`)).toBeVisible();
  await page.getByText(`Before: added to case ${made.reference}`).click();
  await expect(page.getByText("Reason: It is about her cousin")).toBeVisible();
  await look(page, "notification-unlinked");
  await expect(page.getByRole("radio", { name: "Accept as a new case" })).toBeVisible();
});

test("twins are not one child: nothing is selected, and the answer is kept", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const died = daysAgo(1);
  const twins = {
    date_of_birth: daysAgo(60),
    date_of_death: died,
    multiple_birth: "yes",
    multiple_number: 2,
    gestation_weeks: 36,
    gestation_days: 0,
    birthweight_g: 2400,
  };
  const first = await sendOne(page.request, { ...twins, multiple_order: 1 });
  const made = await acceptQuietly(page.request, first.id);
  const { nhs_number, ...rest } = first.answers;
  const second = await sendOne(page.request, {
    ...rest,
    nhs_number: null,
    nhs_number_missing_reason: "not_available",
    forenames: "Rowan",
    multiple_order: 2,
  });

  // Twins whom the records tell apart are not offered; whoever looks for the other all the same compares first.
  await open(page, second.id, second.reference);
  await expect(page.getByText("We found no case and no other notification")).toBeVisible();
  await expect(page.getByText("Perhaps a twin or other child of a multiple birth")).toBeVisible();
  await expect(page.getByRole("link", { name: `Compare with Case ${made.reference}` })).toBeVisible();
  await look(page, "notification-perhaps-a-twin");
  await decide(page, "Link to an existing case");
  await page.getByLabel("Find the case").fill(made.reference);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("radio", { name: new RegExp(made.reference) }).check();
  await page.getByLabel("How do you know it is the same child?").fill("It looked so");
  await page.getByRole("button", { name: "Continue" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("These may be two children, for example twins.");
  await expect(dialog.getByRole("button", { name: "Link to this case" })).toHaveCount(0);
  await look(page, "link-two-children");
  await dialog.getByRole("link", { name: `compare with case ${made.reference}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Is it the same child?" })).toBeVisible();
  for (const answer of ["Same child", "Different child", "Not sure"]) {
    await expect(page.getByRole("radio", { name: answer })).not.toBeChecked();
  }
  await page.getByRole("radio", { name: "Same child" }).check();
  await expect(page.getByText("Number 2 of a multiple birth (", { exact: false })).toBeVisible();
  await look(page, "comparison-twins");
  await page.getByLabel("How do you know?").fill("Rowan is the second of the twins");
  await page.getByRole("button", { name: "Save the answer" }).click();
  await expect(page.getByRole("alert")).toContainText("Confirm that it is one child, or choose another answer");
  await page.getByRole("radio", { name: "Different child" }).check();
  await page.getByRole("button", { name: "Save the answer" }).click();

  await expect(page.getByRole("alert")).toContainText(`case ${made.reference} is about a different child`);
  await expect(page.getByRole("link", { name: `Compare with Case ${made.reference}` })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Answered before" })).toBeVisible();
  await look(page, "notification-answered");
});

test("two cases of one child become one and are taken apart again", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const died = daysAgo(1);
  const first = await sendOne(page.request, { date_of_birth: yearsBefore(died, 9), date_of_death: died });
  const survivor = await acceptQuietly(page.request, first.id);
  const second = await sendOne(page.request, first.answers);
  const merged = await acceptQuietly(page.request, second.id);

  // Whoever linked them said that they are two children.
  const headers = { ...clientHeaders, "Idempotency-Key": randomUUID() };
  const data = { reference: survivor.reference, kind: "siblings" };
  expect((await page.request.post(`/api/v1/cases/${merged.id}/links`, { headers, data })).status()).toBe(201);
  await page.goto(`/cases/${merged.id}/merge`);
  await page.getByLabel("Find the case").fill(survivor.reference);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("radio", { name: new RegExp(survivor.reference) }).check();
  await expect(page.getByText("These two cases are linked as brothers or sisters.")).toBeVisible();
  await look(page, "case-merging-linked");
  await page.getByRole("link", { name: `case ${merged.reference}`, exact: true }).click();
  await page.getByRole("button", { name: `End the link ${survivor.reference}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End the link" }).click();

  await page.getByRole("link", { name: "Merge this case into another case of the same child" }).click();
  await page.getByLabel("Find the case").fill(survivor.reference);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("radio", { name: new RegExp(survivor.reference) }).check();
  await expect(page.getByRole("table", { name: `Case ${merged.reference} beside Case ${survivor.reference}` })).toBeVisible();
  await look(page, "case-merging");
  await page.getByLabel("How do you know that it is the same child?").fill("Both were opened on the same night");
  await page.getByRole("button", { name: `Let it continue as ${survivor.reference}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Case ${survivor.reference}` })).toBeVisible();
  await expect(page.getByText(`Case ${merged.reference} continues as this case`)).toBeVisible();
  await expect(page.getByRole("link", { name: "Why, and how to take them apart" })).toBeVisible();
  await expect(page.getByText(`These are two children: take ${merged.reference}`)).toBeVisible();
  await look(page, "case-merged-into");

  await visit(page, `/cases/${merged.id}`, "case-continues-as");
  await expect(page.getByText(`This case continues as ${survivor.reference}`, { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Link another case" })).toHaveCount(0);
  await page.getByText("These are two children: take").click();
  await page.getByLabel("Why are these two cases after all?").fill("Two children of the same name");
  await page.getByRole("button", { name: "Take the cases apart" }).click();
  await expect(page.getByText(`Case ${merged.reference} is on its own again, as it was before.`)).toBeVisible();
  await expect(page.getByText("This case continues as")).toHaveCount(0);
  await look(page, "case-taken-apart");
});
