import { expect, test } from "@playwright/test";
import { visit, watch } from "../support/a11y";

test("the first page opens and offers to notify a death", async ({ page }) => {
  watch(page);
  await visit(page, "/", "start");
  await expect(page).toHaveTitle(/OpenCDR/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
});
