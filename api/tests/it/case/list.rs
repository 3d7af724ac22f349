//! GET /api/v1/cases and GET /api/v1/counts.

use crate::support::given::CaseSeed;
use crate::support::template::{KENT, NORF};
use crate::support::{Persona, TestApp};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const STATUSES: [&str; 13] = [
    "triage",
    "information_gathering",
    "awaiting_other_process",
    "ready_for_cdrm",
    "cdrm_held",
    "ready_for_panel",
    "listed_for_panel",
    "reviewed",
    "finalised",
    "actions_open",
    "archived",
    "not_in_scope",
    "merged",
];
const CLOSED: [&str; 4] = ["finalised", "archived", "not_in_scope", "merged"];
const BANDS: [&str; 6] = ["d0_27", "d28_364", "y1_4", "y5_9", "y10_14", "y15_17"];

fn seed(n: usize) -> CaseSeed {
    CaseSeed {
        area: if n % 7 == 6 { NORF } else { KENT },
        status: STATUSES[n % STATUSES.len()],
        age_band: BANDS[n % 5],
        place: if n.is_multiple_of(3) { "HOME" } else { "H_PICU" },
        due_in_hours: (n % 4 != 3).then(|| i64::try_from(n % 9).expect("small") * 10 - 40),
    }
}

async fn all(person: &Persona<'_>, query: &str, limit: usize) -> Vec<Value> {
    let (mut items, mut path) = (Vec::new(), format!("/api/v1/cases?limit={limit}{query}"));
    loop {
        let answered = person.get(&path).await;
        let page = answered.expect(200);
        let found = page["items"].as_array().expect("items").clone();
        assert!(found.len() <= limit);
        items.extend(found);
        if page["next"].is_null() {
            assert!(answered.header("link").is_none());
            return items;
        }
        let link = answered.header("link").expect("a link to the next page");
        path = link.trim_start_matches('<').split('>').next().expect("an address").to_owned();
    }
}

fn field<'v>(items: &'v [Value], name: &str) -> Vec<&'v str> {
    items.iter().map(|item| item[name].as_str().expect("text")).collect()
}

#[actix_web::test]
async fn tabs_filters_and_counts_agree_with_each_other() {
    let app = TestApp::new().await;
    app.given().many_cases(84, seed);
    let coordinator = app.coordinator();
    let counts = coordinator.get("/api/v1/counts").await.expect(200);
    let every = all(&coordinator, "&tab=all", 200).await;
    let open = all(&coordinator, "", 200).await;
    let closed = all(&coordinator, "&tab=closed", 200).await;
    let overdue = all(&coordinator, "&tab=overdue", 200).await;
    assert_eq!(every.len(), 72, "the cases of Norfolk stay out of sight");
    assert!(every.iter().all(|case| case["reference"].as_str().is_some_and(|r| r.starts_with("KENT/"))));
    assert_eq!(open.len() + closed.len(), every.len());
    assert!(open.iter().all(|case| !CLOSED.contains(&case["status"].as_str().expect("a status"))));
    assert!(closed.iter().all(|case| CLOSED.contains(&case["status"].as_str().expect("a status")) && case["next_deadline"].is_null()));
    assert!(!overdue.is_empty() && overdue.iter().all(|case| case["next_deadline"]["overdue"] == true));
    assert_eq!(overdue.len(), open.iter().filter(|case| case["next_deadline"]["overdue"] == true).count());
    assert_eq!(counts["cases"]["open"], open.len());
    assert_eq!(counts["cases"]["closed"], closed.len());
    assert_eq!(counts["cases"]["overdue"], overdue.len());
    for status in STATUSES {
        let found = all(&coordinator, &format!("&tab=all&status={status}"), 200).await;
        assert!(found.iter().all(|case| case["status"] == status));
        assert_eq!(counts["cases"]["by_status"][status].as_u64().unwrap_or(0), found.len() as u64, "{status}");
    }
    let mut sum = 0;
    for band in BANDS {
        let found = all(&coordinator, &format!("&tab=all&age_band={band}"), 200).await;
        assert!(found.iter().all(|case| case["age_band"] == band));
        sum += found.len();
    }
    assert_eq!(sum, every.len());
    let home = all(&coordinator, "&tab=all&place=HOME&age_band=d0_27", 200).await;
    assert!(!home.is_empty() && home.iter().all(|case| case["place"] == "HOME" && case["age_band"] == "d0_27"));
}

#[actix_web::test]
async fn counts_follow_every_change_of_status() {
    let app = TestApp::new().await;
    app.given().many_cases(13, |n| CaseSeed { area: KENT, ..seed(n) });
    app.database.run("UPDATE cases SET status = 'triage' WHERE status = 'archived'; UPDATE cases SET sex = 'male'");
    let counts = app.coordinator().get("/api/v1/counts").await.expect(200);
    assert_eq!(counts["cases"]["by_status"]["triage"], 2);
    assert_eq!((&counts["cases"]["open"], &counts["cases"]["closed"]), (&json!(10), &json!(3)));
    let other = app.other_area_coordinator().get("/api/v1/counts").await.expect(200);
    assert_eq!(other["cases"]["open"], 0);
}

