import { Problem } from "../../api/client";
import type { SummaryError } from "../../ui/error-summary";
import { problemWords } from "../../ui/problem-words";

export const emergencyReasons = [
  { value: "safeguarding", label: "To keep a living child safe" },
  { value: "clinical_need", label: "Urgent clinical need" },
  { value: "legal_request", label: "Urgent request of the police, the coroner or a court" },
  { value: "cover", label: "Cover for a colleague who is away" },
  { value: "other", label: "Another reason" },
];

export const reviewOutcomes = [
  { value: "justified", label: "It was justified" },
  { value: "not_justified", label: "It was not justified" },
  { value: "needs_follow_up", label: "It needs to be followed up" },
];

/** The fewest characters that explain an emergency; a manager reads them. */
export const fewestWords = 20;
export const mostWords = 2000;

/** What the API refused, at the fields it is about; else in words for the whole form. */
export function refusals(error: unknown, fields: Record<string, string>): SummaryError[] {
  if (error instanceof Problem) {
    const named = error.errors.map(({ pointer, message }) => {
      const fieldId = fields[pointer];
      return fieldId ? { message, fieldId } : { message };
    });
    if (named.length > 0) return named;
    // These say what to do next in words of their own, which hold nothing about the case.
    if ([403, 404, 409].includes(error.status) && error.detail) return [{ message: error.detail }];
  }
  return [{ message: problemWords(error) }];
}

/** How long is left, to the minute; the last minute is called that. */
export function minutesLeft(until: string, now: number): string {
  const minutes = Math.ceil((Date.parse(until) - now) / 60_000);
  if (minutes <= 0) return "The time is over";
  return minutes === 1 ? "Less than a minute left" : `About ${minutes} minutes left`;
}
