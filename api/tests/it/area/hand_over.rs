//! `opencdr area hand-over`: areas merge and split, and every record is in the one that follows, with its reference and its history.

use crate::support::given::Case;
use crate::support::program::{Ran, run};
use crate::support::template::{KENT, NORF};
use crate::support::{Persona, TestApp};
use opencdr::platform::ids;
use opencdr::platform::keyring::Keyring;
use serde_json::{Value, json};
use std::path::PathBuf;

/// An application whose keys are in a file, so that a command can open what is sealed.
async fn app() -> (TestApp, PathBuf) {
    let path = std::env::temp_dir().join(format!("opencdr-hand-over-{}", ids::new_id())).join("data.keys");
    let keyring = Keyring::open(&path).expect("a key file");
    (TestApp::with(|settings| settings.keyring = keyring).await, path)
}

fn command(app: &TestApp, keys: &std::path::Path, arguments: &[&str]) -> Ran {
    let (owner, keys) = (app.database.owner_url(), keys.display().to_string());
    let arguments: Vec<&str> = ["area"].iter().chain(arguments).copied().collect();
    run(&arguments, &[("DATABASE_OWNER_URL", owner.as_str()), ("DATA_KEYS_FILE", keys.as_str())], "")
}

fn follow(app: &TestApp, keys: &std::path::Path, code: &str, authorities: &[&str]) {
    let mut arguments = vec!["add", code, "--name", "A new panel", "--from", "2026-04-01"];
    arguments.extend(authorities.iter().flat_map(|authority| ["--authority", authority]));
    command(app, keys, &arguments).done();
}

fn end(app: &TestApp, keys: &std::path::Path, code: &str) {
    command(app, keys, &["end", code, "--on", "2026-04-01"]).done();
}

/// The commands read the real clock, and the test's is of another day.
fn roles_hold_today(app: &TestApp) {
    app.database.run("UPDATE memberships SET valid_from = '2026-01-01'");
}

async fn found(person: &Persona<'_>, query: &str) -> Vec<Value> {
    let page = person.post("/api/v1/case-searches", json!({ "query": query })).await.expect(200);
    page["items"].as_array().expect("items").iter().map(|one| one["id"].clone()).collect()
}

async fn area_of(person: &Persona<'_>, case: &Case) -> Value {
    person.get(&case.path()).await.expect(200)["area"]["code"].clone()
}

#[actix_web::test]
async fn two_areas_become_one_and_everybody_finds_everything_there_by_its_old_reference() {
    let (app, keys) = app().await;
    let (case, there) = (app.given().an_accepted_case().await, app.given().a_case_in_norfolk().await);
    let waiting = app.given().a_notification().await;
    for code in ["KENT", "NORF"] {
        end(&app, &keys, code);
    }
    follow(&app, &keys, "EAST", &["E06000035=Medway", "E07000148=Norwich"]);
    let events = app.database.count("case_events");
    let check = command(&app, &keys, &["hand-over", "KENT", "--check"]);
    assert!(check.done().contains("KENT → EAST (A new panel): 1 case, 1 notification without a case"), "{}", check.words);
    assert_eq!(app.database.count("case_events"), events, "a check changes nothing");
    for code in ["KENT", "NORF"] {
        command(&app, &keys, &["hand-over", code]).done();
    }
    roles_hold_today(&app);
    let person = app.coordinator();
    for one in [&case, &there] {
        assert_eq!(area_of(&person, one).await, "EAST");
        assert_eq!(found(&person, &one.reference).await, [json!(one.id)]);
    }
    assert_eq!(found(&person, "Amber").await.len(), 2, "found by what is sealed, in the new area");
    person.get(&waiting.path()).await.expect(200);
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    let titles: Vec<&Value> = timeline["items"].as_array().expect("items").iter().map(|one| &one["title"]).collect();
    assert_eq!(titles[0], "Now with A new panel");
    assert!(titles.len() > 2, "what happened before is kept: {titles:?}");
    let left = app.database.value(&format!("SELECT count(*) FROM case_events WHERE area_id IN ('{KENT}', '{NORF}')"));
    assert_eq!(left, 0);
    let again = command(&app, &keys, &["hand-over", "KENT"]);
    assert!(again.done().contains("holds nothing"), "{}", again.words);
    assert_eq!(app.database.count("audit_entries WHERE action = 'hand_over_area'"), 6);
}