#[actix_web::test]
async fn every_order_is_an_order_and_pages_neither_skip_nor_repeat() {
    let app = TestApp::new().await;
    app.given().many_cases(40, seed);
    let coordinator = app.coordinator();
    for sort in ["-opened", "opened", "due", "-death", "reference"] {
        let whole = all(&coordinator, &format!("&tab=all&sort={sort}"), 200).await;
        let paged = all(&coordinator, &format!("&tab=all&sort={sort}"), 3).await;
        assert_eq!(field(&whole, "id"), field(&paged, "id"), "{sort}");
        let distinct: BTreeSet<&str> = field(&paged, "id").into_iter().collect();
        assert_eq!(distinct.len(), paged.len(), "{sort}");
        let key = |case: &Value| match sort {
            "due" => case["next_deadline"]["due_at"].as_str().unwrap_or_default().to_owned(),
            "-death" => case["date_of_death"].as_str().expect("a date").to_owned(),
            "reference" => case["reference"].as_str().expect("a reference").to_owned(),
            _ => case["opened_at"].as_str().expect("an instant").to_owned(),
        };
        let keys: Vec<String> = whole.iter().filter(|case| sort != "due" || !case["next_deadline"].is_null()).map(key).collect();
        let mut sorted = keys.clone();
        sorted.sort();
        if sort.starts_with('-') {
            sorted.reverse();
        }
        assert_eq!(keys, sorted, "{sort}");
    }
    // In the order of deadlines stand the cases that have one.
    let (by_due, by_opened) = (all(&coordinator, "&sort=due", 5).await, all(&coordinator, "&sort=opened", 5).await);
    assert_eq!(by_due.len(), by_opened.iter().filter(|case| !case["next_deadline"].is_null()).count());
}

#[actix_web::test]
async fn pages_hold_while_cases_are_opened() {
    let app = TestApp::new().await;
    app.given().many_cases(9, |n| CaseSeed { area: KENT, status: "triage", ..seed(n) });
    let coordinator = app.coordinator();
    let first = coordinator.get("/api/v1/cases?limit=5").await.expect(200);
    app.advance(TimeDelta::minutes(1));
    let new = app.given().an_accepted_case().await;
    let next = first["next"].as_str().expect("a cursor");
    let second = coordinator.get(&format!("/api/v1/cases?limit=5&cursor={next}")).await.expect(200);
    let mut seen = field(first["items"].as_array().expect("items"), "id");
    seen.extend(field(second["items"].as_array().expect("items"), "id"));
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 9);
    assert!(!seen.contains(&new.id.to_string().as_str()));
}

#[actix_web::test]
async fn a_filter_that_is_none_is_refused_by_name() {
    let app = TestApp::new().await;
    let coordinator = app.coordinator();
    for (query, pointer) in
        [("tab=lost", "/query/tab"), ("status=lost", "/query/status"), ("age_band=old", "/query/age_band"), ("place=MOON", "/query/place")]
    {
        coordinator.get(&format!("/api/v1/cases?{query}")).await.refused(422, "invalid_body", &[(pointer, "not_an_option")]);
    }
    for query in ["sort=surname", "surname=Hill", "nhs_number=9991234578", "limit=x"] {
        let answered = coordinator.get(&format!("/api/v1/cases?{query}")).await;
        answered.refused(422, "invalid_body", &[("/query", "wrong_query")]);
        assert!(!answered.text().contains("Hill") && !answered.text().contains("9991234578"), "{query}");
    }
    coordinator.get("/api/v1/cases?cursor=eyJ4IjoxfQ").await.refused(422, "invalid_body", &[("/query/cursor", "invalid_cursor")]);
}

#[actix_web::test]
async fn a_case_becomes_overdue_as_time_passes() {
    let app = TestApp::new().await;
    app.given().an_accepted_case().await;
    let coordinator = app.coordinator();
    let due = coordinator.get("/api/v1/cases").await.expect(200)["items"][0]["next_deadline"].clone();
    assert_eq!(due["overdue"], false, "{due}");
    assert_eq!(coordinator.get("/api/v1/counts").await.expect(200)["cases"]["overdue"], 0);
    app.advance(TimeDelta::hours(36));
    let coordinator = app.coordinator();
    assert_eq!(coordinator.get("/api/v1/cases?tab=overdue").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(coordinator.get("/api/v1/counts").await.expect(200)["cases"]["overdue"], 1);
}

#[actix_web::test]
async fn somebody_of_two_areas_sees_both() {
    let app = TestApp::new().await;
    app.given().many_cases(14, seed);
    let colleague = app.colleague();
    app.database.run(&format!(
        "INSERT INTO memberships (id, user_id, role, area_id, valid_from) VALUES (gen_random_uuid(), '{}', 'coordinator', '{NORF}', '2026-01-01')",
        colleague.user.expect("an account")
    ));
    assert_eq!(all(&colleague, "&tab=all", 4).await.len(), 14);
    // A role that does not read cases there adds nothing.
    app.database.run(
        "UPDATE memberships SET role = 'panel_member' WHERE valid_from = '2026-01-01' AND area_id <> (SELECT id FROM areas WHERE code = 'KENT')",
    );
    assert_eq!(all(&colleague, "&tab=all", 4).await.len(), 12);
}
