//! PUT /api/v1/me/password.

use crate::support::TestApp;
use crate::support::template::PASSWORD;
use serde_json::json;

const PATH: &str = "/api/v1/me/password";
const NEW: &str = "copper lantern meadow";

#[actix_web::test]
async fn a_new_password_takes_the_place_of_the_old_and_ends_other_sessions() {
    let app = TestApp::new().await;
    let (desk, laptop) = (app.coordinator(), app.coordinator());
    desk.put(PATH, json!({ "current": PASSWORD, "new": NEW })).await.expect(204);
    desk.get("/api/v1/me").await.expect(200);
    laptop.get("/api/v1/me").await.problem(401, "unauthenticated");
    app.anonymous().sign_in("coordinator@kent.example", PASSWORD).await.problem(401, "sign_in_failed");
    app.anonymous().sign_in("coordinator@kent.example", NEW).await.expect(201);
    assert_eq!(app.database.count("audit_entries WHERE action = 'change_password'"), 1);
}

#[actix_web::test]
async fn the_password_used_now_has_to_be_given() {
    let app = TestApp::new().await;
    let person = app.coordinator();
    person.put(PATH, json!({ "current": "not the password", "new": NEW })).await.refused(422, "invalid_body", &[("/current", "wrong_password")]);
    person.put(PATH, json!({ "new": NEW })).await.refused(422, "invalid_body", &[("/current", "required")]);
    app.anonymous().sign_in("coordinator@kent.example", PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn a_weak_password_is_refused_with_the_reason() {
    let app = TestApp::new().await;
    let person = app.coordinator();
    for weak in ["short", "passwordpassword", "coordinator@kent.example", "aaaaaaaaaaaaaaaa", ""] {
        person.put(PATH, json!({ "current": PASSWORD, "new": weak })).await.refused(422, "invalid_body", &[("/new", "weak_password")]);
    }
    person.put(PATH, json!({ "current": PASSWORD, "new": "x".repeat(129) })).await.refused(422, "invalid_body", &[("/new", "length")]);
    assert_eq!(app.database.count("audit_entries WHERE action = 'change_password'"), 0);
}

#[actix_web::test]
async fn guessing_the_current_password_in_an_open_session_is_slowed_down() {
    let app = TestApp::new().await;
    let person = app.coordinator();
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(person.put(PATH, json!({ "current": "not the password", "new": NEW })).await.status);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

#[actix_web::test]
async fn looking_for_a_password_that_is_good_enough_is_no_guess() {
    let app = TestApp::new().await;
    let person = app.coordinator();
    for _ in 0..8 {
        person.put(PATH, json!({ "current": PASSWORD, "new": "short" })).await.refused(422, "invalid_body", &[("/new", "weak_password")]);
    }
    person.put(PATH, json!({ "current": PASSWORD, "new": NEW })).await.expect(204);
}
