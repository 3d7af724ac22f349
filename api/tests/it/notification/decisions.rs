//! Accepting, linking and rejecting.

use crate::support::TestApp;
use crate::support::given::{Notification, neonatal_answers};
use crate::support::template::KENT;
use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

fn accept(notification: &Notification) -> String {
    format!("{}/acceptance", notification.path())
}
fn link(notification: &Notification) -> String {
    format!("{}/link", notification.path())
}
fn reject(notification: &Notification) -> String {
    format!("{}/rejection", notification.path())
}
fn rejection() -> Value {
    json!({ "reason": "test_or_mistake", "note": "Sent twice by mistake" })
}

#[actix_web::test]
async fn an_accepted_notification_is_a_case_with_its_people_professionals_deadlines_and_events() {
    let app = TestApp::new().await;
    let mut sent = neonatal_answers();
    sent.insert(
        "carers".into(),
        json!([{ "row": Uuid::from_u128(1), "name": "Joan Hill", "relationship": "mother", "dob": "1990-01-02", "in_household": "yes" }]),
    );
    sent.insert("other_children".into(), json!([{ "row": Uuid::from_u128(2), "name": "Sam Hill", "age": 4 }]));
    sent.insert("significant_others".into(), json!([{ "row": Uuid::from_u128(3), "name": "Ann Hill", "relationship": "aunt" }]));
    let notification = app.given().notification_of(sent).await;
    let coordinator = app.coordinator();
    let answered = coordinator.post(&accept(&notification), json!({})).await;
    let decided = answered.expect(201);
    let case = decided["case"]["id"].as_str().expect("an id").to_owned();
    assert_eq!(decided["case"]["reference"], "KENT/2026/0001");
    assert_eq!(answered.header("location"), Some(format!("/api/v1/cases/{case}")));
    let view = coordinator.get(&format!("/api/v1/cases/{case}")).await.expect(200);
    assert_eq!((&view["status"], &view["status_label"], &view["age_band"]), (&json!("triage"), &json!("Triage"), &json!("d0_27")));
    let people: Vec<(&str, &str)> = view["people"]
        .as_array()
        .expect("people")
        .iter()
        .map(|p| (p["role"].as_str().expect("a role"), p["name"].as_str().expect("a name")))
        .collect();
    assert_eq!(people, [("carer", "Joan Hill"), ("child", "Sam Hill"), ("other", "Ann Hill")]);
    assert_eq!(view["people"][0]["relationship"], "Mother");
    assert_eq!(view["people"][0]["date_of_birth"], "1990-01-02");
    assert_eq!((&view["professionals"][0]["agency"], view["professionals"].as_array().map(Vec::len)), (&json!("gp"), Some(1)));
    let mut rules: Vec<&str> = view["deadlines"].as_array().expect("deadlines").iter().map(|d| d["rule_id"].as_str().expect("a rule")).collect();
    rules.sort_unstable();
    assert_eq!(rules, ["family_support", "national_notification", "review_complete", "triage"]);
    let national = view["deadlines"].as_array().expect("deadlines").iter().find(|d| d["rule_id"] == "national_notification").expect("the rule");
    assert_eq!(national["due_at"], "2026-11-20T14:05:00Z", "48 hours after the death");
    assert_eq!(view["next_deadline"]["due_at"], "2026-11-20T14:05:00Z");
    assert_eq!(view["notifications"][0]["reference"], json!(notification.reference));
    assert_eq!(view["child"]["address"], json!({ "line1": "12 Orchard Row", "town": "Chatham" }));
    assert_eq!(view["child"]["sex_label"], "Female");
    let timeline = coordinator.get(&format!("/api/v1/cases/{case}/timeline")).await.expect(200);
    let kinds: Vec<&str> = timeline["items"].as_array().expect("items").iter().map(|e| e["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["case_opened", "notification_received"]);
    let seen = coordinator.get(&notification.path()).await.expect(200);
    assert_eq!((&seen["status"], &seen["version"], &seen["case"]["reference"]), (&json!("accepted"), &json!(2), &json!("KENT/2026/0001")));
    assert_eq!(seen["decision"]["by"], "Coordinator of Kent");
}

#[actix_web::test]
async fn accepting_again_answers_with_the_same_case() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let coordinator = app.coordinator();
    let first = coordinator.post(&accept(&notification), json!({})).await.expect(201);
    let again = coordinator.call("POST", &accept(&notification)).send().await.expect(200);
    assert_eq!(first["case"], again["case"]);
    assert_eq!(app.manager().post(&accept(&notification), json!({})).await.expect(200)["case"], first["case"]);
    assert_eq!(app.database.count("cases"), 1);
    assert_eq!(app.database.count("audit_entries WHERE action = 'accept_notification'"), 1);
}

#[actix_web::test]
async fn coordinators_who_accept_at_the_same_moment_make_one_case() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let people = [app.coordinator(), app.colleague(), app.manager(), app.coordinator(), app.colleague(), app.manager()];
    let path = accept(&notification);
    let all = join_all(people.iter().map(|person| person.post(&path, json!({})))).await;
    let mut statuses: Vec<u16> = all.iter().map(|a| a.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 201]);
    assert!(all.iter().all(|a| a.json()["case"] == all[0].json()["case"]));
    assert_eq!(app.database.count("cases"), 1);
}

