//! How sessions live and end.

use crate::support::TestApp;
use crate::support::template::{NEWCOMER, PASSWORD};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

const CASES: &str = "/api/v1/cases";
const CURRENT: &str = "/api/v1/sessions/current";

fn instant(value: &Value) -> DateTime<Utc> {
    value.as_str().expect("an instant").parse().expect("an instant")
}

#[actix_web::test]
async fn a_session_ends_after_fifteen_idle_minutes() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    app.advance(TimeDelta::seconds(14 * 60 + 50));
    coordinator.get(CASES).await.expect(200);
    app.advance(TimeDelta::seconds(14 * 60 + 50));
    coordinator.get(CASES).await.expect(200);
    app.advance(TimeDelta::minutes(15));
    coordinator.get(CASES).await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn counts_that_a_page_asks_for_by_itself_do_not_keep_a_session_alive() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    for _ in 0..14 {
        app.advance(TimeDelta::minutes(1));
        coordinator.get("/api/v1/counts").await.expect(200);
    }
    app.advance(TimeDelta::minutes(1));
    coordinator.get("/api/v1/counts").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_session_in_constant_use_ends_after_ten_hours() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    for _ in 0..59 {
        app.advance(TimeDelta::minutes(10));
        coordinator.get("/api/v1/me").await.expect(200);
    }
    app.advance(TimeDelta::minutes(10));
    coordinator.get("/api/v1/me").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn asking_about_the_session_does_not_keep_it_alive_but_extending_it_does() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    let before = coordinator.get(CURRENT).await.expect(200);
    app.advance(TimeDelta::minutes(10));
    assert_eq!(coordinator.get(CURRENT).await.expect(200)["idle_expires_at"], before["idle_expires_at"]);
    let extended = coordinator.post("/api/v1/sessions/current/extension", json!({})).await.expect(200);
    let gained = instant(&extended["idle_expires_at"]) - instant(&before["idle_expires_at"]);
    assert!((gained.num_seconds() - 600).abs() <= 2, "{gained}");
    assert_eq!(extended["absolute_expires_at"], before["absolute_expires_at"]);
    app.advance(TimeDelta::minutes(10));
    coordinator.get(CURRENT).await.expect(200);
    app.advance(TimeDelta::minutes(6));
    coordinator.get(CURRENT).await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_session_never_promises_to_last_beyond_its_absolute_end() {
    let app = TestApp::with(|settings| settings.session_idle_minutes = 11 * 60).await;
    let session = app.coordinator().get(CURRENT).await.expect(200);
    assert!(instant(&session["idle_expires_at"]) <= instant(&session["absolute_expires_at"]), "{session}");
}

#[actix_web::test]
async fn signing_out_ends_the_session_and_clears_what_the_browser_keeps() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    let token = coordinator.cookies()["opencdr"].clone();
    let answered = coordinator.delete(CURRENT).await;
    answered.expect(204);
    assert!(answered.header("clear-site-data").expect("Clear-Site-Data").contains("storage"));
    assert!(!coordinator.cookies().contains_key("opencdr"), "the cookie is removed");
    coordinator.set_cookie("opencdr", &token);
    coordinator.get(CASES).await.problem(401, "unauthenticated");
    coordinator.delete(CURRENT).await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn my_sessions_are_listed_and_i_can_end_another_but_nobody_else_can() {
    let app = TestApp::new().await;
    let (desk, laptop) = (app.coordinator(), app.coordinator());
    let list = desk.get("/api/v1/sessions").await.expect(200);
    let items = list["items"].as_array().expect("items");
    assert_eq!(items.len(), 2);
    assert_eq!(items.iter().filter(|s| s["current"] == true).count(), 1);
    let other = items.iter().find(|s| s["current"] == false).expect("the laptop")["id"].as_str().expect("an id");
    let path = format!("/api/v1/sessions/{other}");
    app.colleague().delete(&path).await.problem(404, "not_found");
    laptop.get(CASES).await.expect(200);
    desk.delete(&path).await.expect(204);
    laptop.get(CASES).await.problem(401, "unauthenticated");
    desk.delete(&path).await.problem(404, "not_found");
    assert_eq!(desk.get("/api/v1/sessions").await.expect(200)["items"].as_array().expect("items").len(), 1);
}

#[actix_web::test]
async fn a_session_that_was_idle_too_long_is_not_listed() {
    let app = TestApp::new().await;
    let _old = app.coordinator();
    app.advance(TimeDelta::minutes(20));
    let list = app.coordinator().get("/api/v1/sessions").await.expect(200);
    assert_eq!(list["items"].as_array().expect("items").len(), 1);
}

#[actix_web::test]
async fn a_disabled_account_is_out_at_the_very_next_request() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    coordinator.get(CASES).await.expect(200);
    app.database.run(&format!("UPDATE users SET disabled_at = now() WHERE id = '{}'", coordinator.user.expect("an account")));
    coordinator.get(CASES).await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_role_that_ended_gives_nothing_at_the_very_next_request() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    coordinator.get(CASES).await.expect(200);
    app.database.run(&format!("UPDATE memberships SET valid_to = '{}' WHERE user_id = '{}'", app.clock.now(), coordinator.user.expect("an account")));
    coordinator.get(CASES).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_role_that_has_not_begun_gives_nothing_yet() {
    let app = TestApp::new().await;
    let chair = app.chair();
    chair.get(CASES).await.problem(403, "forbidden");
    app.database.run(&format!(
        "UPDATE memberships SET role = 'coordinator', valid_from = '2026-11-20T11:00:00Z' WHERE user_id = '{}'",
        chair.user.expect("an account")
    ));
    chair.get(CASES).await.problem(403, "forbidden");
    app.advance(TimeDelta::minutes(14));
    chair.get("/api/v1/me").await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_made_up_cookie_is_no_session() {
    let app = TestApp::new().await;
    for value in ["", "zz", &"ab".repeat(32), &"00".repeat(31)] {
        let person = app.anonymous();
        person.set_cookie("opencdr", value);
        person.get(CASES).await.problem(401, "unauthenticated");
    }
}

#[actix_web::test]
async fn signing_in_again_does_not_carry_the_old_session_over() {
    let app = TestApp::demonstration().await;
    let person = app.anonymous();
    person.set_cookie("opencdr", &"ab".repeat(32));
    let body = person.sign_in("newcomer@kent.example", PASSWORD).await.expect(201);
    assert_eq!(body["state"], "signed_in");
    assert_eq!(body["user"]["id"], NEWCOMER.to_string());
    assert_ne!(person.cookies()["opencdr"], "ab".repeat(32));
    person.get(CASES).await.expect(200);
}
