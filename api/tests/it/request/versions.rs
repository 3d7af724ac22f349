//! Two versions of a form live at once: whoever began in the older one continues, moves before submitting, or moves once it has closed.

use crate::support::{Persona, TestApp};
use actix_web::web::Data;
use opencdr_domain::forms::Registry;
use opencdr_domain::forms::changes::Mappings;
use serde_json::{Value, json};
use uuid::Uuid;

fn form(version: u32, questions: &Value) -> String {
    json!({
        "id": "visit-record", "version": version, "title": "Record of visits", "effective_from": "2026-11-01", "review_type": "child-death-review",
        "answered_by": "agency",
        "sections": [{ "id": "v_all", "title": "Visits", "expected_of": ["all"], "pages": [{ "id": "v", "title": "Visits", "essential": true, "questions": questions }] }],
    })
    .to_string()
}

fn question(id: &str, kind: &str, more: &Value) -> Value {
    let mut question = json!({
        "id": id, "kind": kind, "label": format!("About {id}"), "help": "The panel reads it.", "identifying": false, "asked_of": ["all"],
        "collate": "single", "feed": null,
    });
    question.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    question
}

/// The demonstration of two versions: one question stays, one is recoded, one is new.
pub async fn with_two_versions(in_flight: Value) -> TestApp {
    let mut app = TestApp::new().await;
    let options = |codes: [&str; 2]| json!({ "options": codes.map(|code| json!({ "code": code, "label": format!("Seen {code}") })) });
    let first = form(1, &json!([question("words", "text", &json!({})), question("where", "select", &options(["home", "clinic"]))]));
    let second = form(
        2,
        &json!([
            question("words", "text", &json!({})),
            question("where", "select", &options(["home", "surgery"])),
            question("who", "text", &json!({}))
        ]),
    );
    let mapping = json!({
        "form": "visit-record", "version": 2, "from": 1, "in_flight": in_flight,
        "questions": { "where": { "recoded": { "clinic": "surgery" } }, "who": "none" },
    });
    let agency = include_str!("../../../domain/forms/lists/agency.json");
    let both = Registry::read(&[("v1.json", &first), ("v2.json", &second)], &[("agency.json", agency)], &[]).expect("two versions");
    let mapping = mapping.to_string();
    app.shared.mappings = Data::new(Mappings::read(&[("visit-record.v2.json", &mapping)], &both).expect("a mapping for every change"));
    app.shared.registry = Data::new(Registry::embedded().expect("the forms").with(both));
    app.serve_again().await;
    app
}

/// A request that was sent when the first version was the newest, with two answers.
pub async fn under_way(app: &TestApp) -> (Uuid, String) {
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    app.database.run(&format!("UPDATE requests SET form_id = 'visit-record', form_version = 1, sections = '{{v_all}}' WHERE id = '{request}'"));
    let path = format!("/api/v1/agency/requests/{request}");
    let changes = json!([
        { "question": "words", "base_revision": 0, "value": "Twice a week" },
        { "question": "where", "base_revision": 0, "value": "clinic" },
    ]);
    save(&app.agency_contributor(), &path, changes).await;
    (request, path)
}

async fn save(person: &Persona<'_>, path: &str, changes: Value) {
    person.call("PATCH", &format!("{path}/answers")).json(&json!({ "changes": changes })).send().await.expect(200);
}

fn answer<'v>(view: &'v Value, question: &str) -> &'v Value {
    let answers = view["answers"].as_array().expect("answers");
    answers.iter().find(|one| one["question"] == question).map_or(&Value::Null, |one| &one["value"])
}

