import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { signInQuietly } from "../support/personas";
import { inviteQuietly, linkSentTo } from "../support/requests";
import { aCase, ask, type Office, organisationOf, practice } from "./clients";
import { keep } from "./kept";
import { clientHeaders } from "../support/api";

interface Invited {
  request: string;
  code: string;
  link: string;
}

async function requests(office: Office, count: number, sections = ["r_a_dev", "r_learn"]): Promise<string[]> {
  const { id, agency } = await organisationOf(office, practice().organisation);
  return ask(office, Array.from({ length: count }, () => ({ organisation_id: id, agency, form: "reporting", sections })));
}

async function invited(office: Office, request: string, who: string): Promise<Invited> {
  const email = `${who}.${request.slice(0, 8)}.${request.slice(-6)}@example.nhs.uk`;
  const code = await inviteQuietly(office.api, office.caseId, request, email);
  return { request, code, link: await linkSentTo(email) };
}

const title = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const typing = { delay: 200 };

test("from an invitation to “not known to us”", async ({ page, browser }) => {
  const office = await aCase(browser);
  const [request] = await requests(office, 1);
  const { link, code } = await invited(office, request as string, "nil");
  const screens = new Set<string>();
  const seen = async () => screens.add((await page.locator("h1").first().innerText()).replace(/\s+/g, " "));
  const began = Date.now();
  await page.goto(link);
  await seen();
  // As fast as a person types: five characters a second.
  await page.getByLabel("Code").pressSequentially(code, typing);
  await page.getByLabel("Your full name").pressSequentially("Dr Asha Lane", typing);
  await page.getByRole("button", { name: "Open the request" }).click();
  await expect(title(page, /Information about a child who died/)).toBeVisible();
  await seen();
  await page.getByRole("button", { name: "Not known to us" }).click();
  await page.getByRole("button", { name: "Yes, not known to us" }).click();
  await expect(title(page, "The panel has been told")).toBeVisible();
  await seen();
  keep("nil-return", { nil_return_seconds: (Date.now() - began) / 1000, nil_return_screens: screens.size });
  expect(screens.size).toBeLessThanOrEqual(4);
});

test("two hundred links survive whoever fetches them, runs their scripts and presses every button", async ({ browser }) => {
  const office = await aCase(browser);
  const count = Number(process.env.FIGURES_LINKS ?? 200);
  const all: Invited[] = [];
  for (let from = 0; from < count; from += 40) {
    const made = await requests(office, Math.min(40, count - from), ["r_learn"]);
    for (const [at, request] of made.entries()) all.push(await invited(office, request, `scan${from + at}`));
  }
  const page = await (await browser.newContext()).newPage();
  for (const [at, { link }] of all.entries()) {
    if (at % 2 === 0) await fetchAndPost(browser, link);
    else await pressEverything(page, link, at % 4 === 1);
  }
  let consumed = 0;
  for (const { request, code, link } of all) {
    const api = (await browser.newContext()).request;
    const begun = await api.post("/api/v1/request-visits", {
      headers: clientHeaders,
      data: { token: link.split("#")[1], code, name: "Dr Asha Lane" },
    });
    if (begun.status() !== 201 || ((await begun.json()) as { request_id: string }).request_id !== request) consumed += 1;
  }
  keep("scanner", { scanner_links: all.length, scanner_consumed_links: consumed });
  expect(consumed).toBe(0);
});

/** A scanner without a browser: fetches the link in every way, and posts what it can make of it. */
async function fetchAndPost(browser: Browser, link: string): Promise<void> {
  const api = (await browser.newContext()).request;
  await api.get(link);
  await api.head(link);
  await api.post("/answer", { headers: clientHeaders, data: {} });
  await api.post("/api/v1/request-visits", { headers: clientHeaders, data: { token: link.split("#")[1] } });
  await api.get("/api/v1/request-visits/current");
}

/** A scanner in a real browser: presses every button and link, and may type something into every field before. */
async function pressEverything(page: Page, link: string, types: boolean): Promise<void> {
  await page.goto("about:blank");
  await page.goto(link);
  await expect(title(page, "Answer a request for information")).toBeVisible();
  if (types) for (const field of await page.getByRole("textbox").all()) await field.fill("AAAA-AAAA");
  for (const button of await page.locator("main button, main input[type=submit]").all()) {
    await button.click({ timeout: 2000 }).catch(() => undefined);
  }
  for (const anchor of await page.locator("main a").all()) await anchor.click({ timeout: 2000 }).catch(() => undefined);
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 250; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab never comes to it.");
}

async function press(page: Page, name: string | RegExp, role: "button" | "link" = "button"): Promise<void> {
  await tabTo(page, page.getByRole(role, { name }).first());
  await page.keyboard.press("Enter");
}

async function write(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label).first());
  await page.keyboard.type(text);
}

