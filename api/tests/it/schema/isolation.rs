//! Row-level security holds by itself, whatever the code above it forgets.

use crate::support::database::{connect, rows};
use crate::support::given::submission;
use crate::support::template::{COLLEAGUE, KENT, NORF, account};
use crate::support::{TestApp, answers};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use opencdr::platform::problem::Problem;
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(super) const GUARDED: &str =
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity ORDER BY 1";

/// A request of every case, and all that hangs on it: those of Kent ask the hospital, the others an organisation nobody answers for.
const ASKED: &str = "INSERT INTO requests (id, case_id, area_id, reference, organisation_id, agency, form_id, form_version, sections, due_on, sent_at, sent_by, wrapped_key, sealed)
            SELECT gen_random_uuid(), c.id, c.area_id, 'R-' || c.id, CASE a.code WHEN 'KENT' THEN o.asked ELSE o.other END, 'gp', 'reporting', 1, '{r_id}', '2026-12-01', now(), u.id, '\\x00', '\\x00'
              FROM cases c JOIN areas a ON a.id = c.area_id,
                (SELECT max(id::text) FILTER (WHERE kind <> 'cdop')::uuid AS asked, max(id::text) FILTER (WHERE kind = 'cdop')::uuid AS other FROM organisations) o,
                (SELECT id FROM users ORDER BY id LIMIT 1) u;
         INSERT INTO request_invitations (id, request_id, case_id, area_id, token_hash, code_hash, sealed_contact, created_at, created_by, expires_at)
            SELECT gen_random_uuid(), id, case_id, area_id, id::text::bytea, '\\x00', '\\x00', now(), sent_by, now() FROM requests;
         INSERT INTO request_visits (id, invitation_id, request_id, case_id, area_id, token_hash, name, started_at, last_seen_at, expires_at)
            SELECT gen_random_uuid(), id, request_id, case_id, area_id, token_hash, 'Dr Asha Lane', now(), now(), now() FROM request_invitations;
         INSERT INTO request_answers (id, request_id, case_id, area_id, question, revision, sealed, saved_at, saved_by_name)
            SELECT gen_random_uuid(), id, case_id, area_id, 'last_contact', 1, '\\x00', now(), 'Dr Asha Lane' FROM requests;
         INSERT INTO request_submissions (id, request_id, case_id, area_id, number, form_version, submitted_at, submitted_by_name, sealed)
            SELECT gen_random_uuid(), id, case_id, area_id, 1, 1, now(), 'Dr Asha Lane', '\\x00' FROM requests;
         INSERT INTO request_clarifications SELECT gen_random_uuid(), id, case_id, area_id, now(), sent_by, '\\x00' FROM requests;
         INSERT INTO composite_choices SELECT gen_random_uuid(), case_id, area_id, 'reporting', 'last_contact', '', now(), sent_by, '\\x00' FROM requests;
         INSERT INTO composite_joins SELECT gen_random_uuid(), case_id, area_id, 'reporting', 'siblings', ARRAY[id, id], ARRAY[id, case_id], now(), sent_by FROM requests;";

/// A world with a row in every guarded table.
pub(super) async fn full(app: &TestApp) {
    let case = app
        .given()
        .an_accepted_case_with(|a| {
            a.insert("carers".into(), json!([{ "row": "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5c", "name": "Joan Hill" }]));
        })
        .await;
    app.given().a_document(&case).await;
    app.given().a_case_in_norfolk().await;
    app.given().an_accepted_case().await;
    app.given().a_case_in_norfolk().await;
    let (by, now) = (account(Role::Manager), "now()");
    app.database.run(&format!(
        "{ASKED}
         INSERT INTO case_grants SELECT gen_random_uuid(), id, area_id, '{by}', {now}, '{by}' FROM cases;
         INSERT INTO case_interests SELECT gen_random_uuid(), id, area_id, '{COLLEAGUE}', {now}, '{by}', '\\x00' FROM cases;
         INSERT INTO case_stillbirth_proofs SELECT gen_random_uuid(), id, area_id, '2026-11-20', '\\x00', {now}, '{by}' FROM cases;
         INSERT INTO transfers SELECT gen_random_uuid(), id, NULL, reference, area_id, CASE area_id WHEN '{KENT}' THEN '{NORF}' ELSE '{KENT}' END::uuid,
            'agreed', false, 'offered', {now}, '{by}', NULL, NULL, '\\x00', '\\x00', NULL FROM cases;
         INSERT INTO case_processes SELECT gen_random_uuid(), id, area_id, 'inquest', 'expected', NULL, NULL, NULL, false, true, false, '\\x00', 1, {now}, '{by}' FROM cases;
         INSERT INTO case_entries SELECT gen_random_uuid(), id, area_id, 'person', NULL, NULL, '\\x00', 1, {now}, '{by}' FROM cases;
         INSERT INTO case_notes SELECT gen_random_uuid(), id, area_id, '\\x00', 1, {now}, {now}, '{by}' FROM cases;
         INSERT INTO case_record_versions SELECT gen_random_uuid(), id, area_id, 'process', gen_random_uuid(), 1, {now}, '{by}', '\\x00' FROM cases;
         INSERT INTO case_links SELECT gen_random_uuid(), a.id, a.area_id, b.id, b.area_id, 'siblings', '\\x00', {now}, '{by}' FROM cases a JOIN cases b ON a.id < b.id AND a.area_id = b.area_id;
         INSERT INTO glass_breaks SELECT gen_random_uuid(), id, area_id, '{by}', 'other', '\\x00', '\\x00', {now}, {now} + interval '1 hour' FROM cases;
         INSERT INTO duplicate_answers SELECT gen_random_uuid(), n.area_id, n.id, n.case_id, NULL, 'not_sure', '\\x00', '\\x00', {now}, '{by}' FROM notifications n;
         INSERT INTO case_merges SELECT gen_random_uuid(), id, id, area_id, 'triage', false, false, '\\x00', '\\x00', {now}, '{by}' FROM cases;"
    ));
    app.anonymous().call("POST", "/api/v1/notification-drafts").key("k").json(&submission(app, &answers())).send().await.expect(201);
    app.seal();
}

