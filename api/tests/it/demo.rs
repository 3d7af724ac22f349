//! `opencdr demo`, run as the program itself, and what keeps a demonstration and real accounts apart.

use crate::support::TestApp;
use crate::support::database::{APP_ROLE, Database};
use crate::support::folder::Folder;
use crate::support::program::{Ran, run};
use opencdr::demo::mark::refuse_mismatch;
use opencdr::platform::keyring::Keyring;
use opencdr::platform::migrate::migrate;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A database and the folder its program keeps things in.
struct Place {
    database: Database,
    data: Folder,
}

impl Place {
    /// Tables, and nothing in them.
    fn empty() -> Self {
        let database = Database::empty();
        migrate(&database.owner_url(), APP_ROLE).expect("the migrations");
        Self { database, data: Folder::new() }
    }

    /// A small demonstration.
    fn demonstration() -> Self {
        let place = Self::empty();
        place.run(&["demo", "--cases", "3"], "1").done();
        place
    }

    fn run(&self, arguments: &[&str], demo: &str) -> Ran {
        let (app, owner) = (self.database.app_url(), self.database.owner_url());
        let folder = self.data.path().to_str().expect("a path");
        run(arguments, &[("DATABASE_URL", &app), ("DATABASE_OWNER_URL", &owner), ("DATA_DIR", folder), ("DEMO", demo)], "")
    }

    fn file(&self) -> PathBuf {
        self.data.path().join("demo-accounts.json")
    }

    /// Passwords by address, as the file tells them.
    fn passwords(&self) -> BTreeMap<String, String> {
        let lines: Vec<Value> = serde_json::from_slice(&std::fs::read(self.file()).expect("the file")).expect("accounts");
        let text = |line: &Value, key: &str| line[key].as_str().expect("text").to_owned();
        lines.iter().map(|line| (text(line, "email"), text(line, "password"))).collect()
    }
}

#[actix_web::test]
async fn every_demonstration_has_passwords_of_its_own_which_the_file_tells() {
    let (one, two) = (Place::demonstration(), Place::demonstration());
    let (first, second) = (one.passwords(), two.passwords());
    assert_eq!(first.len(), 20);
    assert!(first.keys().eq(second.keys()), "the people are the same");
    assert!(first.iter().all(|(email, password)| second[email] != *password), "their passwords are not");
    assert_eq!(one.database.count("users WHERE demo"), 20);
    let app = TestApp::on(one.database, |settings| settings.demo = true).await;
    let session = app.anonymous().sign_in("coordinator@kent.example", &first["coordinator@kent.example"]).await.expect(201);
    assert_eq!(session["state"], "signed_in");
}

#[actix_web::test]
async fn a_second_run_keeps_data_and_passwords_and_a_lost_file_is_written_with_new_ones() {
    let place = Place::demonstration();
    let before = place.passwords();
    let kept = || place.database.rows("SELECT id, password_hash FROM users ORDER BY id");
    let hashes = kept();
    place.run(&["demo", "--if-empty"], "1").done();
    assert_eq!((place.passwords(), kept()), (before.clone(), hashes));
    place.run(&["demo"], "1").refused("Nothing was changed");
    std::fs::remove_file(place.file()).expect("the file is lost");
    place.run(&["demo", "--if-empty"], "1").done();
    let after = place.passwords();
    assert!(after.keys().eq(before.keys()) && after.iter().all(|(email, password)| before[email] != *password));
    assert_eq!(place.database.count("cases"), 3);
    let app = TestApp::on(place.database, |settings| settings.demo = true).await;
    app.anonymous().sign_in("chair@norf.example", &before["chair@norf.example"]).await.problem(401, "sign_in_failed");
    app.anonymous().sign_in("chair@norf.example", &after["chair@norf.example"]).await.expect(201);
}

#[test]
fn accounts_of_a_demonstration_are_not_served_as_real_ones() {
    let place = Place::demonstration();
    for command in [&["serve"][..], &["work", "--once"], &["doctor"]] {
        let ran = place.run(command, "0");
        ran.refused("20 accounts of the demonstration are open");
        ran.refused("DEMO=1");
    }
    place.run(&["doctor"], "1").done();
    place.database.run("UPDATE users SET disabled_at = now() WHERE demo");
    refuse_mismatch(&place.database.app_url(), false).expect("nobody can use them any more");
}

