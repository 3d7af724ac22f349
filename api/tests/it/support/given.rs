//! Situations, named as people would name them. Whatever work they leave is done.

use super::template::HOSPITAL;
use super::{Persona, TestApp};
use chrono::TimeDelta;
use opencdr::case::sealed::{IDENTITY, Identity};
use opencdr::platform::crypto::sha256;
use opencdr::platform::ids;
use opencdr::platform::keyring::Keyring;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use uuid::Uuid;

/// A way to change answers.
type Change = fn(&mut Map<String, Value>);

static ROWS: LazyLock<Vec<Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../domain/vectors/answers.json")).expect("the shared vectors"));

fn vector(name: &str) -> Map<String, Value> {
    let row = ROWS.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no row “{name}”"));
    assert_eq!(row["errors"], json!([]));
    row["answers"].as_object().expect("answers").clone()
}

/// The shortest valid notification: a child of Kent.
pub fn answers() -> Map<String, Value> {
    vector("the shortest notification is taken as it is")
}

/// A newborn's, with everything asked of it.
pub fn neonatal_answers() -> Map<String, Value> {
    vector("a newborn notification with everything asked of it is taken")
}

/// An NHS number of the test range that passes its check digit, a different one for each number.
pub fn nhs_number(n: u32) -> String {
    (0..)
        .find_map(|skip: u32| {
            let digits = format!("999{:06}", n * 11 + skip);
            let sum: u32 = digits.bytes().zip((2..=10).rev()).map(|(d, w)| u32::from(d - b'0') * w).sum();
            match (11 - sum % 11) % 11 {
                10 => None,
                check => Some(format!("{digits}{check}")),
            }
        })
        .expect("a number")
}

/// An answered challenge: signed with the server's key, so that no test has to search for the number.
pub fn challenge(app: &TestApp) -> Value {
    let expires = (app.clock.now() + TimeDelta::hours(2)).timestamp();
    let salt = format!("{}.{expires}.", hex::encode(ids::random::<12>()));
    let challenge = hex::encode(sha256(&[salt.as_bytes(), b"1"]));
    let signature = hex::encode(app.shared.settings.key.code("challenge", format!("{salt}|{challenge}").as_bytes()));
    json!({ "salt": salt, "challenge": challenge, "number": 1, "signature": signature })
}

/// A body that can be sent as it is.
pub fn submission(app: &TestApp, answers: &Map<String, Value>) -> Value {
    json!({ "form_version": 1, "answers": answers, "challenge": challenge(app) })
}

/// A body that opens a restricted case in an emergency.
pub fn emergency(reference: &str, code: &str) -> Value {
    json!({ "reference": reference, "reason": "safeguarding", "words": "Social care asks about a brother who lives there.", "code": code })
}

/// A notification that was received.
#[derive(Clone, Debug)]
pub struct Notification {
    /// Identifier.
    pub id: Uuid,
    /// Reference.
    pub reference: String,
    /// What was sent.
    pub answers: Map<String, Value>,
}

impl Notification {
    /// Its address.
    pub fn path(&self) -> String {
        format!("/api/v1/notifications/{}", self.id)
    }
}

/// A case that was opened.
#[derive(Clone, Debug)]
pub struct Case {
    /// Identifier.
    pub id: Uuid,
    /// Reference.
    pub reference: String,
    /// Where it came from.
    pub notification: Notification,
}

impl Case {
    /// Its address.
    pub fn path(&self) -> String {
        format!("/api/v1/cases/{}", self.id)
    }
}

/// A document that was uploaded.
#[derive(Clone, Debug)]
pub struct Document {
    /// Identifier.
    pub id: Uuid,
    /// Its address.
    pub path: String,
}

/// Makes situations.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    app: &'a TestApp,
}

impl<'a> Given<'a> {
    pub(super) fn new(app: &'a TestApp) -> Self {
        Self { app }
    }

    /// Received from somebody with no account.
    pub async fn notification_of(self, answers: Map<String, Value>) -> Notification {
        let notifier = Persona::anonymous(self.app, "notifier");
        let body = notifier.post("/api/v1/notifications", submission(self.app, &answers)).await.expect(201);
        self.app.work();
        Notification { id: id(&body["id"]), reference: body["reference"].as_str().expect("a reference").to_owned(), answers }
    }

    /// A notification in Kent.
    pub async fn a_notification(self) -> Notification {
        self.notification_of(answers()).await
    }

    /// A notification in Kent with other answers.
    pub async fn a_notification_with(self, change: Change) -> Notification {
        let mut answers = answers();
        change(&mut answers);
        self.notification_of(answers).await
    }

