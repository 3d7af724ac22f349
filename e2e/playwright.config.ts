import { defineConfig } from "@playwright/test";

/** api/scripts/e2e.sh starts a server on a throw-away database and says where it is. */
const baseURL = process.env.BASE_URL;
if (!baseURL) throw new Error("BASE_URL is not set. Start the journeys with api/scripts/e2e.sh.");

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results/runs",
  globalSetup: "./support/before.ts",
  globalTeardown: "./support/after.ts",
  fullyParallel: true,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  forbidOnly: Boolean(process.env.CI),
  // A journey that passes only at the second try is a defect to find, not to hide.
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: process.env.E2E_REPORT
    ? [["list"], ["json", { outputFile: process.env.E2E_REPORT }]]
    : [["list"]],
  use: {
    baseURL,
    locale: "en-GB",
    timezoneId: "Europe/London",
    viewport: { width: 1280, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    screenshot: "only-on-failure",
    // A trace doubles the time of every look at a page: E2E_TRACE=retain-on-failure when one is needed.
    trace: (process.env.E2E_TRACE ?? "off") as "off" | "on" | "retain-on-failure",
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
