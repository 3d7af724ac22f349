import { expect, type Page, test } from "@playwright/test";
import { look, visit, watch } from "../support/a11y";
import { coordinator, signIn, signInQuietly, someone } from "../support/personas";
import { accept, acceptQuietly, confirm, decide, inList, sendOne } from "../support/staff";

const noNameIn = (page: Page, name: string) => expect(page.url().toLowerCase()).not.toContain(name.toLowerCase());

test("a coordinator accepts what was just sent and finds its case by name", async ({ page }) => {
  watch(page);
  const me = coordinator("KENT");
  const sent = await sendOne(page.request);

  await visit(page, "/sign-in", "sign-in");
  await signIn(page, me);
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await expect(page.getByText("Demonstration accounts have no second factor.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Demonstration" })).toBeVisible();
  await look(page, "home-coordinator");

  await page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: /^Notifications/ }).click();
  const link = await inList(page, `Robin ${sent.surname}`);
  await look(page, "inbox");
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: `Notification ${sent.reference}` })).toBeVisible();
  await expect(page.getByText("We found no case and no other notification")).toBeVisible();
  await look(page, "notification");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose what should happen with this notification");
  await decide(page, "Accept as a new case");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("dialog")).toContainText(sent.surname);
  await look(page, "notification-accept-confirm");
  await page.getByRole("dialog").getByRole("button", { name: "Accept as a new case" }).click();

  const title = page.getByRole("heading", { level: 1, name: /^Case KENT\/\d{4}\/\d{4}$/ });
  await expect(title).toBeVisible();
  const reference = (await title.innerText()).replace("Case ", "");
  await expect(page.getByText(`Notification ${sent.reference} is now case ${reference}.`)).toBeVisible();
  await expect(page).toHaveTitle(`Case ${reference} – OpenCDR`);
  await look(page, "case-overview");
  for (const tab of ["Family and household", "Professionals", "Notifications", "Documents", "Timeline", "Who has looked"]) {
    await page.getByRole("tab", { name: tab }).click();
    await expect(page.getByRole("tabpanel", { name: tab })).not.toBeEmpty();
    if (tab === "Timeline") await expect(page.getByText(`by ${me.name}`).first()).toBeVisible();
    if (tab === "Who has looked") {
      await expect(page.getByRole("cell", { name: me.name }).first()).toBeVisible();
      await expect(page.getByRole("cell", { name: "Child death review" }).first()).toBeVisible();
    }
    await look(page, `case-${tab.toLowerCase().replaceAll(" ", "-")}`);
  }

  await page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Cases" }).click();
  await page.getByRole("textbox", { name: "Find a case" }).fill(sent.surname);
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("heading", { name: "1 case found" })).toBeFocused();
  noNameIn(page, sent.surname);
  await look(page, "cases-found");
  await page.getByRole("link", { name: `Robin ${sent.surname}` }).click();
  await expect(title).toBeVisible();
  noNameIn(page, sent.surname);
});

test("filters live in the address, and a name never does", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, someone("manager", "KENT"));
  await visit(page, "/cases", "cases");
  await page.getByLabel("Age at death").selectOption({ label: "0–27 days" });
  await page.getByLabel("Order").selectOption({ label: "Next deadline first" });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/age_band=d0_27/);
  await expect(page).toHaveURL(/sort=due/);
  await expect(page.getByRole("button", { name: "Remove filter Age at death: 0–27 days" })).toBeVisible();
  await look(page, "cases-filtered");
  const address = page.url();
  await page.getByRole("tab", { name: /^Closed/ }).click();
  await expect(page).toHaveURL(/tab=closed/);
  await look(page, "cases-closed");
  await page.goto(address);
  await expect(page.getByLabel("Age at death")).toHaveValue("d0_27");
  await page.getByLabel("Status").selectOption({ label: "Listed for panel" });
  await page.getByLabel("Place of death").selectOption({ label: "Abroad" });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("No case fits these filters. Remove one to see more.")).toBeVisible();
  await look(page, "cases-none");
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(page).not.toHaveURL(/age_band|status|place/);
  await expect(page.getByRole("table")).toBeVisible();

  await page.getByRole("textbox", { name: "Find a case" }).fill("Nobodyofthatname");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "No case found" })).toBeVisible();
  noNameIn(page, "Nobodyofthatname");
  await look(page, "cases-search-none");
});

