import { type APIRequestContext, type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { type Account, coordinator, everyone, signInQuietly } from "../support/personas";
import { askQuietly, inviteQuietly, linkSentTo, returnQuietly } from "../support/requests";
import { acceptQuietly, sendOne } from "../support/staff";

const development = "Development, education and behaviour";

/** Whoever answers for a surgery. */
function practice(): Account & { organisation: string } {
  const found = everyone().find((one) => one.role === "agency_contributor" && one.email.startsWith("practice@"));
  if (!found?.organisation) throw new Error("No demonstration account answers for a surgery.");
  return { ...found, organisation: found.organisation };
}

interface Asked {
  office: APIRequestContext;
  caseId: string;
  id: string;
  child: string;
}

/** A child who died, a case, and a request about it to the surgery. */
async function asked(browser: Browser): Promise<Asked> {
  const office = (await browser.newContext()).request;
  const sent = await sendOne(office);
  await signInQuietly(office, coordinator("KENT"));
  const made = await acceptQuietly(office, sent.id);
  const id = await askQuietly(office, made.id, practice().organisation, ["r_a_dev", "r_learn"]);
  return { office, caseId: made.id, id, child: `Robin ${sent.surname}` };
}

const title = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const start = (page: Page) => title(page, /Information about a child who died/);
const saved = (page: Page) => expect(page.getByText(/^Saved at \d\d:\d\d/)).toBeVisible();
const instead = (page: Page, label: string) => page.getByRole("group", { name: `Instead of an answer to “${label}”` });

/** What the server holds of one answer. */
async function held(page: Page, id: string, question: string): Promise<unknown> {
  const view = (await (await page.request.get(`/api/v1/agency/requests/${id}`)).json()) as {
    answers: { question: string; value: unknown }[];
  };
  return view.answers.find((one) => one.question === question)?.value;
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 200; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab never comes to it.");
}

test("a surgery finds what it is asked, answers it and sends it", async ({ page, browser }) => {
  const request = await asked(browser);
  watch(page);
  await signInQuietly(page.request, practice());
  await page.goto("/home");
  await expect(page.getByRole("link", { name: /requests? waits? for an answer/ })).toBeVisible();
  await look(page, "home-agency");
  await page.getByRole("link", { name: /requests? waits? for an answer/ }).click();
  await expect(title(page, "What your organisation is asked")).toBeFocused();
  await expect(page.getByRole("link", { name: request.child })).toBeVisible();
  await look(page, "requests");

  await page.getByRole("link", { name: request.child }).click();
  await expect(start(page)).toBeFocused();
  await look(page, "request");
  await page.getByRole("link", { name: development }).click();
  await expect(title(page, /Development and disability/)).toBeFocused();
  await page.getByRole("group", { name: /learning disability, known or suspected/ }).getByLabel("Yes").check();
  await expect(page.getByText("How severe was the learning disability?").first()).toBeVisible();
  await instead(page, "Autism").getByLabel("Nothing held in our records").check();
  await saved(page);
  await look(page, "request-answers");
  expect(await held(page, request.id, "autism")).toEqual({ state: "nothing_held" });

  // What was typed stays while the connection is away, and is saved when it is back.
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(title(page, /Nursery, school or college/)).toBeFocused();
  const school = page.getByRole("textbox", { name: "Nursery, school, college or home education" });
  await page.context().setOffline(true);
  await school.fill("Hill Primary School");
  await school.blur();
  await expect(page.getByRole("alert")).toContainText("We could not save your last answers");
  await look(page, "request-connection-lost");
  await page.context().setOffline(false);
  await expect.poll(() => held(page, request.id, "education_setting")).toBe("Hill Primary School");
  await expect(page.getByRole("alert")).toHaveCount(0);

  await page.getByRole("link", { name: "Back to the request" }).click();
  await page.getByRole("link", { name: "Check your answers and send them" }).click();
  await expect(title(page, "Check your answers before you send them")).toBeFocused();
  await look(page, "request-check");
  await page.getByRole("button", { name: "Send answers to the panel" }).click();
  await expect(title(page, "Your answers were sent")).toBeFocused();
  await look(page, "request-sent");
  await page.goto(`/requests/${request.id}`);
  await expect(page.getByText("Sent to the panel.")).toBeVisible();
  await look(page, "request-as-sent");
});

test("two colleagues answer at once, and neither overwrites the other", async ({ page, browser }) => {
  const request = await asked(browser);
  watch(page);
  await signInQuietly(page.request, practice());
  const address = `/requests/${request.id}/answer/learning`;
  const issues = "What issues should the panel look at?";
  await page.goto(address);
  await expect(page.getByLabel(issues)).toBeVisible();

  const context = await browser.newContext();
  await signInQuietly(context.request, practice());
  const colleague = await context.newPage();
  await colleague.goto(address);
  await colleague.getByLabel(issues).fill("The waiting list");
  await colleague.getByLabel("What would you suggest?").fill("Ring the family");
  await colleague.getByLabel("What would you suggest?").blur();
  await saved(colleague);
  await expect.poll(() => held(colleague, request.id, "suggestions")).toBe("Ring the family");

  await page.getByLabel("What has already been changed?").fill("Letters go by e-mail");
  await page.getByLabel(issues).fill("The letters");
  await page.getByLabel(issues).blur();
  const both = page.getByRole("alert").filter({ hasText: "Two different answers" });
  await expect(both).toContainText("Their answer: The waiting list");
  await expect(both).toContainText("Your answer, not saved yet: The letters");
  await look(page, "request-two-answers");
  await both.getByRole("button", { name: "Use mine instead" }).click();
  await expect.poll(() => held(page, request.id, "issues")).toBe("The letters");
  expect(await held(page, request.id, "actions_done")).toBe("Letters go by e-mail");
  expect(await held(page, request.id, "suggestions")).toBe("Ring the family");
  await context.close();
});

test("a child nobody at the surgery knows is three key presses away from done, without a mouse", async ({ page, browser }) => {
  const request = await asked(browser);
  watch(page);
  await signInQuietly(page.request, practice());
  await page.goto(`/requests/${request.id}`);
  await expect(start(page)).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Not known to us" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("You cannot undo it: only the panel can ask you again.").first()).toBeVisible();
  await look(page, "request-not-known");
  await tabTo(page, page.getByRole("button", { name: "Yes, not known to us" }));
  await page.keyboard.press("Enter");
  await expect(title(page, "The panel has been told")).toBeFocused();
  await look(page, "request-declined");
});

test("whoever is invited answers without an account, and opening the link alone changes nothing", async ({ page, browser }) => {
  const request = await asked(browser);
  const email = `asha.lane.${request.id.slice(0, 8)}@example.nhs.uk`;
  const code = await inviteQuietly(request.office, request.caseId, request.id, email);
  const link = await linkSentTo(email);
  watch(page);
  const changes: string[] = [];
  page.on("request", (one) => {
    if (one.method() !== "GET") changes.push(one.url());
  });

  // As a machine that looks at links does: opens it and presses everything.
  await page.goto(link);
  await expect(title(page, "Answer a request for information")).toBeVisible();
  expect(page.url()).not.toContain("#");
  for (const button of await page.getByRole("button").all()) await button.click();
  await expect(page.getByRole("alert")).toContainText("Enter the code you were told");
  await look(page, "answer-errors");
  expect(changes).toEqual([]);

  await page.getByLabel("Code").fill("AAAA-AAAA");
  await page.getByLabel("Your full name").fill("Dr Asha Lane");
  await page.getByRole("button", { name: "Open the request" }).click();
  await expect(page.getByRole("alert")).toContainText("That is not the code for this link");
  await page.getByLabel("Code").fill(code);
  await page.keyboard.press("Enter");
  await expect(start(page)).toBeFocused();
  await expect(page.getByRole("navigation", { name: "Menu" })).toHaveCount(0);
  await look(page, "request-by-invitation");

  await page.getByRole("link", { name: "What can be learnt" }).click();
  await page.getByLabel("What would you suggest?").fill("Ring the family");
  await page.getByLabel("What would you suggest?").blur();
  await saved(page);
  await page.reload();
  await expect(page.getByLabel("What would you suggest?")).toHaveValue("Ring the family");
  await page.getByRole("button", { name: "Finish and leave" }).click();
  await expect(page.getByText("You have left.")).toBeVisible();
  await look(page, "answer-left");
  await page.goto(`/requests/${request.id}`);
  await expect(page).toHaveURL(/\/sign-in/);

  await page.goto(link);
  await page.getByLabel("Code").fill(code);
  await page.getByLabel("Your full name").fill("Dr Asha Lane");
  await page.getByRole("button", { name: "Open the request" }).click();
  await expect(page.getByRole("alert")).toContainText("each works once");
  await look(page, "answer-used");
});

test("what the panel asks to have cleared up can be changed and sent again, and nothing else", async ({ page, browser }) => {
  const request = await asked(browser);
  watch(page);
  await signInQuietly(page.request, practice());
  await page.goto(`/requests/${request.id}/answer/learning`);
  await page.getByLabel("What would you suggest?").fill("Ring the family");
  await page.getByLabel("What would you suggest?").blur();
  await expect.poll(() => held(page, request.id, "suggestions")).toBe("Ring the family");
  await page.goto(`/requests/${request.id}/check`);
  await page.getByRole("button", { name: "Send answers to the panel" }).click();
  await expect(title(page, "Your answers were sent")).toBeVisible();
  await returnQuietly(request.office, request.caseId, request.id, "suggestions", "Who should ring?");

  await page.goto(`/requests/${request.id}`);
  const banner = page.getByRole("region", { name: "The panel asks you" });
  await expect(banner).toContainText("Who should ring?");
  await look(page, "request-returned");
  await banner.getByRole("link", { name: "What would you suggest?" }).click();
  await expect(page.getByRole("textbox")).toHaveCount(1);
  await look(page, "request-returned-answers");
  await page.getByLabel("What would you suggest?").fill("The health visitor rings the family");
  await page.getByLabel("What would you suggest?").blur();
  await expect.poll(() => held(page, request.id, "suggestions")).toBe("The health visitor rings the family");
  await page.getByRole("link", { name: "Back to the request" }).click();
  await page.getByRole("link", { name: "Check your answers and send them" }).click();
  await page.getByRole("button", { name: "Send answers to the panel" }).click();
  await expect(title(page, "Your answers were sent")).toBeFocused();
});
