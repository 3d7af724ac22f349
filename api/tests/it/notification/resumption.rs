//! Continuing a saved notification on another device.

use crate::support::given::submission;
use crate::support::{TestApp, answers};
use chrono::TimeDelta;
use serde_json::{Value, json};

const RESUME: &str = "/api/v1/notification-draft-resumptions";
const CURRENT: &str = "/api/v1/notification-drafts/current";

async fn begun(app: &TestApp) -> Value {
    let person = app.anonymous();
    person.post("/api/v1/notification-drafts", submission(app, &answers())).await.expect(201)
}

#[actix_web::test]
async fn the_reference_and_the_code_open_it_on_another_device() {
    let app = TestApp::new().await;
    let draft = begun(&app).await;
    let typed = |text: &Value| text.as_str().expect("text").to_lowercase().replace('-', " ");
    let phone = app.anonymous().at("198.51.100.20");
    let answered = phone.post(RESUME, json!({ "reference": typed(&draft["reference"]), "code": typed(&draft["resume_code"]) })).await;
    let view = answered.expect(201);
    assert_eq!(answered.header("location").as_deref(), Some(CURRENT));
    assert_eq!(answered.version(), 1);
    assert_eq!(view["answers"], json!(answers()));
    assert!(view.get("resume_code").is_none());
    phone.patch(CURRENT, 1, json!({ "answers": { "aliases": "Bertie" } })).await.expect(200);
}

#[actix_web::test]
async fn a_wrong_code_an_unknown_reference_and_an_expired_draft_get_the_same_answer() {
    let app = TestApp::new().await;
    let draft = begun(&app).await;
    let expired = begun(&app).await;
    let reference = expired["reference"].as_str().expect("a reference");
    app.database.run(&format!("UPDATE notification_drafts SET expires_at = '2026-11-19' WHERE reference = '{reference}'"));
    let tries = [
        json!({ "reference": draft["reference"], "code": "AAAA-AAAA" }),
        json!({ "reference": "D-AAAA-AAAA", "code": draft["resume_code"] }),
        json!({ "reference": "nonsense", "code": "nonsense" }),
        json!({ "reference": expired["reference"], "code": expired["resume_code"] }),
        json!({ "reference": draft["reference"], "code": expired["resume_code"] }),
    ];
    let mut seen = Vec::new();
    for body in tries {
        let answered = app.anonymous().post(RESUME, body).await;
        answered.problem(401, "sign_in_failed");
        assert!(answered.header("set-cookie").is_none());
        seen.push(answered.without_request_id());
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
}

#[actix_web::test]
async fn guessing_a_code_is_slowed_down_for_known_and_unknown_references_alike() {
    let app = TestApp::new().await;
    let draft = begun(&app).await;
    for reference in [draft["reference"].as_str().expect("a reference"), "D-7K3M-92QX"] {
        let person = app.anonymous();
        let mut statuses = Vec::new();
        for _ in 0..7 {
            statuses.push(person.post(RESUME, json!({ "reference": reference, "code": "AAAA-AAAA" })).await.status);
        }
        assert_eq!(statuses, [401, 401, 401, 401, 401, 401, 429], "{reference}");
    }
    let right = json!({ "reference": draft["reference"], "code": draft["resume_code"] });
    app.anonymous().post(RESUME, right.clone()).await.problem(429, "rate_limited");
    app.advance(TimeDelta::seconds(2));
    app.anonymous().post(RESUME, right).await.expect(201);
}

#[actix_web::test]
async fn a_success_forgets_the_failures_before_it() {
    let app = TestApp::new().await;
    let draft = begun(&app).await;
    let (wrong, right) =
        (json!({ "reference": draft["reference"], "code": "AAAA-AAAA" }), json!({ "reference": draft["reference"], "code": draft["resume_code"] }));
    for _ in 0..2 {
        for _ in 0..4 {
            app.anonymous().post(RESUME, wrong.clone()).await.problem(401, "sign_in_failed");
        }
        app.anonymous().post(RESUME, right.clone()).await.expect(201);
    }
}

#[actix_web::test]
async fn what_is_missing_is_named() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    person.post(RESUME, json!({ "reference": "D-7K3M-92QX" })).await.refused(422, "invalid_body", &[("/code", "required")]);
    person.post(RESUME, json!({ "reference": "D-7K3M-92QX", "code": "" })).await.refused(422, "invalid_body", &[("/code", "length")]);
}
