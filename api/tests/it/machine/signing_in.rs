//! A system signs in with an assertion of its own making, once each.

use crate::support::TestApp;
use crate::support::machine::{AUDIENCE, System, sign_in_fields};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

const KINDS: [Algorithm; 3] = [Algorithm::ES256, Algorithm::EdDSA, Algorithm::RS512];

#[actix_web::test]
async fn a_right_assertion_is_answered_with_a_token_for_five_minutes_whatever_kind_the_key_is() {
    let app = TestApp::new().await;
    for kind in KINDS {
        let system = System::of_the_hospital(&app, kind);
        let answered = system.try_with(&system.signed(&system.claims())).await;
        let token = answered.expect(200);
        assert_eq!((&token["token_type"], &token["expires_in"], &token["scope"]), (&json!("Bearer"), &json!(300), &json!("requests")));
        assert_eq!(answered.header("cache-control").as_deref(), Some("no-store"));
        let entries = app.database.rows(&format!("SELECT actor_kind, purpose FROM audit_entries WHERE actor_id = '{}'", system.id));
        assert_eq!(entries, [json!({ "actor_kind": "machine", "purpose": "administration" })]);
    }
}

#[actix_web::test]
async fn a_token_works_until_it_expires_and_not_once_it_was_changed() {
    let app = TestApp::new().await;
    let system = System::of_the_hospital(&app, Algorithm::ES256).signed_in().await;
    system.get("/api/v1/agency/requests").await.expect(200);
    app.advance(TimeDelta::minutes(5));
    system.get("/api/v1/agency/requests").await.problem(401, "unauthenticated");
    let forged = app.anonymous();
    for token in ["", "x", "e30.e30.", "eyJhbGciOiJub25lIn0.e30."] {
        let call = forged.call("GET", "/api/v1/agency/requests").header("Authorization", format!("Bearer {token}"));
        call.send().await.problem(401, "unauthenticated");
    }
}

#[actix_web::test]
async fn an_assertion_works_once_also_when_it_is_sent_twice_at_a_time() {
    let app = TestApp::new().await;
    let system = System::of_the_hospital(&app, Algorithm::EdDSA);
    let (one, other) = (system.signed(&system.claims()), system.signed(&system.claims()));
    system.try_with(&one).await.expect(200);
    let again = system.try_with(&one).await.problem(401, "sign_in_failed");
    assert_eq!(again["error"], "invalid_client");
    assert!(again["detail"].as_str().is_some_and(|words| words.contains("used before")), "{again}");
    let (first, second) = futures_util::future::join(system.try_with(&other), system.try_with(&other)).await;
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
    assert_eq!(app.database.count("audit_entries WHERE action = 'sign_in_machine_failed' AND detail LIKE '%used%'"), 2);
    assert_eq!(app.database.count("machine_assertions"), 2);
    app.work();
    assert_eq!(app.database.count("machine_assertions"), 2, "kept as long as they could be sent again");
    app.advance(TimeDelta::minutes(2));
    app.work();
    assert_eq!(app.database.count("machine_assertions"), 0);
    system.try_with(&one).await.problem(401, "sign_in_failed");
}

#[actix_web::test]
async fn claims_that_are_not_as_they_must_be_are_refused_with_what_to_do() {
    let app = TestApp::new().await;
    let system = System::of_the_hospital(&app, Algorithm::RS512);
    let now = app.clock.now().timestamp();
    let changes: [(&str, Value, &str); 12] = [
        ("aud", json!("http://localhost:8080"), "aud"),
        ("aud", json!("https://elsewhere.example/api/v1/oauth/token"), "aud"),
        ("aud", json!([AUDIENCE]), "cannot be read"),
        ("exp", json!(now), "expired"),
        ("exp", json!(now + 301), "five minutes"),
        ("exp", json!((now + 60).to_string()), "cannot be read"),
        ("nbf", json!(now + 30), "expired"),
        ("jti", json!(""), "jti"),
        ("jti", json!(7), "cannot be read"),
        ("jti", Value::Null, "cannot be read"),
        ("iss", json!("somebody else"), "not known here"),
        ("sub", json!("somebody else"), "not known here"),
    ];
    for (claim, value, words) in changes {
        let mut claims = system.claims();
        claims[claim] = value;
        let refused = system.try_with(&system.signed(&claims)).await.problem(401, "sign_in_failed");
        assert_eq!(refused["error"], "invalid_client", "{claim}");
        assert!(refused["detail"].as_str().is_some_and(|said| said.contains(words)), "{claim}: {refused}");
    }
    assert_eq!(app.database.count("machine_assertions"), 0);
}

