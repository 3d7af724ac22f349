//! Setting up and giving a second factor.

use crate::support::persona::code;
use crate::support::{Persona, TestApp};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const GIVE: &str = "/api/v1/sessions/current/second-factor";
const ENROL: &str = "/api/v1/me/second-factor";
const CONFIRM: &str = "/api/v1/me/second-factor/confirmation";

/// Everything about a child, and what an intruder would like as much.
const GUARDED: [(&str, &str); 14] = [
    ("GET", "/api/v1/notifications"),
    ("GET", "/api/v1/notifications/00000000-0000-0000-0000-000000000001"),
    ("POST", "/api/v1/notifications/00000000-0000-0000-0000-000000000001/acceptance"),
    ("POST", "/api/v1/notifications/00000000-0000-0000-0000-000000000001/link"),
    ("POST", "/api/v1/notifications/00000000-0000-0000-0000-000000000001/rejection"),
    ("GET", "/api/v1/counts"),
    ("GET", "/api/v1/cases"),
    ("GET", "/api/v1/cases?tab=all"),
    ("GET", "/api/v1/cases/00000000-0000-0000-0000-000000000001"),
    ("GET", "/api/v1/cases/00000000-0000-0000-0000-000000000001/timeline"),
    ("GET", "/api/v1/cases/00000000-0000-0000-0000-000000000001/accesses"),
    ("POST", "/api/v1/case-searches"),
    ("GET", "/api/v1/audit-entries"),
    ("GET", "/api/v1/users"),
];

fn body_for(path: &str) -> Value {
    match path.rsplit('/').next() {
        Some("link") => json!({ "case_id": "00000000-0000-0000-0000-000000000001", "reason": "The same child" }),
        Some("rejection") => json!({ "reason": "duplicate", "note": "The same child" }),
        Some("case-searches") => json!({ "query": "Hill" }),
        _ => json!({}),
    }
}

/// How many guesses can be looked at in a time, however many are sent: six, then one after 1, 2, 4 … seconds.
pub fn guesses_in(time: Duration) -> usize {
    match time.as_secs() {
        0 => 6,
        1..=2 => 7,
        3..=6 => 8,
        _ => 9,
    }
}

async fn give(person: &Persona<'_>, code: &str) -> crate::support::Answered {
    person.post(GIVE, json!({ "code": code })).await
}

#[actix_web::test]
async fn the_right_code_proves_the_session_under_a_new_token() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    person.sign_in_as("coordinator@kent.example").await;
    let before = person.cookies()["opencdr"].clone();
    let body = give(&person, &app.code_now()).await.expect(200);
    assert_eq!(body["state"], "signed_in");
    assert_eq!(body["user"]["email"], "coordinator@kent.example");
    assert_ne!(person.cookies()["opencdr"], before);
    person.get("/api/v1/cases").await.expect(200);
    let old = app.anonymous();
    old.set_cookie("opencdr", &before);
    old.get("/api/v1/sessions/current").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_code_works_once() {
    let app = TestApp::new().await;
    let code = app.code_now();
    give(&app.half_signed_in(), &code).await.expect(200);
    give(&app.half_signed_in(), &code).await.problem(401, "sign_in_failed");
    app.advance(TimeDelta::seconds(60));
    give(&app.half_signed_in(), &app.code_now()).await.expect(200);
}

#[actix_web::test]
async fn two_uses_of_one_code_at_the_same_moment_prove_one_session() {
    let app = TestApp::new().await;
    let (one, two, code) = (app.half_signed_in(), app.half_signed_in(), app.code_now());
    let (first, second) = futures_util::future::join(give(&one, &code), give(&two, &code)).await;
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
}

#[actix_web::test]
async fn wrong_old_and_future_codes_are_refused() {
    let app = TestApp::new().await;
    let now = app.clock.now().timestamp();
    let person = app.half_signed_in();
    for wrong in
        ["000000".to_owned(), code(b"another secret of 20", now), code(b"12345678901234567890", now - 95), code(b"12345678901234567890", now + 95)]
    {
        give(&person, &wrong).await.problem(401, "sign_in_failed");
    }
    person.post(GIVE, json!({})).await.refused(422, "invalid_body", &[("/code", "required")]);
    person.post(GIVE, json!({ "code": "123" })).await.refused(422, "invalid_body", &[("/code", "length")]);
    person.get("/api/v1/cases").await.problem(403, "second_factor_required");
}

