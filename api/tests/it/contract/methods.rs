//! What is served is what is described: nothing more under /api, and nothing else by another method.

use super::operations::{World, operations, path};
use crate::support::TestApp;
use std::collections::BTreeSet;

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"];

#[actix_web::test]
async fn a_method_that_is_not_described_is_refused_and_the_others_are_named() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    let all = operations();
    let paths: BTreeSet<&str> = all.iter().map(|o| o.path.as_str()).collect();
    let person = app.coordinator();
    for template in paths {
        let here: Vec<&super::operations::Operation> = all.iter().filter(|o| o.path == template).collect();
        let address = path(here[0], &world);
        for method in METHODS.iter().filter(|method| !here.iter().any(|o| o.method == **method)) {
            let answered = person.call(method, &address).send().await;
            // “current” is also the shape of an id, so that some addresses have the methods of both.
            assert!(matches!(answered.status, 404 | 405), "{method} {address}: {} {}", answered.status, answered.text());
            answered.problem(answered.status, if answered.status == 405 { "method_not_allowed" } else { "not_found" });
            if answered.status == 405 {
                let allow = answered.header("allow").expect("Allow");
                assert!(here.iter().all(|o| allow.contains(&o.method)), "{method} {address}: {allow}");
            }
        }
    }
}

#[actix_web::test]
async fn head_is_answered_like_get() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    let person = app.coordinator();
    for operation in operations().into_iter().filter(|o| o.method == "GET") {
        let address = path(&operation, &world);
        let (head, get) = (person.call("HEAD", &address).send().await, person.get(&address).await);
        assert_eq!(head.status, get.status, "{address}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{address}");
    }
}

#[actix_web::test]
async fn options_opens_no_door_to_other_sites() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    for operation in operations() {
        let address = path(&operation, &world);
        let person = app.anonymous();
        let asked = person.call("OPTIONS", &address).header("Origin", "https://elsewhere.example").header("Access-Control-Request-Method", "POST");
        let answered = asked.send().await;
        assert!(matches!(answered.status, 404 | 405), "{address}: {}", answered.status);
        assert!(!answered.headers.keys().any(|name| name.as_str().starts_with("access-control")), "{address}");
    }
}

#[actix_web::test]
async fn an_address_that_is_not_described_is_not_found() {
    let app = TestApp::new().await;
    for address in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/cases",
        "/api/v1/case",
        "/api/v1/cases/",
        "/api/v1/Cases",
        "/api/v1//cases",
        "/api/v1/users/1",
    ] {
        for method in METHODS {
            let answered = app.coordinator().call(method, address).send().await;
            assert!(matches!(answered.status, 404 | 405), "{method} {address}: {}", answered.status);
            assert_eq!(answered.header("content-type").as_deref(), Some("application/problem+json"), "{method} {address}");
        }
    }
}
