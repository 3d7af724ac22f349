//! The way through the form, against the shared vectors.

use super::{object, registry, vectors};
use crate::forms::Visible;
use crate::forms::journey::{SectionState, essential_pages, next_page, path_length, sections_status};
use serde_json::{Map, Value, json};

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn every_shared_vector_is_followed_step_by_step() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    for vector in vectors(include_str!("../../../vectors/journey.json")) {
        let mut answers = Map::new();
        for (place, step) in vector["steps"].as_array().unwrap().iter().enumerate() {
            let name = format!("{} (step {})", vector["name"], place + 1);
            answers.extend(object(&step["set"]).clone());
            let seen = Visible::of(form, &answers);
            for id in texts(&step["shown"]) {
                assert!(seen.shows(id), "{name}: {id} is shown");
            }
            for id in texts(&step["hidden"]) {
                assert!(!seen.shows(id), "{name}: {id} is hidden");
            }
            if let Some(pages) = step.get("pages") {
                let found: Vec<&str> = essential_pages(form, &answers).iter().map(|p| p.id.as_str()).collect();
                assert_eq!(found, texts(pages), "{name}");
            }
            if let Some(computed) = step.get("computed") {
                assert_eq!(&seen.computed, object(computed), "{name}");
            }
            if let Some(sent) = step.get("sent") {
                assert_eq!(&seen.answers, object(sent), "{name}");
            }
            for (group, rows) in step.get("rows").and_then(Value::as_object).into_iter().flatten() {
                let group = form.question(group).unwrap();
                for row in seen.answers[&group.id].as_array().unwrap().iter().map(object) {
                    let expected = &rows[row["row"].as_str().unwrap()];
                    let shown = |id: &str| {
                        let question = group.questions.iter().find(|q| q.id == id).unwrap();
                        seen.shows_in_row(question, row)
                    };
                    assert!(texts(&expected["shown"]).into_iter().all(shown), "{name}");
                    assert!(!texts(&expected["hidden"]).into_iter().any(shown), "{name}");
                }
            }
        }
    }
}

#[test]
fn a_notification_takes_25_questions_at_most() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let all = vectors(include_str!("../../../vectors/answers.json"));
    let shortest = all.iter().find(|v| v["name"] == "the shortest notification is taken as it is").unwrap();
    let path = path_length(form, object(&shortest["answers"]));
    assert_eq!((path.questions, path.pages), (24, 15));
}

#[test]
fn pages_follow_one_another_and_the_last_has_no_next() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let newborn = json!({"date_of_birth": "2026-11-10", "date_of_death": "2026-11-18"});
    let next = |after: &str| next_page(form, object(&newborn), after).map(|p| p.id.as_str());
    assert_eq!(next("residence"), Some("child-name"));
    assert_eq!(next("date-of-death"), Some("time-of-birth"));
    assert_eq!(next("home-address"), Some("place-of-death"));
    assert_eq!(next("notifier"), None);
    assert_eq!((next("religion"), next("nowhere")), (None, None));
    let child = json!({"date_of_birth": "2016-11-10", "date_of_death": "2026-11-18"});
    assert_eq!(next_page(form, object(&child), "date-of-death").unwrap().id, "sex");
}

#[test]
fn a_section_is_not_started_then_in_progress_then_completed() {
    let registry = registry();
    let form = registry.current("notification").unwrap();
    let state = |answers: Value, section: &str| {
        let all = sections_status(form, object(&answers));
        all.into_iter().find(|s| s.section == section).unwrap().state
    };
    let row = "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";
    assert_eq!(state(json!({}), "n_child"), SectionState::NotStarted);
    assert_eq!(state(json!({"surname": "Hill"}), "n_child"), SectionState::InProgress);
    assert_eq!(state(json!({"jar_required": "no"}), "n_jar"), SectionState::Completed);
    assert_eq!(state(json!({"professionals": [{"row": row}]}), "n_professionals"), SectionState::InProgress);
    assert_eq!(state(json!({"professionals": [{"row": row, "agency": "gp"}]}), "n_professionals"), SectionState::Completed);
    assert_eq!(state(json!({"asylum": "no"}), "n_status"), SectionState::InProgress);
    let status = json!({"social_care_status": "early_help", "asylum": "no", "uasc": "no", "traveller": "no", "homeless": "no", "young_carer": "no"});
    assert_eq!(state(status, "n_status"), SectionState::Completed);
    assert_eq!(sections_status(form, &Map::new()).len(), 9);
}
