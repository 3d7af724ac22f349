// run_warm_seconds: a second `make run` until it is ready, with a data folder of its own.
//   node run-warm.mjs RESULT.json
import { openSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, freePort, run, say, start, untilReady } from "./processes.mjs";

const scratch = mkdtempSync(join(tmpdir(), "opencdr-warm-"));
const root = process.env.ROOT;
const log = join(process.env.LOGS, "run-warm.log");
const output = openSync(log, "w");

async function makeRun() {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), DATA_DIR: scratch };
  for (const name of ["DATABASE_URL", "DATABASE_OWNER_URL", "DEMO", "BENCH_SIZE", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"]) delete env[name];
  const began = performance.now();
  // A group of its own, so that it can be ended as Ctrl-C in a terminal does.
  const child = start(["make", "--no-print-directory", "-C", root, "run"], { env, detached: true, stdio: ["ignore", output, output] });
  try {
    await untilReady(`http://127.0.0.1:${port}`, child, 900);
    return (performance.now() - began) / 1000;
  } finally {
    await end(child, 60, "SIGINT");
  }
}

try {
  const first = await makeRun();
  const warm = await makeRun();
  say(`make run: ${first.toFixed(1)} s with a new database, ${warm.toFixed(1)} s the second time`);
  writeFileSync(process.argv[2], `${JSON.stringify({ run_warm_seconds: warm, run_new_database_seconds: first })}\n`);
} catch (error) {
  throw new Error(`make run: ${error.message}; its output is in ${log}`);
} finally {
  await run([join(root, "api/scripts/postgres.sh"), "stop"], { env: { ...process.env, DATA_DIR: scratch } });
  await run([join(root, "api/scripts/postgres.sh"), "forget"], { env: { ...process.env, DATA_DIR: scratch } });
  rmSync(scratch, { recursive: true, force: true });
}
