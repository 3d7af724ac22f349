//! The people around a child, where they live, and professionals.

use crate::support::TestApp;
use crate::support::given::Case;
use serde_json::{Value, json};

/// Word of the part, what is sent, and the fields it is refused for.
type Refused = (&'static str, Value, &'static [(&'static str, &'static str)]);

async fn case_with_a_carer(app: &TestApp) -> Case {
    app.given()
        .an_accepted_case_with(|a| {
            a.insert("carers".into(), json!([{ "row": "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5c", "name": "Joan Hill" }]));
        })
        .await
}

async fn added(app: &TestApp, case: &Case, word: &str, body: Value) -> String {
    let made = app.coordinator().post(&format!("{}/{word}", case.path()), body).await.expect(201);
    made["id"].as_str().expect("an identifier").to_owned()
}

#[actix_web::test]
async fn whom_a_notification_named_can_be_changed_and_what_it_said_stays() {
    let app = TestApp::new().await;
    let case = case_with_a_carer(&app).await;
    let household = format!("{}/household", case.path());
    let joan = app.coordinator().get(&household).await.expect(200)["people"][0].clone();
    assert_eq!(
        (&joan["name"], &joan["roles"], &joan["notified"], &joan["written"]["version"]),
        (&json!("Joan Hill"), &json!(["carer"]), &json!(true), &json!(0))
    );
    let address = format!("{}/people/{}", case.path(), joan["id"].as_str().expect("an identifier"));
    let body = json!({ "name": "Joan Hill-Oak", "roles": ["parent", "carer"], "life": "alive", "parental_responsibility": "yes" });
    app.coordinator().put(&address, body.clone()).await.problem(428, "precondition_required");
    assert_eq!(app.coordinator().call("PUT", &address).if_match(0).json(&body).send().await.version(), 1);
    app.colleague().call("PUT", &address).if_match(0).json(&body).send().await.problem(412, "version_stale");
    let people = app.coordinator().get(&household).await.expect(200)["people"].clone();
    assert_eq!(people.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&people[0]["name"], &people[0]["role_labels"], &people[0]["written"]["version"]),
        (&json!("Joan Hill-Oak"), &json!(["Parent", "Carer"]), &json!(1))
    );
    assert_eq!(app.coordinator().get(&case.path()).await.expect(200)["people"][0]["name"], "Joan Hill");
}

#[actix_web::test]
async fn a_brother_lives_in_a_second_household_with_dates_that_are_known_in_part() {
    let app = TestApp::new().await;
    let case = case_with_a_carer(&app).await;
    let brother = added(&app, &case, "people", json!({ "name": "Robin Hill", "roles": ["sibling"], "life": "alive" })).await;
    let mothers = added(&app, &case, "households", json!({ "name": "Her mother's home" })).await;
    let fathers = added(&app, &case, "households", json!({ "name": "Her father's home" })).await;
    added(&app, &case, "household-stays", json!({ "who": "child", "household": mothers })).await;
    added(&app, &case, "household-stays", json!({ "who": "child", "household": fathers, "words": "Every other weekend" })).await;
    added(&app, &case, "household-stays", json!({ "who": brother, "household": fathers, "from": "2024", "to": "2025-06" })).await;
    added(&app, &case, "addresses", json!({ "whose": fathers, "lines": "2 Mill Lane", "from": "2023-05" })).await;
    let view = app.designated_doctor().get(&format!("{}/household", case.path())).await.expect(200);
    let told: Vec<(&str, &str, bool)> = view["stays"]
        .as_array()
        .expect("stays")
        .iter()
        .map(|s| (s["who_name"].as_str().expect("a name"), s["span"].as_str().expect("words"), s["over"] == true))
        .collect();
    assert_eq!(told, [("The child", "", false), ("The child", "", false), ("Robin Hill", "2024 to June 2025", true)]);
    assert_eq!((&view["addresses"][0]["whose_name"], &view["addresses"][0]["span"]), (&json!("Her father's home"), &json!("Since May 2023")));

    let refused: [Refused; 4] = [
        ("household-stays", json!({ "who": uuid::Uuid::from_u128(3), "household": fathers }), &[("/who", "not_an_option")]),
        (
            "household-stays",
            json!({ "who": "child", "household": brother, "from": "2025", "to": "2024" }),
            &[("/household", "not_an_option"), ("/to", "before_beginning")],
        ),
        ("addresses", json!({ "whose": "nobody" }), &[("/whose", "not_an_option"), ("/lines", "required")]),
        ("addresses", json!({ "whose": "child", "lines": "x", "from": "last spring" }), &[("/from", "wrong_type")]),
    ];
    for (word, body, fields) in refused {
        app.coordinator().post(&format!("{}/{word}", case.path()), body).await.refused(422, "invalid_body", fields);
    }
}

#[actix_web::test]
async fn a_person_is_ended_with_a_reason_and_never_deleted() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let mut body = json!({ "name": "Twice Named", "roles": ["other"], "life": "not_known", "ended": true });
    let id = added(&app, &case, "people", json!({ "name": "Twice Named", "roles": ["other"], "life": "not_known" })).await;
    let address = format!("{}/people/{id}", case.path());
    let answered = app.coordinator().call("PUT", &address).if_match(1).json(&body).send().await;
    answered.refused(422, "invalid_body", &[("/ended_words", "required")]);
    body["ended_words"] = json!("Named twice by mistake");
    app.coordinator().call("PUT", &address).if_match(1).json(&body).send().await.expect(200);
    let people = app.coordinator().get(&format!("{}/household", case.path())).await.expect(200)["people"].clone();
    assert_eq!((people[0]["ended"].clone(), people.as_array().map(Vec::len)), (json!(true), Some(1)));
    app.coordinator().delete(&address).await.problem(405, "method_not_allowed");
    let history = app.coordinator().get(&format!("{}/record-history/{id}", case.path())).await.expect(200);
    assert_eq!(history["items"].as_array().map(Vec::len), Some(2));
}

#[actix_web::test]
async fn a_professional_who_has_left_stays_on_the_list_below_the_others() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/professionals", case.path());
    let first = app.coordinator().get(&list).await.expect(200)["items"][0].clone();
    assert_eq!((&first["notified"], &first["written"]["version"]), (&json!(true), &json!(0)));
    added(&app, &case, "professionals", json!({ "agency": "Hospice", "name": "Sam Oak" })).await;
    let address = format!("{list}/{}", first["id"].as_str().expect("an identifier"));
    let mut left = json!({ "agency": first["agency"], "left_on": "2026-11-01" });
    let answered = app.coordinator().call("PUT", &address).if_match(0).json(&left).send().await;
    answered.refused(422, "invalid_body", &[("/left_on", "not_left")]);
    (left["left"], left["followed_by"]) = (json!(true), json!("The practice manager"));
    app.coordinator().call("PUT", &address).if_match(0).json(&left).send().await.expect(200);
    let items = app.coordinator().get(&list).await.expect(200)["items"].as_array().expect("items").clone();
    assert_eq!((&items[items.len() - 1]["followed_by"], &items[items.len() - 1]["id"]), (&json!("The practice manager"), &first["id"]));
}