test("everything is done with the keyboard alone", async ({ browser }) => {
  const office = await aCase(browser);
  const [toAnswer, nil, merged, submitted, told] = (await requests(office, 4)).concat(await requests(office, 1, ["r_id"]));
  const results: Record<string, boolean> = {};
  const task = async (name: string, work: (page: Page) => Promise<void>) => {
    const page = await (await browser.newContext()).newPage();
    try {
      await work(page);
      results[name] = true;
    } catch (error) {
      results[name] = false;
      console.log(`${name}: ${String(error).split("\n")[0]}`);
    }
    await page.context().close();
  };
  const surgery = async (page: Page, path: string) => {
    await signInQuietly(page.request, practice());
    await page.goto(path);
  };
  const atOffice = async (page: Page, path: string) => {
    await page.context().addCookies((await office.api.storageState()).cookies);
    await page.goto(path);
  };
  const issues = "What issues should the panel look at?";

  await task("open a link and type its code", async (page) => {
    const { link, code } = await invited(office, toAnswer as string, "keys");
    await page.goto(link);
    await write(page, "Code", code);
    await write(page, "Your full name", "Dr Asha Lane");
    await page.keyboard.press("Enter");
    await expect(title(page, /Information about a child who died/)).toBeVisible();
  });
  await task("say that the child is not known", async (page) => {
    await surgery(page, `/requests/${nil}`);
    await press(page, "Not known to us");
    await press(page, "Yes, not known to us");
    await expect(title(page, "The panel has been told")).toBeVisible();
  });
  await task("answer a page", async (page) => {
    await surgery(page, `/requests/${toAnswer}/answer/learning`);
    await write(page, issues, "The letter went astray");
    await write(page, "What would you suggest?", "Ring the family");
    await page.keyboard.press("Tab");
    await expect(page.getByText(/^Saved at/)).toBeVisible();
  });
  await task("confirm what is known", async (page) => {
    await surgery(page, `/requests/${told}`);
    await tabTo(page, page.locator("main .nhsuk-task-list a, main ul a").first());
    await page.keyboard.press("Enter");
    await press(page, /right/i);
    await expect(page.getByText(/^Saved at/)).toBeVisible();
  });
  await task("decide between two answers", async (page) => {
    await surgery(page, `/requests/${merged}/answer/learning`);
    await expect(page.getByLabel(issues)).toBeVisible();
    await page.request.patch(`/api/v1/agency/requests/${merged}/answers`, {
      headers: clientHeaders,
      data: { changes: [{ question: "issues", base_revision: 0, value: "The waiting list" }] },
    });
    await write(page, issues, "The letters");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("alert").filter({ hasText: "Two different answers" })).toBeVisible();
    await press(page, "Use mine instead");
    await expect(page.getByText("Two different answers")).toHaveCount(0);
  });
  await task("check and submit", async (page) => {
    await surgery(page, `/requests/${submitted}/answer/learning`);
    await write(page, issues, "The letter went astray");
    await page.keyboard.press("Tab");
    await expect(page.getByText(/^Saved at/)).toBeVisible();
    await page.goto(`/requests/${submitted}/check`);
    await press(page, "Send answers to the panel");
    await expect(title(page, "Your answers were sent")).toBeVisible();
  });
  await task("accept the answers", async (page) => {
    await atOffice(page, `/cases/${office.caseId}/requests/${submitted}`);
    await press(page, "Accept the answers");
    await expect(page.getByText(/have been accepted/).first()).toBeVisible();
  });
  await task("invite somebody", async (page) => {
    await atOffice(page, `/cases/${office.caseId}/requests/${merged}`);
    await press(page, "Invite somebody");
    const name = page.getByLabel("Name");
    await tabTo(page, name);
    await page.keyboard.type("Dr Asha Lane");
    await write(page, "E-mail", "keys@example.nhs.uk");
    await press(page, "Make the invitation");
    await expect(page.getByText(/by telephone, never by e-mail/)).toBeVisible();
  });
  await task("ask agencies", async (page) => {
    const other = await aCase(browser);
    await page.context().addCookies((await other.api.storageState()).cookies);
    await page.goto(`/cases/${other.caseId}/ask`);
    await expect(page.getByRole("group", { name: "Expected to answer" })).toBeVisible();
    const ticked = page.locator('input[id^="ask-expected"]:checked');
    // Their ids first: what is unticked is no longer among those that are ticked.
    for (const id of await ticked.evaluateAll((boxes) => boxes.map((one) => one.id))) {
      const box = page.locator(`[id="${id}"]`);
      const label = await box.evaluate((input) => (input as HTMLInputElement).labels?.[0]?.textContent ?? "");
      if (/^GP(?:: Report on .*)?$/.test(label.trim())) continue;
      await tabTo(page, box);
      await page.keyboard.press("Space");
    }
    await write(page, "Organisation (GP)", "Orchard Street Surgery");
    await press(page, "Continue");
    await press(page, /^Send 1 request/);
    await expect(page.getByText(/request has been sent/)).toBeVisible();
  });
  await task("open the collated record", async (page) => {
    await atOffice(page, `/cases/${office.caseId}?tab=collated`);
    await tabTo(page, page.locator("main summary").filter({ hasText: "What can be learnt" }).first());
    await page.keyboard.press("Enter");
    await expect(page.getByText("The letter went astray").first()).toBeVisible();
  });

  const tasks = Object.keys(results).length;
  const passed = Object.values(results).filter(Boolean).length;
  keep("keyboard", { keyboard_only_tasks: tasks, keyboard_only_tasks_passed: passed });
  expect(passed).toBe(tasks);
});
