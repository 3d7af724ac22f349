// Programs a measurement starts: none of them outlives it.
import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const running = new Set();

/** Starts a program. It is killed when this process ends, however it ends. */
export function start(command, options) {
  const child = spawn(command[0], command.slice(1), options);
  child.group = options.detached === true;
  running.add(child);
  child.ended = new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: -1, error }));
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  return child;
}

/** Sends a signal to a program, or to its group when it leads one. */
export function tell(child, signal) {
  try {
    process.kill(child.group ? -child.pid : child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Asks a program to end, and insists after some seconds. */
export async function end(child, seconds = 15, signal = "SIGTERM") {
  tell(child, signal);
  const done = await Promise.race([child.ended, sleep(seconds * 1000, null, { ref: false })]);
  if (done === null) {
    tell(child, "SIGKILL");
    await child.ended;
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, async () => {
    await Promise.all([...running].map((child) => end(child, 15, child.group ? "SIGINT" : "SIGTERM")));
    process.exit(1);
  });
}
process.on("exit", () => {
  for (const child of running) tell(child, "SIGKILL");
});

/** Runs a program to its end and returns what it wrote, on request its messages too; an exit code other than 0 is an error. */
export async function run(command, { env = process.env, seconds = 600, cwd, both = false } = {}) {
  const child = start(command, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (err += data));
  const timer = setTimeout(() => tell(child, "SIGKILL"), seconds * 1000);
  const { code, signal, error } = await child.ended;
  clearTimeout(timer);
  if (code !== 0) {
    throw new Error(`${command[0]} failed (${error?.message ?? signal ?? code}): ${`${out}\n${err}`.trim().slice(-2000)}`);
  }
  return both ? `${out}\n${err}` : out;
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The resident memory of a process in megabytes (10^6 bytes). */
export function residentMegabytes(pid) {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

/** Asks until the server is ready; returns the seconds it took. */
export async function untilReady(base, child, seconds = 60) {
  const began = performance.now();
  const limit = began + seconds * 1000;
  while (performance.now() < limit) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("the program ended before it was ready");
    try {
      const answer = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(2000) });
      await answer.arrayBuffer();
      if (answer.status === 200) return (performance.now() - began) / 1000;
    } catch {
      // Not listening yet.
    }
    await sleep(5);
  }
  throw new Error(`not ready after ${seconds} seconds`);
}

/** Starts `opencdr serve` with the settings of the environment on a port of its own. */
export async function serve({ log, port, settings = {} }) {
  const where = port ?? (await freePort());
  const base = `http://localhost:${where}`;
  const output = openSync(log, "a");
  const child = start([process.env.OPENCDR, "serve"], {
    env: { ...process.env, PORT: String(where), PUBLIC_URL: base, BIND: "127.0.0.1", ...settings },
    stdio: ["ignore", output, output],
  });
  const address = `http://127.0.0.1:${where}`;
  const seconds = await untilReady(address, child);
  return { child, base: address, port: where, seconds };
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};

export const say = (text) => process.stderr.write(`  · ${text}\n`);
