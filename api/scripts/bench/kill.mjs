// kill_lost and kill_doubled: the API is killed outright and started again while notifications are
// posted with retries and idempotency keys; every one that was acknowledged must be there, once.
//   node kill.mjs RESULT.json
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { notificationBody, shortestAnswers, signIn } from "./client.mjs";
import { asAdministrator, sql } from "./postgres.mjs";
import { end, freePort, say, serve, tell } from "./processes.mjs";

const notifications = Number(process.env.KILL_NOTIFICATIONS ?? 400);
const kills = Number(process.env.KILL_TIMES ?? 20);
const atOnce = 8;
const log = join(process.env.DATA_DIR, "kill.log");
const mark = `kill-${randomBytes(6).toString("hex")}`;
const port = await freePort();

let server = await serve({ log, port });
const client = await signIn(server.base);
const answers = shortestAnswers();
const acknowledged = new Map();
const attempts = [];
let next = 0;
let over = false;

/** Posts one notification until it is acknowledged: the same key and the same body every time. */
async function post(number) {
  const key = randomUUID();
  // The organisation is told apart from what identifies people, and stays readable.
  const body = notificationBody({ ...answers, notifier_org: `Hospital ${mark}-${number}.` });
  for (let attempt = 1; attempt <= 400; attempt += 1) {
    try {
      const answer = await client.send("POST", "/api/v1/notifications", { body, key, timeout: 5000 });
      const text = await answer.text();
      if (answer.status === 201) {
        attempts.push(attempt);
        acknowledged.set(number, JSON.parse(text).id);
        return;
      }
      if (answer.status < 500 && answer.status !== 409) throw new Refused(`${answer.status} ${text}`);
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    await sleep(20 + randomInt(30));
  }
  throw new Error("a notification was never acknowledged");
}
class Refused extends Error {}

async function poster() {
  while (next < notifications) {
    next += 1;
    await post(next);
  }
}

/** Kills at chance moments, spread evenly over the run; there are always requests under way. */
async function killer() {
  for (let time = 1; time <= kills; time += 1) {
    const from = Math.floor((notifications * (time - 0.5)) / (kills + 1));
    while (acknowledged.size < from && !over) await sleep(1);
    if (over) break;
    await sleep(randomInt(15));
    tell(server.child, "SIGKILL");
    await server.child.ended;
    killed += 1;
    server = await serve({ log, port });
  }
}
let killed = 0;
const began = performance.now();
await Promise.all([Promise.all(Array.from({ length: atOnce }, poster)).finally(() => (over = true)), killer()]);
const seconds = (performance.now() - began) / 1000;
await end(server.child);

const kept = sql(
  asAdministrator(),
  `SELECT id, substring(notifier_organisation from '${mark}-([0-9]+)') FROM notifications
    WHERE notifier_organisation LIKE '%${mark}-%';`,
);
const byNumber = new Map();
for (const [id, number] of kept) byNumber.set(Number(number), [...(byNumber.get(Number(number)) ?? []), id]);
let lost = 0;
for (const [number, id] of acknowledged) if (!(byNumber.get(number) ?? []).includes(id)) lost += 1;
let doubled = 0;
for (const ids of byNumber.values()) if (ids.length > 1) doubled += 1;
if (killed < kills) throw new Error(`only ${killed} of ${kills} kills happened while notifications were posted`);
const retried = attempts.filter((one) => one > 1).length;
say(`${acknowledged.size} notifications acknowledged, ${retried} only after retries; ${killed} kills in ${seconds.toFixed(1)} s`);
if (retried === 0) throw new Error("no request was hit by a kill; the test said nothing");
const result = { kill_lost: lost, kill_doubled: doubled, kill_acknowledged: acknowledged.size, kill_retried: retried, kill_times: killed };
writeFileSync(process.argv[2], `${JSON.stringify(result)}\n`);