fn count(conn: &mut PgConnection, table: &str) -> i64 {
    rows(conn, &format!("SELECT count(*) AS n FROM {table}"))[0]["n"].as_i64().expect("a count")
}

#[actix_web::test]
async fn without_a_context_the_api_s_role_sees_no_row_of_any_guarded_table() {
    let app = TestApp::new().await;
    full(&app).await;
    let mut conn = connect(&app.database.app_url());
    let tables = app.database.rows(GUARDED);
    assert!(tables.len() >= 15);
    for table in tables {
        let name = table["name"].as_str().expect("a name");
        assert!(app.database.count(name) > 0, "{name} is empty, so this proves nothing: give it a row");
        assert_eq!(count(&mut conn, name), 0, "{name}");
    }
}

#[actix_web::test]
async fn a_context_of_one_area_shows_and_changes_that_area_alone() {
    let app = TestApp::new().await;
    full(&app).await;
    let mut conn = connect(&app.database.app_url());
    conn.batch_execute(&format!(
        "SELECT set_config('app.scope', 'staff', false), set_config('app.areas', '{{{KENT}}}', false),
        set_config('app.denied', '{{}}', false), set_config('app.locked', '{{}}', false)"
    ))
    .expect("a context");
    for table in [
        "cases",
        "case_people",
        "case_professionals",
        "case_deadlines",
        "case_events",
        "case_name_keys",
        "case_grants",
        "case_interests",
        "case_merges",
        "notification_links",
        "duplicate_answers",
        "case_joint_agency_responses",
        "case_stillbirth_proofs",
        "scope_answers",
        "requests",
        "request_invitations",
        "request_visits",
        "request_submissions",
        "request_clarifications",
        "composite_choices",
        "composite_joins",
        "case_documents",
        "case_document_versions",
        "case_processes",
        "case_entries",
        "case_links",
        "case_notes",
        "case_record_versions",
        "case_counts",
        "notifications",
        "notification_counts",
        "audit_entries",
    ] {
        let areas: Vec<Value> = rows(&mut conn, &format!("SELECT DISTINCT area_id FROM {table}"));
        assert_eq!(areas, [json!({ "area_id": KENT })], "{table}");
    }
    for sql in [
        format!("UPDATE cases SET area_id = '{NORF}'"),
        format!("UPDATE notifications SET area_id = '{NORF}'"),
        format!("INSERT INTO case_reference_counters VALUES ('{NORF}', 2030, 1)"),
    ] {
        let error = conn.batch_execute(&sql).expect_err(&sql).to_string();
        assert!(error.contains("row-level security"), "{sql}: {error}");
    }
    let changed = diesel::sql_query(format!("UPDATE cases SET status = 'archived' WHERE area_id = '{NORF}'")).execute(&mut conn).expect("no error");
    assert_eq!(changed, 0);
}

#[actix_web::test]
async fn the_public_context_shows_neither_notifications_nor_drafts_without_their_secret() {
    let app = TestApp::new().await;
    full(&app).await;
    let mut conn = connect(&app.database.app_url());
    conn.batch_execute("SELECT set_config('app.scope', 'public', false)").expect("a context");
    for table in ["notifications", "notification_drafts", "cases", "case_events", "audit_entries", "jobs"] {
        assert_eq!(count(&mut conn, table), 0, "{table}");
    }
    let hash = app.database.value("SELECT encode(receipt_hash, 'hex') FROM notifications ORDER BY id LIMIT 1");
    conn.batch_execute(&format!("SELECT set_config('app.token', '{}', false)", hash.as_str().expect("a hash"))).expect("a secret");
    assert_eq!(count(&mut conn, "notifications"), 1);
}

#[actix_web::test]
async fn a_context_ends_with_its_transaction_also_when_the_work_panics() {
    let app = TestApp::with(|settings| settings.pool_size = 1).await;
    full(&app).await;
    app.coordinator().get("/api/v1/cases").await.expect(200);
    let db = &app.shared.db;
    let broken = catch_unwind(AssertUnwindSafe(|| drop(db.system::<()>(|_| panic!("in the middle of a transaction")))));
    assert!(broken.is_err());
    let left = db
        .system(|tx| {
            let sql = "coalesce(current_setting('app.areas', true), '') || coalesce(current_setting('app.token', true), '')";
            diesel::select(diesel::dsl::sql::<diesel::sql_types::Text>(sql)).get_result::<String>(tx.conn()).map_err(Problem::from)
        })
        .expect("the pool gives a connection again");
    assert_eq!(left, "");
    app.anonymous().get("/api/v1/areas").await.expect(200);
}

#[actix_web::test]
async fn a_lost_connection_is_told_as_busy_and_the_next_request_works() {
    let app = TestApp::with(|settings| settings.pool_size = 1).await;
    let person = app.anonymous();
    person.get("/api/v1/areas").await.expect(200);
    let name = app.database.value("SELECT current_database()");
    connect(&crate::support::database::admin_url())
        .batch_execute(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {} AND usename = '{}'",
            name.to_string().replace('"', "'"),
            crate::support::database::APP_ROLE
        ))
        .expect("connections are closed");
    let busy = person.get("/api/v1/areas").await;
    busy.problem(503, "unavailable");
    assert!(busy.header("retry-after").is_some());
    person.get("/api/v1/areas").await.expect(200);
}
