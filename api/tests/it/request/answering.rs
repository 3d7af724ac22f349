//! Whoever is asked answers: one question at a time, nobody overwritten, nothing lost.

use crate::support::{Answered, Persona, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

fn address(request: Uuid) -> String {
    format!("/api/v1/agency/requests/{request}")
}

async fn save(person: &Persona<'_>, request: Uuid, changes: Value) -> Answered {
    person.call("PATCH", &format!("{}/answers", address(request))).json(&json!({ "changes": changes })).send().await
}

#[actix_web::test]
async fn an_organisation_sees_its_own_requests_and_nobody_elses() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let listed = app.agency_contributor().get("/api/v1/agency/requests").await.expect(200);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(listed["items"][0]["child_name"], case_name(&case.notification.answers));
    app.database.run("INSERT INTO organisations (id, name, kind) VALUES ('00000000-0000-0000-0000-0000000000d3', 'Chatham Surgery', 'gp')");
    app.database.run(&format!("UPDATE requests SET organisation_id = '00000000-0000-0000-0000-0000000000d3' WHERE id = '{request}'"));
    app.agency_contributor().get(&address(request)).await.problem(404, "not_found");
    assert_eq!(app.agency_contributor().get("/api/v1/agency/requests").await.expect(200)["items"], json!([]));
    save(&app.agency_contributor(), request, json!([{ "question": "last_contact", "base_revision": 0, "value": "2026-10-20" }]))
        .await
        .problem(404, "not_found");
    for person in [app.coordinator(), app.panel_member(), app.chair()] {
        person.get(&address(request)).await.problem(403, "forbidden");
    }
}

fn case_name(answers: &serde_json::Map<String, Value>) -> String {
    format!("{} {}", answers["forenames"].as_str().expect("a name"), answers["surname"].as_str().expect("a name"))
}

#[actix_web::test]
async fn what_is_known_is_told_with_its_source_and_counts_for_nothing_until_it_is_confirmed() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request_for(&case, &["r_id", "r_circ"]).await;
    let view = app.agency_contributor().get(&address(request)).await.expect(200);
    assert_eq!(view["child"]["date_of_death"], case.notification.answers["date_of_death"]);
    let known = view["known"].as_object().expect("what is known");
    assert!(known.len() > 3, "{known:?}");
    assert!(known.values().all(|one| one["source"].as_str().is_some_and(|source| source.len() > 5)));
    assert_eq!(view["answers"], json!([]));
    assert!(view["facts"]["age_days"].is_i64() || view["facts"]["age_days"].is_u64());
    app.agency_contributor().post(&format!("{}/submission", address(request)), json!({})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn colleagues_who_change_different_questions_merge_and_of_one_question_both_answers_are_told() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let (one, other) = (app.agency_contributor(), app.agency_contributor());
    save(&one, request, json!([{ "question": "last_contact", "base_revision": 0, "value": "2026-10-20" }])).await.expect(200);
    save(&other, request, json!([{ "question": "first_contact", "base_revision": 0, "value": "2021-01-01" }])).await.expect(200);
    let late = save(&other, request, json!([{ "question": "last_contact", "base_revision": 0, "value": "2026-09-01" }])).await.expect(200);
    assert_eq!(late["saved"], json!([]));
    assert_eq!(late["conflicts"][0]["theirs"]["value"], "2026-10-20");
    assert_eq!(late["conflicts"][0]["yours"], "2026-09-01");
    let chosen = save(&other, request, json!([{ "question": "last_contact", "base_revision": 1, "value": "2026-09-01" }])).await.expect(200);
    assert_eq!(chosen["saved"][0]["revision"], 2);
    let again = save(&other, request, json!([{ "question": "last_contact", "base_revision": 1, "value": "2026-09-01" }])).await.expect(200);
    assert_eq!(again["conflicts"], json!([]), "the same said twice is no conflict");
    let view = one.get(&address(request)).await.expect(200);
    let answers = view["answers"].as_array().expect("answers");
    assert_eq!(answers.len(), 2);
    assert_eq!(view["standing"]["code"], "in_progress");
    assert_eq!(
        app.coordinator().get(&format!("{}/requests/{request}", case.path())).await.expect(200)["answers"],
        json!([]),
        "a draft is the team’s"
    );
}

#[actix_web::test]
async fn a_wrong_answer_is_refused_by_its_place_and_nothing_is_half_saved() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let changes = json!([
        { "question": "first_contact", "base_revision": 0, "value": "2021-01-01" },
        { "question": "last_contact", "base_revision": 0, "value": "soon" },
        { "question": "favourite_colour", "base_revision": 0, "value": "blue" },
    ]);
    let refused = save(&app.agency_contributor(), request, changes).await;
    refused.refused(422, "invalid_answers", &[("/answers/last_contact", "invalid_date"), ("/answers/favourite_colour", "unknown_question")]);
    assert_eq!(app.database.count("request_answers"), 0);
}

