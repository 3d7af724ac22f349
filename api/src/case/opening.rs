//! How an accepted notification becomes a case.

use super::access::{CaseAccess, CaseChange};
use super::events::CaseEvent;
use super::places;
use super::response;
use super::scope;
use super::sealed::{self, IDENTITY, Identity, PersonDetails, ProfessionalDetails};
use super::store::{self, CaseRow, DeadlineRow, PersonRow, ProfessionalRow};
use super::views::CaseName;
use crate::platform::ids;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::{DateTime, Datelike, Utc};
use opencdr_domain::case::reference::CaseReference;
use opencdr_domain::case::workflow::Opening;
use opencdr_domain::forms::{AnswerSet, Person};
use opencdr_domain::notification::facts::NotificationFacts;
use opencdr_domain::review_type::CHILD_DEATH_REVIEW;
use opencdr_domain::vocab::age::{AgeBand, age_between, age_days};
use serde_json::{Map, Value};
use uuid::Uuid;

/// What a case is opened from.
pub struct Source<'a> {
    /// Area responsible.
    pub area: Uuid,
    /// Its code.
    pub area_code: &'a str,
    /// Answers of the notification, valid and normalised.
    pub answers: &'a AnswerSet,
    /// Local authority of residence, where known.
    pub local_authority: Option<String>,
    /// Notification, its reference and its sender's agency.
    pub notification: (Uuid, &'a str, &'a str),
    /// When it was received.
    pub received_at: DateTime<Utc>,
}

/// Opens a case: the child, the family, the professionals, the first deadlines and the first events.
///
/// # Errors
/// When the answers lack what every valid notification has.
pub fn open(tx: &mut Tx, source: &Source, plan: &Opening) -> Result<CaseName, Problem> {
    let answers = source.answers;
    let missing = || Problem::internal("an accepted notification lacks a date");
    let (born, died) = (answers.date("date_of_birth").ok_or_else(missing)?, answers.date("date_of_death").ok_or_else(missing)?);
    let year = tx.today.year();
    let number = store::next_number(tx.conn(), source.area, year)?;
    let reference = CaseReference::new(source.area_code, year, u32::try_from(number).unwrap_or(0))
        .ok_or_else(|| Problem::internal("a case reference could not be made"))?
        .to_string();
    let id = ids::new_id();
    let (key, wrapped_key) = tx.keyring().draw(id);
    let facts = NotificationFacts::from_answers(answers.as_map());
    let identity = Identity {
        surname: text(answers, "surname"),
        forenames: text(answers, "forenames"),
        aliases: answers.text("aliases").map(str::to_owned),
        nhs_number: answers.text("nhs_number").map(str::to_owned),
        address: home(answers),
        postcode: answers.text("postcode").map(str::to_owned),
        multiple: facts.multiple,
        birth_order: facts.birth_order,
    };
    let codes = sealed::codes(&tx.keyring().index(source.area), &identity);
    let sealed = key.seal_json(IDENTITY, id, &identity)?;
    let case = CaseChange::to_new(id, source.area, key);
    let next = plan.deadlines.first();
    let (residence, death, event) = places::derived(tx, source)?;
    let row = CaseRow {
        id: case.id(),
        area_id: source.area,
        review_type: CHILD_DEATH_REVIEW.code.to_owned(),
        reference: reference.clone(),
        status: plan.status.code().to_owned(),
        nhs_number_missing_reason: answers.code("nhs_number_missing_reason").map(str::to_owned),
        date_of_birth: born,
        date_of_death: died,
        time_of_birth: answers.time("time_of_birth"),
        time_of_death: answers.time("time_of_death"),
        age_days: age_days(born, died).and_then(|d| i32::try_from(d).ok()).unwrap_or(0),
        age_band: age_between(born, died).as_ref().and_then(AgeBand::of).map(AgeBand::code).unwrap_or_default().to_owned(),
        sex: text(answers, "sex"),
        ethnicity: text(answers, "ethnicity"),
        place_of_death: text(answers, "place_of_death"),
        local_authority_code: source.local_authority.clone(),
        opened_at: tx.now,
        opened_by: tx.user(),
        next_due_at: next.map(|d| d.due.at),
        next_due_rule: next.map(|d| d.rule.id.to_owned()),
        version: 1,
        wrapped_key,
        restricted: false,
        sealed,
        nhs_key: codes.nhs_key,
        match_keys: codes.match_keys,
        merged_into: None,
        area_of_residence: residence,
        area_of_death: death,
        area_of_event: event,
    };
    store::insert_case(tx.conn(), &row, &codes.name_keys)?;
    let deadlines: Vec<DeadlineRow> = plan
        .deadlines
        .iter()
        .map(|d| DeadlineRow {
            case_id: row.id,
            rule_id: d.rule.id.to_owned(),
            area_id: source.area,
            trigger_at: d.trigger_at,
            due_at: d.due.at,
            met_at: None,
            stopped_at: None,
        })
        .collect();
    store::insert_parts(tx.conn(), &people(&case, answers)?, &professionals(&case, answers)?, &deadlines)?;
    response::keep_suggestion(tx, &case, answers)?;
    scope::keep_answers(tx, &case, source)?;
    let (notification, notification_reference, organisation) = source.notification;
    let received =
        CaseEvent::NotificationReceived { notification, reference: notification_reference.to_owned(), organisation: organisation.to_owned() };
    note(tx, &case, source.received_at, None, &received)?;
    let (now, user) = (tx.now, tx.user());
    note(tx, &case, now, user, &CaseEvent::CaseOpened { reference: reference.clone() })?;
    Ok(CaseName { id: row.id, reference })
}

