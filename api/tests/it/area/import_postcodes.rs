//! `opencdr import-postcodes FILE`.

use crate::support::TestApp;
use opencdr::area::command::import_postcodes;
use serde_json::json;
use std::path::Path;

const HEADER: &str = "pcds,doterm,oslaua,rgn,lsoa11,imd,ctry";

fn load(app: &TestApp, text: &str) -> Result<Option<usize>, String> {
    let file = app.data.file("nspl.csv", text);
    import_postcodes(&app.database.owner_url(), &file, false, &app.clock).map_err(|error| format!("{error:#}"))
}

#[actix_web::test]
async fn the_sample_of_the_demonstration_can_be_loaded() {
    let app = TestApp::new().await;
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/postcodes-sample.csv");
    let rows = import_postcodes(&app.database.owner_url(), &sample, false, &app.clock).expect("it is loaded").expect("rows");
    assert!(rows > 100);
    assert_eq!(app.database.count("postcodes"), i64::try_from(rows).expect("a count"));
    let found = app.anonymous().post("/api/v1/area-lookups", json!({ "postcode": "ME4 4UF" })).await.expect(200);
    assert_eq!(found["outcome"], "found", "{found}");
}

#[actix_web::test]
async fn a_file_takes_the_place_of_the_table_and_says_when_and_what() {
    let app = TestApp::new().await;
    assert_eq!(load(&app, &format!("{HEADER}\nNR1 1AA,,E06000035,E12000008,E01000001,5,E92000001\nNR1 1AB,202001,E07000148,,,,\n")), Ok(Some(2)));
    assert_eq!(app.database.count("postcodes"), 2);
    let found = app.anonymous().post("/api/v1/area-lookups", json!({ "postcode": "NR1 1AA" })).await.expect(200);
    assert_eq!(found["area"]["code"], "KENT");
    // People keep using a postcode that has ceased.
    let ceased = app.anonymous().post("/api/v1/area-lookups", json!({ "postcode": "NR1 1AB" })).await.expect(200);
    assert_eq!(ceased["area"]["code"], "NORF");
    let import = &app.database.rows("SELECT file_name, rows, length(sha256) AS hash FROM postcode_imports")[0];
    assert_eq!(import, &json!({ "file_name": "nspl.csv", "rows": 2, "hash": 64 }));
    assert_eq!(app.database.count("audit_entries WHERE action = 'import_postcodes' AND actor_kind = 'operator'"), 1);
}

#[actix_web::test]
async fn a_file_that_cannot_be_used_is_named_and_changes_nothing() {
    let app = TestApp::new().await;
    let before = app.database.rows("SELECT * FROM postcodes ORDER BY postcode");
    for (text, wanted) in [
        (String::new(), "no column for the postcode"),
        ("name,code\nMedway,E06000035\n".into(), "no column for the postcode"),
        ("pcds,name\nME4 4UF,Medway\n".into(), "no column for the local authority"),
        (format!("{HEADER}\n"), "holds no postcode"),
        (format!("{HEADER}\nME4 4UF,,E06000035,,,,\nnot a postcode at all,,E06000035,,,,\n"), "line 3"),
        (format!("{HEADER}\nME4 4UF,,E06000035,,,,\nME44UF,,E06000035,,,,\n"), "listed twice"),
    ] {
        let error = load(&app, &text).expect_err("it is refused");
        assert!(error.contains(wanted), "{wanted}: {error}");
        assert_eq!(app.database.rows("SELECT * FROM postcodes ORDER BY postcode"), before, "{wanted}");
    }
    assert_eq!(app.database.count("postcode_imports"), 0);
    assert_eq!(app.database.count("audit_entries"), 0);
    let missing = import_postcodes(&app.database.owner_url(), Path::new("/nowhere/nspl.csv"), false, &app.clock);
    assert!(format!("{:#}", missing.expect_err("no such file")).contains("cannot read"));
}

#[actix_web::test]
async fn a_table_that_holds_postcodes_is_left_alone_when_asked() {
    let app = TestApp::new().await;
    let before = app.database.count("postcodes");
    let file = app.data.file("nspl.csv", &format!("{HEADER}\nME4 4UF,,E06000035,,,,\n"));
    assert_eq!(import_postcodes(&app.database.owner_url(), &file, true, &app.clock).expect("it is left"), None);
    assert_eq!(app.database.count("postcodes"), before);
    app.database.run("DELETE FROM postcodes");
    assert_eq!(import_postcodes(&app.database.owner_url(), &file, true, &app.clock).expect("it is loaded"), Some(1));
}
