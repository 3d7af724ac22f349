// Adds up what the test runners reported, and prints one closing line.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const logs = process.argv[2];
const read = (name) => {
  const path = join(logs, name);
  return existsSync(path) ? readFileSync(path, "utf8") : null;
};
const total = { passed: 0, failed: 0, skipped: 0 };
const add = (name, passed, failed, skipped) => {
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

const rust = read("rust.log");
if (rust !== null) {
  const sum = (pattern) => [...rust.matchAll(pattern)].reduce((n, match) => n + Number(match[1]), 0);
  const nextest = rust.match(/^\s*Summary \[.*$/m)?.[0];
  const count = (word) => Number(nextest.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  if (nextest) add("rust tests", count("passed"), count("failed") + count("timed out"), count("skipped"));
  else add("rust tests", sum(/(\d+) passed;/g), sum(/(\d+) failed;/g), sum(/(\d+) ignored;/g));
}
const frontend = read("frontend.json");
if (frontend !== null) {
  const report = JSON.parse(frontend);
  add("frontend tests", report.numPassedTests, report.numFailedTests + (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? 1 : 0), report.numPendingTests + report.numTodoTests);
}
const journeys = read("journeys.json");
if (journeys !== null) {
  const { expected, unexpected, flaky, skipped } = JSON.parse(journeys).stats;
  add("journey tests", expected + flaky, unexpected, skipped);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
