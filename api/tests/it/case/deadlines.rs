//! Deadlines that the record of a case meets: the family’s support, and telling the national database.

use crate::support::TestApp;
use crate::support::given::Case;
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn deadline(app: &TestApp, case: &Case, rule: &str) -> Value {
    let view = app.coordinator().get(&case.path()).await.expect(200);
    view["deadlines"].as_array().expect("deadlines").iter().find(|one| one["rule_id"] == rule).expect("the deadline").clone()
}

async fn arrange(app: &TestApp, case: &Case, version: i64, body: Value) -> Value {
    // A designated doctor writes the record too, and moves what is due next with it.
    app.designated_doctor().call("PUT", &format!("{}/family-arrangements", case.path())).if_match(version).json(&body).send().await.expect(200);
    deadline(app, case, "family_support").await
}

#[actix_web::test]
async fn key_worker_and_guide_meet_their_deadline_from_the_later_of_their_days() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let named = json!({ "key_worker": "Ola Finch", "key_worker_on": "2026-11-19" });
    assert_eq!(arrange(&app, &case, 0, named).await["met_at"], Value::Null);
    let undated = json!({ "key_worker": "Ola Finch", "leaflet_given": "yes" });
    let met = arrange(&app, &case, 1, undated).await["met_at"].clone();
    assert!(met.as_str().is_some_and(|at| at.starts_with("2026-11-20T10:30")), "a guide without a day counts from when it was written down: {met}");
    let both = json!({ "key_worker": "Ola Finch", "key_worker_on": "2026-11-19", "leaflet_given": "yes", "leaflet_on": "2026-11-20" });
    let met = arrange(&app, &case, 2, both).await;
    assert_eq!((&met["met_at"], &met["overdue"]), (&json!("2026-11-20T00:00:00Z"), &json!(false)));
    let taken_back = json!({ "key_worker": "Ola Finch", "leaflet_given": "no" });
    assert_eq!(arrange(&app, &case, 3, taken_back).await["met_at"], Value::Null);
}

#[actix_web::test]
async fn a_key_worker_without_a_day_counts_from_when_the_name_was_first_written_down() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    arrange(&app, &case, 0, json!({ "key_worker": "Ola Finch" })).await;
    app.advance(TimeDelta::hours(2));
    let later = json!({ "key_worker": "Ola Finch", "key_worker_phone": "01632 960001", "leaflet_given": "yes", "leaflet_on": "2026-11-19" });
    let minute = |deadline: Value| deadline["met_at"].as_str().expect("an instant")[..16].to_owned();
    assert_eq!(minute(arrange(&app, &case, 1, later.clone()).await), "2026-11-20T10:30");
    arrange(&app, &case, 2, json!({ "leaflet_given": "yes", "leaflet_on": "2026-11-19" })).await;
    assert_eq!(minute(arrange(&app, &case, 3, later).await), "2026-11-20T12:30", "named anew");
}

#[actix_web::test]
async fn what_was_done_before_the_clock_started_was_done_when_it_started() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let early = json!({ "key_worker": "Ola Finch", "key_worker_on": "2026-11-02", "leaflet_given": "yes", "leaflet_on": "2026-11-02" });
    let met = arrange(&app, &case, 0, early).await;
    assert_eq!(met["met_at"], met["trigger_at"]);
}

#[actix_web::test]
async fn a_day_for_a_key_worker_needs_a_name_and_lies_in_the_past() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let address = format!("{}/family-arrangements", case.path());
    let wrong = json!({ "key_worker_on": "2026-11-21" });
    let answered = app.coordinator().call("PUT", &address).if_match(0).json(&wrong).send().await;
    answered.refused(422, "invalid_body", &[("/key_worker_on", "no_key_worker"), ("/key_worker_on", "date_in_future")]);
}

#[actix_web::test]
async fn telling_the_national_database_meets_its_deadline_until_it_is_marked_as_a_mistake() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let address = format!("{}/national-notification", case.path());
    let person = app.coordinator();
    assert_eq!(person.get(&address).await.expect(200), json!({ "entry": null, "may_change": true }));
    for (wrong, code) in
        [(json!({}), "required"), (json!({ "told_on": "2026-11-21" }), "date_in_future"), (json!({ "told_on": "2026-11-01" }), "before_the_death")]
    {
        person.call("PUT", &address).if_match(0).json(&wrong).send().await.refused(422, "invalid_body", &[("/told_on", code)]);
    }
    let told = json!({ "told_on": "2026-11-20", "reference": " 4711 " });
    person.put(&address, told.clone()).await.problem(428, "precondition_required");
    assert_eq!(person.call("PUT", &address).if_match(0).json(&told).send().await.version(), 1);
    assert_eq!(deadline(&app, &case, "national_notification").await["met_at"], "2026-11-20T00:00:00Z");
    let read = person.get(&address).await.expect(200);
    assert_eq!((&read["entry"]["reference"], &read["entry"]["written"]["by"]), (&json!("4711"), &json!("Coordinator of Kent")));
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!(timeline["items"][0]["title"], "National database told: added");
    let mistaken = json!({ "told_on": "2026-11-20", "mistaken": true });
    person.call("PUT", &address).if_match(0).json(&mistaken).send().await.problem(412, "version_stale");
    assert_eq!(person.call("PUT", &address).if_match(1).json(&mistaken).send().await.version(), 2);
    assert_eq!(deadline(&app, &case, "national_notification").await["met_at"], Value::Null);
    assert_eq!(app.database.count("case_record_versions WHERE part = 'national_notification'"), 2);
}

#[actix_web::test]
async fn what_is_due_next_follows_what_was_met() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let next = async |app: &TestApp| app.coordinator().get(&case.path()).await.expect(200)["next_deadline"]["rule_id"].clone();
    let told = json!({ "told_on": "2026-11-20" });
    app.coordinator().call("PUT", &format!("{}/national-notification", case.path())).if_match(0).json(&told).send().await.expect(200);
    assert_eq!(next(&app).await, "family_support");
    arrange(&app, &case, 0, json!({ "key_worker": "Ola Finch", "leaflet_given": "yes", "leaflet_on": "2026-11-20" })).await;
    assert_eq!(next(&app).await, "triage");
    app.advance(TimeDelta::days(30));
    assert_eq!(app.coordinator().get("/api/v1/cases?tab=overdue").await.expect(200)["items"][0]["next_deadline"]["rule_id"], "triage");
}

#[actix_web::test]
async fn what_a_merged_case_has_done_counts_for_the_one_it_continues_as_and_goes_with_it_again() {
    let app = TestApp::new().await;
    let (survivor, merged) = (app.given().an_accepted_case().await, app.given().an_accepted_case().await);
    let told = json!({ "told_on": "2026-11-20" });
    let person = app.coordinator();
    person.call("PUT", &format!("{}/national-notification", merged.path())).if_match(0).json(&told).send().await.expect(200);
    person.post(&format!("{}/merging", merged.path()), json!({ "into": survivor.id, "reason": "The same child" })).await.expect(201);
    assert_eq!(deadline(&app, &survivor, "national_notification").await["met_at"], "2026-11-20T00:00:00Z");
    person.post(&format!("{}/unmerging", merged.path()), json!({ "reason": "They are two children" })).await.expect(201);
    assert_eq!(deadline(&app, &survivor, "national_notification").await["met_at"], Value::Null);
    assert_eq!(deadline(&app, &merged, "national_notification").await["met_at"], "2026-11-20T00:00:00Z");
}
