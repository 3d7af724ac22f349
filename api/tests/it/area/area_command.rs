//! `opencdr area add | list | end`, run as the program itself.

use crate::support::given::submission;
use crate::support::program::{Ran, run};
use crate::support::template::{KENT, NORF};
use crate::support::{TestApp, answers};
use chrono::TimeDelta;
use serde_json::json;

const LEEDS: [&str; 8] = ["area", "add", "LEEDS", "--name", "Leeds", "--from", "2026-11-01", "--authority"];

fn area(app: &TestApp, arguments: &[&str]) -> Ran {
    run(arguments, &[("DATABASE_OWNER_URL", app.database.owner_url().as_str())], "")
}

fn add(app: &TestApp, code: &str, from: &str, authorities: &[&str]) -> Ran {
    let mut arguments = vec!["area", "add", code, "--name", "A new panel", "--from", from];
    arguments.extend(authorities.iter().flat_map(|authority| ["--authority", authority]));
    area(app, &arguments)
}

#[actix_web::test]
async fn a_new_installation_is_given_an_area_and_a_coordinator_and_then_receives_notifications() {
    let app = TestApp::bare().await;
    let owner = app.database.owner_url();
    let settings = [("DATABASE_OWNER_URL", owner.as_str())];
    add(&app, "KENT", "2026-04-01", &["E06000035=Medway", "E07000106=Canterbury"]).done();
    let file = app.data.file("nspl.csv", "pcds,oslaua\nME4 4UF,E06000035\nCT1 1AA,E07000106\n");
    run(&["import-postcodes", file.to_str().expect("a path")], &settings, "").done();
    let user = ["user", "add", "first@kent.example", "--name", "First Person", "--role", "coordinator", "--area", "KENT"];
    run(&user, &settings, "copper lantern meadow\n").done();

    let listed = app.anonymous().get("/api/v1/areas").await.expect(200);
    assert_eq!(listed["items"][0]["code"], "KENT");
    assert_eq!(listed["items"][0]["local_authorities"].as_array().map(Vec::len), Some(2));
    // By the postcode of the home, and by choosing the panel where no postcode tells.
    let by_postcode = app.anonymous().post("/api/v1/notifications", submission(&app, &answers())).await.expect(201);
    assert_eq!(by_postcode["area"]["code"], "KENT");
    let mut unknown = answers();
    unknown.insert("residence".into(), json!("postcode_not_known"));
    let mut chosen = submission(&app, &unknown);
    chosen["area_id"] = listed["items"][0]["id"].clone();
    assert_eq!(app.anonymous().post("/api/v1/notifications", chosen).await.expect(201)["area"]["code"], "KENT");
    app.work();
    // The command reads the real clock, and the test's is of another day; the role is moved to where it holds.
    app.database.run("UPDATE memberships SET valid_from = '2026-01-01'");
    app.anonymous().sign_in("first@kent.example", "copper lantern meadow").await.expect(201);
    assert_eq!(app.database.count("audit_entries WHERE action IN ('add_area', 'add_user', 'import_postcodes') AND actor_kind = 'operator'"), 3);
}

#[actix_web::test]
async fn an_area_is_audited_as_the_operator_s_and_says_which_postcodes_it_lacks() {
    let app = TestApp::new().await;
    let made = area(&app, &[&LEEDS[..], &["E08000035=Leeds", "--authority", "E08000036=Wakefield"]].concat());
    assert!(made.done().contains("No postcode leads to E08000036 (Wakefield)"), "{}", made.words);
    assert!(!made.words.contains("leads to E08000035"), "{}", made.words);
    let entry = &app.database.rows("SELECT actor_kind, purpose, object_kind, object_id = area_id AS about, object_id FROM audit_entries")[0];
    let id = app.database.value("SELECT id FROM areas WHERE code = 'LEEDS'");
    assert_eq!(entry, &json!({ "actor_kind": "operator", "purpose": "administration", "object_kind": "area", "about": true, "object_id": id }));
    assert_eq!(app.anonymous().post("/api/v1/area-lookups", json!({ "postcode": "LS1 1AA" })).await.expect(200)["area"]["code"], "LEEDS");
}

