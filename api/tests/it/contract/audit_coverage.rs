//! No audit, no effect: whatever changes something or shows something about a person leaves an entry.

use super::operations::{Operation, World, call, operations, path};
use crate::support::given::submission;
use crate::support::{Persona, TestApp, answers};
use serde_json::json;

/// Operations that leave no entry, and why.
const WITHOUT: [(&str, &str); 26] = [
    ("join_rows", "covered by the tests of the collated record, with rows that can be joined"),
    ("separate_rows", "covered by the tests of the collated record, with rows that are joined"),
    ("list_answer_revisions", "says which questions were saved and how often, nothing of what they say"),
    ("upgrade_request", "covered by the tests of versions, with a form that has a newer one"),
    ("list_organisations", "names of organisations, about no person"),
    ("get_current_visit", "one's own visit"),
    ("submit_request", "covered by the tests of requests, with answers that can be submitted"),
    ("get_liveness", "shows nothing about anyone"),
    ("get_readiness", "shows nothing about anyone"),
    ("get_service", "shows nothing about anyone"),
    ("delete_current_receipt", "takes a cookie back; nothing kept here changes"),
    ("list_areas", "public, about no person"),
    ("list_transfer_reasons", "public, about no person"),
    ("list_forms", "public, about no person"),
    ("get_form", "public, about no person"),
    ("get_challenge", "public, about no person"),
    ("look_up_area", "keeps nothing; the postcode belongs to no record"),
    ("get_me", "one's own account"),
    ("list_sessions", "one's own account"),
    ("get_current_session", "one's own session"),
    ("extend_current_session", "one's own session; its last use is in the session itself"),
    ("create_session", "covered by the tests of signing in, where it fails and where it works"),
    ("complete_triage", "covered by the tests of triage, with a case in which everything is settled"),
    ("reopen_triage", "covered by the tests of triage, with a case that was completed"),
    ("prove_stillbirth", "covered by the tests of scope, with a case it can end"),
    ("get_current_receipt_document", "covered by the tests of receipts, where the typesetter is built in"),
];

/// Somebody for whom the operation works.
async fn somebody<'a>(app: &'a TestApp, operation: &Operation) -> Persona<'a> {
    match operation.id.as_str() {
        "list_audit_entries" => app.auditor(),
        "set_case_restriction"
        | "create_case_grant"
        | "end_case_grant"
        | "withdraw_case_interest"
        | "list_emergency_accesses"
        | "review_emergency_access" => app.manager(),
        "create_emergency_access" => app.designated_doctor(),
        "list_users" => app.system_administrator(),
        "give_second_factor" => app.half_signed_in(),
        "confirm_second_factor" => {
            let person = app.newcomer();
            person.post("/api/v1/me/second-factor", json!({})).await.expect(201);
            person
        }
        "get_current_draft" | "update_current_draft" | "delete_current_draft" => {
            let person = app.anonymous();
            person.post("/api/v1/notification-drafts", submission(app, &answers())).await.expect(201);
            person
        }
        "get_current_receipt" => {
            let person = app.anonymous();
            person.post("/api/v1/notifications", submission(app, &answers())).await.expect(201);
            person
        }
        "accept_transfer" | "decline_transfer" => app.other_area_coordinator(),
        "begin_visit" | "issue_access_token" | "submit_notification" | "create_notification_draft" | "resume_notification_draft" => app.anonymous(),
        "end_current_visit" | "enrol_visitor" => app.invited(),
        _ if operation.path.contains("/agency/") => app.agency_contributor(),
        _ => app.coordinator(),
    }
}

/// Puts in place what an operation takes back, or changes together with another record.
async fn prepare(app: &TestApp, operation: &Operation, world: &mut World) {
    match operation.id.as_str() {
        "compare_cases" | "merge_cases" => world.other = app.given().an_accepted_case().await.id,
        "unmerge_cases" => {
            let into = json!({ "into": world.other, "reason": "The same child" });
            app.coordinator().post(&format!("{}/merging", world.case.path()), into).await.expect(201);
        }
        "unlink_notification" => {
            let link = json!({ "case_id": world.case.id, "reason": "The same child" });
            app.coordinator().post(&format!("{}/link", world.notification.path()), link).await.expect(201);
        }
        "withdraw_answer" => {
            world.notification = app.given().a_notification().await;
            let answer = json!({ "kind": "case", "other": world.case.id, "answer": "not_sure", "reason": "Not enough is known yet" });
            app.coordinator().post(&format!("{}/comparison-answers", world.notification.path()), answer).await.expect(201);
            let given = app.database.value("SELECT id FROM duplicate_answers WHERE ended_at IS NULL ORDER BY answered_at DESC, id DESC LIMIT 1");
            world.other = given.as_str().and_then(|id| id.parse().ok()).expect("an identifier");
        }
        "choose_answer" => {
            world.request = app.given().a_request(&world.case).await;
            app.given().an_answer(world.request).await;
        }
        "accept_case_request" | "return_case_request" | "get_request_copy" => app.given().an_answer(world.request).await,
        "revoke_invitation" => world.invitation = app.given().an_invitation(&world.case, world.request).await,
        "answer_comparison" | "compare_notification" => world.other = world.case.id,
        _ => {}
    }
}

