//! The chronology of a case.

use crate::support::TestApp;
use serde_json::{Value, json};

fn entry(from: &str, more: Value) -> Value {
    let mut body =
        json!({ "from": from, "text": format!("What was told of {from}"), "source": "agency", "source_name": "School", "significance": "important" });
    body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    body
}

#[actix_web::test]
async fn entries_stand_in_their_order_among_what_the_case_itself_knows() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/chronology", case.path());
    for body in [
        entry("2026-02-03", json!({ "time": "14:05" })),
        entry("2026-02-03", json!({ "source": "family" })),
        entry("2026", json!({})),
        entry("2025-12", json!({ "about": true, "to": "2026-01" })),
    ] {
        app.coordinator().post(&list, body).await.expect(201);
    }
    let inquest = json!({ "kind": "inquest", "status": "under_way", "started_on": "2026-11-19" });
    app.coordinator().post(&format!("{}/processes", case.path()), inquest).await.expect(201);
    let view = app.designated_doctor().get(&list).await.expect(200);
    let items = view["items"].as_array().expect("items");
    let whens: Vec<&str> = items.iter().filter(|i| i["id"].is_string()).map(|i| i["when"].as_str().expect("words")).collect();
    assert_eq!(whens, ["About December 2025 to January 2026", "2026", "3 February 2026", "3 February 2026 at 14:05"]);
    let texts: Vec<&str> = items.iter().filter(|i| i["id"].is_null()).map(|i| i["text"].as_str().expect("words")).collect();
    assert_eq!((texts[0], texts[1]), ("The child was born", "The child died"));
    assert!(texts.contains(&"Inquest began") && texts.iter().any(|text| text.starts_with("Notification ")), "{texts:?}");
    assert!(items.iter().filter(|i| i["id"].is_null()).all(|i| i["source"] == "case" && i["written"].is_null()));
    assert_eq!(view["sources"].as_array().map(Vec::len), Some(5));
}

#[actix_web::test]
async fn what_cannot_be_right_is_refused_field_by_field() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/chronology", case.path());
    let refused: [(Value, &[(&str, &str)]); 5] = [
        (json!({}), &[("/from", "required"), ("/text", "required"), ("/source", "not_an_option"), ("/significance", "not_an_option")]),
        (entry("2027", json!({})), &[("/from", "date_in_future")]),
        (entry("2026-02", json!({ "time": "10:00" })), &[("/time", "needs_a_day")]),
        (entry("2026-02", json!({ "to": "2026-01" })), &[("/to", "before_beginning")]),
        (entry("2026-02", json!({ "source": "case" })), &[("/source", "not_an_option")]),
    ];
    for (body, fields) in refused {
        app.coordinator().post(&list, body).await.refused(422, "invalid_body", fields);
    }
}

#[actix_web::test]
async fn an_entry_is_changed_by_version_and_marked_as_a_mistake_rather_than_deleted() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/chronology", case.path());
    let id = app.coordinator().post(&list, entry("2026-02", json!({}))).await.expect(201)["id"].as_str().expect("an identifier").to_owned();
    let address = format!("{list}/{id}");
    let mistaken = entry("2026-02", json!({ "mistaken": true }));
    app.coordinator().call("PUT", &address).if_match(1).json(&mistaken).send().await.expect(200);
    app.colleague().call("PUT", &address).if_match(1).json(&mistaken).send().await.problem(412, "version_stale");
    let items = app.coordinator().get(&list).await.expect(200)["items"].clone();
    assert!(items.as_array().is_some_and(|all| all.iter().any(|i| i["id"] == json!(id) && i["mistaken"] == true)));
}
