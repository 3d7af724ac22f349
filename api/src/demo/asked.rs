//! Agencies that were asked about the youngest invented cases, and what they answered.

use super::random::Rng;
use super::world::World;
use crate::case::sealed::{IDENTITY, Identity};
use crate::case::showing::child_name;
use crate::platform::keyring::RecordKey;
use crate::request::sealed::{ANSWER, CLARIFICATION, SUBMISSION, TOLD, Told};
use crate::request::store::{ClarificationRow, RequestRow, SubmissionRow};
use crate::request::store_answers::AnswerRow;
use crate::request::views::{ClarifiedQuestion, Contact, GivenAnswer, KnownAnswer, KnownAnswers};
use crate::request::views_agency::AskedChild;
use crate::schema::{cases, request_answers, request_clarifications, request_submissions, requests};
use anyhow::{Result, anyhow};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use opencdr_domain::notification::reference::{Kind, format as reference};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Cases of each area that agencies were asked about.
const CASES: i64 = 6;
/// Sections of the reporting form that everybody is asked for.
const SECTIONS: [&str; 5] = ["r_id", "r_circ", "r_b", "r_d", "r_learn"];
/// What the office writes, as `forms/request-routing.json` begins.
const LEGAL_BASIS: &str = "The child death review partners ask for this information under section 16N of the Children Act 2004, for the review of the child’s death under section 16M.";

/// How far an invented request has come.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Sent,
    Overdue,
    Begun,
    Submitted,
    Returned,
    Accepted,
    NotKnown,
}

/// What became of the three requests of each case; of the first, all three were answered, and not alike.
const STAGES: [[Stage; 3]; 6] = [
    [Stage::Submitted, Stage::Accepted, Stage::Submitted],
    [Stage::Begun, Stage::Sent, Stage::Accepted],
    [Stage::Overdue, Stage::Submitted, Stage::Sent],
    [Stage::Returned, Stage::Begun, Stage::NotKnown],
    [Stage::Sent, Stage::Sent, Stage::Submitted],
    [Stage::NotKnown, Stage::Returned, Stage::Overdue],
];

/// A case somebody is asked about.
type Subject = (Uuid, Uuid, NaiveDate, NaiveDate, i32, String, Vec<u8>, Vec<u8>);

/// Invents requests for the demonstration's own areas; a world made for measuring has none.
///
/// # Errors
/// When they cannot be written.
pub fn load(conn: &mut PgConnection, world: &World) -> Result<()> {
    if world.brief {
        return Ok(());
    }
    for (number, area) in world.areas.iter().take(3).enumerate() {
        let subjects: Vec<Subject> = cases::table
            .filter(cases::area_id.eq(area.id).and(cases::restricted.eq(false)))
            .filter(cases::status.eq_any(["triage", "information_gathering"]))
            .order((cases::opened_at.desc(), cases::id))
            .limit(CASES)
            .select((
                cases::id,
                cases::area_id,
                cases::date_of_birth,
                cases::date_of_death,
                cases::age_days,
                cases::age_band,
                cases::wrapped_key,
                cases::sealed,
            ))
            .load(conn)?;
        for (at, subject) in subjects.iter().enumerate() {
            ask(conn, world, number, at, subject)?;
        }
    }
    Ok(())
}

fn ask(conn: &mut PgConnection, world: &World, area: usize, at: usize, subject: &Subject) -> Result<()> {
    let (case, .., wrapped, sealed) = subject;
    let broken = |problem| anyhow!("an invented case cannot be opened: {problem}");
    let identity: Identity = world.keyring.unwrap(*case, wrapped).and_then(|key| key.open_json(IDENTITY, *case, sealed)).map_err(broken)?;
    // The surgery and the school have people who sign in; the hospital of the area would be invited.
    let kinds = ["gp", "school", "hospital_paediatrician"];
    let organisations = [10, 9, area].map(|place| &world.agencies[place]);
    for (place, organisation) in organisations.into_iter().enumerate() {
        let mut rng = Rng::of(world.seed, 140 + place as u64, (area * 100 + at) as u64);
        let request = Request {
            world,
            area,
            subject,
            identity: &identity,
            agency: kinds[place],
            organisation: organisation.id,
            who: place,
            stage: STAGES[at % STAGES.len()][place],
        };
        request.write(conn, &mut rng)?;
    }
    Ok(())
}

