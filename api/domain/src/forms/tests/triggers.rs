//! Which supplementary forms are proposed, and what triggers must keep to.

use super::{object, registry};
use crate::forms::{Registry, Triggered, triggered};
use serde_json::{Value, json};
use std::collections::HashSet;

fn proposed(answers: Value, events: &[&str]) -> Vec<Triggered> {
    let events: Vec<String> = events.iter().map(|event| (*event).to_owned()).collect();
    triggered(&registry(), object(&answers), &events)
}

fn forms(answers: Value, events: &[&str]) -> Vec<String> {
    proposed(answers, events).into_iter().map(|t| t.form).collect()
}

#[test]
fn each_of_the_nineteen_forms_has_a_trigger() {
    let registry = registry();
    let supplementary: HashSet<&str> =
        registry.forms().iter().map(|f| f.definition.id.as_str()).filter(|id| !matches!(*id, "notification" | "reporting")).collect();
    let proposed: HashSet<&str> = registry.triggers().map(|t| t.form.as_str()).collect();
    assert_eq!(proposed, supplementary);
    assert_eq!(proposed.len(), 19);
}

#[test]
fn who_completes_a_form_is_somebody_it_is_sent_to() {
    let registry = registry();
    for trigger in registry.triggers() {
        let sections = &registry.current(&trigger.form).unwrap().definition.sections;
        for lead in &trigger.lead {
            assert!(sections.iter().any(|s| s.expected_of.contains(lead)), "{} is led by {lead}", trigger.form);
        }
    }
}

#[test]
fn an_event_proposes_its_form_alone() {
    let registry = registry();
    let mut told: Vec<&str> = Vec::new();
    for trigger in registry.triggers() {
        for event in &trigger.events {
            assert_eq!(forms(json!({}), &[event]), [trigger.form.as_str()], "{event}");
            assert!(!told.contains(&event.as_str()), "{event} proposes twice");
            told.push(event);
        }
    }
    let reporting = registry.current("reporting").unwrap();
    let every = reporting.options(reporting.question("event_types").unwrap()).codes();
    assert!(every.iter().all(|event| *event == "none" || told.contains(event)));
    assert!(forms(json!({}), &["none"]).is_empty() && forms(json!({}), &[]).is_empty() && forms(json!({}), &["anything"]).is_empty());
}

#[test]
fn what_a_notification_says_proposes_a_form_and_its_neighbour_does_not() {
    let place = |code: &str| json!({ "place_of_death": code });
    let category = |code: &str| json!({ "provisional_category": code });
    let cases = [
        ("care-pathway", place("H_PICU"), place("H_NNU")),
        ("genetic-congenital", category("congenital"), category("chronic")),
        ("delivery-neonatal", place("H_NNU"), place("H_PICU")),
        ("sudden-unexpected-death", json!({"jar_required": "yes", "jar_criteria": ["SUD"]}), json!({"jar_required": "yes", "jar_criteria": ["EXT"]})),
        ("sudden-unexpected-death", category("unexplained"), category("acute")),
        ("suicide-self-harm", category("suicide"), category("trauma")),
        ("violence-maltreatment", json!({"abuse_suspected": "yes"}), json!({"abuse_suspected": "not_known"})),
        ("violence-maltreatment", category("abuse"), category("suicide")),
        ("infection", category("infection"), category("acute")),
        ("oncology", category("malignancy"), category("chronic")),
        ("life-limiting", json!({"life_limiting": "yes"}), json!({"life_limiting": "no"})),
        ("life-limiting", place("HOSPICE"), place("HOME")),
    ];
    let conditions = registry().triggers().filter(|t| t.when.is_some()).count();
    assert_eq!(cases.len(), conditions, "each condition has its case");
    for (form, fires, does_not) in cases {
        assert_eq!(forms(fires.clone(), &[]), [form], "{fires}");
        assert!(!forms(does_not.clone(), &[]).contains(&form.to_owned()), "{does_not}");
    }
}

#[test]
fn a_hidden_answer_of_the_notification_proposes_nothing() {
    assert!(forms(json!({"jar_required": "no", "jar_criteria": ["SUD"]}), &[]).is_empty());
}

#[test]
fn a_form_is_proposed_once_with_every_reason_and_with_who_completes_it() {
    let all = proposed(json!({"life_limiting": "yes", "place_of_death": "HOSPICE"}), &["life_limiting", "drowning"]);
    assert_eq!(all.iter().map(|t| t.form.as_str()).collect::<Vec<_>>(), ["drowning", "life-limiting"]);
    assert_eq!(all[1].reasons.len(), 3);
    assert_eq!(all[1].lead, ["palliative", "tertiary"]);
    assert!(all.iter().flat_map(|t| &t.reasons).all(|reason| reason.ends_with('.')));
}

#[test]
fn a_trigger_speaks_of_forms_questions_events_and_agencies_there_are() {
    let refused = |trigger: Value, reason: &str| {
        let text = json!({"form": "notification", "version": 1, "triggers": [trigger]}).to_string();
        let error = registry().with_triggers(&("t.json", &text)).map(|_: Registry| ()).unwrap_err().to_string();
        assert!(error.starts_with("t.json: ") && error.contains(reason), "{error}");
    };
    let with = |key: &str, value: Value| {
        let mut trigger = json!({"form": "drowning", "events": ["drowning"], "lead": ["police"], "reason": "x"});
        trigger[key] = value;
        trigger
    };
    refused(with("form", json!("flying")), "no such form");
    refused(with("events", json!([])), "nothing sets it off");
    refused(with("events", json!(["flying"])), "flying is not in the list event_type");
    refused(with("lead", json!([])), "nobody completes it");
    refused(with("lead", json!(["vet"])), "vet is not in the list agency");
    refused(with("when", json!({"q": "nowhere", "op": "answered"})), "nowhere");
    refused(with("colour", json!(1)), "unknown field");
    let text = json!({"form": "notification", "version": 9, "triggers": []}).to_string();
    assert!(registry().with_triggers(&("t.json", &text)).unwrap_err().reason.contains("no form notification 9"));
}
