//! A form that agencies answer, section by section, each with what it holds.

use super::{object, registry, vectors};
use crate::forms::{Context, DefinitionError, FieldError, Form, Registry, Visible, age_facts, check_types, validate, warnings};
use crate::vocab::local_time::{parse_date, parse_datetime};
use serde_json::{Map, Value, json};

const AGENCIES: &str = r#"{"id": "agency", "options": [{"code": "gp", "label": "GP"}, {"code": "school", "label": "School"}]}"#;
const ROW: &str = "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";

/// A small good form for agencies, changed by `change`, and what the loader says to it.
fn load(change: impl FnOnce(&mut Value)) -> Result<Registry, DefinitionError> {
    let question = |id: &str, kind: &str| json!({"id": id, "kind": kind, "label": id, "identifying": false, "asked_of": ["all"], "collate": "all", "feed": null});
    let mut group = question("visits", "repeat");
    group["row_noun"] = json!("visit");
    group["questions"] = json!([question("visited_on", "date")]);
    let mut weight = question("weight", "number");
    weight["allow_not_applicable"] = json!(true);
    let mut needs = question("needs", "multiselect");
    needs["options"] =
        json!([{"code": "a", "label": "A"}, {"code": "b", "label": "B"}, {"code": "none", "label": "None of these", "exclusive": true}]);
    let mut lessons = question("lessons", "text");
    lessons["show_if"] = json!({"q": "seen", "op": "eq", "value": "yes"});
    let mut form = json!({
        "id": "small", "version": 1, "title": "Small", "effective_from": "2026-01-01", "review_type": "child-death-review", "answered_by": "agency",
        "sections": [
            {"id": "health", "title": "Health", "expected_of": ["gp"], "optional_for": ["school"], "pages": [
                {"id": "p", "title": "P?", "essential": true, "questions": [weight, needs, group, question("seen", "yes_no_unknown")]}]},
            {"id": "school", "title": "School", "expected_of": ["all"], "show_if": {"q": "age_days", "op": "ge", "value": 365}, "pages": [
                {"id": "r", "title": "R?", "essential": true, "questions": [lessons, question("class", "text"), question("age_days", "computed")]}]},
        ],
    });
    change(&mut form);
    Registry::read(&[("small.json", &form.to_string())], &[("agency.json", AGENCIES)], &[])
}

fn form() -> Form {
    load(|_| ()).unwrap().current("small").unwrap().clone()
}

fn refused(reason: &str, change: impl FnOnce(&mut Value)) {
    let error = load(change).expect_err(reason);
    assert!(error.reason.contains(reason), "{error}");
}

fn state(name: &str) -> Value {
    json!({ "state": name })
}

fn sent(form: &Form, answers: &Value) -> Result<Map<String, Value>, Vec<FieldError>> {
    let now = Context::at(parse_datetime("2026-11-20T10:30").unwrap());
    validate(form, object(answers), &now).map(|valid| valid.answers.into_map())
}

fn codes(errors: &[FieldError]) -> Vec<(&str, &str)> {
    errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect()
}

#[test]
fn every_shared_vector_has_its_errors() {
    let registry = registry();
    for vector in vectors(include_str!("../../../vectors/agency-answers.json")) {
        let name = vector["name"].as_str().unwrap();
        let mut form = registry.current(vector["form"].as_str().unwrap()).unwrap().clone();
        if let Some(sections) = vector.get("sections") {
            form = form.only(&serde_json::from_value::<Vec<String>>(sections.clone()).unwrap());
        }
        if let Some(facts) = vector.get("facts") {
            form = form.given(object(facts).clone());
        }
        let answers = &vector["answers"];
        let result = if vector["mode"] == "draft" {
            let errors = check_types(&form, object(answers));
            if errors.is_empty() { Ok(object(answers).clone()) } else { Err(errors) }
        } else {
            sent(&form, answers)
        };
        let found: Vec<Value> = result.as_ref().err().into_iter().flatten().map(|e| json!({"pointer": e.pointer, "code": e.code})).collect();
        assert_eq!(&Value::from(found), &vector["errors"], "{name}");
        if let Some(kept) = vector.get("kept") {
            assert_eq!(&result.unwrap(), object(kept), "{name}");
        }
        if let Some(expected) = vector.get("warnings") {
            let found: Vec<Value> = warnings(&form, object(answers)).iter().map(|w| json!({"pointer": w.pointer, "code": w.code})).collect();
            assert_eq!(&Value::from(found), expected, "{name}");
        }
    }
}

