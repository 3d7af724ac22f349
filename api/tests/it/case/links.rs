//! Links between cases, and that they tell nobody of a case they may not know of.

use crate::support::given::Case;
use crate::support::template::{COLLEAGUE, account};
use crate::support::{Persona, TestApp};
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};

async fn twins(app: &TestApp) -> (Case, Case) {
    let (one, other) = (app.given().an_accepted_case().await, app.given().an_accepted_case().await);
    let link = json!({ "kind": "multiple_birth", "reference": other.reference, "words": "Twin sisters" });
    app.coordinator().post(&format!("{}/links", one.path()), link).await.expect(201);
    (one, other)
}

async fn links(person: &Persona<'_>, case: &Case) -> Vec<Value> {
    person.get(&format!("{}/links", case.path())).await.expect(200)["items"].as_array().expect("links").clone()
}

#[actix_web::test]
async fn a_link_is_seen_from_both_sides_and_made_once() {
    let app = TestApp::new().await;
    let (one, other) = twins(&app).await;
    for (case, linked) in [(&one, &other), (&other, &one)] {
        let seen = links(&app.designated_doctor(), case).await;
        assert_eq!(
            (&seen[0]["case"]["reference"], &seen[0]["words"], &seen[0]["kind_label"]),
            (&json!(linked.reference), &json!("Twin sisters"), &json!("Multiple birth"))
        );
    }
    let again = json!({ "kind": "siblings", "reference": one.reference });
    app.coordinator().post(&format!("{}/links", other.path()), again.clone()).await.problem(409, "conflict");
    let id = links(&app.coordinator(), &other).await[0]["id"].as_str().expect("an identifier").to_owned();
    app.coordinator().delete(&format!("{}/links/{id}", other.path())).await.expect(204);
    app.coordinator().delete(&format!("{}/links/{id}", other.path())).await.problem(404, "not_found");
    assert!(links(&app.coordinator(), &one).await.is_empty());
    app.coordinator().post(&format!("{}/links", other.path()), again).await.expect(201);
    assert_eq!(app.database.count("case_links"), 2);
}

#[actix_web::test]
async fn whoever_may_not_know_of_the_other_case_sees_no_link_and_no_sign_of_one() {
    let app = TestApp::new().await;
    let (one, other) = twins(&app).await;
    let lone = app.given().an_accepted_case().await;
    let by = account(Role::Manager);
    app.database.run(&format!(
        "INSERT INTO case_interests SELECT gen_random_uuid(), id, area_id, '{COLLEAGUE}', now(), '{by}', '\\x00' FROM cases WHERE id = '{}'",
        other.id
    ));
    let colleague = app.colleague();
    assert!(links(&colleague, &one).await.is_empty());
    let (linked, unlinked) = (colleague.get(&format!("{}/links", one.path())).await, colleague.get(&format!("{}/links", lone.path())).await);
    assert_eq!(linked.json(), unlinked.json());
    for path in ["", "/timeline", "/accesses", "/chronology", "/household"] {
        let text = colleague.get(&format!("{}{path}", one.path())).await.expect(200).to_string();
        assert!(
            !text.contains(&other.reference) && !text.contains(&other.id.to_string()) && !text.to_lowercase().contains("changed a link"),
            "{path}: {text}"
        );
    }
    // Linking again and ending are told as if there were no such case and no such link.
    let tell = async |reference: &str| {
        let answered = colleague.post(&format!("{}/links", one.path()), json!({ "kind": "siblings", "reference": reference })).await;
        answered.refused(422, "invalid_body", &[("/reference", "not_found")]);
        answered.without_request_id()
    };
    assert_eq!(tell(&other.reference).await, tell("KENT/2026/9999").await);
    let id = links(&app.coordinator(), &one).await[0]["id"].as_str().expect("an identifier").to_owned();
    colleague.delete(&format!("{}/links/{id}", one.path())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_restricted_case_vanishes_from_the_links_of_the_other() {
    let app = TestApp::new().await;
    let (one, other) = twins(&app).await;
    app.database.run(&format!("UPDATE cases SET restricted = true WHERE id = '{}'", other.id));
    assert!(links(&app.coordinator(), &one).await.is_empty());
    app.coordinator().get(&format!("{}/links", other.path())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn cases_of_two_areas_are_not_linked_and_a_case_that_moves_takes_its_links_out_of_sight() {
    let app = TestApp::new().await;
    let (one, other) = twins(&app).await;
    let elsewhere = app.given().a_case_in_norfolk().await;
    let body = json!({ "kind": "same_event", "reference": elsewhere.reference });
    app.coordinator().post(&format!("{}/links", one.path()), body).await.refused(422, "invalid_body", &[("/reference", "not_found")]);
    app.database.run(&format!("UPDATE cases SET area_id = (SELECT id FROM areas WHERE code = 'NORF') WHERE id = '{}'", other.id));
    assert!(links(&app.coordinator(), &one).await.is_empty());
    assert!(links(&app.other_area_coordinator(), &other).await.is_empty());
}

#[actix_web::test]
async fn a_link_needs_a_reason_of_the_list_and_another_case() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let refused: [(Value, &[(&str, &str)]); 3] = [
        (json!({}), &[("/kind", "not_an_option"), ("/reference", "not_found")]),
        (json!({ "kind": "other", "reference": case.reference }), &[("/words", "required"), ("/reference", "same_case")]),
        (json!({ "kind": "siblings", "reference": "no reference" }), &[("/reference", "not_found")]),
    ];
    for (body, fields) in refused {
        app.coordinator().post(&format!("{}/links", case.path()), body).await.refused(422, "invalid_body", fields);
    }
    app.chair().get(&format!("{}/links", case.path())).await.problem(403, "forbidden");
}
