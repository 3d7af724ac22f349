import { Tag, type TagColour } from "./notices";

/** Every status of a case in the order of the process: code, what it is called, and a colour that only decorates. */
const statuses: [code: string, label: string, colour: TagColour][] = [
  ["triage", "Triage", "blue"],
  ["information_gathering", "Gathering information", "blue"],
  ["awaiting_other_process", "Waiting for another process", "orange"],
  ["ready_for_cdrm", "Ready for review meeting", "aqua-green"],
  ["cdrm_held", "Review meeting held", "aqua-green"],
  ["ready_for_panel", "Ready for panel", "purple"],
  ["listed_for_panel", "Listed for panel", "purple"],
  ["reviewed", "Reviewed", "green"],
  ["finalised", "Finalised", "grey"],
  ["actions_open", "Actions open", "yellow"],
  ["archived", "Archived", "grey"],
  ["not_in_scope", "Not in scope", "grey"],
  ["merged", "Merged", "grey"],
];

export const caseStatuses = statuses.map(([value, label]) => ({ value, label }));

/** The label of a status code; a text that is no code is returned as it is. */
export const caseStatusLabel = (code: string) => statuses.find(([one]) => one === code)?.[1] ?? code;

export function CaseStatusTag({ code, label }: { code: string; label: string }) {
  return <Tag colour={statuses.find(([one]) => one === code)?.[2] ?? "grey"}>{label}</Tag>;
}
