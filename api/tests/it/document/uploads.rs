//! Uploading, listing, opening, changing and withdrawing.

use super::corpus::{holds, photograph};
use crate::support::given::Case;
use crate::support::{Answered, Persona, TestApp};
use opencdr_domain::document::LARGEST_FILE;
use serde_json::{Value, json};

/// Uploads a file as a report.
pub async fn upload(person: &Persona<'_>, case: &Case, name: &str, file: &[u8]) -> Answered {
    person.call("POST", &format!("{}/documents", case.path())).form(name, file, &[("classification", "agency_report")]).send().await
}

/// The address of the file of a version.
pub fn content(case: &Case, document: &Value, version: i64) -> String {
    format!("{}/documents/{}/versions/{version}/content", case.path(), document["id"].as_str().expect("an id"))
}

#[actix_web::test]
async fn a_document_is_uploaded_listed_and_downloaded_as_it_was() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let fields = [("classification", "post_mortem"), ("title", " Final report "), ("withheld_from_panel", "true")];
    let text = "Seen by Zoë at ten.";
    let made = person.call("POST", &format!("{}/documents", case.path())).form("../Zoë’s \"notes\".txt", text.as_bytes(), &fields).send().await;
    let document = made.expect(201);
    assert_eq!(made.header("location"), Some(format!("{}/documents/{}", case.path(), document["id"].as_str().expect("an id"))));
    assert_eq!((&document["title"], &document["classification"]), (&json!("Final report"), &json!("post_mortem")));
    assert_eq!((&document["withheld_from_panel"], &document["version"]), (&json!(true), &json!(1)));
    let version = &document["versions"][0];
    assert_eq!(version["file_name"], "Zoë’s %22notes%22.txt");
    assert_eq!((&version["scan_state"], &version["available"], &version["cleaned"]), (&json!("not_scanned"), &json!(true), &json!(false)));
    assert_eq!(version["sha256"], hex::encode(opencdr::platform::crypto::sha256(&[text.as_bytes()])));
    let list = person.get(&format!("{}/documents", case.path())).await.expect(200);
    assert_eq!(list["items"], json!([document]));
    assert_eq!((&list["used"], &list["may_upload"], &list["may_change"]), (&json!(text.len()), &json!(true), &json!(true)));
    let got = person.get(&content(&case, &document, 1)).await;
    got.expect(200);
    assert_eq!(got.body, text.as_bytes());
    for (name, wanted) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
        ("content-disposition", "attachment; filename=\"Zo__s _22notes_22.txt\"; filename*=UTF-8''Zo%C3%AB%E2%80%99s%20%2522notes%2522.txt"),
    ] {
        assert_eq!(got.header(name).as_deref(), Some(wanted), "{name}");
    }
    assert!(got.header("content-security-policy").is_some_and(|csp| csp.starts_with("sandbox;")));
    let told = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!((&told["items"][0]["title"], &told["items"][0]["detail"]), (&json!("Document added"), &json!("Post-mortem report")));
}

#[actix_web::test]
async fn a_photograph_is_kept_upright_and_without_the_place_where_it_was_taken() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.designated_doctor());
    let document = upload(&person, &case, "photo.jpg", &photograph()).await.expect(201);
    assert_eq!(document["versions"][0]["cleaned"], true);
    let got = person.get(&content(&case, &document, 1)).await;
    assert!(!holds(&got.body, b"GPS") && image::load_from_memory(&got.body).is_ok_and(|picture| picture.height() == 32));
    person.patch(&format!("{}/documents/{}", case.path(), document["id"].as_str().expect("an id")), 1, json!({})).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn versions_follow_each_other_and_each_stays() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let first = upload(&person, &case, "report.txt", b"Draft").await.expect(201);
    let path = format!("{}/documents/{}", case.path(), first["id"].as_str().expect("an id"));
    let second = person.call("POST", &format!("{path}/versions")).form("report final.txt", b"Final", &[]).send().await.expect(201);
    let numbers: Vec<i64> = second["versions"].as_array().expect("versions").iter().filter_map(|v| v["number"].as_i64()).collect();
    assert_eq!((numbers, &second["version"]), (vec![2, 1], &json!(2)));
    for (version, wanted) in [(1, &b"Draft"[..]), (2, b"Final")] {
        assert_eq!(person.get(&content(&case, &first, version)).await.body, wanted);
    }
    person.get(&content(&case, &first, 3)).await.problem(404, "not_found");
    assert_eq!(person.get(&path).await.version(), 2);
}