struct Request<'w> {
    world: &'w World,
    area: usize,
    subject: &'w Subject,
    identity: &'w Identity,
    agency: &'static str,
    organisation: Uuid,
    /// Which of those who are asked.
    who: usize,
    stage: Stage,
}

impl Request<'_> {
    fn write(&self, conn: &mut PgConnection, rng: &mut Rng) -> Result<()> {
        let days = |n: u64| self.world.until - TimeDelta::days(i64::try_from(n).unwrap_or(0)) + TimeDelta::hours(9);
        let sent = days(if self.stage == Stage::Overdue { 30 } else { 9 });
        let id = rng.id(sent);
        let (key, wrapped_key) = self.world.keyring.draw(id);
        let by = self.world.coordinator(self.area);
        let row = self.row(id, sent, by, rng, (&key, wrapped_key))?;
        diesel::insert_into(requests::table).values(&row).execute(conn)?;
        let answers = match self.stage {
            Stage::Begun => self.answers(days(3)).into_iter().take(2).collect(),
            Stage::Submitted | Stage::Returned | Stage::Accepted => self.answers(days(3)),
            Stage::Sent | Stage::Overdue | Stage::NotKnown => Vec::new(),
        };
        for answer in &answers {
            let saved = rng.id(answer.saved_at);
            diesel::insert_into(request_answers::table).values(&answer_row(&row, &key, saved, answer)?).execute(conn)?;
        }
        if row.submitted_at.is_some() {
            diesel::insert_into(request_submissions::table).values(&submission(&row, &key, rng.id(days(3)), &answers)?).execute(conn)?;
        }
        if let Some(returned_at) = row.returned_at {
            let id = rng.id(returned_at);
            let asked = |question: &str, message: &str| ClarifiedQuestion { question: question.into(), row: None, message: message.into() };
            let named = [asked("last_contact", "Is the year right?"), asked("issues", "Which letter was it?")];
            let sealed = seal(&key, CLARIFICATION, id, &named)?;
            let row = ClarificationRow { id, request_id: row.id, case_id: row.case_id, area_id: row.area_id, returned_at, returned_by: by, sealed };
            diesel::insert_into(request_clarifications::table).values(&row).execute(conn)?;
        }
        Ok(())
    }

    fn row(&self, id: Uuid, sent: DateTime<Utc>, by: Uuid, rng: &mut Rng, (key, wrapped_key): (&RecordKey, Vec<u8>)) -> Result<RequestRow> {
        let (case, area, ..) = self.subject;
        let later = |hours: i64| Some(sent + TimeDelta::hours(hours));
        let answered = matches!(self.stage, Stage::Submitted | Stage::Returned | Stage::Accepted);
        let opened = answered || matches!(self.stage, Stage::Begun | Stage::NotKnown);
        let bits = rng.bits().to_be_bytes();
        let due_on = (sent + TimeDelta::days(21)).date_naive();
        Ok(RequestRow {
            id,
            case_id: *case,
            area_id: *area,
            reference: reference(Kind::Request, [bits[0], bits[1], bits[2], bits[3], bits[4]]),
            organisation_id: self.organisation,
            agency: self.agency.to_owned(),
            form_id: "reporting".to_owned(),
            form_version: 1,
            sections: SECTIONS.map(|section| Some(section.to_owned())).to_vec(),
            due_on,
            sent_at: sent,
            sent_by: by,
            resent_at: None,
            undelivered_at: None,
            opened_at: later(20).filter(|_| opened),
            first_saved_at: later(21).filter(|_| answered || self.stage == Stage::Begun),
            submitted_at: later(144).filter(|_| answered),
            returned_at: later(160).filter(|_| self.stage == Stage::Returned),
            accepted_at: later(170).filter(|_| self.stage == Stage::Accepted),
            accepted_by: Some(by).filter(|_| self.stage == Stage::Accepted),
            declined_at: later(22).filter(|_| self.stage == Stage::NotKnown),
            decline_reason: Some("not_known_to_us".to_owned()).filter(|_| self.stage == Stage::NotKnown),
            withdrawn_at: None,
            withdrawn_by: None,
            assigned_to: None,
            version: 1,
            wrapped_key,
            sealed: seal(key, TOLD, id, &self.told())?,
            sealed_ending: None,
        })
    }

    fn told(&self) -> Told {
        let (_, _, born, died, age_days, age_band, ..) = self.subject;
        let known = |value: Value| KnownAnswer { value, source: "The notification".to_owned() };
        let mut all = KnownAnswers::from([
            ("agency".to_owned(), KnownAnswer { value: self.agency.into(), source: "This request".into() }),
            ("surname".to_owned(), known(self.identity.surname.clone().into())),
            ("date_of_birth".to_owned(), known(born.to_string().into())),
            ("date_of_death".to_owned(), known(died.to_string().into())),
        ]);
        if !self.identity.forenames.is_empty() {
            all.insert("forenames".to_owned(), known(self.identity.forenames.clone().into()));
        }
        Told {
            contact: Contact::default(),
            message: Some("Thank you for looking into your records. Please ring us if anything is unclear.".into()),
            legal_basis: LEGAL_BASIS.into(),
            child: AskedChild {
                name: child_name(&self.identity.forenames, &self.identity.surname),
                date_of_birth: Some(*born),
                date_of_death: Some(*died),
                nhs_number: self.identity.nhs_number.clone(),
                address: self.identity.postcode.clone(),
            },
            known: all,
            facts: Map::from_iter([("age_days".into(), json!(age_days)), ("age_band".into(), json!(age_band))]),
        }
    }

    /// What they say: some of it alike, some of it not.
    fn answers(&self, at: DateTime<Utc>) -> Vec<GivenAnswer> {
        let (_, _, _, died, ..) = self.subject;
        let before = |days: u64| died.checked_sub_days(Days::new(days)).unwrap_or(*died).to_string();
        let (issues, good) = [
            ("The referral letter went to an address the family had left.", "The family saw the same doctor at every visit."),
            ("Days missed at school were noted and not asked about.", "A teacher rang the family every week."),
            ("The ward learnt of the earlier visits only afterwards.", "The parents were with their child throughout."),
        ][self.who];
        let person = ["Dr Neil Dawson", "Rosemary Tucker", "Dr Farah Malik"][self.who];
        let pairs = [
            ("last_contact", json!(before(6 + 9 * self.who as u64))),
            ("issues", json!(issues)),
            ("good_practice", json!(good)),
            ("resuscitation", json!(if self.who == 0 { "no" } else { "yes" })),
            ("suggestions", json!({ "state": "nothing_held" })),
        ];
        let given = |(question, value): (&str, Value)| GivenAnswer {
            question: question.to_owned(),
            row: None,
            value,
            revision: 1,
            saved_at: at,
            saved_by: person.to_owned(),
        };
        pairs.into_iter().map(given).collect()
    }
}

