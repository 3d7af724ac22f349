import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|tsx|scss)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ name: relative(root, path), text: readFileSync(path, "utf8") }))
  .filter((file) => file.name !== "api/schema.ts");

const product = files.filter((file) => !/\.test\.tsx?$/.test(file.name));

const offenders = (allowed: RegExp, pattern: RegExp) =>
  product.filter((file) => !allowed.test(file.name) && pattern.test(file.text)).map((file) => file.name);

describe("the house", () => {
  it("has no file over 400 lines", () => {
    expect(files.filter((file) => file.text.split("\n").length > 401).map((file) => file.name)).toEqual([]);
  });

  it("keeps the addresses of pages in app/paths.ts", () => {
    expect(offenders(/^app\/paths\.ts$/, /\b(?:to|href)=["{]["'`]?\/[a-z]/)).toEqual([]);
  });

  it("keeps the addresses of the API in api", () => {
    expect(offenders(/^(?:api\/|app\/paths\.ts$)/, /["'`]\/api\//)).toEqual([]);
  });

  it("writes no style or script into the page, which the content security policy would refuse", () => {
    expect(offenders(/^$/, /\bstyle=\{|dangerouslySetInnerHTML|\beval\(|new Function\(/)).toEqual([]);
  });

  it("fetches nothing from another host", () => {
    expect(offenders(/^$/, /(?:src|href|url)\s*[=(]\s*["'{`(]*https?:/)).toEqual([]);
  });

  it("lets a feature show parts of another, but no two parts of each other", () => {
    const uses = product.flatMap(({ name, text }) => {
      const from = /^features\/([^/]+)\//.exec(name)?.[1];
      return [...text.matchAll(/from "(?:\.\.\/)+([a-z]+)\/parts"/g)].map((found) => ({
        from,
        to: found[1],
      }));
    });
    expect(uses.length).toBeGreaterThan(0);
    const users = new Set(uses.map((use) => use.from));
    expect(uses.filter((use) => users.has(use.to))).toEqual([]);
  });
});
