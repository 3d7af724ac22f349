//! What is true of every part of a case record: who reaches it, and that nothing of it can be read without the key.

use crate::contract::operations::{fill, parts};
use crate::support::TestApp;
use crate::support::given::Case;
use crate::support::template::{KENT, account};
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};
use uuid::Uuid;

/// Adds a row to every part, and tells the address of each with what was sent.
async fn filled(app: &TestApp, case: &Case) -> Vec<(String, Value)> {
    let rows = fill(app, case).await;
    let bodies = parts(rows["households"]);
    bodies.into_iter().map(|(word, body)| (format!("{}/{word}/{}", case.path(), rows[word]), body)).collect()
}

/// The lists of the record.
const LISTS: [&str; 7] = ["processes", "family", "household", "professionals", "chronology", "notes", "links"];

/// Shuts a case to all who have no grant.
fn restrict(app: &TestApp, case: &Case) {
    app.database.run(&format!("UPDATE cases SET restricted = true WHERE id = '{}'", case.id));
}

#[actix_web::test]
async fn another_area_finds_nothing_there_and_adds_nothing() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    for (row, body) in filled(&app, &case).await {
        let list = row.rsplit_once('/').expect("an address").0.to_owned();
        let stranger = app.other_area_coordinator();
        stranger.call("PUT", &row).if_match(1).json(&body).send().await.problem(404, "not_found");
        stranger.post(&list, body).await.problem(404, "not_found");
    }
    for list in LISTS {
        app.other_area_coordinator().get(&format!("{}/{list}", case.path())).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn a_restricted_case_has_no_record_for_whoever_has_no_grant() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let rows = filled(&app, &case).await;
    restrict(&app, &case);
    for (row, body) in rows {
        let list = row.rsplit_once('/').expect("an address").0.to_owned();
        app.coordinator().call("PUT", &row).if_match(1).json(&body).send().await.problem(404, "not_found");
        app.coordinator().post(&list, body).await.problem(404, "not_found");
    }
    let by = account(Role::Manager);
    let user = account(Role::Coordinator);
    app.database
        .run(&format!("INSERT INTO case_grants SELECT gen_random_uuid(), id, area_id, '{user}', now(), '{by}' FROM cases WHERE id = '{}'", case.id));
    for list in LISTS {
        app.coordinator().get(&format!("{}/{list}", case.path())).await.expect(200);
        app.manager().get(&format!("{}/{list}", case.path())).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn an_emergency_reads_the_record_and_changes_nothing() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let rows = filled(&app, &case).await;
    restrict(&app, &case);
    let (user, now) = (account(Role::Coordinator), app.clock.now());
    app.database.run(&format!(
        "INSERT INTO glass_breaks SELECT gen_random_uuid(), id, area_id, '{user}', 'other', '\\x00', '\\x00', '{now}', '{now}'::timestamptz + interval '1 hour'
           FROM cases WHERE id = '{}'",
        case.id
    ));
    for list in LISTS {
        let view = app.coordinator().get(&format!("{}/{list}", case.path())).await.expect(200);
        assert_eq!(view["may_change"], false, "{list}");
    }
    for (row, body) in rows {
        let list = row.rsplit_once('/').expect("an address").0.to_owned();
        app.coordinator().call("PUT", &row).if_match(1).json(&body).send().await.problem(403, "forbidden");
        app.coordinator().post(&list, body).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn nothing_typed_into_the_record_stands_in_the_database_as_text() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let rows = fill(&app, &case).await;
    for (word, mut body) in parts(rows["households"]) {
        for value in body.as_object_mut().expect("an object").values_mut().filter(|value| is_words(value)) {
            *value = json!("Zanzibar");
        }
        let key = format!("key-{word}");
        let sent = app.coordinator().call("POST", &format!("{}/{word}", case.path())).key(&key).json(&body).send().await;
        sent.expect(201);
    }
    let columns = app.database.rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
            AND (table_name LIKE 'case\\_%' OR table_name IN ('audit_entries', 'idempotency_keys', 'jobs'))",
    );
    for column in columns {
        let (table, column) = (column["table_name"].as_str().expect("a table"), column["column_name"].as_str().expect("a column"));
        let as_text = format!("{table} WHERE \"{column}\"::text ILIKE '%zanzibar%' OR \"{column}\"::text ILIKE '%{}%'", hex::encode("anzibar"));
        assert_eq!(app.database.count(&as_text), 0, "{table}.{column} holds what was typed");
    }
}

/// Text of a person, not a code or a date.
fn is_words(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains(' '))
}

#[actix_web::test]
async fn every_version_of_a_row_is_kept_with_who_wrote_it_and_what_changed() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let (row, mut body) = filled(&app, &case).await.remove(0);
    body["status"] = json!("under_way");
    app.designated_doctor().call("PUT", &row).if_match(1).json(&body).send().await.expect(200);
    let id = row.rsplit('/').next().expect("an identifier");
    let history = app.colleague().get(&format!("{}/record-history/{id}", case.path())).await.expect(200);
    assert_eq!(history["items"][0]["changes"], json!([{ "field": "status", "from": "expected", "to": "under_way" }]));
    assert_eq!((&history["items"][0]["by"], &history["items"][1]["by"]), (&json!("Designated doctor of Kent"), &json!("Coordinator of Kent")));
    assert_eq!(history["items"][1]["changes"].as_array().map(Vec::len), Some(4));
    app.coordinator().get(&format!("{}/record-history/{}", case.path(), Uuid::from_u128(7))).await.problem(404, "not_found");
    let refused = app.database.try_run("UPDATE case_record_versions SET version = 9").expect_err("it is refused");
    assert!(refused.contains("added to, never changed"), "{refused}");
}

#[actix_web::test]
async fn the_record_moves_with_its_case_into_another_area() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    filled(&app, &case).await;
    app.database.run(&format!("UPDATE cases SET area_id = (SELECT id FROM areas WHERE code = 'NORF') WHERE id = '{}'", case.id));
    for table in ["case_processes", "case_entries", "case_notes", "case_record_versions"] {
        assert_eq!(app.database.count(&format!("{table} WHERE area_id = '{KENT}'")), 0, "{table}");
    }
    let list = app.other_area_coordinator().get(&format!("{}/processes", case.path())).await.expect(200);
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
}
