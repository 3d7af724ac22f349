//! Whom the shipped rules propose, and what is refused when routing is read.

use super::super::shipped_forms;
use super::*;
use crate::review_type::CHILD_DEATH_REVIEW;
use serde_json::{Map, Value, json};

fn routing() -> Routing {
    Routing::read(&CHILD_DEATH_REVIEW.request_routing, shipped_forms()).unwrap_or_else(|error| panic!("{error}"))
}

fn proposed(answers: Value, events: &[&str]) -> Vec<Proposal> {
    let registry = shipped_forms();
    let answers: Map<String, Value> = answers.as_object().cloned().unwrap();
    let events: Vec<String> = events.iter().map(|event| (*event).to_owned()).collect();
    let facts = Facts::of(registry, registry.current("notification").unwrap(), &[&answers], &events);
    propose(&routing(), &facts, registry)
}

fn part<'a>(proposals: &'a [Proposal], agency: &str, form: &str) -> Option<&'a Part> {
    of(proposals, agency)[0].parts.iter().find(|part| part.form == form)
}

fn of<'a>(proposals: &'a [Proposal], agency: &str) -> Vec<&'a Proposal> {
    proposals.iter().filter(|proposal| proposal.agency == agency).collect()
}

#[test]
fn gp_and_social_care_are_asked_about_every_child() {
    let found = proposed(json!({}), &[]);
    let agencies: Vec<&str> = found.iter().map(|proposal| proposal.agency.as_str()).collect();
    assert_eq!(agencies, ["gp", "childrens_social_care"]);
    assert!(found.iter().all(|proposal| proposal.need == Need::Expected));
}

#[test]
fn the_age_of_the_child_decides_who_will_have_known_them() {
    let baby = proposed(json!({"date_of_birth": "2026-10-01", "date_of_death": "2026-10-05"}), &[]);
    assert_eq!(of(&baby, "health_visitor")[0].reasons, ["Health visitor: every child under 5 has one"]);
    assert_eq!(of(&baby, "midwife")[0].need, Need::Expected);
    assert!(of(&baby, "school").is_empty());
    let pupil = proposed(json!({"date_of_birth": "2016-10-01", "date_of_death": "2026-10-05"}), &[]);
    assert_eq!(of(&pupil, "school")[0].reasons, ["The child was of school age"]);
    assert!(of(&pupil, "health_visitor").is_empty());
}

#[test]
fn those_who_are_named_are_merged_by_organisation_and_with_what_the_rules_say() {
    let row =
        |id: &str, agency: &str, organisation: &str, name: &str| json!({"row": id, "agency": agency, "organisation": organisation, "name": name});
    let found = proposed(
        json!({"professionals": [
            row("1", "gp", "The Elms Surgery", "Dr Ada Reed"),
            row("2", "gp", "the elms  surgery.", "Dr Ben Shaw"),
            row("3", "gp", "Oak Lane Practice", ""),
            row("4", "police", "", "DC Kay"),
            row("5", "police", "", "DC Kay"),
        ], "expected": "unexpected"}),
        &[],
    );
    let gps = of(&found, "gp");
    assert_eq!(gps.len(), 2);
    let names: Vec<_> = gps[0].contacts.iter().filter_map(|contact| contact.name.as_deref()).collect();
    assert_eq!((names, gps[0].organisation_name.as_deref()), (vec!["Dr Ada Reed", "Dr Ben Shaw"], Some("The Elms Surgery")));
    assert_eq!(gps[0].reasons, ["Named in the notification", "GP: always asked"]);
    assert_eq!(gps[1].reasons, gps[0].reasons);
    let police = of(&found, "police");
    assert_eq!((police.len(), police[0].contacts.len()), (1, 1));
    assert_eq!(police[0].reasons, ["Named in the notification", "Police: sudden or unexpected death"]);
}

#[test]
fn a_row_that_names_nobody_is_the_agency_the_rules_point_to() {
    let rows = json!([{"row": "1", "agency": "gp"}, {"row": "2", "agency": "gp", "organisation": " "}]);
    let found = proposed(json!({ "professionals": rows }), &[]);
    assert_eq!(of(&found, "gp").len(), 1);
    assert_eq!(of(&found, "gp")[0].reasons, ["Named in the notification", "GP: always asked"]);
}

#[test]
fn somebody_who_needs_no_form_is_offered_and_not_ticked() {
    let found = proposed(json!({"professionals": [{"row": "1", "agency": "housing", "name": "Jo", "send_form": "no"}]}), &[]);
    assert_eq!(of(&found, "housing")[0].need, Need::Suggested);
    assert_eq!(found.last().map(|proposal| proposal.agency.as_str()), Some("housing"));
}

#[test]
fn a_school_and_a_coroners_officer_are_found_in_their_own_questions() {
    let found = proposed(
        json!({"date_of_birth": "2016-10-01", "date_of_death": "2026-10-05", "education_setting": "Hill School", "coroner_referred": "yes",
            "coroner_officer": {"name": "Lee Fox", "email": "lee@example.org"}}),
        &[],
    );
    assert_eq!(of(&found, "school")[0].organisation_name.as_deref(), Some("Hill School"));
    assert_eq!(of(&found, "coroners_officer")[0].contacts[0].email.as_deref(), Some("lee@example.org"));
}

