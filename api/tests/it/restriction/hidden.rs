//! Nothing tells of a restricted case to somebody without a grant.

use crate::support::given::nhs_number;
use crate::support::{TestApp, answers};
use serde_json::{Value, json};

/// A person who searches, and what they must find nothing with.
async fn finds(person: &crate::support::Persona<'_>, query: &str) -> usize {
    let page = person.post("/api/v1/case-searches", json!({ "query": query })).await.expect(200);
    page["items"].as_array().map_or(0, Vec::len)
}

#[actix_web::test]
async fn lists_counts_searches_the_inbox_and_duplicates_say_nothing_of_it() {
    let app = TestApp::new().await;
    let given = app.given();
    given.an_accepted_case().await;
    let coordinator = app.coordinator();
    let before = coordinator.get("/api/v1/counts").await.expect(200);
    let mut sent = answers();
    for (question, value) in [("forenames", json!("Ambrosia")), ("surname", json!("Quillington")), ("nhs_number", json!(nhs_number(7)))] {
        sent.insert(question.into(), value);
    }
    let case = given.a_case_of(sent.clone()).await;
    given.restricted(&case).await;
    let (manager, queries) = (app.manager(), ["Quillington", "ambrosia", &case.reference, &nhs_number(7)]);
    for query in queries {
        assert_eq!((finds(&coordinator, query).await, finds(&manager, query).await), (0, 1), "{query}");
    }
    assert_eq!(coordinator.get("/api/v1/counts").await.expect(200), before);
    assert_eq!(manager.get("/api/v1/counts").await.expect(200)["cases"]["open"], 2);
    for tab in ["open", "overdue", "closed", "all"] {
        let list = coordinator.get(&format!("/api/v1/cases?tab={tab}")).await.expect(200).to_string();
        assert!(!list.contains("Quillington") && !list.contains(&case.reference), "{tab}: {list}");
    }
    let of_manager = manager.get("/api/v1/cases?tab=all").await.expect(200);
    let marks: Vec<&Value> = of_manager["items"].as_array().expect("items").iter().map(|item| &item["restricted"]).collect();
    assert_eq!(marks, [&json!(true), &json!(false)]);
    for status in ["received", "accepted", "linked", "rejected"] {
        let inbox = coordinator.get(&format!("/api/v1/notifications?status={status}")).await.expect(200).to_string();
        assert!(!inbox.contains("Quillington") && !inbox.contains(&case.notification.reference), "{status}: {inbox}");
    }
    coordinator.get(&case.notification.path()).await.problem(404, "not_found");
    coordinator.get(&format!("{}/timeline", case.path())).await.problem(404, "not_found");
    // Another notification of the same child is no duplicate of anything the coordinator knows.
    let second = given.notification_of(sent).await;
    let duplicates = |view: Value| view["duplicates"].to_string();
    let theirs = duplicates(coordinator.get(&second.path()).await.expect(200));
    assert!(!theirs.contains(&case.reference) && !theirs.contains(&case.id.to_string()), "{theirs}");
    assert!(duplicates(manager.get(&second.path()).await.expect(200)).contains(&case.reference));
    // Neither can it be linked by somebody who guesses the id, and the mail about it says nothing.
    let link = json!({ "case_id": case.id, "reason": "The same child" });
    coordinator.post(&format!("{}/link", second.path()), link).await.problem(404, "not_found");
    assert!(app.mails().iter().all(|mail| !mail.contains(&case.reference) && !mail.contains("Quillington")));
}

#[actix_web::test]
async fn a_notification_linked_to_it_leaves_the_linked_tab_of_everyone_else() {
    let app = TestApp::new().await;
    let case = app.given().a_restricted_case().await;
    let second = app.given().a_notification().await;
    let link = json!({ "case_id": case.id, "reason": "The same child" });
    app.manager().post(&format!("{}/link", second.path()), link).await.expect(201);
    let seen = |page: Value| page["items"].as_array().map_or(0, Vec::len);
    assert_eq!(seen(app.manager().get("/api/v1/notifications?status=linked").await.expect(200)), 1);
    assert_eq!(seen(app.coordinator().get("/api/v1/notifications?status=linked").await.expect(200)), 0);
    assert_eq!(app.coordinator().get("/api/v1/counts").await.expect(200)["notifications"]["linked"], 0);
    app.coordinator().get(&second.path()).await.problem(404, "not_found");
}
