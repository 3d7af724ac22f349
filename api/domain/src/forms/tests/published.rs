//! The forms that are published: frozen, complete and served whole.

use super::registry;
use crate::forms::Registry;
use crate::forms::definition::Kind;
use serde_json::{Value, json};
use std::collections::HashMap;

#[test]
fn suggested_agencies_and_their_conditions_are_checked() {
    let form = include_str!("../../../forms/notification.v1.json");
    let suggest = |rule: Value| {
        let text = json!({"form": "notification", "version": 1, "rules": [rule]}).to_string();
        let lists =
            ["agency", "category_of_death", "ethnicity", "jar_criteria", "mode_of_death", "other_review", "place", "relationship", "religion", "sex"];
        let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/forms/lists/");
        let lists: Vec<(String, String)> =
            lists.iter().map(|l| (format!("{l}.json"), std::fs::read_to_string(format!("{dir}{l}.json")).unwrap())).collect();
        let lists: Vec<(&str, &str)> = lists.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        Registry::read(&[("n.json", form)], &lists, &[("s.json", &text)]).map(|_| ()).map_err(|e| e.to_string())
    };
    assert_eq!(suggest(json!({"agencies": ["gp"], "reason": "x"})), Ok(()));
    assert!(suggest(json!({"agencies": ["vet"], "reason": "x"})).unwrap_err().contains("s.json: agency vet"));
    let when = json!({"q": "nowhere", "op": "answered"});
    assert!(suggest(json!({"when": when, "agencies": ["gp"], "reason": "x"})).unwrap_err().contains("nowhere"));
}

#[test]
fn a_published_form_never_changes() {
    let lock: HashMap<String, String> = include_str!("../../../forms/released.lock")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let (form, hash) = line.rsplit_once(' ').unwrap();
            (form.to_owned(), hash.to_owned())
        })
        .collect();
    let registry = registry();
    for form in registry.forms() {
        let name = format!("{} {}", form.definition.id, form.definition.version);
        let why = "a published form never changes: write a new version, and add it to forms/released.lock";
        assert_eq!(lock.get(&name), Some(&form.hash), "{name}: {why}");
    }
    assert_eq!(lock.len(), registry.forms().len());
}

#[test]
fn what_is_served_holds_the_form_its_lists_its_suggestions_and_its_hash() {
    let registry = registry();
    let form = registry.form("notification", 1).unwrap();
    let served: Value = serde_json::from_str(form.served_json()).unwrap();
    assert_eq!(served["hash"], form.hash.as_str());
    assert_eq!(form.hash.len(), 64);
    assert_eq!(served["lists"]["ethnicity"][0], json!({"code": "A", "label": "White British", "group": "White"}));
    assert!(served["suggestions"].as_array().unwrap().len() >= 6);
    assert_eq!(served["sections"][0]["pages"][0]["questions"][0]["id"], "residence");
    let source: Value = serde_json::from_str(include_str!("../../../forms/notification.v1.json")).unwrap();
    assert_eq!(served["sections"], source["sections"]);
    assert!(registry.form("notification", 2).is_none() && registry.current("none").is_none());
}

#[test]
fn the_notification_has_nine_sections_and_marks_who_can_be_told_by_an_answer() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    assert_eq!(form.definition.sections.len(), 9);
    for id in ["surname", "nhs_number", "postcode", "home_address", "date_of_birth", "circumstances", "professionals"] {
        assert!(form.question(id).unwrap().identifying, "{id}");
    }
    let blocks = form.questions().flat_map(|q| std::iter::once(q).chain(&q.questions));
    for question in blocks {
        let block = matches!(question.kind, Kind::Person | Kind::Address | Kind::NhsNumber | Kind::Postcode | Kind::Textarea);
        assert!(!block || question.identifying, "{} can tell who somebody is", question.id);
        assert!(!question.required || question.required_message.is_some(), "{} needs a message", question.id);
    }
}
