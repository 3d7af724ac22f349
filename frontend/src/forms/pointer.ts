import type { FieldError } from "../api/types";

/** A place in the answers, as the API writes it in its errors: /answers/<question>[/<row>[/<question>]]. */
export const pointerTo = (...parts: string[]) => `/answers/${parts.join("/")}`;

/** The id of the element a pointer leads to. */
export const fieldIdOf = (pointer: string) => `q-${pointer.replace(/^\/answers\//, "").replaceAll("/", "-")}`;

/** The question of the form a pointer is about, or null when it is about something else. */
export function questionIdOf(pointer: string): string | null {
  const match = /^\/answers\/([^/]+)/.exec(pointer);
  return match?.[1] ?? null;
}

/** The row a pointer is about, if it is inside one. */
export function rowIdOf(pointer: string): string | null {
  const match = /^\/answers\/[^/]+\/([0-9a-f-]{36})(?:\/|$)/i.exec(pointer);
  return match?.[1] ?? null;
}

/** The message to show by the field of a pointer. */
export const messageAt = (errors: FieldError[], pointer: string): string | undefined =>
  errors.find((error) => error.pointer === pointer)?.message;