    /// A request of a case to the hospital: who answers, and what was learnt.
    pub async fn a_request(self, case: &Case) -> Uuid {
        self.a_request_for(case, &["r_id", "r_learn"]).await
    }

    /// A request of a case to the hospital for these sections of the reporting form.
    pub async fn a_request_for(self, case: &Case, sections: &[&str]) -> Uuid {
        let one = json!({
            "organisation_id": HOSPITAL, "agency": "hospital_paediatrician", "contact": { "name": "Dr Asha Lane", "email": "asha.lane@riverside.example" },
            "form": "reporting", "sections": sections, "due_on": "2026-12-18",
        });
        let body = json!({ "requests": [one], "legal_basis": "Section 16M of the Children Act 2004" });
        let sent = self.app.coordinator().post(&format!("{}/requests", case.path()), body).await.expect(201);
        self.app.work();
        id(&sent["ids"][0])
    }

    /// An invitation to a request, unused.
    pub async fn an_invitation(self, case: &Case, request: Uuid) -> Uuid {
        let body = json!({ "contact": { "name": "Dr Asha Lane", "email": "asha.lane@riverside.example" } });
        let made = self.app.coordinator().post(&format!("{}/requests/{request}/invitations", case.path()), body).await.expect(201);
        self.app.work();
        id(&made["id"])
    }

    /// A request that the hospital has answered and submitted.
    pub async fn an_answer(self, request: Uuid) {
        let hospital = self.app.agency_contributor();
        let address = format!("/api/v1/agency/requests/{request}");
        let change = json!({ "changes": [{ "question": "last_contact", "base_revision": 0, "value": "2026-10-20" }] });
        hospital.call("PATCH", &format!("{address}/answers")).json(&change).send().await.expect(200);
        hospital.post(&format!("{address}/submission"), json!({})).await.expect(200);
    }

    /// A newborn's notification in Kent.
    pub async fn a_neonatal_notification(self) -> Notification {
        self.notification_of(neonatal_answers()).await
    }

    /// A notification in Norfolk.
    pub async fn a_notification_in_norfolk(self) -> Notification {
        self.a_notification_with(|answers| {
            answers.insert("postcode".into(), json!("NR1 1AA"));
        })
        .await
    }

    /// A notification that Kent has offered to Norfolk, and the offer.
    pub async fn an_offered_notification(self) -> (Notification, Uuid) {
        let notification = self.a_notification().await;
        let body = json!({ "to_area_id": super::template::NORF, "reason": "sent_wrongly", "words": "The home is in Norwich" });
        let offer = self.app.coordinator().post(&format!("{}/transfers", notification.path()), body).await.expect(201);
        self.app.work();
        (notification, id(&offer["id"]))
    }

    /// An offer of a case of Kent to another area, made by the manager.
    pub async fn an_offer_of(self, case: &Case, to: Uuid) -> Uuid {
        let body = json!({ "to_area_id": to, "reason": "lives_there", "words": "The home is there" });
        let offer = self.app.manager().post(&format!("{}/transfers", case.path()), body).await.expect(201);
        id(&offer["id"])
    }

    /// A case in Kent.
    pub async fn an_accepted_case(self) -> Case {
        self.a_case_of(answers()).await
    }

    /// A case in Kent with other answers.
    pub async fn an_accepted_case_with(self, change: Change) -> Case {
        let mut answers = answers();
        change(&mut answers);
        self.a_case_of(answers).await
    }

    /// A case of these answers, accepted by the coordinator of Kent.
    pub async fn a_case_of(self, answers: Map<String, Value>) -> Case {
        let notification = self.notification_of(answers).await;
        self.accepted(&self.app.coordinator(), notification).await
    }

    /// A case in Norfolk.
    pub async fn a_case_in_norfolk(self) -> Case {
        let notification = self.a_notification_in_norfolk().await;
        self.accepted(&self.app.other_area_coordinator(), notification).await
    }

    async fn accepted(self, by: &Persona<'_>, notification: Notification) -> Case {
        let body = by.post(&format!("{}/acceptance", notification.path()), json!({})).await.expect(201);
        Case { id: id(&body["case"]["id"]), reference: body["case"]["reference"].as_str().expect("a reference").to_owned(), notification }
    }

    /// Makes a case one that only people with a grant may know of, and gives this person one.
    pub fn restricted_to(self, case: &Case, person: &Persona<'_>) {
        let user = person.user.expect("an account");
        self.app.database.run(&format!(
            "UPDATE cases SET restricted = true WHERE id = '{0}';
             INSERT INTO case_grants SELECT gen_random_uuid(), id, area_id, '{user}', now(), '{user}' FROM cases WHERE id = '{0}';",
            case.id
        ));
    }

