//! The description is good enough to build on.

use super::operations::{document, operations};
use crate::support::TestApp;
use std::collections::BTreeSet;

const TAGS: [&str; 13] = [
    "health",
    "identity",
    "area",
    "forms",
    "notification",
    "case",
    "transfer",
    "restriction",
    "document",
    "request",
    "composite",
    "machine",
    "audit",
];

#[test]
fn every_operation_has_a_name_of_its_own_a_tag_and_a_summary() {
    let mut names = BTreeSet::new();
    for operation in operations() {
        let described = &operation.described;
        assert!(names.insert(operation.id.clone()), "two operations are called {}", operation.id);
        let name = operation.id.as_bytes();
        assert!(name.iter().all(|b| b.is_ascii_lowercase() || *b == b'_') && operation.id.contains('_'), "{} is not <verb>_<resource>", operation.id);
        let tags = described["tags"].as_array().unwrap_or_else(|| panic!("{} has no tag", operation.id));
        assert!(tags.len() == 1 && tags[0].as_str().is_some_and(|tag| TAGS.contains(&tag)), "{}: {tags:?} is not one of {TAGS:?}", operation.id);
        assert!(described["summary"].as_str().is_some_and(|words| words.len() >= 8), "{}: {}", operation.id, described["summary"]);
    }
}

#[test]
fn every_problem_is_described_as_one() {
    for operation in operations() {
        let responses = operation.described["responses"].as_object().expect("responses");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{} never succeeds", operation.id);
        for (status, response) in responses.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
            let kinds: Vec<&String> = response["content"].as_object().map(|c| c.keys().collect()).unwrap_or_default();
            assert_eq!(kinds, ["application/problem+json"], "{} {status}", operation.id);
            let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{} {status}", operation.id);
        }
        for needed in ["429", "500", "503"] {
            assert!(responses.contains_key(needed), "{} {needed}", operation.id);
        }
        let private = operation.described["security"].as_array().is_some_and(|s| !s.is_empty());
        assert!(!private || responses.contains_key("401"), "{} 401", operation.id);
        assert!(!private || responses.contains_key("403"), "{} 403", operation.id);
        assert!(!operation.path.contains('{') || responses.contains_key("404"), "{} 404", operation.id);
        if operation.described["requestBody"].is_object() {
            for needed in ["413", "415", "422"] {
                assert!(responses.contains_key(needed), "{} {needed}", operation.id);
            }
        }
    }
}

#[test]
fn every_schema_that_is_named_exists_and_is_described() {
    let document = document();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap_or_default();
        assert!(schemas.contains_key(name), "{name} is named and does not exist");
    }
    let mut bare = Vec::new();
    for (name, schema) in schemas {
        for (property, described) in schema["properties"].as_object().into_iter().flatten() {
            let words = described["description"].is_string()
                || described["$ref"].is_string()
                || described["oneOf"].is_array()
                || described["allOf"].is_array();
            if !words {
                bare.push(format!("{name}.{property}"));
            }
        }
    }
    assert!(bare.is_empty(), "fields with no description: {bare:?}");
}

#[test]
fn requests_show_an_example() {
    let document = document();
    let mut bare = Vec::new();
    for operation in operations() {
        let Some(name) = operation.described["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str() else { continue };
        let schema = &document["components"]["schemas"][name.rsplit('/').next().unwrap_or_default()];
        let properties = schema["properties"].as_object().map_or(0, serde_json::Map::len);
        if properties > 0 && !schema.to_string().contains("\"example") {
            bare.push(operation.id);
        }
    }
    // Those that hold only free text, a secret or a code shown elsewhere explain themselves.
    let known = [
        "confirm_second_factor",
        "give_second_factor",
        "link_notification",
        "merge_cases",
        "reject_notification",
        "replace_password",
        "resume_notification_draft",
        "search_cases",
        "unlink_notification",
        "unmerge_cases",
        "update_current_draft",
        "withdraw_answer",
    ];
    bare.retain(|id| !known.contains(&id.as_str()));
    assert!(bare.is_empty(), "requests with no example: {bare:?}");
}

#[test]
fn nothing_personal_is_asked_for_in_an_address() {
    for operation in operations() {
        for parameter in operation.described["parameters"].as_array().into_iter().flatten() {
            let (name, place) = (parameter["name"].as_str().unwrap_or_default(), parameter["in"].as_str().unwrap_or_default());
            if place == "query" || place == "path" {
                // A reference of a case names an area, a year and a number: no more than an identifier tells.
                let known = [
                    "id",
                    "kind",
                    "other",
                    "row",
                    "document",
                    "request",
                    "invitation",
                    "join",
                    "form_id",
                    "version",
                    "limit",
                    "cursor",
                    "tab",
                    "status",
                    "age_band",
                    "place",
                    "sort",
                    "state",
                    "reference",
                ];
                assert!(
                    known.contains(&name),
                    "{}: “{name}” travels in the address, where logs keep it. If it can hold personal data, post it in the body",
                    operation.id
                );
            }
        }
    }
}

#[actix_web::test]
async fn the_served_description_is_the_document() {
    let app = TestApp::new().await;
    let served = app.anonymous().get("/api/v1/openapi.json").await.expect(200);
    assert_eq!(served, document());
    assert!(served["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let docs = app.anonymous().get("/api/docs/").await;
    assert_eq!(docs.status, 200);
    assert!(!docs.text().contains("https://") && !docs.text().contains("http://"), "the documentation asks no other host");
    let moved = app.anonymous().get("/api/docs").await;
    assert!((300..400).contains(&moved.status) && moved.header("location").is_some_and(|to| to == "/api/docs/"), "{}", moved.status);
}

#[actix_web::test]
async fn only_posts_make_something_and_those_that_make_or_decide_take_a_key() {
    // A repetition of these changes nothing twice, or their answer holds a secret that is never kept.
    let without = [
        "session",
        "second_factor",
        "recovery_codes",
        "resume_notification_draft",
        "look_up_area",
        "search_cases",
        "create_emergency_access",
        "invite_to_request",
        "begin_visit",
        "upgrade_request",
        "enrol_visitor",
        "issue_access_token",
    ];
    for operation in &operations() {
        if operation.described["responses"]["201"].is_object() {
            assert_eq!(operation.method, "POST", "{}", operation.id);
        }
        let names: Vec<&str> = operation.described["parameters"].as_array().into_iter().flatten().filter_map(|p| p["name"].as_str()).collect();
        let takes = operation.method == "POST" && !without.iter().any(|part| operation.id.contains(part));
        assert_eq!(names.contains(&"Idempotency-Key"), takes, "{}", operation.id);
    }
}