#[actix_web::test]
async fn guessing_codes_is_slowed_down() {
    let app = TestApp::new().await;
    let person = app.half_signed_in();
    for _ in 0..6 {
        give(&person, "000000").await.problem(401, "sign_in_failed");
    }
    let refused = give(&person, &app.code_now()).await;
    refused.problem(429, "rate_limited");
    app.advance(TimeDelta::seconds(2));
    give(&person, &app.code_now()).await.expect(200);
}

#[actix_web::test]
async fn codes_guessed_side_by_side_are_counted_one_by_one() {
    // A connection for each, so that nothing but the rule makes them wait for each other.
    let app = TestApp::with(|settings| settings.pool_size = 20).await;
    let people: Vec<_> = (0..20).map(|_| app.half_signed_in()).collect();
    let started = Instant::now();
    let answers = futures_util::future::join_all(people.iter().map(|person| give(person, "000000"))).await;
    let looked_at = answers.iter().filter(|answered| answered.status == 401).count();
    assert!((6..=guesses_in(started.elapsed())).contains(&looked_at), "{looked_at} of 20 guesses were looked at");
}

#[actix_web::test]
async fn a_session_that_owes_its_second_factor_can_only_give_it_or_end() {
    let app = TestApp::new().await;
    let half = app.half_signed_in();
    let mut doors: Vec<(&str, &str, Value)> = GUARDED.iter().map(|(method, path)| (*method, *path, body_for(path))).collect();
    doors.extend([
        ("GET", "/api/v1/me", json!({})),
        ("GET", "/api/v1/sessions", json!({})),
        ("DELETE", "/api/v1/sessions/00000000-0000-0000-0000-000000000001", json!({})),
        ("POST", ENROL, json!({})),
        ("POST", CONFIRM, json!({ "code": "123456" })),
        ("POST", "/api/v1/me/recovery-codes", json!({})),
        ("PUT", "/api/v1/me/password", json!({ "current": "x", "new": "y" })),
    ]);
    let before = app.database.rows("SELECT totp_secret, totp_pending_secret, password_hash FROM users ORDER BY id");
    for (method, path, body) in doors {
        let call = half.call(method, path);
        let call = if method == "GET" { call } else { call.json(&body) };
        let answered = call.send().await;
        // Only roles that reach a page at all are asked for the factor; nobody gets further.
        assert_eq!(answered.status, 403, "{method} {path}: {}", answered.text());
    }
    assert_eq!(app.database.rows("SELECT totp_secret, totp_pending_secret, password_hash FROM users ORDER BY id"), before);
    let view = half.get("/api/v1/sessions/current").await.expect(200);
    assert_eq!((&view["state"], &view["user"]), (&json!("second_factor_required"), &json!(null)));
    half.delete("/api/v1/sessions/current").await.expect(204);
}

#[actix_web::test]
async fn outside_the_demonstration_nothing_about_a_child_is_reached_without_a_second_factor() {
    let app = TestApp::new().await;
    let newcomer = app.newcomer();
    assert_eq!(newcomer.get("/api/v1/sessions/current").await.expect(200)["state"], "enrolment_required");
    for (method, path) in GUARDED.iter().filter(|(_, path)| !path.contains("audit") && !path.contains("users")) {
        let call = newcomer.call(method, path);
        let call = if *method == "GET" { call } else { call.json(&body_for(path)) };
        call.send().await.problem(403, "second_factor_required");
    }
    newcomer.get("/api/v1/me").await.expect(200);
}

#[actix_web::test]
async fn in_the_demonstration_an_account_that_has_a_second_factor_still_gives_it() {
    let app = TestApp::demonstration().await;
    app.newcomer().get("/api/v1/cases").await.expect(200);
    app.half_signed_in().get("/api/v1/cases").await.problem(403, "second_factor_required");
}

