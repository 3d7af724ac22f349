import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config";

/** What is measured in a browser and against a running server, one thing at a time: see api/scripts/figures-3.sh. */
export default defineConfig({ ...journeys, testDir: "figures", workers: 1, fullyParallel: false, timeout: 600_000 });
