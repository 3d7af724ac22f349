//! The collated record: facts with their sources, choices that a later answer opens again, rows joined and separated.

mod paper;
mod rows;
mod size;
mod whole;

use crate::support::TestApp;
use crate::support::given::Case;
use crate::support::template::{HOSPITAL, account};
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};
use uuid::Uuid;

const SURGERY: Uuid = Uuid::from_u128(0xD3);
const SECTIONS: [&str; 6] = ["r_id", "r_circ", "r_a_birth", "r_b", "r_d", "r_learn"];

/// A case that two organisations, for which one person answers, are asked about.
struct Asked<'a> {
    app: &'a TestApp,
    case: Case,
    hospital: Uuid,
    surgery: Uuid,
}

impl<'a> Asked<'a> {
    async fn new(app: &'a TestApp) -> Self {
        Self::about(app, app.given().an_accepted_case().await).await
    }

    async fn about(app: &'a TestApp, case: Case) -> Self {
        app.database.run(&format!(
            "INSERT INTO organisations (id, name, kind) VALUES ('{SURGERY}', 'Chatham Surgery', 'gp');
             INSERT INTO memberships (id, user_id, role, organisation_id, valid_from)
                VALUES ('{SURGERY}', '{}', 'agency_contributor', '{SURGERY}', '2020-01-01')",
            account(Role::AgencyContributor)
        ));
        let one = |organisation: Uuid, agency: &str| json!({ "organisation_id": organisation, "agency": agency, "form": "reporting", "sections": SECTIONS, "due_on": "2026-12-18" });
        let body = json!({ "requests": [one(HOSPITAL, "hospital_paediatrician"), one(SURGERY, "gp")], "legal_basis": "Section 16M" });
        let sent = app.coordinator().post(&format!("{}/requests", case.path()), body).await.expect(201);
        app.work();
        let id = |at: usize| sent["ids"][at].as_str().and_then(|id| id.parse().ok()).expect("an identifier");
        Self { app, case, hospital: id(0), surgery: id(1) }
    }

    async fn save(&self, request: Uuid, changes: Value) {
        let path = format!("/api/v1/agency/requests/{request}/answers");
        let saved = self.app.agency_contributor().call("PATCH", &path).json(&json!({ "changes": changes })).send().await.expect(200);
        assert_eq!(saved["conflicts"], json!([]), "{saved}");
    }

    async fn submit(&self, request: Uuid) {
        self.app.agency_contributor().post(&format!("/api/v1/agency/requests/{request}/submission"), json!({})).await.expect(200);
        self.app.advance(chrono::TimeDelta::seconds(1));
    }

    /// Answers one question and submits.
    async fn answers(&self, request: Uuid, question: &str, value: Value) {
        self.save(request, json!([{ "question": question, "base_revision": 0, "value": value }])).await;
        self.submit(request).await;
    }

    async fn record(&self) -> Value {
        self.app.coordinator().get(&format!("{}/composite", self.case.path())).await.expect(200)
    }

    async fn question(&self, id: &str) -> Value {
        find(&self.record().await, id)
    }

    async fn choose(&self, body: Value) -> crate::support::Answered {
        self.app.coordinator().post(&format!("{}/composite/choices", self.case.path()), body).await
    }

    /// Returns a question to be cleared up, and has it answered again.
    async fn changes_its_mind(&self, request: Uuid, question: &str, value: Value) {
        let body = json!({ "questions": [{ "question": question, "message": "Is that right?" }] });
        self.app.coordinator().post(&format!("{}/requests/{request}/clarification", self.case.path()), body).await.expect(200);
        self.app.work();
        self.save(request, json!([{ "question": question, "base_revision": 1, "value": value }])).await;
        self.submit(request).await;
    }
}

fn find(record: &Value, id: &str) -> Value {
    let forms = record["forms"].as_array().expect("forms").iter();
    let questions =
        forms.flat_map(|form| form["sections"].as_array().expect("sections")).flat_map(|section| section["questions"].as_array().expect("questions"));
    questions.into_iter().find(|question| question["question"] == id).cloned().unwrap_or(Value::Null)
}

#[actix_web::test]
async fn one_source_and_sources_that_agree_need_nobody() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    assert_eq!(asked.record().await["contributions"], json!([]));
    asked.answers(asked.hospital, "resuscitation", json!("yes")).await;
    let single = asked.question("resuscitation").await;
    assert_eq!((&single["standing"], &single["value_text"]), (&json!("single"), &json!("Yes")));
    assert_eq!(single["sources"][0]["organisation"], "Riverside Hospital");
    asked.answers(asked.surgery, "resuscitation", json!("yes")).await;
    let agreed = asked.question("resuscitation").await;
    assert_eq!((&agreed["standing"], agreed["sources"].as_array().map(Vec::len)), (&json!("agreed"), Some(2)));
    assert_eq!(asked.record().await["counts"], json!({ "conflicts": 0, "reopened": 0, "settled": 1, "answered": 1 }));
}

