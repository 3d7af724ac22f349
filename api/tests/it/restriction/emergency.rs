//! Opening a restricted case in an emergency.

use crate::support::given::{Case, emergency};
use crate::support::template::{COLLEAGUE, account};
use crate::support::{Persona, TestApp};
use chrono::TimeDelta;
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/emergency-accesses";

async fn open(app: &TestApp, person: &Persona<'_>, case: &Case) -> Value {
    let opened = person.post(PATH, emergency(&case.reference, &app.code_now())).await.expect(201);
    app.work();
    opened
}

#[actix_web::test]
async fn in_minute_59_the_case_is_read_and_in_minute_61_it_does_not_exist() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let person = app.coordinator();
    let opened = open(&app, &person, &case).await;
    assert_eq!((&opened["case_id"], &opened["reference"]), (&json!(case.id), &json!(case.reference)));
    assert!(opened["until"].as_str().is_some_and(|until| until.starts_with("2026-11-20T11:30:")), "{opened}");
    let seen = person.get(&case.path()).await.expect(200);
    assert_eq!((&seen["restricted"], &seen["emergency_until"]), (&json!(true), &opened["until"]));
    assert!(seen["actions"].as_array().expect("actions").iter().all(|action| action["available"] == false));
    // Looked at now and then, so that the session does not end for standing idle.
    for _ in 0..8 {
        app.advance(TimeDelta::minutes(7));
        person.get(&case.path()).await.expect(200);
    }
    app.advance(TimeDelta::minutes(3));
    person.get(&format!("{}/timeline", case.path())).await.expect(200);
    app.advance(TimeDelta::minutes(2));
    person.get(&case.path()).await.problem(404, "not_found");
    person.get(&format!("{}/timeline", case.path())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn it_opens_one_case_to_one_person() {
    let app = TestApp::new().await;
    let (case, other) = (app.given().a_restricted_case().await, app.given().a_restricted_case().await);
    open(&app, &app.coordinator(), &case).await;
    app.coordinator().get(&other.path()).await.problem(404, "not_found");
    app.designated_doctor().get(&case.path()).await.problem(404, "not_found");
}

#[actix_web::test]
async fn it_is_read_only() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let waiting = app.given().a_notification().await;
    app.database.run(&format!(
        "INSERT INTO memberships (id, user_id, role, area_id, valid_from) SELECT gen_random_uuid(), '{COLLEAGUE}', 'manager', area_id, '2026-01-01' FROM cases LIMIT 1"
    ));
    let person = app.colleague();
    open(&app, &person, &case).await;
    let grant = app.database.value("SELECT id FROM case_grants");
    let view = person.get(&format!("{}/restriction", case.path())).await.expect(200);
    assert_eq!((&view["may_restrict"], &view["may_declare"], &view["colleagues"]), (&json!(false), &json!(false), &json!([])));
    for (part, may) in [("joint-agency-response", "may_record"), ("scope", "may_answer"), ("family", "may_change")] {
        assert_eq!(person.get(&format!("{}/{part}", case.path())).await.expect(200)[may], false, "{part}");
    }
    let link = json!({ "case_id": case.id, "reason": "The same child" });
    person.post(&format!("{}/link", waiting.path()), link).await.problem(403, "forbidden");
    person.put(&format!("{}/restriction", case.path()), json!({ "restricted": false, "reason": "Not needed" })).await.problem(403, "forbidden");
    person.post(&format!("{}/grants", case.path()), json!({ "user_id": COLLEAGUE })).await.problem(403, "forbidden");
    person.post(&format!("{}/interests", case.path()), json!({ "reason": "A relative" })).await.problem(403, "forbidden");
    person.delete(&format!("/api/v1/case-grants/{}", grant.as_str().expect("an id"))).await.problem(403, "forbidden");
    assert_eq!(app.database.value("SELECT count(*) FROM case_grants WHERE ended_at IS NULL"), 1);
}

