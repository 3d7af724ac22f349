//! Notes kept apart from the statutory record.

use crate::support::TestApp;
use serde_json::json;

#[actix_web::test]
async fn the_office_writes_notes_and_nobody_else_reads_them() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/notes", case.path());
    app.coordinator().post(&list, json!({ "text": " " })).await.refused(422, "invalid_body", &[("/text", "required")]);
    let id = app.coordinator().post(&list, json!({ "text": "Ring the ward" })).await.expect(201)["id"].as_str().expect("an identifier").to_owned();
    let done = json!({ "text": "Ring the ward", "done": true });
    app.manager().call("PUT", &format!("{list}/{id}")).if_match(1).json(&done).send().await.expect(200);
    app.coordinator().call("PUT", &format!("{list}/{id}")).if_match(1).json(&done).send().await.problem(412, "version_stale");
    let notes = app.coordinator().get(&list).await.expect(200);
    assert_eq!((&notes["items"][0]["done"], &notes["items"][0]["written"]["by"]), (&json!(true), &json!("Manager of Kent")));
    for person in [app.designated_doctor(), app.chair(), app.panel_member(), app.auditor()] {
        person.get(&list).await.problem(403, "forbidden");
        person.post(&list, json!({ "text": "Mine" })).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn a_note_leaves_no_trace_in_the_record() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let timeline = format!("{}/timeline", case.path());
    let before = app.coordinator().get(&timeline).await.expect(200)["items"].as_array().map(Vec::len);
    let id = app.coordinator().post(&format!("{}/notes", case.path()), json!({ "text": "Ring the ward" })).await.expect(201)["id"].clone();
    assert_eq!(app.coordinator().get(&timeline).await.expect(200)["items"].as_array().map(Vec::len), before);
    assert_eq!(app.database.count("case_record_versions"), 0);
    let history = format!("{}/record-history/{}", case.path(), id.as_str().expect("an identifier"));
    app.coordinator().get(&history).await.problem(404, "not_found");
    for list in ["processes", "family", "household", "professionals", "chronology"] {
        let text = app.coordinator().get(&format!("{}/{list}", case.path())).await.expect(200).to_string();
        assert!(!text.contains("Ring the ward"), "{list}");
    }
}
