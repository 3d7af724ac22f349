import type { Answers, Area, Code } from "./types";

// ---- people and sessions ----

export interface SessionView {
  state: "signed_in" | "second_factor_required" | "enrolment_required";
  user: { id: string; name: string; email: string } | null;
  idle_expires_at: string;
  absolute_expires_at: string;
  warn_seconds: number;
}

export interface SessionSummary {
  id: string;
  current: boolean;
  created_at: string;
  last_seen_at: string;
  user_agent: string | null;
}

export type Role =
  | "coordinator"
  | "manager"
  | "designated_doctor"
  | "agency_contributor"
  | "panel_member"
  | "chair"
  | "national_analyst"
  | "system_administrator"
  | "auditor";

export interface Membership {
  role: Role;
  area: Area | null;
  organisation: { id: string; name: string } | null;
}

export interface Me {
  id: string;
  name: string;
  email: string;
  demo: boolean;
  second_factor: { enrolled: boolean; recovery_codes_left: number };
  memberships: Membership[];
  permissions: string[];
}

export interface SecondFactorEnrolment {
  secret: string;
  otpauth_uri: string;
  qr_svg: string;
}

export interface RecoveryCodes {
  recovery_codes: string[];
}

export interface UserView {
  id: string;
  name: string;
  email: string;
  disabled: boolean;
  second_factor: boolean;
  memberships: Membership[];
}

// ---- inbox ----

export type NotificationStatus = "received" | "accepted" | "linked" | "rejected";

export interface CaseReference {
  id: string;
  reference: string;
}

export interface NotificationSummary {
  id: string;
  reference: string;
  status: NotificationStatus;
  area: Code;
  child_name: string;
  nhs_number: string | null;
  date_of_birth: string | null;
  date_of_death: string | null;
  received_at: string;
  hours_since_death: number | null;
  hours_since_receipt: number;
  notifier_name: string;
  notifier_organisation: string;
  joint_agency_response: "yes" | "no" | "not_decided" | null;
  case: CaseReference | null;
}

export interface DuplicateSignal {
  signal: string;
  outcome: "agree" | "close" | "differ" | "missing";
  explanation: string;
}

export interface Duplicate {
  kind: "case" | "notification";
  id: string;
  reference: string;
  status: string;
  child_name: string;
  nhs_number: string | null;
  date_of_birth: string | null;
  date_of_death: string | null;
  band: "very_likely" | "possible";
  signals: DuplicateSignal[];
}

export interface AvailableAction<A extends string = string> {
  action: A;
  available: boolean;
  reason: string | null;
}

export interface RejectionReason {
  code: string;
  label: string;
  help: string | null;
}

export interface NotificationView extends NotificationSummary {
  form_id: string;
  form_version: number;
  answers: Answers;
  child: { age_text: string | null };
  notifier: {
    name?: string | null;
    role?: string | null;
    organisation?: string | null;
    phone?: string | null;
    email?: string | null;
  };
  scope_warnings: string[];
  duplicates: Duplicate[];
  actions: AvailableAction<"accept" | "link" | "reject">[];
  rejection_reasons: RejectionReason[];
  decision: { at: string; by: string; reason: string | null; note: string | null } | null;
}

// ---- cases ----

export interface NextDeadline {
  rule_id: string;
  label: string;
  due_at: string;
  overdue: boolean;
}

export interface CaseSummary {
  id: string;
  reference: string;
  status: string;
  status_label: string;
  child_name: string;
  nhs_number: string | null;
  age_text: string | null;
  age_band: string | null;
  date_of_death: string | null;
  place: string | null;
  place_label: string | null;
  opened_at: string;
  next_deadline: NextDeadline | null;
}

export interface Deadline extends NextDeadline {
  citation: string;
  kind: "law" | "guidance" | "national" | "local";
  trigger_at: string;
  met_at: string | null;
}

export interface ChildView {
  surname: string;
  forenames: string;
  aliases: string | null;
  nhs_number: string | null;
  nhs_number_missing_reason: string | null;
  date_of_birth: string | null;
  date_of_death: string | null;
  time_of_death: string | null;
  age_text: string | null;
  sex: string | null;
  sex_label: string | null;
  ethnicity_label: string | null;
  address: { line1?: string; line2?: string; town?: string; postcode?: string } | string | null;
  postcode: string | null;
}

export interface CasePerson {
  id: string;
  role: "carer" | "child" | "other";
  name: string | null;
  relationship: string | null;
  date_of_birth: string | null;
  details: { label: string; value: string }[];
}

export interface CaseProfessional {
  id: string;
  agency: string;
  agency_label: string;
  name: string | null;
  job_title: string | null;
  organisation: string | null;
  phone: string | null;
  email: string | null;
  informed: string | null;
}

export interface CaseView extends CaseSummary {
  area: Area;
  child: ChildView;
  deadlines: Deadline[];
  people: CasePerson[];
  professionals: CaseProfessional[];
  notifications: {
    id: string;
    reference: string;
    received_at: string;
    notifier_name: string;
    notifier_organisation: string;
  }[];
  actions: AvailableAction[];
}

export interface TimelineEntry {
  id: string;
  at: string;
  kind: string;
  title: string;
  detail: string | null;
  actor: { name: string } | null;
}

export interface CaseAccess {
  at: string;
  actor_name: string;
  role: string;
  action: string;
  action_label: string;
  purpose: string | null;
}

export interface AuditEntry {
  at: string;
  actor_name: string | null;
  action: string;
  action_label?: string;
  object_kind: string;
  object_id: string | null;
  area_code: string | null;
  request_id: string | null;
  sealed: boolean;
}

export interface Counts {
  notifications: { received: number; accepted: number; linked: number; rejected: number };
  cases: { open: number; overdue: number; by_status: Record<string, number> };
}
