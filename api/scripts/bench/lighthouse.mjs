// lighthouse_accessibility and lighthouse_performance: the lower of the public start page and the first
// form page, each the median of several runs with Lighthouse's own settings (a telephone, slowed down).
//   node lighthouse.mjs RESULT.json
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { args, executablePath } from "./browser.mjs";
import { end, median, run, say, serve } from "./processes.mjs";
import { readFileSync } from "node:fs";

const times = Number(process.env.LIGHTHOUSE_RUNS ?? 3);
const folder = mkdtempSync(join(tmpdir(), "opencdr-lighthouse-"));
const server = await serve({ log: join(process.env.DATA_DIR, "lighthouse.log") });
const base = server.base.replace("127.0.0.1", "localhost");

async function look(path) {
  const report = join(folder, "report.json");
  await run(
    [process.execPath, join(import.meta.dirname, "node_modules/lighthouse/cli/index.js"), base + path, "--quiet", "--output=json",
      `--output-path=${report}`, "--only-categories=accessibility,performance", "--no-enable-error-reporting", `--chrome-flags=${args.join(" ")}`],
    // Run from a folder of its own: Chromium writes beside where it stands.
    { env: { ...process.env, CHROME_PATH: executablePath, HOME: folder, TMPDIR: folder }, cwd: folder, seconds: 180 },
  );
  const { categories, audits, runtimeError } = JSON.parse(readFileSync(report, "utf8"));
  if (runtimeError) throw new Error(`Lighthouse on ${path}: ${runtimeError.message}`);
  for (const { id } of categories.accessibility.auditRefs) {
    if (audits[id].score !== null && audits[id].score < 1 && audits[id].scoreDisplayMode === "binary") say(`${path}: ${audits[id].title}`);
  }
  return { accessibility: categories.accessibility.score * 100, performance: categories.performance.score * 100 };
}

try {
  const pages = [];
  for (const path of ["/", "/notify/residence"]) {
    const all = [];
    for (let time = 0; time < times; time += 1) all.push(await look(path));
    const page = { accessibility: Math.min(...all.map((one) => one.accessibility)), performance: median(all.map((one) => one.performance)) };
    say(`${path}: accessibility ${page.accessibility.toFixed(0)}, performance ${all.map((one) => one.performance.toFixed(0)).join(", ")}`);
    pages.push(page);
  }
  const least = (key) => Math.round(Math.min(...pages.map((page) => page[key])));
  writeFileSync(process.argv[2], `${JSON.stringify({ lighthouse_accessibility: least("accessibility"), lighthouse_performance: least("performance") })}\n`);
} finally {
  await end(server.child);
  rmSync(folder, { recursive: true, force: true });
}
