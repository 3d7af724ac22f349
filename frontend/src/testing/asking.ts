import type { Composite, CompositeQuestion, RequestSummary, RequestView } from "../api/types-asking";

/** Whom to ask, as the API proposes it. */
export const aProposal = {
  proposed: [
    {
      agency: "gp",
      agency_label: "GP",
      organisation_name: "Chatham Surgery",
      organisation_id: "o1",
      contact: { name: "Dr Asha Lane", email: "asha.lane@example.nhs.uk", phone: null },
      form: "reporting",
      sections: ["r_id", "r_health"],
      reasons: ["The child was registered there."],
      expected: true,
      asked_already: [],
    },
    {
      agency: "school",
      agency_label: "School",
      organisation_name: null,
      organisation_id: null,
      contact: { name: null, email: null, phone: null },
      form: "reporting",
      sections: ["r_id"],
      reasons: ["The child was of school age."],
      expected: true,
      asked_already: [],
    },
    {
      agency: "police",
      agency_label: "Police",
      organisation_name: null,
      organisation_id: null,
      contact: { name: null, email: null, phone: null },
      form: "reporting",
      sections: ["r_id"],
      reasons: ["They may have been called."],
      expected: false,
      asked_already: ["R-7K3M-92QX"],
    },
  ],
  forms: [
    {
      id: "reporting",
      version: 1,
      title: "Report on a child who has died",
      sections: [
        { id: "r_id", title: "You and your service", stage: null, expected_of: ["all"], optional_for: [] },
        { id: "r_health", title: "Health", stage: null, expected_of: ["gp"], optional_for: ["school"] },
      ],
    },
  ],
  due: { on: "2099-12-18", because: "Three weeks are usual." },
  legal_basis: "Section 16M of the Children Act 2004",
};

export const organisations = {
  items: [
    { id: "o1", name: "Chatham Surgery", agency: "gp", has_accounts: true },
    { id: "o2", name: "Harbour Lane School", agency: "school", has_accounts: false },
  ],
  next: null,
};

/** A request in a list. */
export const aRequest = (more: Partial<RequestSummary> = {}): RequestSummary => ({
  id: "r1",
  reference: "R-7K3M-92QX",
  organisation: { id: "o1", name: "Chatham Surgery" },
  agency: "gp",
  agency_label: "GP",
  form: "reporting",
  form_title: "Report on a child who has died",
  sections: [{ id: "r_id", title: "You and your service" }],
  due_on: "2020-12-18",
  standing: { code: "opened", label: "Opened", overdue: true },
  times: {
    sent_at: "2026-11-20T09:00:00Z",
    resent_at: null,
    undelivered_at: null,
    opened_at: "2026-11-21T09:00:00Z",
    first_saved_at: null,
    submitted_at: null,
    returned_at: null,
    accepted_at: null,
    declined_at: null,
    withdrawn_at: null,
  },
  decline: null,
  reachable: true,
  version: 4,
  ...more,
});

/** A request whose answers were sent in. */
export const aSubmitted = (more: Partial<RequestView> = {}): RequestView => ({
  ...aRequest({
    standing: { code: "submitted", label: "Submitted", overdue: false },
    times: { ...aRequest().times, submitted_at: "2026-11-24T09:00:00Z" },
  }),
  case_id: "c1",
  form_version: 1,
  contact: { name: "Dr Asha Lane", email: "asha.lane@example.nhs.uk", phone: "01634 960 001" },
  message: null,
  legal_basis: "Section 16M of the Children Act 2004",
  sent_by: "Jo Whitcombe",
  withdrawal_words: null,
  known: {},
  submitted_by: "Dr Asha Lane",
  answers: [
    given("last_contact", "2026-11-03"),
    given("weight", { state: "nothing_held" }),
    { ...given("siblings", { name: "Mo Lund" }), row: "w1" },
  ],
  clarifications: [],
  invitations: [],
  actions: [
    { action: "accept", why_not: null },
    { action: "return_for_clarification", why_not: null },
    { action: "withdraw", why_not: "Answers were sent. Accept them as they are instead" },
    { action: "invite", why_not: null },
  ],
  ...more,
});

