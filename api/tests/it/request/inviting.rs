//! Answering without an account: a link, a code told in another way, one request.

use crate::support::given::Case;
use crate::support::{Persona, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

async fn invited(app: &TestApp, case: &Case, request: Uuid) -> (String, Value) {
    let body = json!({ "contact": { "name": "Dr Asha Lane", "email": "asha.lane@riverside.example", "phone": "01634 960 001" } });
    let made = app.coordinator().post(&format!("{}/requests/{request}/invitations", case.path()), body).await.expect(201);
    app.work();
    let mails = app.mails();
    let mail = mails.iter().rev().find(|mail| mail.contains("/answer#") && !mail.contains(made["code"].as_str().expect("a code"))).expect("a mail");
    // The newest link: the one whose invitation was made last.
    let token =
        opencdr::request::inviting::token(&app.shared.settings.key, made["id"].as_str().and_then(|id| id.parse().ok()).expect("an identifier"));
    let token = hex::encode(token);
    assert!(mails.iter().any(|mail| mail.replace("=\r\n", "").contains(&token)), "{mail}");
    (token, made)
}

fn begin(token: &str, code: &Value) -> Value {
    json!({ "token": token, "code": code, "name": "Dr Asha Lane" })
}

#[actix_web::test]
async fn a_link_and_a_code_open_one_request_and_no_other() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let (request, other) = (app.given().a_request(&case).await, app.given().a_request(&case).await);
    let (token, made) = invited(&app, &case, request).await;
    let visitor = app.anonymous();
    let visit = visitor.post("/api/v1/request-visits", begin(&token, &made["code"])).await.expect(201);
    assert_eq!(visit["request_id"], json!(request));
    let view = visitor.get(&format!("/api/v1/agency/requests/{request}")).await.expect(200);
    assert_eq!(view["colleagues"], json!([]));
    visitor.get(&format!("/api/v1/agency/requests/{other}")).await.problem(404, "not_found");
    let listed = visitor.get("/api/v1/agency/requests").await.expect(200);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    for path in ["/api/v1/cases", "/api/v1/me", "/api/v1/organisations"] {
        visitor.get(path).await.problem(401, "unauthenticated");
    }
    let change = json!({ "changes": [{ "question": "last_contact", "base_revision": 0, "value": "2026-10-20" }] });
    let saved = visitor.call("PATCH", &format!("/api/v1/agency/requests/{request}/answers")).json(&change).send().await.expect(200);
    assert_eq!(saved["saved"][0]["saved_by"], "Dr Asha Lane");
    visitor.delete("/api/v1/request-visits/current").await.expect(204);
    visitor.get("/api/v1/request-visits/current").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_mail_says_nothing_of_the_child_and_holds_no_code() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let (_, made) = invited(&app, &case, request).await;
    for mail in app.mails().iter().filter(|mail| mail.contains("asha.lane")) {
        for secret in [case.notification.answers["surname"].as_str().expect("a name"), &case.reference, made["code"].as_str().expect("a code")] {
            assert!(!mail.contains(secret), "{mail}");
        }
    }
}

#[actix_web::test]
async fn a_scanner_that_fetches_and_presses_everything_leaves_the_link_usable() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let (token, made) = invited(&app, &case, request).await;
    let scanner = Persona::anonymous(&app, "scanner").at("198.51.100.9");
    for _ in 0..3 {
        scanner.get("/answer").await;
        scanner.post("/api/v1/request-visits", json!({ "token": token, "code": "", "name": "" })).await.problem(422, "invalid_body");
        scanner.get("/api/v1/request-visits/current").await.problem(401, "unauthenticated");
    }
    app.anonymous().post("/api/v1/request-visits", begin(&token, &made["code"])).await.expect(201);
}

