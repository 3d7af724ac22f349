import type { Answers, Schemas, Sent, With } from "./types";

// ---- people and sessions ----

export type SessionView = Sent<Schemas["SessionView"]>;
export type SessionSummary = Sent<Schemas["SessionItem"]>;

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

export type Membership = With<Sent<Schemas["MembershipView"]>, { role: Role }>;
export type Me = With<Sent<Schemas["Me"]>, { memberships: Membership[] }>;
export type UserView = With<Sent<Schemas["UserView"]>, { memberships: Membership[] }>;
export type SecondFactorEnrolment = Schemas["EnrolmentView"];
export type RecoveryCodes = Schemas["RecoveryCodes"];

// ---- inbox ----

export type NotificationStatus = "received" | "accepted" | "linked" | "rejected";
export type CaseReference = Schemas["CaseName"];

interface InboxCodes {
  status: NotificationStatus;
  joint_agency_response: "yes" | "no" | "not_decided" | null;
  duplicate: "very_likely" | "possible" | null;
}

export type NotificationSummary = With<Sent<Schemas["NotificationSummary"]>, InboxCodes>;

export type DuplicateSignal = With<
  Schemas["SignalView"],
  { outcome: "agree" | "close" | "differ" | "missing" }
>;

export type ComparisonOutcome = DuplicateSignal["outcome"];
export type ComparisonRow = With<Sent<Schemas["ComparisonRow"]>, { outcome: ComparisonOutcome }>;
export type RecordKind = "case" | "notification";
export type ComparisonAnswer = "same_child" | "different_child" | "not_sure";

export type AnswerBefore = With<Sent<Schemas["AnswerView"]>, { kind: RecordKind; answer: ComparisonAnswer }>;
export type Comparison = With<
  Sent<Schemas["ComparisonView"]>,
  { rows: ComparisonRow[]; answer: AnswerBefore | null }
>;
export type CaseComparison = With<Sent<Schemas["CaseComparisonView"]>, { rows: ComparisonRow[] }>;

export type Duplicate = With<
  Sent<Schemas["DuplicateView"]>,
  {
    kind: RecordKind;
    band: "very_likely" | "possible" | "none";
    signals: DuplicateSignal[];
    answer: AnswerBefore | null;
  }
>;

/** A comparison as it was kept with a link or a merge. */
type Kept = With<Sent<Schemas["Compared"]>, { rows: ComparisonRow[] }>;
export type NotificationLink = With<
  Sent<Schemas["NotificationLinkView"]>,
  { kind: "opening" | "linked"; compared: Kept | null }
>;
export type CaseMerge = With<Sent<Schemas["MergeView"]>, { compared: Kept }>;

export type AvailableAction<A extends string = string> = With<
  Sent<Schemas["NotificationAction"]>,
  { action: A }
>;

export type NotificationView = With<
  Sent<Schemas["NotificationView"]>,
  InboxCodes & {
    answers: Answers;
    duplicates: Duplicate[];
    perhaps_twins: Duplicate[];
    answers_before: AnswerBefore[];
    links: NotificationLink[];
    actions: AvailableAction<"accept" | "link" | "reject" | "unlink">[];
  }
>;

// ---- cases ----

export type CaseSummary = Sent<Schemas["CaseSummary"]>;

export type Deadline = With<
  Sent<Schemas["DeadlineView"]>,
  { kind: "law" | "guidance" | "national" | "local" }
>;

/** Of an address only the lines that were given are sent. */
export type ChildView = Omit<Sent<Schemas["ChildView"]>, "address"> & { address: Schemas["HomeAddress"] };

export type CasePerson = With<Sent<Schemas["PersonView"]>, { role: "carer" | "child" | "other" }>;
export type CaseProfessional = Sent<Schemas["ProfessionalView"]>;

export type CaseView = With<
  Omit<Sent<Schemas["CaseView"]>, "child"> & { child: ChildView },
  { deadlines: Deadline[]; people: CasePerson[]; merges: CaseMerge[] }
>;

export type TriageMoved = Schemas["TriageMoved"];

export type ResponseVersion = Sent<Schemas["ResponseView"]>;
export type JointAgencyResponse = With<
  Sent<Schemas["JointAgencyResponseView"]>,
  { current: ResponseVersion | null; history: ResponseVersion[] }
>;
export type RecordJointAgencyResponse = Schemas["RecordJointAgencyResponse"];

export type ScopeAnswer = "yes" | "no" | "not_known";
export type ScopeQuestion = With<
  Sent<Schemas["ScopeQuestionView"]>,
  { answer: ScopeAnswer | null; suggestion: { answer: ScopeAnswer; because: string } | null }
>;
export type ScopeView = With<Sent<Schemas["ScopeView"]>, { questions: ScopeQuestion[] }>;

export type TimelineEntry = Sent<Schemas["TimelineItem"]>;
export type CaseAccess = Sent<Schemas["AccessItem"]>;
export type AuditEntry = Sent<Schemas["AuditItem"]>;

export type Counts = With<Sent<Schemas["Counts"]>, { notifications: Record<NotificationStatus, number> }>;

// ---- documents ----

export type DocumentList = Sent<Schemas["DocumentList"]>;
export type DocumentView = Sent<Schemas["DocumentView"]>;
export type DocumentVersion = Sent<Schemas["DocumentVersionView"]>;
// ---- who may see a case ----

export type Restriction = Sent<Schemas["RestrictionView"]>;
export type InterestDeclared = Schemas["InterestDeclared"];
export type OpenedInEmergency = Schemas["OpenedInEmergency"];
export type EmergencyAccess = Sent<Schemas["EmergencyAccessView"]>;

// ---- transfers between areas ----

export type TransferState = "offered" | "accepted" | "declined" | "withdrawn";
export type Transfer = With<
  Sent<Schemas["TransferView"]>,
  {
    kind: RecordKind;
    state: TransferState;
    decided_by: Sent<Schemas["ContactView"]> | null;
    actions: ("accept" | "decline" | "withdraw")[];
  }
>;
export type TransferReason = Schemas["TransferReasonView"];
export type OfferTransfer = Schemas["OfferTransfer"];
export type TransferName = With<Sent<Schemas["TransferName"]>, { state: TransferState }>;

export type Places = CaseView["places"];
export type ChangePlaces = Schemas["ChangePlaces"];
