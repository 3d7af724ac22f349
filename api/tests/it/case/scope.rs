//! Questions of scope: suggested, answered before and after the decision, and a stillbirth that stops on proof.

use crate::support::TestApp;
use crate::support::given::{Case, Notification};
use serde_json::{Value, json};

fn question<'v>(view: &'v Value, code: &str) -> &'v Value {
    view["questions"].as_array().expect("questions").iter().find(|one| one["code"] == code).expect("the question")
}

fn scope_of(notification: &Notification) -> String {
    format!("{}/scope", notification.path())
}

/// A baby who died on the day of birth, so that questions about the birth matter.
async fn a_newborn(app: &TestApp) -> Notification {
    let notification = app.given().a_notification_with(|a| {
        a.insert("date_of_birth".into(), a["date_of_death"].clone());
        a.insert("time_of_birth".into(), json!("03:10"));
        a.insert("time_of_death".into(), json!("04:20"));
        a.insert("gestation_weeks".into(), json!(38));
        a.insert("birthweight_g".into(), json!(2900));
        a.insert("suspected_stillbirth_unattended".into(), json!("no"));
    });
    notification.await
}

fn scope_of_case(case: &Case) -> String {
    format!("{}/scope", case.path())
}

#[actix_web::test]
async fn a_notification_shows_each_question_with_its_suggestion_its_source_and_what_follows() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let answered = app.designated_doctor().get(&scope_of(&notification)).await;
    let view = answered.expect(200);
    assert_eq!(answered.version(), 0);
    assert_eq!(view["questions"].as_array().map(Vec::len), Some(4));
    let home = question(&view, "resident_here");
    assert_eq!((&home["suggestion"]["answer"], &home["suggestion"]["because"]), (&json!("yes"), &json!("From the home postcode")));
    assert!(home["citation"].as_str().is_some_and(|words| words.contains("16M")));
    assert_eq!(
        (&view["outcome"]["code"], view["outcome"]["unconfirmed"].as_array().is_some_and(|open| !open.is_empty())),
        (&json!("in_scope"), true)
    );
    assert_eq!(view["may_answer"], false);
}

#[actix_web::test]
async fn an_older_child_is_asked_nothing_about_the_birth_neither_before_nor_after_acceptance() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case_with(|a| {
        a.insert("date_of_birth".into(), json!("2019-03-14"));
    });
    let view = app.coordinator().get(&scope_of_case(&case.await)).await.expect(200);
    let asked: Vec<&str> = view["questions"].as_array().expect("questions").iter().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(asked, ["under_18", "resident_in_england", "resident_here", "died_abroad"]);
    assert_eq!(view["outcome"]["unconfirmed"], json!(asked));
}

#[actix_web::test]
async fn a_child_whose_home_is_in_another_area_is_to_be_offered_there() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let person = app.coordinator();
    let view = person.revise(&scope_of(&notification), 0, json!({ "answers": { "resident_here": "no" } })).await.expect(200);
    assert_eq!(view["outcome"]["code"], "elsewhere");
    let answer = question(&view, "resident_here");
    assert_eq!((&answer["answer"], &answer["answered_by"]), (&json!("no"), &json!("Coordinator of Kent")));
    assert!(answer["answered_at"].is_string());
}

#[actix_web::test]
async fn out_of_scope_names_the_reason_for_the_rejection_and_unknown_stays() {
    let app = TestApp::new().await;
    let notification = a_newborn(&app).await;
    let person = app.coordinator();
    let view = person.revise(&scope_of(&notification), 0, json!({ "answers": { "lawful_termination": "yes" } })).await.expect(200);
    assert_eq!((&view["outcome"]["code"], &view["outcome"]["reason"]), (&json!("out_of_scope"), &json!("planned_termination")));
    let view = person
        .revise(&scope_of(&notification), 1, json!({ "answers": { "lawful_termination": "no", "live_born": "yes", "resident_here": "not_known" } }))
        .await
        .expect(200);
    assert_eq!((&view["outcome"]["code"], &view["outcome"]["open"]), (&json!("not_yet_known"), &json!(["resident_here"])));
    assert_eq!(view["version"], 4);
    let attended = question(&view, "attended");
    assert_eq!((&attended["asked"], &attended["asked_unless"]), (&json!(false), &json!({ "question": "live_born", "answer": "yes" })));
}

#[actix_web::test]
async fn a_child_who_died_abroad_is_in_scope_with_what_to_ask_for() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification_with(|a| {
        a.insert("place_of_death".into(), json!("ABROAD"));
        a.insert("country_of_death".into(), json!("France"));
    });
    let view = app.coordinator().get(&scope_of(&notification.await)).await.expect(200);
    assert_eq!(view["outcome"]["code"], "in_scope");
    assert!(view["outcome"]["ask_for"].as_array().is_some_and(|all| all.len() > 3));
}

#[actix_web::test]
async fn answers_given_before_the_decision_go_with_the_notification_into_the_case() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let person = app.coordinator();
    person.revise(&scope_of(&notification), 0, json!({ "answers": { "resident_here": "yes" } })).await.expect(200);
    let case = person.post(&format!("{}/acceptance", notification.path()), json!({})).await.expect(201);
    let view = person.get(&format!("/api/v1/cases/{}/scope", case["case"]["id"].as_str().expect("an id"))).await.expect(200);
    assert_eq!(question(&view, "resident_here")["answered_by"], "Coordinator of Kent");
    let age = question(&view, "under_18");
    assert_eq!((&age["suggestion"]["answer"], &age["answer"]), (&json!("yes"), &Value::Null));
    let decided = person.revise(&scope_of(&notification), 1, json!({ "answers": { "under_18": "no" } })).await;
    decided.problem(409, "already_decided");
    assert_eq!(person.get(&scope_of(&notification)).await.expect(200)["may_answer"], false);
}

