//! Declared interests.

use crate::support::TestApp;
use crate::support::given::Case;
use crate::support::template::{COLLEAGUE, OTHER_AREA_COORDINATOR, account};
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};

fn interests(case: &Case) -> String {
    format!("{}/interests", case.path())
}

#[actix_web::test]
async fn whoever_declares_an_interest_no_longer_finds_the_case_and_is_told_so_kindly() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let coordinator = app.coordinator();
    let told = coordinator.post(&interests(&case), json!({ "reason": "The family lives next door" })).await.expect(201);
    assert_eq!(told["hidden_from_me"], true);
    assert!(told["words"].as_str().is_some_and(|words| words.starts_with("Thank you")));
    coordinator.get(&case.path()).await.problem(404, "not_found");
    coordinator.post(&interests(&case), json!({ "reason": "The family lives next door" })).await.problem(404, "not_found");
    app.colleague().get(&case.path()).await.expect(200);
    let seen = app.manager().get(&format!("{}/restriction", case.path())).await.expect(200);
    assert_eq!(seen["interests"][0]["reason"], "The family lives next door");
    let others = app.colleague().get(&format!("{}/restriction", case.path())).await.expect(200);
    assert_eq!((&others["interests"][0]["colleague"]["name"], &others["interests"][0]["reason"]), (&json!("Coordinator of Kent"), &Value::Null));
    let kept = app.database.value("SELECT encode(sealed_reason, 'escape') FROM case_interests");
    assert!(!kept.as_str().expect("bytes").contains("next door"));
}

#[actix_web::test]
async fn an_interest_is_above_every_grant_and_every_emergency() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    app.given().grant(&case, account(Role::Coordinator)).await;
    app.coordinator().get(&case.path()).await.expect(200);
    app.given().emergency(&case, &app.colleague()).await;
    app.colleague().get(&case.path()).await.expect(200);
    app.given().interest(&case, account(Role::Coordinator)).await;
    app.given().interest(&case, COLLEAGUE).await;
    app.coordinator().get(&case.path()).await.problem(404, "not_found");
    app.colleague().get(&case.path()).await.problem(404, "not_found");
}

#[actix_web::test]
async fn for_a_colleague_only_a_manager_declares_and_withdraws() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let body = json!({ "reason": "A relative of the family", "user_id": COLLEAGUE });
    app.coordinator().post(&interests(&case), body.clone()).await.problem(403, "forbidden");
    let interest = app.given().interest(&case, COLLEAGUE).await;
    app.colleague().get(&case.path()).await.problem(404, "not_found");
    app.manager().post(&interests(&case), body).await.problem(409, "conflict");
    let stranger = json!({ "reason": "A relative of the family", "user_id": OTHER_AREA_COORDINATOR });
    app.manager().post(&interests(&case), stranger).await.refused(422, "invalid_body", &[("/user_id", "not_an_option")]);
    let withdrawal = format!("/api/v1/case-interests/{interest}/withdrawal");
    let why = json!({ "reason": "Another family of the same name" });
    app.coordinator().post(&withdrawal, why.clone()).await.problem(403, "forbidden");
    app.manager().post(&withdrawal, why.clone()).await.expect(201);
    app.colleague().get(&case.path()).await.expect(200);
    app.manager().post(&withdrawal, why).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_manager_never_withdraws_their_own_interest() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let interest = app.manager().post(&interests(&case), json!({ "reason": "I treated the child" })).await.expect(201)["id"].clone();
    let withdrawal = format!("/api/v1/case-interests/{}/withdrawal", interest.as_str().expect("an id"));
    app.manager().post(&withdrawal, json!({ "reason": "I changed my mind" })).await.problem(404, "not_found");
    app.manager().get(&case.path()).await.problem(404, "not_found");
}
