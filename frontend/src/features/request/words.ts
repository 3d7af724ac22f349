import type { DeclineReason, StandingCode } from "../../api/types-requests";
import { nowInLondon } from "../../forms/validate";
import { formatDate, type TagColour } from "../../ui";

const dayMs = 86_400_000;

/** How the last day for an answer stands to today, in words. */
export function dueInWords(dueOn: string, now = nowInLondon()): string {
  const days = Math.round((Date.parse(dueOn) - Date.parse(now.slice(0, 10))) / dayMs);
  if (Number.isNaN(days)) return "";
  if (days < -1) return `${-days} days overdue`;
  if (days === -1) return "1 day overdue";
  if (days === 0) return "Due today";
  return days === 1 ? "Due tomorrow" : `Due in ${days} days`;
}

export const standingColour: Record<StandingCode, TagColour> = {
  sent: "blue",
  delivery_problem: "blue",
  opened: "blue",
  in_progress: "yellow",
  returned: "orange",
  submitted: "green",
  accepted: "green",
  declined: "grey",
  withdrawn: "grey",
};

/** Where a request stands, as whoever is asked sees it. */
export const standingWords: Record<StandingCode, string> = {
  sent: "Not yet started",
  delivery_problem: "Not yet started",
  opened: "Not yet started",
  in_progress: "In progress",
  returned: "The panel asks you to clear something up",
  submitted: "Sent to the panel",
  accepted: "Accepted by the panel",
  declined: "Declined",
  withdrawn: "Withdrawn by the panel",
};

export const tabs = [
  {
    id: "open",
    label: "Waiting for an answer",
    caption: "Requests that wait for an answer, the soonest due first",
    empty: "Nobody is waiting for an answer from you. When a panel asks, it appears here.",
  },
  {
    id: "settled",
    label: "Answered or closed",
    caption: "Requests that are answered or closed, the latest first",
    empty: "Nothing has been answered yet.",
  },
] as const;

export interface DeclineChoice {
  reason: Exclude<DeclineReason, "not_known_to_us">;
  label: string;
  ask: string;
  missing: string;
}

export const declineChoices: DeclineChoice[] = [
  {
    reason: "wrong_organisation",
    label: "Another organisation should be asked",
    ask: "Which organisation? Give as much of its name as you know",
    missing: "Say which organisation should be asked, or as much of its name as you know",
  },
  {
    reason: "duplicate",
    label: "We have already been asked",
    ask: "Which request does this repeat? For example its date, or who answered it",
    missing: "Say which request this repeats, for example its date or who answered it",
  },
  {
    reason: "cannot_share",
    label: "We cannot share this information",
    ask: "Why can it not be shared? The panel can then talk to you about it",
    missing: "Say why the information cannot be shared, so that the panel can talk to you about it",
  },
];

export const dueOnWords = (dueOn: string) => `${formatDate(dueOn)} (${dueInWords(dueOn).toLowerCase()})`;

export const countOf = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;
