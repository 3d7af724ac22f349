import type { Answers, Condition } from "../api/types";
import { type Given, read } from "./value";

/** Where a condition looks answers up. Inside a row the row comes first: a key the row has, even with null,
 * hides the form's question of that name. Worked-out values come before answers. */
export interface Scope {
  answers: Answers;
  row?: Record<string, unknown> | undefined;
  computed: Record<string, unknown>;
}

const has = (object: object | undefined, key: string) => object !== undefined && Object.hasOwn(object, key);

export function find(scope: Scope, question: string): Given {
  if (has(scope.row, question)) return read(scope.row?.[question]);
  if (has(scope.computed, question)) return read(scope.computed[question]);
  return read(has(scope.answers, question) ? scope.answers[question] : undefined);
}

/** Whether a condition holds. Total: every operator has an answer for every value. The server's evaluator is the
 * authority; both pass the same vectors. */
export function evaluate(condition: Condition, scope: Scope): boolean {
  if ("all" in condition) return condition.all.every((part) => evaluate(part, scope));
  if ("any" in condition) return condition.any.some((part) => evaluate(part, scope));
  if ("not" in condition) return !evaluate(condition.not, scope);
  return holds(condition.op, find(scope, condition.q), condition.value);
}

function holds(op: string, answer: Given, operand: unknown): boolean {
  if (op === "unanswered") return answer.kind === "unanswered";
  if (op === "answered") return answer.kind !== "unanswered";
  if (answer.kind === "unanswered") return false;
  const operands = Array.isArray(operand) ? operand : [];
  if (answer.kind === "not_known") {
    return (op === "eq" && operand === "not_known") || (op === "in" && operands.includes("not_known"));
  }
  if (answer.kind !== "given") return false;
  const given = answer.value;
  switch (op) {
    case "eq":
      return same(given, operand);
    case "ne":
      return sameType(given, operand) && !same(given, operand);
    case "in":
      return operands.some((one) => same(given, one));
    case "not_in":
      return operands.every((one) => sameType(given, one) && !same(given, one));
    case "contains":
      return hasCode(given, operand);
    case "contains_any":
      return operands.some((one) => hasCode(given, one));
    case "lt":
      return ordered(given, operand, (order) => order < 0);
    case "le":
      return ordered(given, operand, (order) => order <= 0);
    case "gt":
      return ordered(given, operand, (order) => order > 0);
    case "ge":
      return ordered(given, operand, (order) => order >= 0);
    case "rows_ge":
      return rowsAtLeast(given, operand);
    default:
      return false;
  }
}

const sameType = (a: unknown, b: unknown) =>
  typeof a === typeof b && (typeof a === "string" || typeof a === "number");

const same = (a: unknown, b: unknown) => sameType(a, b) && a === b;

const hasCode = (list: unknown, code: unknown) =>
  Array.isArray(list) && typeof code === "string" && list.includes(code);

const isoShapes = new Set(["0000-00-00", "00:00", "0000-00-00T00:00"]);
const shape = (text: string) => text.replace(/[0-9]/g, "0");

function ordered(a: unknown, b: unknown, test: (order: number) => boolean): boolean {
  if (typeof a === "number" && typeof b === "number") return test(a - b);
  if (typeof a === "string" && typeof b === "string") {
    // Dates and times compare as text only when both are written alike.
    if (!isoShapes.has(shape(a)) || shape(a) !== shape(b)) return false;
    return test(a < b ? -1 : a > b ? 1 : 0);
  }
  return false;
}

function rowsAtLeast(given: unknown, least: unknown): boolean {
  if (!Array.isArray(given) || typeof least !== "number" || !Number.isInteger(least) || least < 0)
    return false;
  const allRows = given.every((row) => typeof row === "object" && row !== null && !Array.isArray(row));
  return allRows && given.length >= least;
}
