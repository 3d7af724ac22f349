/** What the API says and is told. The names are kept here; what they stand for is generated from the OpenAPI document
 * into schema.ts by `npm run api`, so that a change of the API shows where it matters. */
import type { components } from "./schema";

export type Schemas = components["schemas"];

/** As the API sends it. The description lets an empty field be left out, but an answer has it all the same, as null. */
export type Sent<T> = T extends (infer Item)[]
  ? Sent<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Sent<Exclude<T[Key], undefined>> }
    : T;

/** The same with some fields more exactly: codes that the description only calls text. */
export type With<T, Exact extends { [Key in keyof Exact]: Key extends keyof T ? T[Key] : never }> = Omit<
  T,
  keyof Exact
> &
  Exact;

export type FieldError = Schemas["FieldProblem"];

/** Every part may be missing: a proxy in between may answer in its own words. */
export type ProblemBody = Partial<Omit<Schemas["Problem"], "current"> & { current: unknown }>;

export interface Page<T> {
  items: T[];
  next: string | null;
}

export type ServiceView = Schemas["ServiceView"];

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
  /** It cannot be chosen together with another: "None of these". */
  exclusive?: boolean;
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
  allow_not_applicable?: boolean;
  /** The fact already held that it asks for. */
  known?: string | null;
  /** What one row of a group is called: "sibling". */
  row_noun?: string | null;
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
  questions: Question[];
}

export interface FormSection {
  id: string;
  title: string;
  intro?: string | null;
  /** It counts as a condition on each of its questions. */
  show_if?: Condition | null;
  /** The stage of care it is about, when it can be sent by itself. */
  stage?: string | null;
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
  /** Whoever tells of the death, unless it says otherwise. */
  answered_by?: "notifier" | "agency";
  sections: FormSection[];
  lists: Record<string, Option[]>;
  suggestions?: SuggestionRule[];
  hash?: string;
}

export type FormSummary = Sent<Schemas["FormItem"]>;

export type Answers = Record<string, unknown>;

export type StateName = "not_known" | "not_applicable" | "nothing_held";

/** What stands for an answer where none can be given. */
export interface AnswerState<Name extends StateName = StateName> {
  state: Name;
}

export type NotKnown = AnswerState<"not_known">;

/** One row of a repeat, with its own stable id. */
export interface Row {
  row: string;
  [question: string]: unknown;
}

// ---- public notification ----

export type Code = Schemas["LocalAuthority"];
export type Area = Schemas["AreaName"];
export type AreaWithAuthorities = Sent<Schemas["AreaView"]>;
export type AreaLookup = Sent<Schemas["AreaLookUp"]>;

export type Challenge = With<Schemas["Challenge"], { algorithm: "SHA-256" }>;
export type ChallengeSolution = Schemas["ChallengeAnswer"];

export type DraftView = Sent<Omit<Schemas["DraftView"], "resume_code">>;
/** The code is said once, when the draft is made. */
export type NewDraftView = DraftView & { resume_code: string };

export type SaveDraft = With<Schemas["SaveDraft"], { answers: Answers }>;
export type SubmitNotification = Schemas["SubmitNotification"];
export type SubmittedView = Sent<Schemas["Submitted"]>;
export type ReceiptView = Sent<Schemas["ReceiptView"]>;

export * from "./types-record";
export * from "./types-staff";