#[actix_web::test]
async fn a_draft_is_no_contribution_and_not_known_stands_against_nobody() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    asked.save(asked.hospital, json!([{ "question": "resuscitation", "base_revision": 0, "value": "yes" }])).await;
    let draft = asked.question("resuscitation").await;
    assert_eq!((&draft["standing"], &draft["value"], &draft["sources"]), (&json!("nothing"), &Value::Null, &json!([])));
    asked.submit(asked.hospital).await;
    asked.answers(asked.surgery, "resuscitation", json!("not_known")).await;
    assert_eq!(asked.question("resuscitation").await["standing"], "single");
}

#[actix_web::test]
async fn answers_that_differ_wait_for_a_choice_with_a_reason_and_a_later_one_opens_it_again() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    asked.answers(asked.hospital, "resuscitation", json!("yes")).await;
    asked.answers(asked.surgery, "resuscitation", json!("no")).await;
    let conflict = asked.question("resuscitation").await;
    assert_eq!((&conflict["standing"], &conflict["value"]), (&json!("conflict"), &Value::Null));
    let seen = json!([asked.hospital, asked.surgery]);
    let choice = |reason: &str, seen: &Value| json!({ "form": "reporting", "question": "resuscitation", "request_id": asked.hospital, "reason": reason, "seen": seen });
    asked.choose(choice("", &seen)).await.refused(422, "invalid_body", &[("/reason", "required")]);
    asked.choose(choice("They were there", &json!([asked.hospital]))).await.problem(409, "conflict");
    asked.choose(choice("They were there", &seen)).await.expect(201);
    let chosen = asked.question("resuscitation").await;
    assert_eq!((&chosen["standing"], &chosen["value"], &chosen["choice"]["by"]), (&json!("chosen"), &json!("yes"), &json!("Coordinator of Kent")));
    // The same answer once more changes nothing; another one opens the choice.
    asked.changes_its_mind(asked.hospital, "resuscitation", json!("yes")).await;
    assert_eq!(asked.question("resuscitation").await["standing"], "chosen");
    asked.changes_its_mind(asked.surgery, "resuscitation", json!("not_known")).await;
    assert_eq!(asked.question("resuscitation").await["standing"], "chosen");
    let record = asked.record().await;
    assert_eq!(record["counts"]["conflicts"], 0);
    assert_eq!(app.database.count("request_submissions"), 4, "every submission is kept");
}

#[actix_web::test]
async fn a_later_answer_that_differs_from_the_choice_opens_it_and_never_replaces_it() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    asked.answers(asked.hospital, "resuscitation", json!("yes")).await;
    let own = json!({ "form": "reporting", "question": "resuscitation", "value": "yes", "reason": "The ward told us", "seen": [asked.hospital] });
    asked.choose(own).await.expect(201);
    asked.answers(asked.surgery, "resuscitation", json!("no")).await;
    let reopened = asked.question("resuscitation").await;
    assert_eq!((&reopened["standing"], &reopened["value"]), (&json!("reopened"), &json!("yes")));
    assert!(reopened["sources"].as_array().is_some_and(|all| all.iter().any(|one| one["is_new"] == true)));
    asked.choose(json!({ "form": "reporting", "question": "resuscitation", "value": "perhaps", "reason": "x", "seen": [] })).await.refused(
        422,
        "invalid_body",
        &[("/value", "not_an_option")],
    );
    asked.choose(json!({ "form": "reporting", "question": "nowhere", "reason": "x", "seen": [] })).await.refused(
        422,
        "invalid_body",
        &[("/question", "not_an_option")],
    );
}

#[actix_web::test]
async fn narratives_stand_side_by_side_until_a_person_puts_them_together() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    asked.answers(asked.hospital, "issues", json!("The referral took a month.")).await;
    asked.answers(asked.surgery, "issues", json!("The letter went to an old address.")).await;
    let both = asked.question("issues").await;
    assert_eq!((&both["standing"], &both["collate"]), (&json!("side_by_side"), &json!("narrative")));
    let merged = json!({ "form": "reporting", "question": "issues", "value": "The referral took a month, since the letter went astray.", "seen": [asked.hospital, asked.surgery] });
    asked.choose(merged).await.expect(201);
    let one = asked.question("issues").await;
    assert_eq!((&one["standing"], one["sources"].as_array().map(Vec::len)), (&json!("chosen"), Some(2)));
}

