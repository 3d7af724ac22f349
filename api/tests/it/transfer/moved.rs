//! After acceptance: the case is the other area's with everything that hangs on it, and the sender keeps a stub.

use super::{offered, path};
use crate::support::TestApp;
use crate::support::template::NORF;
use serde_json::{Value, json};

/// Tables in which something of a case is in another area than the case, for what is true of every table there is.
fn left_behind(app: &TestApp) -> Vec<String> {
    let tables = app.database.rows(
        "SELECT a.table_name::text AS name FROM information_schema.columns a JOIN information_schema.columns c USING (table_schema, table_name)
          WHERE a.table_schema = 'public' AND a.column_name = 'area_id' AND c.column_name = 'case_id' AND a.table_name NOT IN ('audit_entries')",
    );
    let names = tables.iter().map(|row| row["name"].as_str().expect("a name").to_owned());
    names.filter(|name| app.database.count(&format!("{name} x JOIN cases c ON c.id = x.case_id WHERE x.area_id <> c.area_id")) > 0).collect()
}

#[actix_web::test]
async fn a_case_moves_with_those_merged_into_it_which_can_be_taken_apart_again_there() {
    let app = TestApp::new().await;
    let (survivor, merged) = (app.given().an_accepted_case().await, app.given().an_accepted_case().await);
    let into = json!({ "into": survivor.id, "reason": "The same NHS number" });
    app.coordinator().post(&format!("{}/merging", merged.path()), into).await.expect(201);
    let transfer = offered(&app, &survivor).await;
    let apart = json!({ "reason": "They are cousins" });
    app.coordinator().post(&format!("{}/unmerging", merged.path()), apart.clone()).await.problem(409, "conflict");
    let other = app.other_area_coordinator();
    other.post(&path(transfer, "/acceptance"), json!({})).await.expect(201);
    assert_eq!(left_behind(&app), Vec::<String>::new());
    assert_eq!(app.database.count(&format!("cases WHERE area_id = '{NORF}'")), 2);
    app.coordinator().get(&merged.path()).await.problem(404, "not_found");
    assert_eq!(other.get(&merged.path()).await.expect(200)["continues_as"]["id"], json!(survivor.id));
    other.post(&format!("{}/unmerging", merged.path()), apart).await.expect(201);
    let found = other.post("/api/v1/case-searches", json!({ "query": "Amber" })).await.expect(200);
    assert_eq!(found["items"].as_array().map(Vec::len), Some(2));
}

#[actix_web::test]
async fn an_accepted_case_is_in_the_other_area_with_everything_that_hangs_on_it() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case_with(|a| {
        a.insert("carers".into(), json!([{ "row": "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5c", "name": "Joan Hill" }]));
    });
    let case = case.await;
    let transfer = offered(&app, &case).await;
    let other = app.other_area_coordinator();
    let accepted = other.post(&path(transfer, "/acceptance"), json!({})).await.expect(201);
    assert_eq!((&accepted["state"], &accepted["opens"]), (&json!("accepted"), &json!(case.id)));
    let view = other.get(&case.path()).await.expect(200);
    assert_eq!((&view["reference"], &view["area"]["code"], &view["child_name"]), (&json!(case.reference), &json!("NORF"), &json!("Amber Hill")));
    assert_eq!(view["people"][0]["name"], "Joan Hill");
    assert_eq!(view["notifications"].as_array().map(Vec::len), Some(1));
    other.get(&case.notification.path()).await.expect(200);
    let timeline = other.get(&format!("{}/timeline", case.path())).await.expect(200);
    let titles: Vec<&str> = timeline["items"].as_array().expect("items").iter().filter_map(|one| one["title"].as_str()).collect();
    assert_eq!(titles[..2], ["Accepted by Norfolk and Waveney", "Offered to Norfolk and Waveney"]);
    assert!(titles.iter().any(|title| title.starts_with("Accepted as case KENT")));
    assert_eq!(left_behind(&app), Vec::<String>::new());
    // It can be worked on, and found there by what is sealed.
    other.revise(&format!("{}/joint-agency-response", case.path()), 1, json!({ "needed": "not_yet_known", "criteria": [] })).await.expect(200);
    for query in ["Amber", "hil", "9991234578", &case.reference] {
        let found = other.post("/api/v1/case-searches", json!({ "query": query })).await.expect(200);
        assert_eq!(found["items"][0]["id"], json!(case.id), "{query}");
    }
}