#[actix_web::test]
async fn no_token_chooses_how_its_signature_is_checked() {
    let app = TestApp::new().await;
    for kind in KINDS {
        let system = System::of_the_hospital(&app, kind);
        let claims = system.claims();
        let signed = system.signed(&claims);
        let payload = signed.split('.').nth(1).expect("claims");
        // {"alg":"none","typ":"JWT"}
        let mut wrong =
            vec![format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}."), signed.rsplit_once('.').expect("a signature").0.to_owned() + "."];
        let secret = EncodingKey::from_secret(system.pair.public.as_bytes());
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            wrong.push(encode(&Header::new(algorithm), &claims, &secret).expect("a token"));
        }
        if kind == Algorithm::RS512 {
            for algorithm in [Algorithm::RS256, Algorithm::PS256, Algorithm::PS512] {
                wrong.push(encode(&Header::new(algorithm), &claims, &system.pair.signing()).expect("a token"));
            }
        }
        let mut other_kind = Header::new(kind);
        other_kind.typ = Some("at+jwt".into());
        wrong.push(encode(&other_kind, &claims, &system.pair.signing()).expect("a token"));
        for assertion in wrong {
            system.try_with(&assertion).await.problem(401, "sign_in_failed");
        }
        system.try_with(&signed).await.expect(200);
    }
}

#[actix_web::test]
async fn unknown_and_disabled_systems_and_wrong_signatures_get_one_same_answer() {
    let app = TestApp::new().await;
    let (system, other) = (System::of_the_hospital(&app, Algorithm::ES256), System::of_the_hospital(&app, Algorithm::ES256));
    let holder = system.signed_in().await;
    let signed_by_another = other.signed(&system.claims());
    let mut nobody = system.claims();
    nobody["iss"] = json!(uuid::Uuid::from_u128(0x42).to_string());
    nobody["sub"] = nobody["iss"].clone();
    let answers = [system.try_with(&signed_by_another).await, system.try_with(&system.signed(&nobody)).await];
    app.database.run(&format!("UPDATE machine_clients SET disabled_at = '{}' WHERE id = '{}'", app.clock.now(), system.id));
    let disabled = system.try_with(&system.signed(&system.claims())).await;
    disabled.problem(401, "sign_in_failed");
    for answer in answers {
        assert_eq!(answer.without_request_id(), disabled.without_request_id());
    }
    holder.get("/api/v1/agency/requests").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_request_for_a_token_that_is_none_says_what_is_missing_in_the_words_of_oauth() {
    let app = TestApp::new().await;
    let system = System::of_the_hospital(&app, Algorithm::ES256);
    let assertion = system.signed(&system.claims());
    let right = sign_in_fields(&assertion);
    let with = |name: &'static str, value: &'static str| {
        let mut fields: Vec<(&str, &str)> = right.iter().copied().filter(|(known, _)| *known != name).collect();
        fields.push((name, value));
        fields
    };
    let twice = [right.as_slice(), &[("grant_type", "client_credentials")]].concat();
    for (fields, error) in [
        (with("grant_type", ""), "invalid_request"),
        (with("grant_type", "password"), "unsupported_grant_type"),
        (with("client_assertion_type", "jwt"), "invalid_request"),
        (with("client_assertion", ""), "invalid_request"),
        (with("client_id", "somebody-else"), "invalid_request"),
        (with("scope", "everything"), "invalid_scope"),
        (twice, "invalid_request"),
    ] {
        let anybody = app.anonymous();
        let refused = anybody.call("POST", "/api/v1/oauth/token").fields(&fields).send().await.problem(400, "bad_request");
        assert_eq!(refused["error"], error, "{fields:?}: {refused}");
    }
    let json = json!({ "grant_type": "client_credentials", "client_assertion": assertion });
    app.anonymous().post("/api/v1/oauth/token", json).await.problem(415, "unsupported_media_type");
    // What this server does not know is passed over (RFC 6749, section 3.2).
    let anybody = app.anonymous();
    anybody.call("POST", "/api/v1/oauth/token").fields(&with("audience", "anything")).send().await.expect(200);
}

#[actix_web::test]
async fn whoever_tries_too_often_has_to_wait() {
    let app = TestApp::with(|settings| settings.public_rate_per_hour = 60).await;
    let system = System::of_the_hospital(&app, Algorithm::ES256);
    for _ in 0..30 {
        system.try_with("x").await.problem(401, "sign_in_failed");
    }
    system.try_with("x").await.problem(429, "rate_limited");
}
