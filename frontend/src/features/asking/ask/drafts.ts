import type {
  AskableForm,
  NewRequest,
  OrganisationItem,
  ProposedRequest,
  RequestProposal,
} from "../../../api/types-asking";
import { isDate, isPlausibleEmail, isPlausiblePhone } from "../../../forms/vocabulary";
import type { SummaryError } from "../../../ui/error-summary";
import { toLondon } from "../../../ui/london";

export type Group = "expected" | "suggested" | "added";

/** An agency that may be asked, as it stands in the form. */
export interface Draft {
  key: string;
  group: Group;
  ticked: boolean;
  agency: string;
  agencyLabel: string;
  reasons: string[];
  askedAlready: string[];
  /** The organisation the case names, where the system has it. */
  proposed: { id: string; name: string } | null;
  /** Whom to ask there was changed here, so that it no longer follows another request to the same agency. */
  own: boolean;
  organisation: string;
  name: string;
  email: string;
  phone: string;
  form: string;
  sections: string[];
  /** Empty: the day for all. */
  due: string;
  message: string;
}

/** What is said to all of them alike. */
export interface Shared {
  due: string;
  legalBasis: string;
}

const fromProposed = (one: ProposedRequest, place: number): Draft => ({
  key: `p${place}`,
  group: one.expected ? "expected" : "suggested",
  ticked: one.expected,
  agency: one.agency,
  agencyLabel: one.agency_label,
  reasons: one.reasons,
  askedAlready: one.asked_already,
  proposed:
    one.organisation_id && one.organisation_name
      ? { id: one.organisation_id, name: one.organisation_name }
      : null,
  own: false,
  organisation: one.organisation_name ?? "",
  name: one.contact.name ?? "",
  email: one.contact.email ?? "",
  phone: one.contact.phone ?? "",
  form: one.form,
  sections: one.sections,
  due: "",
  message: "",
});

export const draftsOf = (proposal: RequestProposal): Draft[] => proposal.proposed.map(fromProposed);

/** Sections of a form that an agency type is usually asked. */
export const usualSections = (form: AskableForm, agency: string): string[] =>
  form.sections
    .filter(({ expected_of }) => expected_of.includes(agency) || expected_of.includes("all"))
    .map(({ id }) => id);

/** An agency that somebody adds by hand. */
export function newDraft(
  key: string,
  agency: { code: string; label: string },
  form: AskableForm | undefined,
): Draft {
  return {
    key,
    group: "added",
    ticked: true,
    agency: agency.code,
    agencyLabel: agency.label,
    reasons: [],
    askedAlready: [],
    proposed: null,
    own: true,
    organisation: "",
    name: "",
    email: "",
    phone: "",
    form: form?.id ?? "",
    sections: form ? usualSections(form, agency.code) : [],
    due: "",
    message: "",
  };
}

const whom = ["organisation", "name", "email", "phone"] as const;

/** The drafts with one of them changed. An agency that is asked for several forms is told apart by them, not by whom it is:
 * what is typed about whom to ask goes on to its later requests, until one of those has its own. */
export function changed(drafts: Draft[], key: string, part: Partial<Draft>): Draft[] {
  const place = drafts.findIndex((one) => one.key === key);
  const before = drafts[place];
  if (!before) return drafts;
  const about = whom.filter((field) => part[field] !== undefined);
  const same = (one: Draft) =>
    one.agency === before.agency && about.every((field) => one[field] === before[field]);
  return drafts.map((one, index) => {
    if (index === place) return { ...one, ...part, own: part.own ?? (one.own || about.length > 0) };
    const follows = about.length > 0 && index > place && !one.own && same(one);
    return follows ? { ...one, ...Object.fromEntries(about.map((field) => [field, part[field]])) } : one;
  });
}

/** The request before this one that says whom to ask for both: the same people are not typed, or shown, twice. */
export function leaderOf(draft: Draft, all: Draft[]): Draft | null {
  if (draft.own) return null;
  const before = all.slice(
    0,
    all.findIndex(({ key }) => key === draft.key),
  );
  const leads = (one: Draft) =>
    one.ticked && one.agency === draft.agency && whom.every((field) => one[field] === draft[field]);
  return before.find(leads) ?? null;
}

const plain = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase();

