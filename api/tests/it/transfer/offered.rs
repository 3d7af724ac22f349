//! While a case is offered: it stays where it is, to read; the other area sees the offer and nothing else.

use super::{listed, offered, path, to_norfolk, whole};
use crate::support::TestApp;
use crate::support::template::{KENT, NORF};
use serde_json::{Value, json};
use uuid::Uuid;

#[actix_web::test]
async fn an_offered_case_is_read_by_the_sender_and_changed_by_nobody() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let transfer = offered(&app, &case).await;
    let person = app.coordinator();
    let view = person.get(&case.path()).await.expect(200);
    assert_eq!(view["child_name"], "Amber Hill");
    let actions = view["actions"].as_array().expect("actions");
    assert!(actions.iter().all(|one| one["available"] == false && one["reason"].as_str().is_some_and(|why| why.contains("Withdraw the offer"))));
    let refused = person.revise(&format!("{}/joint-agency-response", case.path()), 1, json!({ "needed": "no", "criteria": [] })).await;
    assert!(refused.problem(409, "conflict")["detail"].as_str().is_some_and(|words| words.contains("offered to another area")));
    assert_eq!(person.get(&format!("{}/scope", case.path())).await.expect(200)["may_answer"], false);
    person.post(&format!("{}/transfers", case.path()), to_norfolk()).await.problem(409, "conflict");
    assert_eq!(listed(&person, "offered_by_us").await, [json!(transfer)]);
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!(timeline["items"][0]["title"], "Offered to Norfolk and Waveney");
}

#[actix_web::test]
async fn the_database_refuses_to_change_what_is_offered_whatever_the_code_forgets() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    offered(&app, &case).await;
    let bounds = app.database.rows(&format!("SELECT locked, offered, denied FROM case_bounds('{}', '{{{KENT}}}', now())", Uuid::from_u128(0xB0)));
    assert_eq!(bounds[0], json!({ "locked": [case.id], "offered": [case.id], "denied": [] }));
}

#[actix_web::test]
async fn the_other_area_sees_the_offer_and_nothing_else_of_the_case() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let transfer = offered(&app, &case).await;
    let other = app.other_area_coordinator();
    assert_eq!(listed(&other, "offered_to_us").await, [json!(transfer)]);
    let answered = other.get(&path(transfer, "")).await;
    let view = answered.expect(200);
    assert_eq!((&view["reference"], &view["from"]["code"], &view["reason"]), (&json!(case.reference), &json!("KENT"), &json!("lives_there")));
    assert_eq!((&view["offered_by"]["name"], &view["opens"]), (&json!("Coordinator of Kent"), &Value::Null));
    assert!(view["age_band"].is_string() && view["date_of_death"].is_string());
    assert_eq!(view["actions"], json!(["accept", "decline"]));
    assert!(!answered.text().contains("Hill") && !answered.text().contains("999"));
    for address in [case.path(), format!("{}/timeline", case.path()), format!("{}/transfers", case.path()), format!("{}/scope", case.path())] {
        other.get(&address).await.problem(404, "not_found");
    }
    assert_eq!(other.get("/api/v1/counts").await.expect(200)["cases"]["open"], 0);
    let found = other.post("/api/v1/case-searches", json!({ "query": case.reference })).await.expect(200);
    assert_eq!(found["items"], json!([]));
}

#[actix_web::test]
async fn the_other_area_is_told_by_a_mail_without_details() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    offered(&app, &case).await;
    let mails: Vec<String> = app.mails().into_iter().filter(|mail| mail.contains("Offered to your area")).collect();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("coordinator@norfolk.example") && mails[0].contains(&case.reference));
    assert!(!mails[0].contains("Hill") && !mails[0].contains("Norwich"));
    let areas = app.database.rows("SELECT area_id FROM audit_entries WHERE action = 'offer_transfer' ORDER BY area_id");
    assert_eq!(areas, [json!({ "area_id": KENT }), json!({ "area_id": NORF })]);
}