#[actix_web::test]
async fn the_same_person_told_of_by_two_agencies_is_joined_collated_and_separated_again() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    let rows: Vec<Uuid> = (11..=13).map(Uuid::from_u128).collect();
    let row = |row: Uuid, age: u32| json!({ "question": "household", "row": row, "base_revision": 0, "value": { "relationship": relationship(&app), "age": age } });
    asked.save(asked.hospital, json!([row(rows[0], 7), row(rows[1], 2)])).await;
    asked.submit(asked.hospital).await;
    asked.save(asked.surgery, json!([row(rows[2], 8)])).await;
    asked.submit(asked.surgery).await;
    let before = asked.question("household").await;
    assert_eq!(before["rows"].as_array().map(Vec::len), Some(3));
    let path = format!("{}/composite/joins", asked.case.path());
    let join = |ids: [Uuid; 2]| json!({ "form": "reporting", "question": "household", "row_ids": ids });
    app.coordinator().post(&path, join([rows[0], rows[1]])).await.refused(422, "invalid_body", &[("/row_ids", "same_source")]);
    let made = app.coordinator().post(&path, join([rows[0], rows[2]])).await.expect(201);
    app.coordinator().post(&path, join([rows[0], rows[2]])).await.problem(409, "conflict");
    let joined = asked.question("household").await;
    let one = joined["rows"].as_array().expect("rows").iter().find(|row| !row["join_id"].is_null()).expect("a joined row").clone();
    let age = one["questions"].as_array().expect("questions").iter().find(|q| q["question"] == "household.age").expect("the age").clone();
    assert_eq!((joined["rows"].as_array().map(Vec::len), &age["standing"]), (Some(2), &json!("conflict")));
    let choice = json!({ "form": "reporting", "question": "household.age", "row_key": one["row_key"], "request_id": asked.surgery, "reason": "The record has the date of birth", "seen": [asked.hospital, asked.surgery] });
    asked.choose(choice).await.expect(201);
    app.coordinator().delete(&format!("{path}/{}", made["id"].as_str().expect("an identifier"))).await.expect(204);
    app.coordinator().delete(&format!("{path}/{}", made["id"].as_str().expect("an identifier"))).await.problem(404, "not_found");
    assert_eq!(asked.question("household").await, before, "separated, everything is as it was");
}

fn relationship(app: &TestApp) -> String {
    let form = app.shared.registry.current("reporting").expect("the reporting form");
    let group = form.question("household").expect("a group");
    let question = group.questions.iter().find(|question| question.id == "relationship").expect("a question");
    (*form.options(question).codes().first().expect("a code")).to_owned()
}

#[actix_web::test]
async fn only_the_office_of_the_case_reads_and_collates_the_record() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    let path = format!("{}/composite", asked.case.path());
    app.other_area_coordinator().get(&path).await.problem(404, "not_found");
    for person in [app.agency_contributor(), app.panel_member(), app.chair()] {
        person.get(&path).await.problem(403, "forbidden");
    }
    assert_eq!(app.designated_doctor().get(&path).await.expect(200)["may_choose"], false);
    let choice = json!({ "form": "reporting", "question": "issues", "value": "x", "reason": "x", "seen": [] });
    app.designated_doctor().post(&format!("{path}/choices"), choice).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn completeness_says_what_is_met_what_is_missing_and_from_whom() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    let path = format!("{}/completeness", asked.case.path());
    let before = app.coordinator().get(&path).await.expect(200);
    let wish = |view: &Value, id: &str| view["wishes"].as_array().expect("wishes").iter().find(|one| one["id"] == id).cloned().unwrap_or(Value::Null);
    assert!(before["of"].as_u64().is_some_and(|of| of >= 10), "{before}");
    let learning = wish(&before, "section:reporting/r_learn");
    assert_eq!((&learning["standing"], learning["from"].as_array().map(Vec::len)), (&json!("missing"), Some(2)));
    asked.answers(asked.hospital, "issues", json!("The referral took a month.")).await;
    app.coordinator().post(&format!("{}/requests/{}/acceptance", asked.case.path(), asked.hospital), json!({})).await.expect(200);
    let after = app.coordinator().get(&path).await.expect(200);
    assert_eq!(wish(&after, "section:reporting/r_learn")["standing"], "met");
    assert!(after["met"].as_u64() > before["met"].as_u64());
}
