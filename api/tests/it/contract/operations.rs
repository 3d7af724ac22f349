//! Every operation of the document with a request that works for somebody who may make it.

use crate::support::call::Call;
use crate::support::given::{Case, Notification, challenge, emergency};
use crate::support::machine::sign_in_fields;
use crate::support::template::{HOSPITAL, NORF};
use crate::support::{Answered, Persona, TestApp, answers, template};
use opencdr::app;
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;
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
    /// A case to compare with and merge into; at first the same one.
    pub other: Uuid,
    /// A notification of Kent offered to Norfolk.
    pub transfer: Uuid,
    /// A document of that case.
    pub document: Uuid,
    /// A restricted case of Kent, for which the manager and the coordinator have a grant.
    pub restricted: Case,
    /// The coordinator's grant.
    pub grant: Uuid,
    /// The newcomer's interest in the restricted case.
    pub interest: Uuid,
    /// The colleague's opening of the restricted case in an emergency.
    pub emergency: Uuid,
    /// A session, by the persona's own.
    pub session: Uuid,
    /// A row of each part of the record of the case, by the word of its address.
    pub rows: BTreeMap<String, Uuid>,
    /// A request of that case to the hospital.
    pub request: Uuid,
    /// An invitation to it.
    pub invitation: Uuid,
    /// Reference of a case of Kent that is linked with none.
    pub unlinked: String,
}

impl World {
    /// Makes them.
    pub async fn new(app: &TestApp) -> Self {
        let given = app.given();
        let case = given.an_accepted_case().await;
        let restricted = given.a_restricted_case().await;
        let grant = given.grant(&restricted, template::account(Role::Coordinator)).await;
        let interest = given.interest(&restricted, template::NEWCOMER).await;
        let emergency = given.emergency(&restricted, &app.colleague()).await;
        let document = given.a_document(&case).await.id;
        let notification = given.a_notification().await;
        let request = given.a_request(&case).await;
        let invitation = given.an_invitation(&case, request).await;
        let mut rows = fill(app, &case).await;
        rows.insert("record-history".into(), rows["processes"]);
        let (linked, unlinked) = (given.an_accepted_case().await, given.an_accepted_case().await.reference);
        let link = json!({ "kind": "siblings", "reference": linked.reference });
        rows.insert("links".into(), added(&app.coordinator().post(&format!("{}/links", case.path()), link).await));
        let (other, transfer) = (case.id, given.an_offered_notification().await.1);
        Self {
            notification,
            case,
            other,
            document,
            transfer,
            restricted,
            grant,
            interest,
            emergency,
            session: Uuid::from_u128(1),
            rows,
            request,
            invitation,
            unlinked,
        }
    }

    /// What an operation with an id in its path speaks of.
    pub fn id_of(&self, operation: &Operation) -> Uuid {
        if operation.path.contains("/notifications/") {
            self.notification.id
        } else if operation.path.ends_with("/grants") {
            self.restricted.id
        } else if operation.path.contains("/agency/requests/") {
            self.request
        } else if operation.path.contains("/cases/") {
            self.case.id
        } else if operation.path.contains("/transfers/") {
            self.transfer
        } else if operation.path.contains("/case-grants/") {
            self.grant
        } else if operation.path.contains("/case-interests/") {
            self.interest
        } else if operation.path.contains("/emergency-accesses/") {
            self.emergency
        } else {
            self.session
        }
    }
}

/// What a row of each part of a case record is made of, by the word of its address. Who lives in a household names one.
pub fn parts(household: Uuid) -> Vec<(&'static str, Value)> {
    let day = "2026-11-18";
    vec![
        ("processes", json!({ "kind": "inquest", "status": "expected", "blocks_panel": true, "organisation": "Coroner for Kent" })),
        ("family-days", json!({ "day": "2020-12-24", "why": "Christmas Eve at home" })),
        (
            "family-contacts",
            json!({ "on": day, "channel": "telephone", "by_whom": "Ola Finch", "with_whom": "The mother", "said": "They are well supported" }),
        ),
        ("family-questions", json!({ "question": "Was anybody with him?", "asked_by": "The mother", "asked_on": day, "status": "open" })),
        ("people", json!({ "name": "Robin Hill", "roles": ["sibling"], "life": "alive", "relationship": "Half brother" })),
        ("households", json!({ "name": "Her father’s home" })),
        ("household-stays", json!({ "who": "child", "household": household, "from": "2024-03", "words": "At weekends only" })),
        ("addresses", json!({ "whose": "child", "lines": "1 High Street", "postcode": "ME4 4UF", "to": "2025" })),
        ("professionals", json!({ "agency": "Health visiting", "name": "Sam Oak", "informed": "yes" })),
        (
            "chronology",
            json!({ "from": "2024-03", "about": true, "text": "Moved to her father", "source": "agency", "source_name": "Children’s social care", "significance": "important" }),
        ),
        ("notes", json!({ "text": "Ring the ward on Monday" })),
    ]
}

