import { writeFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { expect, type Page } from "@playwright/test";
import { findings, screenshots } from "./places";

/** The widths every page is looked at: a desk, and a small telephone (or 400 % zoom). */
export const widths = [1280, 320] as const;

export interface PageFinding {
  page: string;
  width: number;
  violations: { id: string; impact: string | null; help: string; targets: string[] }[];
}

/** Waits until the page has settled: network quiet, nothing loading, fonts there, one main heading shown. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator("h1").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.locator(".oc-progress")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Runs axe on the page as it is. The script stays in the document, so that it is sent once a visit. */
async function analyse(page: Page): Promise<PageFinding["violations"]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const result = await axe.run(document, {
      runOnly: { type: "tag", values },
      resultTypes: ["violations"],
    });
    return result.violations.map((found) => ({
      id: found.id,
      impact: found.impact ?? null,
      help: found.help,
      targets: found.nodes.map((node) => node.target.join(" ")),
    }));
  }, rules);
}

/**
 * Looks at the page that is open, under a short name ("notify-postcode"): axe at both widths, a
 * picture at both widths, nothing wider than the screen at the narrow one. The width the page
 * had is put back, and what was typed is untouched.
 */
export async function look(page: Page, name: string): Promise<void> {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`“${name}” is not a name for a picture`);
  const before = page.viewportSize();
  await settled(page);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const finding: PageFinding = { page: name, width, violations: await analyse(page) };
    writeFileSync(join(findings, `${name}-${width}.json`), JSON.stringify(finding));
    // From the top, so that what stays in sight while scrolling is in its place on the picture.
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: join(screenshots, `${name}-${width}.png`), fullPage: true });
    expect.soft(finding.violations, `accessibility of ${name} at ${width} px`).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `${name} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
  }
  if (before) await page.setViewportSize(before);
}

/** Opens an address and looks at the page: see {@link look}. */
export async function visit(page: Page, address: string, name: string): Promise<void> {
  const response = await page.goto(address);
  expect(response?.ok(), `${address} answers`).toBe(true);
  await look(page, name);
}

/** Fails the journey when a page asks another host for anything, or a script throws. */
export function watch(page: Page): void {
  const own = new URL(process.env.BASE_URL ?? "http://localhost").host;
  page.on("request", (request) => {
    const address = new URL(request.url());
    if (address.protocol.startsWith("http") && address.host !== own) {
      expect.soft(address.host, "a page asked another host").toBe(own);
    }
  });
  page.on("pageerror", (error) => {
    expect.soft(error.message, "a script failed").toBe("");
  });
}
