//! POST /api/v1/area-lookups, GET /api/v1/areas.

use crate::support::TestApp;
use serde_json::{Value, json};

async fn look_up(app: &TestApp, postcode: &str) -> Value {
    app.anonymous().post("/api/v1/area-lookups", json!({ "postcode": postcode })).await.expect(200)
}

#[actix_web::test]
async fn a_postcode_leads_to_its_local_authority_and_panel() {
    let app = TestApp::new().await;
    for typed in ["ME4 4UF", "me44uf", " me4  4uf "] {
        let found = look_up(&app, typed).await;
        assert_eq!(found["outcome"], "found");
        assert_eq!(found["postcode"], "ME4 4UF");
        assert_eq!(found["local_authority"], json!({ "code": "E06000035", "name": "Medway" }));
        assert_eq!((&found["area"]["code"], &found["area"]["name"]), (&json!("KENT"), &json!("Kent and Medway")));
    }
}

#[actix_web::test]
async fn a_postcode_that_leads_to_no_panel_says_why() {
    let app = TestApp::new().await;
    for (typed, outcome, authority) in [
        ("M1 1AE", "unknown_postcode", json!(null)),
        ("ZZ99 3VZ", "no_fixed_abode", json!(null)),
        ("CF10 1AA", "outside_england", json!("Cardiff")),
        ("ZE1 0AA", "outside_england", json!("S12000027")),
        ("LS1 1AA", "no_area", json!("Leeds")),
    ] {
        let found = look_up(&app, typed).await;
        assert_eq!((&found["outcome"], &found["area"]), (&json!(outcome), &json!(null)), "{typed}: {found}");
        assert_eq!(found["local_authority"]["name"], authority, "{typed}: {found}");
    }
}

#[actix_web::test]
async fn what_is_no_postcode_is_refused_by_the_field() {
    let app = TestApp::new().await;
    for typed in ["ME4", "12345", "ME4 4UFF", "ME4'--", "ＭＥ４ ４ＵＦ"] {
        app.anonymous().post("/api/v1/area-lookups", json!({ "postcode": typed })).await.refused(
            422,
            "invalid_body",
            &[("/postcode", "invalid_postcode")],
        );
    }
    for typed in ["", &"ME4 4UF ".repeat(20)] {
        app.anonymous().post("/api/v1/area-lookups", json!({ "postcode": typed })).await.refused(422, "invalid_body", &[("/postcode", "length")]);
    }
}

#[actix_web::test]
async fn the_panel_is_that_of_the_day() {
    let app = TestApp::new().await;
    app.database.run("UPDATE area_local_authorities SET valid_to = '2026-11-21' WHERE local_authority_code = 'E06000035'");
    assert_eq!(look_up(&app, "ME4 4UF").await["outcome"], "found");
    app.advance(chrono::TimeDelta::hours(13));
    app.advance(chrono::TimeDelta::minutes(29));
    assert_eq!(look_up(&app, "ME4 4UF").await["outcome"], "found", "the last minute of the day");
    app.advance(chrono::TimeDelta::minutes(2));
    assert_eq!(look_up(&app, "ME4 4UF").await["outcome"], "no_area");
}

#[actix_web::test]
async fn a_postcode_of_an_area_that_has_ended_leads_to_no_panel() {
    let app = TestApp::new().await;
    app.database.run("UPDATE areas SET valid_to = '2026-11-20' WHERE code = 'KENT'");
    assert_eq!(look_up(&app, "ME4 4UF").await["outcome"], "no_area");
}

#[actix_web::test]
async fn looking_a_postcode_up_keeps_nothing() {
    let app = TestApp::new().await;
    look_up(&app, "ME4 4UF").await;
    for table in ["audit_entries", "idempotency_keys", "jobs"] {
        assert_eq!(app.database.count(table), 0, "{table}");
    }
}

#[actix_web::test]
async fn areas_are_listed_with_what_they_are_made_of() {
    let app = TestApp::new().await;
    app.database.run("INSERT INTO areas VALUES (gen_random_uuid(), 'GONE', 'An area of before', '2019-01-01', '2020-01-01')");
    let list = app.anonymous().get("/api/v1/areas").await.expect(200);
    let codes: Vec<&str> = list["items"].as_array().expect("items").iter().map(|a| a["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["KENT", "NORF"]);
    assert_eq!(list["items"][0]["local_authorities"], json!([{ "code": "E06000035", "name": "Medway" }]));
    assert_eq!(list["next"], json!(null));
}
