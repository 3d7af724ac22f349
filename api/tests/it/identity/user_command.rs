//! `opencdr user add | disable | reset-second-factor`, run as the program itself.

use crate::support::TestApp;
use crate::support::program::{Ran, run};

fn user(app: &TestApp, arguments: &[&str], password: &str) -> Ran {
    let arguments = [&["user"], arguments].concat();
    run(&arguments, &[("DATABASE_OWNER_URL", app.database.owner_url().as_str())], &format!("{password}\n"))
}

#[actix_web::test]
async fn an_added_person_can_sign_in_with_the_role_given() {
    let app = TestApp::new().await;
    let made =
        user(&app, &["add", "New.Person@kent.example", "--name", "New Person", "--role", "manager", "--area", "KENT"], "copper lantern meadow");
    assert!(!made.done().contains("copper"), "the password is not shown");
    let person = app.anonymous();
    // The command reads the real clock, and the test's is of another day; the role is moved to where it holds.
    app.database.run("UPDATE memberships SET valid_from = '2026-01-01' WHERE role = 'manager'");
    let session = person.sign_in("new.person@kent.example", "copper lantern meadow").await.expect(201);
    assert_eq!(session["state"], "enrolment_required");
    let me = person.get("/api/v1/me").await.expect(200);
    assert_eq!(me["memberships"][0]["role"], "manager");
    assert_eq!(app.database.count("audit_entries WHERE action = 'add_user' AND actor_kind = 'operator'"), 1);
}

#[actix_web::test]
async fn a_second_role_is_given_to_an_account_that_stands() {
    let app = TestApp::new().await;
    let made = user(&app, &["add", "coordinator@kent.example", "--name", "x", "--role", "coordinator", "--area", "NORF"], "");
    made.done();
    assert_eq!(app.database.count("memberships m JOIN users u ON u.id = m.user_id WHERE u.email = 'coordinator@kent.example'"), 2);
}

#[actix_web::test]
async fn what_cannot_be_added_is_said_and_nothing_is_changed() {
    let app = TestApp::new().await;
    let before = app.database.count("users");
    for (arguments, password, wanted) in [
        (vec!["add", "a@kent.example", "--name", "A", "--role", "boss", "--area", "KENT"], "copper lantern meadow", "there is no role"),
        (vec!["add", "a@kent.example", "--name", "A", "--role", "manager", "--area", "XXXX"], "copper lantern meadow", "there is no area"),
        (vec!["add", "a@kent.example", "--name", "A", "--role", "manager"], "copper lantern meadow", "needs --area"),
        (vec!["add", "a@kent.example", "--name", "A", "--role", "manager", "--area", "KENT"], "short", "12"),
        (vec!["disable", "nobody@kent.example"], "", "there is no account"),
        (vec!["reset-second-factor", "nobody@kent.example"], "", "there is no account"),
    ] {
        user(&app, &arguments, password).refused(wanted);
    }
    assert_eq!(app.database.count("users"), before);
    assert_eq!(app.database.count("audit_entries"), 0);
}

#[actix_web::test]
async fn disabling_an_account_ends_its_sessions_and_refuses_the_next_sign_in() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    coordinator.get("/api/v1/me").await.expect(200);
    user(&app, &["disable", "coordinator@kent.example"], "").done();
    coordinator.get("/api/v1/me").await.problem(401, "unauthenticated");
    app.anonymous().sign_in("coordinator@kent.example", crate::support::template::PASSWORD).await.problem(401, "sign_in_failed");
    assert_eq!(app.database.count("sessions WHERE revoked_at IS NULL"), 0);
    assert_eq!(app.database.count("audit_entries WHERE action = 'disable_user'"), 1);
}

#[actix_web::test]
async fn a_reset_second_factor_has_to_be_set_up_again() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    coordinator.post("/api/v1/me/recovery-codes", serde_json::json!({})).await.expect(201);
    user(&app, &["reset-second-factor", "coordinator@kent.example"], "").done();
    coordinator.get("/api/v1/me").await.problem(401, "unauthenticated");
    let person = app.anonymous();
    assert_eq!(person.sign_in_as("coordinator@kent.example").await["state"], "enrolment_required");
    assert_eq!(app.database.count("recovery_codes"), 0);
}
