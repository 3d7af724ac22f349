import { expect, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { coordinator, signInQuietly } from "../support/personas";
import { acceptQuietly, sendOne } from "../support/staff";

test("a coordinator records the joint agency response, confirms that the death is reviewed here, and completes triage", async ({ page }) => {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const sent = await sendOne(page.request, { jar_required: "yes" });
  const made = await acceptQuietly(page.request, sent.id);

  await page.goto(`/cases/${made.id}`);
  const triage = page.getByRole("region", { name: "Triage" });
  await expect(triage).toContainText("First answer the questions under “Is this death reviewed here?”, and record");
  const response = page.getByRole("region", { name: "Joint agency response" });
  await expect(response.getByText("Not confirmed")).toBeVisible();
  await response.getByRole("button", { name: "Record the decision" }).click();
  await expect(response.getByRole("heading", { name: "Joint agency response" })).toBeFocused();
  await response.getByRole("group", { name: "Was it started?" }).getByRole("radio", { name: "Yes" }).check();
  await look(page, "case-response-form");
  await response.getByRole("button", { name: "Save the decision" }).click();
  await expect(response.getByRole("alert")).toContainText("Choose the criteria that apply");
  await look(page, "case-response-errors");
  await response.getByRole("checkbox", { name: /sudden and there is no immediately apparent cause/ }).check();
  for (const group of ["When did it start?", "When was this decided?"]) {
    const when = response.getByRole("group", { name: group });
    const today = new Date();
    await when.getByLabel("Day").fill(String(today.getUTCDate()));
    await when.getByLabel("Month").fill(String(today.getUTCMonth() + 1));
    await when.getByLabel("Year").fill(String(today.getUTCFullYear()));
    await when.getByLabel("Time").fill("00:01");
  }
  await response.getByLabel("Who decided?").fill("The on-call paediatrician and the police lead");
  await response.getByRole("button", { name: "Save the decision" }).click();
  await expect(response.getByText("The decision has been saved.")).toBeVisible();
  await expect(response.getByRole("button", { name: "Change the decision" })).toBeVisible();
  await response.getByText("What was recorded before (1)").click();
  await look(page, "case-response-recorded");

  const scope = page.getByRole("region", { name: "Is this death reviewed here?" });
  await scope.getByRole("button", { name: "Answer these questions" }).click();
  await look(page, "case-scope-form");
  await scope.getByRole("button", { name: "Save the answers" }).click();
  await expect(scope.getByText("Your answers have been saved.")).toBeVisible();
  await expect(scope.getByRole("button", { name: "Change the answers" })).toBeVisible();
  await look(page, "case-scope-saved");

  const deadlines = page.getByRole("table", { name: "Deadlines of this case" });
  await triage.getByRole("button", { name: "Triage is complete" }).click();
  await expect(page.getByText("Triage is complete. The case is now gathering information.")).toBeVisible();
  await expect(triage).toContainText("Triage was completed by");
  await expect(deadlines.getByRole("row", { name: /Triage the notification/ })).toContainText("Done");
  await triage.getByText("Reopen triage").first().click();
  await look(page, "case-triage-completed");

  const national = page.getByRole("region", { name: "National database" });
  await national.getByRole("button", { name: "Record that they were told" }).click();
  const told = new Date();
  await national.getByLabel("Day", { exact: true }).fill(String(told.getUTCDate()));
  await national.getByLabel("Month").fill(String(told.getUTCMonth() + 1));
  await national.getByLabel("Year").fill(String(told.getUTCFullYear()));
  await look(page, "case-national-form");
  await national.getByRole("button", { name: "Save" }).click();
  await expect(national.getByText("It has been written down.")).toBeVisible();
  await expect(deadlines.getByRole("row", { name: /Tell the national database/ })).toContainText("Done");
  await look(page, "case-national-told");
});
