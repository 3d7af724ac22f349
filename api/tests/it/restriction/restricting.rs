//! Restricting a case, lifting that, and grants.

use crate::support::given::Case;
use crate::support::template::{COLLEAGUE, NEWCOMER, OTHER_AREA_COORDINATOR, account};
use crate::support::{Persona, TestApp};
use opencdr::platform::ids;
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};

fn restriction(case: &Case) -> String {
    format!("{}/restriction", case.path())
}

async fn lift(by: &Persona<'_>, case: &Case) -> Value {
    by.put(&restriction(case), json!({ "restricted": false, "reason": "The member of staff has left" })).await.expect(200)
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|one| one["name"].as_str().or(one["colleague"]["name"].as_str()).expect("a name")).collect()
}

#[actix_web::test]
async fn a_manager_restricts_a_case_and_alone_sees_it() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let (manager, coordinator) = (app.manager(), app.coordinator());
    let before = coordinator.get(&restriction(&case)).await.expect(200);
    assert_eq!((&before["restricted"], &before["may_restrict"], &before["may_declare"]), (&json!(false), &json!(false), &json!(true)));
    assert_eq!(before["colleagues"], json!([]), "only those who give grants are shown to whom");
    let body = json!({ "restricted": true, "reason": "The child of a member of staff" });
    coordinator.put(&restriction(&case), body.clone()).await.problem(403, "forbidden");
    let after = manager.put(&restriction(&case), body.clone()).await.expect(200);
    assert_eq!(
        (&after["restricted"], &after["reason"], &after["by"]),
        (&json!(true), &json!("The child of a member of staff"), &json!("Manager of Kent"))
    );
    assert_eq!(names(&after["grants"]), ["Manager of Kent"]);
    assert_eq!(after["grants"][0]["may_end"], false);
    assert_eq!(names(&after["colleagues"]), ["Colleague of Kent", "Coordinator of Kent", "Designated doctor of Kent", "Newcomer of Kent"]);
    coordinator.get(&case.path()).await.problem(404, "not_found");
    let seen = manager.get(&case.path()).await.expect(200);
    assert_eq!((&seen["restricted"], &seen["emergency_until"]), (&json!(true), &Value::Null));
    assert_eq!(manager.put(&restriction(&case), body).await.expect(200)["grants"].as_array().map(Vec::len), Some(1), "asked again, nothing changes");
    manager.put(&restriction(&case), json!({ "restricted": true, "reason": "x" })).await.refused(422, "invalid_body", &[("/reason", "length")]);
    assert_eq!(app.database.value("SELECT count(*) FROM audit_entries WHERE action = 'restrict_case'"), 1);
}

#[actix_web::test]
async fn a_grant_shows_the_case_and_its_end_hides_it_at_the_very_next_request() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let (manager, coordinator) = (app.manager(), app.coordinator());
    let grant = app.given().grant(&case, account(Role::Coordinator)).await;
    coordinator.get(&case.path()).await.expect(200);
    coordinator.delete(&format!("/api/v1/case-grants/{grant}")).await.problem(403, "forbidden");
    let again = manager.post(&format!("{}/grants", case.path()), json!({ "user_id": account(Role::Coordinator) })).await.expect(200);
    assert_eq!(again["id"], json!(grant));
    manager.delete(&format!("/api/v1/case-grants/{grant}")).await.expect(204);
    coordinator.get(&case.path()).await.problem(404, "not_found");
    manager.delete(&format!("/api/v1/case-grants/{grant}")).await.problem(404, "not_found");
    let timeline = manager.get(&format!("{}/timeline", case.path())).await.expect(200);
    let titles: Vec<&str> =
        timeline["items"].as_array().expect("items").iter().take(3).map(|item| item["title"].as_str().expect("a title")).collect();
    assert_eq!(titles, ["The access of Coordinator of Kent ended", "Coordinator of Kent was given access", "Restricted to people with access"]);
    let kept = app.database.rows("SELECT encode(sealed, 'escape') AS kept FROM case_events");
    assert!(!kept.iter().any(|row| row["kept"].as_str().is_some_and(|text| text.contains("member of staff") || text.contains("Coordinator"))));
}

#[actix_web::test]
async fn a_restricted_case_always_keeps_a_manager_who_sees_it() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let manager = app.manager();
    app.given().grant(&case, account(Role::Coordinator)).await;
    let own = manager.get(&restriction(&case)).await.expect(200)["grants"][1]["id"].as_str().expect("an id").to_owned();
    manager.delete(&format!("/api/v1/case-grants/{own}")).await.problem(409, "conflict");
    let interest = json!({ "reason": "I treated the child" });
    manager.post(&format!("{}/interests", case.path()), interest.clone()).await.problem(409, "conflict");
    app.database.run(&format!(
        "INSERT INTO memberships (id, user_id, role, area_id, valid_from) SELECT '{}', '{COLLEAGUE}', 'manager', area_id, '2026-01-01' FROM cases LIMIT 1",
        ids::new_id()
    ));
    app.given().grant(&case, COLLEAGUE).await;
    manager.delete(&format!("/api/v1/case-grants/{own}")).await.expect(204);
    manager.get(&case.path()).await.problem(404, "not_found");
    app.colleague().get(&case.path()).await.expect(200);
}

#[actix_web::test]
async fn lifting_shows_the_case_to_everyone_again_and_ends_the_grants() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let manager = app.manager();
    app.given().grant(&case, account(Role::Coordinator)).await;
    let lifted = lift(&manager, &case).await;
    assert_eq!((&lifted["restricted"], &lifted["grants"]), (&json!(false), &json!([])));
    app.colleague().get(&case.path()).await.expect(200);
    manager.post(&format!("{}/grants", case.path()), json!({ "user_id": COLLEAGUE })).await.problem(409, "conflict");
    app.given().restricted(&case).await;
    app.coordinator().get(&case.path()).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_grant_goes_to_colleagues_of_the_area_who_read_cases_and_have_no_interest() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    app.given().interest(&case, NEWCOMER).await;
    for user in [OTHER_AREA_COORDINATOR, account(Role::Chair), account(Role::Auditor), NEWCOMER, ids::new_id()] {
        let answered = app.manager().post(&format!("{}/grants", case.path()), json!({ "user_id": user })).await;
        answered.refused(422, "invalid_body", &[("/user_id", "not_an_option")]);
    }
}

#[actix_web::test]
async fn of_two_managers_who_restrict_at_once_one_is_left_outside() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.database.run(&format!(
        "INSERT INTO memberships (id, user_id, role, area_id, valid_from) SELECT '{}', '{COLLEAGUE}', 'manager', area_id, '2026-01-01' FROM cases LIMIT 1",
        ids::new_id()
    ));
    let (one, two, path) = (app.manager(), app.colleague(), restriction(&case));
    let body = json!({ "restricted": true, "reason": "The child of a member of staff" });
    let (first, second) = futures_util::future::join(one.put(&path, body.clone()), two.put(&path, body.clone())).await;
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 404]);
    assert_eq!(app.database.count("case_grants"), 1);
}
