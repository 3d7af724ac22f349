//! The joint agency response: suggested by the notification, decided by people, with every version kept.

use crate::support::TestApp;
use crate::support::given::Case;
use serde_json::{Value, json};

fn path(case: &Case) -> String {
    format!("{}/joint-agency-response", case.path())
}

fn decided(more: Value) -> Value {
    let mut body = json!({ "needed": "yes", "criteria": ["SUD"], "started": true, "started_at": "2026-11-19T21:00:00Z",
        "decided_at": "2026-11-19T20:00:00Z", "decided_by": "Dr Ada Reed and DI Sam Cole" });
    for (key, value) in more.as_object().expect("fields") {
        body[key] = value.clone();
    }
    body
}

#[actix_web::test]
async fn a_new_case_shows_what_the_notification_suggests_until_somebody_confirms_it() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case_with(|a| {
        a.insert("jar_required".into(), json!("yes"));
        a.insert("jar_criteria".into(), json!(["SUSP", "NEAR"]));
        a.insert("jar_started".into(), json!("no"));
        a.insert("jar_not_started_reason".into(), json!("Waiting for the police"));
    });
    let case = case.await;
    let answered = app.coordinator().get(&path(&case)).await;
    let view = answered.expect(200);
    assert_eq!(answered.version(), 1);
    let current = &view["current"];
    assert_eq!((&current["needed"], &current["criteria"], &current["near_death"]), (&json!("yes"), &json!(["SUSP"]), &json!(true)));
    assert_eq!((&current["started"], &current["not_started_reason"]), (&json!(false), &json!("Waiting for the police")));
    assert_eq!((&current["confirmed"], &current["recorded_by"]), (&json!(false), &Value::Null));
    assert_eq!(current["because"].as_array().map(Vec::len), Some(1));
    let codes: Vec<&Value> = view["criteria"].as_array().expect("criteria").iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["EXT", "SUD", "CUST", "SUSP", "STILL"]);
    assert!(view["citation"].as_str().is_some_and(|words| words.contains("2018")));
}

#[actix_web::test]
async fn the_designated_doctor_records_who_decided_and_when_and_what_was_before_is_kept() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let answered = app.designated_doctor().revise(&path(&case), 1, decided(json!({}))).await;
    let view = answered.expect(200);
    assert_eq!(answered.version(), 2);
    assert_eq!(view["current"]["decided_by"], "Dr Ada Reed and DI Sam Cole");
    assert_eq!((&view["current"]["recorded_by"], &view["current"]["confirmed"]), (&json!("Designated doctor of Kent"), &json!(true)));
    let changed = decided(json!({ "criteria": ["STILL", "EXT"] }));
    let view = app.coordinator().revise(&path(&case), 2, changed).await.expect(200);
    assert_eq!(view["current"]["criteria"], json!(["EXT", "STILL"]));
    assert_eq!(view["history"].as_array().map(Vec::len), Some(2));
    assert_eq!(view["history"][0]["criteria"], json!(["SUD"]));
    let timeline = app.coordinator().get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!(timeline["items"][0]["title"], "Joint agency response recorded");
    assert!(timeline["items"][0]["detail"].as_str().is_some_and(|words| words.contains("external cause") && !words.contains("Ada Reed")));
    assert_eq!(app.database.count("audit_entries WHERE action = 'decide_joint_agency_response'"), 2);
}

#[actix_web::test]
async fn a_response_not_started_although_a_criterion_applies_needs_a_reason() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let person = app.coordinator();
    let without = decided(json!({ "started": false, "started_at": null }));
    person.revise(&path(&case), 1, without.clone()).await.refused(422, "invalid_body", &[("/not_started_reason", "required")]);
    let against = decided(json!({ "needed": "no", "started": null, "started_at": null }));
    person.revise(&path(&case), 1, against).await.refused(422, "invalid_body", &[("/not_started_reason", "required")]);
    let mut with = without;
    with["not_started_reason"] = json!("Expected death at home, agreed with the coroner");
    let view = person.revise(&path(&case), 1, with).await.expect(200);
    assert_eq!(view["current"]["not_started_reason"], "Expected death at home, agreed with the coroner");
}

#[actix_web::test]
async fn a_response_can_begin_for_a_child_brought_in_near_death_before_any_criterion_is_met() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let view = app.coordinator().revise(&path(&case), 1, decided(json!({ "criteria": [], "near_death": true }))).await.expect(200);
    assert_eq!((&view["current"]["near_death"], &view["current"]["criteria"]), (&json!(true), &json!([])));
}

#[actix_web::test]
async fn a_decision_names_the_version_it_changes_and_what_is_wrong_in_it() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let person = app.coordinator();
    person.call("PUT", &path(&case)).json(&decided(json!({}))).send().await.problem(428, "precondition_required");
    person.revise(&path(&case), 7, decided(json!({}))).await.problem(412, "version_stale");
    person.revise(&path(&case), 1, decided(json!({ "criteria": ["NEAR"] }))).await.refused(422, "invalid_body", &[("/criteria", "not_an_option")]);
    person.revise(&path(&case), 1, decided(json!({ "needed": "maybe" }))).await.refused(422, "invalid_body", &[("/needed", "not_an_option")]);
    let later = decided(json!({ "decided_at": "2026-11-21T00:00:00Z", "decided_by": null }));
    person.revise(&path(&case), 1, later).await.refused(422, "invalid_body", &[("/decided_by", "required"), ("/decided_at", "in_the_future")]);
    assert_eq!(app.database.count("case_joint_agency_responses"), 1);
}

#[actix_web::test]
async fn who_decided_and_why_cannot_be_read_from_the_database_alone_and_no_version_can_be_changed() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.coordinator().revise(&path(&case), 1, decided(json!({}))).await.expect(200);
    assert_eq!(
        app.database.count("case_joint_agency_responses r WHERE to_jsonb(r)::text LIKE '%Reed%' OR encode(sealed, 'escape') LIKE '%Reed%'"),
        0
    );
    let refused = app.database.try_run("UPDATE case_joint_agency_responses SET needed = 'no'").expect_err("it is kept as it was written");
    assert!(refused.contains("never changed"), "{refused}");
}