#[actix_web::test]
async fn an_area_that_cannot_be_made_is_refused_with_the_reason_and_nothing_is_changed() {
    let app = TestApp::new().await;
    let before = (app.database.rows("SELECT * FROM areas ORDER BY id"), app.database.rows("SELECT * FROM local_authorities ORDER BY code"));
    for (code, authorities, wanted) in [
        ("kent", vec!["E08000035=Leeds"], "capital letters"),
        ("KENTANDMEDWAY", vec!["E08000035=Leeds"], "capital letters"),
        ("LEEDS", vec!["E10000016=Kent"], "county"),
        ("LEEDS", vec!["W06000015=Cardiff"], "not the ONS code"),
        ("LEEDS", vec!["E8000035=Leeds"], "not the ONS code"),
        ("LEEDS", vec!["E08000035"], "CODE=NAME"),
        ("LEEDS", vec![], "--authority"),
        ("LEEDS", vec!["E08000035=Leeds", "E08000035=Leeds"], "given twice"),
        ("LEEDS", vec!["E08000035=Leeds", "E06000035=Medway"], "E06000035 (Medway) belongs to KENT (Kent and Medway)"),
        ("KENT", vec!["E08000035=Leeds"], "there is an area KENT already"),
    ] {
        add(&app, code, "2026-11-01", &authorities).refused(wanted);
    }
    add(&app, "MEDW", "2026-11-01", &["E06000035=Medway"]).refused("opencdr area end KENT --on 2026-11-01");
    // An area cannot end on the day it began, nor before.
    add(&app, "MEDW", "2020-01-01", &["E06000035=Medway"]).refused("belongs to KENT (Kent and Medway) from 2020-01-01");
    add(&app, "LEEDS", "tomorrow", &["E08000035=Leeds"]).refused("2026-04-01");
    let after = (app.database.rows("SELECT * FROM areas ORDER BY id"), app.database.rows("SELECT * FROM local_authorities ORDER BY code"));
    assert_eq!(after, before);
    assert_eq!(app.database.count("audit_entries"), 0);
}

#[actix_web::test]
async fn an_area_ends_on_its_day_and_another_takes_over_while_its_cases_stay() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    area(&app, &["area", "end", "KENT", "--on", "2026-11-21"]).done();
    add(&app, "MEDW", "2026-11-20", &["E06000035=Medway"]).refused("until 2026-11-21");
    add(&app, "MEDW", "2026-11-21", &["E06000035=Medway"]).done();
    let look_up = || async { app.anonymous().post("/api/v1/area-lookups", json!({ "postcode": "ME4 4UF" })).await.expect(200) };
    assert_eq!(look_up().await["area"]["code"], "KENT");
    app.advance(TimeDelta::days(1));
    assert_eq!(look_up().await["area"]["code"], "MEDW");
    let read = app.coordinator().get(&case.path()).await.expect(200);
    assert!(read["reference"].as_str().is_some_and(|reference| reference.starts_with("KENT/")), "{read}");
    assert_eq!(app.database.count(&format!("audit_entries WHERE action = 'end_area' AND object_id = '{KENT}' AND actor_kind = 'operator'")), 1);
}

#[actix_web::test]
async fn an_end_that_cannot_be_is_refused() {
    let app = TestApp::new().await;
    area(&app, &["area", "end", "LEEDS", "--on", "2026-11-21"]).refused("there is no area with the code LEEDS");
    area(&app, &["area", "end", "KENT", "--on", "2020-01-01"]).refused("begins on 2020-01-01");
    app.database.run(&format!("INSERT INTO area_local_authorities VALUES ('{NORF}', 'E08000035', '2027-01-01', NULL)"));
    area(&app, &["area", "end", "NORF", "--on", "2026-12-01"]).refused("only from 2027-01-01");
    area(&app, &["area", "end", "KENT", "--on", "2026-11-21"]).done();
    area(&app, &["area", "end", "KENT", "--on", "2026-12-01"]).refused("ends on 2026-11-21 already");
    assert_eq!(app.database.count("audit_entries"), 1);
}

#[actix_web::test]
async fn areas_are_listed_with_their_days_and_local_authorities() {
    let app = TestApp::new().await;
    area(&app, &["area", "end", "NORF", "--on", "2026-11-21"]).done();
    let listed = area(&app, &["area", "list"]);
    assert!(listed.done().contains("KENT  Kent and Medway, from 2020-01-01\n    E06000035  Medway\n"), "{}", listed.words);
    assert!(listed.words.contains("NORF  Norfolk and Waveney, from 2020-01-01 until 2026-11-21"), "{}", listed.words);
    assert!(area(&TestApp::bare().await, &["area", "list"]).done().contains("opencdr area add"));
}

#[actix_web::test]
async fn the_database_itself_keeps_an_authority_in_one_area_at_a_time() {
    let app = TestApp::new().await;
    let insert = |from: &str, until: &str| {
        let sql = format!("INSERT INTO area_local_authorities VALUES ('{NORF}', 'E06000035', {from}, {until})");
        app.database.try_run(&sql)
    };
    let refused = insert("'2026-01-01'", "NULL").expect_err("Medway belongs to Kent");
    assert!(refused.contains("area_local_authorities_one_area"), "{refused}");
    insert("'2019-01-01'", "'2020-01-02'").expect_err("one day in common");
    insert("'2019-01-01'", "'2020-01-01'").expect("it left on the day the other began");
}
