import type {
  ComparisonAnswer,
  Duplicate,
  NotificationStatus,
  NotificationSummary,
  NotificationView,
} from "../../api/types";
import { caseStatusLabel } from "../../ui/case-status";
import { hoursInWords } from "../../ui/duration";

export const statuses: { id: NotificationStatus; label: string; empty: string }[] = [
  {
    id: "received",
    label: "Received",
    empty: "No notification is waiting. New ones appear here as soon as they are sent.",
  },
  { id: "accepted", label: "Accepted", empty: "No notification has been accepted as a case yet." },
  { id: "linked", label: "Linked", empty: "No notification has been added to an existing case yet." },
  { id: "rejected", label: "Rejected", empty: "No notification has been rejected." },
];

export const statusLabel = (status: string) =>
  statuses.find((one) => one.id === status)?.label ?? caseStatusLabel(status);

/** In words: a death should be known to the national database within 48 hours of it, and the API says when it is not. */
export const lateness = ({ overdue }: NotificationSummary): string | null =>
  overdue ? "Overdue: more than 48 hours" : null;

export const sinceDeath = (hours: number) => `${capital(hoursInWords(hours))} ago`;

export const sinceReceipt = (hours: number) => `${capital(hoursInWords(hours))} ago`;

/** With a full stop, unless there is one already. */
export const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function jointAgencyResponse(value: NotificationSummary["joint_agency_response"]): string {
  switch (value) {
    case "yes":
      return "Yes";
    case "no":
      return "No";
    case "not_decided":
      return "Not decided yet";
    case null:
      return "Not answered";
  }
}

const signalNames: Record<string, string> = {
  nhs_number: "NHS number",
  name: "Name",
  names: "Name",
  surname: "Surname",
  forenames: "First names",
  date_of_birth: "Date of birth",
  date_of_death: "Date of death",
  postcode: "Home postcode",
  sex: "Sex",
  birth_order: "Birth order",
  place_of_death: "Place of death",
};

export const signalName = (signal: string) => signalNames[signal] ?? capital(signal.replaceAll("_", " "));

export const answerName: Record<ComparisonAnswer, string> = {
  same_child: "Same child",
  different_child: "Different child",
  not_sure: "Not sure",
};

export function bandWords(band: string): string {
  switch (band) {
    case "very_likely":
      return "From what can be compared, they are very likely about the same child.";
    case "possible":
      return "From what can be compared, they are possibly about the same child.";
    default:
      return "From what can be compared, they do not look like the same child.";
  }
}

/** Records about perhaps another child of the same birth: those offered as perhaps the same child too, and those that are not. */
export const twinsOf = ({ duplicates, perhaps_twins }: NotificationView): Duplicate[] => [
  ...duplicates.filter((one) => one.perhaps_twin),
  ...perhaps_twins,
];
