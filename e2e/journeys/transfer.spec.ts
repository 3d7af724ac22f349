import { type Browser, expect, type Page, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { type Account, coordinator, signInQuietly, someone } from "../support/personas";
import { acceptQuietly, sendOne } from "../support/staff";

const norfolk = "Norfolk and Waveney";

/** A browser of their own for somebody of the other area. */
async function enter(browser: Browser, account: Account): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  watch(page);
  await signInQuietly(page.request, account);
  return page;
}

/** From the page with the form of an offer to the record that is offered. */
async function makeOffer(page: Page, picture: string): Promise<void> {
  await page.getByLabel("Which area do you offer it to?").selectOption({ label: norfolk });
  await page.getByRole("radio", { name: "The child normally lived in their area" }).check();
  await page.getByLabel("What should they know to decide?").fill("The family moved to Norwich in the spring.");
  await page.getByRole("button", { name: "Continue" }).click();
  await look(page, picture);
  await page.getByRole("dialog").getByRole("button", { name: "Make the offer" }).click();
  await expect(page.getByRole("region", { name: "Offered to another area" })).toContainText(`Offered to ${norfolk}`);
}

/** Opens the offer as a message about it leads to it. */
async function openOffer(page: Page, name: string, picture: string): Promise<void> {
  await page.goto("/inbox?status=offered");
  await expect(page.getByRole("tab", { name: /Offered to us/ })).toHaveAttribute("aria-selected", "true");
  const link = page.getByRole("link", { name });
  await expect(link).toBeVisible();
  await look(page, picture);
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: `${name}: offered by Kent and Medway` })).toBeVisible();
}

