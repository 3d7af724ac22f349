//! Notifications begun and not yet sent.

use crate::support::given::{challenge, submission};
use crate::support::template::NORF;
use crate::support::{Persona, TestApp, answers};
use chrono::TimeDelta;
use serde_json::{Value, json};

const START: &str = "/api/v1/notification-drafts";
const CURRENT: &str = "/api/v1/notification-drafts/current";

async fn begun<'a>(app: &'a TestApp, given: Value) -> (Persona<'a>, Value) {
    let person = app.anonymous();
    let body = json!({ "form_version": 1, "answers": given, "challenge": challenge(app) });
    let view = person.post(START, body).await.expect(201);
    (person, view)
}

#[actix_web::test]
async fn a_draft_is_begun_with_a_reference_and_a_code_shown_once() {
    let app = TestApp::new().await;
    let (person, view) = begun(&app, json!({ "surname": "Hill" })).await;
    assert!(view["reference"].as_str().is_some_and(|r| r.starts_with("D-") && r.len() == 11), "{view}");
    assert!(view["resume_code"].as_str().is_some_and(|c| c.len() == 9), "{view}");
    assert_eq!((&view["revision"], &view["answers"]), (&json!(1), &json!({ "surname": "Hill" })));
    let answered = person.get(CURRENT).await;
    let again = answered.expect(200);
    assert_eq!(answered.version(), 1);
    assert!(again.get("resume_code").is_none(), "the code is shown once");
    assert_eq!(again["answers"], view["answers"]);
    let row = &app.database.rows("SELECT encode(code_hash, 'escape') AS code, encode(token_hash, 'escape') AS token FROM notification_drafts")[0];
    let code = view["resume_code"].as_str().expect("a code");
    assert!(!row.to_string().contains(code) && !row.to_string().contains(&code.replace('-', "")), "the code is kept only as a hash");
}

#[actix_web::test]
async fn a_lost_answer_to_beginning_a_draft_can_be_asked_for_again() {
    let app = TestApp::new().await;
    let (person, body) = (app.anonymous(), submission(&app, &answers()));
    let first = person.call("POST", START).key("k").json(&body).send().await.expect(201);
    let again = person.call("POST", START).key("k").json(&body).send().await.expect(201);
    assert_eq!(first, again);
    assert_eq!(app.database.count("notification_drafts"), 1);
}

#[actix_web::test]
async fn saving_merges_changed_answers_and_null_clears_one() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!({ "surname": "Hill", "forenames": "Amber" })).await;
    let answered = person.patch(CURRENT, 1, json!({ "answers": { "surname": "Hall", "forenames": null, "sex": "female" } })).await;
    assert_eq!(answered.expect(200)["answers"], json!({ "surname": "Hall", "sex": "female" }));
    assert_eq!(answered.version(), 2);
    assert_eq!(person.get(CURRENT).await.expect(200)["revision"], 2);
}

#[actix_web::test]
async fn a_panel_chosen_by_hand_is_kept_until_it_is_taken_back_or_ends() {
    let app = TestApp::new().await;
    let (person, view) = begun(&app, json!({ "residence": "no_fixed_abode" })).await;
    assert_eq!(view["area"], json!(null));
    let chosen = person.patch(CURRENT, 1, json!({ "answers": {}, "area_id": NORF })).await.expect(200);
    assert_eq!(chosen["area"]["code"], "NORF");
    let kept = person.patch(CURRENT, 2, json!({ "answers": { "surname": "Hill" } })).await.expect(200);
    assert_eq!(kept["area"]["code"], "NORF");
    let phone = app.anonymous();
    let resumed = phone
        .post("/api/v1/notification-draft-resumptions", json!({ "reference": view["reference"], "code": view["resume_code"] }))
        .await
        .expect(201);
    assert_eq!(resumed["area"]["code"], "NORF");
    let taken_back = person.patch(CURRENT, 3, json!({ "answers": {}, "area_id": null })).await.expect(200);
    assert_eq!(taken_back["area"], json!(null));
    let nowhere = json!({ "answers": { "surname": "Hall" }, "area_id": uuid::Uuid::from_u128(99) });
    person.patch(CURRENT, 4, nowhere).await.refused(422, "invalid_answers", &[("/area_id", "not_an_option")]);
    assert_eq!(person.get(CURRENT).await.expect(200)["answers"]["surname"], "Hill", "nothing is half saved");
    person.patch(CURRENT, 4, json!({ "answers": {}, "area_id": NORF })).await.expect(200);
    app.database.run("UPDATE areas SET valid_to = '2026-11-20' WHERE code = 'NORF'");
    assert_eq!(person.get(CURRENT).await.expect(200)["area"], json!(null));
}