fn seal<T: serde::Serialize>(key: &RecordKey, place: &str, row: Uuid, value: &T) -> Result<Vec<u8>> {
    key.seal_json(place, row, value).map_err(|problem| anyhow!("{problem}"))
}

fn answer_row(row: &RequestRow, key: &RecordKey, id: Uuid, given: &GivenAnswer) -> Result<AnswerRow> {
    Ok(AnswerRow {
        id,
        request_id: row.id,
        case_id: row.case_id,
        area_id: row.area_id,
        question: given.question.clone(),
        row_id: given.row,
        revision: given.revision,
        sealed: seal(key, ANSWER, id, &given.value)?,
        saved_at: given.saved_at,
        saved_by: None,
        visit_id: None,
        client_id: None,
        saved_by_name: given.saved_by.clone(),
    })
}

fn submission(row: &RequestRow, key: &RecordKey, id: Uuid, answers: &[GivenAnswer]) -> Result<SubmissionRow> {
    Ok(SubmissionRow {
        id,
        request_id: row.id,
        case_id: row.case_id,
        area_id: row.area_id,
        number: 1,
        form_version: row.form_version,
        submitted_at: row.submitted_at.unwrap_or(row.sent_at),
        submitted_by: None,
        visit_id: None,
        client_id: None,
        submitted_by_name: answers.first().map(|one| one.saved_by.clone()).unwrap_or_default(),
        sealed: seal(key, SUBMISSION, id, &answers)?,
    })
}
