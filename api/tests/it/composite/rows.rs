//! Rows that are one: what may be chosen on them.

use super::{Asked, relationship};
use crate::support::TestApp;
use serde_json::{Value, json};
use uuid::Uuid;

/// Two agencies tell of one person of the household, and a coordinator joins the rows; answers what the joined row is called by.
async fn joined(asked: &Asked<'_>) -> Value {
    let rows = [Uuid::from_u128(21), Uuid::from_u128(22)];
    for (request, row, age) in [(asked.hospital, rows[0], 7), (asked.surgery, rows[1], 8)] {
        let value = json!({ "relationship": relationship(asked.app), "age": age });
        asked.save(request, json!([{ "question": "household", "row": row, "base_revision": 0, "value": value }])).await;
        asked.submit(request).await;
    }
    let body = json!({ "form": "reporting", "question": "household", "row_ids": rows });
    asked.app.coordinator().post(&format!("{}/composite/joins", asked.case.path()), body).await.expect(201);
    asked.question("household").await["rows"][0]["row_key"].clone()
}

#[actix_web::test]
async fn an_answer_of_the_office_to_a_question_of_a_row_is_of_the_kind_that_question_takes() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    let row = joined(&asked).await;
    let own = |value: Value| {
        json!({ "form": "reporting", "question": "household.age", "row_key": row, "value": value, "reason": "By the date of birth",
            "seen": [asked.hospital, asked.surgery] })
    };
    asked.choose(own(json!("seven and a half"))).await.refused(422, "invalid_body", &[("/value", "wrong_type")]);
    asked.choose(own(json!(9))).await.expect(201);
    let household = asked.question("household").await;
    let questions = household["rows"][0]["questions"].as_array().expect("questions").clone();
    let age = questions.iter().find(|question| question["question"] == "household.age").expect("the age");
    assert_eq!((&age["standing"], &age["value"], &age["choice"]["own"]), (&json!("chosen"), &json!(9), &json!(true)));
}

#[actix_web::test]
async fn a_choice_names_a_row_where_there_are_rows_and_nowhere_else() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    let row = joined(&asked).await;
    let seen = json!([asked.hospital, asked.surgery]);
    let whole = json!({ "form": "reporting", "question": "household", "value": [], "reason": "x", "seen": seen });
    asked.choose(whole).await.refused(422, "invalid_body", &[("/question", "not_an_option")]);
    let astray = json!({ "form": "reporting", "question": "issues", "row_key": row, "value": "x", "reason": "x", "seen": seen });
    asked.choose(astray).await.refused(422, "invalid_body", &[("/row_key", "not_an_option")]);
    assert_eq!(app.database.count("composite_choices"), 0);
}

#[actix_web::test]
async fn a_later_answer_in_a_joined_row_shifts_no_other_row_and_no_other_choice() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    let row = joined(&asked).await;
    let choice = json!({ "form": "reporting", "question": "household.age", "row_key": row, "request_id": asked.hospital, "reason": "Seen on the ward",
        "seen": [asked.hospital, asked.surgery] });
    asked.choose(choice).await.expect(201);
    let body = json!({ "questions": [{ "question": "household", "row": Uuid::from_u128(22), "message": "Is the age right?" }] });
    app.coordinator().post(&format!("{}/requests/{}/clarification", asked.case.path(), asked.surgery), body).await.expect(200);
    app.work();
    let value = json!({ "relationship": relationship(&app), "age": 11 });
    asked.save(asked.surgery, json!([{ "question": "household", "row": Uuid::from_u128(22), "base_revision": 1, "value": value }])).await;
    asked.submit(asked.surgery).await;
    let household = asked.question("household").await;
    assert_eq!((household["rows"].as_array().map(Vec::len), &household["rows"][0]["row_key"]), (Some(1), &row));
    let questions = household["rows"][0]["questions"].as_array().expect("questions").clone();
    let standing = |id: &str| questions.iter().find(|question| question["question"] == id).expect("a question")["standing"].clone();
    assert_eq!((standing("household.age"), standing("household.relationship")), (json!("reopened"), json!("agreed")));
}