#[actix_web::test]
async fn answers_worth_a_second_look_are_said_and_stop_nobody() {
    let app = TestApp::new().await;
    let mut unusual = answers();
    unusual.insert("place_of_death".to_owned(), json!("HOSPICE"));
    unusual.insert("life_limiting".to_owned(), json!("no"));
    let (person, view) = begun(&app, json!(unusual)).await;
    assert_eq!(view["warnings"][0]["pointer"], "/answers/life_limiting", "{view}");
    assert_eq!(view["warnings"][0]["code"], "hospice_without_condition");
    let settled = person.patch(CURRENT, 1, json!({ "answers": { "life_limiting": "yes" } })).await.expect(200);
    assert_eq!(settled["warnings"], json!([]));
    person.post("/api/v1/notifications", json!({ "form_version": 1, "answers": unusual, "from_draft": true })).await.expect(201);
    app.work();
}

#[actix_web::test]
async fn what_is_hidden_now_is_kept_for_when_it_is_shown_again() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!({ "residence": "outside_england", "country_of_residence": "France" })).await;
    let view = person.patch(CURRENT, 1, json!({ "answers": { "residence": "england" } })).await.expect(200);
    assert_eq!(view["answers"]["country_of_residence"], "France");
}

#[actix_web::test]
async fn a_save_has_to_name_the_version_it_changes() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!({})).await;
    let save = json!({ "answers": { "surname": "Hill" } });
    person.call("PATCH", CURRENT).json(&save).send().await.problem(428, "precondition_required");
    person.call("PATCH", CURRENT).header("If-Match", "\"one\"").json(&save).send().await.problem(412, "version_stale");
    person.patch(CURRENT, 1, save.clone()).await.expect(200);
    let stale = person.patch(CURRENT, 1, json!({ "answers": { "surname": "Hall" } })).await.problem(412, "version_stale");
    assert_eq!((&stale["current"]["revision"], &stale["current"]["answers"]["surname"]), (&json!(2), &json!("Hill")), "{stale}");
    assert_eq!(person.get(CURRENT).await.expect(200)["answers"]["surname"], "Hill");
}

#[actix_web::test]
async fn two_saves_at_once_of_one_version_do_not_overwrite_each_other() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!({})).await;
    let (one, two) = futures_util::future::join(
        person.patch(CURRENT, 1, json!({ "answers": { "surname": "Hill" } })),
        person.patch(CURRENT, 1, json!({ "answers": { "surname": "Hall" } })),
    )
    .await;
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}

#[actix_web::test]
async fn a_draft_may_be_incomplete_but_not_of_the_wrong_kind() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!({ "nhs_number": "999", "postcode": "ME4" })).await;
    for (given, pointer, code) in [
        (json!({ "surname": 7 }), "/answers/surname", "wrong_type"),
        (json!({ "surname": "x".repeat(201) }), "/answers/surname", "too_long"),
        (json!({ "age_days": 7 }), "/answers/age_days", "computed"),
        (json!({ "colour": "blue" }), "/answers/colour", "unknown_question"),
        (json!({ "colour": null }), "/answers/colour", "unknown_question"),
    ] {
        let body = person.patch(CURRENT, 1, json!({ "answers": given })).await.problem(422, "invalid_answers");
        assert!(body["errors"].as_array().expect("errors").iter().any(|e| e["pointer"] == pointer && e["code"] == code), "{given}: {body}");
    }
    assert_eq!(person.get(CURRENT).await.expect(200)["revision"], 1);
}