    /// A text on a case of Kent.
    pub async fn a_document(self, case: &Case) -> Document {
        let person = self.app.coordinator();
        let upload = person.call("POST", &format!("{}/documents", case.path())).form("notes.txt", b"Seen at ten.", &[("classification", "other")]);
        let id = id(&upload.send().await.expect(201)["id"]);
        Document { id, path: format!("{}/documents/{id}", case.path()) }
    }

    /// A case of Kent for which the manager alone has a grant.
    pub async fn a_restricted_case(self) -> Case {
        let case = self.an_accepted_case().await;
        self.restricted(&case).await;
        case
    }

    /// Restricted by the manager of Kent, who has a grant by that.
    pub async fn restricted(self, case: &Case) {
        let body = json!({ "restricted": true, "reason": "The child of a member of staff" });
        self.app.manager().put(&format!("{}/restriction", case.path()), body).await.expect(200);
    }

    /// A grant given by the manager of Kent.
    pub async fn grant(self, case: &Case, user: Uuid) -> Uuid {
        id(&self.app.manager().post(&format!("{}/grants", case.path()), json!({ "user_id": user })).await.expect(201)["id"])
    }

    /// An interest declared for somebody by the manager of Kent.
    pub async fn interest(self, case: &Case, user: Uuid) -> Uuid {
        let body = json!({ "reason": "A relative of the family", "user_id": user });
        id(&self.app.manager().post(&format!("{}/interests", case.path()), body).await.expect(201)["id"])
    }

    /// Opened in an emergency, and whoever has to know was told.
    pub async fn emergency(self, case: &Case, by: &Persona<'_>) -> Uuid {
        by.post("/api/v1/emergency-accesses", emergency(&case.reference, &self.app.code_now())).await.expect(201);
        self.app.work();
        id(&self.app.database.value("SELECT id FROM glass_breaks ORDER BY opened_at DESC, id DESC LIMIT 1"))
    }

    /// Many cases of Kent, each another child, put straight into the table; for lists.
    pub fn many_cases(&self, how_many: usize, change: impl Fn(usize) -> CaseSeed) {
        let keyring = &self.app.shared.settings.keyring;
        let sql: String = (0..how_many).map(|n| case_row(keyring, ids::new_id(), n, &change(n))).collect();
        self.app.database.run(&sql);
    }
}

/// A case for lists.
#[derive(Clone, Debug)]
pub struct CaseSeed {
    /// Area.
    pub area: Uuid,
    /// Status code.
    pub status: &'static str,
    /// Age band code.
    pub age_band: &'static str,
    /// Place code.
    pub place: &'static str,
    /// When its next deadline is, from the beginning of the test.
    pub due_in_hours: Option<i64>,
}

/// The statement that puts a case straight into the table.
pub fn case_row(keyring: &Keyring, id: Uuid, n: usize, seed: &CaseSeed) -> String {
    let (key, wrapped) = keyring.draw(id);
    let identity = Identity { surname: format!("Seed{n}"), forenames: "Child".into(), ..Identity::default() };
    let due = seed.due_in_hours.map_or_else(|| "NULL".to_owned(), |h| format!("'2026-11-20T10:30:00Z'::timestamptz + interval '{h} hours'"));
    format!(
        "INSERT INTO cases (id, area_id, review_type, reference, status, date_of_birth, date_of_death, age_days, age_band,
                    sex, ethnicity, place_of_death, opened_at, next_due_at, next_due_rule, wrapped_key, sealed)
                 VALUES ('{id}', '{}', 'child-death-review', '{}/2025/{:04}', '{}', '2020-01-01', '2026-10-01'::date + {}, 100,
                    '{}', 'female', 'A', '{}', '2026-11-01T09:00:00Z'::timestamptz + interval '{} minutes', {due}, {}, '\\x{}', '\\x{}');",
        seed.area,
        if seed.area == super::template::KENT { "KENT" } else { "NORF" },
        n + 1,
        seed.status,
        n % 20,
        seed.age_band,
        seed.place,
        n / 3,
        if seed.due_in_hours.is_some() { "'triage'" } else { "NULL" },
        hex::encode(wrapped),
        hex::encode(key.seal_json(IDENTITY, id, &identity).expect("texts")),
    )
}

fn id(value: &Value) -> Uuid {
    value.as_str().and_then(|text| text.parse().ok()).expect("an identifier")
}