fn added(answered: &Answered) -> Uuid {
    answered.expect(201)["id"].as_str().and_then(|id| id.parse().ok()).expect("an identifier")
}

/// Adds a row to every part of a case record, and tells each by the word of its address.
pub async fn fill(app: &TestApp, case: &Case) -> BTreeMap<String, Uuid> {
    let mut rows: BTreeMap<String, Uuid> = BTreeMap::new();
    for at in 0..parts(Uuid::nil()).len() {
        let (word, body) = parts(rows.get("households").copied().unwrap_or_default()).remove(at);
        let made = app.coordinator().post(&format!("{}/{word}", case.path()), body).await;
        rows.insert(word.to_owned(), added(&made));
    }
    rows
}

/// The path with what it speaks of put in.
pub fn path(operation: &Operation, world: &World) -> String {
    let row = operation.path.split("/{row}").next().and_then(|before| world.rows.get(before.rsplit('/').next()?)).copied();
    let address = operation.path.replace("{row}", &row.unwrap_or_default().to_string()).replace("{document}", &world.document.to_string());
    let address = address.replace("{request}", &world.request.to_string()).replace("{invitation}", &world.invitation.to_string());
    let address = address.replace("{join}", &Uuid::from_u128(3).to_string());
    let address = address.replace("{kind}", "case").replace("{other}", &world.other.to_string());
    address.replace("{id}", &world.id_of(operation).to_string()).replace("{form_id}", "notification").replace("{version}", "1")
}

