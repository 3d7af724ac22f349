// Puts measured parts together: bench.json, 1.json, and a table to read.
//   node report.mjs load FIGURES SMALL LARGE · node report.mjs axe FOUND RESULT · node report.mjs figures FIGURES
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {});
const write = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
const round = (value) => Number(value.toPrecision(4));
const rounded = (figures) => Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));

/** What each figure must reach: at least, or at most. */
const targets = {
  list_ratio_pgbench: ["≥", 0.6, "list beside pgbench, the lower of both sizes"],
  detail_ratio_pgbench: ["≥", 0.6, "one case beside pgbench"],
  create_ratio_pgbench: ["≥", 0.5, "a notification beside pgbench"],
  list_rate_ratio_1m: ["≥", 0.5, "list at 1,000,000 cases over 17,500"],
  detail_rate_ratio_1m: ["≥", 0.5, "one case, the same"],
  create_rate_ratio_1m: ["≥", 0.5, "a notification, the same"],
  api_rss_mb: ["≤", 150, "most memory of the API under that load"],
  ready_seconds: ["≤", 2, "start of the API until it is ready"],
  run_warm_seconds: ["≤", 10, "a second make run until it is ready"],
  spa_first_load_kb: ["≤", 200, "script and style of the first form page, gzip"],
  lighthouse_accessibility: ["≥", 100, "lower of the two public pages"],
  lighthouse_performance: ["≥", 95, "lower of the two public pages"],
  axe_violations: ["≤", 0, "every page visited, at 1280 and 320 px"],
  shortest_notification_questions: ["≤", 25, "questions seen on the shortest way"],
  kill_lost: ["≤", 0, "acknowledged notifications that are gone"],
  kill_doubled: ["≤", 0, "notifications received twice"],
};

const met = (name, value) => {
  const [sign, limit] = targets[name];
  return sign === "≥" ? value >= limit : value <= limit;
};

function load(folder, small, large) {
  const at = { small: read(join(folder, `load-${small}.json`)), large: read(join(folder, `load-${large}.json`)) };
  const figures = {};
  for (const kind of ["list", "detail", "create"]) {
    const ratio = (one) => one.rates[kind].median / one.pgbench[kind].median;
    figures[`${kind}_ratio_pgbench`] = Math.min(ratio(at.small), ratio(at.large));
    figures[`${kind}_rate_ratio_1m`] = at.large.rates[kind].median / at.small.rates[kind].median;
    for (const [size, one] of [["17500", at.small], ["1m", at.large]]) {
      figures[`${kind}_rate_${size}`] = one.rates[kind].median;
      figures[`${kind}_pgbench_rate_${size}`] = one.pgbench[kind].median;
      figures[`${kind}_ratio_pgbench_${size}`] = ratio(one);
    }
  }
  figures.api_rss_mb = Math.max(at.small.api_rss_mb, at.large.api_rss_mb);
  figures.static_rate = at.small.rates.static.median;
  figures.bench_small_cases = at.small.size;
  figures.bench_large_cases = at.large.size;
  write(join(folder, "bench.json"), rounded(figures));

  const row = (words, size) => `  ${words.padEnd(10)}${size}`;
  const number = (value, width = 10) => value.toFixed(0).padStart(width);
  console.log(`\nAnswers a second, medians (API beside pgbench running the same statements)\n`);
  console.log(row("", [at.small.size, at.large.size].map((size) => `${`at ${size} cases`.padStart(28)}`).join("")));
  for (const kind of ["list", "detail", "create"]) {
    const cells = [at.small, at.large].map(
      (one) => `${number(one.rates[kind].median)}${number(one.pgbench[kind].median)}${(one.rates[kind].median / one.pgbench[kind].median).toFixed(2).padStart(8)}`,
    );
    console.log(row(kind, cells.join("")));
  }
  console.log(row("file", [at.small, at.large].map((one) => `${number(one.rates.static.median)}${"".padStart(18)}`).join("")));
  table(figures);
}

function axe(found, result) {
  const { checks, violations, pages } = read(found);
  if (!(checks > 0)) throw new Error(`${found} holds no checks; run the journeys`);
  for (const page of pages.filter((one) => one.violations.length > 0)) {
    for (const one of page.violations) console.error(`  ${page.page} at ${page.width} px: ${one.id} (${one.help}) ${one.targets.join(" | ")}`);
  }
  write(result, { axe_violations: violations, axe_checks: checks });
}

function figures(folder) {
  const all = { ...read(join(folder, "bench.json")) };
  for (const part of ["ready", "kill", "warm", "pages", "lighthouse", "axe"]) {
    for (const [name, value] of Object.entries(read(join(folder, `part-${part}.json`)))) {
      if (typeof value === "number") all[name] = round(value);
    }
  }
  write(join(folder, "1.json"), all);
  table(all);
  console.log(`\nWritten: ${join(folder, "1.json")}`);
  const missing = Object.keys(targets).filter((name) => all[name] === undefined);
  if (missing.length > 0) process.exitCode = 1;
}

