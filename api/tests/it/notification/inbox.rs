//! What the coordinator sees of notifications.

use crate::support::given::{nhs_number, submission};
use crate::support::{TestApp, answers};
use chrono::TimeDelta;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/notifications";

fn references(page: &Value) -> Vec<String> {
    page["items"].as_array().expect("items").iter().map(|n| n["reference"].as_str().expect("a reference").to_owned()).collect()
}

#[actix_web::test]
async fn what_waits_is_listed_oldest_first_with_the_hours_since() {
    let app = TestApp::new().await;
    let first = app.given().a_notification().await;
    app.advance(TimeDelta::minutes(150));
    let second = app
        .given()
        .a_notification_with(|a| {
            a.insert("time_of_death".into(), json!("10:00"));
            a.insert("surname".into(), json!("Marsh"));
        })
        .await;
    app.given().a_notification_in_norfolk().await;
    let page = app.coordinator().get(PATH).await.expect(200);
    assert_eq!(references(&page), [first.reference, second.reference]);
    let (one, two) = (&page["items"][0], &page["items"][1]);
    assert_eq!((&one["hours_since_receipt"], &two["hours_since_receipt"]), (&json!(2), &json!(0)));
    // Without a time the clock runs from the end of the day of death, 18 November; with one, from 10:00 that day.
    assert_eq!((&one["hours_since_death"], &two["hours_since_death"]), (&json!(37), &json!(51)));
    assert_eq!((&one["child_name"], &one["area"]["code"], &one["notifier_name"]), (&json!("Amber Hill"), &json!("KENT"), &json!("Dr Sam Lane")));
    assert_eq!((&one["joint_agency_response"], &one["case"]), (&json!("not_decided"), &json!(null)));
}

#[actix_web::test]
async fn pages_neither_skip_nor_repeat_while_notifications_arrive() {
    let app = TestApp::new().await;
    let given = app.given();
    let mut sent = Vec::new();
    for _ in 0..7 {
        sent.push(given.a_notification().await.reference);
    }
    // Several received in the same microsecond, as happens when a feed delivers.
    app.database.run("UPDATE notifications SET received_at = '2026-11-20T10:31:00Z'");
    let order = app.database.rows("SELECT reference FROM notifications ORDER BY received_at, id");
    let coordinator = app.coordinator();
    let (mut seen, mut path) = (Vec::new(), format!("{PATH}?limit=2"));
    loop {
        let answered = coordinator.get(&path).await;
        let page = answered.expect(200);
        seen.extend(references(&page));
        let Some(next) = page["next"].as_str().map(str::to_owned) else { break };
        let link = answered.header("link").expect("a link to the next page");
        path = link.trim_start_matches('<').split('>').next().expect("an address").to_owned();
        assert!(path.contains(&format!("cursor={next}")) && path.contains("limit=2") && path.contains("status=received"), "{link}");
        if seen.len() == 4 {
            app.advance(TimeDelta::minutes(5));
            sent.push(given.a_notification().await.reference);
        }
    }
    let expected: Vec<String> =
        order.iter().map(|row| row["reference"].as_str().expect("a reference").to_owned()).chain(sent.last().cloned()).collect();
    assert_eq!(seen, expected);
}

#[actix_web::test]
async fn decided_notifications_are_listed_by_status_latest_first() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.advance(TimeDelta::minutes(1));
    let later = app.given().an_accepted_case_with(|a| {
        a.insert("surname".into(), json!("Marsh"));
    });
    let later = later.await;
    let page = app.coordinator().get(&format!("{PATH}?status=accepted")).await.expect(200);
    assert_eq!(references(&page), [later.notification.reference, case.notification.reference]);
    assert_eq!(page["items"][1]["case"], json!({ "id": case.id, "reference": case.reference }));
    assert!(references(&app.coordinator().get(PATH).await.expect(200)).is_empty());
    app.coordinator().get(&format!("{PATH}?status=lost")).await.refused(422, "invalid_body", &[("/query/status", "not_an_option")]);
    app.coordinator().get(&format!("{PATH}?limit=1000")).await.refused(422, "invalid_body", &[("/query/limit", "out_of_range")]);
    app.coordinator().get(&format!("{PATH}?surname=Hill")).await.problem(422, "invalid_body");
}

#[actix_web::test]
async fn a_notification_is_shown_as_sent_with_what_can_be_done() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let answered = app.coordinator().get(&notification.path()).await;
    let view = answered.expect(200);
    assert_eq!(answered.version(), 1);
    assert_eq!(view["answers"], json!(notification.answers));
    assert_eq!(view["child"]["age_text"], "7 years");
    assert_eq!(view["notifier"]["email"], "sam.lane@example.nhs.uk");
    assert_eq!(view["decision"], json!(null));
    let offered: Vec<(&str, bool)> =
        view["actions"].as_array().expect("actions").iter().map(|a| (a["action"].as_str().expect("a code"), a["available"] == true)).collect();
    assert_eq!(offered, [("accept", true), ("link", true), ("reject", true), ("unlink", false)]);
    assert!(view["rejection_reasons"].as_array().is_some_and(|reasons| reasons.len() == 7));
    let doctor = app.designated_doctor().get(&notification.path()).await.expect(200);
    assert!(
        doctor["actions"].as_array().expect("actions").iter().all(|a| a["available"] == false && a["reason"].is_string()),
        "{}",
        doctor["actions"]
    );
}

