//! Offering a case or a notification to another area.

use super::service::{SUMMARY, Summary};
use super::store::{self, TransferRow};
use super::views::{OfferTransfer, TransferName};
use crate::area::store::{find_area, list_names};
use crate::case::access;
use crate::case::events::CaseEvent;
use crate::case::opening::note;
use crate::identity::views::AreaName;
use crate::notification::store as notifications;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::jobs::{self, Job};
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use chrono::NaiveDate;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::case::status::Status as CaseStatus;
use opencdr_domain::case::workflow;
use opencdr_domain::notification::decision::Status;
use opencdr_domain::transfer::{Reason, State};
use opencdr_domain::vocab::age::{AgeBand, age_between};
use serde_json::json;
use uuid::Uuid;

/// What is offered.
struct Subject {
    case: Option<Uuid>,
    notification: Option<Uuid>,
    reference: String,
    area: Uuid,
    restricted: bool,
    age_band: String,
    date_of_death: NaiveDate,
}

fn other_area(tx: &mut Tx, from: Uuid, wanted: &OfferTransfer) -> Result<AreaName, Problem> {
    let refuse = |words: &str| Problem::field(Code::InvalidBody, "/to_area_id", "not_an_option", words);
    if wanted.to_area_id == from {
        return Err(refuse("It is in that area already; choose another"));
    }
    let today = tx.today;
    find_area(tx.conn(), wanted.to_area_id, today)?.ok_or_else(|| refuse("There is no such area today; choose one from GET /api/v1/areas"))
}

fn insert(tx: &mut Tx, subject: Subject, wanted: &OfferTransfer) -> Result<Answer, Problem> {
    let Some(reason) = Reason::from_code(&wanted.reason) else {
        return Err(Problem::field(Code::InvalidBody, "/reason", "not_an_option", "Choose one of the reasons of GET /api/v1/transfer-reasons"));
    };
    let id = ids::new_id();
    let (key, wrapped_key) = tx.keyring().draw(id);
    let summary = Summary { words: wanted.words.trim().to_owned(), age_band: subject.age_band, date_of_death: subject.date_of_death };
    let row = TransferRow {
        id,
        case_id: subject.case,
        notification_id: subject.notification,
        reference: subject.reference,
        from_area_id: subject.area,
        to_area_id: wanted.to_area_id,
        reason: reason.code().to_owned(),
        restricted: subject.restricted,
        state: State::Offered.code().to_owned(),
        offered_at: tx.now,
        offered_by: tx.person()?.user,
        decided_at: None,
        decided_by: None,
        wrapped_key,
        sealed: key.seal_json(SUMMARY, id, &summary)?,
        sealed_decision: None,
    };
    store::insert(tx.conn(), &row)?;
    for area in [row.from_area_id, row.to_area_id] {
        let event = Event::on(Act::OfferTransfer, ObjectKind::Transfer, id).area(area);
        let event = match row.case_id {
            Some(case) => event.case(case),
            None => event,
        };
        tx.record(event.detail(json!({ "reason": row.reason, "from": row.from_area_id, "to": row.to_area_id })))?;
    }
    jobs::enqueue(tx, &Job::AlertTransfer { area: row.to_area_id, reference: row.reference, restricted: row.restricted })?;
    let opens = row.case_id.or(row.notification_id);
    Answer::created(format!("/api/v1/transfers/{id}"), TransferName { id, state: row.state, opens })
}

/// Offers a case. From then on it is read here and changed nowhere, until the offer is settled.
pub fn case(tx: &mut Tx, id: Uuid, wanted: &OfferTransfer) -> Result<Answer, Problem> {
    let (case, row) = access::open_for_change(tx, id)?;
    tx.request.check_version(row.version)?;
    let status = CaseStatus::from_code(&row.status).ok_or_else(|| Problem::internal("a case has an unknown status"))?;
    if let Err(workflow::Refusal::NotInThisStatus(_, why)) = workflow::decide(status, workflow::Action::OfferTransfer) {
        return Err(Problem::new(Code::Conflict, why));
    }
    let to = other_area(tx, case.area(), wanted)?;
    let subject = Subject {
        case: Some(case.id()),
        notification: None,
        reference: row.reference,
        area: case.area(),
        restricted: row.restricted,
        age_band: row.age_band,
        date_of_death: row.date_of_death,
    };
    let answer = insert(tx, subject, wanted)?;
    let from = list_names(tx.conn(), &[case.area()])?.remove(&case.area()).map(|area| area.name).unwrap_or_default();
    let reason = Reason::from_code(&wanted.reason).map(|one| one.words(&from, &to.name)).unwrap_or_default();
    let event = CaseEvent::TransferOffered { to: to.name, reason, words: wanted.words.trim().to_owned() };
    let (now, user) = (tx.now, tx.user());
    note(tx, &case, now, user, &event)?;
    Ok(answer)
}

/// Offers a notification that waits.
pub fn notification(tx: &mut Tx, id: Uuid, wanted: &OfferTransfer) -> Result<Answer, Problem> {
    let areas = tx.areas();
    // An offer makes its notification unchangeable, so that it cannot be held here any more: that is told first.
    if tx.is_offered(id) {
        return Err(Problem::new(Code::Conflict, access::OFFERED));
    }
    let row = notifications::lock_visible(tx.conn(), &areas, id)?.ok_or_else(Problem::not_found)?;
    tx.request.check_version(row.version)?;
    if row.status != Status::Received.code() {
        return Err(Problem::new(Code::AlreadyDecided, "This notification was decided. Offer its case to the other area instead."));
    }
    other_area(tx, row.area_id, wanted)?;
    let band = age_between(row.date_of_birth, row.date_of_death).as_ref().and_then(AgeBand::of).map(AgeBand::code).unwrap_or_default();
    let subject = Subject {
        case: None,
        notification: Some(row.id),
        reference: row.reference,
        area: row.area_id,
        restricted: false,
        age_band: band.to_owned(),
        date_of_death: row.date_of_death,
    };
    insert(tx, subject, wanted)
}
