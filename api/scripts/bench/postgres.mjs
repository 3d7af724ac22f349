// The database server as seen by a measurement: addresses, psql, and the log of statements.
import { spawnSync } from "node:child_process";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

/** An address as libpq's environment variables, so that no password stands on a command line. */
export function pgEnvironment(address, database) {
  const [, user, password, host, port, name] = /^postgres(?:ql)?:\/\/([^:@]+):([^@]*)@([^:/]*):(\d+)\/([^?]*)/.exec(address);
  const plain = (text) => decodeURIComponent(text);
  return {
    PGHOST: plain(host),
    PGPORT: port,
    PGUSER: plain(user),
    PGPASSWORD: plain(password),
    PGDATABASE: database ?? plain(name),
  };
}

export const programs = process.env.BENCH_PG_BIN;
export const asAdministrator = () => pgEnvironment(process.env.BENCH_ADMIN_URL, "cdr");
export const asApplication = () => pgEnvironment(process.env.DATABASE_URL);

/** Runs SQL with psql and returns its rows as lists of texts. */
export function sql(connection, text) {
  const done = spawnSync(join(programs, "psql"), ["-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1"], {
    env: { ...process.env, ...connection },
    input: text,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 300_000,
  });
  if (done.status !== 0) throw new Error(`psql failed: ${done.stderr}`);
  return done.stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\x1f"));
}

/** Whether every statement of the application's new connections is written to the server's log. */
export function logStatements(wanted) {
  const names = { log_statement: "all", log_error_verbosity: "default", log_parameter_max_length: "-1" };
  const change = ([name, value]) =>
    wanted ? `ALTER ROLE cdr_app SET ${name} = '${value}';` : `ALTER ROLE cdr_app RESET ${name};`;
  sql(asAdministrator(), Object.entries(names).map(change).join("\n"));
}

/** The server's log from now on: a function that returns what was added since. */
export function followLog() {
  const path = join(asApplication().PGHOST, "server.log");
  const size = () => {
    const file = openSync(path, "r");
    try {
      return fstatSync(file).size;
    } finally {
      closeSync(file);
    }
  };
  const from = size();
  return () => {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(fstatSync(file).size - from);
      readSync(file, bytes, 0, bytes.length, from);
      return bytes.toString("utf8");
    } finally {
      closeSync(file);
    }
  };
}
