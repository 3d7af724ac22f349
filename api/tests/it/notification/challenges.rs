//! The proof of work before an anonymous notification.

use crate::support::given::{challenge, submission};
use crate::support::{TestApp, answers};
use chrono::TimeDelta;
use opencdr::platform::crypto::sha256;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/notifications";

fn with(challenge: Value) -> Value {
    json!({ "form_version": 1, "answers": answers(), "challenge": challenge })
}

/// Searches as a browser does.
fn solve(asked: &Value) -> Value {
    let salt = asked["salt"].as_str().expect("a salt");
    let wanted = asked["challenge"].as_str().expect("a challenge");
    let most = u32::try_from(asked["max_number"].as_u64().expect("a number")).expect("a number");
    let number = (0..=most).find(|n| hex::encode(sha256(&[salt.as_bytes(), n.to_string().as_bytes()])) == wanted).expect("a solution");
    json!({ "salt": salt, "challenge": wanted, "number": number, "signature": asked["signature"] })
}

#[actix_web::test]
async fn a_challenge_that_was_worked_out_is_accepted_once() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    let asked = person.get("/api/v1/challenge").await.expect(200);
    assert_eq!(asked["algorithm"], "SHA-256");
    let solved = solve(&asked);
    person.post(PATH, with(solved.clone())).await.expect(201);
    person.post(PATH, with(solved)).await.refused(422, "challenge_required", &[("/challenge", "challenge_required")]);
    app.work();
    assert_eq!(app.database.count("notifications"), 1);
}

#[actix_web::test]
async fn two_uses_of_one_challenge_at_the_same_moment_make_one_notification() {
    let app = TestApp::new().await;
    let (body, person) = (submission(&app, &answers()), app.anonymous());
    let (one, two) = futures_util::future::join(person.post(PATH, body.clone()), person.post(PATH, body.clone())).await;
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
    app.work();
    assert_eq!(app.database.count("notifications"), 1);
}

#[actix_web::test]
async fn a_challenge_that_is_missing_wrong_changed_or_another_s_is_refused() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    let good = challenge(&app);
    let changed = |key: &str, value: Value| {
        let mut copy = good.clone();
        copy[key] = value;
        copy
    };
    let later = good["salt"].as_str().expect("a salt").replace(".17", ".27");
    for bad in [
        Value::Null,
        changed("number", json!(2)),
        changed("number", json!(4_000_000_000_u32)),
        changed("signature", json!("00")),
        changed("signature", json!("")),
        changed("salt", json!(later)),
        changed("salt", json!("")),
        changed("challenge", json!(hex::encode(sha256(&[b"x"])))),
    ] {
        person.post(PATH, with(bad)).await.refused(422, "challenge_required", &[("/challenge", "challenge_required")]);
    }
    assert_eq!(app.database.count("notifications") + app.database.count("spent_challenges"), 0);
    person.post(PATH, with(good)).await.expect(201);
    app.work();
}

#[actix_web::test]
async fn a_challenge_expires_and_is_then_forgotten() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    let (early, late) = (challenge(&app), challenge(&app));
    app.advance(TimeDelta::seconds(2 * 3600 - 20));
    person.post(PATH, with(early)).await.expect(201);
    app.advance(TimeDelta::seconds(40));
    person.post(PATH, with(late)).await.refused(422, "challenge_required", &[("/challenge", "challenge_required")]);
    app.work();
    assert_eq!(app.database.count("spent_challenges"), 0);
}

#[actix_web::test]
async fn a_challenge_is_asked_for_before_a_draft_too() {
    let app = TestApp::new().await;
    let body = json!({ "form_version": 1, "answers": {} });
    app.anonymous().post("/api/v1/notification-drafts", body).await.problem(422, "challenge_required");
    assert_eq!(app.database.count("notification_drafts"), 0);
}
