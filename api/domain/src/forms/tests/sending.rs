//! Answers that are sent or saved, against the shared vectors.

use super::{object, registry, vectors};
use crate::forms::{Context, FieldCode, FieldError, check_types, suggest, validate, warnings};
use crate::vocab::age::AgeBand;
use crate::vocab::local_time::parse_datetime;
use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};

fn at(now: &str) -> Context {
    Context::at(parse_datetime(now).unwrap())
}

fn codes(errors: &[FieldError]) -> Vec<Value> {
    errors.iter().map(|e| json!({"pointer": e.pointer, "code": e.code})).collect()
}

fn answers_named(name: &str) -> Map<String, Value> {
    let all = vectors(include_str!("../../../vectors/answers.json"));
    object(&all.iter().find(|v| v["name"] == name).unwrap()["answers"]).clone()
}

#[test]
fn every_shared_vector_has_its_errors() {
    let registry = registry();
    let all = vectors(include_str!("../../../vectors/answers.json"));
    assert!(all.len() >= 150);
    for vector in &all {
        let name = vector["name"].as_str().unwrap();
        let version = u32::try_from(vector["version"].as_u64().unwrap()).unwrap();
        let form = registry.form(vector["form"].as_str().unwrap(), version).unwrap();
        let answers = object(&vector["answers"]);
        let expected = vector["errors"].as_array().unwrap();
        if vector["mode"] == "draft" {
            assert_eq!(&codes(&check_types(form, answers)), expected, "{name}");
            continue;
        }
        match validate(form, answers, &at(vector["now"].as_str().unwrap())) {
            Ok(valid) => {
                assert!(expected.is_empty(), "{name} was taken");
                if let Some(kept) = vector.get("kept") {
                    assert_eq!(valid.answers.as_map(), object(kept), "{name}");
                }
            }
            Err(errors) => assert_eq!(&codes(&errors), expected, "{name}: {errors:?}"),
        }
        if let Some(expected) = vector.get("warnings") {
            let found: Vec<Value> = warnings(form, answers).iter().map(|w| json!({"pointer": w.pointer, "code": w.code})).collect();
            assert_eq!(&Value::from(found), expected, "{name}");
        }
    }
}

#[test]
fn what_is_taken_comes_with_the_age_at_death() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let answers = answers_named("a newborn notification with everything asked of it is taken");
    let valid = validate(form, &answers, &at("2026-11-20T10:30")).unwrap();
    assert_eq!(valid.age_band, Some(AgeBand::Days0To27));
    assert_eq!(valid.age.unwrap().total_days, 2);
    assert_eq!(Value::from(valid.computed), json!({"age_days": 2, "age_band": "d0_27"}));
}

#[test]
fn taking_what_was_taken_changes_nothing() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    for vector in vectors(include_str!("../../../vectors/answers.json")) {
        if let Ok(once) = validate(form, object(&vector["answers"]), &at("2026-11-20T10:30")) {
            let twice = validate(form, once.answers.as_map(), &at("2026-11-20T10:30")).unwrap();
            assert_eq!(once, twice, "{}", vector["name"]);
        }
    }
}

#[test]
fn messages_say_the_rule_and_what_to_do() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let message = |name: &str| validate(form, &answers_named(name), &at("2026-11-20T10:30")).unwrap_err()[0].message.clone();
    assert_eq!(message("death in the future"), "Date of death must be today or in the past");
    assert_eq!(message("surname left out"), "Enter the child’s surname. For a baby not yet named, give the family name");
    assert_eq!(message("birthweight of 199 g"), "Birthweight in grams must be a whole number between 200 and 7000");
    assert_eq!(message("a name of 201 characters"), "Surname must be 200 characters or fewer. Shorten it");
    assert_eq!(message("not an option"), "Sex must be one of the answers listed. Choose again");
}

#[test]
fn no_message_repeats_what_was_typed() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    for vector in vectors(include_str!("../../../vectors/answers.json")) {
        let answers = object(&vector["answers"]);
        let errors = validate(form, answers, &at("2026-11-20T10:30")).err().unwrap_or_default();
        for error in errors.iter().chain(&check_types(form, answers)) {
            for typed in ["Hill", "Amber", "9991234579", "sam.lane", "Orchard", "Bell"] {
                assert!(!error.message.contains(typed), "{error:?}");
            }
        }
    }
}