#[actix_web::test]
async fn accepting_with_one_key_at_the_same_moment_gets_one_answer() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let (coordinator, path) = (app.coordinator(), accept(&notification));
    let all = join_all((0..8).map(|_| coordinator.call("POST", &path).key("k").json(&json!({})).send())).await;
    assert!(all.iter().all(|a| a.expect(201) == all[0].json()));
    assert_eq!(app.database.count("cases"), 1);
}

#[actix_web::test]
async fn notifications_accepted_at_the_same_moment_get_references_without_gap_or_repeat() {
    let app = TestApp::new().await;
    let mut paths = Vec::new();
    for _ in 0..6 {
        paths.push(accept(&app.given().a_notification().await));
    }
    let coordinator = app.coordinator();
    let all = join_all(paths.iter().map(|path| coordinator.post(path, json!({})))).await;
    let mut references: Vec<String> = all.iter().map(|a| a.expect(201)["case"]["reference"].as_str().expect("a reference").to_owned()).collect();
    references.sort();
    assert_eq!(references, (1..=6).map(|n| format!("KENT/2026/{n:04}")).collect::<Vec<_>>());
}

#[actix_web::test]
async fn a_decision_against_another_at_the_same_moment_is_told_so() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let (one, two, accepting, rejecting) = (app.coordinator(), app.colleague(), accept(&notification), reject(&notification));
    let (accepted, rejected) = futures_util::future::join(one.post(&accepting, json!({})), two.post(&rejecting, rejection())).await;
    let mut statuses = [accepted.status, rejected.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(app.database.count("cases"), i64::from(accepted.status == 201));
}

#[actix_web::test]
async fn a_second_notification_of_the_same_death_is_linked_to_its_case() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    let coordinator = app.coordinator();
    let body = json!({ "case_id": case.id, "reason": "The same NHS number" });
    let answered = coordinator.post(&link(&notification), body.clone()).await;
    assert_eq!(answered.expect(201)["case"]["reference"], json!(case.reference));
    assert_eq!(answered.header("location"), Some(case.path()));
    coordinator.post(&link(&notification), body).await.expect(200);
    let view = coordinator.get(&case.path()).await.expect(200);
    assert_eq!((view["notifications"].as_array().map(Vec::len), &view["version"]), (Some(2), &json!(2)));
    let timeline = coordinator.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!((&timeline["items"][0]["kind"], &timeline["items"][0]["detail"]), (&json!("notification_linked"), &json!("The same NHS number")));
    assert_eq!(timeline["items"][0]["actor"]["name"], "Coordinator of Kent");
    coordinator.post(&accept(&notification), json!({})).await.problem(409, "already_decided");
    assert_eq!(app.database.count("cases"), 1);
}

#[actix_web::test]
async fn a_notification_is_not_linked_where_nobody_would_read_it() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    let coordinator = app.coordinator();
    app.database.run("UPDATE cases SET status = 'merged'");
    let body = json!({ "case_id": case.id, "reason": "The same NHS number" });
    coordinator.post(&link(&notification), body.clone()).await.problem(409, "conflict");
    app.database.run("UPDATE cases SET status = 'archived'");
    coordinator.post(&link(&notification), json!({ "case_id": case.id, "reason": "x" })).await.refused(422, "invalid_body", &[("/reason", "length")]);
    coordinator.post(&link(&notification), json!({ "case_id": "KENT/2026/0001", "reason": "The same" })).await.problem(422, "invalid_body");
    coordinator.post(&link(&notification), body).await.expect(201);
}

#[actix_web::test]
async fn a_case_of_another_area_answers_like_one_that_does_not_exist() {
    let app = TestApp::new().await;
    let hidden = app.given().a_case_in_norfolk().await;
    let notification = app.given().a_notification().await;
    let coordinator = app.coordinator();
    let try_to =
        async |case: Uuid| coordinator.post(&link(&notification), json!({ "case_id": case, "reason": "The same child" })).await.without_request_id();
    assert_eq!(try_to(hidden.id).await, try_to(Uuid::from_u128(42)).await);
    assert_eq!(try_to(hidden.id).await.0, 404);
}

