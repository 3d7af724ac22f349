//! What this browser sent in the last day.

use crate::support::given::submission;
use crate::support::{Persona, TestApp, answers};
use chrono::TimeDelta;
use serde_json::json;

const PATH: &str = "/api/v1/notification-receipts/current";

async fn notifier(app: &TestApp) -> Persona<'_> {
    let person = app.anonymous();
    person.post("/api/v1/notifications", submission(app, &answers())).await.expect(201);
    app.work();
    person
}

#[actix_web::test]
async fn the_browser_that_sent_it_sees_what_was_sent_and_nobody_else_does() {
    let app = TestApp::new().await;
    let person = notifier(&app).await;
    let receipt = person.get(PATH).await.expect(200);
    assert_eq!(receipt["answers"], json!(answers()));
    assert_eq!(receipt["area"]["code"], "KENT");
    assert!(receipt["reference"].as_str().is_some_and(|r| r.starts_with("N-")));
    app.anonymous().get(PATH).await.problem(404, "not_found");
    let guesser = app.anonymous();
    guesser.set_cookie("opencdr-receipt", &"ab".repeat(32));
    guesser.get(PATH).await.problem(404, "not_found");
    app.coordinator().get(PATH).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_receipt_vanishes_after_a_day() {
    let app = TestApp::new().await;
    let person = notifier(&app).await;
    app.advance(TimeDelta::seconds(24 * 3600 - 60));
    person.get(PATH).await.expect(200);
    app.advance(TimeDelta::seconds(120));
    person.get(PATH).await.problem(404, "not_found");
    person.get(&format!("{PATH}/document")).await.expect(if cfg!(feature = "pdf") { 404 } else { 501 });
}

#[actix_web::test]
async fn opening_a_receipt_is_audited() {
    let app = TestApp::new().await;
    notifier(&app).await.get(PATH).await.expect(200);
    let entry = &app.database.rows("SELECT actor_kind, object_id IS NOT NULL AS known, purpose FROM audit_entries WHERE action = 'read_receipt'")[0];
    assert_eq!(entry, &json!({ "actor_kind": "public", "known": true, "purpose": "notification" }));
}

#[cfg(feature = "pdf")]
#[actix_web::test]
async fn the_printable_copy_is_a_pdf_named_by_the_reference() {
    let app = TestApp::new().await;
    let person = notifier(&app).await;
    let reference = person.get(PATH).await.expect(200)["reference"].as_str().expect("a reference").to_owned();
    let answered = person.get(&format!("{PATH}/document")).await;
    assert_eq!(answered.status, 200);
    assert_eq!(answered.header("content-type").as_deref(), Some("application/pdf"));
    assert_eq!(answered.header("content-disposition"), Some(format!("attachment; filename=\"{reference}.pdf\"")));
    assert!(answered.body.starts_with(b"%PDF-") && answered.body.len() > 5_000);
    assert_eq!(app.database.count("audit_entries WHERE action = 'print_receipt'"), 1);
    app.anonymous().get(&format!("{PATH}/document")).await.problem(404, "not_found");
}

#[cfg(not(feature = "pdf"))]
#[actix_web::test]
async fn without_the_typesetter_the_printable_copy_says_what_to_do_instead() {
    let app = TestApp::new().await;
    let body = notifier(&app).await.get(&format!("{PATH}/document")).await.problem(501, "not_built");
    assert!(body["detail"].as_str().is_some_and(|words| words.contains("print function of your browser")));
}

#[actix_web::test]
async fn a_receipt_can_be_closed_on_a_shared_computer() {
    let app = TestApp::new().await;
    let person = notifier(&app).await;
    person.delete(PATH).await.expect(204);
    assert!(!person.cookies().contains_key("opencdr-receipt"));
    person.get(PATH).await.problem(404, "not_found");
}