#[actix_web::test]
async fn without_a_reason_enough_words_a_whole_reference_or_a_code_nothing_is_opened() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let person = app.coordinator();
    let whole = emergency(&case.reference, &app.code_now());
    for (field, value, code) in [
        ("reason", json!("curiosity"), "not_an_option"),
        ("reason", json!(""), "length"),
        ("words", json!("nineteen characters"), "length"),
        ("words", json!("                                "), "required"),
        ("words", json!("x".repeat(2001)), "length"),
        ("reference", json!("KENT"), "not_an_option"),
        ("code", json!(null), "required"),
        ("code", json!("123"), "length"),
    ] {
        let mut body = whole.clone();
        body[field] = value;
        person.post(PATH, body).await.refused(422, "invalid_body", &[(&format!("/{field}"), code)]);
    }
    let mut body = whole.clone();
    body.as_object_mut().expect("an object").remove("reason");
    person.post(PATH, body).await.refused(422, "invalid_body", &[("/reason", "required")]);
    assert_eq!(app.database.count("glass_breaks"), 0);
    open(&app, &person, &case).await;
}

#[actix_web::test]
async fn a_wrong_code_is_refused_written_down_and_slows_the_next() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let person = app.coordinator();
    for _ in 0..6 {
        person.post(PATH, emergency(&case.reference, "000000")).await.refused(422, "invalid_body", &[("/code", "wrong_code")]);
    }
    person.post(PATH, emergency(&case.reference, &app.code_now())).await.problem(429, "rate_limited");
    let half = app.half_signed_in().post("/api/v1/sessions/current/second-factor", json!({ "code": app.code_now() })).await;
    half.problem(429, "rate_limited");
    assert_eq!(app.database.value("SELECT count(*) FROM audit_entries WHERE action = 'second_factor_failed'"), 6);
    app.advance(TimeDelta::seconds(2));
    open(&app, &person, &case).await;
}

#[actix_web::test]
async fn a_code_opens_one_case_and_a_recovery_code_works_too_once() {
    let app = TestApp::new().await;
    let (one, two) = (app.given().a_restricted_case().await, app.given().a_restricted_case().await);
    let person = app.coordinator();
    open(&app, &person, &one).await;
    person.post(PATH, emergency(&two.reference, &app.code_now())).await.refused(422, "invalid_body", &[("/code", "wrong_code")]);
    let codes = person.post("/api/v1/me/recovery-codes", json!({})).await.expect(201);
    let mut body = emergency(&two.reference, "");
    body["code"] = Value::Null;
    body["recovery_code"] = codes["recovery_codes"][0].clone();
    person.post(PATH, body.clone()).await.expect(201);
    app.work();
    body["reference"] = json!("KENT/2026/0999");
    person.post(PATH, body).await.refused(422, "invalid_body", &[("/code", "wrong_code")]);
}

#[actix_web::test]
async fn what_may_not_be_opened_answers_as_what_does_not_exist_and_the_attempt_is_written_down() {
    let app = TestApp::new().await;
    let open_to_all = app.given().an_accepted_case().await;
    let restricted = app.given().a_restricted_case().await;
    app.given().interest(&restricted, account(Role::Coordinator)).await;
    let granted = app.given().a_restricted_case().await;
    app.given().grant(&granted, account(Role::Coordinator)).await;
    app.given().interest(&granted, account(Role::Coordinator)).await;
    let elsewhere = app.given().a_case_in_norfolk().await;
    app.database.run(&format!("UPDATE cases SET restricted = true WHERE id = '{}'", elsewhere.id));
    let person = app.coordinator();
    let absent = person.post(PATH, emergency("KENT/2026/0999", &app.code_now())).await;
    absent.problem(404, "not_found");
    for case in [&open_to_all, &restricted, &granted, &elsewhere] {
        app.advance(TimeDelta::seconds(60));
        let answered = person.post(PATH, emergency(&case.reference, &app.code_now())).await;
        assert_eq!(answered.without_request_id(), absent.without_request_id(), "{}", case.reference);
    }
    assert_eq!(app.database.count("glass_breaks"), 0);
    assert_eq!(app.database.value("SELECT count(*) FROM audit_entries WHERE action = 'break_glass_failed'"), 5);
    assert_eq!(app.database.value("SELECT count(*) FROM jobs WHERE kind = 'alert_emergency'"), 0);
}

