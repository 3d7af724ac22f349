/** What the roles and their places are called on the screen. */

const names: Record<string, string> = {
  coordinator: "Coordinator",
  manager: "Manager",
  designated_doctor: "Designated doctor",
  agency_contributor: "Agency contributor",
  panel_member: "Panel member",
  chair: "Chair",
  national_analyst: "National analyst",
  system_administrator: "System administrator",
  auditor: "Auditor",
};

const roleName = (role: string) => names[role] ?? role;

interface MembershipLike {
  role: string;
  area: { name: string } | null;
  organisation: { name: string } | null;
}

/** "Coordinator, Kent and Medway". */
export function membershipName({ role, area, organisation }: MembershipLike): string {
  return [roleName(role), organisation?.name, area?.name].filter(Boolean).join(", ");
}
