//! A system answers what its organisation is asked, and reaches nothing else.

use crate::contract::operations::{World, call, operations};
use crate::support::TestApp;
use crate::support::machine::System;
use jsonwebtoken::Algorithm;
use serde_json::json;

#[actix_web::test]
async fn a_system_answers_and_the_office_reads_its_name() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let system = System::of_the_hospital(&app, Algorithm::ES256);
    let person = system.signed_in().await;
    let address = format!("/api/v1/agency/requests/{request}");
    assert_eq!(person.get("/api/v1/agency/requests").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    let view = person.get(&address).await.expect(200);
    assert_eq!((&view["form"], &view["form_version"]), (&json!("reporting"), &json!(1)));
    let known = &view["known"]["surname"]["value"];
    assert_eq!(known, &case.notification.answers["surname"]);
    person.get("/api/v1/forms/reporting/versions/1").await.expect(200);
    let changes = json!({ "changes": [
        { "question": "surname", "base_revision": 0, "value": known },
        { "question": "last_contact", "base_revision": 0, "value": "2026-10-20" },
    ] });
    let saved = person.call("PATCH", &format!("{address}/answers")).without_client_header().json(&changes).send().await.expect(200);
    assert_eq!(saved["saved"][1]["saved_by"], "Hospital EPR");
    let submit = || person.call("POST", &format!("{address}/submission")).without_client_header().key("once").json(&json!({}));
    let (sent, again) = (submit().send().await.expect(200), submit().send().await.expect(200));
    assert_eq!(sent["standing"]["code"], "submitted");
    assert_eq!(sent, again, "a repetition after a broken connection changes nothing");
    let office = app.coordinator().get(&format!("{}/requests/{request}", case.path())).await.expect(200);
    assert!(office["answers"].as_array().is_some_and(|all| all.len() == 2 && all.iter().all(|one| one["saved_by"] == "Hospital EPR")), "{office}");
    let kept = app.database.rows("SELECT client_id, submitted_by, submitted_by_name FROM request_submissions");
    assert_eq!(kept, [json!({ "client_id": system.id, "submitted_by": null, "submitted_by_name": "Hospital EPR" })]);
    let acts = app.database.rows(&format!(
        "SELECT action FROM audit_entries WHERE actor_kind = 'machine' AND actor_id = '{}' AND purpose = 'child_death_review' ORDER BY id",
        system.id
    ));
    let acts: Vec<&str> = acts.iter().filter_map(|act| act["action"].as_str()).collect();
    assert_eq!(acts, ["list_asked_requests", "read_asked_request", "answer_requests", "submit_request"]);
    let log = app.auditor().get("/api/v1/audit-entries").await.expect(200);
    assert!(log["items"].as_array().is_some_and(|all| all.iter().any(|entry| entry["actor_name"] == "Hospital EPR")), "{log}");
}

#[actix_web::test]
async fn a_system_finds_nothing_that_another_organisation_is_asked() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let surgery = "00000000-0000-0000-0000-0000000000d3";
    app.database.run(&format!(
        "INSERT INTO organisations (id, name, kind) VALUES ('{surgery}', 'Chatham Surgery', 'gp'); UPDATE requests SET organisation_id = '{surgery}'"
    ));
    let person = System::of_the_hospital(&app, Algorithm::EdDSA).signed_in().await;
    let address = format!("/api/v1/agency/requests/{request}");
    assert_eq!(person.get("/api/v1/agency/requests").await.expect(200)["items"], json!([]));
    person.get(&address).await.problem(404, "not_found");
    let change = json!({ "changes": [{ "question": "last_contact", "base_revision": 0, "value": "2026-10-20" }] });
    person.call("PATCH", &format!("{address}/answers")).json(&change).send().await.problem(404, "not_found");
    person.post(&format!("{address}/submission"), json!({})).await.problem(404, "not_found");
    person.post(&format!("{address}/decline"), json!({ "reason": "not_known_to_us" })).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_system_reaches_no_case_and_nothing_of_the_panel() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    let mut walked = 0;
    for operation in operations() {
        let private = operation.described["security"].as_array().is_some_and(|ways| !ways.is_empty());
        let for_systems = operation.described["security"].to_string().contains("machine");
        if !private || for_systems || operation.path.contains("/request-visits/") {
            continue;
        }
        let answered = call(&app, &operation, &world, &app.machine()).send().await;
        assert!(matches!(answered.status, 401 | 403), "{}: {} {}", operation.id, answered.status, answered.text());
        walked += 1;
    }
    assert!(walked > 60, "{walked}");
}
