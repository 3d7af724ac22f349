import { expect, it } from "vitest";
import type { Answers, Condition } from "../api/types";
import { vectors } from "../testing/vectors";
import { evaluate } from "./condition";

interface Vector {
  name: string;
  condition: Condition;
  answers: Answers;
  row?: Record<string, unknown>;
  computed?: Record<string, unknown>;
  expect: boolean;
}

const all = vectors<Vector>("conditions");

it("has at least 300 shared vectors", () => {
  expect(all.length).toBeGreaterThanOrEqual(300);
});

it.each(all.map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
  const scope = { answers: vector.answers, row: vector.row, computed: vector.computed ?? {} };
  expect(evaluate(vector.condition, scope)).toBe(vector.expect);
});