#[test]
fn each_agency_gets_the_sections_expected_of_it_and_is_offered_the_others_it_may_fill_in() {
    let found = proposed(json!({"education_setting": "Hill School"}), &[]);
    let gp = part(&found, "gp", "reporting").unwrap();
    assert_eq!(gp.sections, ["r_id", "r_a_health", "r_b", "r_d", "r_learn"]);
    assert_eq!(gp.optional, ["r_circ", "r_a_birth", "r_a_dev", "r_c"]);
    assert_eq!(part(&found, "school", "reporting").unwrap().sections, ["r_id", "r_a_dev", "r_b", "r_d", "r_learn"]);
}

#[test]
fn a_section_that_cannot_matter_at_the_child_s_age_is_not_sent() {
    let baby = proposed(json!({"date_of_birth": "2026-10-01", "date_of_death": "2026-10-05"}), &[]);
    assert!(!part(&baby, "gp", "reporting").unwrap().optional.contains(&"r_a_dev".to_owned()));
    let pupil = proposed(json!({"date_of_birth": "2016-10-01", "date_of_death": "2026-10-05"}), &[]);
    assert!(!part(&pupil, "gp", "reporting").unwrap().optional.contains(&"r_a_birth".to_owned()));
}

#[test]
fn a_further_form_goes_to_those_it_is_expected_of_with_the_reason_and_to_a_lead_to_be_found() {
    let found = proposed(json!({"expected": "unexpected", "jar_required": "yes", "jar_criteria": ["SUD"]}), &[]);
    let lead = of(&found, "hospital_paediatrician")[0];
    assert_eq!(lead.need, Need::Suggested);
    assert!(lead.reasons.iter().any(|reason| reason.contains("sudden")));
    assert_eq!(part(&found, "hospital_paediatrician", "sudden-unexpected-death").unwrap().sections, ["su_before", "su_sleep", "su_investigation"]);
    assert_eq!(part(&found, "police", "sudden-unexpected-death").unwrap().sections, ["su_sleep", "su_investigation"]);
    assert_eq!(part(&found, "childrens_social_care", "sudden-unexpected-death"), None);
}

#[test]
fn another_choice_leads_when_it_is_asked_anyhow_and_fills_in_what_nobody_else_is_expected_to() {
    let found = proposed(json!({"expected": "unexpected"}), &["vehicle_collision"]);
    assert_eq!(part(&found, "police", "vehicle-collision").unwrap().sections, ["ve_collision"]);
    let row = json!({"row": "1", "agency": "community_paediatrician", "name": "Dr Kay"});
    let found = proposed(json!({"professionals": [row], "provisional_category": "unexplained"}), &[]);
    assert!(of(&found, "hospital_paediatrician").is_empty());
    assert!(part(&found, "community_paediatrician", "sudden-unexpected-death").is_some());
}

#[test]
fn a_stage_of_care_is_asked_only_of_those_who_gave_it() {
    let found = proposed(json!({"place_of_death": "H_WARD"}), &[]);
    assert_eq!(part(&found, "hospital_paediatrician", "care-pathway").unwrap().sections, ["cp_ward", "cp_theatre", "cp_end_of_life"]);
}

#[test]
fn an_answer_is_due_after_three_weeks() {
    let due = routing().due_on("2026-11-27".parse().unwrap(), Calendar::england_and_wales());
    assert_eq!(due, Reckoned { date: "2026-12-18".parse().unwrap(), beyond_calendar: false });
}

#[test]
fn the_legal_basis_names_the_act() {
    assert!(routing().legal_basis.contains("section 16N of the Children Act 2004"));
}

#[test]
fn routing_that_could_never_work_is_refused() {
    type Change = fn(&mut Value);
    let refused = |change: Change| -> String {
        let mut data: Value = serde_json::from_str(CHILD_DEATH_REVIEW.request_routing.1).unwrap();
        change(&mut data);
        Routing::read(&("routing.json", &data.to_string()), shipped_forms()).unwrap_err().to_string()
    };
    let cases: [(Change, &str); 8] = [
        (|data| data["form"] = json!("none"), "there is no form none"),
        (|data| data["due"]["unit"] = json!("clock_hours"), "count in days or months"),
        (|data| data["legal_basis"] = json!(" "), "is empty"),
        (|data| data["rules"][0]["agencies"] = json!(["butcher"]), "butcher is not in the list agency"),
        (|data| data["rules"][2]["when"]["q"] = json!("height"), "question height: a rule names it"),
        (|data| data["rules"][2]["when"]["value"] = json!(["y99"]), "\"y99\", which is not an option"),
        (|data| data["named"][0]["question"] = json!("sex"), "question sex: it does not name"),
        (|data| data["review_type"] = json!("another"), "another review"),
    ];
    for (change, words) in cases {
        let said = refused(change);
        assert!(said.starts_with("routing.json: ") && said.contains(words), "{said}");
    }
}
