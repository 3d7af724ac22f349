// spa_first_load_kb: script and style that the first page of the public form loads, gzip -9, in kB of 1000 bytes.
// shortest_notification_questions: questions a person sees on the shortest way to a sent notification.
//   node pages.mjs RESULT.json
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openBrowser } from "./browser.mjs";
import { shortestAnswers } from "./client.mjs";
import { end, say, serve } from "./processes.mjs";

/** What a fresh browser loads until the first form page is quiet. */
async function weighFirstPage(browser, base) {
  const page = await browser.newPage();
  const loaded = new Map();
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const transferred = new Map();
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => transferred.set(requestId, encodedDataLength));
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script" || type === "Stylesheet" || /(javascript|css)/.test(response.mimeType)) loaded.set(response.url, requestId);
  });
  await page.goto(`${base}/notify`);
  await page.locator("form h1").waitFor();
  await page.waitForLoadState("networkidle");
  let bytes = 0;
  let sent = 0;
  for (const [url, id] of loaded) {
    bytes += gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer()), { level: 9 }).length;
    sent += transferred.get(id) ?? 0;
  }
  await page.close();
  return { files: loaded.size, kb: bytes / 1000, sentKb: sent / 1000 };
}

/** Fills a question's field with an answer, as a person would. */
async function fill(page, question, id, value) {
  const field = page.locator(`[id="${id}"]`);
  const box = (part, text) => page.locator(`[id="${id}-${part}"]`).fill(text);
  if (question.kind === "date") {
    const [year, month, day] = value.split("-");
    await field.fill(day);
    await box("month", month);
    await box("year", year);
  } else if (question.kind === "address" || question.kind === "person") {
    for (const [part, text] of Object.entries(value)) await box(part, text);
  } else if (["select", "yesno", "yes_no_unknown"].includes(question.kind)) {
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(value);
    else await page.locator(`form input[type=radio][value="${value}"][name="${await field.getAttribute("name")}"]`).check();
  } else await field.fill(String(value));
}

/** Waits until the browser stands on another page of the form than before; says what kept it if it does not. */
async function arrived(page, before) {
  const elsewhere = (last) => location.pathname !== last && location.pathname !== "/notify" && document.querySelector("main h1");
  await page.waitForFunction(elsewhere, before).catch(async () => {
    const words = (await page.locator("main").innerText()).replace(/\s+/g, " ").slice(0, 600);
    throw new Error(`stuck on ${new URL(page.url()).pathname}: ${words}`);
  });
}

/**
 * Walks from the start page to the receipt with the shortest valid answers, and counts every question
 * that was seen on the way, answered or not; a group of boxes under one question counts once.
 */
async function walk(browser, base) {
  const form = await (await fetch(`${base}/api/v1/forms/notification/versions/1`)).json();
  const questionsOf = new Map(form.sections.flatMap((section) => section.pages).map((page) => [page.id, page.questions]));
  const answers = shortestAnswers();
  const page = await (await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London" })).newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(base);
  await page.getByRole("link", { name: "Start now" }).click();
  const seen = [];
  let pages = 0;
  let before = "";
  for (let step = 0; step < 60; step += 1) {
    await arrived(page, before);
    before = new URL(page.url()).pathname;
    const name = before.split("/").at(-1);
    if (name === "receipt") return { questions: seen.length, pages };
    if (name === "check") {
      await page.getByRole("button", { name: /^send/i }).click();
      continue;
    }
    if (name === "more") {
      await page.getByRole("link", { name: /check|continue/i }).or(page.getByRole("button", { name: /check|continue/i })).first().click();
      continue;
    }
    if (name === "area") {
      if ((await page.locator("form input").count()) > 0) seen.push("area");
      await page.getByRole("button", { name: "Continue" }).click();
      continue;
    }
    pages += 1;
    // An answer may show further questions, so the page is looked at again after each.
    const here = new Set();
    for (let again = true; again; ) {
      again = false;
      for (const question of questionsOf.get(name) ?? []) {
        // A question of several boxes has an id for each of them only.
        const id = `q-${question.id}`;
        if (here.has(question.id) || (await page.locator(`[id="${id}"], [id^="${id}-"]`).count()) === 0) continue;
        here.add(question.id);
        again = true;
        if (question.kind === "repeat") {
          // Who knew the child: one tick among the services the form suggests.
          await page.locator("form input[type=checkbox]").first().check();
        } else if (answers[question.id] !== undefined) await fill(page, question, id, answers[question.id]);
      }
    }
    seen.push(...here);
    await page.getByRole("button", { name: "Continue" }).click();
  }
  throw new Error("the way never ended");
}

const server = await serve({ log: join(process.env.DATA_DIR, "pages.log") });
const base = server.base.replace("127.0.0.1", "localhost");
const browser = await openBrowser();
try {
  const weight = await weighFirstPage(browser, base);
  say(`first form page: ${weight.files} scripts and styles, ${weight.kb.toFixed(1)} kB as gzip, ${weight.sentKb.toFixed(1)} kB as sent`);
  const way = await walk(browser, base);
  say(`shortest way: ${way.questions} questions on ${way.pages} pages`);
  writeFileSync(
    process.argv[2],
    `${JSON.stringify({
      spa_first_load_kb: weight.kb,
      spa_first_load_sent_kb: weight.sentKb,
      shortest_notification_questions: way.questions,
      shortest_notification_pages: way.pages,
    })}\n`,
  );
} finally {
  await browser.close();
  await end(server.child);
}
