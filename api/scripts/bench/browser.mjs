// Chromium as the journeys use it, from the packages of e2e/.
import { createRequire } from "node:module";
import { join } from "node:path";

export const executablePath = process.env.PLAYWRIGHT_CHROMIUM ?? "/usr/bin/chromium";
export const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens a browser; whoever opens it closes it. */
export async function openBrowser() {
  const require = createRequire(join(process.env.ROOT, "e2e/package.json"));
  const { chromium } = require("playwright-core");
  return await chromium.launch({ executablePath, args });
}
