import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import type { Answers } from "./answers";

interface Option {
  code: string;
  label: string;
}

export interface Question {
  id: string;
  kind: string;
  label: string;
  list?: string | null;
  options?: Option[] | null;
  questions?: Question[] | null;
}

export interface FormPage {
  id: string;
  title: string;
  essential?: boolean;
  questions: Question[];
}

export interface Form {
  sections: { id: string; title: string; pages: FormPage[] }[];
  lists: Record<string, Option[]>;
}

/** The form as the server publishes it: the journeys type into what it asks. */
export async function publishedForm(request: APIRequestContext): Promise<Form> {
  const response = await request.get("/api/v1/forms/notification/versions/1");
  expect(response.status()).toBe(200);
  return (await response.json()) as Form;
}

export const allPages = (form: Form): FormPage[] => form.sections.flatMap((section) => section.pages);

export function questionOf(form: Form, id: string): Question {
  const found = allPages(form)
    .flatMap((page) => page.questions)
    .find((question) => question.id === id);
  if (!found) throw new Error(`The form has no question “${id}”.`);
  return found;
}

/** The page of the form an address shows, or nothing when it is no page of the form. */
export function pageAt(form: Form, address: string): FormPage | undefined {
  const id = /\/notify\/([^/?#]+)/.exec(address)?.[1];
  return allPages(form).find((page) => page.id === id);
}

const unknown = "I do not know";
const isUnknown = (answer: unknown) =>
  typeof answer === "object" && answer !== null && (answer as { state?: string }).state === "not_known";

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The label of a question, as a whole: with or without the word that it may be left empty. */
const labelled = (label: string) => new RegExp(`^${escaped(label)}( \\(optional\\))?$`);

const partLabels: Record<string, string> = {
  name: "Name", role: "Job title", organisation: "Organisation", phone: "Phone number", email: "Email address",
  line1: "Address line 1", line2: "Address line 2", town: "Town or city", postcode: "Postcode",
}; // biome-ignore format: two rows read better than nine

export function labelOf(form: Form, question: Question, code: unknown): string {
  const yesNo = [
    { code: "yes", label: "Yes" },
    { code: "no", label: "No" },
    { code: "not_known", label: unknown },
  ];
  const options = question.options ?? (question.list ? form.lists[question.list] : undefined) ?? yesNo;
  const found = options.find((option) => option.code === code);
  if (!found) throw new Error(`“${String(code)}” is no answer to “${question.label}”.`);
  return found.label;
}

async function fillDate(group: Locator, date: string): Promise<void> {
  const [year = "", month = "", day = ""] = date.split("-");
  await group.getByLabel("Day", { exact: true }).fill(day);
  await group.getByLabel("Month", { exact: true }).fill(month);
  await group.getByLabel("Year", { exact: true }).fill(year);
}

/** Answers one question of the page that is open, found by its label as a person would find it. */
export async function fill(page: Page, form: Form, question: Question, answer: unknown): Promise<void> {
  const name = labelled(question.label);
  const group = page.getByRole("group", { name });
  if (isUnknown(answer)) {
    await page.getByRole("checkbox", { name: new RegExp(`^${unknown}\\s*: ${escaped(question.label)}$`) }).check();
    return;
  }
  switch (question.kind) {
    case "select":
    case "yesno":
    case "yes_no_unknown": {
      const label = labelOf(form, question, answer);
      const list = page.getByRole("combobox", { name });
      await expect(list.or(group)).toBeVisible();
      if (await list.isVisible()) await list.selectOption({ label });
      else await group.getByRole("radio", { name: label, exact: true }).check();
      return;
    }
    case "multiselect":
      for (const code of answer as string[]) {
        await group.getByRole("checkbox", { name: labelOf(form, question, code), exact: true }).check();
      }
      return;
    case "date":
      return fillDate(group, String(answer));
    case "datetime": {
      const [date = "", time = ""] = String(answer).split("T");
      await fillDate(group.getByRole("group", { name: "Date", exact: true }), date);
      await group.getByRole("textbox", { name: "Time", exact: true }).fill(time);
      return;
    }
    case "person":
    case "address":
      for (const [part, text] of Object.entries(answer as Record<string, string>)) {
        await group.getByRole("textbox", { name: partLabels[part] ?? part, exact: true }).fill(text);
      }
      return;
    default:
      await page.getByRole("textbox", { name }).fill(String(answer));
  }
}

/** How an answer reads on the check page, line by line. */
export function readAs(form: Form, question: Question, answer: unknown): string[] {
  if (isUnknown(answer)) return [unknown];
  switch (question.kind) {
    case "select":
    case "yesno":
    case "yes_no_unknown":
      return [labelOf(form, question, answer)];
    case "multiselect":
      return (answer as string[]).map((code) => labelOf(form, question, code));
    case "person":
    case "address":
      return Object.values(answer as Record<string, string>);
    case "date":
    case "datetime": {
      const [date = "", time = ""] = String(answer).split("T");
      const words = new Date(`${date}T12:00:00Z`).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
      return time === "" ? [words] : [words, time];
    }
    case "nhs_number":
      return [String(answer).replace(/^(\d{3})(\d{3})(\d{4})$/, "$1 $2 $3")];
    default:
      return [String(answer)];
  }
}

/** The questions a page of the form shows at the moment. */
export async function shownQuestions(page: Page, asked: FormPage): Promise<string[]> {
  const shown: string[] = [];
  for (const { id } of asked.questions) {
    const field = page.locator(`[id="q-${id}"], [id^="q-${id}-"]`).first();
    if (await field.isVisible()) shown.push(id);
  }
  return shown;
}

/** Answers what the page that is open asks, as far as there are answers; lists have pages of their own. */
export async function answerPage(page: Page, form: Form, answers: Answers): Promise<FormPage> {
  const asked = pageAt(form, page.url());
  if (!asked) throw new Error(`${page.url()} is no page of the form`);
  await expect(page.getByRole("heading", { level: 1, name: asked.title })).toBeVisible();
  for (const question of asked.questions) {
    if (question.kind === "repeat" || answers[question.id] === undefined) continue;
    await fill(page, form, question, answers[question.id]);
  }
  return asked;
}

/** Fills the page of one row of a list. */
export async function answerRow(page: Page, form: Form, list: Question, row: Answers): Promise<void> {
  for (const question of list.questions ?? []) {
    if (row[question.id] !== undefined) await fill(page, form, question, row[question.id]);
  }
}

/** Presses "Continue" (or another button) and waits until another page is there. */
export async function goOn(page: Page, button = "Continue"): Promise<void> {
  const before = page.url();
  await page.getByRole("button", { name: button, exact: true }).click();
  await expect(page).not.toHaveURL(before);
}