#[actix_web::test]
async fn a_second_factor_is_set_up_with_a_real_authenticator() {
    let app = TestApp::new().await;
    let (person, elsewhere) = (app.newcomer(), app.newcomer());
    let answered = person.post(ENROL, json!({})).await;
    let begun = answered.expect(201);
    assert!(begun["qr_svg"].as_str().is_some_and(|svg| svg.contains("<svg")));
    let uri = begun["otpauth_uri"].as_str().expect("an address");
    let totp = totp_rs::Totp::from_url(uri).expect("an authenticator reads the address");
    assert_eq!(begun["secret"], totp_rs::Secret::try_from_base32(begun["secret"].as_str().expect("a secret")).expect("base 32").to_base32());
    assert!(uri.contains(begun["secret"].as_str().expect("a secret")), "the secret typed and the one scanned are the same");
    person.post(CONFIRM, json!({ "code": "000000" })).await.refused(422, "invalid_body", &[("/code", "wrong_code")]);
    person.get("/api/v1/cases").await.problem(403, "second_factor_required");
    let before = person.cookies()["opencdr"].clone();
    let now = u64::try_from(app.clock.now().timestamp()).expect("an instant");
    let shown = totp.generate(now).to_string();
    let confirmed = person.post(CONFIRM, json!({ "code": shown })).await.expect(200);
    assert_eq!(confirmed["recovery_codes"].as_array().map(Vec::len), Some(10));
    assert_ne!(person.cookies()["opencdr"], before, "a proven session has a new token");
    person.get("/api/v1/cases").await.expect(200);
    elsewhere.get("/api/v1/me").await.problem(401, "unauthenticated");
    // The code that confirmed it cannot be used again to sign in.
    let again = app.newcomer();
    give(&again, &shown).await.problem(401, "sign_in_failed");
    let me = person.get("/api/v1/me").await.expect(200);
    assert_eq!(me["second_factor"], json!({ "enrolled": true, "recovery_codes_left": 10 }));
}

#[actix_web::test]
async fn confirming_what_was_not_begun_is_refused() {
    let app = TestApp::new().await;
    app.newcomer().post(CONFIRM, json!({ "code": "123456" })).await.problem(409, "conflict");
    app.newcomer().post("/api/v1/me/recovery-codes", json!({})).await.problem(409, "conflict");
    give(&app.newcomer(), "123456").await.problem(409, "conflict");
}

#[actix_web::test]
async fn the_secret_is_kept_sealed() {
    let app = TestApp::new().await;
    let begun = app.newcomer().post(ENROL, json!({})).await.expect(201);
    let plain = hex::encode(totp_rs::Secret::try_from_base32(begun["secret"].as_str().expect("a secret")).expect("base 32").as_ref());
    assert_eq!(plain.len(), 40);
    let kept = app.database.value("SELECT encode(totp_pending_secret, 'hex') FROM users WHERE email = 'newcomer@kent.example'");
    assert!(!kept.as_str().expect("a sealed secret").contains(&plain));
}

#[actix_web::test]
async fn a_recovery_code_works_once_and_new_codes_replace_the_old() {
    let app = TestApp::new().await;
    let person = app.coordinator();
    let first = person.post("/api/v1/me/recovery-codes", json!({})).await.expect(201);
    let one = first["recovery_codes"][0].as_str().expect("a code").to_owned();
    let two = first["recovery_codes"][1].as_str().expect("a code").to_owned();
    let half = app.half_signed_in();
    half.post(GIVE, json!({ "recovery_code": one.to_lowercase().replace('-', " ") })).await.expect(200);
    half.get("/api/v1/cases").await.expect(200);
    assert_eq!(half.get("/api/v1/me").await.expect(200)["second_factor"]["recovery_codes_left"], 9);
    app.half_signed_in().post(GIVE, json!({ "recovery_code": one })).await.problem(401, "sign_in_failed");
    person.post("/api/v1/me/recovery-codes", json!({})).await.expect(201);
    app.half_signed_in().post(GIVE, json!({ "recovery_code": two })).await.problem(401, "sign_in_failed");
    let kept = app.database.rows("SELECT encode(code_hash, 'escape') AS kept FROM recovery_codes");
    assert_eq!(kept.len(), 10);
}