#[actix_web::test]
async fn a_code_works_once_and_five_wrong_ones_end_the_link() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let (token, made) = invited(&app, &case, request).await;
    app.anonymous().post("/api/v1/request-visits", begin(&token, &json!("0000-0000"))).await.problem(401, "sign_in_failed");
    app.anonymous().post("/api/v1/request-visits", begin(&token, &made["code"])).await.expect(201);
    let again = app.anonymous().post("/api/v1/request-visits", begin(&token, &made["code"])).await.problem(401, "sign_in_failed");
    assert!(again["detail"].as_str().is_some_and(|words| words.contains("used before")), "{again}");
    let (token, made) = invited(&app, &case, request).await;
    for _ in 0..5 {
        app.anonymous().post("/api/v1/request-visits", begin(&token, &json!("0000-0000"))).await.problem(401, "sign_in_failed");
    }
    let locked = app.anonymous().post("/api/v1/request-visits", begin(&token, &made["code"])).await.problem(401, "sign_in_failed");
    assert!(locked["detail"].as_str().is_some_and(|words| words.contains("mistyped too often")), "{locked}");
}

#[actix_web::test]
async fn a_revoked_or_expired_link_opens_nothing_and_ends_a_visit_that_runs() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let (token, made) = invited(&app, &case, request).await;
    let visitor = app.anonymous();
    visitor.post("/api/v1/request-visits", begin(&token, &made["code"])).await.expect(201);
    let address = format!("{}/requests/{request}/invitations/{}", case.path(), made["id"].as_str().expect("an identifier"));
    app.coordinator().delete(&address).await.expect(204);
    visitor.get(&format!("/api/v1/agency/requests/{request}")).await.problem(401, "unauthenticated");
    let (token, made) = invited(&app, &case, request).await;
    app.advance(chrono::TimeDelta::days(15));
    app.anonymous().post("/api/v1/request-visits", begin(&token, &made["code"])).await.problem(401, "sign_in_failed");
}

#[actix_web::test]
async fn a_withdrawn_request_ends_its_invitations() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let (token, made) = invited(&app, &case, request).await;
    app.coordinator().post(&format!("{}/requests/{request}/withdrawal", case.path()), json!({ "words": "Not needed" })).await.expect(200);
    app.anonymous().post("/api/v1/request-visits", begin(&token, &made["code"])).await.problem(401, "sign_in_failed");
}

#[actix_web::test]
async fn a_second_visit_offers_an_account_that_then_answers_without_a_code() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let (token, made) = invited(&app, &case, request).await;
    let first = app.anonymous().post("/api/v1/request-visits", begin(&token, &made["code"])).await.expect(201);
    assert_eq!(first["offers_account"], false);
    app.advance(chrono::TimeDelta::minutes(10));
    let (token, made) = invited(&app, &case, request).await;
    let visitor = app.anonymous();
    let second = visitor.post("/api/v1/request-visits", begin(&token, &made["code"])).await.expect(201);
    assert_eq!((&second["offers_account"], &second["email"]), (&json!(true), &json!("asha.lane@riverside.example")));
    let account = "/api/v1/request-visits/current/account";
    let weak = visitor.post(account, json!({ "name": "Asha Lane", "password": "password" })).await;
    weak.refused(422, "invalid_body", &[("/password", "weak_password")]);
    visitor.post(account, json!({ "name": "Asha Lane", "password": "copper lantern meadow" })).await.expect(201);
    visitor.post(account, json!({ "name": "Asha Lane", "password": "copper lantern meadow" })).await.problem(409, "conflict");
    let colleague = app.anonymous();
    colleague.sign_in("asha.lane@riverside.example", "copper lantern meadow").await.expect(201);
    let me = colleague.get("/api/v1/me").await.expect(200);
    assert_eq!(me["memberships"][0]["organisation"]["name"], "Riverside Hospital");
    // Without its second factor the account reaches no request yet.
    colleague.get(&format!("/api/v1/agency/requests/{request}")).await.problem(403, "second_factor_required");
}
