//! Joining a notification to a case, and taking it out again.

use crate::support::TestApp;
use crate::support::given::{Case, Notification};
use serde_json::{Value, json};

fn unlink(notification: &Notification) -> String {
    format!("{}/unlinking", notification.path())
}

fn why() -> Value {
    json!({ "reason": "It is about the child next door" })
}

async fn link(app: &TestApp, notification: &Notification, case: &Case) {
    let body = json!({ "case_id": case.id, "reason": "The same NHS number" });
    app.coordinator().post(&format!("{}/link", notification.path()), body).await.expect(201);
}

/// The row of a notification without its version, as one value.
fn row(app: &TestApp, notification: &Notification) -> Value {
    app.database.value(&format!("SELECT md5((to_jsonb(n) - 'version')::text) FROM notifications n WHERE id = '{}'", notification.id))
}

fn counters(app: &TestApp) -> Value {
    app.database
        .value("SELECT jsonb_object_agg(status, n)::text FROM (SELECT status, sum(n) AS n FROM notification_counts GROUP BY 1 HAVING sum(n) <> 0) x")
}

#[actix_web::test]
async fn unlinking_restores_the_notification_exactly_and_keeps_why() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    let before = (row(&app, &notification), counters(&app));
    link(&app, &notification, &case).await;
    assert_ne!(row(&app, &notification), before.0);
    let answered = app.colleague().post(&unlink(&notification), why()).await;
    assert_eq!(answered.expect(201)["status"], "received");
    assert_eq!((row(&app, &notification), counters(&app)), before);
    let coordinator = app.coordinator();
    let view = coordinator.get(&notification.path()).await.expect(200);
    let kept = &view["links"][0];
    assert_eq!((&kept["kind"], &kept["reason"]), (&json!("linked"), &json!("The same NHS number")));
    assert_eq!(kept["end_reason"], why()["reason"]);
    assert_eq!(kept["case"]["reference"], json!(case.reference));
    assert_eq!(kept["compared"]["band"], "very_likely");
    assert!(kept["compared"]["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row["words"] == "Same NHS number")), "{kept}");
    assert!(view["duplicates"].as_array().is_some_and(|all| all.iter().any(|one| one["id"] == json!(case.id))), "it is offered again");
    let timeline = coordinator.get(&format!("{}/timeline", case.path())).await.expect(200);
    let kinds: Vec<&str> = timeline["items"].as_array().expect("items").iter().map(|e| e["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds[..2], ["notification_unlinked", "notification_linked"]);
    assert_eq!(timeline["items"][0]["actor"]["name"], "Colleague of Kent");
    assert_eq!(coordinator.get(&case.path()).await.expect(200)["notifications"].as_array().map(Vec::len), Some(1));
    assert_eq!(app.database.count("audit_entries WHERE action = 'unlink_notification' AND case_id IS NOT NULL"), 1);
}

#[actix_web::test]
async fn a_notification_can_be_linked_and_unlinked_again_and_again() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    for _ in 0..3 {
        link(&app, &notification, &case).await;
        app.coordinator().post(&unlink(&notification), why()).await.expect(201);
    }
    app.coordinator().post(&unlink(&notification), why()).await.problem(409, "conflict");
    assert_eq!(app.database.count("notification_links WHERE ended_at IS NOT NULL"), 3);
}

#[actix_web::test]
async fn the_only_notification_of_a_case_stays_and_what_to_do_instead_is_said() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let refused = app.coordinator().post(&unlink(&case.notification), why()).await.problem(409, "conflict");
    let words = refused["detail"].as_str().expect("words");
    assert!(words.contains("not in scope") && words.contains("merge"), "{words}");
    let offered = app.coordinator().get(&case.notification.path()).await.expect(200);
    let offered = offered["actions"].as_array().expect("actions").iter().find(|a| a["action"] == "unlink").expect("the action").clone();
    assert_eq!((&offered["available"], offered["reason"].as_str()), (&json!(false), Some(words)));
    let another = app.given().a_notification().await;
    link(&app, &another, &case).await;
    app.coordinator().post(&unlink(&case.notification), why()).await.expect(201);
    assert_eq!(app.coordinator().get(&case.path()).await.expect(200)["notifications"][0]["reference"], json!(another.reference));
}

#[actix_web::test]
async fn a_link_to_a_restricted_case_is_taken_back_only_by_somebody_who_may_know_of_it() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    link(&app, &notification, &case).await;
    app.given().restricted_to(&case, &app.manager());
    let (hidden, absent) = (
        app.coordinator().post(&unlink(&notification), why()).await,
        app.coordinator().post(&unlink(&Notification { id: uuid::Uuid::from_u128(42), ..notification.clone() }), why()).await,
    );
    hidden.problem(404, "not_found");
    assert_eq!(hidden.without_request_id(), absent.without_request_id());
    let another = app.given().a_notification().await;
    let body = json!({ "case_id": case.id, "reason": "The same child" });
    app.coordinator().post(&format!("{}/link", another.path()), body).await.problem(404, "not_found");
    assert_eq!(app.coordinator().get(&another.path()).await.expect(200)["duplicates"], json!([]), "a case one must not know of is no duplicate");
    app.manager().post(&unlink(&notification), why()).await.expect(201);
    let seen = app.coordinator().get(&notification.path()).await.expect(200);
    assert_eq!((&seen["status"], &seen["links"]), (&json!("received"), &json!([])), "the case is not told of afterwards either");
}

#[actix_web::test]
async fn unlinking_a_version_somebody_changed_or_by_somebody_who_reads_is_refused() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    link(&app, &notification, &case).await;
    app.coordinator().call("POST", &unlink(&notification)).if_match(1).json(&why()).send().await.problem(412, "version_stale");
    app.designated_doctor().post(&unlink(&notification), why()).await.problem(403, "forbidden");
    app.coordinator().post(&unlink(&notification), json!({ "reason": "" })).await.refused(422, "invalid_body", &[("/reason", "length")]);
    app.coordinator().call("POST", &unlink(&notification)).if_match(2).json(&why()).send().await.expect(201);
}
