import type { CasePerson, ChildView, Deadline } from "../../api/types";
import { formatDate } from "../../ui/format";

export const kindName: Record<Deadline["kind"], string> = {
  law: "Law",
  guidance: "Statutory guidance",
  national: "National database rule",
  local: "Local rule",
};

export const personRole: Record<CasePerson["role"], string> = {
  carer: "Parent or carer",
  child: "Other child",
  other: "Other person",
};

export function informedWords(informed: string | null): string {
  switch (informed) {
    case "yes":
      return "Yes";
    case "no":
      return "No";
    case "not_known":
      return "Not known";
    default:
      return "Not answered";
  }
}

const purposes: Record<string, string> = {
  child_death_review: "Child death review",
  notification: "Notifying a death",
  administration: "Running the service",
};

/** Why somebody looked, as the audit log has it by its code. */
export const purposeWords = (code: string) => purposes[code] ?? (code || "Not stated");

/** The address line by line. */
export function addressLines({ address, postcode }: ChildView): string {
  if (typeof address === "string") return [address, postcode].filter(Boolean).join("\n");
  const parts = [address?.line1, address?.line2, address?.town, address?.postcode ?? postcode];
  return parts.filter(Boolean).join("\n");
}

/** A day, with the time where it is known. */
export function dayWords(day: string, time: string | null): string {
  const date = formatDate(day);
  if (date === "") return "Not known";
  return time ? `${date} at ${time.slice(0, 5)}` : date;
}
