import type { FormDefinition } from "../api/types";
import type { AnswerChange, AskedRequest, GivenAnswer } from "../api/types-requests";
import { asRecord } from "../forms/value";
import { me, openApp, type problem, type Replies } from "./staff-app";

/** A form as agencies answer it: a known answer, a branch, a list, and a part that this request does not ask for. */
export const agencyForm: FormDefinition = {
  id: "reporting",
  version: 1,
  title: "Reporting form",
  effective_from: "2026-11-01",
  review_type: "child-death-review",
  answered_by: "agency",
  lists: {},
  sections: [
    {
      id: "care",
      title: "Your contact with the child",
      pages: [
        {
          id: "contact",
          title: "When you saw the child",
          help: "The panel learns from this how services worked together.",
          questions: [
            { id: "last_contact", kind: "date", label: "Last contact", past: true },
            { id: "school", kind: "text", label: "School", known: "school", allow_not_applicable: true },
            { id: "seen", kind: "yesno", label: "Was the child seen?" },
            {
              id: "seen_where",
              kind: "textarea",
              label: "Where was the child seen?",
              show_if: { q: "seen", op: "eq", value: "yes" },
            },
          ],
        },
        {
          id: "family",
          title: "The family",
          questions: [
            {
              id: "siblings",
              kind: "repeat",
              label: "Brothers and sisters",
              row_noun: "brother or sister",
              questions: [
                { id: "name", kind: "text", label: "Name" },
                { id: "age", kind: "number", label: "Age", min: 0, max: 40 },
              ],
            },
          ],
        },
      ],
    },
    {
      id: "view",
      title: "Your view",
      pages: [
        {
          id: "learning",
          title: "What could be learned",
          questions: [{ id: "learning", kind: "textarea", label: "What could be learned?", required: true }],
        },
      ],
    },
    {
      id: "unasked",
      title: "Not for you",
      pages: [
        { id: "other", title: "Other", questions: [{ id: "other", kind: "text", label: "Something else" }] },
      ],
    },
  ],
};

export const given = (question: string, value: unknown, more: Partial<GivenAnswer> = {}): GivenAnswer => ({
  question,
  row: null,
  value,
  revision: 1,
  saved_at: "2026-11-25T14:02:00Z",
  saved_by: "Sam Lee",
  ...more,
});

const allowed = ["answer", "submit", "decline", "assign"].map((action) => ({ action, why_not: null }));

export const askedRequest = (more: Partial<AskedRequest> = {}): AskedRequest => ({
  id: "r1",
  reference: "R-7K3M-92QX",
  organisation: { id: "o1", name: "Chatham Surgery" },
  area: "Kent and Medway",
  sent_by: "Jo Whitcombe",
  sent_by_email: "jo@kent.example",
  child: {
    name: "Maya Hill",
    date_of_birth: "2024-02-03",
    date_of_death: "2026-11-20",
    nhs_number: "9990000018",
    address: "1 High Street, Chatham, ME4 4UF",
  },
  form: "reporting",
  form_version: 1,
  form_title: "Reporting form",
  sections: [
    { id: "care", title: "Your contact with the child" },
    { id: "view", title: "Your view" },
  ],
  due_on: "2026-12-18",
  message: null,
  legal_basis: "Children Act 2004, section 16M",
  standing: { code: "opened", label: "Opened", overdue: false },
  times: {
    sent_at: "2026-11-23T09:00:00Z",
    resent_at: null,
    undelivered_at: null,
    opened_at: "2026-11-24T09:00:00Z",
    first_saved_at: null,
    submitted_at: null,
    returned_at: null,
    accepted_at: null,
    declined_at: null,
    withdrawn_at: null,
  },
  assigned_to: null,
  colleagues: [
    { id: "u1", name: "Jo Carer" },
    { id: "u2", name: "Sam Lee" },
  ],
  known: {
    school: {
      value: "Hill Primary School",
      source: "Notification N-7K3M-92QX, Medway Hospital, 20 November 2026",
    },
  },
  facts: { age_days: 1000, age_band: "y1_4" },
  answers: [],
  clarification: null,
  decline: null,
  withdrawal_words: null,
  actions: allowed,
  newer_version: null,
  version: 3,
  ...more,
});

const path = "/agency/requests/r1";
const keyOf = (one: { question: string; row: string | null }) => `${one.question} ${one.row}`;

/** A request and a server that keeps its answers as the real one does. */
export function aRequest(more: Partial<AskedRequest> = {}) {
  let view = askedRequest(more);
  const answers = new Map(view.answers.map((one) => [keyOf(one), one]));
  let down: "gone" | ReturnType<typeof problem> | null = null;

  const save = (changes: AnswerChange[]) => {
    const saved: GivenAnswer[] = [];
    const conflicts: { theirs: GivenAnswer; yours: unknown }[] = [];
    for (const change of changes) {
      const there = answers.get(keyOf(change));
      const same = JSON.stringify(there?.value ?? null) === JSON.stringify(change.value);
      if (there && same) saved.push(there);
      else if ((there?.revision ?? 0) !== change.base_revision && there)
        conflicts.push({ theirs: there, yours: change.value });
      else saved.push(keep(change.question, change.row, change.value, "Jo Carer"));
    }
    return { body: { saved, conflicts, saved_at: "2026-11-26T15:30:00Z" } };
  };
  const keep = (question: string, row: string | null, value: unknown, by: string) => {
    const revision = (answers.get(keyOf({ question, row }))?.revision ?? 0) + 1;
    const next = given(question, value, { row, revision, saved_by: by, saved_at: "2026-11-26T15:30:00Z" });
    answers.set(keyOf({ question, row }), next);
    return next;
  };
  const whole = (): AskedRequest => ({ ...view, answers: [...answers.values()] });
  const ending = (code: "submitted" | "declined", at: "submitted_at" | "declined_at") => {
    view = {
      ...view,
      standing: { code, label: code, overdue: false },
      times: { ...view.times, [at]: "2026-11-26T15:31:00Z" },
      actions: allowed.map(({ action }) => ({ action, why_not: "The answers were sent to the panel" })),
    };
  };

  const replies: Replies = {
    "GET /me": { body: me(["answer_requests"]) },
    "GET /forms/reporting/versions/1": { body: agencyForm },
    [`GET ${path}`]: () => ({ body: whole() }),
    [`PATCH ${path}/answers`]: ({ body }) => {
      if (down === "gone") throw new TypeError("no connection");
      return down ?? save((body as { changes: AnswerChange[] }).changes);
    },
    [`POST ${path}/submission`]: () => {
      ending("submitted", "submitted_at");
      return { body: {} };
    },
    [`POST ${path}/decline`]: ({ body }) => {
      ending("declined", "declined_at");
      const { reason, words } = asRecord(body) as { reason: "not_known_to_us"; words: string | null };
      view = { ...view, decline: { reason, label: "The child and family are not known to us", words } };
      return { body: {} };
    },
  };
  return {
    open: (address = "/requests/r1", other: Replies = {}) => openApp(address, { ...replies, ...other }),
    replies,
    /** What the server holds. */
    held: (question: string, row: string | null = null) => answers.get(keyOf({ question, row }))?.value,
    rows: (question: string) =>
      [...answers.values()].filter((one) => one.question === question && one.row && one.value !== null),
    /** A colleague saves something meanwhile. */
    colleague: (question: string, value: unknown, row: string | null = null) =>
      keep(question, row, value, "Sam Lee"),
    /** From now on saving fails, or works again. */
    fail: (how: "gone" | ReturnType<typeof problem> | null) => {
      down = how;
    },
  };
}