/// Adds to what happened on a case.
pub fn note(tx: &mut Tx, case: &CaseChange, at: DateTime<Utc>, by: Option<Uuid>, event: &CaseEvent) -> Result<(), Problem> {
    let (kind, detail) = event.parts();
    let id = ids::new_id();
    let sealed = case.seal_json(sealed::EVENT, id, &detail)?;
    store::insert_event(tx.conn(), case, (id, at, by), &kind, sealed)
}

/// The home address as it was given; empty when nobody knows it.
fn home(answers: &AnswerSet) -> Map<String, Value> {
    answers.as_map().get("home_address").and_then(Value::as_object).filter(|given| !given.contains_key("state")).cloned().unwrap_or_default()
}

fn text(answers: &AnswerSet, question: &str) -> String {
    answers.text(question).unwrap_or_default().to_owned()
}

fn row_id(row: &AnswerSet) -> Uuid {
    // The row id of the form stays the id of the row, so that later forms can speak of the same person; ids of
    // two notifications cannot clash, since the case's own id is mixed in.
    row.row_id().unwrap_or_else(ids::new_id)
}

/// Mixes the case into a row id, so that the same form sent twice gives two rows.
fn id_in(case: &CaseAccess, row: &AnswerSet) -> Uuid {
    let hash = crate::platform::crypto::sha256(&[case.id().as_bytes(), row_id(row).as_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn people(case: &CaseAccess, answers: &AnswerSet) -> Result<Vec<PersonRow>, Problem> {
    let mut rows = Vec::new();
    for (group, role) in [("carers", "carer"), ("other_children", "child"), ("significant_others", "other")] {
        for row in answers.rows(group) {
            let mut details = row.as_map().clone();
            for key in ["row", "name", "relationship", "dob"] {
                details.remove(key);
            }
            let person = PersonDetails {
                name: row.text("name").unwrap_or("Name not known").to_owned(),
                relationship: row.text("relationship").map(str::to_owned),
                date_of_birth: row.date("dob"),
                details,
            };
            let id = id_in(case, &row);
            rows.push(PersonRow {
                id,
                case_id: case.id(),
                area_id: case.area(),
                role: role.to_owned(),
                position: i32::try_from(rows.len()).unwrap_or(i32::MAX),
                sealed: case.seal_json(sealed::PERSON, id, &person)?,
            });
        }
    }
    Ok(rows)
}

/// Professionals the form asks for by a question of their own; the case calls them as the question does.
const NAMED: [&str; 5] = ["key_worker", "senior_doctor", "jar_lead", "consultant_in_charge", "coroner_officer"];

fn professionals(case: &CaseAccess, answers: &AnswerSet) -> Result<Vec<ProfessionalRow>, Problem> {
    let own = |row: &AnswerSet, question: &str| row.text(question).map(str::to_owned);
    let listed = answers.rows("professionals").into_iter().map(|row| {
        let details = ProfessionalDetails {
            name: own(&row, "name"),
            job_title: own(&row, "role"),
            organisation: own(&row, "organisation"),
            phone: own(&row, "phone"),
            email: own(&row, "email"),
        };
        (id_in(case, &row), text(&row, "agency"), own(&row, "informed"), details)
    });
    let named = NAMED.iter().filter_map(|question| {
        let Person { name, role, organisation, phone, email } = answers.person(question)?;
        let details = ProfessionalDetails { name, job_title: role, organisation, phone, email };
        Some((ids::new_id(), (*question).to_owned(), None, details))
    });
    listed
        .chain(named)
        .zip(0..)
        .map(|((id, agency, informed, details), position)| {
            let sealed = case.seal_json(sealed::PROFESSIONAL, id, &details)?;
            Ok(ProfessionalRow { id, case_id: case.id(), area_id: case.area(), agency, informed, position, sealed })
        })
        .collect()
}
