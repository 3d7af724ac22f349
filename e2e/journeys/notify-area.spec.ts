import { expect, type Page, test } from "@playwright/test";
import { look, visit, watch } from "../support/a11y";
import { fewestAnswers, postcodes } from "../support/answers";
import { daysAgo } from "../support/dates";
import { answerPage, goOn } from "../support/form";
import { begin, walk } from "../support/notifying";

const panels = (page: Page) => page.getByRole("group", { name: "Child death overview panel" });

async function chooses(page: Page, why: RegExp): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Which panel should receive this notification?");
  await expect(panels(page).getByText(why)).toBeVisible();
}

test("where no postcode names the panel, the person chooses it", async ({ page }) => {
  watch(page);
  const form = await begin(page);

  await answerPage(page, form, { residence: "england", postcode: "NR99 9ZZ" });
  await goOn(page);
  await chooses(page, /could not find NR99 9ZZ/);
  await look(page, "notify-area-unknown");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose the panel that should receive this");
  await look(page, "notify-area-error");

  await page.getByRole("link", { name: "Back", exact: true }).click();
  await answerPage(page, form, { postcode: postcodes.wales });
  await goOn(page);
  await chooses(page, /outside England/);
  await look(page, "notify-area-wales");

  await page.getByRole("link", { name: "Back", exact: true }).click();
  await answerPage(page, form, { residence: "postcode_not_known" });
  await goOn(page);
  await chooses(page, /area where the child lived/);

  await page.getByRole("link", { name: "Back", exact: true }).click();
  await answerPage(page, form, { residence: "outside_england", country_of_residence: "France" });
  await goOn(page);
  await chooses(page, /area in England where the child died/);
});

test("a baby of a family with no fixed abode, born and died the same day", async ({ page }) => {
  watch(page);
  const { postcode: _, home_address: __, ...base } = fewestAnswers();
  const answers = {
    ...base,
    residence: "no_fixed_abode",
    name_status: "not_yet_named",
    forenames: undefined,
    nhs_number: undefined,
    nhs_number_missing_reason: "non_resident",
    date_of_birth: daysAgo(1),
    date_of_death: daysAgo(1),
    time_of_birth: { state: "not_known" },
    time_of_death: { state: "not_known" },
    gestation_weeks: 21,
    birthweight_g: { state: "not_known" },
    suspected_stillbirth_unattended: "yes",
    place_of_death: "ABROAD",
    country_of_death: "France",
  };
  const form = await begin(page);
  await walk(page, form, answers, { until: "area", looks: () => false });
  await chooses(page, /last stayed/);
  await panels(page).getByRole("radio", { name: "Norfolk and Waveney" }).check();
  await look(page, "notify-area-no-fixed-abode");
  const seen = ["time-of-birth", "gestation", "birthweight", "unattended-stillbirth", "place-of-death"];
  await walk(page, form, answers, { looks: (id) => seen.includes(id), pictures: "notify-newborn-" });
  await page.getByRole("link", { name: "Check your answers and send" }).click();
  // A reload forgets everything but what the server keeps: the panel chosen is kept with the answers.
  await page.reload();
  await expect(page.locator("dl > div", { hasText: "Panel that will receive this" })).toContainText("Norfolk and Waveney");
  await expect(page.getByRole("link", { name: /^The baby was born before 22 weeks/ })).toBeVisible();
  await look(page, "notify-check-second-look");
  await page.getByRole("button", { name: "Send notification" }).click();
  await expect(page).toHaveURL(/\/notify\/receipt$/);
  await expect(page.getByText("Norfolk and Waveney").first()).toBeVisible();
});

test("a receipt is only for the browser that sent the notification", async ({ page }) => {
  watch(page);
  await visit(page, "/notify/receipt", "notify-receipt-none");
  await expect(page.getByRole("heading", { level: 1, name: "There is no receipt to show" })).toBeVisible();
});
