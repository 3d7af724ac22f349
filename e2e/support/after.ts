import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PageFinding } from "./a11y";
import { findings, findingsOfTheRun } from "./places";

/** Adds the findings up: `axe_violations` of the figures is read from this file. */
export default function after(): void {
  const pages = readdirSync(findings)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(findings, name), "utf8")) as PageFinding);
  const violations = pages.reduce((sum, page) => sum + page.violations.length, 0);
  writeFileSync(findingsOfTheRun, `${JSON.stringify({ checks: pages.length, violations, pages }, null, 2)}\n`);
  console.log(`axe: ${pages.length} checks of pages, ${violations} violations`);
}
