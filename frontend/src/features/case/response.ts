import { Problem } from "../../api/client";
import type { JointAgencyResponse, RecordJointAgencyResponse } from "../../api/types";
import type { SummaryError } from "../../ui/error-summary";
import { fromLondon, toLondon } from "../../ui/london";
import { problemWords } from "../../ui/problem-words";

/** What is typed into the form. */
export interface Typed {
  needed: string;
  /** Codes, and `NEAR` for a child brought to hospital near death. */
  reasons: string[];
  started: string;
  startedOn: string;
  startedTime: string;
  decidedOn: string;
  decidedTime: string;
  decidedBy: string;
  notStarted: string;
}

export const nearDeath = "NEAR";

const yesNo = (value: boolean | null) => (value === null ? "not_known" : value ? "yes" : "no");

/** The form as it opens: with what holds now, so that a suggestion only has to be confirmed. */
export function typedFrom({ current }: JointAgencyResponse): Typed {
  const [started, decided] = [toLondon(current?.started_at), toLondon(current?.decided_at)];
  return {
    needed: current?.needed ?? "",
    reasons: [...(current?.criteria ?? []), ...(current?.near_death ? [nearDeath] : [])],
    started: yesNo(current?.started ?? null),
    startedOn: started.date,
    startedTime: started.time,
    decidedOn: decided.date,
    decidedTime: decided.time,
    decidedBy: current?.decided_by ?? "",
    notStarted: current?.not_started_reason ?? "",
  };
}

/** Dates and times the API could not read; it checks everything else. */
export function unreadable(typed: Typed): SummaryError[] {
  const errors: SummaryError[] = [];
  const check = (date: string, time: string, fieldId: string, what: string) => {
    if ((date !== "" || time !== "") && fromLondon(date, time) === null)
      errors.push({
        fieldId,
        message: `Enter ${what} as a date and a time, for example 3 11 2026 and 14:30`,
      });
  };
  if (typed.needed === "")
    errors.push({ fieldId: "jar-needed", message: "Choose whether a joint agency response is needed" });
  if (typed.started === "yes") check(typed.startedOn, typed.startedTime, "jar-started-at", "when it started");
  check(typed.decidedOn, typed.decidedTime, "jar-decided-at", "when it was decided");
  return errors;
}

export function bodyOf(typed: Typed): RecordJointAgencyResponse {
  const started = typed.started === "yes";
  return {
    needed: typed.needed,
    criteria: typed.reasons.filter((code) => code !== nearDeath),
    near_death: typed.reasons.includes(nearDeath),
    started: typed.started === "not_known" ? null : started,
    started_at: started ? fromLondon(typed.startedOn, typed.startedTime) : null,
    decided_at: fromLondon(typed.decidedOn, typed.decidedTime),
    decided_by: typed.decidedBy.trim() || null,
    not_started_reason: started ? null : typed.notStarted.trim() || null,
  };
}

const fields: Record<string, string> = {
  "/needed": "jar-needed",
  "/criteria": "jar-reasons",
  "/started": "jar-started",
  "/started_at": "jar-started-at",
  "/decided_at": "jar-decided-at",
  "/decided_by": "jar-decided-by",
  "/not_started_reason": "jar-not-started",
};

/** The errors the API named, at their fields; one in words when it named none. */
export function refusedFields(error: unknown): SummaryError[] {
  const named =
    error instanceof Problem
      ? error.errors.map(({ pointer, message }) => ({
          message,
          ...(fields[pointer] ? { fieldId: fields[pointer] } : {}),
        }))
      : [];
  return named.length > 0 ? named : [{ message: problemWords(error) }];
}