#[actix_web::test]
async fn the_sender_keeps_a_stub_and_nothing_more() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let transfer = offered(&app, &case).await;
    app.other_area_coordinator().post(&path(transfer, "/acceptance"), json!({})).await.expect(201);
    let person = app.coordinator();
    for address in [case.path(), format!("{}/timeline", case.path()), format!("{}/joint-agency-response", case.path()), case.notification.path()] {
        person.get(&address).await.problem(404, "not_found");
    }
    assert_eq!(person.post("/api/v1/case-searches", json!({ "query": "Hill" })).await.expect(200)["items"], json!([]));
    let answered = person.get(&format!("{}/transfers", case.path())).await;
    let stub = &answered.expect(200)["items"][0];
    assert_eq!((&stub["reference"], &stub["to"]["code"], &stub["state"]), (&json!(case.reference), &json!("NORF"), &json!("accepted")));
    assert_eq!((&stub["decided_by"]["email"], &stub["opens"]), (&json!("coordinator@norfolk.example"), &Value::Null));
    assert!(stub["decided_at"].is_string() && stub["actions"] == json!([]));
    assert!(!answered.text().contains("Hill"));
    let by_reference = person.get(&format!("/api/v1/transfers?reference={}", case.reference)).await.expect(200);
    assert_eq!(by_reference["items"][0]["id"], json!(transfer));
}

#[actix_web::test]
async fn counters_follow_the_case() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let transfer = offered(&app, &case).await;
    app.other_area_coordinator().post(&path(transfer, "/acceptance"), json!({})).await.expect(201);
    let (kent, norfolk) = (app.coordinator(), app.other_area_coordinator());
    let (here, there) = (kent.get("/api/v1/counts").await.expect(200), norfolk.get("/api/v1/counts").await.expect(200));
    assert_eq!((&here["cases"]["open"], &there["cases"]["open"]), (&json!(0), &json!(1)));
    assert_eq!((&here["notifications"]["accepted"], &there["notifications"]["accepted"]), (&json!(0), &json!(1)));
    let wrong = app.database.rows(
        "SELECT * FROM (SELECT area_id, status, sum(n) AS n FROM case_counts GROUP BY 1, 2) a
         FULL JOIN (SELECT area_id, status, count(*) AS n FROM cases GROUP BY 1, 2) b USING (area_id, status) WHERE coalesce(a.n, 0) <> coalesce(b.n, 0)",
    );
    assert!(wrong.is_empty(), "{wrong:?}");
    let entries = app.database.count("audit_entries WHERE action = 'decide_transfer'");
    assert_eq!(entries, 2);
}

#[actix_web::test]
async fn a_case_can_come_back_and_keeps_its_reference_for_ever() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let there = offered(&app, &case).await;
    let other = app.other_area_coordinator();
    other.post(&path(there, "/acceptance"), json!({})).await.expect(201);
    let body = json!({ "to_area_id": crate::support::template::KENT, "reason": "agreed", "words": "Agreed by telephone" });
    let back = other.post(&format!("{}/transfers", case.path()), body).await.expect(201);
    app.work();
    let person = app.coordinator();
    person.post(&format!("/api/v1/transfers/{}/acceptance", back["id"].as_str().expect("an id")), json!({})).await.expect(201);
    assert_eq!(person.get(&case.path()).await.expect(200)["reference"], json!(case.reference));
    assert_eq!(person.get(&format!("{}/transfers", case.path())).await.expect(200)["items"].as_array().map(Vec::len), Some(2));
    other.get(&case.path()).await.problem(404, "not_found");
    let found = person.post("/api/v1/case-searches", json!({ "query": "Amber" })).await.expect(200);
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1));
}

#[actix_web::test]
async fn two_people_who_accept_at_once_move_it_once() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let transfer = offered(&app, &case).await;
    let (one, two) = (app.other_area_coordinator(), app.other_area_coordinator());
    let address = path(transfer, "/acceptance");
    let (a, b) = futures_util::future::join(one.post(&address, json!({})), two.post(&address, json!({}))).await;
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 201]);
    assert_eq!(app.database.count("case_events WHERE kind = 'transfer_accepted'"), 1);
}
