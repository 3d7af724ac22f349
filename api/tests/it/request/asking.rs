//! The office asks, reads, returns, accepts and withdraws.

use crate::support::TestApp;
use crate::support::given::Case;
use crate::support::template::HOSPITAL;
use serde_json::{Value, json};
use uuid::Uuid;

fn one(change: impl FnOnce(&mut Value)) -> Value {
    let mut request = json!({
        "organisation_id": HOSPITAL, "agency": "hospital_paediatrician", "form": "reporting", "sections": ["r_id", "r_learn"], "due_on": "2026-12-18",
    });
    change(&mut request);
    json!({ "requests": [request], "legal_basis": "Section 16M of the Children Act 2004" })
}

fn address(case: &Case, request: Uuid) -> String {
    format!("{}/requests/{request}", case.path())
}

#[actix_web::test]
async fn whom_to_ask_is_proposed_with_reasons_and_parts() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let proposal = app.coordinator().get(&format!("{}/request-proposal", case.path())).await.expect(200);
    let proposed = proposal["proposed"].as_array().expect("a list");
    let gp = proposed.iter().find(|one| one["agency"] == "gp" && one["form"] == "reporting").expect("a GP is always asked");
    assert_eq!((&gp["agency_label"], &gp["expected"]), (&json!("GP"), &json!(true)));
    assert!(gp["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty()), "{gp}");
    assert!(gp["sections"].as_array().is_some_and(|sections| sections.contains(&json!("r_id"))), "{gp}");
    assert_eq!(proposal["due"]["on"], "2026-12-11");
    assert!(proposal["legal_basis"].as_str().is_some_and(|words| words.contains("16M")));
    assert_eq!(proposal["forms"].as_array().map(Vec::len), Some(20));
    let organisations = app.coordinator().get("/api/v1/organisations").await.expect(200);
    assert_eq!(organisations["items"][0]["name"], "Riverside Hospital");
    assert_eq!(organisations["items"][0]["has_accounts"], true);
}

#[actix_web::test]
async fn all_requests_are_sent_or_none_and_errors_name_their_fields() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let path = format!("{}/requests", case.path());
    let mut body = one(|_| {});
    let wrong =
        json!({ "agency": "astrologer", "form": "notification", "sections": ["x"], "due_on": "2026-11-01", "contact": { "email": "nobody" } });
    body["requests"].as_array_mut().expect("a list").push(wrong);
    app.coordinator().post(&path, body).await.refused(
        422,
        "invalid_body",
        &[
            ("/requests/1/organisation_name", "required"),
            ("/requests/1/agency", "not_an_option"),
            ("/requests/1/due_on", "date_in_past"),
            ("/requests/1/form", "not_an_option"),
            ("/requests/1/contact/email", "invalid_email"),
        ],
    );
    assert_eq!(app.database.count("requests"), 0);
    let new = one(|request| {
        request.as_object_mut().expect("an object").remove("organisation_id");
        request["organisation_name"] = json!("Chatham Surgery");
        request["agency"] = json!("gp");
    });
    let sent = app.coordinator().call("POST", &path).key("once").json(&new).send().await.expect(201);
    let again = app.coordinator().call("POST", &path).key("once").json(&new).send().await.expect(201);
    assert_eq!(sent, again);
    assert_eq!(app.database.count("requests"), 1);
    let listed = app.coordinator().get(&path).await.expect(200);
    assert_eq!(listed["items"][0]["organisation"]["name"], "Chatham Surgery");
    assert_eq!(listed["items"][0]["standing"]["code"], "sent");
    assert!(listed["items"][0]["reference"].as_str().is_some_and(|reference| reference.starts_with("R-")));
    let timeline = app.coordinator().get(&format!("{}/timeline", case.path())).await.expect(200);
    assert!(timeline.to_string().contains("An agency was asked"));
    app.work();
    // Nobody at the surgery has an account, so there is nobody to write to.
    assert!(app.mails().iter().all(|mail| !mail.contains("Chatham")));
}

#[actix_web::test]
async fn people_of_the_organisation_are_told_by_a_mail_that_says_nothing_of_the_child() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.given().a_request(&case).await;
    let mails = app.mails();
    let mail = mails.iter().find(|mail| mail.contains("agency.contributor@kent.example")).expect("a mail to the hospital");
    assert!(mail.contains("Request R-") && mail.contains("/requests/"));
    for secret in [case.notification.answers["surname"].as_str().expect("a surname"), "Section 16M"] {
        assert!(!mail.contains(secret), "{mail}");
    }
}