const given = (question: string, value: unknown) => ({
  question,
  row: null,
  value,
  revision: 1,
  saved_at: "2026-11-24T08:00:00Z",
  saved_by: "Dr Asha Lane",
});

/** The form it is answered in. */
export const aReportingForm = {
  id: "reporting",
  version: 1,
  title: "Report on a child who has died",
  effective_from: "2026-11-01",
  review_type: "child-death-review",
  lists: {},
  sections: [
    {
      id: "r_id",
      title: "You and your service",
      pages: [
        {
          id: "p1",
          title: "Contact",
          questions: [
            { id: "last_contact", kind: "date", label: "Day of last contact" },
            { id: "weight", kind: "number", label: "Weight" },
            {
              id: "siblings",
              kind: "repeat",
              label: "Siblings",
              questions: [{ id: "name", kind: "text", label: "Name" }],
            },
          ],
        },
      ],
    },
    { id: "r_other", title: "Not asked for", pages: [] },
  ],
};

const source = (organisation: string, value_text: string, more = {}) => ({
  request_id: organisation === "Chatham Surgery" ? "r1" : "r2",
  row: null,
  organisation,
  agency_label: organisation === "Chatham Surgery" ? "GP" : "School",
  person: organisation === "Chatham Surgery" ? "Dr Asha Lane" : "Sam Okoro",
  answered_at: "2026-11-24T08:00:00Z",
  form_version: 1,
  value: value_text,
  value_text,
  ...more,
});

/** A question of the collated record, answered in two ways unless said otherwise. */
export const aQuestion = (more: Partial<CompositeQuestion> = {}): CompositeQuestion => ({
  form: "reporting",
  question: "weight",
  row_key: null,
  label: "Weight",
  kind: "number",
  collate: "single",
  standing: "conflict",
  standing_label: "Answers differ",
  why: null,
  value: null,
  value_text: null,
  sources: [source("Chatham Surgery", "12 kg"), source("Harbour Lane School", "14 kg")],
  choice: null,
  rows: null,
  ...more,
});

const sibling = (key: string, organisation: string, name: string) => ({
  row_key: key,
  join_id: null,
  row_ids: [`id-${key}`],
  sources: [{ request_id: "r1", row: `id-${key}`, organisation }],
  questions: [
    aQuestion({
      question: "name",
      row_key: key,
      label: "Name",
      kind: "text",
      standing: "single",
      standing_label: "One source",
      value: name,
      value_text: name,
      sources: [source(organisation, name)],
    }),
  ],
});

/** What was made of the answers of two agencies. */
export const aComposite = (more: Partial<Composite> = {}): Composite => ({
  case_id: "c1",
  may_choose: true,
  counts: { conflicts: 1, reopened: 0, settled: 3, answered: 4 },
  contributions: [
    {
      request_id: "r1",
      reference: "R-7K3M-92QX",
      organisation: "Chatham Surgery",
      agency_label: "GP",
      person: "Dr Asha Lane",
      submitted_at: "2026-11-24T09:00:00Z",
      form: "reporting",
      form_title: "Report on a child who has died",
      form_version: 1,
    },
  ],
  forms: [
    {
      form: "reporting",
      title: "Report on a child who has died",
      sections: [
        {
          id: "r_id",
          title: "The child",
          questions: [
            aQuestion(),
            aQuestion({
              question: "story",
              label: "What happened",
              kind: "textarea",
              collate: "narrative",
              standing: "side_by_side",
              standing_label: "Side by side",
              sources: [
                source("Chatham Surgery", "Seen on Monday."),
                source("Harbour Lane School", "Absent all week."),
              ],
            }),
            aQuestion({
              question: "siblings",
              label: "Siblings",
              kind: "repeat",
              collate: "all",
              standing: "side_by_side",
              standing_label: "Side by side",
              sources: [],
              rows: [
                sibling("a", "Chatham Surgery", "Mo Lund"),
                sibling("b", "Harbour Lane School", "Mohammed Lund"),
              ],
            }),
            aQuestion({
              question: "nothing",
              label: "Asthma plan",
              standing: "nothing",
              standing_label: "Nothing",
              sources: [],
            }),
          ],
        },
      ],
    },
  ],
  ...more,
});
