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

/** The address line by line. */
export function addressLines({ address, postcode }: ChildView): string {
  if (typeof address === "string") return [address, postcode].filter(Boolean).join("\n");
  const parts = [address?.line1, address?.line2, address?.town, address?.postcode ?? postcode];
  return parts.filter(Boolean).join("\n");
}

export function diedWords({ date_of_death, time_of_death }: ChildView): string {
  const date = formatDate(date_of_death);
  if (date === "") return "Not known";
  return time_of_death ? `${date} at ${time_of_death.slice(0, 5)}` : date;
}
