//! The review of what was opened in an emergency: by a manager, within five working days, never one's own.

use super::sealed::{ASKED, Asked, REVIEW};
use super::store_emergency::{self as store, Key, Named};
use super::views::{EmergencyAccessView, ReviewEmergency, ReviewView};
use crate::area::store::list_names;
use crate::identity::views::AreaName;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::page;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::deadline::calendar::Calendar;
use opencdr_domain::deadline::due::is_overdue;
use opencdr_domain::identity::emergency::{Outcome, Reason, review_due};
use opencdr_domain::identity::permission::Permission;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// A page of openings, those that wait or those reviewed.
pub fn list(tx: &mut Tx, waiting: bool, key: Option<Key>, limit: i64) -> Result<(Vec<EmergencyAccessView>, Option<String>), Problem> {
    let areas = tx.areas();
    let rows = store::list_openings(tx.conn(), &areas, waiting, key, limit + 1)?;
    let (rows, next) = page::cut(rows, limit, |row| (row.0.opened_at, row.0.id));
    let event = Event::list(Action::ListEmergencyAccesses, ObjectKind::EmergencyAccess, rows.iter().map(|row| row.0.id).collect());
    tx.record(match areas.as_slice() {
        [one] => event.area(*one),
        _ => event,
    })?;
    let names = list_names(tx.conn(), &areas)?;
    Ok((rows.into_iter().map(|row| view(tx, row, &names)).collect::<Result<_, _>>()?, next))
}

fn view(tx: &Tx, (row, opened_by, reviewed_by): Named, areas: &HashMap<Uuid, AreaName>) -> Result<EmergencyAccessView, Problem> {
    let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
    let asked: Asked = key.open_json(ASKED, row.id, &row.sealed_words)?;
    let review_due_at = review_due(row.opened_at, Calendar::england_and_wales());
    let review = match (row.reviewed_at, row.outcome, row.sealed_review) {
        (Some(at), Some(outcome), Some(sealed)) => Some(ReviewView {
            at,
            by: reviewed_by.unwrap_or_default(),
            outcome_label: Outcome::from_code(&outcome).map_or_else(|| outcome.clone(), |known| known.label().to_owned()),
            outcome,
            words: key.open_json(REVIEW, row.id, &sealed)?,
        }),
        _ => None,
    };
    Ok(EmergencyAccessView {
        id: row.id,
        case_reference: asked.reference,
        case_id: (!tx.denied().contains(&row.case_id)).then_some(row.case_id),
        area: areas.get(&row.area_id).cloned().ok_or_else(Problem::not_found)?,
        opened_by,
        opened_at: row.opened_at,
        until: row.expires_at,
        reason_label: Reason::from_code(&row.reason).map_or_else(|| row.reason.clone(), |known| known.label().to_owned()),
        reason: row.reason,
        words: asked.words,
        review_due_at,
        overdue: is_overdue(review_due_at, row.reviewed_at, tx.now),
        may_review: review.is_none() && tx.user() != Some(row.user_id),
        review,
    })
}

/// Reviews an opening, once.
pub fn review(tx: &mut Tx, id: Uuid, wanted: &ReviewEmergency) -> Result<Answer, Problem> {
    let areas = tx.areas();
    let row = store::lock_opening(tx.conn(), &areas, id)?.ok_or_else(Problem::not_found)?;
    let (now, me) = (tx.now, tx.person()?.user);
    if row.user_id == me {
        return Err(Problem::new(Code::Forbidden, "Nobody reviews what they opened themselves. Ask another manager to look at this one."));
    }
    if row.reviewed_at.is_some() {
        return Err(Problem::new(Code::AlreadyDecided, "A colleague has reviewed this already. Reload to see what they found."));
    }
    let Some(outcome) = Outcome::from_code(&wanted.outcome) else {
        return Err(Problem::field(Code::InvalidBody, "/outcome", "not_an_option", "Choose what you found"));
    };
    let words = wanted.words.trim();
    let sealed = tx.keyring().unwrap(id, &row.wrapped_key)?.seal_json(REVIEW, id, &words)?;
    store::update_review(tx.conn(), id, me, now, outcome.code(), sealed)?;
    let event = Event::on(Action::ReviewEmergencyAccess, ObjectKind::EmergencyAccess, id).area(row.area_id).case(row.case_id);
    tx.record(event.detail(json!({ "outcome": outcome.code() })))?;
    let by = tx.person()?.name.clone();
    let review = ReviewView { at: now, by, outcome: outcome.code().to_owned(), outcome_label: outcome.label().to_owned(), words: words.to_owned() };
    Answer::created("/api/v1/emergency-accesses?state=reviewed".to_owned(), review)
}

/// How many wait for the person's review; nothing for those who review none.
pub fn count(tx: &mut Tx) -> Result<Option<i64>, Problem> {
    let me = tx.person()?.user;
    let areas: Vec<Uuid> = tx.areas().into_iter().filter(|area| tx.may(Permission::ReviewEmergencyAccess, *area)).collect();
    if areas.is_empty() {
        return Ok(None);
    }
    store::count_waiting(tx.conn(), &areas, me).map(Some)
}
