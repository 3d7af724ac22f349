import { Problem } from "../../api/client";
import type { RequestTimes, StandingCode } from "../../api/types-asking";
import type { SummaryError } from "../../ui/error-summary";
import { formatDate } from "../../ui/format";
import { toLondon } from "../../ui/london";
import type { TagColour } from "../../ui/notices";
import { problemWords } from "../../ui/problem-words";

/** "1 request", "5 requests" */
export const countWords = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const standingColour: Record<StandingCode, TagColour> = {
  sent: "blue",
  delivery_problem: "red",
  opened: "blue",
  in_progress: "yellow",
  submitted: "purple",
  returned: "orange",
  accepted: "green",
  declined: "grey",
  withdrawn: "grey",
};

const waiting: StandingCode[] = ["sent", "delivery_problem", "opened", "in_progress", "returned"];

/** Whether the organisation is still to answer. */
export const isAwaited = (code: StandingCode) => waiting.includes(code);

const day = 86_400_000;

/** Whole days from one calendar day to another. */
const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / day);

/** "Overdue by 3 days", "Due today", "Due in 5 days", as of a day in London. */
export function dueWords(due: string, today = toLondon(new Date().toISOString()).date): string {
  const days = daysBetween(today, due);
  if (days < 0) return `Overdue by ${countWords(-days, "day")}`;
  if (days === 0) return "Due today";
  return days === 1 ? "Due tomorrow" : `Due in ${days} days`;
}

/** A message did not arrive, and nothing has come from them since. */
export const undelivered = ({ undelivered_at: at, opened_at }: RequestTimes) =>
  at !== null && (opened_at === null || at > opened_at);

/** What the API refused, at the fields it is about; else in words for the whole form. */
export function refusals(error: unknown, fields: Record<string, string>): SummaryError[] {
  if (error instanceof Problem) {
    const named = error.errors.map(({ pointer, message }) => {
      const fieldId = fields[pointer];
      return fieldId ? { message, fieldId } : { message };
    });
    if (named.length > 0) return named;
    // These say what stands in words of their own.
    if ([403, 409].includes(error.status) && error.detail) return [{ message: error.detail }];
  }
  return [{ message: problemWords(error) }];
}

/** "GP, Chatham Surgery" */
export const whoWords = (one: { agency_label: string; organisation: string }) =>
  [one.agency_label, one.organisation].filter(Boolean).join(", ");

export const onDay = (instant: string) => formatDate(toLondon(instant).date);
