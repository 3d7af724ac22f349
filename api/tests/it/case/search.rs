//! POST /api/v1/case-searches.

use crate::support::given::nhs_number;
use crate::support::{Persona, TestApp, answers};
use serde_json::{Map, Value, json};

const PATH: &str = "/api/v1/case-searches";

fn child(forenames: &str, surname: &str, aliases: Option<&str>, number: u32) -> Map<String, Value> {
    let mut sent = answers();
    sent.insert("forenames".into(), json!(forenames));
    sent.insert("surname".into(), json!(surname));
    sent.insert("nhs_number".into(), json!(nhs_number(number)));
    if let Some(aliases) = aliases {
        sent.insert("aliases".into(), json!(aliases));
    }
    sent
}

async fn found(person: &Persona<'_>, query: &str) -> Vec<String> {
    let page = person.post(PATH, json!({ "query": query })).await.expect(200);
    let mut names: Vec<String> =
        page["items"].as_array().expect("items").iter().map(|c| c["child_name"].as_str().expect("a name").to_owned()).collect();
    names.sort();
    names
}

#[actix_web::test]
async fn a_case_is_found_by_parts_of_a_name_its_reference_and_its_nhs_number() {
    let app = TestApp::new().await;
    let given = app.given();
    let zoe = given.a_case_of(child("Zoë Anne", "O’Brien-Šmith", Some("Zed Murphy"), 1)).await;
    given.a_case_of(child("Thomas", "Hill", None, 2)).await;
    given.a_case_of(child("Thomasina", "Hillary", None, 3)).await;
    let coordinator = app.coordinator();
    for query in ["zoe", "ZOË", "o'brien", "obrien", "smith", "Šmith", "anne smi", "murphy", "zed", "O’Brien-Šmith, Zoë"] {
        assert_eq!(found(&coordinator, query).await, ["Zoë Anne O’Brien-Šmith"], "{query}");
    }
    assert_eq!(found(&coordinator, "hill").await, ["Thomas Hill", "Thomasina Hillary"]);
    assert_eq!(found(&coordinator, "tho hillary").await, ["Thomasina Hillary"]);
    assert!(found(&coordinator, "zoe hill").await.is_empty());
    assert!(found(&coordinator, "mith").await.is_empty(), "a part of a name is found from its beginning");
    let number = nhs_number(1);
    for query in
        [&zoe.reference, &zoe.reference.to_lowercase().replace('/', "-"), &number, &format!("{} {} {}", &number[..3], &number[3..6], &number[6..])]
    {
        assert_eq!(found(&coordinator, query).await, ["Zoë Anne O’Brien-Šmith"], "{query}");
    }
    assert!(found(&coordinator, "KENT/2026/0099").await.is_empty());
    assert!(found(&coordinator, &nhs_number(50)).await.is_empty());
}

#[actix_web::test]
async fn what_looks_like_a_pattern_is_searched_as_it_stands() {
    let app = TestApp::new().await;
    app.given().a_case_of(child("Thomas", "Hill", None, 2)).await;
    for query in ["%%", "__", "h%ll", "h_ll", "' OR 1=1 --", "\\\\"] {
        let answered = app.coordinator().post(PATH, json!({ "query": query })).await;
        assert!(answered.status == 422 || answered.json()["items"] == json!([]), "{query}: {}", answered.text());
    }
}

#[actix_web::test]
async fn a_search_that_is_too_short_is_refused() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    coordinator.post(PATH, json!({ "query": "h" })).await.refused(422, "invalid_body", &[("/query", "length")]);
    coordinator.post(PATH, json!({ "query": "h i" })).await.refused(422, "invalid_body", &[("/query", "too_short")]);
    coordinator.post(PATH, json!({ "query": "  " })).await.refused(422, "invalid_body", &[("/query", "too_short")]);
    coordinator.post(PATH, json!({ "query": "x".repeat(201) })).await.refused(422, "invalid_body", &[("/query", "length")]);
    coordinator.post(PATH, json!({})).await.refused(422, "invalid_body", &[("/query", "required")]);
}

#[actix_web::test]
async fn another_area_s_case_is_not_found() {
    let app = TestApp::new().await;
    let hidden = app.given().a_case_in_norfolk().await;
    for query in ["Hill", "Amber", &hidden.reference, "9991234578"] {
        assert!(found(&app.coordinator(), query).await.is_empty(), "{query}");
        assert_eq!(found(&app.other_area_coordinator(), query).await, ["Amber Hill"], "{query}");
    }
}

#[actix_web::test]
async fn results_come_in_pages() {
    let app = TestApp::new().await;
    for n in 0..5 {
        app.given().a_case_of(child("Thomas", "Hill", None, n)).await;
    }
    let coordinator = app.coordinator();
    let (mut ids, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let page = coordinator.post(PATH, json!({ "query": "hill", "limit": 2, "cursor": cursor })).await.expect(200);
        ids.extend(page["items"].as_array().expect("items").iter().map(|c| c["id"].to_string()));
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(ids.len(), 5);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 5);
}

#[actix_web::test]
async fn what_was_searched_for_is_not_written_down_but_what_was_found_is() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.coordinator().post(PATH, json!({ "query": "Hill" })).await.expect(200);
    let detail = app.database.value("SELECT detail FROM audit_entries WHERE action = 'search_cases'");
    assert_eq!(detail, json!(format!("{{\"returned\":[\"{}\"]}}", case.id)));
}
