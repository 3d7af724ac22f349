// ready_seconds: from starting `opencdr serve` to the first 200 of /readyz, the median of five.
//   node ready.mjs RESULT.json
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { end, freePort, median, serve } from "./processes.mjs";

const all = [];
for (let time = 0; time < 5; time += 1) {
  const port = await freePort();
  const began = performance.now();
  const server = await serve({ log: join(process.env.DATA_DIR, "ready.log"), port });
  all.push((performance.now() - began) / 1000);
  await end(server.child);
}
writeFileSync(process.argv[2], `${JSON.stringify({ ready_seconds: median(all), all })}\n`);
