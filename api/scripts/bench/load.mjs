// The part under load, for the database that is open: list, detail and create through the API, beside
// pgbench running the same statements, and a static file of the same server.
//   node load.mjs RESULT.json
import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { notificationBody, signIn } from "./client.mjs";
import { asAdministrator, asApplication, followLog, logStatements, programs, sql } from "./postgres.mjs";
import { end, median, residentMegabytes, run, say, serve } from "./processes.mjs";
import { pgbenchScript, transactions } from "./statements.mjs";

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const warmUp = Math.min(3, seconds);
const connections = "32";
const threads = "2";
const size = Number(process.env.BENCH_SIZE);
const folder = join(process.env.DATA_DIR, "load");
const log = join(folder, "server.log");
mkdirSync(folder, { recursive: true });
writeFileSync(log, "");

/** Sixty-four cases of an area, spread evenly over all of it. */
const someCases = (area) =>
  sql(asAdministrator(), `SELECT id FROM cases WHERE area_id = '${area}' ORDER BY md5(id::text) LIMIT 64;`).map(([id]) => id);

/** Makes requests of each kind while the server writes down every statement, and turns them into pgbench scripts. */
async function watch() {
  logStatements(true);
  let server;
  try {
    server = await serve({ log, settings: { POOL_SIZE: "1", WORKERS: "1" } });
    const client = await signIn(server.base);
    const ids = someCases(client.area.id);
    if (ids.length < 64) throw new Error(`the area has only ${ids.length} cases; BENCH_CASES must be larger`);
    const observed = async (work, times) => {
      // What a connection asks once (types, first use) is not part of a request.
      await work(0);
      const added = followLog();
      for (let time = 0; time < times; time += 1) await work(time);
      const found = transactions(added());
      if (found.length !== times) throw new Error(`${times} requests ran ${found.length} transactions`);
      return found;
    };
    const list = await observed(() => client.get("/api/v1/cases"), 2);
    const detail = await observed((time) => client.get(`/api/v1/cases/${ids[time]}`), ids.length);
    const body = notificationBody();
    const create = await observed(async () => {
      const made = await client.create("/api/v1/notifications", body, randomUUID());
      if (made.area.id !== client.area.id) throw new Error("the notification went to another area");
    }, 2);
    return {
      ids,
      list: pgbenchScript(asApplication(), list),
      detail: pgbenchScript(asApplication(), detail, ids),
      create: pgbenchScript(asApplication(), create),
    };
  } finally {
    if (server) await end(server.child);
    logStatements(false);
  }
}

/** One round of wrk: answered requests a second, every one of them with success. */
async function wrk(server, client, { method, paths, body }, forSeconds) {
  const pathFile = join(folder, "paths");
  const bodyFile = join(folder, "body.json");
  writeFileSync(pathFile, `${paths.join("\n")}\n`);
  if (body) writeFileSync(bodyFile, JSON.stringify(body));
  const env = {
    ...process.env,
    BENCH_METHOD: method,
    BENCH_COOKIE: client?.cookie ?? "",
    BENCH_RUN: randomBytes(8).toString("hex"),
    BENCH_PATHS: pathFile,
    BENCH_BODY: body ? bodyFile : "",
  };
  let most = 0;
  const sample = setInterval(() => (most = Math.max(most, residentMegabytes(server.child.pid))), 200);
  try {
    const out = await run(
      ["wrk", "-c", connections, "-t", threads, "-d", `${forSeconds}s`, "--timeout", "10s", "-s", join(import.meta.dirname, "requests.lua"), server.base],
      { env, seconds: forSeconds + 30 },
    );
    const { requests, seconds: took, refused, broken } = JSON.parse(out.trim().split("\n").at(-1));
    if (refused > 0 || broken > 0 || requests === 0) {
      throw new Error(`${method} ${paths[0]}: of ${requests} requests ${refused} were refused and ${broken} broke; see ${log}`);
    }
    return { rate: requests / took, megabytes: most };
  } finally {
    clearInterval(sample);
  }
}

