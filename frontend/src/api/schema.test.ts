import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { expect, it } from "vitest";

it("is generated from the description of the API as it stands", async () => {
  const description = JSON.parse(readFileSync(resolve("../openapi/openapi.json"), "utf8"));
  const generated = COMMENT_HEADER + astToString(await openapiTS(description, { emptyObjectsUnknown: true }));
  const committed = readFileSync(resolve("src/api/schema.ts"), "utf8");
  // A yes or no, since a failure that prints both files helps nobody: run `npm run api`.
  expect(generated === committed, "src/api/schema.ts is older than openapi/openapi.json").toBe(true);
});