#[actix_web::test]
async fn details_change_once_for_everybody_who_saw_the_same() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let document = app.given().a_document(&case).await;
    let changed =
        person.patch(&document.path, 1, json!({ "title": "Notes of the visit", "classification": "joint_agency_response" })).await.expect(200);
    assert_eq!((&changed["title"], &changed["classification_label"]), (&json!("Notes of the visit"), &json!("Joint agency response record")));
    let stale = person.patch(&document.path, 1, json!({ "withheld_from_panel": true })).await;
    assert_eq!(stale.problem(412, "version_stale")["current"]["title"], "Notes of the visit");
    person.call("PATCH", &document.path).json(&json!({})).send().await.problem(428, "precondition_required");
    person.patch(&document.path, 2, json!({ "classification": "poem" })).await.refused(422, "invalid_body", &[("/classification", "not_an_option")]);
    person.patch(&document.path, 2, json!({ "title": "a\nb" })).await.refused(422, "invalid_body", &[("/title", "control_character")]);
}

#[actix_web::test]
async fn a_withdrawn_document_stays_on_the_record_and_is_not_opened() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let document = app.given().a_document(&case).await;
    let withdrawal = format!("{}/withdrawal", document.path);
    let withdrawn = person.post(&withdrawal, json!({ "reason": "Belongs to another child" })).await.expect(201);
    assert_eq!(withdrawn["withdrawal"]["reason"], "Belongs to another child");
    assert_eq!(withdrawn["versions"][0]["available"], false);
    person.get(&format!("{}/versions/1/content", document.path)).await.problem(409, "conflict");
    person.post(&withdrawal, json!({ "reason": "Once more" })).await.problem(409, "conflict");
    person.call("POST", &format!("{}/versions", document.path)).form("x.txt", b"x", &[]).send().await.problem(409, "conflict");
    person.patch(&document.path, 2, json!({ "title": "x y" })).await.problem(409, "conflict");
    assert_eq!(app.database.count("case_document_versions"), 1, "nothing is deleted");
}

#[actix_web::test]
async fn a_refused_file_is_told_by_its_rule_and_remedy_and_written_down() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    for (name, file, rule) in
        [("report.pdf", &b"MZ\x90\0"[..], "content_mismatch"), ("report.exe", b"x", "kind_not_allowed"), ("a.txt", b"", "empty")]
    {
        upload(&person, &case, name, file).await.refused(422, "invalid_body", &[("/file", rule)]);
        let entry = &app.database.rows("SELECT detail FROM audit_entries WHERE action = 'refuse_document' ORDER BY id DESC LIMIT 1")[0]["detail"];
        assert!(entry.to_string().contains(rule), "{entry}");
    }
    upload(&person, &case, "long.txt", &vec![b'x'; LARGEST_FILE + 1]).await.refused(413, "payload_too_large", &[("/file", "too_large")]);
    let post = || person.call("POST", &format!("{}/documents", case.path()));
    post().form("a.txt", b"x", &[]).send().await.refused(422, "invalid_body", &[("/classification", "not_an_option")]);
    post().form("a.txt", b"x", &[("classification", "other"), ("secret", "x")]).send().await.refused(422, "invalid_body", &[("", "unknown_field")]);
    post().json(&json!({})).send().await.problem(415, "unsupported_media_type");
    let cut = b"--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nSeen".to_vec();
    post().bytes(cut).header("Content-Type", "multipart/form-data; boundary=XX").send().await.problem(400, "bad_request");
    assert_eq!(app.database.count("case_documents"), 0);
}

#[actix_web::test]
async fn a_repeated_upload_with_a_key_makes_one_document_and_one_file() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let send = |file: &'static [u8]| {
        person.call("POST", &format!("{}/documents", case.path())).key("once").form("a.txt", file, &[("classification", "other")]).send()
    };
    let (first, again) = (send(b"Seen").await.expect(201), send(b"Seen").await.expect(201));
    assert_eq!(first["id"], again["id"]);
    send(b"Another").await.problem(422, "idempotency_mismatch");
    assert_eq!((app.database.count("case_documents"), super::keeping::objects(&app).len()), (1, 1));
}

#[actix_web::test]
async fn another_area_finds_no_document_and_adds_none() {
    let app = TestApp::new().await;
    let (case, other) = (app.given().an_accepted_case().await, app.other_area_coordinator());
    let document = app.given().a_document(&case).await;
    other.get(&document.path).await.problem(404, "not_found");
    other.get(&format!("{}/versions/1/content", document.path)).await.problem(404, "not_found");
    upload(&other, &case, "a.txt", b"x").await.problem(404, "not_found");
    let own = app.given().a_case_in_norfolk().await;
    // Through a case of one's own as well.
    other.get(&format!("{}/documents/{}", own.path(), document.id)).await.problem(404, "not_found");
    other.get(&format!("{}/documents/{}/versions/1/content", own.path(), document.id)).await.problem(404, "not_found");
}
