import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Keeps figures of one part, for the report that puts them together. */
export function keep(part: string, figures: Record<string, number>): void {
  const folder = process.env.FIGURES_FOLDER;
  if (!folder) throw new Error("FIGURES_FOLDER is not set. Start this with api/scripts/figures-3.sh.");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${part}.json`), `${JSON.stringify(figures)}\n`);
  console.log(part, figures);
}

/** The value below which so many of a hundred lie. */
export function percentile(values: number[], of: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * of) / 100) - 1)] ?? 0;
}