#[actix_web::test]
async fn a_case_and_a_notification_of_two_areas_of_one_person_are_not_mixed() {
    let app = TestApp::new().await;
    let elsewhere = app.given().a_case_in_norfolk().await;
    let notification = app.given().a_notification().await;
    let colleague = app.colleague();
    app.database.run(&format!(
        "INSERT INTO memberships (id, user_id, role, area_id, valid_from) SELECT gen_random_uuid(), '{}', 'coordinator', id, '2026-01-01' FROM areas WHERE id <> '{KENT}'",
        colleague.user.expect("an account")
    ));
    colleague.post(&link(&notification), json!({ "case_id": elsewhere.id, "reason": "The same child" })).await.refused(
        422,
        "invalid_body",
        &[("/case_id", "not_an_option")],
    );
}

#[actix_web::test]
async fn a_rejection_needs_a_reason_of_the_scope_rules_and_an_explanation() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let coordinator = app.coordinator();
    let path = reject(&notification);
    coordinator.post(&path, json!({ "reason": "because", "note": "No idea" })).await.refused(422, "invalid_body", &[("/reason", "not_an_option")]);
    coordinator.post(&path, json!({ "reason": "test_or_mistake", "note": "" })).await.refused(422, "invalid_body", &[("/note", "length")]);
    coordinator.post(&path, json!({ "reason": "test_or_mistake" })).await.refused(422, "invalid_body", &[("/note", "required")]);
    assert_eq!(coordinator.post(&path, rejection()).await.expect(201)["status"], "rejected");
    coordinator.post(&path, rejection()).await.expect(200);
    coordinator.post(&path, json!({ "reason": "late_fetal_loss", "note": "Changed my mind" })).await.problem(409, "already_decided");
    coordinator.post(&accept(&notification), json!({})).await.problem(409, "already_decided");
    let view = coordinator.get(&notification.path()).await.expect(200);
    assert_eq!((&view["decision"]["reason"], &view["decision"]["note"]), (&json!("test_or_mistake"), &json!("Sent twice by mistake")));
    assert!(view["actions"].as_array().expect("actions").iter().all(|a| a["available"] == false), "{}", view["actions"]);
    assert_eq!(app.database.count("cases"), 0);
}

#[actix_web::test]
async fn blanks_and_invisible_marks_are_no_explanation() {
    let app = TestApp::new().await;
    let (notification, case) = (app.given().a_notification().await, app.given().an_accepted_case().await);
    let coordinator = app.coordinator();
    for (words, code) in [("    ", "required"), ("Same\u{202e}child", "control_character"), ("Same\u{7}child", "control_character")] {
        let rejection = json!({ "reason": "test_or_mistake", "note": words });
        coordinator.post(&reject(&notification), rejection).await.refused(422, "invalid_body", &[("/note", code)]);
        let linked = json!({ "case_id": case.id, "reason": words });
        coordinator.post(&link(&notification), linked).await.refused(422, "invalid_body", &[("/reason", code)]);
    }
}

#[actix_web::test]
async fn a_decision_about_a_version_somebody_changed_is_refused() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let coordinator = app.coordinator();
    let seen = coordinator.get(&notification.path()).await.version();
    app.database.run("UPDATE notifications SET version = version + 1");
    for (path, body) in [(accept(&notification), json!({})), (reject(&notification), rejection())] {
        coordinator.call("POST", &path).if_match(seen).json(&body).send().await.problem(412, "version_stale");
        coordinator.call("POST", &path).header("If-Match", "rubbish").json(&body).send().await.problem(412, "version_stale");
    }
    assert_eq!(app.database.count("cases"), 0);
    coordinator.call("POST", &accept(&notification)).if_match(seen + 1).json(&json!({})).send().await.expect(201);
}

#[actix_web::test]
async fn a_notification_of_another_area_cannot_be_decided() {
    let app = TestApp::new().await;
    let hidden = app.given().a_notification_in_norfolk().await;
    let coordinator = app.coordinator();
    for (path, body) in [(accept(&hidden), json!({})), (reject(&hidden), rejection())] {
        let random = path.replace(&hidden.id.to_string(), &Uuid::from_u128(42).to_string());
        let real = coordinator.post(&path, body.clone()).await;
        real.problem(404, "not_found");
        assert_eq!(real.without_request_id(), coordinator.post(&random, body).await.without_request_id());
    }
    assert_eq!(app.database.value("SELECT status FROM notifications"), "received");
}

#[actix_web::test]
async fn readers_do_not_decide() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    for person in [app.designated_doctor(), app.chair(), app.panel_member(), app.system_administrator(), app.auditor()] {
        person.post(&accept(&notification), json!({})).await.problem(403, "forbidden");
        person.post(&reject(&notification), rejection()).await.problem(403, "forbidden");
    }
    assert_eq!(app.database.count("cases"), 0);
}
