//! The mail that tells a panel that a notification waits.

use crate::support::given::neonatal_answers;
use crate::support::{TestApp, answers};
use serde_json::{Value, json};

/// Every text of the answers that could tell who is meant.
fn texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) if text.chars().count() >= 4 => out.push(text.clone()),
        Value::Number(number) if number.to_string().len() >= 4 => out.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Object(parts) => parts.values().for_each(|part| texts(part, out)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[actix_web::test]
async fn coordinators_and_managers_of_the_area_are_told_with_the_reference_and_nothing_else() {
    let app = TestApp::new().await;
    let mut sent = neonatal_answers();
    sent.insert("aliases".into(), json!("Ambrosia Hillington"));
    sent.insert("suspected_cause".into(), json!("Pneumonia after a fall"));
    let notification = app.given().notification_of(sent.clone()).await;
    let mails = app.mails();
    let mut receivers: Vec<String> = mails.iter().filter_map(|m| m.lines().find_map(|l| l.strip_prefix("To: ")).map(str::to_owned)).collect();
    receivers.sort();
    assert_eq!(receivers, ["colleague@kent.example", "coordinator@kent.example", "manager@kent.example", "newcomer@kent.example"]);
    let mut personal = Vec::new();
    texts(&json!(sent), &mut personal);
    personal.extend(["Amber".into(), "Hill".into(), "ME44UF".into(), "999 123 4578".into()]);
    assert!(personal.len() > 15);
    for mail in &mails {
        assert!(mail.contains(&notification.reference) && mail.contains("http://localhost:8080/inbox"), "{mail}");
        for text in &personal {
            assert!(!mail.to_lowercase().contains(&text.to_lowercase()), "“{text}” in {mail}");
        }
        assert!(!mail.contains(&notification.id.to_string()), "{mail}");
    }
}

#[actix_web::test]
async fn a_closed_account_and_the_other_area_are_not_told() {
    let app = TestApp::new().await;
    app.database
        .run("UPDATE users SET disabled_at = '2026-11-01' WHERE email <> 'coordinator@kent.example' AND email <> 'coordinator@norfolk.example'");
    app.given().a_notification().await;
    assert_eq!(app.mails().len(), 1);
    assert!(app.mails()[0].contains("To: coordinator@kent.example"));
}

#[actix_web::test]
async fn a_mail_that_cannot_be_sent_is_tried_again_later_and_not_doubled() {
    let app = TestApp::new().await;
    app.data.file("mail", "a file stands where the folder should be");
    let body = crate::support::given::submission(&app, &answers());
    app.anonymous().post("/api/v1/notifications", body).await.expect(201);
    app.work();
    let job = &app.database.rows("SELECT attempts, done_at, last_error IS NOT NULL AS told FROM jobs")[0];
    assert_eq!(job, &json!({ "attempts": 1, "done_at": null, "told": true }));
    std::fs::remove_file(app.data.path().join("mail")).expect("the file goes");
    app.work();
    assert_eq!(app.mails().len(), 0, "not before its time");
    app.advance(chrono::TimeDelta::seconds(60));
    app.work();
    assert_eq!(app.mails().len(), 4);
    app.work();
    assert_eq!(app.mails().len(), 4);
}

#[actix_web::test]
async fn the_job_holds_no_personal_data() {
    let app = TestApp::new().await;
    app.given().a_notification().await;
    let payload = app.database.value("SELECT payload FROM jobs");
    let keys: Vec<&String> = payload.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["area", "reference"]);
}