#[test]
fn ten_thousand_rows_are_refused_at_once_with_one_error() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let row = json!({"row": "x", "agency": "gp", "name": "a".repeat(200)});
    let mut answers = answers_named("the shortest notification is taken as it is");
    answers.insert("professionals".into(), vec![row; 10_000].into());
    let start = Instant::now();
    let draft = check_types(form, &answers);
    let sent = validate(form, &answers, &at("2026-11-20T10:30")).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(codes(&draft), [json!({"pointer": "/answers/professionals", "code": "too_many_rows"})]);
    assert_eq!(codes(&sent), codes(&draft));
}

#[test]
fn hostile_keys_give_a_bounded_answer() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let answers: Map<String, Value> = (0..10_000).map(|i| (format!("{i}{}", "k".repeat(500)), json!(1))).collect();
    let errors = check_types(form, &answers);
    assert_eq!(errors.len(), 100);
    assert!(errors.iter().all(|e| e.code == FieldCode::UnknownQuestion && e.pointer.len() < 100));
}

#[test]
fn every_code_is_written_as_it_serialises() {
    for code in [FieldCode::NotUnder18, FieldCode::InvalidNhsNumber, FieldCode::DateInFuture, FieldCode::NotAnOption] {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}

#[test]
fn agencies_are_suggested_by_age_and_circumstances() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let agencies = |value: Value| -> Vec<String> { suggest(form, object(&value)).into_iter().map(|s| s.agency).collect() };
    assert_eq!(agencies(json!({})), ["gp", "childrens_social_care"]);
    assert_eq!(
        agencies(json!({"date_of_birth": "2026-11-10", "date_of_death": "2026-11-18"})),
        ["gp", "childrens_social_care", "midwife", "obstetrician", "neonatal", "health_visitor"]
    );
    assert_eq!(
        agencies(json!({"date_of_birth": "2023-11-10", "date_of_death": "2026-11-18"})),
        ["gp", "childrens_social_care", "health_visitor", "school"]
    );
    assert_eq!(
        agencies(json!({"date_of_birth": "2014-11-10", "date_of_death": "2026-11-18", "jar_required": "yes", "life_limiting": "yes"})),
        ["gp", "childrens_social_care", "school_nurse", "school", "police", "ambulance", "ed", "palliative", "tertiary", "ccn"]
    );
}

#[test]
fn a_suggestion_says_every_reason_and_leaves_out_who_is_already_named() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let answers = json!({"jar_required": "yes", "professionals": [{"agency": "gp"}, {"agency": "police"}]});
    let suggestions = suggest(form, object(&answers));
    assert!(suggestions.iter().all(|s| s.agency != "gp" && s.agency != "police"));
    assert_eq!(suggestions[0].agency, "childrens_social_care");
    assert_eq!(suggestions[0].reasons.len(), 2);
}

#[test]
fn whatever_is_sent_every_question_has_an_answer_to_it() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let context = at("2026-11-20T10:30");
    let base = answers_named("the shortest notification is taken as it is");
    let row = "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";
    let odd = [
        json!(null),
        json!(true),
        json!(-0.5),
        json!(1e308),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}"),
        json!("0000-01-01"),
        json!("9999-12-31T23:59"),
        json!("é"),
        json!([]),
        json!([[]]),
        json!([null]),
        json!([{"row": row}]),
        json!([{"row": row, "name": [1], "agency": {"state": "not_known"}}]),
        json!({}),
        json!({"state": 1}),
        json!({"state": "not_known"}),
        json!({"row": {"row": {}}}),
        json!({"": ""}),
    ];
    for question in form.questions() {
        for value in &odd {
            let mut answers = base.clone();
            answers.insert(question.id.clone(), value.clone());
            let sent = validate(form, &answers, &context);
            let structure = check_types(form, &answers);
            let _ = (warnings(form, &answers), suggest(form, &answers));
            for error in sent.err().iter().flatten().chain(&structure) {
                assert!(error.pointer.starts_with("/answers/") && !error.message.is_empty(), "{error:?}");
            }
        }
    }
}
