//! POST /api/v1/notifications, when all is well.

use crate::support::given::{challenge, submission};
use crate::support::{TestApp, answers};
use serde_json::json;

const PATH: &str = "/api/v1/notifications";

#[actix_web::test]
async fn a_valid_notification_is_received_by_the_right_panel() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    let answered = person.post(PATH, submission(&app, &answers())).await;
    let body = answered.expect(201);
    assert_eq!(answered.header("location"), Some(format!("{PATH}/{}", body["id"].as_str().expect("an id"))));
    let reference = body["reference"].as_str().expect("a reference");
    assert!(reference.len() == 11 && reference.starts_with("N-"), "{reference}");
    assert_eq!(body["area"]["code"], "KENT");
    assert!(body["what_next"].as_array().is_some_and(|next| next.len() >= 3));
    let cookie = answered.header("set-cookie").expect("a cookie");
    assert!(cookie.starts_with("opencdr-receipt=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    app.work();
    let row = &app.database.rows("SELECT * FROM notifications")[0];
    assert_eq!((&row["status"], &row["local_authority_code"]), (&json!("received"), &json!("E06000035")));
    assert_eq!(app.kept_answers(), json!(answers()));
    assert!(!row.to_string().contains("Hill"), "no name can be read in the database");
    assert_eq!((&row["submitted_by"], &row["version"]), (&json!(null), &json!(1)));
}

#[actix_web::test]
async fn a_newborn_s_notification_with_everything_asked_of_it_is_received() {
    let app = TestApp::new().await;
    let notification = app.given().a_neonatal_notification().await;
    let died = app.database.value(&format!("SELECT died_at FROM notifications WHERE id = '{}'", notification.id));
    assert_eq!(died, "2026-11-18T14:05:00+00:00");
    assert_eq!(app.kept_answers()["gestation_weeks"], 31);
}

#[actix_web::test]
async fn an_answer_that_is_hidden_is_left_out_and_the_rest_is_kept_tidily() {
    let app = TestApp::new().await;
    let mut sent = answers();
    sent.insert("country_of_residence".into(), json!("France"));
    sent.insert("surname".into(), json!("  Hill  "));
    sent.insert("nhs_number".into(), json!("999 123 4578"));
    sent.insert("postcode".into(), json!("me44uf"));
    sent.insert("aliases".into(), json!(""));
    app.anonymous().post(PATH, submission(&app, &sent)).await.expect(201);
    app.work();
    assert_eq!(app.kept_answers(), json!(answers()));
}

#[actix_web::test]
async fn somebody_signed_in_needs_no_challenge_and_is_remembered_as_the_sender() {
    let app = TestApp::new().await;
    let doctor = app.designated_doctor();
    doctor.post(PATH, json!({ "form_version": 1, "answers": answers() })).await.expect(201);
    app.work();
    assert_eq!(app.database.value("SELECT submitted_by FROM notifications"), json!(doctor.user));
    assert_eq!(app.database.count("spent_challenges"), 0);
    // Whoever still owes the second factor is a member of the public.
    app.half_signed_in().post(PATH, json!({ "form_version": 1, "answers": answers() })).await.problem(422, "challenge_required");
}

#[actix_web::test]
async fn the_public_answer_never_says_whether_the_child_is_known() {
    let app = TestApp::new().await;
    let first = app.anonymous().post(PATH, submission(&app, &answers())).await;
    let again = app.anonymous().at("203.0.113.99").post(PATH, submission(&app, &answers())).await;
    app.work();
    let shape = |answered: &crate::support::Answered| {
        let body = answered.expect(201);
        let keys: Vec<String> = body.as_object().expect("a body").keys().cloned().collect();
        (keys, body["area"].clone(), body["what_next"].clone())
    };
    assert_eq!(shape(&first), shape(&again));
}

#[actix_web::test]
async fn one_address_cannot_flood_the_service() {
    let app = TestApp::with(|settings| settings.public_rate_per_hour = 30).await;
    let person = app.anonymous();
    let body = json!({ "form_version": 1, "answers": {}, "challenge": challenge(&app) });
    let mut statuses = Vec::new();
    for _ in 0..12 {
        statuses.push(person.post(PATH, body.clone()).await.status);
    }
    assert_eq!(statuses[..10], [422; 10]);
    let refused = person.post(PATH, body.clone()).await;
    refused.problem(429, "rate_limited");
    assert!(refused.header("retry-after").expect("Retry-After").parse::<u32>().is_ok_and(|s| s > 0 && s <= 3600));
    assert_eq!(app.anonymous().at("203.0.113.98").post(PATH, body).await.status, 422, "another address is not slowed");
}

#[actix_web::test]
async fn a_cookie_that_is_no_session_buys_no_allowance() {
    let app = TestApp::with(|settings| settings.public_rate_per_hour = 30).await;
    let person = app.anonymous();
    let body = json!({ "form_version": 1, "answers": {}, "challenge": challenge(&app) });
    let mut last = 0;
    for n in 0..12_u8 {
        person.set_cookie("opencdr", &hex::encode([n; 32]));
        last = person.post(PATH, body.clone()).await.status;
    }
    assert_eq!(last, 429);
}

#[actix_web::test]
async fn behind_a_trusted_proxy_each_person_has_an_allowance_of_their_own() {
    let app = TestApp::with(|settings| (settings.public_rate_per_hour, settings.trusted_proxies) = (30, 1)).await;
    let proxy = app.anonymous();
    let body = json!({ "form_version": 1, "answers": {} });
    for n in 0..12 {
        let answered = proxy.call("POST", PATH).header("X-Forwarded-For", format!("10.9.9.9, 198.51.100.{n}")).json(&body).send().await;
        assert_eq!(answered.status, 422, "{n}");
    }
    // What the sender wrote in front of the proxy's entry counts for nothing.
    let mut last = 0;
    for n in 0..12 {
        last = proxy.call("POST", PATH).header("X-Forwarded-For", format!("10.0.0.{n}, 198.51.100.200")).json(&body).send().await.status;
    }
    assert_eq!(last, 429);
}
