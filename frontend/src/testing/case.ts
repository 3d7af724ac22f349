import type { CaseView, Deadline } from "../api/types";

/** A deadline that has passed. */
export const deadline = (more: Partial<Deadline>): Deadline => ({
  rule_id: "D05",
  label: "Tell the national database",
  citation: "National Child Mortality Database",
  kind: "national",
  trigger_at: "2026-11-01T00:00:00Z",
  due_at: "2026-11-03T00:00:00Z",
  met_at: null,
  stopped_at: null,
  overdue: true,
  ...more,
});

/** A case with one of them. */
export const view: CaseView = {
  version: 1,
  id: "c1",
  reference: "KENT/2026/0001",
  status: "triage",
  status_label: "Triage",
  child_name: "Leo Lund",
  nhs_number: null,
  age_text: "3 years",
  age_band: "y1_4",
  date_of_death: "2026-11-01",
  place: "HOME",
  place_label: "Home of normal residence",
  opened_at: "2026-11-02T09:00:00Z",
  next_deadline: null,
  area: { id: "a1", code: "KENT", name: "Kent and Medway" },
  places: { residence: null, death: null, event: null },
  child: {
    surname: "Lund",
    forenames: "Leo",
    aliases: null,
    nhs_number: null,
    nhs_number_missing_reason: "NHS number not currently available",
    date_of_birth: "2023-06-01",
    time_of_birth: null,
    date_of_death: "2026-11-01",
    time_of_death: "04:35",
    age_text: "3 years",
    sex: "male",
    sex_label: "Male",
    ethnicity_label: "",
    address: { line1: "1 High Street", town: "Chatham", postcode: "ME4 4UF" },
    postcode: "ME4 4UF",
  },
  deadlines: [deadline({})],
  people: [
    { id: "p1", role: "carer", name: "Ann Lund", relationship: "Mother", date_of_birth: null, details: [] },
  ],
  professionals: [],
  notifications: [],
  actions: [],
};
