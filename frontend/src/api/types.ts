/** What the API says and is told. Once `npm run api` has made schema.ts from the OpenAPI document these
 * names are kept here and point at it, so that the rest of the code never sees generated names. */

export interface FieldError {
  pointer: string;
  code: string;
  message: string;
}

export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  requestId?: string;
  errors?: FieldError[];
  current?: unknown;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

// ---- forms as data ----

export type FieldKind =
  | "text"
  | "textarea"
  | "date"
  | "time"
  | "datetime"
  | "number"
  | "select"
  | "multiselect"
  | "yesno"
  | "yes_no_unknown"
  | "nhs_number"
  | "postcode"
  | "email"
  | "phone"
  | "person"
  | "address"
  | "repeat"
  | "computed";

export type Operator =
  | "eq"
  | "ne"
  | "in"
  | "not_in"
  | "contains"
  | "contains_any"
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "answered"
  | "unanswered"
  | "rows_ge";

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { q: string; op: Operator; value?: unknown };

export interface Option {
  code: string;
  label: string;
  group?: string | null;
  hint?: string | null;
}

export interface Question {
  id: string;
  kind: FieldKind;
  label: string;
  hint?: string | null;
  help?: string | null;
  required?: boolean;
  show_if?: Condition | null;
  required_if?: Condition | null;
  /** What to say when a needed answer is missing. */
  required_message?: string | null;
  /** A date that must not lie in the future. */
  past?: boolean;
  list?: string | null;
  options?: Option[] | null;
  min?: number | null;
  max?: number | null;
  max_length?: number | null;
  min_rows?: number | null;
  max_rows?: number | null;
  allow_unknown?: boolean;
  identifying?: boolean;
  asked_of?: string[];
  collate?: string;
  feed?: string | null;
  questions?: Question[] | null;
}

export interface FormPage {
  id: string;
  title: string;
  essential?: boolean;
  help?: string | null;
  show_if?: Condition | null;
  questions: Question[];
}

export interface FormSection {
  id: string;
  title: string;
  intro?: string | null;
  pages: FormPage[];
}

/** Agencies worth asking about when `when` holds (or always), with the reason to show beside them. */
export interface SuggestionRule {
  when?: Condition | null;
  agencies: string[];
  reason: string;
}

export interface FormDefinition {
  id: string;
  version: number;
  title: string;
  effective_from: string;
  review_type: string;
  sections: FormSection[];
  lists: Record<string, Option[]>;
  suggestions?: SuggestionRule[];
  hash?: string;
}

export interface FormSummary {
  id: string;
  title: string;
  current_version: number;
  versions: number[];
}

export type Answers = Record<string, unknown>;

export interface NotKnown {
  state: "not_known";
}

export interface Person {
  name?: string;
  role?: string;
  organisation?: string;
  phone?: string;
  email?: string;
}

export interface Address {
  line1?: string;
  line2?: string;
  town?: string;
  postcode?: string;
}

export interface Row {
  row: string;
  [question: string]: unknown;
}

// ---- public notification ----

export interface Code {
  code: string;
  name: string;
}

export interface Area {
  id: string;
  code: string;
  name: string;
}

export interface AreaWithAuthorities extends Area {
  local_authorities: Code[];
}

export interface AreaLookup {
  outcome: "found" | "unknown_postcode" | "no_fixed_abode" | "outside_england" | "no_area";
  postcode: string;
  local_authority: Code | null;
  area: Area | null;
}

export interface Challenge {
  algorithm: "SHA-256";
  salt: string;
  challenge: string;
  max_number: number;
  signature: string;
  expires_at: string;
}

export interface ChallengeSolution {
  salt: string;
  challenge: string;
  number: number;
  signature: string;
}

export interface DraftView {
  reference: string;
  revision: number;
  form_version: number;
  answers: Answers;
  saved_at: string;
  expires_at: string;
}

export interface NewDraftView extends DraftView {
  resume_code: string;
}

export interface SubmitNotification {
  form_version: number;
  answers: Answers;
  area_id?: string;
  challenge?: ChallengeSolution;
  from_draft?: boolean;
}

export interface SubmittedView {
  id: string;
  reference: string;
  received_at: string;
  area: Area;
  what_next: string[];
}

export interface ReceiptView {
  reference: string;
  received_at: string;
  area: Area;
  form_id: string;
  form_version: number;
  answers: Answers;
  what_next: string[];
}

export * from "./types-staff";
