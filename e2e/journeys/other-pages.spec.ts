import { expect, test } from "@playwright/test";
import { look, visit, watch } from "../support/a11y";

test("an address that is not there says so", async ({ page }) => {
  watch(page);
  await visit(page, "/no-such-page", "not-found");
  await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
  await expect(page).toHaveTitle("Page not found – OpenCDR");
});

test("what happens to the answers is said before they are given", async ({ page }) => {
  watch(page);
  await page.goto("/");
  await page.getByText("What happens to what you tell us").click();
  await expect(page.getByText("under the Children Act 2004")).toBeVisible();
  await look(page, "start-details");
});

test("the API is documented without asking another host", async ({ page }) => {
  watch(page);
  await page.goto("/api/docs/");
  await expect(page.getByRole("heading", { name: /OpenCDR/ }).first()).toBeVisible();
  await expect(page.getByText("/api/v1/area-lookups").first()).toBeVisible();
});
