//! One case, its timeline, and who has looked at it.

use crate::support::TestApp;
use serde_json::{Value, json};

#[actix_web::test]
async fn a_case_shows_the_child_as_notified() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let answered = app.designated_doctor().get(&case.path()).await;
    let view = answered.expect(200);
    assert_eq!(answered.version(), 1);
    assert_eq!((&view["reference"], &view["child_name"], &view["area"]["code"]), (&json!(case.reference), &json!("Amber Hill"), &json!("KENT")));
    assert_eq!((&view["child"]["nhs_number"], &view["child"]["postcode"]), (&json!("9991234578"), &json!("ME4 4UF")));
    assert_eq!(view["age_text"], "7 years");
    let offered: Vec<(&str, bool)> =
        view["actions"].as_array().expect("actions").iter().map(|a| (a["action"].as_str().expect("a code"), a["available"] == true)).collect();
    assert_eq!(
        offered,
        [
            ("add_notification", false),
            ("merge", false),
            ("unmerge", false),
            ("record_joint_agency_response", true),
            ("answer_scope", false),
            ("prove_stillbirth", false),
            ("offer_transfer", false),
            ("complete_triage", false),
            ("reopen_triage", false)
        ],
        "a designated doctor reads, and decides about the joint agency response"
    );
}

#[actix_web::test]
async fn a_newborn_s_age_is_told_in_hours() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case_with(|a| {
        a.insert("date_of_birth".into(), json!("2026-11-18"));
        a.insert("time_of_birth".into(), json!("03:10"));
        a.insert("time_of_death".into(), json!("09:40"));
        a.insert("gestation_weeks".into(), json!(31));
        a.insert("birthweight_g".into(), json!(1600));
        a.insert("suspected_stillbirth_unattended".into(), json!("not_known"));
    });
    let case = case.await;
    let view = app.coordinator().get(&case.path()).await.expect(200);
    assert_eq!(
        (&view["age_text"], &view["child"]["age_text"], &view["child"]["time_of_birth"]),
        (&json!("6 hours"), &json!("6 hours"), &json!("03:10:00"))
    );
    assert_eq!(app.coordinator().get("/api/v1/cases").await.expect(200)["items"][0]["age_text"], "6 hours");
    assert_eq!(app.coordinator().get(&case.notification.path()).await.expect(200)["child"]["age_text"], "6 hours");
}

#[actix_web::test]
async fn people_named_by_a_question_of_their_own_are_among_the_professionals() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case_with(|a| {
        a.insert("key_worker".into(), json!({ "name": "Ola Finch", "role": "Bereavement nurse", "phone": "01634 960077" }));
        a.insert("senior_doctor".into(), json!({ "state": "not_known" }));
    });
    let view = app.coordinator().get(&case.await.path()).await.expect(200);
    let all = view["professionals"].as_array().expect("professionals");
    let named = all.last().expect("one");
    assert_eq!((&named["agency_label"], &named["name"], &named["phone"]), (&json!("Key worker"), &json!("Ola Finch"), &json!("01634 960077")));
    assert!(all.iter().all(|one| one["agency"] != "senior_doctor"), "{view}");
}

#[actix_web::test]
async fn what_is_not_known_is_left_empty() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case_with(|a| {
        a.remove("nhs_number");
        a.insert("nhs_number_missing_reason".into(), json!("not_available"));
        a.insert("residence".into(), json!("england"));
        a.insert("home_address".into(), json!({ "state": "not_known" }));
    });
    let view = app.coordinator().get(&case.await.path()).await.expect(200);
    assert_eq!((&view["child"]["nhs_number"], &view["child"]["address"]), (&json!(null), &json!({})));
    assert!(view["child"]["nhs_number_missing_reason"].is_string());
}

#[actix_web::test]
async fn the_timeline_comes_in_pages_latest_first() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let coordinator = app.coordinator();
    for n in 0..4 {
        let more = app.given().a_notification().await;
        coordinator.post(&format!("{}/link", more.path()), json!({ "case_id": case.id, "reason": format!("Reason {n}") })).await.expect(201);
    }
    let (mut titles, mut path) = (Vec::new(), format!("{}/timeline?limit=2", case.path()));
    loop {
        let page = coordinator.get(&path).await.expect(200);
        titles.extend(page["items"].as_array().expect("items").iter().map(|e| e["detail"].as_str().unwrap_or("-").to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{}/timeline?limit=2&cursor={next}", case.path());
    }
    assert_eq!(titles[..4], ["Reason 3", "Reason 2", "Reason 1", "Reason 0"]);
    assert_eq!(titles.len(), 6);
}

#[actix_web::test]
async fn the_link_to_the_next_page_keeps_its_size() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let answered = app.coordinator().get(&format!("{}/timeline?limit=1", case.path())).await;
    answered.expect(200);
    assert!(answered.header("link").is_some_and(|link| link.contains("limit=1")), "{:?}", answered.header("link"));
}

#[actix_web::test]
async fn everyone_who_looked_is_listed() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.designated_doctor().get(&case.path()).await.expect(200);
    app.manager().get(&format!("{}/timeline", case.path())).await.expect(200);
    app.colleague().get(&case.notification.path()).await.expect(200);
    let page = app.coordinator().get(&format!("{}/accesses", case.path())).await.expect(200);
    let looks: Vec<(&str, &str)> = page["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|a| (a["actor_name"].as_str().expect("a name"), a["action"].as_str().expect("a code")))
        .collect();
    assert_eq!(
        looks,
        [
            ("Colleague of Kent", "read_notification"),
            ("Manager of Kent", "read_timeline"),
            ("Designated doctor of Kent", "read_case"),
            ("Coordinator of Kent", "accept_notification"),
        ]
    );
    assert_eq!((&page["items"][2]["role"], &page["items"][2]["purpose"]), (&json!("Designated doctor"), &json!("child_death_review")));
    // Looking at who looked is a look as well.
    let again = app.coordinator().get(&format!("{}/accesses?limit=1", case.path())).await.expect(200);
    assert_eq!(again["items"][0]["action"], "read_accesses");
    assert!(again["next"].is_string());
}

#[actix_web::test]
async fn a_refused_look_leaves_no_trace_of_a_look() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.other_area_coordinator().get(&case.path()).await.problem(404, "not_found");
    app.chair().get(&case.path()).await.problem(403, "forbidden");
    let page: Value = app.coordinator().get(&format!("{}/accesses", case.path())).await.expect(200);
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1), "{page}");
}