#[actix_web::test]
async fn an_area_is_split_by_where_the_children_lived() {
    let (app, keys) = app().await;
    app.database.run(&format!(
        "INSERT INTO local_authorities (code, name) VALUES ('E07000106', 'Canterbury');
         INSERT INTO area_local_authorities (area_id, local_authority_code, valid_from) VALUES ('{KENT}', 'E07000106', '2020-01-01');
         INSERT INTO postcodes (postcode, local_authority_code) VALUES ('CT11AA', 'E07000106')"
    ));
    let medway = app.given().an_accepted_case().await;
    let canterbury = app
        .given()
        .an_accepted_case_with(|a| {
            a.insert("postcode".into(), json!("CT1 1AA"));
        })
        .await;
    end(&app, &keys, "KENT");
    follow(&app, &keys, "MEDW", &["E06000035=Medway"]);
    follow(&app, &keys, "CANT", &["E07000106=Canterbury"]);
    let words = command(&app, &keys, &["hand-over", "KENT"]);
    assert!(words.done().contains("KENT → CANT (A new panel): 1 case"), "{}", words.words);
    assert!(words.words.contains("opencdr user add"), "{}", words.words);
    let area = |case: &Case| app.database.value(&format!("SELECT a.code FROM cases c JOIN areas a ON a.id = c.area_id WHERE c.id = '{}'", case.id));
    assert_eq!((area(&medway), area(&canterbury)), (json!("MEDW"), json!("CANT")));
    assert_eq!(app.database.count("memberships m JOIN areas a ON a.id = m.area_id WHERE a.code IN ('MEDW', 'CANT')"), 0);
}

#[actix_web::test]
async fn what_has_no_known_home_goes_where_the_operator_says() {
    let (app, keys) = app().await;
    app.database.run(&format!(
        "INSERT INTO local_authorities (code, name) VALUES ('E07000106', 'Canterbury');
         INSERT INTO area_local_authorities (area_id, local_authority_code, valid_from) VALUES ('{KENT}', 'E07000106', '2020-01-01')"
    ));
    app.given().an_accepted_case().await;
    app.database.run("DELETE FROM postcodes");
    end(&app, &keys, "KENT");
    follow(&app, &keys, "MEDW", &["E06000035=Medway"]);
    follow(&app, &keys, "CANT", &["E07000106=Canterbury"]);
    command(&app, &keys, &["hand-over", "KENT"]).refused("--rest");
    command(&app, &keys, &["hand-over", "KENT", "--rest", "NORF"]).refused("does not follow");
    assert_eq!(app.database.count(&format!("cases WHERE area_id = '{KENT}'")), 1);
    command(&app, &keys, &["hand-over", "KENT", "--rest", "CANT"]).done();
    assert_eq!(app.database.count(&format!("cases WHERE area_id = '{KENT}'")), 0);
}

#[actix_web::test]
async fn nothing_is_handed_over_by_an_area_that_goes_on_or_while_an_offer_waits() {
    let (app, keys) = app().await;
    let case = app.given().an_accepted_case().await;
    command(&app, &keys, &["hand-over", "KENT"]).refused("has not ended");
    command(&app, &keys, &["hand-over", "NONE"]).refused("opencdr area list");
    app.given().an_offer_of(&case, NORF).await;
    app.work();
    end(&app, &keys, "KENT");
    command(&app, &keys, &["hand-over", "KENT"]).refused("make one first");
    follow(&app, &keys, "MEDW", &["E06000035=Medway"]);
    command(&app, &keys, &["hand-over", "KENT"]).refused(&case.reference);
}
