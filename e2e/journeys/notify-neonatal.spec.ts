import { expect, type Page, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { type Answers, fewestAnswers } from "../support/answers";
import { answerPage, answerRow, type Form, goOn, pageAt, questionOf, readAs } from "../support/form";
import { neonatal, rows } from "../support/neonatal";
import { begin, walk } from "../support/notifying";

/** Pages that ask a baby's family more than the shortest way does: the others are looked at there. */
const ofBabies = ["time-of-birth", "gestation", "birthweight", "jar", "alert", "unattended-stillbirth"];

const change = (page: Page, label: string) =>
  page.getByRole("link", { name: `Change ${label}`, exact: true }).click();

/** Adds the rows of a list one after another, and looks at the page of the first. */
async function addRows(page: Page, form: Form, listId: string): Promise<void> {
  const list = questionOf(form, listId);
  for (const [index, row] of (rows[listId] ?? []).entries()) {
    await page.getByRole("button", { name: /^Add (a|another) / }).click();
    await expect(page).toHaveURL(/[?&]row=/);
    await answerRow(page, form, list, row);
    if (index === 0) await look(page, `notify-${listId.replaceAll("_", "-")}-row`);
    await goOn(page, "Save");
    await expect(page.getByRole("heading", { name: new RegExp(String(row.name)) })).toBeVisible();
  }
}

/** Ticks what the form suggests, and gives one of them a name. */
async function addProfessionals(page: Page, form: Form): Promise<void> {
  const suggested = page.getByRole("group", { name: "Which of these knew the child?" });
  for (const name of ["GP", "Midwife", "Police", "Neonatologist or neonatal unit"]) {
    await suggested.getByRole("checkbox", { name, exact: true }).check();
  }
  await expect(page.getByText("Neonatologist or neonatal unit has been added to the list below.")).toBeVisible();
  await look(page, "notify-professionals-suggested");
  await page.getByRole("button", { name: "Change GP", exact: true }).click();
  await answerRow(page, form, questionOf(form, "professionals"), { name: "Dr Pat Invented", informed: "yes" });
  await goOn(page, "Save");
  await expect(page.getByRole("heading", { name: "GP – Dr Pat Invented" })).toBeVisible();
  // What was typed about somebody is not lost by clearing a box.
  await suggested.getByRole("checkbox", { name: "GP", exact: true }).click();
  await expect(page.getByText("GP stays in the list below, because you have given details.")).toBeVisible();
  await expect(suggested.getByRole("checkbox", { name: "GP", exact: true })).toBeChecked();
  await addRows(page, form, "professionals");
  await page.getByRole("button", { name: "Remove Police", exact: true }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: "Police", exact: true })).toBeVisible();
  await look(page, "notify-professionals-added");
}

/** Goes through every section of what may be added, filling every page. */
async function addEverything(page: Page, form: Form, answers: Answers): Promise<void> {
  const sections = page.getByRole("main").getByRole("list").getByRole("link");
  const names = await sections.allTextContents();
  expect(names.length).toBeGreaterThanOrEqual(6);
  for (const name of names) {
    await sections.filter({ hasText: new RegExp(`^${name}$`) }).click();
    await expect(page).not.toHaveURL(/\/more$/);
    while (!page.url().endsWith("/more")) {
      const asked = await answerPage(page, form, answers);
      const list = asked.questions.find((question) => question.kind === "repeat");
      if (list) await addRows(page, form, list.id);
      await look(page, `notify-${asked.id}`);
      await goOn(page);
    }
  }
  await expect(page.getByText("Not yet started")).toHaveCount(0);
}

test("a full notification of a newborn baby, every section filled", async ({ page }) => {
  test.setTimeout(240_000);
  watch(page);
  const answers = neonatal();
  const form = await begin(page);
  await walk(page, form, answers, { until: "professionals", looks: (id) => ofBabies.includes(id) });
  await addProfessionals(page, form);
  await goOn(page);
  await walk(page, form, answers, { looks: () => false });
  await expect(page.getByRole("heading", { level: 1, name: "You have told us enough" })).toBeVisible();
  await look(page, "notify-more");
  await addEverything(page, form, answers);
  await look(page, "notify-more-completed");

  await page.getByRole("link", { name: "Check your answers and send" }).click();
  await everythingIsShown(page, form, answers);
  await look(page, "notify-check");

  // What a later answer hides is kept aside, said, and comes back.
  await change(page, questionOf(form, "jar_required").label);
  await answerPage(page, form, { jar_required: "no" });
  await goOn(page);
  const aside = page.getByText(/^Answers that will not be sent \(\d+\)$/);
  await aside.click();
  const kept = page.locator("details", { has: aside });
  await expect(kept.getByText(questionOf(form, "jar_lead").label)).toBeVisible();
  await expect(kept.getByText("Dr Lee Invented")).toBeVisible();
  await look(page, "notify-check-hidden");
  await change(page, questionOf(form, "jar_required").label);
  await answerPage(page, form, { jar_required: "yes" });
  await goOn(page);
  await expect(aside).toHaveCount(0);

  // One answer is changed, and the check page comes straight back.
  await change(page, "Surname");
  await look(page, "notify-child-name-change");
  answers.surname = fewestAnswers().surname;
  await answerPage(page, form, { surname: answers.surname });
  await goOn(page);
  await expect(page).toHaveURL(/\/notify\/check$/);
  await everythingIsShown(page, form, answers);

  await page.getByRole("button", { name: "Send notification" }).click();
  await expect(page).toHaveURL(/\/notify\/receipt$/);
  await everythingIsShown(page, form, answers);
  await look(page, "notify-receipt-full");
});

/** Every answer stands on the page, beside its question. */
async function everythingIsShown(page: Page, form: Form, answers: Answers): Promise<void> {
  await expect(page.getByText(String(answers.surname)).first()).toBeVisible();
  const shown = await page.locator("dl > div").allInnerTexts();
  for (const [id, answer] of Object.entries(answers)) {
    const question = questionOf(form, id);
    if (question.kind === "repeat") continue;
    const row = shown.find((text) => text.startsWith(`${question.label}\n`) || text.startsWith(`${question.label}\t`));
    for (const line of readAs(form, question, answer)) {
      expect.soft(row ?? `nothing beside “${question.label}”`, question.label).toContain(line);
    }
  }
  for (const list of Object.values(rows).flat()) {
    await expect(page.getByRole("heading", { name: new RegExp(String(list.name)) }).first()).toBeVisible();
  }
  expect(pageAt(form, page.url())).toBeUndefined();
}
