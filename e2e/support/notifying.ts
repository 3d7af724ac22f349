import { expect, type Page } from "@playwright/test";
import { look } from "./a11y";
import { type Answers, fewestAnswers } from "./answers";
import { answerPage, type Form, goOn, pageAt, publishedForm, shownQuestions } from "./form";

export const surnameBox = (page: Page) => page.getByRole("textbox", { name: "Surname" });

/** From the start page to the first question. */
export async function begin(page: Page): Promise<Form> {
  const form = await publishedForm(page.request);
  await page.goto("/");
  await page.getByRole("button", { name: "Start now" }).or(page.getByRole("link", { name: "Start now" })).click();
  await expect(page).toHaveURL(/\/notify\/residence$/);
  return form;
}

interface Walk {
  /** Stops on this page of the form, before answering it. */
  until?: string;
  /** Pages to look at, by their id; every one when absent. */
  looks?: (pageId: string) => boolean;
  /** Put before the name of each picture. */
  pictures?: string;
}

/** Goes through the pages that must be answered, and tells which questions each of them showed. */
export async function walk(page: Page, form: Form, answers: Answers, how: Walk = {}): Promise<string[]> {
  const looks = how.looks ?? (() => true);
  const shown: string[] = [];
  for (let count = 0; count < 60; count += 1) {
    const path = new URL(page.url()).pathname;
    if (path === "/notify/more" || path === `/notify/${how.until}`) return shown;
    const pageId = path.replace("/notify/", "");
    if (pageAt(form, path)) {
      const asked = await answerPage(page, form, answers);
      if (asked.id === "professionals") await tickFirst(page, answers);
      shown.push(...(await shownQuestions(page, asked)));
    } else {
      await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
    }
    if (looks(pageId)) await look(page, `${how.pictures ?? "notify-"}${pageId}`);
    await goOn(page);
  }
  throw new Error(`The form does not come to an end: ${page.url()}`);
}

/** The quickest way to name who knew the child: tick a suggestion and go on. */
async function tickFirst(page: Page, answers: Answers): Promise<void> {
  if (!Array.isArray(answers.professionals)) return;
  const group = page.getByRole("group", { name: "Which of these knew the child?" });
  if (!(await group.isVisible())) return;
  await group.getByRole("checkbox", { name: "GP", exact: true }).check();
  await expect(page.getByRole("heading", { name: "GP", exact: true })).toBeVisible();
}

/** Waits until the server holds exactly these rows of a list, each known by one of its answers. */
export async function savesItself(page: Page, list: string, question: string, expected: string[]): Promise<void> {
  const held = async () => {
    const response = await page.request.get("/api/v1/notification-drafts/current");
    const { answers } = (await response.json()) as { answers: Record<string, Answers[] | undefined> };
    return (answers[list] ?? []).map((row) => row[question]);
  };
  await expect.poll(held, { timeout: 20_000 }).toEqual(expected);
}

/** Begins a notification and answers its first page, so that a draft is on the server. */
export async function beginDraft(page: Page, answers: Answers = fewestAnswers()): Promise<Form> {
  const form = await begin(page);
  await walk(page, form, answers, { until: "child-name", looks: () => false });
  return form;
}