#[actix_web::test]
async fn answers_name_the_version_and_are_ones_that_are_asked_for() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let path = scope_of_case(&case);
    let person = app.coordinator();
    let version = person.get(&path).await.version();
    let body = json!({ "answers": { "resident_here": "no" } });
    person.put(&path, body.clone()).await.problem(428, "precondition_required");
    person.revise(&path, version + 1, body.clone()).await.problem(412, "version_stale");
    person.revise(&path, version, json!({ "answers": { "why": "no" } })).await.refused(422, "invalid_body", &[("/answers", "not_an_option")]);
    person.revise(&path, version, json!({ "answers": { "attended": "no" } })).await.refused(422, "invalid_body", &[("/answers", "not_an_option")]);
    person.revise(&path, version, json!({ "answers": { "under_18": "maybe" } })).await.refused(422, "invalid_body", &[("/answers", "not_an_option")]);
    app.designated_doctor().revise(&path, version, body.clone()).await.problem(403, "forbidden");
    person.revise(&path, version, body).await.expect(200);
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!(timeline["items"][0]["detail"], "Did the child normally live in your panel’s area? No");
}

async fn unattended(app: &TestApp) -> Case {
    let case = app.given().an_accepted_case_with(|a| {
        a.insert("date_of_birth".into(), json!("2026-11-18"));
        a.insert("time_of_birth".into(), json!("03:10"));
        a.insert("time_of_death".into(), json!("03:10"));
        a.insert("gestation_weeks".into(), json!(38));
        a.insert("birthweight_g".into(), json!(2900));
        a.insert("suspected_stillbirth_unattended".into(), json!("yes"));
    });
    case.await
}

#[actix_web::test]
async fn an_unattended_stillbirth_is_in_scope_until_it_is_proved_and_then_its_clocks_stop() {
    let app = TestApp::new().await;
    let case = unattended(&app).await;
    let person = app.coordinator();
    let scope = person.get(&scope_of_case(&case)).await.expect(200);
    assert_eq!((&scope["outcome"]["code"], &scope["outcome"]["until_proved_stillborn"]), (&json!("in_scope"), &json!(true)), "{scope}");
    app.advance(chrono::TimeDelta::days(10));
    let person = app.coordinator();
    assert_eq!(person.get("/api/v1/counts").await.expect(200)["cases"]["overdue"], 1);
    let version = person.get(&case.path()).await.version();
    let proof = json!({ "proved_on": "2026-11-28", "proved_by": "Dr Lee, pathologist", "proof": "Post-mortem: no air in the lungs" });
    let ended = person.call("POST", &format!("{}/stillbirth-proof", case.path())).key("k").if_match(version).json(&proof).send().await.expect(201);
    assert_eq!(ended, json!({ "id": case.id, "status": "not_in_scope" }));
    assert_eq!(app.database.count("idempotency_keys k WHERE to_jsonb(k)::text LIKE '%lungs%'"), 0);
    let view = person.get(&scope_of_case(&case)).await.expect(200);
    assert_eq!((&view["stillbirth_proof"]["proof"], &view["stillbirth_proof"]["recorded_by"]), (&proof["proof"], &json!("Coordinator of Kent")));
    assert_eq!(view["may_answer"], false);
    let closed = person.get(&case.path()).await.expect(200);
    assert_eq!((&closed["status"], &closed["next_deadline"]), (&json!("not_in_scope"), &Value::Null));
    let deadlines = closed["deadlines"].as_array().expect("deadlines");
    assert!(deadlines.iter().all(|one| one["overdue"] == false && one["stopped_at"].is_string()), "{deadlines:?}");
    let counts = person.get("/api/v1/counts").await.expect(200);
    assert_eq!((&counts["cases"]["overdue"], &counts["cases"]["closed"]), (&json!(0), &json!(1)));
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert!(timeline["items"].as_array().expect("items").iter().any(|one| one["kind"] == "stillbirth_proved"));
    assert_eq!(app.database.count("case_stillbirth_proofs p WHERE encode(sealed, 'escape') LIKE '%lungs%'"), 0);
    assert_eq!(app.database.count("audit_entries WHERE action = 'prove_stillbirth'"), 1);
    let again = person.call("POST", &format!("{}/stillbirth-proof", case.path())).if_match(version + 1).json(&proof).send().await;
    again.problem(409, "conflict");
}

#[actix_web::test]
async fn a_proof_ends_no_other_review_and_its_day_is_possible() {
    let app = TestApp::new().await;
    let (case, other) = (unattended(&app).await, app.given().an_accepted_case().await);
    let person = app.coordinator();
    let prove = |case: &Case, on: &str| {
        let body = json!({ "proved_on": on, "proved_by": "Dr Lee", "proof": "Post-mortem" });
        let path = format!("{}/stillbirth-proof", case.path());
        (path, body)
    };
    let (path, body) = prove(&other, "2026-11-20");
    person.call("POST", &path).if_match(1).json(&body).send().await.problem(409, "conflict");
    let (path, body) = prove(&case, "2026-11-21");
    person.call("POST", &path).if_match(1).json(&body).send().await.refused(422, "invalid_body", &[("/proved_on", "in_the_future")]);
    let (path, body) = prove(&case, "2026-01-01");
    person.call("POST", &path).if_match(1).json(&body).send().await.refused(422, "invalid_body", &[("/proved_on", "before_the_death")]);
    person.post(&path, body).await.problem(428, "precondition_required");
    assert_eq!(app.database.count("case_stillbirth_proofs"), 0);
}