/** The same of the second step. */
const targets2 = {
  duplicate_precision: ["≥", 0.99, "possible or better, invented families"],
  duplicate_recall: ["≥", 0.95, "the same"],
  febrl_precision: ["≥", 0, "possible or better, FEBRL; no target"],
  febrl_recall: ["≥", 0, "the same"],
  twins_very_likely: ["≤", 0, "pairs of twins chosen in advance"],
  score_median_ms_1m: ["≤", 100, "one notification against 1,000,000 children, ms"],
  policy_rls_disagreements: ["≤", 0, "policy and row-level security"],
  policy_rls_triples: ["≥", 10_000, "person, record, action"],
  guard_mutations: ["≥", 1, "guards taken away or loosened, one by one"],
  guard_mutations_survived: ["≤", 0, "of them unnoticed"],
  merge_unmerge_hash_equal: ["≥", 1, "merge, edit, unmerge restores"],
  hostile_files: ["≥", 40, "files made to do harm"],
  hostile_files_mishandled: ["≤", 0, "of them handled otherwise than stated"],
  list_ratio_pgbench: ["≥", 0.5, "list beside pgbench, names sealed"],
  detail_ratio_pgbench: ["≥", 0.5, "one case beside pgbench, the same"],
  axe_violations: ["≤", 0, "every page visited, at 1280 and 320 px"],
};

/** Only a database of the size the target speaks of gives the figure its name. */
function matching(from, to) {
  const found = read(from);
  const size = found.score_cases >= 1_000_000 ? "1m" : String(found.score_cases);
  write(to, { [`score_median_ms_${size}`]: found.score_median_ms, [`score_p95_ms_${size}`]: found.score_p95_ms });
  console.log(`  ${found.score_cases} cases: median ${round(found.score_median_ms)} ms, 95 of 100 within ${round(found.score_p95_ms)} ms; ${found.score_found} found`);
}

function figures2(folder) {
  const found = {};
  for (const part of ["bench", "duplicates", "policy_rls", "guards", "documents", "merging", "matching", "part-axe"]) {
    Object.assign(found, read(join(folder, `${part}.json`)));
  }
  step(folder, "2", found, targets2);
}

/** The figures of the third step. */
const targets3 = {
  nil_return_seconds: ["≤", 60, "from an invitation to “not known to us”, typing at five characters a second"],
  nil_return_screens: ["≤", 4, "screens on the way"],
  redundant_questions: ["≤", 0, "questions asked that are known and not shown"],
  gp_minutes: ["≤", 10, "a surgery’s answer, by kind of question (e2e/figures/record.spec.ts)"],
  conflicting_edits: ["≥", 10_000, "edits of fifty clients at once that were taken"],
  lost_updates: ["≤", 0, "edits that nothing was built on, or that are gone"],
  composite_p95_ms: ["≤", 300, "the record of twelve contributions"],
  autosave_per_second: ["≥", 99, "answers saved a second, offered at 100"],
  autosave_p99_ms: ["≤", 100, "from when each was due"],
  scanner_consumed_links: ["≤", 0, "of 200 links that were fetched, opened and pressed"],
  keyboard_only_tasks: ["≥", 8, "tasks tried with the keyboard alone"],
  keyboard_only_tasks_passed: ["≥", 8, "and done"],
  axe_violations: ["≤", 0, "every page visited, at 1280 and 320 px"],
};

function figures3(folder) {
  const found = {};
  for (const part of ["nil-return", "scanner", "keyboard", "edits", "autosave", "composite", "redundant", "axe"]) {
    Object.assign(found, read(join(folder, "step3", `${part}.json`)));
  }
  step(folder, "3", found, targets3);
}

/** Writes the figures of a step and shows them beside their targets. */
function step(folder, number, found, wanted) {
  const all = {};
  for (const name of Object.keys(wanted)) if (typeof found[name] === "number") all[name] = round(found[name]);
  write(join(folder, `${number}.json`), all);
  console.log("");
  let unmet = 0;
  for (const [name, [sign, limit, words]] of Object.entries(wanted)) {
    const value = all[name];
    const good = value !== undefined && (sign === "≥" ? value >= limit : value <= limit);
    if (!good) unmet += 1;
    const mark = value === undefined ? "not yet" : good ? "" : "MISSED";
    console.log(`  ${name.padEnd(27)}${String(value ?? "–").padStart(11)}  ${`${sign} ${limit}`.padEnd(9)}${mark.padEnd(9)}${words}`);
  }
  console.log(`\nWritten: ${join(folder, `${number}.json`)}`);
  if (unmet > 0) process.exitCode = 1;
}

function table(all) {
  console.log("");
  const line = (name, value, target, words, mark) =>
    console.log(`  ${name.padEnd(33)}${String(value).padStart(11)}  ${target.padEnd(8)}${mark.padEnd(10)}${words}`);
  for (const [name, [sign, limit, words]] of Object.entries(targets)) {
    const value = all[name];
    if (value !== undefined) line(name, round(value), `${sign} ${limit}`, words, met(name, value) ? "" : "MISSED");
    else if (all.ready_seconds !== undefined || all.axe_violations !== undefined) line(name, "–", `${sign} ${limit}`, words, "no value");
  }
  const extras = Object.entries(all).filter(([name]) => !(name in targets));
  if (extras.length > 0) console.log("");
  for (const [name, value] of extras) line(name, round(value), "", "", "");
  if (all.bench_small_cases !== undefined && (all.bench_small_cases !== 17_500 || all.bench_large_cases !== 1_000_000)) {
    console.log("\n  Rates are of other sizes than the targets': names ending in 17500 and 1m mean the small and the large one.");
  }
  const missed = Object.keys(targets).filter((name) => all[name] !== undefined && !met(name, all[name]));
  console.log(missed.length === 0 ? "\n  Every figure measured reaches its target." : `\n  ${missed.length} missed: ${missed.join(", ")}`);
}

const [what, ...rest] = process.argv.slice(2);
({ load, axe, figures, matching, figures2, figures3 })[what](...rest);