#[actix_web::test]
async fn every_change_and_every_look_at_a_person_leaves_an_entry_of_its_request() {
    let app = TestApp::new().await;
    let mut world = World::new(&app).await;
    let of_rows = world.case.clone();
    for operation in operations() {
        if WITHOUT.iter().any(|(id, _)| *id == operation.id) {
            continue;
        }
        let person = somebody(&app, &operation).await;
        if operation.path.contains("/cases/{id}") {
            // Some of these hide the case from whoever asks next; those that speak of a row speak of the case that has one.
            let of_a_row = operation.path.contains("{row}") || operation.path.ends_with("/household-stays");
            world.case = if of_a_row { of_rows.clone() } else { app.given().an_accepted_case().await };
        }
        if operation.id == "delete_session" {
            world.session = person.open_session(true);
            person.open_session(true);
        }
        if operation.path.contains("{document}") {
            world.document = app.given().a_document(&world.case).await.id;
        }
        if operation.path.contains("/notifications/{id}/") && operation.method != "GET" {
            world.notification = app.given().a_notification().await;
        }
        if operation.path.contains("/transfers/") && operation.method != "GET" {
            world.transfer = app.given().an_offered_notification().await.1;
        }
        if operation.path.contains("{request}") || operation.path.contains("/agency/requests/") {
            world.request = app.given().a_request(&world.case).await;
        }
        prepare(&app, &operation, &mut world).await;
        let request = call(&app, &operation, &world, &person);
        let request = match operation.id.as_str() {
            "update_current_draft" | "change_document" => request.if_match(1),
            "replace_family_arrangements" | "record_national_notification" => request.if_match(0),
            _ if operation.method == "PUT" && operation.path.ends_with("/{row}") => request.if_match(1),
            // A part of a record with a version of its own.
            id if operation.method == "PUT" && operation.path.contains("{id}") && id != "set_case_restriction" => {
                let read = path(&operation, &world).replace("/areas", "").replace("/due-date", "").replace("/assignee", "");
                request.if_match(person.get(&read).await.version())
            }
            _ => request,
        };
        let mut answered = request.send().await;
        if operation.id == "confirm_second_factor" {
            // A refused confirmation changes nothing; this is about one that works.
            let begun = person.post("/api/v1/me/second-factor", json!({})).await.expect(201);
            let totp = totp_rs::Totp::from_url(begun["otpauth_uri"].as_str().expect("an address")).expect("an authenticator");
            let code = totp.generate(u64::try_from(app.clock.now().timestamp()).expect("an instant")).to_string();
            answered = person.post("/api/v1/me/second-factor/confirmation", json!({ "code": code })).await;
            answered.expect(200);
        }
        if operation.id == "offer_case" {
            // Those that follow need a case that can be changed.
            world.case = app.given().an_accepted_case().await;
        }
        let refused_and_recorded =
            ["give_second_factor", "resume_notification_draft", "begin_visit", "issue_access_token"].contains(&operation.id.as_str());
        assert!(answered.status < 300 || refused_and_recorded && answered.status == 401, "{}: {} {}", operation.id, answered.status, answered.text());
        let request = answered.header("x-request-id").expect("a request id");
        let entries =
            app.database.rows(&format!("SELECT action, object_kind, purpose, actor_id, area_id FROM audit_entries WHERE request_id = '{request}'"));
        assert!(!entries.is_empty(), "{} left no audit entry: record an Event in its service, or say why not in WITHOUT", operation.id);
        if person.user.is_some() {
            assert!(entries.iter().all(|entry| entry["actor_id"] == json!(person.user)), "{}: {entries:?}", operation.id);
        }
    }
    app.work();
}

#[actix_web::test]
async fn the_operations_without_an_entry_exist_and_change_no_record() {
    let known: Vec<String> = operations().into_iter().map(|o| o.id).collect();
    for (id, why) in WITHOUT {
        assert!(known.iter().any(|known| known == id), "{id} is no operation any more; take it off the list");
        assert!(!why.is_empty());
    }
}
