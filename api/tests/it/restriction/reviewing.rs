//! The review of what was opened in an emergency.

use crate::support::TestApp;
use crate::support::template::{COLLEAGUE, account};
use chrono::TimeDelta;
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/emergency-accesses";

fn found() -> Value {
    json!({ "outcome": "justified", "words": "The call of social care is on record" })
}

#[actix_web::test]
async fn a_manager_reads_why_and_reviews_it_once() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let id = app.given().emergency(&case, &app.coordinator()).await;
    let manager = app.manager();
    assert_eq!(manager.get("/api/v1/counts").await.expect(200)["emergencies_to_review"], 1);
    assert_eq!(app.coordinator().get("/api/v1/counts").await.expect(200)["emergencies_to_review"], Value::Null);
    let waiting = manager.get(PATH).await.expect(200);
    let one = &waiting["items"][0];
    assert_eq!(
        (&one["opened_by"], &one["case_reference"], &one["case_id"]),
        (&json!("Coordinator of Kent"), &json!(case.reference), &json!(case.id))
    );
    assert_eq!((&one["reason"], &one["overdue"], &one["may_review"]), (&json!("safeguarding"), &json!(false), &json!(true)));
    assert_eq!(one["words"], "Social care asks about a brother who lives there.");
    let minutes = |field: &str| one[field].as_str().expect("an instant")[..17].to_owned();
    assert_eq!((minutes("opened_at"), minutes("until")), ("2026-11-20T10:30:".to_owned(), "2026-11-20T11:30:".to_owned()));
    let review = format!("{PATH}/{id}/review");
    manager.post(&review, json!({ "outcome": "fine", "words": "Looks right" })).await.refused(422, "invalid_body", &[("/outcome", "not_an_option")]);
    manager.post(&review, json!({ "outcome": "justified", "words": " " })).await.refused(422, "invalid_body", &[("/words", "length")]);
    manager.post(&review, found()).await.expect(201);
    manager.post(&review, found()).await.problem(409, "already_decided");
    assert_eq!(manager.get(PATH).await.expect(200)["items"], json!([]));
    let reviewed = manager.get(&format!("{PATH}?state=reviewed")).await.expect(200);
    let told = &reviewed["items"][0]["review"];
    assert_eq!((&told["by"], &told["outcome"]), (&json!("Manager of Kent"), &json!("justified")));
    assert_eq!(told["words"], "The call of social care is on record");
    assert_eq!(manager.get("/api/v1/counts").await.expect(200)["emergencies_to_review"], 0);
    manager.get(&format!("{PATH}?state=all")).await.refused(422, "invalid_body", &[("/query/state", "not_an_option")]);
}

#[actix_web::test]
async fn it_is_overdue_after_five_working_days() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    app.given().emergency(&case, &app.coordinator()).await;
    app.advance("2026-11-27T23:59:59Z".parse::<chrono::DateTime<chrono::Utc>>().expect("an instant") - app.clock.now());
    assert_eq!(app.manager().get(PATH).await.expect(200)["items"][0]["overdue"], false);
    app.advance(TimeDelta::seconds(2));
    assert_eq!(app.manager().get(PATH).await.expect(200)["items"][0]["overdue"], true);
}

#[actix_web::test]
async fn nobody_reviews_their_own_and_a_manager_without_a_grant_reviews_others() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    app.database.run(&format!(
        "INSERT INTO memberships (id, user_id, role, area_id, valid_from) SELECT gen_random_uuid(), u, 'manager', area_id, '2026-01-01'
           FROM cases, unnest(ARRAY['{COLLEAGUE}', '{}']::uuid[]) u",
        account(Role::DesignatedDoctor)
    ));
    let (own, other) = (app.colleague(), app.designated_doctor());
    let id = app.given().emergency(&case, &own).await;
    assert_eq!(own.get(PATH).await.expect(200)["items"][0]["may_review"], false);
    assert_eq!(own.get("/api/v1/counts").await.expect(200)["emergencies_to_review"], 0);
    own.post(&format!("{PATH}/{id}/review"), found()).await.problem(403, "forbidden");
    let seen = other.get(PATH).await.expect(200);
    assert_eq!((&seen["items"][0]["case_id"], &seen["items"][0]["may_review"]), (&Value::Null, &json!(true)));
    other.post(&format!("{PATH}/{id}/review"), found()).await.expect(201);
}

#[actix_web::test]
async fn a_manager_with_an_interest_in_the_case_does_not_see_that_it_was_opened() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    app.database.run(&format!(
        "INSERT INTO memberships (id, user_id, role, area_id, valid_from) SELECT gen_random_uuid(), '{COLLEAGUE}', 'manager', area_id, '2026-01-01' FROM cases"
    ));
    let id = app.given().emergency(&case, &app.coordinator()).await;
    app.given().interest(&case, COLLEAGUE).await;
    assert_eq!(app.colleague().get(PATH).await.expect(200)["items"], json!([]));
    assert_eq!(app.colleague().get("/api/v1/counts").await.expect(200)["emergencies_to_review"], 0);
    app.colleague().post(&format!("{PATH}/{id}/review"), found()).await.problem(404, "not_found");
}