/** The organisation that is meant, where the system has it: of this kind of agency first. */
export function knownOrganisation(
  draft: Draft,
  all: OrganisationItem[],
): { id: string; name: string } | null {
  const typed = plain(draft.organisation);
  if (typed === "") return null;
  if (draft.proposed && plain(draft.proposed.name) === typed) return draft.proposed;
  const same = all.filter((one) => plain(one.name) === typed);
  return same.find((one) => one.agency === draft.agency) ?? same[0] ?? null;
}

export const fieldOf = (draft: Draft, field: string) => `ask-${draft.key}-${field}`;

/** What has to be put right before anything is sent. The server checks the same and decides. */
export function flaws(drafts: Draft[], shared: Shared): SummaryError[] {
  const asked = drafts.filter((one) => one.ticked);
  const found: SummaryError[] = [];
  const today = toLondon(new Date().toISOString()).date;
  const dayFlaw = (day: string) => {
    if (!isDate(day)) return "Give a day by which you need an answer, for example 12 12 2026";
    return day < today ? "Give a day that has not passed" : null;
  };
  if (asked.length === 0)
    found.push({
      fieldId: drafts[0] ? `ask-${drafts[0].group}` : "ask-add",
      message: "Tick at least one agency to ask",
    });
  const forAll = dayFlaw(shared.due);
  if (forAll) found.push({ fieldId: "ask-due", message: forAll });
  for (const draft of asked) {
    const say = (field: string, message: string) =>
      found.push({ fieldId: fieldOf(draft, field), message: `${draft.agencyLabel}: ${message}` });
    // What is wrong about whom to ask is said once, where it stands.
    if (!leaderOf(draft, drafts)) {
      if (draft.organisation.trim().length < 2) say("organisation", "name the organisation");
      if (draft.email.trim() !== "" && !isPlausibleEmail(draft.email.trim()))
        say("email", "give an e-mail address like name@example.nhs.uk");
      if (draft.phone.trim() !== "" && !isPlausiblePhone(draft.phone.trim()))
        say("phone", "give a telephone number like 01632 960 001");
    }
    if (draft.sections.length === 0) say("sections", "tick at least one section to ask for");
    const day = draft.due === "" ? null : dayFlaw(draft.due);
    if (day) say("due", day.charAt(0).toLowerCase() + day.slice(1));
  }
  if (shared.legalBasis.trim().length < 3)
    found.push({ fieldId: "ask-legal-basis", message: "Say on which legal basis you ask" });
  return found;
}

const orNull = (text: string) => (text.trim() === "" ? null : text.trim());

export function toRequest(draft: Draft, shared: Shared, all: OrganisationItem[]): NewRequest {
  const known = knownOrganisation(draft, all);
  return {
    organisation_id: known?.id ?? null,
    organisation_name: known ? null : draft.organisation.trim(),
    agency: draft.agency,
    contact: { name: orNull(draft.name), email: orNull(draft.email), phone: orNull(draft.phone) },
    form: draft.form,
    sections: draft.sections,
    due_on: draft.due === "" ? shared.due : draft.due,
    message: orNull(draft.message),
  };
}

const fields: Record<string, string> = {
  organisation_id: "organisation",
  organisation_name: "organisation",
  agency: "organisation",
  "contact/name": "name",
  "contact/email": "email",
  "contact/phone": "phone",
  contact: "email",
  form: "form",
  sections: "sections",
  message: "message",
};

/** Where what the API refuses stands in the form. `asked` are the drafts in the order in which they were sent. */
export function placeOf(pointer: string, asked: Draft[]): { fieldId?: string; agency?: string } {
  if (pointer === "/legal_basis") return { fieldId: "ask-legal-basis" };
  const [, place, rest] = /^\/requests\/(\d+)(?:\/(.*))?$/.exec(pointer) ?? [];
  const draft = place === undefined ? undefined : asked[Number(place)];
  if (!draft) return {};
  const agency = draft.agencyLabel;
  // A day of its own is wrong at that day; the day for all at the top.
  if (rest === "due_on") return { agency, fieldId: draft.due === "" ? "ask-due" : fieldOf(draft, "due") };
  const field = fields[rest ?? ""] ?? fields[(rest ?? "").split("/")[0] ?? ""] ?? "organisation";
  const about = (whom as readonly string[]).includes(field);
  return { agency, fieldId: fieldOf((about && leaderOf(draft, asked)) || draft, field) };
}
