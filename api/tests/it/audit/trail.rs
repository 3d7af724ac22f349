//! Nobody changes the trail unnoticed.

use crate::support::TestApp;
use crate::support::database::connect;
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use opencdr::audit::command::verify;

const SET_CONTEXT: &str = "SELECT set_config('app.scope', 'worker', false);";
const UNLOCK: &str = "ALTER TABLE audit_entries DISABLE TRIGGER ALL; ALTER TABLE audit_seals DISABLE TRIGGER ALL;";

/// Ten entries, all sealed.
async fn sealed(app: &TestApp) {
    let coordinator = app.coordinator();
    for _ in 0..10 {
        coordinator.get("/api/v1/counts").await.expect(200);
    }
    app.seal();
    assert_eq!(app.database.count("audit_seals"), 10);
}

fn refused(conn: &mut PgConnection, sql: &str) -> String {
    conn.batch_execute(sql).expect_err("the database refuses").to_string()
}

#[actix_web::test]
async fn neither_the_api_nor_the_owner_of_the_tables_can_change_an_entry() {
    let app = TestApp::new().await;
    sealed(&app).await;
    let mut api = connect(&app.database.app_url());
    api.batch_execute(SET_CONTEXT).expect("a context");
    let mut owner = connect(&app.database.owner_url());
    for table in ["audit_entries", "audit_seals", "case_events"] {
        let column = if table == "audit_seals" { "sealed_at" } else { "at" };
        for sql in [format!("UPDATE {table} SET {column} = now()"), format!("DELETE FROM {table}"), format!("TRUNCATE {table} CASCADE")] {
            assert!(refused(&mut api, &sql).contains("permission denied"), "{sql}");
            assert!(refused(&mut owner, &sql).contains("never changed"), "{sql}");
        }
    }
    assert_eq!(app.database.count("audit_entries"), 10);
}

#[actix_web::test]
async fn a_whole_trail_is_verified_and_its_seal_told() {
    let app = TestApp::new().await;
    assert!(verify(&app.database.owner_url()).expect("an empty trail is whole").contains("0 entries in the chain"));
    sealed(&app).await;
    app.coordinator().get("/api/v1/counts").await.expect(200);
    let words = verify(&app.database.owner_url()).expect("the trail is whole");
    assert!(words.contains("10 entries in the chain, 1 not yet sealed"), "{words}");
    let head = app.database.value("SELECT encode(hash, 'hex') FROM audit_seals WHERE seq = 10");
    assert!(words.contains(head.as_str().expect("a hash")), "{words}");
}

#[actix_web::test]
async fn whatever_a_superuser_changes_is_found_and_its_place_named() {
    let app = TestApp::new().await;
    sealed(&app).await;
    let fifth = "(SELECT entry_id FROM audit_seals WHERE seq = 5)";
    for (what, sql, wanted) in [
        ("an action", format!("UPDATE audit_entries SET action = 'read_case' WHERE id = {fifth}"), "entry 5"),
        ("a time", format!("UPDATE audit_entries SET at = at + interval '1 second' WHERE id = {fifth}"), "entry 5"),
        ("an actor", format!("UPDATE audit_entries SET actor_id = gen_random_uuid() WHERE id = {fifth}"), "entry 5"),
        ("the detail", format!("UPDATE audit_entries SET detail = NULL WHERE id = {fifth}"), "entry 5"),
        ("a seal", "UPDATE audit_seals SET hash = sha256('x') WHERE seq = 5".into(), "entry 5"),
        ("an entry gone with its seal", format!("DELETE FROM audit_entries WHERE id = {fifth}; DELETE FROM audit_seals WHERE seq = 5"), "entry 5"),
        (
            "an entry gone and the rest moved up",
            format!("DELETE FROM audit_entries WHERE id = {fifth}; DELETE FROM audit_seals WHERE seq = 5; UPDATE audit_seals SET seq = seq - 1 WHERE seq > 5"),
            "entry 5",
        ),
        (
            "two that changed places",
            "UPDATE audit_seals SET seq = -5 WHERE seq = 5; UPDATE audit_seals SET seq = 5 WHERE seq = 6; UPDATE audit_seals SET seq = 6 WHERE seq = -5".into(),
            "entry 5",
        ),
        (
            "one put in",
            "UPDATE audit_seals SET seq = seq + 100 WHERE seq >= 5; UPDATE audit_seals SET seq = seq - 99 WHERE seq >= 105;
             INSERT INTO audit_entries (at, actor_kind, action, object_kind, purpose, request_id) VALUES (now(), 'system', 'read_case', 'case', 'administration', gen_random_uuid());
             INSERT INTO audit_seals (seq, entry_id, entry_xid, hash, sealed_at) SELECT 5, max(id), 1, sha256('x'), now() FROM audit_entries".into(),
            "entry 5",
        ),
        ("an entry of which only the seal is left", format!("DELETE FROM audit_entries WHERE id = {fifth}"), "entry 5"),
        ("an entry at the end of which only the seal is left", "DELETE FROM audit_entries WHERE id = (SELECT entry_id FROM audit_seals WHERE seq = 10)".into(), "only 9"),
    ] {
        // In a transaction of its own it is undone afterwards; the trail is verified on a copy of what it leaves.
        let copy = app.database.copy();
        let mut admin = connect(&copy.admin_url());
        admin.batch_execute(&format!("{UNLOCK} {sql}")).unwrap_or_else(|e| panic!("{what}: {e}"));
        drop(admin);
        let error = verify(&copy.owner_url()).err().unwrap_or_else(|| panic!("{what} was not found")).to_string();
        assert!(error.contains("BROKEN") && error.contains(wanted), "{what}: {error}");
    }
    verify(&app.database.owner_url()).expect("the trail itself is whole");
}

