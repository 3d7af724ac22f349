//! Whom the shipped rules propose, and what is refused when routing is read.

use super::*;
use crate::review_type::CHILD_DEATH_REVIEW;
use serde_json::{Map, Value, json};

/// The shipped notification with a small form for agencies and a further one.
fn registry() -> Registry {
    let question =
        |id: &str| json!({"id": id, "kind": "text", "label": id, "identifying": false, "asked_of": ["all"], "collate": "all", "feed": null});
    let section = |id: &str, expected: &[&str], optional: &[&str]| {
        json!({"id": id, "title": id, "expected_of": expected, "optional_for": optional,
            "pages": [{"id": format!("p-{id}"), "title": "P?", "essential": true, "questions": [question(&format!("q_{id}"))]}]})
    };
    let form = |id: &str, sections: Value| {
        json!({"id": id, "version": 1, "title": id, "effective_from": "2026-01-01", "review_type": "child-death-review",
            "answered_by": "agency", "sections": sections})
        .to_string()
    };
    let mut infancy = section("infancy", &["health_visitor", "gp"], &[]);
    infancy["pages"][0]["questions"].as_array_mut().unwrap().push(json!({"id": "age_band", "kind": "computed", "label": "Age band",
        "identifying": false, "asked_of": ["all"], "collate": "office", "feed": null}));
    let reporting =
        form("reporting", json!([section("health", &["gp", "hospital_paediatrician"], &["school"]), infancy, section("learning", &["all"], &[])]));
    let sudden = form("sudden", json!([section("scene", &["community_paediatrician", "police"], &[])]));
    let forms = [("notification.v1.json", include_str!("../../../forms/notification.v1.json")), ("reporting", &reporting), ("sudden", &sudden)];
    let lists = [
        include_str!("../../../forms/lists/agency.json"),
        include_str!("../../../forms/lists/category_of_death.json"),
        include_str!("../../../forms/lists/ethnicity.json"),
        include_str!("../../../forms/lists/jar_criteria.json"),
        include_str!("../../../forms/lists/mode_of_death.json"),
        include_str!("../../../forms/lists/other_review.json"),
        include_str!("../../../forms/lists/place.json"),
        include_str!("../../../forms/lists/relationship.json"),
        include_str!("../../../forms/lists/religion.json"),
        include_str!("../../../forms/lists/sex.json"),
    ];
    let lists: Vec<Source<'_>> = lists.iter().map(|text| ("list", *text)).collect();
    Registry::read(&forms, &lists, &[]).unwrap_or_else(|error| panic!("{error}"))
}

fn routing() -> Routing {
    Routing::read(&CHILD_DEATH_REVIEW.request_routing, &registry()).unwrap_or_else(|error| panic!("{error}"))
}

fn proposed(answers: Value, triggered: Vec<Triggered>) -> Vec<Proposal> {
    let registry = registry();
    let answers: Map<String, Value> = answers.as_object().cloned().unwrap();
    let facts = Facts { triggered, ..Facts::of(registry.current("notification").unwrap(), &[&answers]) };
    propose(&routing(), &facts, &registry)
}

fn of<'a>(proposals: &'a [Proposal], agency: &str) -> Vec<&'a Proposal> {
    proposals.iter().filter(|proposal| proposal.agency == agency).collect()
}

#[test]
fn gp_and_social_care_are_asked_about_every_child() {
    let found = proposed(json!({}), vec![]);
    let agencies: Vec<&str> = found.iter().map(|proposal| proposal.agency.as_str()).collect();
    assert_eq!(agencies, ["gp", "childrens_social_care"]);
    assert!(found.iter().all(|proposal| proposal.need == Need::Expected));
}

#[test]
fn the_age_of_the_child_decides_who_will_have_known_them() {
    let baby = proposed(json!({"date_of_birth": "2026-10-01", "date_of_death": "2026-10-05"}), vec![]);
    assert_eq!(of(&baby, "health_visitor")[0].reasons, ["Health visitor: every child under 5 has one"]);
    assert_eq!(of(&baby, "midwife")[0].need, Need::Expected);
    assert!(of(&baby, "school").is_empty());
    let pupil = proposed(json!({"date_of_birth": "2016-10-01", "date_of_death": "2026-10-05"}), vec![]);
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
        vec![],
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
fn somebody_who_needs_no_form_is_offered_and_not_ticked() {
    let found = proposed(json!({"professionals": [{"row": "1", "agency": "housing", "name": "Jo", "send_form": "no"}]}), vec![]);
    assert_eq!(of(&found, "housing")[0].need, Need::Suggested);
    assert_eq!(found.last().map(|proposal| proposal.agency.as_str()), Some("housing"));
}

#[test]
fn a_school_and_a_coroners_officer_are_found_in_their_own_questions() {
    let found = proposed(
        json!({"date_of_birth": "2016-10-01", "date_of_death": "2026-10-05", "education_setting": "Hill School", "coroner_referred": "yes",
            "coroner_officer": {"name": "Lee Fox", "email": "lee@example.org"}}),
        vec![],
    );
    assert_eq!(of(&found, "school")[0].organisation_name.as_deref(), Some("Hill School"));
    assert_eq!(of(&found, "coroners_officer")[0].contacts[0].email.as_deref(), Some("lee@example.org"));
}

#[test]
fn each_agency_gets_the_sections_expected_of_it_and_is_offered_the_others_it_may_fill_in() {
    let found = proposed(json!({"education_setting": "Hill School"}), vec![]);
    let part = |agency: &str| of(&found, agency)[0].parts[0].clone();
    assert_eq!(part("gp").sections, ["health", "infancy", "learning"]);
    assert_eq!((part("school").sections, part("school").optional), (vec!["learning".to_owned()], vec!["health".to_owned()]));
}

#[test]
fn a_further_form_goes_to_whom_it_names_or_to_a_lead_to_be_found() {
    let sudden = || vec![Triggered { form: "sudden".into(), reason: "The death was sudden".into() }];
    let lead = proposed(json!({}), sudden());
    let lead = of(&lead, "community_paediatrician");
    assert_eq!((lead[0].need, lead[0].reasons.as_slice()), (Need::Suggested, &["The death was sudden".to_owned()][..]));
    assert_eq!(lead[0].parts[1].sections, ["scene"]);
    let known = proposed(json!({"expected": "unexpected"}), sudden());
    assert!(of(&known, "community_paediatrician").is_empty());
    assert_eq!(of(&known, "police")[0].parts[1].form, "sudden");
    assert_eq!(of(&known, "gp")[0].parts.len(), 1);
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
    let refused = |change: fn(&mut Value)| -> String {
        let mut data: Value = serde_json::from_str(CHILD_DEATH_REVIEW.request_routing.1).unwrap();
        change(&mut data);
        Routing::read(&("routing.json", &data.to_string()), &registry()).unwrap_err().to_string()
    };
    let cases: [(fn(&mut Value), &str); 8] = [
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
