//! A notification sent to the wrong area is offered to the right one.

use super::{path, to_norfolk};
use crate::support::TestApp;
use serde_json::json;

#[actix_web::test]
async fn a_notification_that_is_offered_is_decided_by_nobody_until_the_other_area_has_decided() {
    let app = TestApp::new().await;
    let (notification, transfer) = app.given().an_offered_notification().await;
    let person = app.coordinator();
    let view = person.get(&notification.path()).await.expect(200);
    assert!(view["actions"].as_array().expect("actions").iter().all(|one| one["available"] == false));
    for (part, body) in
        [("acceptance", json!({})), ("rejection", json!({ "reason": "test_or_mistake", "note": "A test" })), ("transfers", to_norfolk())]
    {
        person.post(&format!("{}/{part}", notification.path()), body).await.problem(409, "conflict");
    }
    person.revise(&format!("{}/scope", notification.path()), 0, json!({ "answers": { "under_18": "yes" } })).await.problem(409, "conflict");
    app.other_area_coordinator().get(&notification.path()).await.problem(404, "not_found");
    app.other_area_coordinator().post(&path(transfer, "/decline"), json!({ "words": "Lives in Kent" })).await.expect(201);
    person.post(&format!("{}/acceptance", notification.path()), json!({})).await.expect(201);
}

#[actix_web::test]
async fn an_accepted_notification_waits_in_the_other_area_and_becomes_a_case_there() {
    let app = TestApp::new().await;
    let (notification, transfer) = app.given().an_offered_notification().await;
    let other = app.other_area_coordinator();
    let accepted = other.post(&path(transfer, "/acceptance"), json!({})).await.expect(201);
    assert_eq!(accepted["opens"], json!(notification.id));
    app.coordinator().get(&notification.path()).await.problem(404, "not_found");
    let (here, there) = (app.coordinator().get("/api/v1/counts").await.expect(200), other.get("/api/v1/counts").await.expect(200));
    assert_eq!((&here["notifications"]["received"], &there["notifications"]["received"]), (&json!(0), &json!(1)));
    // The index code is that of the other area: a second notification of the same child is found by its number.
    let again = app.given().a_notification_with(|a| {
        a.insert("postcode".into(), json!("NR1 1AA"));
        a.insert("date_of_birth".into(), json!("2016-01-01"));
        a.insert("date_of_death".into(), json!("2026-11-01"));
    });
    let duplicates = other.get(&again.await.path()).await.expect(200)["duplicates"].clone();
    assert_eq!(duplicates[0]["id"], json!(notification.id), "{duplicates}");
    let case = other.post(&format!("{}/acceptance", notification.path()), json!({})).await.expect(201);
    assert!(case["case"]["reference"].as_str().is_some_and(|reference| reference.starts_with("NORF/")));
    let stub = app.coordinator().get(&format!("{}/transfers", notification.path())).await.expect(200);
    assert_eq!((&stub["items"][0]["state"], &stub["items"][0]["opens"]), (&json!("accepted"), &json!(null)));
    assert_eq!(stub["items"][0]["reason_label"], "It was sent to Kent and Medway and is for Norfolk and Waveney");
    let settled = super::listed(&app.coordinator(), "settled").await;
    assert_eq!(settled, [json!(transfer)]);
}

#[actix_web::test]
async fn a_notification_that_was_decided_is_not_offered() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.coordinator().post(&format!("{}/transfers", case.notification.path()), to_norfolk()).await.problem(409, "already_decided");
}
