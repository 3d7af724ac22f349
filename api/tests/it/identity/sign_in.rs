//! POST /api/v1/sessions.

use super::second_factor::guesses_in;
use crate::support::TestApp;
use crate::support::template::{PASSWORD, account};
use chrono::TimeDelta;
use futures_util::future::join_all;
use opencdr_domain::identity::role::Role;
use serde_json::json;
use std::time::Instant;

const COORDINATOR: &str = "coordinator@kent.example";

#[actix_web::test]
async fn the_right_password_opens_a_session_that_still_owes_the_second_factor() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    let answered = person.sign_in(" Coordinator@KENT.example ", PASSWORD).await;
    let body = answered.expect(201);
    assert_eq!(body["state"], "second_factor_required");
    assert_eq!(body["user"], json!(null), "who it is stays unsaid until the second factor");
    assert_eq!(body["warn_seconds"], 120);
    assert_eq!(answered.header("location").as_deref(), Some("/api/v1/sessions/current"));
    let cookie = answered.header("set-cookie").expect("a cookie");
    for wanted in ["opencdr=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(wanted), "{wanted} in {cookie}");
    }
    assert!(!answered.text().contains(&person.cookies()["opencdr"]), "the token is in the cookie alone");
}

#[actix_web::test]
async fn over_tls_the_cookie_is_secure_and_bound_to_the_host() {
    let app = TestApp::with(|settings| settings.public_url = "https://cdop.example.org".into()).await;
    let cookie = app.anonymous().sign_in(COORDINATOR, PASSWORD).await.header("set-cookie").expect("a cookie");
    assert!(cookie.starts_with("__Host-opencdr=") && cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
}

#[actix_web::test]
async fn the_token_is_kept_only_as_a_hash() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    person.sign_in_as(COORDINATOR).await;
    let token = &person.cookies()["opencdr"];
    assert_eq!(token.len(), 64);
    assert_eq!(app.database.count(&format!("sessions WHERE token_hash = '\\x{token}'")), 0);
    assert_eq!(app.database.count(&format!("sessions WHERE token_hash = sha256('\\x{token}')")), 1);
}