#[actix_web::test]
async fn the_same_nhs_number_is_shown_as_a_very_likely_duplicate() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let waiting = app.given().a_notification().await;
    let again = app.given().a_notification_with(|a| {
        a.insert("surname".into(), json!("Hil"));
    });
    let view = app.coordinator().get(&again.await.path()).await.expect(200);
    let duplicates = view["duplicates"].as_array().expect("duplicates");
    let kinds: Vec<(&str, &str)> = duplicates.iter().map(|d| (d["kind"].as_str().expect("a kind"), d["band"].as_str().expect("a band"))).collect();
    assert_eq!(kinds.len(), 2, "{kinds:?}");
    assert!(kinds.iter().all(|(_, band)| *band == "very_likely"), "{kinds:?}");
    let references: Vec<&str> = duplicates.iter().map(|d| d["reference"].as_str().expect("a reference")).collect();
    assert!(references.contains(&case.reference.as_str()) && references.contains(&waiting.reference.as_str()), "{references:?}");
    let number = duplicates[0]["signals"].as_array().expect("signals").iter().find(|s| s["signal"] == "nhs_number").expect("the number");
    assert_eq!(number["outcome"], "agree");
    assert!(number["explanation"].as_str().is_some_and(|words| !words.contains("999")), "{number}");
    // The look at the other child's case is a look, and is audited as one.
    assert_eq!(app.database.count(&format!("audit_entries WHERE action = 'search_cases' AND case_id = '{}'", case.id)), 1);
}

#[actix_web::test]
async fn a_twin_is_not_taken_for_the_same_child() {
    let app = TestApp::new().await;
    let twin = |order: i64, name: &str, number: u32| {
        let mut given = crate::support::given::neonatal_answers();
        given.insert("multiple_birth".into(), json!("yes"));
        given.insert("multiple_number".into(), json!(2));
        given.insert("multiple_order".into(), json!(order));
        given.insert("forenames".into(), json!(name));
        given.insert("nhs_number".into(), json!(nhs_number(number)));
        given
    };
    app.given().notification_of(twin(1, "Amber", 1)).await;
    let second = app.given().notification_of(twin(2, "Rose", 2)).await;
    let view = app.coordinator().get(&second.path()).await.expect(200);
    for found in view["duplicates"].as_array().expect("duplicates") {
        assert_ne!(found["band"], "very_likely", "{found}");
    }
}

#[actix_web::test]
async fn duplicates_are_looked_for_in_one_s_own_area_alone() {
    let app = TestApp::new().await;
    app.given().a_case_in_norfolk().await;
    let notification = app.given().a_notification().await;
    let view = app.coordinator().get(&notification.path()).await.expect(200);
    assert_eq!(view["duplicates"], json!([]));
}

#[actix_web::test]
async fn a_child_with_nothing_in_common_is_no_duplicate() {
    let app = TestApp::new().await;
    app.given().an_accepted_case().await;
    let mut other = answers();
    for (question, answer) in [
        ("surname", "Okafor"),
        ("forenames", "Daniel"),
        ("date_of_birth", "2012-01-09"),
        ("date_of_death", "2026-11-02"),
        ("sex", "male"),
        ("postcode", "ME4 4UG"),
    ] {
        other.insert(question.into(), json!(answer));
    }
    other.insert("nhs_number".into(), json!(nhs_number(7)));
    let notification = app.given().notification_of(other).await;
    assert_eq!(app.coordinator().get(&notification.path()).await.expect(200)["duplicates"], json!([]));
}

#[actix_web::test]
async fn a_baby_not_yet_named_is_called_so() {
    let app = TestApp::new().await;
    let mut unnamed = answers();
    unnamed.insert("name_status".into(), json!("not_yet_named"));
    unnamed.remove("forenames");
    app.anonymous().post(PATH, submission(&app, &unnamed)).await.expect(201);
    app.work();
    assert_eq!(app.coordinator().get(PATH).await.expect(200)["items"][0]["child_name"], "Baby Hill (not yet named)");
}

#[actix_web::test]
async fn looking_at_a_likely_duplicate_is_recorded_for_each_of_them() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let waiting = app.given().a_notification().await;
    let looked_at = app.given().a_notification().await;
    app.coordinator().get(&looked_at.path()).await.expect(200);
    let seen = app.database.rows("SELECT action, object_id FROM audit_entries WHERE action IN ('search_cases', 'read_notification') ORDER BY id");
    for (action, id) in [("read_notification", looked_at.id), ("search_cases", case.id), ("read_notification", waiting.id)] {
        assert!(seen.contains(&json!({ "action": action, "object_id": id })), "{action}: {seen:?}");
    }
}