#[actix_web::test]
async fn somebody_who_sees_the_case_is_told_so() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    app.manager().post(PATH, emergency(&case.reference, &app.code_now())).await.problem(409, "conflict");
    let person = app.coordinator();
    open(&app, &person, &case).await;
    app.advance(TimeDelta::seconds(60));
    person.post(PATH, emergency(&case.reference, &app.code_now())).await.problem(409, "conflict");
    assert_eq!(app.database.count("glass_breaks"), 1, "an hour is not made longer");
}

#[actix_web::test]
async fn only_those_who_read_cases_may() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    for person in [app.chair(), app.panel_member(), app.auditor(), app.system_administrator(), app.agency_contributor()] {
        person.post(PATH, emergency(&case.reference, &app.code_now())).await.problem(403, "forbidden");
    }
    open(&app, &app.designated_doctor(), &case).await;
}

#[actix_web::test]
async fn managers_and_auditors_are_told_at_once_who_it_was_and_nothing_of_the_case() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let before = app.mails().len();
    let person = app.coordinator();
    person.post(PATH, emergency(&case.reference, &app.code_now())).await.expect(201);
    let job = &app.database.rows("SELECT payload FROM jobs WHERE kind = 'alert_emergency'")[0]["payload"];
    let mut keys: Vec<&String> = job.as_object().expect("an object").keys().collect();
    keys.sort();
    assert_eq!(keys, ["area", "by"]);
    app.work();
    let mails: Vec<String> = app.mails().into_iter().filter(|mail| mail.contains("emergency")).collect();
    assert_eq!(app.mails().len(), before + 2);
    let mut receivers: Vec<&str> = mails.iter().filter_map(|mail| mail.lines().find_map(|line| line.strip_prefix("To: "))).collect();
    receivers.sort_unstable();
    assert_eq!(receivers, ["auditor@kent.example", "manager@kent.example"]);
    for mail in &mails {
        assert!(mail.contains("Coordinator of Kent"), "{mail}");
        for told in [case.reference.as_str(), &case.id.to_string(), "Social care", "safeguarding", "Hill", "KENT/", &case.notification.reference] {
            assert!(!mail.contains(told), "“{told}” in {mail}");
        }
    }
    let entry = &app.database.rows("SELECT action, case_id, purpose, role FROM audit_entries WHERE action = 'break_glass'")[0];
    assert_eq!(entry["case_id"], json!(case.id));
    let looked = app.manager().get(&format!("{}/accesses", case.path())).await.expect(200);
    assert!(
        looked["items"].as_array().expect("items").iter().any(|item| item["action"] == "break_glass" && item["actor_name"] == "Coordinator of Kent")
    );
    let kept = app.database.value("SELECT encode(sealed_words, 'escape') FROM glass_breaks");
    assert!(!kept.as_str().expect("bytes").contains("Social"));
}

#[actix_web::test]
async fn an_account_of_the_demonstration_without_a_second_factor_is_not_asked_for_one() {
    let app = TestApp::demonstration().await;
    let case = app.given().a_restricted_case().await;
    let mut body = emergency(&case.reference, "");
    body.as_object_mut().expect("an object").remove("code");
    app.newcomer().post(PATH, body.clone()).await.expect(201);
    app.work();
    app.newcomer().get(&case.path()).await.expect(200);
    app.coordinator().post(PATH, body).await.refused(422, "invalid_body", &[("/code", "required")]);
}