#[actix_web::test]
async fn one_browser_s_draft_is_nobody_else_s() {
    let app = TestApp::new().await;
    let (_, _) = begun(&app, json!({ "surname": "Hill" })).await;
    for other in [app.anonymous(), app.coordinator(), app.system_administrator()] {
        other.get(CURRENT).await.problem(404, "not_found");
        other.patch(CURRENT, 1, json!({ "answers": {} })).await.problem(404, "not_found");
        other.delete(CURRENT).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn a_draft_can_be_thrown_away() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!({ "surname": "Hill" })).await;
    person.delete(CURRENT).await.expect(204);
    assert_eq!(app.database.count("notification_drafts"), 0);
    assert!(!person.cookies().contains_key("opencdr-draft"));
    person.get(CURRENT).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_draft_is_kept_fourteen_days_after_its_last_save_and_then_deleted() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!({ "surname": "Hill" })).await;
    app.advance(TimeDelta::days(10));
    person.patch(CURRENT, 1, json!({ "answers": { "sex": "female" } })).await.expect(200);
    app.advance(TimeDelta::days(13));
    app.work();
    person.get(CURRENT).await.expect(200);
    app.advance(TimeDelta::days(2));
    person.get(CURRENT).await.problem(404, "not_found");
    assert_eq!(app.database.count("notification_drafts"), 1);
    app.work();
    assert_eq!(app.database.count("notification_drafts"), 0);
}

#[actix_web::test]
async fn sending_a_draft_needs_no_second_challenge_and_ends_it() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!(answers())).await;
    let body = json!({ "form_version": 1, "answers": answers(), "from_draft": true });
    let sent = person.post("/api/v1/notifications", body.clone()).await;
    sent.expect(201);
    app.work();
    assert_eq!(app.database.count("notification_drafts"), 0);
    assert!(!person.cookies().contains_key("opencdr-draft"));
    person.get("/api/v1/notification-receipts/current").await.expect(200);
    person.post("/api/v1/notifications", body).await.problem(404, "not_found");
    assert_eq!(app.database.count("notifications"), 1);
}

#[actix_web::test]
async fn a_refused_notification_leaves_its_draft_in_place() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!(answers())).await;
    person.post("/api/v1/notifications", json!({ "form_version": 1, "answers": {}, "from_draft": true })).await.problem(422, "invalid_answers");
    person.get(CURRENT).await.expect(200);
}

#[actix_web::test]
async fn a_draft_that_grows_beyond_half_a_megabyte_is_refused() {
    let app = TestApp::new().await;
    let (person, _) = begun(&app, json!({})).await;
    let texts = ["circumstances", "suspected_cause", "alert_reason", "jar_not_started_reason", "actions_taken"];
    let mut revision = 1;
    for question in texts {
        // The longest text each question takes, in characters of four bytes.
        let longest = match question {
            "circumstances" => 20_000,
            "suspected_cause" | "actions_taken" => 10_000,
            _ => 4_000,
        };
        let answered = person.patch(CURRENT, revision, json!({ "answers": { question: "𝔸".repeat(longest) } })).await;
        assert_eq!(answered.status, 200, "{question}");
        revision += 1;
    }
    let rows: Vec<Value> = (0..20u128)
        .map(|n| json!({ "row": uuid::Uuid::from_u128(n + 1), "name": "𝔸".repeat(200), "address": { "line1": "𝔸".repeat(200), "line2": "𝔸".repeat(200), "town": "𝔸".repeat(200) } }))
        .collect();
    let children: Vec<Value> =
        (0..20u128).map(|n| json!({ "row": uuid::Uuid::from_u128(n + 1), "name": "𝔸".repeat(200), "school": "𝔸".repeat(200) })).collect();
    person.patch(CURRENT, revision, json!({ "answers": { "carers": rows, "other_children": children } })).await.expect(200);
    let rows: Vec<Value> = (0..50u128)
        .map(|n| {
            json!({ "row": uuid::Uuid::from_u128(n + 1), "agency": "gp", "name": "𝔸".repeat(200), "role": "𝔸".repeat(200), "organisation": "𝔸".repeat(200),
                    "address": { "line1": "𝔸".repeat(200), "line2": "𝔸".repeat(200), "town": "𝔸".repeat(200) } })
        })
        .collect();
    person.patch(CURRENT, revision + 1, json!({ "answers": { "professionals": rows } })).await.problem(413, "payload_too_large");
}