#[actix_web::test]
async fn what_is_submitted_is_read_accepted_and_only_then_settled() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let path = address(&case, request);
    let before = app.coordinator().get(&path).await.expect(200);
    assert_eq!((&before["standing"]["code"], &before["answers"]), (&json!("sent"), &json!([])));
    app.coordinator().post(&format!("{path}/acceptance"), json!({})).await.problem(409, "conflict");
    app.given().an_answer(request).await;
    let submitted = app.coordinator().get(&path).await;
    let view = submitted.expect(200);
    assert_eq!((&view["standing"]["code"], &view["answers"][0]["value"]), (&json!("submitted"), &json!("2026-10-20")));
    assert_eq!(view["submitted_by"], "Agency contributor of Kent");
    let timeline = app.coordinator().get(&format!("{}/timeline", case.path())).await.expect(200);
    assert!(timeline.to_string().contains("Riverside Hospital submitted its answer"), "{timeline}");
    let stale = app.coordinator();
    stale.call("POST", &format!("{path}/acceptance")).if_match(submitted.version() - 1).json(&json!({})).send().await.problem(412, "version_stale");
    app.coordinator().post(&format!("{path}/acceptance"), json!({})).await.expect(200);
    let accepted = app.coordinator().get(&path).await.expect(200);
    assert_eq!(accepted["standing"]["code"], "accepted");
    app.agency_contributor().post(&format!("/api/v1/agency/requests/{request}/submission"), json!({})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_copy_of_what_was_submitted_is_a_pdf_that_can_be_read() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let hospital = app.agency_contributor();
    let path = format!("/api/v1/agency/requests/{request}/copy");
    hospital.get(&path).await.problem(409, "conflict");
    app.given().an_answer(request).await;
    let copy = hospital.get(&path).await;
    assert_eq!((copy.status, copy.header("content-type").as_deref()), (200, Some("application/pdf")));
    // What stands in it is among the tests of printing; that an older version is printed in its own words, among those of versions.
    assert!(copy.body.starts_with(b"%PDF-") && copy.body.len() > 5_000);
}

#[actix_web::test]
async fn what_is_returned_opens_the_named_questions_and_keeps_the_rest_locked() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    app.given().an_answer(request).await;
    let unknown = json!({ "questions": [{ "question": "no_such_question", "message": "Please check" }] });
    let path = address(&case, request);
    app.coordinator().post(&format!("{path}/clarification"), unknown).await.refused(422, "invalid_body", &[("/questions/0", "unknown_question")]);
    let named = json!({ "questions": [{ "question": "last_contact", "message": "Is the year right?" }] });
    app.coordinator().post(&format!("{path}/clarification"), named).await.expect(200);
    app.work();
    let hospital = app.agency_contributor();
    let asked = format!("/api/v1/agency/requests/{request}");
    let view = hospital.get(&asked).await.expect(200);
    assert_eq!(view["standing"]["code"], "returned");
    assert_eq!(view["clarification"]["questions"][0]["message"], "Is the year right?");
    let locked = json!({ "changes": [{ "question": "first_contact", "base_revision": 0, "value": "2020-01-01" }] });
    let refused = hospital.call("PATCH", &format!("{asked}/answers")).json(&locked).send().await;
    refused.refused(409, "conflict", &[("/answers/first_contact", "locked")]);
    let open = json!({ "changes": [{ "question": "last_contact", "base_revision": 1, "value": "2025-10-20" }] });
    hospital.call("PATCH", &format!("{asked}/answers")).json(&open).send().await.expect(200);
    hospital.post(&format!("{asked}/submission"), json!({})).await.expect(200);
    let view = app.coordinator().get(&path).await.expect(200);
    assert_eq!((&view["standing"]["code"], &view["answers"][0]["value"]), (&json!("submitted"), &json!("2025-10-20")));
    assert_eq!(app.database.count("request_submissions"), 2);
}

#[actix_web::test]
async fn a_request_is_withdrawn_with_words_and_asked_for_by_another_day() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let path = address(&case, request);
    let past = app.coordinator().revise(&format!("{path}/due-date"), 1, json!({ "due_on": "2026-11-01" })).await;
    past.refused(422, "invalid_body", &[("/due_on", "date_in_past")]);
    app.coordinator().revise(&format!("{path}/due-date"), 1, json!({ "due_on": "2027-01-08" })).await.expect(200);
    app.coordinator().post(&format!("{path}/withdrawal"), json!({ "words": "The ward has closed" })).await.expect(200);
    let view = app.coordinator().get(&path).await.expect(200);
    assert_eq!((&view["standing"]["code"], &view["withdrawal_words"]), (&json!("withdrawn"), &json!("The ward has closed")));
    assert_eq!(view["due_on"], "2027-01-08");
    let asked = app.agency_contributor().get(&format!("/api/v1/agency/requests/{request}")).await.expect(200);
    assert_eq!(asked["withdrawal_words"], "The ward has closed");
}

#[actix_web::test]
async fn an_answer_past_its_day_is_overdue() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.given().a_request(&case).await;
    app.advance(chrono::TimeDelta::days(29));
    let listed = app.coordinator().get(&format!("{}/requests", case.path())).await.expect(200);
    assert_eq!(listed["items"][0]["standing"]["overdue"], true);
}
