import { join } from "node:path";

/** The folder of the journeys. */
export const folder = join(import.meta.dirname, "..");

/** A picture of every page, at both widths, for anyone to look at. Not in git. */
export const screenshots = join(folder, "screenshots");

/** What axe found on each page of this run; one file a page. */
export const findings = join(folder, "test-results", "axe");

/** The sum of {@link findings}, written when the run ends. */
export const findingsOfTheRun = join(folder, "test-results", "axe.json");
