//! Headers on every answer, and changes that come from other sites.

use super::operations::{World, call, operations};
use crate::support::{Answered, TestApp};
use serde_json::json;

fn guarded(answered: &Answered, what: &str) {
    for (name, wanted) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answered.header(name).as_deref(), Some(wanted), "{what}: {name}");
    }
    let csp = answered.header("content-security-policy").unwrap_or_else(|| panic!("{what}: no content security policy"));
    for wanted in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(csp.contains(wanted), "{what}: {csp}");
    }
    assert!(!csp.contains("unsafe-eval") && !csp.contains("script-src 'self' 'unsafe-inline'"), "{what}: {csp}");
    assert!(answered.header("permissions-policy").is_some(), "{what}");
    assert!(answered.header("x-request-id").is_some_and(|id| id.len() == 36), "{what}");
    assert!(answered.header("server").is_none() && answered.header("x-powered-by").is_none(), "{what}");
}

#[actix_web::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::new().await;
    let person = app.coordinator();
    for (path, status) in [
        ("/api/v1/cases", 200),
        ("/api/v1/nothing", 404),
        ("/livez", 200),
        ("/api/docs/", 200),
        ("/api/v1/openapi.json", 200),
        ("/assets/none.js", 404),
    ] {
        let answered = person.get(path).await;
        assert_eq!(answered.status, status, "{path}");
        guarded(&answered, path);
        if path.starts_with("/api/v1/") {
            assert_eq!(answered.header("cache-control").as_deref(), Some("no-store"), "{path}");
        }
        assert!(answered.header("strict-transport-security").is_none(), "{path}: not over plain HTTP");
    }
    // The page itself, or that it was not built: both are answers.
    guarded(&person.get("/notify").await, "/notify");
    guarded(&person.call("POST", "/api/v1/case-searches").bytes(b"{".to_vec()).header("Content-Type", "application/json").send().await, "400");
    guarded(&app.anonymous().get("/api/v1/cases").await, "401");
    app.database.run("ALTER TABLE cases RENAME TO cases_away");
    let broken = person.get("/api/v1/cases").await;
    broken.problem(500, "internal");
    guarded(&broken, "500");
    assert!(!broken.text().contains("cases_away") && !broken.text().contains("relation"), "{}", broken.text());
}

#[actix_web::test]
async fn over_tls_browsers_are_told_to_stay_there() {
    let app = TestApp::with(|settings| settings.public_url = "https://cdop.example.org".into()).await;
    let answered = app.anonymous().get("/livez").await;
    assert!(answered.header("strict-transport-security").is_some_and(|value| value.contains("max-age=63072000")));
}

#[actix_web::test]
async fn a_change_with_a_cookie_and_without_our_header_is_refused_whatever_it_is() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    let person = app.coordinator();
    let before = app.database.count("audit_entries");
    for operation in operations().into_iter().filter(|o| o.method != "GET") {
        call(&app, &operation, &world, &person).without_client_header().send().await.problem(403, "cross_site");
    }
    assert_eq!(app.database.count("audit_entries"), before, "nothing was done");
    let holder = app.anonymous();
    holder.set_cookie("opencdr-draft", &"ab".repeat(32));
    holder.call("DELETE", "/api/v1/notification-drafts/current").without_client_header().send().await.problem(403, "cross_site");
}

#[actix_web::test]
async fn a_change_from_another_site_is_refused_even_with_our_header() {
    let app = TestApp::new().await;
    let person = app.coordinator();
    let search = json!({ "query": "Hill" });
    for (name, value) in [
        ("Origin", "https://elsewhere.example"),
        ("Origin", "null"),
        ("Origin", "http://localhost:8081"),
        ("Origin", "https://localhost:8080.elsewhere.example"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        person.call("POST", "/api/v1/case-searches").header(name, value).json(&search).send().await.problem(403, "cross_site");
        // Without a cookie too: a page elsewhere must not sign anyone in.
        let body = json!({ "email": "coordinator@kent.example", "password": "x" });
        app.anonymous().call("POST", "/api/v1/sessions").header(name, value).json(&body).send().await.problem(403, "cross_site");
    }
    for (name, value) in [("Origin", "http://localhost:8080"), ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "none")] {
        person.call("POST", "/api/v1/case-searches").header(name, value).json(&search).send().await.expect(200);
    }
}

#[actix_web::test]
async fn a_program_without_cookies_needs_no_header_of_ours() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    let call = person.call("POST", "/api/v1/area-lookups").without_client_header();
    call.json(&json!({ "postcode": "ME4 4UF" })).send().await.expect(200);
}

#[actix_web::test]
async fn a_request_id_that_is_none_is_replaced() {
    let app = TestApp::new().await;
    let person = app.anonymous();
    for given in ["Amber Hill", "1", "<script>"] {
        let answered = person.call("GET", "/livez").header("X-Request-ID", given).send().await;
        let id = answered.header("x-request-id").expect("an id");
        assert!(uuid::Uuid::parse_str(&id).is_ok() && id != given, "{id}");
    }
}
