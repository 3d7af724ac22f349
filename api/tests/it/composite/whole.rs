//! The record as a whole: who knows of it, merged cases, versions of a form, and what nobody answered.

use super::{Asked, find};
use crate::request::versions::{under_way, with_two_versions};
use crate::support::TestApp;
use serde_json::{Value, json};

#[actix_web::test]
async fn the_record_of_a_restricted_case_is_there_for_those_who_may_know_of_it_alone() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    asked.answers(asked.hospital, "issues", json!("The referral took a month.")).await;
    app.given().restricted(&asked.case).await;
    for part in ["composite", "completeness", "composite/document"] {
        app.coordinator().get(&format!("{}/{part}", asked.case.path())).await.problem(404, "not_found");
    }
    let choice = json!({ "form": "reporting", "question": "issues", "value": "x", "reason": "x", "seen": [asked.hospital] });
    asked.choose(choice).await.problem(404, "not_found");
    let record = app.manager().get(&format!("{}/composite", asked.case.path())).await.expect(200);
    assert_eq!(find(&record, "issues")["standing"], "single");
}

#[actix_web::test]
async fn what_agencies_said_of_a_case_is_in_the_record_of_the_case_it_was_merged_into() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    asked.answers(asked.hospital, "resuscitation", json!("yes")).await;
    asked.answers(asked.surgery, "resuscitation", json!("no")).await;
    let survivor = app.given().an_accepted_case().await;
    let body = json!({ "into": survivor.id, "reason": "The same NHS number" });
    app.coordinator().post(&format!("{}/merging", asked.case.path()), body).await.expect(201);
    let seen = json!([asked.hospital, asked.surgery]);
    let choice = json!({ "form": "reporting", "question": "resuscitation", "request_id": asked.hospital, "reason": "They were there", "seen": seen });
    asked.choose(choice.clone()).await.problem(409, "conflict");
    app.coordinator().post(&format!("{}/composite/choices", survivor.path()), choice).await.expect(201);
    let record = app.coordinator().get(&format!("{}/composite", survivor.path())).await.expect(200);
    assert_eq!((record["contributions"].as_array().map(Vec::len), &record["may_choose"]), (Some(2), &json!(true)));
    assert_eq!(find(&record, "resuscitation")["standing"], "chosen");
    assert_eq!(asked.record().await["may_choose"], false, "changes are made where it continues");
}

#[actix_web::test]
async fn an_answer_of_an_earlier_version_is_read_in_the_words_of_that_version() {
    let app = with_two_versions(json!("continue")).await;
    let (request, path) = under_way(&app).await;
    app.agency_contributor().post(&format!("{path}/submission"), json!({})).await.expect(200);
    let case = app.database.value(&format!("SELECT case_id FROM requests WHERE id = '{request}'"));
    let path = format!("/api/v1/cases/{}", case.as_str().expect("a case"));
    let of_first = |place: &Value| {
        assert_eq!((&place["value"], &place["value_text"]), (&json!("clinic"), &json!("Seen clinic")));
        assert_eq!((&place["sources"][0]["form_version"], &place["sources"][0]["value_text"]), (&json!(1), &json!("Seen clinic")));
    };
    of_first(&find(&app.coordinator().get(&format!("{path}/composite")).await.expect(200), "where"));
    // Returned and moved to the newer version, it is what was submitted before until it is submitted again.
    app.database.run(&format!("UPDATE requests SET form_version = 2, returned_at = submitted_at + interval '1 second' WHERE id = '{request}'"));
    of_first(&find(&app.coordinator().get(&format!("{path}/composite")).await.expect(200), "where"));
}

#[actix_web::test]
async fn what_was_asked_and_not_answered_is_there_without_counting_and_what_cannot_apply_is_not() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    let before = asked.record().await;
    assert_eq!(find(&before, "resuscitation")["standing"], "nothing");
    assert_eq!(find(&before, "resuscitation_started_by"), Value::Null, "it is asked of a “yes” alone");
    assert_eq!(find(&before, "height_cm"), Value::Null, "nobody was asked about the child’s health");
    assert_eq!(before["counts"], json!({ "conflicts": 0, "reopened": 0, "settled": 0, "answered": 0 }));
    asked.answers(asked.hospital, "resuscitation", json!("yes")).await;
    assert_eq!(asked.question("resuscitation_started_by").await["standing"], "nothing");
    let own = json!({ "form": "reporting", "question": "who_was_there", "value": "His aunt", "reason": "The family told us", "seen": [] });
    asked.choose(own).await.expect(201);
    assert_eq!(asked.question("who_was_there").await["value_text"], "His aunt");
}

#[actix_web::test]
async fn what_is_asked_of_nobody_any_more_is_not_in_the_record() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    let words = json!({ "words": "Asked by mistake" });
    for request in [asked.hospital, asked.surgery] {
        app.coordinator().post(&format!("{}/requests/{request}/withdrawal", asked.case.path()), words.clone()).await.expect(200);
    }
    app.work();
    assert_eq!(asked.record().await["forms"], json!([]));
}

#[actix_web::test]
async fn what_an_agency_does_not_know_takes_nothing_away_and_what_differs_is_not_lacking() {
    let app = TestApp::new().await;
    let infant = app.given().an_accepted_case_with(|answers| {
        answers.insert("date_of_birth".into(), json!("2026-05-27"));
        for question in ["gestation_weeks", "birthweight_g"] {
            answers.insert(question.into(), json!({ "state": "not_known" }));
        }
    });
    let asked = Asked::about(&app, infant.await).await;
    let wish = async |id: &str| {
        let view = app.coordinator().get(&format!("{}/completeness", asked.case.path())).await.expect(200);
        view["wishes"].as_array().expect("wishes").iter().find(|one| one["id"] == id).cloned().expect("a wish")
    };
    let (sex, gestation) = (wish("sex").await, wish("gestation").await);
    assert_eq!((&sex["standing"], &gestation["standing"], gestation["from"].as_array().map(Vec::len)), (&json!("met"), &json!("not_known"), Some(2)));
    for (request, weeks) in [(asked.hospital, 38), (asked.surgery, 39)] {
        let answer = |question: &str, value: Value| json!({ "question": question, "base_revision": 0, "value": value });
        asked.save(request, json!([answer("sex", json!("not_known")), answer("gestation_weeks", json!(weeks))])).await;
        asked.submit(request).await;
        app.coordinator().post(&format!("{}/requests/{request}/acceptance", asked.case.path()), json!({})).await.expect(200);
    }
    assert_eq!(wish("sex").await["standing"], "met", "the notification says it");
    let gestation = wish("gestation").await;
    assert_eq!((&gestation["nobody_asked"], &gestation["could_tell"]), (&json!(false), &json!([])));
    assert_eq!(gestation["standing_label"], "Sources differ: choose which answer counts");
    let choice = json!({ "form": "reporting", "question": "gestation_weeks", "request_id": asked.hospital, "reason": "The scan", "seen": [asked.hospital, asked.surgery] });
    asked.choose(choice).await.expect(201);
    assert_eq!(wish("gestation").await["standing"], "met");
}
