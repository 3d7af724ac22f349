import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config";

// The findings of the journeys are left alone: what is measured here looks at no page with axe.
const { globalSetup: _before, globalTeardown: _after, ...rest } = journeys;

/** What is measured in a browser and against a running server, one thing at a time: see api/scripts/figures-3.sh. */
export default defineConfig({ ...rest, testDir: "figures", workers: 1, fullyParallel: false, timeout: 1_200_000 });
