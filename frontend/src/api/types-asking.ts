/** What the office asks of agencies about a child who died, and what is made of the answers. */

// ---- requests ----

export type StandingCode =
  | "sent"
  | "delivery_problem"
  | "opened"
  | "in_progress"
  | "submitted"
  | "returned"
  | "accepted"
  | "declined"
  | "withdrawn";

export interface StandingView {
  code: StandingCode;
  label: string;
  /** It waits for an answer and its day has passed. */
  overdue: boolean;
}

export interface RequestTimes {
  sent_at: string;
  undelivered_at: string | null;
  opened_at: string | null;
  first_saved_at: string | null;
  submitted_at: string | null;
  returned_at: string | null;
  accepted_at: string | null;
  declined_at: string | null;
  withdrawn_at: string | null;
}

export interface Contact {
  name: string | null;
  email: string | null;
  phone: string | null;
}

export interface AskedSection {
  id: string;
  title: string;
}

export interface RequestSummary {
  id: string;
  reference: string;
  organisation: { id: string; name: string };
  agency: string;
  agency_label: string;
  form: string;
  form_title: string;
  sections: AskedSection[];
  due_on: string;
  standing: StandingView;
  times: RequestTimes;
  decline: { reason: string; label: string; words: string | null } | null;
  version: number;
}

export interface RequestList {
  items: RequestSummary[];
  may_change: boolean;
}

export interface ClarifiedQuestion {
  question: string;
  /** A row of the question, where it is a group. */
  row: string | null;
  message: string;
}

export interface ClarificationView {
  returned_at: string;
  returned_by: string;
  questions: ClarifiedQuestion[];
}

export interface GivenAnswer {
  question: string;
  row: string | null;
  value: unknown;
  revision: number;
  saved_at: string;
  saved_by: string;
}

export interface InvitationView {
  id: string;
  contact: Contact;
  created_at: string;
  expires_at: string;
  used_at: string | null;
  revoked_at: string | null;
  attempts: number;
  open: boolean;
}

export type RequestActionCode =
  | "accept"
  | "return_for_clarification"
  | "withdraw"
  | "change_due"
  | "invite"
  | "resend";

export interface RequestAction {
  action: string;
  /** Nothing when it can be done. */
  why_not: string | null;
}

export interface RequestView extends RequestSummary {
  case_id: string;
  form_version: number;
  contact: Contact;
  message: string | null;
  legal_basis: string;
  sent_by: string;
  withdrawal_words: string | null;
  known: Record<string, { value: unknown; source: string }>;
  submitted_by: string | null;
  answers: GivenAnswer[];
  clarifications: ClarificationView[];
  invitations: InvitationView[];
  actions: RequestAction[];
}

export interface NewInvitation {
  id: string;
  code: string;
  expires_at: string;
}

// ---- asking ----

export interface AskableSection {
  id: string;
  title: string;
  stage: string | null;
  expected_of: string[];
  optional_for: string[];
}

export interface AskableForm {
  id: string;
  version: number;
  title: string;
  sections: AskableSection[];
}

export interface ProposedRequest {
  agency: string;
  agency_label: string;
  organisation_name: string | null;
  organisation_id: string | null;
  contact: Contact;
  form: string;
  sections: string[];
  reasons: string[];
  expected: boolean;
  asked_already: string[];
}

export interface RequestProposal {
  proposed: ProposedRequest[];
  forms: AskableForm[];
  due: { on: string; because: string };
  legal_basis: string;
}

export interface OrganisationItem {
  id: string;
  name: string;
  agency: string;
  has_accounts: boolean;
}

export interface NewRequest {
  organisation_id: string | null;
  organisation_name: string | null;
  agency: string;
  contact: Contact;
  form: string;
  sections: string[];
  due_on: string;
  message: string | null;
}

export interface SendRequests {
  requests: NewRequest[];
  legal_basis: string;
}

export interface SentRequests {
  ids: string[];
}

// ---- the collated record ----

export type CompositeStanding =
  | "nothing"
  | "single"
  | "agreed"
  | "preferred"
  | "chosen"
  | "conflict"
  | "reopened"
  | "side_by_side";

export interface CompositeSource {
  request_id: string;
  row: string | null;
  organisation: string;
  agency_label: string;
  person: string;
  answered_at: string;
  form_version: number;
  value: unknown;
  value_text: string;
}

export interface CompositeChoice {
  /** In the office’s own words, not one of the answers. */
  own: boolean;
  reason: string;
  by: string;
  at: string;
}

export interface CompositeQuestion {
  form: string;
  question: string;
  row_key: string | null;
  label: string;
  kind: string;
  collate: "single" | "all" | "narrative" | "office";
  standing: CompositeStanding;
  standing_label: string;
  why: string | null;
  value: unknown;
  value_text: string | null;
  sources: CompositeSource[];
  choice: CompositeChoice | null;
  rows: CompositeRow[] | null;
}

export interface CompositeRow {
  row_key: string;
  join_id: string | null;
  row_ids: string[];
  sources: { request_id: string; row: string; organisation: string }[];
  questions: CompositeQuestion[];
}

export interface CompositeSection {
  id: string;
  title: string;
  questions: CompositeQuestion[];
}

export interface CompositeForm {
  form: string;
  title: string;
  sections: CompositeSection[];
}

export interface Contribution {
  request_id: string;
  reference: string;
  organisation: string;
  agency_label: string;
  person: string;
  submitted_at: string;
  form: string;
  form_title: string;
  form_version: number;
}

export interface Composite {
  case_id: string;
  may_choose: boolean;
  counts: { conflicts: number; reopened: number; settled: number; answered: number };
  contributions: Contribution[];
  forms: CompositeForm[];
}

export interface ChooseAnswer {
  form: string;
  question: string;
  row_key?: string;
  /** The answer of this source counts; otherwise `value` does. */
  request_id?: string;
  value?: unknown;
  reason: string;
  /** What was looked at, so that nothing that came meanwhile is overruled unseen. */
  seen: string[];
}

// ---- completeness ----

export interface Wish {
  id: string;
  words: string;
  standing: "met" | "not_known" | "missing";
  standing_label: string;
  from: {
    request_id: string;
    reference: string;
    organisation: string;
    standing_label: string;
    due_on: string;
  }[];
  nobody_asked: boolean;
}

export interface Completeness {
  met: number;
  of: number;
  wishes: Wish[];
}
