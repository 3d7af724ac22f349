/** What an organisation is asked about a child who died, and how it answers. */

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

export interface RequestAction {
  action: string;
  /** Why it cannot be done now; nothing when it can. */
  why_not: string | null;
}

export interface AskedOrganisation {
  id: string;
  name: string;
}

export interface AskedSection {
  id: string;
  title: string;
}

export type DeclineReason = "not_known_to_us" | "wrong_organisation" | "duplicate" | "cannot_share";

export interface DeclineView {
  reason: DeclineReason;
  label: string;
  words: string | null;
}

export interface ClarifiedQuestion {
  question: string;
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
  /** Null when it was cleared, or the row taken out. */
  value: unknown;
  revision: number;
  saved_at: string;
  saved_by: string;
}

export interface KnownAnswer {
  value: unknown;
  source: string;
}

export type KnownAnswers = Record<string, KnownAnswer>;

export interface Colleague {
  id: string;
  name: string;
}

export interface AskedChild {
  name: string;
  date_of_birth: string | null;
  date_of_death: string | null;
  nhs_number: string | null;
  address: string | null;
}

export interface AskedRequestItem {
  id: string;
  reference: string;
  organisation: AskedOrganisation;
  area: string;
  child_name: string;
  form_title: string;
  sections: number;
  due_on: string;
  standing: StandingView;
  assigned_to: Colleague | null;
}

export interface NewerVersion {
  version: number;
  in_flight: "continue" | "upgrade_on_submit" | "close_at";
  closes_on: string | null;
  changes: string[];
}

export interface AskedRequest {
  id: string;
  reference: string;
  organisation: AskedOrganisation;
  area: string;
  sent_by: string;
  sent_by_email: string | null;
  child: AskedChild;
  form: string;
  form_version: number;
  form_title: string;
  sections: AskedSection[];
  due_on: string;
  message: string | null;
  legal_basis: string;
  standing: StandingView;
  times: RequestTimes;
  assigned_to: Colleague | null;
  /** Empty for whoever came by an invitation. */
  colleagues: Colleague[];
  known: KnownAnswers;
  facts: Record<string, unknown>;
  answers: GivenAnswer[];
  clarification: ClarificationView | null;
  decline: DeclineView | null;
  withdrawal_words: string | null;
  actions: RequestAction[];
  newer_version: NewerVersion | null;
  version: number;
}

export interface AnswerChange {
  question: string;
  row: string | null;
  /** 0 for a question that had no answer. */
  base_revision: number;
  value: unknown;
}

export interface AnswerConflict {
  theirs: GivenAnswer;
  yours: unknown;
}

export interface SavedAnswers {
  saved: GivenAnswer[];
  conflicts: AnswerConflict[];
  saved_at: string;
}

export interface DeclineRequest {
  reason: DeclineReason;
  words: string | null;
}

export interface UseInvitation {
  token: string;
  code: string;
  name: string;
}

export interface VisitView {
  request_id: string;
  name: string;
  expires_at: string;
}