#[actix_web::test]
async fn an_unknown_user_a_wrong_password_and_a_closed_account_get_the_same_answer() {
    let app = TestApp::new().await;
    app.database.run("UPDATE users SET disabled_at = '2026-11-01' WHERE email = 'chair@kent.example'");
    let mut answers = Vec::new();
    for (email, password) in [(COORDINATOR, "not the password"), ("nobody@kent.example", PASSWORD), ("chair@kent.example", PASSWORD)] {
        let answered = app.anonymous().sign_in(email, password).await;
        answered.problem(401, "sign_in_failed");
        assert!(answered.header("set-cookie").is_none());
        answers.push((answered.without_request_id(), answered.headers.len()));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    assert_eq!(app.database.count("sessions"), 0);
}

#[actix_web::test]
async fn an_unknown_user_costs_the_same_work_as_a_known_one() {
    let app = TestApp::new().await;
    // The first comparison with nobody makes the hash it compares with.
    app.anonymous().sign_in("nobody@kent.example", "x").await.problem(401, "sign_in_failed");
    let (mut known, mut unknown) = (f64::MAX, f64::MAX);
    // The least each ever took is what its work takes; on a busy machine that needs a few more rounds to show.
    for round in 1..=15 {
        for (email, least) in [(COORDINATOR, &mut known), ("somebody@kent.example", &mut unknown)] {
            let started = std::time::Instant::now();
            let person = app.anonymous().at(&format!("198.51.100.{round}"));
            person.sign_in(email, "not the password").await.problem(401, "sign_in_failed");
            *least = least.min(started.elapsed().as_secs_f64());
        }
        if round >= 3 && (0.5..2.0).contains(&(unknown / known)) {
            return;
        }
    }
    panic!("unknown {unknown:.4} s, known {known:.4} s");
}

#[actix_web::test]
async fn after_five_failures_the_next_attempt_waits_and_then_works() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    for _ in 0..6 {
        person.sign_in(COORDINATOR, "not the password").await.problem(401, "sign_in_failed");
    }
    let refused = person.sign_in(COORDINATOR, PASSWORD).await;
    refused.problem(429, "rate_limited");
    let wait: i64 = refused.header("retry-after").expect("Retry-After").parse().expect("seconds");
    assert!((1..=2).contains(&wait), "{wait}");
    app.advance(TimeDelta::seconds(wait));
    person.sign_in(COORDINATOR, PASSWORD).await.expect(201);
    // A success forgets the failures.
    person.sign_in(COORDINATOR, "not the password").await.problem(401, "sign_in_failed");
    person.sign_in(COORDINATOR, PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn an_unknown_account_is_slowed_like_a_known_one() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    for _ in 0..6 {
        person.sign_in("nobody@kent.example", "not the password").await.problem(401, "sign_in_failed");
    }
    person.sign_in("nobody@kent.example", "not the password").await.problem(429, "rate_limited");
}

#[actix_web::test]
async fn a_stranger_s_guesses_do_not_lock_the_owner_out() {
    let app = TestApp::new().await;
    let stranger = app.anonymous().at("198.51.100.9");
    for _ in 0..6 {
        stranger.sign_in(COORDINATOR, "not the password").await;
    }
    stranger.sign_in(COORDINATOR, PASSWORD).await.problem(429, "rate_limited");
    app.anonymous().at("203.0.113.50").sign_in(COORDINATOR, PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn an_address_is_not_believed_from_a_header_unless_a_proxy_is_trusted() {
    let app = TestApp::new().await;
    for n in 0..7 {
        let body = json!({ "email": COORDINATOR, "password": "not the password" });
        let answered = app.anonymous().call("POST", "/api/v1/sessions").header("X-Forwarded-For", format!("10.0.0.{n}")).json(&body).send().await;
        assert_eq!(answered.status, if n < 6 { 401 } else { 429 }, "attempt {n}");
    }
}

#[actix_web::test]
async fn a_refused_sign_in_names_the_field_and_never_repeats_the_password() {
    let app = TestApp::new().await;
    app.anonymous().sign_in("", PASSWORD).await.refused(422, "invalid_body", &[("/email", "length")]);
    let long = "secret".repeat(40);
    let answered = app.anonymous().sign_in(COORDINATOR, &long).await;
    answered.refused(422, "invalid_body", &[("/password", "length")]);
    assert!(!answered.text().contains("secretsecret"));
    app.anonymous().post("/api/v1/sessions", json!({ "email": "a@b.example" })).await.refused(422, "invalid_body", &[("/password", "required")]);
    let extra = json!({ "email": COORDINATOR, "password": PASSWORD, "role": "manager" });
    app.anonymous().post("/api/v1/sessions", extra).await.refused(422, "invalid_body", &[("/role", "unknown_field")]);
}

#[actix_web::test]
async fn signing_in_and_failing_to_are_audited() {
    let app = TestApp::new().await;
    app.anonymous().sign_in(COORDINATOR, "not the password").await.problem(401, "sign_in_failed");
    app.anonymous().sign_in_as(COORDINATOR).await;
    let coordinator = account(Role::Coordinator);
    let entries = app.database.rows("SELECT action, actor_kind, actor_id, session_id, object_id, purpose FROM audit_entries ORDER BY id");
    // Who failed to sign in is nobody yet; whose account it was is known.
    assert_eq!(
        entries[0],
        json!({ "action": "sign_in_failed", "actor_kind": "public", "actor_id": null, "session_id": null, "object_id": coordinator,
            "purpose": "administration" })
    );
    let session = app.database.value("SELECT id FROM sessions");
    assert_eq!(
        entries[1],
        json!({ "action": "sign_in", "actor_kind": "person", "actor_id": coordinator, "session_id": session, "object_id": coordinator,
            "purpose": "administration" })
    );
    let shown = app.auditor().get("/api/v1/audit-entries").await.expect(200);
    assert_eq!((&shown["items"][0]["action"], &shown["items"][0]["actor_name"]), (&json!("sign_in"), &json!("Coordinator of Kent")));
}

#[actix_web::test]
async fn guesses_sent_side_by_side_are_counted_like_guesses_one_after_the_other() {
    let app = TestApp::new().await;
    for email in [COORDINATOR, "nobody@kent.example"] {
        let people: Vec<_> = (0..20).map(|_| app.anonymous()).collect();
        let started = Instant::now();
        let answers = join_all(people.iter().map(|person| person.sign_in(email, "not the password"))).await;
        let looked_at = answers.iter().filter(|answered| answered.status == 401).count();
        assert!((6..=guesses_in(started.elapsed())).contains(&looked_at), "{looked_at} of 20 guesses were looked at");
        assert!(answers.iter().all(|answered| matches!(answered.status, 401 | 429)));
    }
}

#[actix_web::test]
async fn many_sign_ins_from_one_address_are_slowed_whatever_the_accounts() {
    let app = TestApp::with(|settings| settings.public_rate_per_hour = 1).await;
    let person = app.anonymous();
    for n in 0..30 {
        person.sign_in(&format!("person{n}@kent.example"), PASSWORD).await.problem(401, "sign_in_failed");
    }
    let refused = person.sign_in(COORDINATOR, PASSWORD).await;
    refused.problem(429, "rate_limited");
    assert!(refused.header("retry-after").is_some());
    app.anonymous().at("203.0.113.50").sign_in(COORDINATOR, PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn addresses_of_one_ipv6_network_are_counted_as_one() {
    let app = TestApp::new().await;
    for n in 1..=6 {
        let person = app.anonymous().at(&format!("[2001:db8:1:2::{n}]"));
        person.sign_in(COORDINATOR, "not the password").await.problem(401, "sign_in_failed");
    }
    app.anonymous().at("[2001:db8:1:2:ffff::9]").sign_in(COORDINATOR, PASSWORD).await.problem(429, "rate_limited");
    app.anonymous().at("[2001:db8:1:3::1]").sign_in(COORDINATOR, PASSWORD).await.expect(201);
}