#[actix_web::test]
async fn a_declined_case_is_the_sender_s_again_and_whole() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let before = whole(&app, &case);
    let transfer = offered(&app, &case).await;
    let other = app.other_area_coordinator();
    other.post(&path(transfer, "/decline"), json!({ "words": "" })).await.problem(422, "invalid_body");
    let words = json!({ "words": "The family moved to Kent in May" });
    let declined = other.post(&path(transfer, "/decline"), words.clone()).await.expect(201);
    assert_eq!((&declined["state"], &declined["opens"]), (&json!("declined"), &Value::Null));
    assert_eq!(other.post(&path(transfer, "/decline"), words).await.expect(200)["state"], "declined");
    assert_eq!(whole(&app, &case), before);
    let person = app.coordinator();
    let view = person.get(&path(transfer, "")).await.expect(200);
    assert_eq!((&view["decision_words"], &view["decided_by"]["name"]), (&json!("The family moved to Kent in May"), &json!("Coordinator of Norfolk")));
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    let titles: Vec<&Value> = timeline["items"].as_array().expect("items").iter().take(2).map(|one| &one["title"]).collect();
    assert_eq!(titles, ["Declined by Norfolk and Waveney", "Offered to Norfolk and Waveney"]);
    person.revise(&format!("{}/joint-agency-response", case.path()), 1, json!({ "needed": "not_yet_known", "criteria": [] })).await.expect(200);
    offered(&app, &case).await;
}

#[actix_web::test]
async fn a_withdrawn_offer_leaves_everything_as_it_was() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let before = whole(&app, &case);
    let transfer = offered(&app, &case).await;
    let person = app.coordinator();
    let words = json!({ "words": "Offered to the wrong area" });
    app.other_area_coordinator().post(&path(transfer, "/withdrawal"), words.clone()).await.problem(403, "forbidden");
    person.post(&path(transfer, "/acceptance"), json!({})).await.problem(403, "forbidden");
    assert_eq!(person.post(&path(transfer, "/withdrawal"), words.clone()).await.expect(201)["state"], "withdrawn");
    assert_eq!(whole(&app, &case), before);
    app.other_area_coordinator().post(&path(transfer, "/acceptance"), json!({})).await.problem(409, "conflict");
    let view = person.get(&case.path()).await.expect(200);
    assert!(view["actions"].as_array().expect("actions").iter().any(|one| one["action"] == "offer_transfer" && one["available"] == true));
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!(timeline["items"][0]["title"], "Offer to Norfolk and Waveney withdrawn");
}

#[actix_web::test]
async fn an_offer_names_another_area_that_exists_and_a_reason() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let person = app.coordinator();
    let offer = |area: Uuid, reason: &str| json!({ "to_area_id": area, "reason": reason, "words": "Lives there" });
    let address = format!("{}/transfers", case.path());
    for (body, field) in
        [(offer(KENT, "lives_there"), "/to_area_id"), (offer(Uuid::from_u128(9), "lives_there"), "/to_area_id"), (offer(NORF, "because"), "/reason")]
    {
        person.post(&address, body).await.refused(422, "invalid_body", &[(field, "not_an_option")]);
    }
    app.designated_doctor().post(&address, to_norfolk()).await.problem(403, "forbidden");
    assert_eq!(app.database.count("transfers"), 0);
}

#[actix_web::test]
async fn a_third_area_and_somebody_with_an_interest_find_nothing() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let transfer = offered(&app, &case).await;
    let other = app.other_area_coordinator();
    let who = other.user.expect("an account");
    app.database.run(&format!(
        "INSERT INTO case_interests VALUES (gen_random_uuid(), '{}', '{KENT}', '{who}', now(), '{who}', '\\x00', NULL, NULL, NULL)",
        case.id
    ));
    other.get(&path(transfer, "")).await.problem(404, "not_found");
    other.post(&path(transfer, "/acceptance"), json!({})).await.problem(404, "not_found");
    assert!(listed(&other, "offered_to_us").await.is_empty());
    let third = Uuid::from_u128(0xA3);
    app.database.run(&format!(
        "DELETE FROM case_interests; INSERT INTO areas (id, code, name, valid_from) VALUES ('{third}', 'LEEDS', 'Leeds', '2020-01-01');
         UPDATE memberships SET area_id = '{third}' WHERE user_id = '{who}'"
    ));
    other.get(&path(transfer, "")).await.problem(404, "not_found");
    other.post(&path(transfer, "/acceptance"), json!({})).await.problem(404, "not_found");
}

#[actix_web::test]
async fn an_interest_is_declared_at_once_also_while_the_case_is_offered() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    offered(&app, &case).await;
    let person = app.colleague();
    person.post(&format!("{}/interests", case.path()), json!({ "reason": "I know the family" })).await.expect(201);
    person.get(&case.path()).await.problem(404, "not_found");
    assert_eq!(person.get("/api/v1/transfers?tab=offered_by_us").await.expect(200)["items"], json!([]));
}