#[test]
fn a_demonstration_is_not_switched_on_over_somebody_else_s_records() {
    let real = Place { database: Database::new(), data: Folder::new() };
    let users = real.database.count("users");
    for command in [&["serve"][..], &["work", "--once"], &["doctor"], &["demo", "--if-empty"], &["demo"]] {
        let ran = real.run(command, "1");
        ran.refused("not made by `opencdr demo`");
        ran.refused("DEMO=0");
    }
    assert_eq!(real.database.count("users"), users);
    assert!(!real.file().exists());
    real.run(&["doctor"], "0").done();
    // The first account or the first area is enough to be somebody else's.
    let begun = Place::empty();
    refuse_mismatch(&begun.database.app_url(), true).expect("nothing is in the way yet");
    begun
        .database
        .run("INSERT INTO users (id, email, name, password_hash, created_at) VALUES (gen_random_uuid(), 'a@kent.example', 'A', 'x', now())");
    begun.run(&["demo", "--if-empty"], "1").refused("not made by `opencdr demo`");
    assert_eq!(begun.database.count("areas"), 0);
}

#[test]
fn demo_is_zero_or_one_and_nothing_else() {
    let place = Place::empty();
    for wrong in ["yes", "true", "2"] {
        place.run(&["demo"], wrong).refused("it must be 1 for the demonstration, or 0");
        place.run(&["serve"], wrong).refused("it must be 1 for the demonstration, or 0");
    }
    place.run(&["demo"], "0").refused("DEMO is not set");
    assert_eq!(place.database.count("users"), 0);
}

#[actix_web::test]
async fn what_the_office_has_gathered_about_an_invented_case_can_be_read() {
    let place = Place::empty();
    place.run(&["demo", "--cases", "40"], "1").done();
    let keyring = Keyring::open(&place.data.path().join("data.keys")).expect("the keys of the demonstration");
    let (gathered, passwords) = (place.database.count("case_entries"), place.passwords());
    let app = TestApp::on(place.database, |settings| (settings.demo, settings.keyring) = (true, keyring)).await;
    let coordinator = app.anonymous();
    coordinator.sign_in("coordinator@kent.example", &passwords["coordinator@kent.example"]).await.expect(201);
    let cases = coordinator.get("/api/v1/cases?limit=50").await.expect(200)["items"].as_array().expect("cases").clone();
    let mut told = BTreeMap::new();
    for case in &cases {
        let id = case["id"].as_str().expect("an id");
        let mut count = |view: &Value, list: &str| *told.entry(list.to_owned()).or_insert(0) += view[list].as_array().map_or(0, Vec::len);
        let family = coordinator.get(&format!("/api/v1/cases/{id}/family")).await.expect(200);
        count(&family, "contacts");
        count(&family, "questions");
        let household = coordinator.get(&format!("/api/v1/cases/{id}/household")).await.expect(200);
        count(&household, "households");
        count(&household, "stays");
        count(&household, "addresses");
        for list in ["chronology", "processes", "notes"] {
            let view = coordinator.get(&format!("/api/v1/cases/{id}/{list}")).await.expect(200);
            *told.entry(list.to_owned()).or_insert(0) += view["items"].as_array().expect("items").len();
        }
    }
    assert!(gathered > 100 && told.len() == 8 && told.values().all(|count| *count > 0), "{gathered} {told:?}");
}

#[actix_web::test]
async fn a_demonstration_has_requests_in_every_state_for_those_who_look_at_it_first() {
    let place = Place::empty();
    place.run(&["demo", "--cases", "60"], "1").done();
    let database = &place.database;
    for state in [
        "submitted_at IS NULL AND first_saved_at IS NOT NULL",
        "opened_at IS NULL AND due_on < sent_at::date + 22",
        "submitted_at IS NOT NULL AND returned_at IS NULL AND accepted_at IS NULL",
        "returned_at > submitted_at",
        "accepted_at > submitted_at",
        "decline_reason = 'not_known_to_us'",
    ] {
        assert!(database.count(&format!("requests WHERE {state}")) > 0, "{state}");
    }
    // Of one case everybody has answered, so that its record can be collated.
    let whole = "SELECT count(*) AS n FROM request_submissions GROUP BY case_id ORDER BY 1 DESC LIMIT 1";
    assert_eq!(database.value(whole), serde_json::json!(3));
}
