//! GET /api/v1/audit-entries.

use crate::support::TestApp;
use crate::support::template::{self, KENT};
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};

#[actix_web::test]
async fn an_auditor_sees_who_did_what_but_nothing_of_any_case() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.coordinator().get(&case.path()).await.expect(200);
    let page = app.auditor().get("/api/v1/audit-entries").await.expect(200);
    let entry = &page["items"][0];
    assert_eq!((&entry["actor_name"], &entry["action"], &entry["object_id"]), (&json!("Coordinator of Kent"), &json!("read_case"), &json!(case.id)));
    assert_eq!((&entry["area_code"], &entry["role"], &entry["sealed"]), (&json!("KENT"), &json!("coordinator"), &json!(false)));
    let text = page.to_string();
    for personal in ["Amber", "Hill", "9991234578", "Orchard", "ME4"] {
        assert!(!text.contains(personal), "{personal}");
    }
    app.seal();
    let page = app.auditor().get("/api/v1/audit-entries").await.expect(200);
    assert!(page["items"].as_array().expect("items").iter().filter(|e| e["action"] == "read_case").all(|e| e["sealed"] == true));
}

#[actix_web::test]
async fn entries_come_in_pages_latest_first() {
    let app = TestApp::new().await;
    app.given().an_accepted_case().await;
    let auditor = app.auditor();
    let first = auditor.get("/api/v1/audit-entries?limit=1").await;
    let page = first.expect(200);
    assert!(first.header("link").is_some_and(|link| link.contains("limit=1")), "{:?}", first.header("link"));
    let next = page["next"].as_str().expect("a cursor");
    let second = auditor.get(&format!("/api/v1/audit-entries?limit=1&cursor={next}")).await.expect(200);
    assert!(second["items"][0]["id"].as_i64() < page["items"][0]["id"].as_i64());
}

#[actix_web::test]
async fn an_auditor_of_one_area_sees_what_was_done_there() {
    let app = TestApp::new().await;
    app.given().an_accepted_case().await;
    app.given().a_case_in_norfolk().await;
    app.database.run(&format!("UPDATE memberships SET area_id = '{KENT}' WHERE user_id = '{}'", template::account(Role::Auditor)));
    let page = app.auditor().get("/api/v1/audit-entries?limit=200").await.expect(200);
    let elsewhere: Vec<&Value> = page["items"].as_array().expect("items").iter().filter(|e| e["area_code"] != "KENT").collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    assert!(page["items"].as_array().is_some_and(|items| items.len() >= 2));
}

#[actix_web::test]
async fn reading_the_trail_is_itself_written_down() {
    let app = TestApp::new().await;
    app.auditor().get("/api/v1/audit-entries").await.expect(200);
    assert_eq!(app.database.count("audit_entries WHERE action = 'read_audit' AND role = 'auditor'"), 1);
}
