//! A repeated request changes nothing.

use crate::support::given::submission;
use crate::support::{TestApp, answers};
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;

const PATH: &str = "/api/v1/notifications";

#[actix_web::test]
async fn the_same_key_and_body_get_the_same_answer_and_make_one_notification() {
    let app = TestApp::new().await;
    let (person, body) = (app.anonymous(), submission(&app, &answers()));
    let first = person.call("POST", PATH).key("k-1").json(&body).send().await;
    let again = person.call("POST", PATH).key("k-1").json(&body).send().await;
    assert_eq!(first.expect(201), again.expect(201));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.header("set-cookie"), again.header("set-cookie"), "the receipt can be opened whichever answer arrived");
    app.work();
    assert_eq!(app.database.count("notifications"), 1);
    assert_eq!(app.database.count("jobs"), 1);
    assert_eq!(app.database.count("audit_entries WHERE action = 'submit_notification'"), 1);
}

#[actix_web::test]
async fn the_same_key_with_another_body_is_refused() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    person.call("POST", PATH).key("k-1").json(&submission(&app, &answers())).send().await.expect(201);
    person.call("POST", PATH).key("k-1").json(&submission(&app, &answers())).send().await.problem(422, "idempotency_mismatch");
    app.work();
    assert_eq!(app.database.count("notifications"), 1);
}

#[actix_web::test]
async fn another_person_s_key_is_another_key() {
    let app = TestApp::new().await;
    for address in ["203.0.113.1", "203.0.113.2"] {
        app.anonymous().at(address).call("POST", PATH).key("k-1").json(&submission(&app, &answers())).send().await.expect(201);
    }
    app.designated_doctor().call("POST", PATH).key("k-1").json(&submission(&app, &answers())).send().await.expect(201);
    app.work();
    assert_eq!(app.database.count("notifications"), 3);
}

#[actix_web::test]
async fn a_key_stands_for_one_address_of_the_api() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    let body = submission(&app, &answers());
    person.call("POST", PATH).key("k-1").json(&body).send().await.expect(201);
    app.work();
    person.call("POST", "/api/v1/notification-drafts").key("k-1").json(&body).send().await.problem(422, "idempotency_mismatch");
}

#[actix_web::test]
async fn a_refused_request_uses_no_key_up() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    let mut wrong = answers();
    wrong.insert("surname".into(), json!(""));
    person.call("POST", PATH).key("k-1").json(&submission(&app, &wrong)).send().await.problem(422, "invalid_answers");
    person.call("POST", PATH).key("k-1").json(&submission(&app, &answers())).send().await.expect(201);
    app.work();
}

#[actix_web::test]
async fn fifty_posts_at_once_with_one_key_make_one_notification_and_get_one_answer() {
    let app = TestApp::new().await;
    let (person, body) = (app.anonymous(), submission(&app, &answers()));
    let all = join_all((0..50).map(|_| person.call("POST", PATH).key("k-1").json(&body).send())).await;
    for answered in &all {
        assert_eq!(answered.expect(201), all[0].json());
    }
    app.work();
    assert_eq!(app.database.count("notifications"), 1);
    assert_eq!(app.database.count("audit_entries WHERE action = 'submit_notification'"), 1);
}

#[actix_web::test]
async fn ten_submissions_at_once_of_one_draft_make_one_notification() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    person.post("/api/v1/notification-drafts", submission(&app, &answers())).await.expect(201);
    let body = json!({ "form_version": 1, "answers": answers(), "from_draft": true });
    let all = join_all((0..10).map(|_| person.call("POST", PATH).key("k-1").json(&body).send())).await;
    for answered in &all {
        assert_eq!(answered.expect(201), all[0].json());
    }
    app.work();
    assert_eq!(app.database.count("notifications"), 1);
}

#[actix_web::test]
async fn fifty_notifications_at_once_are_all_kept() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    let bodies: Vec<_> = (0..50).map(|_| submission(&app, &answers())).collect();
    let all = join_all(bodies.iter().map(|body| person.post(PATH, body.clone()))).await;
    let mut references: Vec<String> = all.iter().map(|a| a.expect(201)["reference"].to_string()).collect();
    references.sort();
    references.dedup();
    assert_eq!(references.len(), 50);
    app.work();
    assert_eq!(app.database.count("notifications"), 50);
    assert_eq!(app.database.value("SELECT sum(n)::bigint FROM notification_counts"), 50);
}

#[actix_web::test]
async fn a_key_has_a_length_that_can_be_kept() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    for key in ["", "   ", &"k".repeat(256), "ключ"] {
        person.call("POST", PATH).key(key).json(&submission(&app, &answers())).send().await.problem(400, "bad_request");
    }
    person.call("POST", PATH).key(&"k".repeat(255)).json(&submission(&app, &answers())).send().await.expect(201);
    app.work();
}

#[actix_web::test]
async fn keys_are_forgotten_after_three_days_and_hold_nothing_about_the_child() {
    let app = TestApp::new().await;
    app.anonymous().call("POST", PATH).key("k-1").json(&submission(&app, &answers())).send().await.expect(201);
    app.anonymous().call("POST", "/api/v1/notification-drafts").key("k-2").json(&submission(&app, &answers())).send().await.expect(201);
    app.work();
    let kept = app.database.rows("SELECT * FROM idempotency_keys");
    assert_eq!(kept.len(), 2);
    let text = serde_json::to_string(&kept).expect("text");
    for personal in ["Amber", "Hill", "9991234578", "Orchard", "2019-03-27"] {
        assert!(!text.contains(personal), "{personal} in {text}");
    }
    app.advance(TimeDelta::hours(71));
    app.work();
    assert_eq!(app.database.count("idempotency_keys"), 2);
    app.advance(TimeDelta::hours(2));
    app.work();
    assert_eq!(app.database.count("idempotency_keys"), 0);
}

#[actix_web::test]
async fn a_draft_sent_again_from_another_network_is_the_same_notification() {
    let app = TestApp::new().await;
    let person = app.anonymous().at("198.51.100.20");
    person.post("/api/v1/notification-drafts", submission(&app, &answers())).await.expect(201);
    let (draft, token) = person.cookies().into_iter().find(|(name, _)| name.ends_with("draft")).expect("the cookie of the draft");
    let body = json!({ "form_version": 1, "answers": answers(), "from_draft": true });
    let sent = person.call("POST", PATH).key("k").json(&body).send().await.expect(201);
    // The answer was lost on the way, and with it the word that the draft is gone.
    let moved = app.anonymous().at("203.0.113.7");
    moved.set_cookie(&draft, &token);
    assert_eq!(moved.call("POST", PATH).key("k").json(&body).send().await.expect(201)["id"], sent["id"]);
    // And where the answer did arrive, and took the draft away, it can be asked for again too.
    assert_eq!(person.call("POST", PATH).key("k").json(&body).send().await.expect(201)["id"], sent["id"]);
    app.work();
    assert_eq!(app.database.count("notifications"), 1);
}
