import { mkdirSync, rmSync } from "node:fs";
import { findings, findingsOfTheRun, screenshots } from "./places";

/** Clears what an earlier run left, so that pictures and findings are of this run alone. */
export default function before(): void {
  rmSync(findings, { recursive: true, force: true });
  rmSync(findingsOfTheRun, { force: true });
  rmSync(screenshots, { recursive: true, force: true });
  mkdirSync(findings, { recursive: true });
  mkdirSync(screenshots, { recursive: true });
}