#[actix_web::test]
async fn where_a_version_lets_others_continue_the_older_one_is_submitted_and_shown_as_it_was() {
    let app = with_two_versions(json!("continue")).await;
    let (request, path) = under_way(&app).await;
    let hospital = app.agency_contributor();
    let view = hospital.get(&path).await.expect(200);
    assert_eq!((&view["form_version"], &view["newer_version"]["in_flight"]), (&json!(1), &json!("continue")));
    hospital.post(&format!("{path}/submission"), json!({})).await.expect(200);
    assert_eq!(app.database.value(&format!("SELECT form_version FROM request_submissions WHERE request_id = '{request}'")), json!(1));
    assert_eq!(answer(&hospital.get(&path).await.expect(200), "where"), "clinic");
}

#[actix_web::test]
async fn where_a_version_asks_to_move_the_answers_come_along_and_only_what_is_new_is_asked() {
    let app = with_two_versions(json!("upgrade_on_submit")).await;
    let (request, path) = under_way(&app).await;
    let hospital = app.agency_contributor();
    let refused = hospital.post(&format!("{path}/submission"), json!({})).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().is_some_and(|words| words.contains("newer version")), "{refused}");
    let moved = hospital.post(&format!("{path}/upgrade"), json!({})).await.expect(200);
    assert_eq!(moved["anew"], json!([{ "question": "who", "why": "This question is new" }]));
    let view = hospital.get(&path).await.expect(200);
    assert_eq!((&view["form_version"], &view["newer_version"]), (&json!(2), &Value::Null));
    assert_eq!((answer(&view, "words"), answer(&view, "where")), (&json!("Twice a week"), &json!("surgery")));
    save(&hospital, &path, json!([{ "question": "who", "base_revision": 0, "value": "The health visitor" }])).await;
    hospital.post(&format!("{path}/submission"), json!({})).await.expect(200);
    assert_eq!(app.database.value(&format!("SELECT form_version FROM request_submissions WHERE request_id = '{request}'")), json!(2));
    hospital.post(&format!("{path}/upgrade"), json!({})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn where_a_version_closes_on_a_day_the_older_one_is_answered_until_then_and_no_longer() {
    let app = with_two_versions(json!({ "close_at": "2026-11-25" })).await;
    let (_, path) = under_way(&app).await;
    let hospital = app.agency_contributor();
    assert_eq!(hospital.get(&path).await.expect(200)["newer_version"]["closes_on"], "2026-11-25");
    save(&hospital, &path, json!([{ "question": "words", "base_revision": 1, "value": "Three times" }])).await;
    app.advance(chrono::TimeDelta::days(6));
    let hospital = app.agency_contributor();
    let late = json!({ "changes": [{ "question": "words", "base_revision": 2, "value": "Four times" }] });
    hospital.call("PATCH", &format!("{path}/answers")).json(&late).send().await.problem(409, "conflict");
    hospital.post(&format!("{path}/submission"), json!({})).await.problem(409, "conflict");
    hospital.post(&format!("{path}/upgrade"), json!({})).await.expect(200);
    save(&hospital, &path, json!([{ "question": "words", "base_revision": 2, "value": "Four times" }])).await;
    hospital.post(&format!("{path}/submission"), json!({})).await.expect(200);
}

#[test]
fn a_version_without_a_mapping_for_every_change_is_refused() {
    let agency = include_str!("../../../domain/forms/lists/agency.json");
    let first = form(1, &json!([question("words", "text", &json!({}))]));
    let second = form(2, &json!([question("words", "text", &json!({})), question("who", "text", &json!({}))]));
    let both = Registry::read(&[("v1.json", &first), ("v2.json", &second)], &[("agency.json", agency)], &[]).expect("two versions");
    let refused = Mappings::read(&[], &both).expect_err("nothing says what changed").to_string();
    assert!(refused.contains("changes/visit-record.v2.json"), "{refused}");
    let silent = json!({ "form": "visit-record", "version": 2, "from": 1, "in_flight": "continue", "questions": {} }).to_string();
    let refused = Mappings::read(&[("m.json", &silent)], &both).expect_err("it says nothing about who").to_string();
    assert!(refused.contains("question who"), "{refused}");
}
