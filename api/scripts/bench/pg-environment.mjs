// Prints a connection address as the environment libpq reads, for eval in a shell:
//   node pg-environment.mjs ADDRESS [DATABASE]
import { pgEnvironment } from "./postgres.mjs";

for (const [name, value] of Object.entries(pgEnvironment(process.argv[2], process.argv[3]))) {
  console.log(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
}
