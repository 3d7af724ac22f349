import type { Role } from "../../api/types";

const quiet: Partial<Record<Role, string>> = {
  panel_member: "No meeting papers have been shared with you in OpenCDR.",
  chair: "No meeting papers have been shared with you in OpenCDR.",
  national_analyst: "No data have been shared with you in OpenCDR.",
};

/** An honest word for somebody whose work has not reached them here. */
export function nothingToDo(roles: Role[]): string {
  const known = roles.map((role) => quiet[role]).filter((text): text is string => text !== undefined);
  if (known.length > 0) return [...new Set(known)].join(" ");
  return "Your account has no role yet. If you expected one, ask the person who looks after OpenCDR in your organisation.";
}
