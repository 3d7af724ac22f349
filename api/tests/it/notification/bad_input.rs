//! What is refused, by which name, and that nothing of it is kept.

use crate::support::given::{challenge, submission};
use crate::support::{TestApp, answers};
use serde_json::{Map, Value, json};
use uuid::Uuid;

const PATH: &str = "/api/v1/notifications";

/// Everything a notification leaves behind.
fn kept(app: &TestApp) -> i64 {
    ["notifications", "notification_drafts", "jobs", "audit_entries", "idempotency_keys", "spent_challenges", "notification_counts"]
        .iter()
        .map(|table| app.database.count(table))
        .sum()
}

fn rows(how_many: u128) -> Value {
    (0..how_many).map(|n| json!({ "row": Uuid::from_u128(n + 1), "agency": "gp" })).collect()
}

fn row_with(question: &str, answer: Value) -> Value {
    json!([{ "row": "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "agency": "gp", question: answer }])
}

#[actix_web::test]
async fn every_refused_answer_is_named_with_its_rule() {
    let app = TestApp::new().await;
    let row = "/answers/professionals/3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";
    let (row_email, row_phone, row_agency) = (format!("{row}/email"), format!("{row}/phone"), format!("{row}/agency"));
    let cases: Vec<(&str, Value, &str, &str)> = vec![
        ("date_of_death", json!("2026-02-30"), "/answers/date_of_death", "invalid_date"),
        ("date_of_death", json!("18/11/2026"), "/answers/date_of_death", "invalid_date"),
        ("date_of_death", json!("2026-11-18T00:00:00Z"), "/answers/date_of_death", "invalid_date"),
        ("date_of_death", json!("2026-11-21"), "/answers/date_of_death", "date_in_future"),
        ("date_of_death", json!("2019-03-26"), "/answers/date_of_death", "before_birth"),
        ("date_of_birth", json!("2008-11-18"), "/answers/date_of_death", "not_under_18"),
        ("date_of_birth", json!("1990-01-01"), "/answers/date_of_death", "not_under_18"),
        ("date_of_birth", json!(20190327), "/answers/date_of_birth", "wrong_type"),
        ("time_of_death", json!("25:00"), "/answers/time_of_death", "invalid_time"),
        ("nhs_number", json!("9991234579"), "/answers/nhs_number", "invalid_nhs_number"),
        ("nhs_number", json!("999123457"), "/answers/nhs_number", "invalid_nhs_number"),
        ("nhs_number", json!("٩٩٩١٢٣٤٥٧٨"), "/answers/nhs_number", "invalid_nhs_number"),
        ("postcode", json!("ME4"), "/answers/postcode", "invalid_postcode"),
        ("sex", json!("F"), "/answers/sex", "not_an_option"),
        ("surname", json!("x".repeat(201)), "/answers/surname", "too_long"),
        ("surname", json!(["Hill"]), "/answers/surname", "wrong_type"),
        ("surname", json!({ "state": "not_known" }), "/answers/surname", "wrong_type"),
        ("surname", json!("Hi\u{7}ll"), "/answers/surname", "control_character"),
        ("surname", json!("Hi\u{202e}ll"), "/answers/surname", "control_character"),
        ("surname", json!("Hi\u{2067}ll"), "/answers/surname", "control_character"),
        ("surname", json!("Hi\u{200f}ll"), "/answers/surname", "control_character"),
        ("surname", json!("Hi\nll"), "/answers/surname", "control_character"),
        ("circumstances", json!("a\u{1b}[2J"), "/answers/circumstances", "control_character"),
        ("age_days", json!(3), "/answers/age_days", "computed"),
        ("responsible_cdop", json!("NORF"), "/answers/responsible_cdop", "computed"),
        ("favourite_colour", json!("blue"), "/answers/favourite_colour", "unknown_question"),
        ("professionals", rows(10_000), "/answers/professionals", "too_many_rows"),
        ("professionals", json!([]), "/answers/professionals", "required"),
        ("professionals", row_with("email", json!("not an e-mail")), &row_email, "invalid_email"),
        ("professionals", row_with("phone", json!("call me")), &row_phone, "invalid_phone"),
        ("professionals", row_with("agency", json!("the agency")), &row_agency, "not_an_option"),
    ];
    for (question, answer, pointer, code) in cases {
        let mut sent = answers();
        sent.insert(question.to_owned(), answer.clone());
        let answered = app.anonymous().post(PATH, submission(&app, &sent)).await;
        let body = answered.problem(422, "invalid_answers");
        let found = body["errors"].as_array().expect("errors").iter().any(|e| e["pointer"] == pointer && e["code"] == code);
        assert!(found, "{question} {pointer} {code}: {body}");
        assert!(answered.header("set-cookie").is_none(), "{question}");
    }
    assert_eq!(kept(&app), 0, "nothing is half saved");
}

#[actix_web::test]
async fn all_refusals_are_told_at_once_and_repeat_no_answer() {
    let app = TestApp::new().await;
    let mut sent = answers();
    sent.insert("surname".into(), json!("Unmistakable\u{7}Name"));
    sent.insert("nhs_number".into(), json!("1112223334"));
    sent.insert("date_of_death".into(), json!("2031-05-06"));
    let answered = app.anonymous().post(PATH, submission(&app, &sent)).await;
    let body = answered.problem(422, "invalid_answers");
    assert_eq!(body["errors"].as_array().map(Vec::len), Some(3), "{body}");
    for secret in ["Unmistakable", "1112223334", "2031-05-06", "Amber"] {
        assert!(!answered.text().contains(secret), "{secret}");
    }
}

#[actix_web::test]
async fn an_empty_notification_names_every_needed_answer() {
    let app = TestApp::new().await;
    let body = app.anonymous().post(PATH, submission(&app, &Map::new())).await.problem(422, "invalid_answers");
    let errors = body["errors"].as_array().expect("errors");
    assert!(errors.len() >= 20 && errors.iter().all(|e| e["code"] == "required"), "{body}");
    assert_eq!(kept(&app), 0);
}

async fn raw(app: &TestApp, content_type: Option<&str>, body: Vec<u8>) -> crate::support::Answered {
    let person = app.anonymous();
    let call = person.call("POST", PATH).bytes(body);
    match content_type {
        Some(kind) => call.header("Content-Type", kind).send().await,
        None => call.send().await,
    }
}

#[actix_web::test]
async fn a_body_that_is_not_json_or_not_said_to_be_is_refused() {
    let app = TestApp::new().await;
    let good = submission(&app, &answers()).to_string().into_bytes();
    for kind in
        [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("multipart/form-data; boundary=x"), Some("application/xml")]
    {
        raw(&app, kind, good.clone()).await.problem(415, "unsupported_media_type");
    }
    for text in ["{", "", "nonsense", "{\"form_version\":1,}", "\u{feff}{}", "{\"form_version\":1e999,\"answers\":{}}"] {
        let answered = raw(&app, Some("application/json"), text.as_bytes().to_vec()).await;
        assert!(matches!(answered.status, 400 | 422), "{text}: {}", answered.text());
    }
    raw(&app, Some("application/json"), vec![0xff, 0xfe, b'{', b'}']).await.refused(400, "bad_request", &[("", "invalid_json")]);
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    raw(&app, Some("application/json"), deep.into_bytes()).await.refused(400, "bad_request", &[("", "invalid_json")]);
    assert_eq!(kept(&app), 0);
    raw(&app, Some("application/json; charset=utf-8"), good).await.expect(201);
    app.work();
}

#[actix_web::test]
async fn ten_megabytes_are_refused_whether_or_not_their_length_is_told() {
    let app = TestApp::new().await;
    let mut sent = answers();
    sent.insert("circumstances".into(), json!("x".repeat(10 * 1024 * 1024)));
    let body = submission(&app, &sent).to_string().into_bytes();
    let person = app.anonymous();
    let told = person.call("POST", PATH).header("Content-Type", "application/json").header("Content-Length", body.len().to_string());
    told.bytes(body.clone()).send().await.problem(413, "payload_too_large");
    raw(&app, Some("application/json"), body).await.problem(413, "payload_too_large");
    assert_eq!(kept(&app), 0);
}

#[actix_web::test]
async fn unknown_missing_and_wrong_fields_of_the_body_are_named() {
    let app = TestApp::new().await;
    let mut extra = submission(&app, &answers());
    extra["colour"] = json!("blue");
    app.anonymous().post(PATH, extra).await.refused(422, "invalid_body", &[("/colour", "unknown_field")]);
    app.anonymous().post(PATH, json!({ "answers": {} })).await.refused(422, "invalid_body", &[("/form_version", "required")]);
    app.anonymous().post(PATH, json!({ "form_version": 1 })).await.refused(422, "invalid_body", &[("/answers", "required")]);
    app.anonymous().post(PATH, json!({ "form_version": 1, "answers": [] })).await.refused(422, "invalid_body", &[("/answers", "wrong_type")]);
    app.anonymous().post(PATH, json!([])).await.refused(422, "invalid_body", &[("", "wrong_type")]);
    let negative = json!({ "form_version": -1, "answers": {} });
    app.anonymous().post(PATH, negative).await.refused(422, "invalid_body", &[("/form_version", "wrong_type")]);
    let nested = json!({ "form_version": 1, "answers": {}, "challenge": { "salt": 7 } });
    app.anonymous().post(PATH, nested).await.refused(422, "invalid_body", &[("/challenge/salt", "wrong_type")]);
    let other = json!({ "form_version": 99, "answers": answers(), "challenge": challenge(&app) });
    app.anonymous().post(PATH, other).await.refused(422, "invalid_body", &[("/form_version", "not_an_option")]);
    assert_eq!(kept(&app), 0);
}

#[actix_web::test]
async fn a_key_that_stands_twice_is_refused_wherever_it_stands() {
    let app = TestApp::new().await;
    let good = submission(&app, &answers()).to_string();
    for twice in [
        good.replacen("\"surname\"", "\"surname\":\"Hall\",\"surname\"", 1),
        good.replacen("\"form_version\"", "\"form_version\":2,\"form_version\"", 1),
        good.replacen("\"agency\"", "\"agency\":\"police\",\"agency\"", 1),
        good.replacen("\"surname\"", "\"sur\\u006eame\":\"Hall\",\"surname\"", 1),
    ] {
        assert_ne!(twice, good);
        raw(&app, Some("application/json"), twice.into_bytes()).await.refused(400, "bad_request", &[("", "invalid_json")]);
    }
    assert_eq!(kept(&app), 0);
}

#[actix_web::test]
async fn the_nul_character_is_refused_in_texts_and_keys() {
    let app = TestApp::new().await;
    let good = submission(&app, &answers()).to_string();
    for nul in [good.replacen("Hill", "Hi\\u0000ll", 1), good.replacen("\"surname\"", "\"sur\\u0000name\":\"x\",\"surname\"", 1)] {
        assert_ne!(nul, good);
        raw(&app, Some("application/json"), nul.into_bytes()).await.refused(400, "bad_request", &[("", "invalid_json")]);
    }
    assert_eq!(kept(&app), 0);
}

#[actix_web::test]
async fn rows_without_an_id_of_their_own_are_refused() {
    let app = TestApp::new().await;
    let row = json!({ "row": "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "agency": "gp" });
    for (given, code) in [
        (json!([row, row]), "duplicate_row"),
        (json!([{ "agency": "gp" }]), "invalid_row_id"),
        (json!([{ "row": "one", "agency": "gp" }]), "invalid_row_id"),
        (json!([{ "row": "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "agency": "gp", "colour": "blue" }]), "unknown_question"),
        (json!(["gp"]), "wrong_type"),
    ] {
        let mut sent = answers();
        sent.insert("professionals".into(), given.clone());
        let body = app.anonymous().post(PATH, submission(&app, &sent)).await.problem(422, "invalid_answers");
        assert!(body["errors"].as_array().expect("errors").iter().any(|e| e["code"] == code), "{given}: {body}");
    }
    assert_eq!(kept(&app), 0);
}
