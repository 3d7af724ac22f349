//! GET /api/v1/me and GET /api/v1/users.

use crate::support::TestApp;
use crate::support::template::{COLLEAGUE, KENT, NORF};
use serde_json::{Value, json};

#[actix_web::test]
async fn i_see_who_i_am_and_what_i_may_do() {
    let app = TestApp::new().await;
    let me = app.coordinator().get("/api/v1/me").await.expect(200);
    assert_eq!(me["email"], "coordinator@kent.example");
    assert_eq!(me["demo"], false);
    assert_eq!(me["memberships"][0]["role"], "coordinator");
    assert_eq!(me["memberships"][0]["area"]["code"], "KENT");
    assert!(me["permissions"].as_array().is_some_and(|all| all.contains(&json!("accept_notification")) && !all.contains(&json!("read_audit"))));
    let me = app.agency_contributor().get("/api/v1/me").await.expect(200);
    assert_eq!(me["memberships"][0]["organisation"]["name"], "Riverside Hospital");
    assert_eq!(me["permissions"], json!(["answer_requests", "manage_own_account"]));
    assert_eq!(TestApp::demonstration().await.newcomer().get("/api/v1/me").await.expect(200)["demo"], true);
}

#[actix_web::test]
async fn the_system_administrator_lists_accounts_page_by_page_and_sees_no_secret() {
    let app = TestApp::new().await;
    let administrator = app.system_administrator();
    let all = administrator.get("/api/v1/users?limit=200").await.expect(200);
    let emails: Vec<String> = all["items"].as_array().expect("items").iter().map(|u| u["email"].as_str().expect("an e-mail").to_owned()).collect();
    assert_eq!(emails.len(), 12);
    let mut paged = Vec::new();
    let mut path = "/api/v1/users?limit=5".to_owned();
    loop {
        let answered = administrator.get(&path).await;
        let page = answered.expect(200);
        paged.extend(page["items"].as_array().expect("items").iter().map(|u| u["email"].as_str().expect("an e-mail").to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        assert!(answered.header("link").is_some_and(|link| link.contains(next) && link.contains("rel=\"next\"")));
        path = format!("/api/v1/users?limit=5&cursor={next}");
    }
    assert_eq!(paged, emails);
    let text = all.to_string();
    assert!(!text.contains("argon2") && !text.contains("totp"), "no secret in the list");
    let newcomer = all["items"].as_array().expect("items").iter().find(|u| u["email"] == "newcomer@kent.example").expect("the newcomer");
    assert_eq!((&newcomer["second_factor"], &newcomer["disabled"]), (&json!(false), &json!(false)));
}

#[actix_web::test]
async fn an_administrator_of_one_area_sees_the_people_and_the_roles_of_that_area() {
    let app = TestApp::new().await;
    let administrator = app.system_administrator();
    let user = administrator.user.expect("an account");
    app.database.run(&format!(
        "UPDATE memberships SET area_id = '{KENT}' WHERE user_id = '{user}';
         INSERT INTO memberships (id, user_id, role, area_id, valid_from) VALUES (gen_random_uuid(), '{COLLEAGUE}', 'coordinator', '{NORF}', '2026-01-01')"
    ));
    let page = administrator.get("/api/v1/users?limit=200").await.expect(200);
    let items = page["items"].as_array().expect("items");
    assert!(!items.iter().any(|item| item["email"] == "coordinator@norfolk.example" || item["email"] == "auditor@kent.example"), "{page}");
    assert_eq!(items.len(), 8, "five roles of Kent, a colleague, a newcomer and the administrator: {page}");
    let areas: Vec<&Value> = items.iter().flat_map(|item| item["memberships"].as_array().expect("roles")).map(|held| &held["area"]["code"]).collect();
    assert!(areas.len() == 8 && areas.iter().all(|code| **code == "KENT"), "{areas:?}");
}

#[actix_web::test]
async fn a_page_that_cannot_be_given_is_refused_by_name() {
    let app = TestApp::new().await;
    let administrator = app.system_administrator();
    administrator.get("/api/v1/users?limit=0").await.refused(422, "invalid_body", &[("/query/limit", "out_of_range")]);
    administrator.get("/api/v1/users?limit=201").await.refused(422, "invalid_body", &[("/query/limit", "out_of_range")]);
    administrator.get("/api/v1/users?cursor=rubbish").await.refused(422, "invalid_body", &[("/query/cursor", "invalid_cursor")]);
    administrator.get("/api/v1/users?name=Hill").await.refused(422, "invalid_body", &[("/query", "wrong_query")]);
    administrator.get("/api/v1/users?limit=many").await.refused(422, "invalid_body", &[("/query", "wrong_query")]);
}