#[actix_web::test]
async fn a_chain_is_carried_on_where_it_ended() {
    let app = TestApp::new().await;
    sealed(&app).await;
    app.coordinator().get("/api/v1/counts").await.expect(200);
    app.seal();
    assert!(verify(&app.database.owner_url()).expect("whole").contains("11 entries in the chain, 0 not yet sealed"));
}

#[actix_web::test]
async fn an_entry_of_a_transaction_that_commits_late_is_sealed_in_its_turn() {
    let app = TestApp::new().await;
    let mut late = connect(&app.database.owner_url());
    let insert = "INSERT INTO audit_entries (at, actor_kind, action, object_kind, purpose, request_id)
        VALUES (now(), 'operator', 'add_user', 'user', 'administration', gen_random_uuid())";
    late.batch_execute(&format!("BEGIN; {insert}")).expect("an entry not yet committed");
    app.coordinator().get("/api/v1/counts").await.expect(200);
    app.work();
    assert_eq!(app.database.count("audit_seals"), 0, "what comes after waits for what came before");
    late.batch_execute("COMMIT").expect("it commits");
    app.seal();
    assert_eq!(app.database.count("audit_seals"), 2);
    verify(&app.database.owner_url()).expect("the trail is whole");
}

#[actix_web::test]
async fn workers_side_by_side_make_one_chain() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    for _ in 0..12 {
        coordinator.get("/api/v1/counts").await.expect(200);
    }
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| opencdr::work::drain(&app.shared.db, &app.shared.settings).expect("the work is done"));
        }
    });
    app.seal();
    assert_eq!(app.database.count("audit_seals"), 12);
    verify(&app.database.owner_url()).expect("the trail is whole");
}

#[actix_web::test]
async fn entries_carry_the_request_and_the_session_they_belong_to() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    let answered = coordinator.call("GET", "/api/v1/counts").header("X-Request-ID", "0194b3a0-0000-7000-8000-00000000abcd").send().await;
    answered.expect(200);
    assert_eq!(answered.header("x-request-id").as_deref(), Some("0194b3a0-0000-7000-8000-00000000abcd"));
    let entry = &app.database.rows("SELECT request_id, session_id IS NOT NULL AS known, at FROM audit_entries")[0];
    assert_eq!(entry["request_id"], "0194b3a0-0000-7000-8000-00000000abcd");
    assert_eq!(entry["known"], true);
    let at: DateTime<Utc> = entry["at"].as_str().expect("an instant").parse().expect("an instant");
    assert!((app.clock.now() - at).num_seconds() < 5);
}
