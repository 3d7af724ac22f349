//! Triage of a case: what it lacks, who completed it, and that it can be reopened.

use crate::support::TestApp;
use crate::support::given::Case;
use serde_json::{Value, json};

fn completion(case: &Case) -> String {
    format!("{}/triage-completion", case.path())
}

fn reopening(case: &Case) -> String {
    format!("{}/triage-reopening", case.path())
}

fn offered(view: &Value, action: &str) -> Value {
    view["actions"].as_array().expect("actions").iter().find(|one| one["action"] == action).expect("the action").clone()
}

fn met_at(view: &Value) -> Value {
    view["deadlines"].as_array().expect("deadlines").iter().find(|one| one["rule_id"] == "triage").expect("the deadline")["met_at"].clone()
}

/// Answers every question of scope that is asked, so that the death is reviewed here.
async fn answer_scope(app: &TestApp, case: &Case) {
    let path = format!("{}/scope", case.path());
    let version = app.coordinator().get(&path).await.version();
    let answers = json!({ "under_18": "yes", "resident_in_england": "yes", "resident_here": "yes", "died_abroad": "no" });
    app.coordinator().revise(&path, version, json!({ "answers": answers })).await.expect(200);
}

async fn decide_response(app: &TestApp, case: &Case, needed: &str) {
    let path = format!("{}/joint-agency-response", case.path());
    let version = app.coordinator().get(&path).await.version();
    let criteria = if needed == "yes" { json!(["SUD"]) } else { json!([]) };
    let started = (needed == "yes").then_some("2026-11-19T09:00:00Z");
    let decision = json!({
        "needed": needed, "criteria": criteria, "started": needed == "yes", "started_at": started,
        "decided_at": "2026-11-19T08:00:00Z", "decided_by": "The on-call paediatrician",
    });
    app.coordinator().revise(&path, version, decision).await.expect(200);
}

#[actix_web::test]
async fn triage_is_completed_once_scope_and_joint_agency_response_are_settled_and_meets_its_deadline() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    answer_scope(&app, &case).await;
    decide_response(&app, &case, "yes").await;
    let person = app.coordinator();
    let before = person.get(&case.path()).await;
    let version = before.version();
    assert_eq!((&offered(&before.expect(200), "complete_triage")["available"], &before.expect(200)["triage"]), (&json!(true), &Value::Null));
    person.post(&completion(&case), json!({})).await.problem(428, "precondition_required");
    person.call("POST", &completion(&case)).if_match(version + 1).json(&json!({})).send().await.problem(412, "version_stale");
    for _ in 0..2 {
        let done = person.call("POST", &completion(&case)).key("once").if_match(version).json(&json!({})).send().await;
        assert_eq!(done.expect(201), json!({ "id": case.id, "status": "information_gathering" }));
    }
    let view = person.get(&case.path()).await.expect(200);
    assert_eq!((&view["status"], &view["triage"]["completed_by"]), (&json!("information_gathering"), &json!("Coordinator of Kent")));
    assert_eq!(met_at(&view), view["triage"]["completed_at"]);
    assert!(met_at(&view).as_str().is_some_and(|at| at.starts_with("2026-11-20T10:30")), "{view}");
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!(timeline["items"][0]["title"], "Triage completed");
    assert_eq!(app.database.count("audit_entries WHERE action = 'complete_triage'"), 1);
}

#[actix_web::test]
async fn what_triage_lacks_is_said_in_words_and_refused() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let lacks = async |app: &TestApp, wanted: &[&str]| {
        let read = app.coordinator().get(&case.path()).await;
        let offer = offered(&read.expect(200), "complete_triage");
        let refused =
            app.coordinator().call("POST", &completion(&case)).if_match(read.version()).json(&json!({})).send().await.problem(409, "conflict");
        assert_eq!((&offer["available"], &offer["reason"]), (&json!(false), &refused["detail"]));
        let words = offer["reason"].as_str().expect("words");
        assert!(wanted.iter().all(|one| words.contains(one)), "{words}");
    };
    lacks(&app, &["Is this death reviewed here?", "joint agency response"]).await;
    answer_scope(&app, &case).await;
    decide_response(&app, &case, "not_yet_known").await;
    lacks(&app, &["First record whether a joint agency response is needed"]).await;
    decide_response(&app, &case, "no").await;
    let path = format!("{}/scope", case.path());
    let version = app.coordinator().get(&path).await.version();
    app.coordinator().revise(&path, version, json!({ "answers": { "resident_here": "no" } })).await.expect(200);
    lacks(&app, &["your panel does not review it"]).await;
    let version = app.coordinator().get(&case.path()).await.version();
    app.designated_doctor().call("POST", &completion(&case)).if_match(version).json(&json!({})).send().await.problem(403, "forbidden");
    assert_eq!(app.database.count("audit_entries WHERE action = 'complete_triage'"), 0);
}

#[actix_web::test]
async fn triage_is_reopened_with_a_reason_and_its_deadline_runs_again() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    answer_scope(&app, &case).await;
    decide_response(&app, &case, "no").await;
    let person = app.coordinator();
    let version = person.get(&case.path()).await.version();
    let why = json!({ "reason": "The address turned out to be wrong" });
    person.call("POST", &reopening(&case)).if_match(version).json(&why).send().await.problem(409, "conflict");
    person.call("POST", &completion(&case)).if_match(version).json(&json!({})).send().await.expect(201);
    let version = person.get(&case.path()).await.version();
    let short = json!({ "reason": "" });
    person.call("POST", &reopening(&case)).if_match(version).json(&short).send().await.refused(422, "invalid_body", &[("/reason", "length")]);
    person.call("POST", &reopening(&case)).if_match(version).json(&why).send().await.expect(201);
    let view = person.get(&case.path()).await.expect(200);
    assert_eq!((&view["status"], met_at(&view), &view["triage"]), (&json!("triage"), Value::Null, &Value::Null));
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!((&timeline["items"][0]["title"], &timeline["items"][0]["detail"]), (&json!("Triage reopened"), &why["reason"]));
    assert_eq!(app.database.count("audit_entries WHERE action = 'reopen_triage'"), 1);
}
