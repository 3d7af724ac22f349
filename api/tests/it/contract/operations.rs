//! Every operation of the document with a request that works for somebody who may make it.

use crate::support::call::Call;
use crate::support::given::{Case, Notification, challenge};
use crate::support::template::NORF;
use crate::support::{Persona, TestApp, answers};
use opencdr::app;
use serde_json::{Value, json};
use uuid::Uuid;

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Name.
    pub id: String,
    /// HTTP method.
    pub method: String,
    /// Path as in the document.
    pub path: String,
    /// The whole description.
    pub described: Value,
}

/// The document.
pub fn document() -> Value {
    serde_json::to_value(app::document()).expect("a document")
}

/// Every operation, in the order of paths.
pub fn operations() -> Vec<Operation> {
    let document = document();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, described) in item.as_object().expect("methods") {
            let id = described["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no operationId")).to_owned();
            all.push(Operation { id, method: method.to_uppercase(), path: path.clone(), described: described.clone() });
        }
    }
    all.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    all
}

/// What the requests of a walk speak of.
pub struct World {
    /// A notification of Kent that waits.
    pub notification: Notification,
    /// A case of Kent.
    pub case: Case,
    /// A notification of Kent offered to Norfolk.
    pub transfer: Uuid,
    /// A document of that case.
    pub document: Uuid,
    /// A session, by the persona's own.
    pub session: Uuid,
}

impl World {
    /// Makes them.
    pub async fn new(app: &TestApp) -> Self {
        let case = app.given().an_accepted_case().await;
        let document = app.given().a_document(&case).await.id;
        let notification = app.given().a_notification().await;
        let transfer = app.given().an_offered_notification().await.1;
        Self { notification, case, document, transfer, session: Uuid::from_u128(1) }
    }
}

/// The path with what it speaks of put in.
pub fn path(operation: &Operation, world: &World) -> String {
    let id = if operation.path.contains("/notifications/") {
        world.notification.id
    } else if operation.path.contains("/cases/") {
        world.case.id
    } else if operation.path.contains("/transfers/") {
        world.transfer
    } else {
        world.session
    };
    let path = operation.path.replace("{id}", &id.to_string()).replace("{document}", &world.document.to_string());
    path.replace("{form_id}", "notification").replace("{version}", "1")
}

/// A body the operation takes. An operation nobody has thought of fails here.
pub fn body(app: &TestApp, operation: &Operation, world: &World) -> Option<Value> {
    let nothing = Some(json!({}));
    match operation.id.as_str() {
        "look_up_area" => Some(json!({ "postcode": "ME4 4UF" })),
        "search_cases" => Some(json!({ "query": "Hill" })),
        "replace_password" => Some(json!({ "current": crate::support::template::PASSWORD, "new": "copper lantern meadow" })),
        "confirm_second_factor" | "give_second_factor" => Some(json!({ "code": "000000" })),
        "create_second_factor" | "create_recovery_codes" | "extend_current_session" | "accept_notification" => nothing,
        "resume_notification_draft" => Some(json!({ "reference": "D-7K3M-92QX", "code": "4TVW-8JHN" })),
        "create_notification_draft" | "submit_notification" => Some(json!({ "form_version": 1, "answers": answers(), "challenge": challenge(app) })),
        "update_current_draft" => Some(json!({ "answers": {} })),
        "change_document" => Some(json!({ "withheld_from_panel": true })),
        "withdraw_document" => Some(json!({ "reason": "Sent to us by mistake" })),
        "link_notification" => Some(json!({ "case_id": world.case.id, "reason": "The same child" })),
        "reject_notification" => Some(json!({ "reason": "test_or_mistake", "note": "Sent by mistake" })),
        "record_joint_agency_response" => Some(json!({ "needed": "not_yet_known", "criteria": [] })),
        "offer_case" | "offer_notification" => Some(json!({ "to_area_id": NORF, "reason": "lives_there", "words": "Lives in Norwich" })),
        "accept_transfer" => nothing,
        "decline_transfer" | "withdraw_transfer" => Some(json!({ "words": "Lives here after all" })),
        "answer_case_scope" | "answer_scope_of_notified" => Some(json!({ "answers": { "resident_here": "yes" } })),
        "change_areas_of_case" => Some(json!({ "residence": null, "death": null, "event": null, "reason": "Not known" })),
        "prove_stillbirth" => Some(json!({ "proved_on": "2026-11-20", "proved_by": "Dr Lee", "proof": "Post-mortem" })),
        "create_session" => Some(json!({ "email": "coordinator@kent.example", "password": "not the password" })),
        id if operation.method == "GET" || operation.method == "DELETE" => {
            assert!(KNOWN_WITHOUT_BODY.contains(&id), "{id} is new: add it to contract/operations.rs, so that the walks cover it");
            None
        }
        id => panic!("{id} is new: give it a body in contract/operations.rs, so that the walks cover it"),
    }
}

const KNOWN_WITHOUT_BODY: [&str; 36] = [
    "list_documents",
    "get_document",
    "get_document_content",
    "get_service",
    "delete_current_receipt",
    "get_liveness",
    "get_readiness",
    "list_areas",
    "list_audit_entries",
    "list_cases",
    "get_case",
    "list_case_accesses",
    "get_case_timeline",
    "get_joint_agency_response",
    "get_case_scope",
    "list_transfers",
    "list_transfer_reasons",
    "get_transfer",
    "list_case_transfers",
    "get_scope_of_notified",
    "get_challenge",
    "get_counts",
    "list_forms",
    "get_form",
    "get_me",
    "get_current_draft",
    "delete_current_draft",
    "get_current_receipt",
    "get_current_receipt_document",
    "list_notifications",
    "get_notification",
    "list_sessions",
    "get_current_session",
    "delete_current_session",
    "delete_session",
    "list_users",
];

/// The request, ready to be sent.
pub fn call<'p, 'a>(app: &TestApp, operation: &Operation, world: &World, person: &'p Persona<'a>) -> Call<'p, 'a> {
    call_at(app, operation, world, person, &path(operation, world))
}

/// The request at another address.
pub fn call_at<'p, 'a>(app: &TestApp, operation: &Operation, world: &World, person: &'p Persona<'a>, path: &str) -> Call<'p, 'a> {
    let call = person.call(&operation.method, path);
    if operation.described["requestBody"]["content"]["multipart/form-data"].is_object() {
        let fields: &[(&str, &str)] = if operation.id == "upload_document" { &[("classification", "other")] } else { &[] };
        return call.form("notes.txt", b"Seen at ten.", fields);
    }
    match body(app, operation, world) {
        Some(body) => call.json(&body),
        None => call,
    }
}
