//! What the worker deletes when its time has come.

use crate::support::given::submission;
use crate::support::template::PASSWORD;
use crate::support::{TestApp, answers};
use chrono::TimeDelta;
use serde_json::json;

const COORDINATOR: &str = "coordinator@kent.example";

#[actix_web::test]
async fn sessions_are_kept_thirty_days_after_their_end_however_they_ended() {
    let app = TestApp::new().await;
    let (ended, _idle, busy) = (app.coordinator(), app.manager(), app.auditor());
    ended.delete("/api/v1/sessions/current").await.expect(204);
    // In use until its longest life was over, ten hours on; the one left idle ended after fifteen minutes.
    let busy = busy.user.expect("an account");
    app.database.run(&format!("UPDATE sessions SET last_seen_at = absolute_expires_at - interval '1 minute' WHERE user_id = '{busy}'"));
    for (wait, left) in [
        (TimeDelta::days(30) - TimeDelta::minutes(1), 3),
        (TimeDelta::minutes(2), 2),
        (TimeDelta::minutes(15), 1),
        (TimeDelta::hours(9), 1),
        (TimeDelta::hours(1), 0),
    ] {
        app.advance(wait);
        app.work();
        assert_eq!(app.database.count("sessions"), left, "{wait} later");
    }
}

#[actix_web::test]
async fn a_session_in_use_is_not_deleted() {
    let app = TestApp::with(|settings| (settings.session_idle_minutes, settings.session_absolute_hours) = (24 * 60, 7 * 24)).await;
    let person = app.coordinator();
    app.advance(TimeDelta::hours(20));
    app.work();
    person.get("/api/v1/cases").await.expect(200);
}

#[actix_web::test]
async fn failures_to_sign_in_are_forgotten_after_a_quiet_day() {
    let app = TestApp::new().await;
    app.anonymous().sign_in(COORDINATOR, "not the password").await.problem(401, "sign_in_failed");
    app.advance(TimeDelta::hours(23));
    app.work();
    assert_eq!(app.database.count("sign_in_throttles"), 1);
    app.advance(TimeDelta::hours(2));
    app.work();
    assert_eq!(app.database.count("sign_in_throttles"), 0);
    app.anonymous().sign_in(COORDINATOR, PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn finished_jobs_are_kept_seven_days_and_those_given_up_until_somebody_looks() {
    let app = TestApp::new().await;
    app.given().a_notification().await;
    app.database.run(&format!(
        "INSERT INTO jobs (id, kind, payload, run_at, attempts, dead_at) VALUES (gen_random_uuid(), 'alert_notification', '{{}}', '{0}', 12, '{0}')",
        app.clock.now()
    ));
    app.advance(TimeDelta::days(7) - TimeDelta::minutes(1));
    app.work();
    assert_eq!(app.database.count("jobs"), 2);
    app.advance(TimeDelta::minutes(2));
    app.work();
    assert_eq!(app.database.count("jobs WHERE done_at IS NOT NULL"), 0);
    assert_eq!(app.database.count("jobs WHERE dead_at IS NOT NULL"), 1);
    app.database.run("DELETE FROM jobs");
}

#[actix_web::test]
async fn expired_drafts_are_deleted_by_the_system_which_writes_down_which() {
    let app = TestApp::new().await;
    app.anonymous().post("/api/v1/notification-drafts", submission(&app, &answers())).await.expect(201);
    let draft = app.database.value("SELECT id FROM notification_drafts");
    app.advance(TimeDelta::days(14) + TimeDelta::minutes(1));
    app.work();
    app.work();
    assert_eq!(app.database.count("notification_drafts"), 0);
    let entries = app.database.rows("SELECT actor_kind, purpose, detail::jsonb AS detail FROM audit_entries WHERE action = 'delete_draft'");
    assert_eq!(entries, [json!({ "actor_kind": "system", "purpose": "administration", "detail": { "returned": [draft] } })]);
}