#[test]
fn every_section_says_of_whom_it_is_expected() {
    refused("section health names no agency", |f| f["sections"][0]["expected_of"] = json!([]));
    refused("names agency vet", |f| f["sections"][0]["optional_for"] = json!(["vet"]));
    refused("all agencies and others", |f| f["sections"][1]["expected_of"] = json!(["all", "gp"]));
    refused("both expected of gp and optional", |f| f["sections"][0]["optional_for"] = json!(["gp"]));
    refused("section school: a condition names nowhere", |f| f["sections"][1]["show_if"]["q"] = json!("nowhere"));
    refused("names agency notifier", |f| f["sections"][0]["pages"][0]["questions"][0]["asked_of"] = json!(["notifier"]));
    refused("leave allow_unknown out", |f| f["sections"][0]["pages"][0]["questions"][0]["allow_unknown"] = json!(true));
    refused("row_noun does not fit", |f| f["sections"][0]["pages"][0]["questions"][0]["row_noun"] = json!("visit"));
    refused("unknown variant `shoe_size`", |f| f["sections"][0]["pages"][0]["questions"][0]["known"] = json!("shoe_size"));
}

#[test]
fn a_form_for_notifiers_names_no_agencies() {
    let notifier = |f: &mut Value| f.as_object_mut().unwrap().remove("answered_by").map(|_| ()).unwrap();
    refused("is not answered by them", notifier);
    refused("only a form answered by agencies", |f| {
        notifier(f);
        for section in f["sections"].as_array_mut().unwrap() {
            section.as_object_mut().unwrap().retain(|key, _| !matches!(key.as_str(), "expected_of" | "optional_for"));
        }
    });
}

#[test]
fn an_agency_may_say_not_known_and_nothing_held_to_every_question_and_not_applicable_where_it_can_be() {
    let form = form().given(age_facts(parse_date("2016-01-01").unwrap(), parse_date("2026-01-01").unwrap()));
    for id in ["weight", "needs", "visits", "class"] {
        for name in ["not_known", "nothing_held"] {
            let answers = json!({ id: state(name) });
            assert_eq!(check_types(&form, object(&answers)), [], "{id} {name}");
            assert_eq!(sent(&form, &answers).unwrap(), *object(&answers), "{id} {name}");
        }
        let taken = sent(&form, &json!({ id: state("not_applicable") })).is_ok();
        assert_eq!(taken, id == "weight", "{id}");
    }
    let refused = |name: &str| sent(&form, &json!({ "seen": state(name) })).is_err();
    assert_eq!(["not_known", "not_applicable", "nothing_held"].map(refused), [true, true, false]);
    let in_row = json!({"visits": [{"row": ROW, "visited_on": state("nothing_held")}]});
    assert_eq!(sent(&form, &in_row).unwrap(), *object(&in_row));
    let errors = sent(&form, &json!({"visits": state("not_applicable"), "age_days": state("not_known")})).unwrap_err();
    assert_eq!(codes(&errors), [("/answers/visits", "wrong_type"), ("/answers/age_days", "computed")]);
}

#[test]
fn an_option_that_stands_alone_is_not_taken_with_others() {
    let errors = sent(&form(), &json!({"needs": ["a", "none"]})).unwrap_err();
    assert_eq!(codes(&errors), [("/answers/needs", "exclusive_option")]);
    assert_eq!(errors[0].message, "Choose ‘None of these’ alone, or take it out: needs");
    for fine in [json!(["none"]), json!(["none", "none"]), json!(["a", "b"])] {
        assert!(sent(&form(), &json!({ "needs": fine })).is_ok());
    }
}

#[test]
fn a_hidden_section_hides_all_its_questions() {
    let answers = json!({"seen": "yes", "lessons": "x", "class": "3B"});
    let shown = |form: &Form| ["seen", "lessons", "class"].map(|id| Visible::of(form, object(&answers)).shows(id));
    assert_eq!(shown(&form()), [true, false, false]);
    let aged = |days: i64| form().given(object(&json!({ "age_days": days })).clone());
    assert_eq!(shown(&aged(364)), [true, false, false]);
    assert_eq!(shown(&aged(365)), [true, true, true]);
    assert_eq!(sent(&form(), &answers).unwrap(), *object(&json!({"seen": "yes"})));
    refused("rests on itself", |f| f["sections"][1]["show_if"] = json!({"q": "class", "op": "answered"}));
}

#[test]
fn a_part_of_a_form_holds_its_sections_alone_and_what_the_case_says_decides_the_rest() {
    let whole = form();
    let part = whole.only(&["school".to_owned(), "none".to_owned()]);
    assert_eq!(part.hash, whole.hash);
    assert_eq!(part.section_of("class").unwrap().id, "school");
    assert!(part.section_of("seen").is_none() && part.question("weight").is_none());
    let answers = json!({"lessons": "x", "class": "3B"});
    assert_eq!(codes(&sent(&part, &json!({"weight": 3})).unwrap_err()), [("/answers/weight", "unknown_question")]);
    assert_eq!(sent(&part, &answers).unwrap(), Map::new());
    let facts = json!({"age_days": 4000, "seen": "yes", "class": "a fact never stands for an answer"});
    assert_eq!(sent(&part.given(object(&facts).clone()), &answers).unwrap(), *object(&answers));
}
