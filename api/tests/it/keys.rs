//! What identifies people is sealed, bound to its place, and its keys are changed while the service serves.

use crate::support::given::nhs_number;
use crate::support::program::{Ran, run};
use crate::support::{TestApp, answers};
use opencdr::platform::keyring::Keyring;
use serde_json::{Value, json};
use std::path::PathBuf;

/// An application whose keys are in a file, with two cases and a notification that waits.
async fn app_with_a_key_file() -> (TestApp, PathBuf) {
    let folder = std::env::temp_dir().join(format!("opencdr-keys-{}", opencdr::platform::ids::new_id()));
    let path = folder.join("data.keys");
    let keyring = Keyring::open(&path).expect("a key file");
    let app = TestApp::with(|settings| settings.keyring = keyring).await;
    for n in 1..=2 {
        let mut sent = answers();
        sent.insert("surname".into(), json!(format!("Unmistakable{}", if n == 1 { "one" } else { "two" })));
        sent.insert("nhs_number".into(), json!(nhs_number(n)));
        app.given().a_case_of(sent).await;
    }
    app.given().a_notification().await;
    (app, path)
}

fn keys(app: &TestApp, path: &std::path::Path, arguments: &[&str]) -> Ran {
    let (owner, path) = (app.database.owner_url(), path.display().to_string());
    let arguments: Vec<&str> = ["keys"].iter().chain(arguments).copied().collect();
    run(&arguments, &[("DATABASE_OWNER_URL", owner.as_str()), ("DATA_KEYS_FILE", path.as_str())], "")
}

/// Every value of every column of every table, as text.
fn everything(app: &TestApp) -> String {
    let tables = app
        .database
        .rows("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'postcodes'");
    let mut text = String::new();
    for table in tables {
        let name = table["name"].as_str().expect("a name");
        for row in app.database.rows(&format!("SELECT * FROM {name}")) {
            text.push_str(&row.to_string());
        }
    }
    text
}

#[actix_web::test]
async fn no_table_holds_a_name_a_number_an_address_or_a_narrative_that_can_be_read() {
    let app = TestApp::new().await;
    let mut sent = answers();
    let secret = |word: &str| json!(format!("Unmistakable {word}"));
    sent.insert("surname".into(), json!("Unmistakable"));
    sent.insert("aliases".into(), json!("Unmistakable Other"));
    sent.insert("nhs_number".into(), json!(nhs_number(5)));
    sent.insert("home_address".into(), json!({ "line1": "Unmistakable Street", "town": "Chatham", "postcode": "ME4 4UF" }));
    sent.insert("circumstances".into(), secret("story"));
    sent.insert("carers".into(), json!([{ "row": "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5c", "name": "Unmistakable Carer" }]));
    app.given().a_case_of(sent.clone()).await;
    let second = app.given().notification_of(sent.clone()).await;
    let case = app.database.value("SELECT id FROM cases");
    let link = json!({ "case_id": case, "reason": "Unmistakable reason" });
    app.coordinator().post(&format!("{}/link", second.path()), link).await.expect(201);
    let draft = json!({ "form_version": 1, "answers": sent, "challenge": crate::support::given::challenge(&app) });
    app.anonymous().post("/api/v1/notification-drafts", draft).await.expect(201);
    let all = everything(&app);
    assert!(app.database.count("notification_drafts") == 1 && all.len() > 10_000);
    for word in ["nmistakable", "Chatham", "ME4 4UF", "ME44UF", &nhs_number(5)] {
        assert!(!all.contains(word), "{word} can be read in the database");
        // Bytes are shown as hexadecimal digits: they hold no readable text either.
        assert!(!all.contains(&hex::encode(word)), "{word} can be read in a column of bytes");
    }
}

#[actix_web::test]
async fn what_was_changed_or_moved_in_the_database_is_refused_and_nothing_of_it_shown() {
    let app = TestApp::new().await;
    let (one, two) = (app.given().an_accepted_case().await, app.given().an_accepted_case().await);
    let coordinator = app.coordinator();
    let swap = "UPDATE cases a SET sealed = b.sealed, wrapped_key = b.wrapped_key FROM cases b WHERE a.id <> b.id";
    for (what, change) in [
        ("a changed byte", "UPDATE cases SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)"),
        ("the same byte back", "UPDATE cases SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)"),
        ("rows swapped", swap),
        ("rows swapped back", swap),
        ("another key", "UPDATE cases a SET wrapped_key = b.wrapped_key FROM cases b WHERE a.id <> b.id"),
    ] {
        app.database.run(change);
        let status = if what.ends_with("back") { 200 } else { 500 };
        for case in [&one, &two] {
            let answered = coordinator.get(&case.path()).await;
            assert_eq!(answered.status, status, "{what}");
            assert!(status == 200 || !answered.text().contains("Hill"), "{what}");
        }
    }
}

#[actix_web::test]
async fn a_rotation_while_serving_loses_no_read_and_no_search() {
    let (app, path) = app_with_a_key_file().await;
    let coordinator = app.coordinator();
    let before: Value = coordinator.get("/api/v1/cases").await.expect(200);
    let rotation = {
        let (owner, path) = (app.database.owner_url(), path.display().to_string());
        std::thread::spawn(move || run(&["keys", "rotate"], &[("DATABASE_OWNER_URL", owner.as_str()), ("DATA_KEYS_FILE", path.as_str())], ""))
    };
    let mut reads = 0;
    while !rotation.is_finished() || reads < 20 {
        assert_eq!(coordinator.get("/api/v1/cases").await.expect(200)["items"], before["items"]);
        for (query, found) in [("unmistakableone", 1), ("unmist", 2), (&nhs_number(2), 1)] {
            let answered = coordinator.post("/api/v1/case-searches", json!({ "query": query })).await.expect(200);
            assert_eq!(answered["items"].as_array().map(Vec::len), Some(found), "{query} at read {reads}");
        }
        reads += 1;
    }
    let ran = rotation.join().expect("it ends");
    assert!(ran.done().contains("5 records"), "{}", ran.words);
    assert_eq!(keys(&app, &path, &["list"]).done(), "key 1: 0 records\nkey 2: 5 records\n");
    assert_eq!(app.database.count("audit_entries WHERE action = 'rotate_keys'"), 1);
    keys(&app, &path, &["retire", "2"]).refused("is the newest");
    keys(&app, &path, &["retire", "1"]).done();
    assert_eq!(coordinator.get("/api/v1/cases").await.expect(200)["items"], before["items"]);
    assert_eq!(std::fs::read_to_string(&path).expect("the file").lines().count(), 1);
    std::fs::remove_dir_all(path.parent().expect("a folder")).expect("the folder goes");
}

#[actix_web::test]
async fn a_key_that_still_wraps_records_is_not_taken_away_and_a_stopped_rotation_goes_on() {
    let (app, path) = app_with_a_key_file().await;
    keys(&app, &path, &["add"]).done();
    keys(&app, &path, &["retire", "1"]).refused("has wrapped 5 records still");
    keys(&app, &path, &["retire", "9"]).refused("there is no key 9");
    // A server that knows both keys writes with the newer one.
    app.given().a_notification().await;
    assert_eq!(keys(&app, &path, &["list"]).done(), "key 1: 5 records\nkey 2: 1 records\n");
    assert!(keys(&app, &path, &["rewrap"]).done().contains("5 records"));
    assert!(keys(&app, &path, &["rewrap"]).done().contains("0 records"));
    std::fs::remove_dir_all(path.parent().expect("a folder")).expect("the folder goes");
}
