//! Other reviews and investigations of a death.

use crate::support::{Persona, TestApp};
use serde_json::{Value, json};

fn inquest() -> Value {
    json!({ "kind": "inquest", "status": "expected", "blocks_panel": true, "stops_clock": true, "organisation": "Coroner for Kent", "reference": "INQ 12/26" })
}

async fn change(person: &Persona<'_>, address: &str, version: i64, body: &Value) -> crate::support::Answered {
    person.call("PUT", address).if_match(version).json(body).send().await
}

#[actix_web::test]
async fn an_inquest_holds_up_the_panel_until_it_is_concluded() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/processes", case.path());
    assert_eq!(app.coordinator().get(&list).await.expect(200)["items"], json!([]));
    let id = app.coordinator().post(&list, inquest()).await.expect(201)["id"].as_str().expect("an identifier").to_owned();
    let shown = app.designated_doctor().get(&list).await.expect(200);
    assert_eq!(
        shown["waiting"],
        json!(["The panel waits for: inquest", "The review may take longer, though its deadlines keep their dates, because of: inquest"])
    );
    assert_eq!((&shown["items"][0]["kind_label"], &shown["items"][0]["reference"]), (&json!("Inquest"), &json!("INQ 12/26")));
    assert_eq!((&shown["items"][0]["written"]["by"], &shown["may_change"]), (&json!("Coordinator of Kent"), &json!(true)));
    assert_eq!(app.coordinator().get(&case.path()).await.expect(200)["waiting"][0], "The panel waits for: inquest");

    let mut done = inquest();
    (done["status"], done["concluded_on"], done["outcome"]) = (json!("concluded"), json!("2026-11-19"), json!("Narrative conclusion."));
    let answered = change(&app.coordinator(), &format!("{list}/{id}"), 1, &done).await;
    assert_eq!((answered.expect(200)["outcome"].clone(), answered.version()), (json!("Narrative conclusion."), 2));
    assert_eq!(app.coordinator().get(&case.path()).await.expect(200)["waiting"], json!([]));
    let timeline = app.coordinator().get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!((&timeline["items"][0]["title"], &timeline["items"][0]["detail"]), (&json!("Inquest: news"), &json!("Concluded")));
    assert_eq!(timeline["items"][1]["title"], "Inquest added to other reviews");
}

#[actix_web::test]
async fn what_cannot_be_right_is_refused_field_by_field() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/processes", case.path());
    let refused: [(Value, &[(&str, &str)]); 5] = [
        (json!({ "kind": null }), &[("/kind", "not_an_option"), ("/status", "not_an_option")]),
        (json!({ "kind": "seance", "status": "finished" }), &[("/kind", "not_an_option"), ("/status", "not_an_option")]),
        (json!({ "kind": "other", "status": "expected" }), &[("/organisation", "required")]),
        (
            json!({ "kind": "inquest", "status": "concluded", "started_on": "2027-01-01" }),
            &[("/started_on", "date_in_future"), ("/concluded_on", "required")],
        ),
        (json!({ "kind": "inquest", "status": "expected", "outcome": "a\u{202e}b" }), &[("/outcome", "control_character")]),
    ];
    for (body, fields) in refused {
        app.coordinator().post(&list, body).await.refused(422, "invalid_body", fields);
    }
    assert_eq!(app.database.count("case_processes"), 0);
}

#[actix_web::test]
async fn a_change_names_the_version_it_was_made_to() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/processes", case.path());
    let id = app.coordinator().post(&list, inquest()).await.expect(201)["id"].as_str().expect("an identifier").to_owned();
    let address = format!("{list}/{id}");
    app.coordinator().put(&address, inquest()).await.problem(428, "precondition_required");
    change(&app.colleague(), &address, 1, &inquest()).await.expect(200);
    let stale = change(&app.coordinator(), &address, 1, &inquest()).await.problem(412, "version_stale");
    assert_eq!(stale["current"]["written"]["version"], 2);
    let absent = format!("{list}/{}", uuid::Uuid::from_u128(5));
    change(&app.coordinator(), &absent, 1, &inquest()).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_same_addition_sent_twice_is_made_once() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/processes", case.path());
    let person = app.coordinator();
    let first = person.call("POST", &list).key("twice").json(&inquest()).send().await.expect(201);
    let again = person.call("POST", &list).key("twice").json(&inquest()).send().await.expect(201);
    assert_eq!((first, app.database.count("case_processes")), (again, 1));
}

#[actix_web::test]
async fn those_without_the_permission_are_told_so() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    for person in [app.chair(), app.panel_member(), app.agency_contributor(), app.auditor()] {
        person.get(&format!("{}/processes", case.path())).await.problem(403, "forbidden");
        person.post(&format!("{}/processes", case.path()), inquest()).await.problem(403, "forbidden");
    }
}