/**
 * One round of pgbench: transactions a second, every one of them committed. Its connections are new and
 * must plan every statement first, the API's have done so before; the seconds in which it does are left out.
 */
async function pgbench(kind, { script, variables }, forSeconds) {
  const file = join(folder, `${kind}.sql`);
  writeFileSync(file, script, { mode: 0o600 });
  const planning = 2;
  const out = await run(
    [join(programs, "pgbench"), "-M", "prepared", "-n", "-c", connections, "-j", threads, "-T", String(planning + forSeconds), "-P", "1",
      ...Object.entries({ n: 0, started: Date.now(), random_start: randomBytes(4).readUInt32BE(), ...variables }).flatMap(([name, value]) => ["-D", `${name}=${value}`]),
      "-f", file],
    { env: { ...process.env, ...asApplication() }, seconds: forSeconds + 60, both: true },
  );
  if (!/number of failed transactions: 0 /.test(out)) throw new Error(`pgbench had failed transactions:\n${out}`);
  const steady = [...out.matchAll(/^progress: ([\d.]+) s, ([\d.]+) tps/gm)].filter(([, at]) => Number(at) > planning + 0.5);
  if (steady.length === 0) throw new Error(`pgbench reported no progress:\n${out}`);
  return steady.reduce((sum, [, , rate]) => sum + Number(rate), 0) / steady.length;
}

/** The asset of the first page that is nearest to 10 kB. */
async function assetOfTenKilobytes(base) {
  const page = await (await fetch(base)).text();
  const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  const sizes = await Promise.all(
    assets.map(async (path) => ({ path, bytes: (await (await fetch(base + path)).arrayBuffer()).byteLength })),
  );
  return sizes.sort((a, b) => Math.abs(a.bytes - 10_000) - Math.abs(b.bytes - 10_000))[0];
}

const watched = await watch();
const server = await serve({ log });
const client = await signIn(server.base);
const kinds = {
  list: { method: "GET", paths: ["/api/v1/cases"] },
  detail: { method: "GET", paths: watched.ids.map((id) => `/api/v1/cases/${id}`) },
  create: { method: "POST", paths: ["/api/v1/notifications"], body: notificationBody() },
};
const result = { size, ready_seconds_once: server.seconds, api_rss_mb: 0, statements: {}, rates: {}, pgbench: {} };
for (const [kind, request] of Object.entries(kinds)) {
  const { statements, notes } = watched[kind];
  result.statements[kind] = { statements, ...notes };
  await pgbench(kind, watched[kind], warmUp);
  await wrk(server, client, request, warmUp);
  const api = [];
  const bare = [];
  for (let round = 1; round <= rounds; round += 1) {
    const { rate, megabytes } = await wrk(server, client, request, seconds);
    api.push(rate);
    result.api_rss_mb = Math.max(result.api_rss_mb, megabytes);
    bare.push(await pgbench(kind, watched[kind], seconds));
    say(`${size} cases, ${kind}, round ${round} of ${rounds}: ${api.at(-1).toFixed(0)}/s beside ${bare.at(-1).toFixed(0)}/s`);
  }
  result.rates[kind] = { median: median(api), all: api };
  result.pgbench[kind] = { median: median(bare), all: bare };
}
const asset = await assetOfTenKilobytes(server.base);
const still = [];
await wrk(server, null, { method: "GET", paths: [asset.path] }, warmUp);
for (let round = 1; round <= rounds; round += 1) {
  const { rate } = await wrk(server, null, { method: "GET", paths: [asset.path] }, seconds);
  still.push(rate);
  say(`${size} cases, file of ${asset.bytes} bytes, round ${round} of ${rounds}: ${rate.toFixed(0)}/s`);
}
result.rates.static = { median: median(still), all: still, bytes: asset.bytes };
await end(server.child);
writeFileSync(process.argv[2], `${JSON.stringify(result, null, 2)}\n`);
