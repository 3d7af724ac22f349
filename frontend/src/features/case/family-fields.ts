import type { Family } from "../../api/types";
import type { Field } from "./record/fields";
import { choices } from "./record/words";

export const arrangementFields = (family: Family): Field[] => [
  {
    id: "key_worker",
    kind: "text",
    label: "Key worker",
    hint: "The one person the family can always turn to",
    optional: true,
  },
  {
    id: "key_worker_on",
    kind: "date",
    label: "Day they became the key worker",
    hint: "If you leave this empty, the day on which you write down the name counts",
    optional: true,
    when: (values) => Boolean(values.key_worker),
  },
  { id: "key_worker_role", kind: "text", label: "Their role and organisation", optional: true },
  { id: "key_worker_phone", kind: "text", width: 20, label: "Their telephone number", optional: true },
  { id: "key_worker_email", kind: "text", label: "Their email address", optional: true },
  {
    id: "leaflet_given",
    kind: "radios",
    label: "Was the guide “When a Child Dies” given to them?",
    choices: [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
      { value: "not_known", label: "Not known" },
    ],
  },
  {
    id: "leaflet_on",
    kind: "date",
    label: "Day it was given",
    hint: "With this day, and a key worker named, what is owed to the family in the first 48 hours counts as done",
    optional: true,
    when: (values) => values.leaflet_given === "yes",
  },
  {
    id: "leaflet_by",
    kind: "text",
    label: "Who gave it, and how",
    hint: "For example, the bereavement nurse, by hand on the ward",
    optional: true,
    when: (values) => values.leaflet_given === "yes",
  },
  {
    id: "leaflet_language",
    kind: "text",
    width: 20,
    label: "In which language or format",
    optional: true,
    when: (values) => values.leaflet_given === "yes",
  },
  {
    id: "whom",
    kind: "lines",
    rows: 2,
    max: 500,
    label: "Whom in the family to be in touch with",
    hint: "Parents who live apart may each wish to hear for themselves",
    optional: true,
  },
  {
    id: "channels",
    kind: "choices",
    label: "How they like to be in touch",
    choices: choices(family.channels),
    optional: true,
  },
  {
    id: "times",
    kind: "lines",
    rows: 2,
    max: 500,
    label: "Times that suit them, and times that do not",
    optional: true,
  },
  { id: "language", kind: "text", width: 20, label: "Language they wish to speak", optional: true },
  { id: "interpreter", kind: "check", label: "An interpreter is needed" },
  {
    id: "do_not_contact",
    kind: "check",
    label: "The family asked not to be contacted",
    hint: "Everybody who opens this page is told so first",
  },
  {
    id: "do_not_contact_words",
    kind: "lines",
    rows: 3,
    max: 1000,
    label: "What they said about it, and what they may still be told",
    optional: true,
    when: (values) => values.do_not_contact === true,
  },
  {
    id: "wishes",
    kind: "lines",
    rows: 3,
    max: 2000,
    label: "Anything else that helps to be kind to this family",
    hint: "For example, the name they call their child by, or their faith",
    optional: true,
  },
];

export const dayFields: Field[] = [
  { id: "day", kind: "date", label: "Which day?", hint: "In any year: it is remembered every year" },
  { id: "why", kind: "text", label: "What the day means to them" },
  { id: "over", correction: true, kind: "check", label: "It no longer needs to be remembered" },
];

export const contactFields = (family: Family): Field[] => [
  { id: "on", kind: "date", label: "Day" },
  { id: "channel", kind: "choice", label: "How were you in touch?", choices: choices(family.channels) },
  { id: "by_whom", kind: "text", label: "Who was in touch with them", optional: true },
  { id: "with_whom", kind: "text", label: "Whom in the family", optional: true },
  {
    id: "said",
    kind: "lines",
    label: "What was said",
    hint: "As near to their own words as you can. The family may ask to read it one day.",
  },
  {
    id: "mistaken",
    correction: true,
    kind: "check",
    label: "This was entered by mistake and does not count",
  },
];

export const questionFields = (family: Family): Field[] => [
  {
    id: "question",
    kind: "lines",
    rows: 3,
    max: 5000,
    label: "What they asked",
    hint: "In their own words if you can",
  },
  { id: "asked_by", kind: "text", label: "Who asked", optional: true },
  { id: "asked_on", kind: "date", label: "Day they asked" },
  {
    id: "status",
    kind: "radios",
    label: "Where does the question stand?",
    choices: choices(family.question_statuses),
  },
  {
    id: "answerer",
    kind: "text",
    label: "Who answers it",
    hint: "For example, the consultant, the coroner’s officer or the panel",
    optional: true,
  },
  {
    id: "answer",
    kind: "lines",
    label: "The answer",
    hint: "In plain words, as the family would want to hear it",
    when: (values) => values.status === "answered",
  },
  {
    id: "told_on",
    kind: "date",
    label: "Day the family was told",
    hint: "Leave it empty until they have heard: the question stays on the list until then",
    optional: true,
    when: (values) => values.status === "answered",
  },
  {
    id: "told_by",
    kind: "text",
    label: "Who told them, and how",
    optional: true,
    when: (values) => values.status === "answered",
  },
];