test("a notification is offered to another area, which declines it with a reason", async ({ page, browser }) => {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const sent = await sendOne(page.request);
  const name = `Notification ${sent.reference}`;

  await page.goto(`/inbox/${sent.id}`);
  await page.getByRole("link", { name: "offer this notification to that area" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Offer notification/ })).toBeFocused();
  await look(page, "transfer-offer-notification");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose the area to offer it to");
  await look(page, "transfer-offer-errors");
  await makeOffer(page, "transfer-offer-confirm");
  await expect(page.getByRole("radio", { name: "Accept as a new case" })).toHaveCount(0);
  await look(page, "transfer-notification-offered");
  await page.goto("/transfers?tab=offered_by_us");
  await expect(page.getByRole("link", { name })).toBeVisible();
  await look(page, "transfers-offered-by-us");
  await page.getByRole("link", { name }).click();
  await expect(page.getByText(`${norfolk} has not answered yet.`)).toBeVisible();
  await look(page, "transfer-waiting");

  const theirs = await enter(browser, coordinator("NORF"));
  await theirs.goto("/home");
  await expect(theirs.getByRole("link", { name: /offers? from (another area waits|other areas wait) for your answer/ })).toBeVisible();
  await look(theirs, "home-with-an-offer");
  await openOffer(theirs, name, "transfers-offered-to-us");
  await expect(theirs.getByText("The family moved to Norwich in the spring.")).toBeVisible();
  await look(theirs, "transfer-to-answer");
  await theirs.getByRole("radio", { name: "Decline" }).check();
  await theirs.getByRole("button", { name: "Send the answer" }).click();
  await expect(theirs.getByRole("alert")).toContainText("Say in a few words why you decline");
  await look(theirs, "transfer-decline-error");
  await theirs.getByLabel("Why do you decline?").fill("We find nobody of this family here.");
  await theirs.getByRole("button", { name: "Send the answer" }).click();
  await expect(theirs.getByText(`You declined notification ${sent.reference}.`)).toBeVisible();
  await theirs.context().close();

  await page.goto(`/inbox/${sent.id}`);
  await expect(page.getByRole("heading", { name: "Offered to other areas before" })).toBeVisible();
  await expect(page.getByText("We find nobody of this family here.")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Accept as a new case" })).toBeVisible();
  await look(page, "transfer-notification-back");
  await page.goto("/transfers?tab=settled");
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${name}: declined by ${norfolk}` })).toBeVisible();
  await look(page, "transfer-declined");
  expect(page.url().toLowerCase()).not.toContain(sent.surname.toLowerCase());
});

test("a case is offered to another area, which accepts it, and a stub is left", async ({ page, browser }) => {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const sent = await sendOne(page.request);
  const made = await acceptQuietly(page.request, sent.id);

  await page.goto(`/cases/${made.id}`);
  await page.getByRole("button", { name: "Change the areas" }).click();
  await page.getByLabel("Where did the child normally live?").selectOption({ label: norfolk });
  await page.getByRole("button", { name: "Save the areas" }).click();
  await expect(page.getByRole("alert")).toContainText("Say in a few words why the areas are changed");
  await look(page, "case-areas-form");
  await page.getByLabel("Why do you change them?").fill("Told by the family doctor");
  await page.getByRole("button", { name: "Save the areas" }).click();
  await expect(page.getByText("The areas have been saved.")).toBeVisible();
  await look(page, "case-areas-elsewhere");
  await page.getByRole("link", { name: `Offer the case to ${norfolk}` }).click();
  await expect(page.getByText(`The record says that the child lived in ${norfolk}.`)).toBeVisible();
  await makeOffer(page, "transfer-offer-case-confirm");
  await look(page, "case-offered");
  await page.getByText("Withdraw the offer").first().click();
  await look(page, "case-offer-withdrawing");
  await page.getByLabel("Why do you withdraw it?").fill("One more look at the address first");
  await page.getByRole("button", { name: "Withdraw the offer" }).click();
  await expect(page.getByText("The offer is withdrawn.")).toBeVisible();
  await page.getByRole("link", { name: "Offer this case to another area" }).click();
  await makeOffer(page, "transfer-offer-case-again");

  const theirs = await enter(browser, someone("manager", "NORF"));
  const name = `Case ${made.reference}`;
  await openOffer(theirs, name, "transfers-offered-case");
  await theirs.getByRole("radio", { name: "Accept" }).check();
  await look(theirs, "transfer-accepting");
  // A colleague answers at the same moment, on another screen.
  const quicker = await enter(browser, coordinator("NORF"));
  await openOffer(quicker, name, "transfers-offered-case-colleague");
  await theirs.getByRole("button", { name: "Send the answer" }).click();
  await expect(theirs.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(theirs.getByText(`${name} is now with your area.`)).toBeVisible();
  await expect(theirs.getByRole("heading", { name: "Transfers between areas" })).toBeVisible();
  await look(theirs, "case-accepted-from-elsewhere");
  await theirs.context().close();
  await quicker.getByRole("radio", { name: "Decline" }).check();
  await quicker.getByLabel("Why do you decline?").fill("Not ours");
  await quicker.getByRole("button", { name: "Send the answer" }).click();
  await expect(quicker.getByText("Somebody was quicker")).toBeVisible();
  await look(quicker, "transfer-overtaken");
  await quicker.context().close();

  await page.goto(`/cases/${made.id}`);
  await expect(page.getByRole("heading", { level: 1, name: `${name} is with ${norfolk}` })).toBeVisible();
  await look(page, "case-left");
  await page.goto("/cases");
  await page.getByRole("textbox", { name: "Find a case" }).fill(made.reference);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("heading", { name: `${name} is with ${norfolk}` })).toBeFocused();
  await expect(page.getByText(`${made.reference} was transferred to ${norfolk}`)).toBeVisible();
  await look(page, "cases-found-elsewhere");
  await page.getByRole("textbox", { name: "Find a case" }).fill(sent.surname);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("heading", { name: "No case found" })).toBeFocused();
});

test("the offer of a restricted case says no more than its reference, and to managers alone", async ({ page, browser }) => {
  watch(page);
  await signInQuietly(page.request, someone("manager", "KENT"));
  const sent = await sendOne(page.request);
  const made = await acceptQuietly(page.request, sent.id);
  await page.goto(`/cases/${made.id}?tab=restriction`);
  await page.getByRole("button", { name: "Restrict this case" }).click();
  await page.getByLabel("Why is it restricted?").fill("The child of a member of staff");
  await page.getByRole("button", { name: "Restrict this case" }).click();
  await expect(page.getByText("The case is restricted.")).toBeVisible();
  await page.goto(`/cases/${made.id}/offer`);
  await makeOffer(page, "transfer-offer-restricted-confirm");

  const theirs = await enter(browser, coordinator("NORF"));
  await theirs.goto("/transfers");
  await expect(theirs.getByRole("tab", { name: /Offered to us \(/ })).toBeVisible();
  await expect(theirs.getByRole("link", { name: `Case ${made.reference}` })).toHaveCount(0);
  await theirs.context().close();
  const trusted = await enter(browser, someone("manager", "NORF"));
  await openOffer(trusted, `Case ${made.reference}`, "transfers-offered-restricted");
  await expect(trusted.getByRole("heading", { name: "This case is restricted" })).toBeVisible();
  await expect(trusted.getByText("The family moved to Norwich in the spring.")).toHaveCount(0);
  await look(trusted, "transfer-restricted");
  await trusted.getByRole("radio", { name: "Accept" }).check();
  await trusted.getByRole("button", { name: "Send the answer" }).click();
  await expect(trusted.getByText(`Case ${made.reference} is now with your area.`)).toBeVisible();
  await expect(trusted.getByText("Restricted", { exact: true })).toBeVisible();
  await trusted.context().close();
});
