/** What the office asks of agencies about a child who died, and what is made of the answers. */
import type { Schemas, Sent, With } from "./types";

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

export type StandingView = With<Schemas["StandingView"], { code: StandingCode }>;
export type RequestTimes = Sent<Schemas["RequestTimes"]>;
export type Contact = Sent<Schemas["Contact"]>;
export type AskedSection = Schemas["AskedSection"];
export type RequestSummary = With<Sent<Schemas["RequestSummary"]>, { standing: StandingView }>;
export type RequestList = With<Sent<Schemas["RequestList"]>, { items: RequestSummary[] }>;
export type ClarifiedQuestion = Sent<Schemas["ClarifiedQuestion"]>;
export type GivenAnswer = With<Sent<Schemas["GivenAnswer"]>, { value: unknown }>;
export type InvitationView = Sent<Schemas["InvitationView"]>;
export type NewInvitation = Schemas["NewInvitation"];

/** What the office can do with a request. */
export type RequestActionCode =
  | "accept"
  | "return_for_clarification"
  | "withdraw"
  | "change_due"
  | "invite"
  | "resend";

export type RequestView = With<
  Sent<Schemas["RequestView"]>,
  {
    standing: StandingView;
    answers: GivenAnswer[];
    known: Record<string, { value: unknown; source: string }>;
  }
>;

// ---- asking ----

export type AskableForm = Sent<Schemas["AskableForm"]>;
export type ProposedRequest = Sent<Schemas["ProposedRequest"]>;
export type RequestProposal = Sent<Schemas["RequestProposal"]>;
export type OrganisationItem = Schemas["OrganisationItem"];
export type NewRequest = Sent<Schemas["NewRequest"]>;
export type SendRequests = With<Schemas["SendRequests"], { requests: NewRequest[] }>;
export type SentRequests = Schemas["SentRequests"];

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
