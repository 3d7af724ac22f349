// From the server's log to a pgbench script: the statements of one request, in its transaction,
// with what must be new in every request made new.
import { sql } from "./postgres.mjs";

/**
 * The transactions in a piece of the log, each a list of {sql, values, prepared}; BEGIN and COMMIT are left out.
 * Statements outside a transaction belong to opening a connection, and are not a request's.
 */
export function transactions(log) {
  const entries = [];
  for (const line of log.split("\n")) {
    const head = /^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[(\d+)\] (\w+):  (.*)$/.exec(line);
    if (head) entries.push({ process: head[1], level: head[2], text: head[3] });
    else if (line.startsWith("\t") && entries.length > 0) entries.at(-1).text += `\n${line.slice(1)}`;
  }
  const open = new Map();
  const done = [];
  for (const { process, level, text } of entries) {
    const now = open.get(process);
    const [, name, statement] = (level === "LOG" && /^(?:statement|execute ([^:]*)): ([\s\S]*)$/.exec(text)) || [];
    if (statement !== undefined) {
      const word = /^\s*(\w*)/.exec(statement)[1].toUpperCase();
      if (word === "BEGIN") open.set(process, []);
      else if (word === "COMMIT" && now) {
        done.push(now);
        open.delete(process);
      } else if (word === "ROLLBACK") open.delete(process);
      else now?.push({ sql: statement.replace(/\s*\n\s*/g, " ").replace(/;\s*$/, ""), values: [], prepared: name !== undefined && name !== "<unnamed>" });
    } else if (level === "DETAIL" && now?.length > 0) {
      const list = /^parameters: ([\s\S]*)$/i.exec(text)?.[1];
      if (list !== undefined) now.at(-1).values = readParameters(list);
    } else if (level === "ERROR" || level === "FATAL") {
      throw new Error(`a statement failed while it was watched: ${text}`);
    }
  }
  return done;
}

function readParameters(list) {
  const values = [];
  for (const [, number, quoted] of list.matchAll(/\$(\d+) = (?:NULL|'((?:[^']|'')*)')(?:, |$)/g)) {
    values[Number(number) - 1] = quoted === undefined ? null : quoted.replaceAll("''", "'");
  }
  return values;
}

/** The types of every statement's parameters, as the server reads the statement. */
function parameterTypes(connection, statements) {
  const text = statements
    .map((one) => `PREPARE watched AS ${one.sql};
      SELECT coalesce(array_to_string(parameter_types::text[], ','), '') || ';' FROM pg_prepared_statements WHERE name = 'watched';
      DEALLOCATE watched;`)
    .join("\n");
  return sql(connection, text).map(([row]) => row.slice(0, -1).split(",").filter(Boolean));
}

const isUuid = (value) => typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
const reference = /^([A-Z])-[A-Z0-9]{4}-[A-Z0-9]{4}$/;

/**
 * A pgbench script from watched requests of one kind, each a list of statements.
 *
 * `chosen` are the ids the requests were made for, if they differ: one is drawn in each transaction.
 * What else differs between the requests is new in each of them: identifiers, references, hashes of
 * tokens. A moment differs too, but need not be new. Identifiers grow with time as the program's own do.
 *
 * What stays the same is a variable of pgbench (`variables`, to be given with -D), so that with -M prepared it is a
 * parameter, as it is in the program: written into the statement it would be another statement, planned once for all.
 */
export function pgbenchScript(connection, requests, chosen = null) {
  const [first] = requests;
  for (const other of requests) {
    if (JSON.stringify(other.map((one) => one.sql)) !== JSON.stringify(first.map((one) => one.sql))) {
      throw new Error("requests of one kind did not run the same statements");
    }
  }
  const types = parameterTypes(connection, first);
  const slots = new Map();
  const identifier = (value) => {
    if (!slots.has(value)) slots.set(value, slots.size + 1);
    const own = slots.get(value);
    // The length of a time-ordered identifier: 48 bits of time, a version, a variant, and who made it.
    return `(lpad(to_hex(:moment::bigint), 12, '0') || '7' || lpad(to_hex(${own}), 3, '0') || '8' || lpad(to_hex(:client_id::bigint), 15, '0'))`;
  };
  const variables = {};
  const variable = (value, cast) => {
    const known = Object.keys(variables).find((name) => variables[name] === value);
    const name = known ?? `v${Object.keys(variables).length + 1}`;
    variables[name] = value;
    return `:${name}${cast}`;
  };
  const notes = { unnamed: first.filter((one) => !one.prepared).map((one) => one.sql.slice(0, 60)), fresh: [], drawn: 0, kept: [] };
  const term = (statement, number) => {
    const seen = requests.map((request) => request[statement].values[number]);
    const type = types[statement][number];
    const value = seen[0];
    const cast = type ? `::${type}` : "";
    if (chosen && seen.every((one, index) => one === chosen[index]) && new Set(seen).size > 1) {
      notes.drawn += 1;
      return `('{${chosen.join(",")}}'::uuid[])[:drawn::integer]`;
    }
    if (value === null) return `NULL${cast}`;
    if (seen.every((one) => one === value)) return variable(value, cast);
    if (isUuid(value)) {
      notes.fresh.push(type);
      return `${identifier(value)}${cast}`;
    }
    if (reference.test(value)) {
      notes.fresh.push("reference");
      const hex = "upper(lpad(to_hex(:chance::bigint), 8, '0'))";
      return `'${value[0]}-' || left(${hex}, 4) || '-' || right(${hex}, 4)`;
    }
    if (type === "bytea" && value.length === 66) {
      notes.fresh.push("hash");
      return `sha256(${identifier(value)}::bytea)`;
    }
    notes.kept.push(type ?? "?");
    return variable(value, cast);
  };
  const lines = ["\\set n :n + 1", "\\set moment :started + :n", "\\set chance (:random_start + :n * 64 + :client_id) % 4294967296"];
  if (chosen) lines.push(`\\set drawn random(1, ${chosen.length})`);
  lines.push("BEGIN;");
  first.forEach((statement, index) => {
    lines.push(`${statement.sql.replace(/\$(\d+)/g, (_, number) => term(index, Number(number) - 1))};`);
  });
  lines.push("COMMIT;");
  return { script: `${lines.join("\n")}\n`, variables, statements: first.length + 2, notes };
}
