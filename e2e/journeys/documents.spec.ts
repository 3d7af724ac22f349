import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { look, watch } from "../support/a11y";
import { coordinator, signInQuietly } from "../support/personas";
import { acceptQuietly, sendOne } from "../support/staff";

const text = (name: string, content: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

async function onNewCase(page: Page) {
  watch(page);
  await signInQuietly(page.request, coordinator("KENT"));
  const sent = await sendOne(page.request);
  const made = await acceptQuietly(page.request, sent.id);
  await page.goto(`/cases/${made.id}?tab=documents`);
  await expect(page.getByText("There is no document on this case yet.")).toBeVisible();
}

async function choose(page: Page, kind: string, files: { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.getByLabel("What kind of document is it?").selectOption({ label: kind });
  await page.getByLabel("Files").setInputFiles(files);
}

test("a coordinator uploads documents, opens one, adds a version and withdraws it", async ({ page }) => {
  await onNewCase(page);
  await look(page, "documents-none");
  await page.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose a file to upload");
  await look(page, "documents-missing");

  await choose(page, "Post-mortem report", [text("Report draft.txt", "Draft of the report"), text("Notes.txt", "Notes")]);
  await page.getByRole("checkbox", { name: "Withhold it from what the panel is given" }).check();
  await page.getByRole("button", { name: "Upload 2 files" }).click();
  await expect(page.getByRole("heading", { name: "Report draft" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Notes", exact: true })).toBeVisible();
  await expect(page.getByText("Withheld from the panel")).toHaveCount(2);
  await look(page, "documents-uploaded");

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: /^Download Report draft.txt/ }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("Report draft.txt");
  expect(await readFile(await download.path(), "utf8")).toBe("Draft of the report");

  await page.getByLabel("New version of Report draft").setInputFiles(text("Report final.txt", "The report"));
  await expect(page.getByRole("link", { name: /^Download Report final.txt/ })).toBeVisible();
  await page.getByText("Earlier versions of Report draft (1)").click();
  await expect(page.getByRole("link", { name: /^Download Report draft.txt/ })).toBeVisible();
  await look(page, "documents-versions");

  await page.getByRole("button", { name: "Change details of Report draft" }).click();
  await page.getByRole("dialog").getByLabel("Title").fill("Report");
  await look(page, "documents-details");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Report", exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Withdraw Report" }).click();
  await page.getByRole("dialog").getByLabel("Why is it withdrawn?").fill("Belongs to another child");
  await look(page, "documents-withdraw");
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("Belongs to another child")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Download Report final.txt/ })).toHaveCount(0);
  await look(page, "documents-withdrawn");

  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(page.getByRole("heading", { name: "Document withdrawn" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Version 2 of a document added" })).toBeVisible();
});

test("a file shows how far it is, can be cancelled, and is refused with the reason", async ({ page }) => {
  await onNewCase(page);
  let go: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route("**/documents", async (route) => {
    if (route.request().method() === "POST") await held;
    await route.continue().catch(() => undefined);
  });
  await choose(page, "Other document", [text("Slow.txt", "Slow")]);
  await page.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByRole("progressbar", { name: "Upload of Slow.txt" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel the upload of Slow.txt" }).click();
  await expect(page.getByText("The upload of Slow.txt was cancelled.")).toBeVisible();
  go();
  await page.unroute("**/documents");

  await choose(page, "Other document", [{ name: "report.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\u0090\u0000") }]);
  await page.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByText("The content of this file is not what the ending of its name says.")).toBeVisible();
  await look(page, "documents-refused");
  await page.getByRole("button", { name: "Remove report.pdf from this list" }).click();
  await expect(page.getByText("There is no document on this case yet.")).toBeVisible();
});