test("one is rejected with a reason, and a second one about the same child joins its case", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, coordinator("BLUT"));
  const blut = { postcode: "MK41 1GR" };
  const first = await sendOne(page.request, blut);
  const unwanted = await sendOne(page.request, blut);
  const made = await acceptQuietly(page.request, first.id);
  const again = await sendOne(page.request, { ...first.answers, notifier_name: "Alex Invented" });

  await page.goto(`/inbox/${unwanted.id}`);
  await decide(page, "Reject");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose why it is not for review");
  await look(page, "notification-reject-error");
  await page.getByLabel("Why is it not for review?").selectOption({ index: 1 });
  await page.getByLabel("Explain it to your colleagues").fill("Sent in error, agreed with the ward by telephone.");
  await confirm(page, "Reject the notification");
  await expect(page.getByText(`Notification ${unwanted.reference} has been rejected.`)).toBeVisible();
  await page.getByRole("tab", { name: /^Rejected/ }).click();
  await expect(page).toHaveURL(/status=rejected/);
  await (await inList(page, `Robin ${unwanted.surname}`)).click();
  await expect(page.getByText("Note: Sent in error")).toBeVisible();
  await look(page, "notification-rejected");

  await page.goto(`/inbox/${again.id}`);
  await expect(page.getByRole("heading", { name: `Very likely the same child: Case ${made.reference}` })).toBeVisible();
  await decide(page, "Link to an existing case");
  await page.getByRole("radio", { name: new RegExp(made.reference) }).check();
  await page.getByLabel("How do you know it is the same child?").fill("Same NHS number and dates.");
  await look(page, "notification-link");
  await confirm(page, "Link to this case");
  await expect(page).toHaveURL(new RegExp(`/cases/${made.id}$`));
  await expect(page.getByText(`Notification ${again.reference} has been added to case`)).toBeVisible();
  await page.getByRole("tab", { name: "Notifications" }).click();
  await expect(page.getByRole("link", { name: again.reference })).toBeVisible();
  await expect(page.getByRole("link", { name: first.reference })).toBeVisible();
});

test("two people accept the same notification: one case, and a kind word", async ({ page, browser }) => {
  watch(page);
  const sent = await sendOne(page.request);
  await signInQuietly(page.request, coordinator("KENT"));
  const context = await browser.newContext();
  const colleague = await context.newPage();
  watch(colleague);
  await signInQuietly(colleague.request, someone("manager", "KENT"));
  await Promise.all([page, colleague].map((tab) => tab.goto(`/inbox/${sent.id}`)));
  await decide(colleague, "Accept as a new case");
  await accept(page);
  const title = page.getByRole("heading", { level: 1, name: /^Case KENT/ });
  await expect(title).toBeVisible();

  await confirm(colleague, "Accept as a new case");
  await expect(colleague.getByText(`A colleague had already accepted notification ${sent.reference}.`)).toBeVisible();
  expect(colleague.url()).toBe(page.url());
  await look(colleague, "case-overtaken");
  await context.close();
});

test("what a colleague decided in the meantime is said, and nothing is decided twice", async ({ page, browser }) => {
  watch(page);
  const sent = await sendOne(page.request, { postcode: "NR10 1UX" });
  await signInQuietly(page.request, someone("designated_doctor", "NORF"));
  await page.goto(`/inbox/${sent.id}`);
  await expect(page.getByRole("heading", { level: 2, name: "Decide" })).toBeVisible();
  await look(page, "notification-designated-doctor");

  const context = await browser.newContext();
  const decider = await context.newPage();
  watch(decider);
  const me = coordinator("NORF");
  await signInQuietly(decider.request, me);
  await decider.goto(`/inbox/${sent.id}`);
  await decide(decider, "Reject");
  await decider.getByLabel("Why is it not for review?").selectOption({ index: 1 });
  await decider.getByLabel("Explain it to your colleagues").fill("Not one for us.");
  await acceptQuietly(decider.request, sent.id);
  await confirm(decider, "Reject the notification");
  await expect(decider.getByText(`${me.name} has already accepted this notification as a case.`)).toBeVisible();
  await expect(decider.getByRole("link", { name: /^NORF\/\d{4}\/\d{4}$/ }).first()).toBeVisible();
  await look(decider, "notification-overtaken");
  await context.close();
});
