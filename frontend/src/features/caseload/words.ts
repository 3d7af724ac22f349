import { caseStatuses } from "../../ui/case-status";

export const tabs = [
  { id: "open", label: "Open", empty: "No case is open." },
  { id: "overdue", label: "Overdue", empty: "No case is overdue." },
  { id: "closed", label: "Closed", empty: "No case has been closed." },
  { id: "all", label: "All", empty: "There are no cases yet." },
] as const;
export type TabId = (typeof tabs)[number]["id"];

export const sorts = [
  { value: "-opened", label: "Newest case first" },
  { value: "opened", label: "Oldest case first" },
  { value: "due", label: "Next deadline first" },
  { value: "-death", label: "Latest death first" },
  { value: "reference", label: "Case reference" },
];
export const defaultSort = "-opened";

const closed = new Set(["finalised", "archived", "not_in_scope", "merged"]);

/** The statuses a case of this tab can have. */
export const statusesOf = (tab: TabId) =>
  caseStatuses.filter(({ value }) => tab === "all" || (tab === "closed") === closed.has(value));