/// A body the operation takes. An operation nobody has thought of fails here.
pub fn body(app: &TestApp, operation: &Operation, world: &World) -> Option<Value> {
    let nothing = Some(json!({}));
    if let Some((_, body)) = parts(world.rows["households"]).into_iter().find(|(word, _)| {
        let mut words = operation.path.trim_end_matches("/{row}").rsplit('/');
        operation.method != "GET" && operation.path.starts_with("/api/v1/cases/{id}/") && words.next() == Some(word)
    }) {
        return Some(body);
    }
    match operation.id.as_str() {
        "add_case_link" => Some(json!({ "reference": world.unlinked, "kind": "multiple_birth" })),
        "replace_family_arrangements" => Some(json!({ "key_worker": "Ola Finch", "wishes": "Please say his name" })),
        "set_case_restriction" => Some(json!({ "restricted": true, "reason": "The child of a member of staff" })),
        "create_case_grant" => Some(json!({ "user_id": template::COLLEAGUE })),
        "declare_case_interest" => Some(json!({ "reason": "The family lives next door" })),
        "withdraw_case_interest" => Some(json!({ "reason": "Another family of the same name" })),
        "create_emergency_access" => Some(emergency(&world.restricted.reference, &app.code_now())),
        "review_emergency_access" => Some(json!({ "outcome": "justified", "words": "The call is on record" })),
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
        "answer_comparison" => Some(json!({ "kind": "case", "other": world.other, "answer": "not_sure", "reason": "Not enough is known yet" })),
        "withdraw_answer" => Some(json!({ "answer": world.other, "reason": "Answered by mistake" })),
        "unlink_notification" => Some(json!({ "reason": "It is about another child" })),
        "merge_cases" => Some(json!({ "into": world.other, "reason": "The same child" })),
        "unmerge_cases" => Some(json!({ "reason": "They are two children" })),
        "reject_notification" => Some(json!({ "reason": "test_or_mistake", "note": "Sent by mistake" })),
        "record_joint_agency_response" => Some(json!({ "needed": "not_yet_known", "criteria": [] })),
        "offer_case" | "offer_notification" => Some(json!({ "to_area_id": NORF, "reason": "lives_there", "words": "Lives in Norwich" })),
        "accept_transfer" => nothing,
        "decline_transfer" | "withdraw_transfer" => Some(json!({ "words": "Lives here after all" })),
        "answer_case_scope" | "answer_scope_of_notified" => Some(json!({ "answers": { "resident_here": "yes" } })),
        "change_areas_of_case" => Some(json!({ "residence": null, "death": null, "event": null, "reason": "Not known" })),
        "record_national_notification" => Some(json!({ "told_on": "2026-11-20", "reference": "NCMD 4711" })),
        "complete_triage" => nothing,
        "reopen_triage" => Some(json!({ "reason": "The address turned out to be wrong" })),
        "prove_stillbirth" => Some(json!({ "proved_on": "2026-11-20", "proved_by": "Dr Lee", "proof": "Post-mortem" })),
        "send_case_requests" => Some(json!({
            "requests": [{ "organisation_id": HOSPITAL, "agency": "gp", "form": "reporting", "sections": ["r_id"], "due_on": "2026-12-18" }],
            "legal_basis": "Section 16M of the Children Act 2004",
        })),
        "accept_case_request" | "resend_case_request" | "submit_request" | "upgrade_request" => nothing,
        "return_case_request" => Some(json!({ "questions": [{ "question": "last_contact", "message": "Please check the year" }] })),
        "withdraw_case_request" => Some(json!({ "words": "Sent to the wrong ward" })),
        "change_request_due_day" => Some(json!({ "due_on": "2026-12-20" })),
        "invite_to_request" => Some(json!({ "contact": { "name": "Dr Asha Lane", "email": "asha.lane@riverside.example" } })),
        "save_answers" => Some(json!({ "changes": [{ "question": "last_contact", "base_revision": 0, "value": "2026-10-20" }] })),
        "decline_request" => Some(json!({ "reason": "not_known_to_us" })),
        "assign_request" => Some(json!({ "user_id": null })),
        "enrol_visitor" => Some(json!({ "name": "Dr Asha Lane", "password": "copper lantern meadow" })),
        "choose_answer" => Some(
            json!({ "form": "reporting", "question": "last_contact", "value": "2026-10-21", "reason": "As the ward sister told us", "seen": [world.request] }),
        ),
        "join_rows" => Some(json!({ "form": "reporting", "question": "services", "row_ids": [Uuid::from_u128(1), Uuid::from_u128(2)] })),
        "begin_visit" => Some(json!({ "token": "0".repeat(64), "code": "7K3M-92QX", "name": "Dr Asha Lane" })),
        "create_session" => Some(json!({ "email": "coordinator@kent.example", "password": "not the password" })),
        id if operation.method == "GET" || operation.method == "DELETE" => {
            assert!(KNOWN_WITHOUT_BODY.contains(&id), "{id} is new: add it to contract/operations.rs, so that the walks cover it");
            None
        }
        id => panic!("{id} is new: give it a body in contract/operations.rs, so that the walks cover it"),
    }
}

const KNOWN_WITHOUT_BODY: [&str; 67] = [
    "get_composite",
    "get_completeness",
    "separate_rows",
    "get_composite_document",
    "list_answer_revisions",
    "get_request_copy",
    "get_request_proposal",
    "list_organisations",
    "list_case_requests",
    "get_case_request",
    "revoke_invitation",
    "list_asked_requests",
    "get_asked_request",
    "get_current_visit",
    "end_current_visit",
    "list_documents",
    "get_document",
    "get_document_content",
    "get_case_restriction",
    "end_case_grant",
    "list_emergency_accesses",
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
    "list_notification_transfers",
    "get_scope_of_notified",
    "get_case_family",
    "get_case_household",
    "get_national_notification",
    "list_case_professionals",
    "get_case_chronology",
    "list_case_notes",
    "list_case_links",
    "end_case_link",
    "list_case_processes",
    "get_record_history",
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
    "compare_notification",
    "compare_cases",
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
    if operation.described["requestBody"]["content"]["application/x-www-form-urlencoded"].is_object() {
        return call.fields(&sign_in_fields("not.an.assertion"));
    }
    match body(app, operation, world) {
        Some(body) => call.json(&body),
        None => call,
    }
}