#[actix_web::test]
async fn nothing_held_and_not_known_are_answers_of_their_own() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let states = json!([
        { "question": "first_contact", "base_revision": 0, "value": { "state": "not_known" } },
        { "question": "last_contact", "base_revision": 0, "value": { "state": "nothing_held" } },
    ]);
    let hospital = app.agency_contributor();
    save(&hospital, request, states).await.expect(200);
    hospital.post(&format!("{}/submission", address(request)), json!({})).await.expect(200);
    let view = app.coordinator().get(&format!("{}/requests/{request}", case.path())).await.expect(200);
    let values: Vec<&Value> = view["answers"].as_array().expect("answers").iter().map(|one| &one["value"]).collect();
    assert!(values.contains(&&json!({ "state": "nothing_held" })) && values.contains(&&json!({ "state": "not_known" })));
}

#[actix_web::test]
async fn a_nil_return_is_one_request_and_other_reasons_say_more() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let hospital = app.agency_contributor();
    let path = format!("{}/decline", address(request));
    hospital.post(&path, json!({ "reason": "cannot_share" })).await.refused(422, "invalid_body", &[("/words", "required")]);
    hospital.post(&path, json!({ "reason": "bored" })).await.refused(422, "invalid_body", &[("/reason", "not_an_option")]);
    let declined = hospital.post(&path, json!({ "reason": "not_known_to_us" })).await.expect(200);
    assert_eq!(declined["standing"]["code"], "declined");
    hospital.post(&path, json!({ "reason": "not_known_to_us" })).await.problem(409, "conflict");
    let view = app.coordinator().get(&format!("{}/requests/{request}", case.path())).await.expect(200);
    assert_eq!(view["decline"]["reason"], "not_known_to_us");
    assert_eq!(hospital.get("/api/v1/agency/requests?tab=settled").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(hospital.get("/api/v1/agency/requests").await.expect(200)["items"], json!([]));
}

#[actix_web::test]
async fn a_request_is_given_to_a_colleague_of_the_organisation_alone() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    let hospital = app.agency_contributor();
    let version = hospital.get(&address(request)).await.version();
    let path = format!("{}/assignee", address(request));
    let stranger = app.coordinator().user;
    hospital.revise(&path, version, json!({ "user_id": stranger })).await.refused(422, "invalid_body", &[("/user_id", "not_an_option")]);
    hospital.revise(&path, version, json!({ "user_id": hospital.user })).await.expect(200);
    let view = hospital.get(&address(request)).await.expect(200);
    assert_eq!(view["assigned_to"]["id"], json!(hospital.user));
}

#[actix_web::test]
async fn somebody_with_an_interest_in_the_case_does_not_see_what_their_organisation_is_asked() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let request = app.given().a_request(&case).await;
    app.database.run(&format!(
        "INSERT INTO case_interests (id, case_id, area_id, user_id, declared_at, declared_by, sealed_reason)
            SELECT gen_random_uuid(), id, area_id, '{0}', now(), '{0}', '\\x00' FROM cases WHERE id = '{1}'",
        app.agency_contributor().user.expect("an account"),
        case.id
    ));
    app.agency_contributor().get(&address(request)).await.problem(404, "not_found");
}

#[actix_web::test]
async fn rows_keep_their_place_when_a_middle_one_is_taken_out_and_another_added() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let registry = &app.shared.registry;
    let form = registry.current("reporting").expect("the reporting form");
    let group = form.questions().find(|q| q.kind == opencdr_domain::forms::definition::Kind::Repeat).expect("a group of rows");
    let section = form.section_of(&group.id).expect("its section").id.clone();
    let text = group.questions.iter().find(|q| q.kind == opencdr_domain::forms::definition::Kind::Text).expect("a text").id.clone();
    let request = app.given().a_request_for(&case, &[section.as_str()]).await;
    let hospital = app.agency_contributor();
    let rows: Vec<Uuid> = (1..=4).map(Uuid::from_u128).collect();
    let row = |n: usize, words: &str| json!({ "question": group.id, "row": rows[n], "base_revision": 0, "value": { &text: words } });
    save(&hospital, request, json!([row(0, "first"), row(1, "second"), row(2, "third")])).await.expect(200);
    let out = json!([{ "question": group.id, "row": rows[1], "base_revision": 1, "value": null }, row(3, "fourth")]);
    save(&hospital, request, out).await.expect(200);
    let view = hospital.get(&address(request)).await.expect(200);
    let kept: Vec<(Value, Value)> = view["answers"]
        .as_array()
        .expect("answers")
        .iter()
        .filter(|one| !one["value"].is_null())
        .map(|one| (one["row"].clone(), one["value"][&text].clone()))
        .collect();
    assert_eq!(kept, [(json!(rows[0]), json!("first")), (json!(rows[2]), json!("third")), (json!(rows[3]), json!("fourth"))]);
}
