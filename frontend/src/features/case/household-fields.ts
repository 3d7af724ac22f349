import type { HouseholdView } from "../../api/types";
import type { Field } from "./record/fields";
import { choices } from "./record/words";

const partly = "As far as it is known: a year, or a month and year, will do";

export const personFields = (view: HouseholdView): Field[] => [
  { id: "name", kind: "text", label: "Name" },
  {
    id: "roles",
    kind: "choices",
    label: "What are they in the child’s life?",
    hint: "There may be more than one",
    choices: choices(view.roles),
  },
  {
    id: "relationship",
    kind: "text",
    label: "Relationship to the child",
    hint: "In the family’s words, such as “Nan” or “Mum’s partner”",
    optional: true,
  },
  { id: "date_of_birth", kind: "date", label: "Date of birth", optional: true },
  {
    id: "parental_responsibility",
    kind: "choice",
    label: "Parental responsibility",
    choices: choices(view.known),
    optional: true,
  },
  { id: "life", kind: "radios", label: "Are they alive?", choices: choices(view.lives) },
  {
    id: "died_on",
    kind: "partial",
    label: "Date of death",
    hint: partly,
    optional: true,
    when: (values) => values.life === "died",
  },
  { id: "contact", kind: "lines", rows: 2, max: 500, label: "How to reach them", optional: true },
  { id: "words", kind: "lines", rows: 3, max: 2000, label: "Anything else", optional: true },
  {
    id: "ended",
    correction: true,
    kind: "check",
    label: "They no longer belong on this case",
    hint: "Named by mistake, or named twice. They stay at the end of the list.",
  },
  {
    id: "ended_words",
    kind: "text",
    label: "Why they no longer belong here",
    when: (values) => values.ended === true,
  },
];

export const householdFields: Field[] = [
  { id: "name", kind: "text", label: "What is it called?", hint: "Such as “Her father’s home”" },
  {
    id: "words",
    kind: "lines",
    rows: 3,
    max: 2000,
    label: "Anything worth knowing about it",
    optional: true,
  },
];

const people = (view: HouseholdView) => [
  { value: "child", label: "The child" },
  ...view.people.filter((one) => !one.ended).map((one) => ({ value: one.id, label: one.name ?? "" })),
];
const households = (view: HouseholdView) =>
  view.households.map((one) => ({ value: one.id, label: one.name ?? "" }));

export const stayFields = (view: HouseholdView): Field[] => [
  { id: "who", kind: "choice", label: "Who lives or lived there?", choices: people(view) },
  { id: "household", kind: "choice", label: "In which household?", choices: households(view) },
  { id: "from", kind: "partial", label: "Since when", hint: partly, optional: true },
  {
    id: "to",
    kind: "partial",
    label: "Until when",
    hint: "Leave it empty while they live there",
    optional: true,
  },
  {
    id: "words",
    kind: "text",
    label: "How",
    hint: "Such as “every other weekend”",
    optional: true,
  },
  { id: "mistaken", correction: true, kind: "check", label: "This was entered by mistake" },
];

export const addressFields = (view: HouseholdView): Field[] => [
  {
    id: "whose",
    kind: "choice",
    label: "Whose address is it?",
    choices: [...people(view), ...households(view)],
  },
  { id: "lines", kind: "lines", rows: 3, max: 500, label: "Address" },
  { id: "postcode", kind: "text", width: 10, label: "Postcode", optional: true },
  { id: "from", kind: "partial", label: "Since when", hint: partly, optional: true },
  {
    id: "to",
    kind: "partial",
    label: "Until when",
    hint: "Leave it empty while it is the address",
    optional: true,
  },
  { id: "words", kind: "text", label: "Anything worth knowing about it", optional: true },
  { id: "mistaken", correction: true, kind: "check", label: "This was entered by mistake" },
];
