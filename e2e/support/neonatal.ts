import { type Answers, fewestAnswers, postcodes } from "./answers";
import { daysAgo } from "./dates";

const notKnown = { state: "not_known" };
const person = (name: string, role: string) => ({
  name,
  role,
  organisation: "An Invented Hospital",
  phone: "020 7946 0001",
  email: `${name.split(" ").at(-2)?.toLowerCase()}@hospital.example`,
});
const address = (line1: string) => ({ line1, town: "Chatham", postcode: postcodes.kent });

/** Everything there is to say about a baby of three days who has no name yet, one of twins. */
export function neonatal(): Answers {
  const died = daysAgo(2);
  const { forenames: _, nhs_number: __, professionals: ___, ...base } = fewestAnswers();
  return {
    ...base,
    name_status: "not_yet_named",
    nhs_number_missing_reason: "not_available",
    date_of_birth: daysAgo(5),
    date_of_death: died,
    time_of_birth: "03:20",
    time_of_death: "14:05",
    gestation_weeks: 29,
    gestation_days: 4,
    birthweight_g: 1180,
    sex: "male",
    ethnicity: "C",
    ethnicity_other: "White Irish and French",
    place_of_death: "H_NNU",
    place_name: "Invented Hospital, neonatal unit",
    jar_required: "yes",
    jar_criteria: ["SUD", "SUSP"],
    alert_ncmd: "yes",
    alert_reason: "A device on the unit may have failed.",
    ...aboutTheChild,
    ...aboutTheDeath(died),
  };
}

const aboutTheChild: Answers = {
  aliases: "Twin two",
  multiple_birth: "yes",
  multiple_number: 2,
  multiple_order: 2,
  multiple_siblings_died: "none",
  religion: "none",
  language: "French",
  interpreter_needed: "yes",
  country_of_birth: "England",
  alt_address: address("Flat 2, 3 Invented Road"),
  education_setting: notKnown,
  life_limiting: "yes",
  advance_care_plan: "no",
  social_care_status: "child_protection_plan",
  cp_category: "neglect",
  asylum: "no",
  uasc: "no",
  traveller: "no",
  homeless: "yes",
  young_carer: "not_known",
  carer_at_death: "The mother, on the unit",
  family_informed: "yes",
  leaflet_given: "yes",
  followup_arranged: "yes",
  followup_with: "Dr Lee Invented",
  key_worker: person("Kim Invented Worker", "Bereavement nurse"),
};

const aboutTheDeath = (died: string): Answers => ({
  expected_confirmed: "yes",
  place_of_event: "H_NNU",
  event_address: notKnown,
  event_datetime: `${died}T13:10`,
  mode_of_death: "WITN",
  resuscitation: "yes",
  senior_doctor: person("Dr Lee Invented", "Consultant neonatologist"),
  death_verified_at: `${died}T14:10`,
  suspected_cause: "Sudden deterioration, cause not clear.",
  provisional_category: "perinatal",
  mccd_issued: "yes",
  cause_1a: "Extreme prematurity",
  cause_1b: "Placental abruption",
  cause_1c: "Not known",
  cause_2: "Sepsis",
  me_review: "yes",
  coroner_referred: "yes",
  coroner_referred_on: died,
  coroner_area: "Mid Kent and Medway",
  coroner_officer: person("Jo Invented Officer", "Coroner’s officer"),
  coroner_outcome: "post_mortem",
  pm_required: "yes",
  pm_type: "coronial",
  donation: "no",
  surveillance_q: "not_known",
  jar_started: "yes",
  jar_started_at: `${died}T16:00`,
  jar_lead: person("Dr Lee Invented", "Designated doctor"),
  other_reviews: ["pmrt", "other"],
  other_reviews_detail: "A review by the maker of the device",
  actions_taken: "The device was taken out of use. The family has been offered support.",
  abuse_suspected: "no",
  consultant_in_charge: person("Dr Ada Invented Consultant", "Consultant neonatologist"),
});

/** The rows of the lists, in the order they are added. */
export const rows: Record<string, Answers[]> = {
  carers: [
    {
      name: "Marie Invented Mother",
      relationship: "mother",
      dob: "1994-05-17",
      sex: "female",
      parental_responsibility: "yes",
      in_household: "yes",
      phone: "07700 900123",
    },
    {
      name: "Luc Invented Father",
      relationship: "father",
      dob: notKnown,
      parental_responsibility: "yes",
      in_household: "no",
      address: address("9 Invented Close"),
    },
  ],
  other_children: [
    { name: "Twin One Invented", dob: daysAgo(5), sex: "female", relationship: "sibling", at_risk: "no" },
    { name: "Theo Invented Brother", dob: notKnown, age: 6, relationship: "half_sibling", school: "Harbour Lane" },
  ],
  significant_others: [{ name: "Odile Invented Grandmother", relationship: "Grandmother, lives in France" }],
  professionals: [
    {
      agency: "health_visitor",
      name: "Ros Invented Visitor",
      role: "Health visitor",
      organisation: "Invented Community Trust",
      phone: "020 7946 0002",
      email: "ros@community.example",
      address: address("4 Invented Clinic"),
      informed: "yes",
      informed_at: `${daysAgo(1)}T09:30`,
      send_form: "yes",
    },
  ],
};
