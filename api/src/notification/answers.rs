//! Comparing a notification with another record, and keeping what somebody answered. Nothing is merged by an answer but by
//! "same child" about a case, which links the notification.

use super::deciding;
use super::sealed::Notification;
use super::store;
use super::store_links::{self, AnswerRow, NewAnswer};
use super::views::LinkNotification;
use super::views_comparing::{AnswerComparison, AnswerView, Answered, ComparisonView, WithdrawAnswer};
use crate::case::access::{self, CaseAccess};
use crate::case::comparing::{compared, confirmed, facts_of_case};
use crate::case::views_comparing::{Compared, ComparisonSide};
use crate::case::{store_matching, store_merges};
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::forms::Form;
use opencdr_domain::notification::decision::Status;
use opencdr_domain::notification::facts::NotificationFacts;
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// Place of the comparison an answer was given on.
const COMPARISON: &str = "duplicate_answers.sealed_comparison";
/// Place of the reason of an answer.
const REASON: &str = "duplicate_answers.sealed_reason";
/// Place of the reason for taking one back.
const END_REASON: &str = "duplicate_answers.sealed_end_reason";

/// Another record a notification is compared with.
enum Other {
    Case(CaseAccess, String, String),
    Notification(Box<Notification>),
}

impl Other {
    fn side(&self) -> ComparisonSide {
        match self {
            Self::Case(case, reference, status) => {
                ComparisonSide { kind: "case", id: case.id(), reference: reference.clone(), status: status.clone() }
            }
            Self::Notification(other) => side(other),
        }
    }
}

fn side(notification: &Notification) -> ComparisonSide {
    let row = &notification.row;
    ComparisonSide { kind: "notification", id: row.id, reference: row.reference.clone(), status: row.status.clone() }
}

fn load(tx: &mut Tx, id: Uuid, hold: bool) -> Result<Notification, Problem> {
    let areas = tx.areas();
    let row = if hold { store::lock_visible(tx.conn(), &areas, id)? } else { store::find_visible(tx.conn(), &areas, id)? };
    row.ok_or_else(Problem::not_found)?.open(tx.keyring())
}

fn refuse(pointer: &str, words: &str) -> Problem {
    Problem::field(Code::InvalidBody, pointer, "not_an_option", words)
}

/// Finds the other record and compares.
fn beside(tx: &mut Tx, form: &Form, notification: &Notification, kind: &str, other: Uuid) -> Result<(Other, Compared), Problem> {
    let area = notification.row.area_id;
    match kind {
        "case" => {
            let (case, row) = access::open(tx, other)?;
            if case.area() != area {
                return Err(refuse("/other", "That case is in another area than the notification"));
            }
            Ok((Other::Case(case.clone(), row.reference, row.status), with_case(tx, form, notification, &case)?))
        }
        "notification" if other == notification.row.id => Err(refuse("/other", "Choose another record than this one")),
        "notification" => {
            let there = load(tx, other, false)?;
            if there.row.area_id != area {
                return Err(refuse("/other", "That notification is in another area than this one"));
            }
            let facts = |one: &Notification| NotificationFacts::from_answers(&one.answers);
            let compared = compared(&facts(notification), &facts(&there), form);
            Ok((Other::Notification(Box::new(there)), compared))
        }
        _ => Err(refuse("/kind", "kind is case or notification")),
    }
}

/// Compares a notification with a case: with the likest of it and the cases merged into it.
pub fn with_case(tx: &mut Tx, form: &Form, notification: &Notification, case: &CaseAccess) -> Result<Compared, Problem> {
    let facts = NotificationFacts::from_answers(&notification.answers);
    let births = store_merges::list_births(tx.conn(), case.ids())?;
    let mut likest: Option<Compared> = None;
    for row in store_matching::list_by_id(tx, &[case.area()], case.ids())? {
        let identity = row.identity(tx.keyring())?;
        let found = compared(&facts, &facts_of_case(&row, &identity, births.get(&row.id)), form);
        if likest.as_ref().is_none_or(|best| found.score > best.score) {
            likest = Some(found);
        }
    }
    likest.ok_or_else(Problem::not_found)
}

/// A notification and another record side by side.
pub fn comparison(tx: &mut Tx, form: &Form, id: Uuid, kind: &str, other: Uuid) -> Result<ComparisonView, Problem> {
    let notification = load(tx, id, false)?;
    let (there, compared) = beside(tx, form, &notification, kind, other)?;
    let area = notification.row.area_id;
    tx.record(Event::on(Action::CompareRecords, ObjectKind::Notification, id).area(area))?;
    tx.record(match &there {
        Other::Case(case, ..) => Event::on(Action::CompareRecords, ObjectKind::Case, case.id()).area(area).case(case.id()),
        Other::Notification(other) => Event::on(Action::CompareRecords, ObjectKind::Notification, other.row.id).area(area),
    })?;
    let answer = list(tx, id)?.into_iter().find(|answer| answer.other == other);
    Ok(ComparisonView {
        left: side(&notification),
        right: there.side(),
        not_compared: compared.rows.iter().filter(|row| row.outcome == "missing").map(|row| row.label.clone()).collect(),
        compared,
        answer,
    })
}

/// Keeps an answer. "Same child" about a case links the notification to it.
pub fn answer(tx: &mut Tx, form: &Form, id: Uuid, wanted: &AnswerComparison) -> Result<Answer, Problem> {
    let same = wanted.answer == "same_child";
    if same && wanted.kind == "case" {
        let link = LinkNotification { case_id: wanted.other, reason: wanted.reason.clone(), two_children_confirmed: wanted.two_children_confirmed };
        let (linked, _) = deciding::link_to(tx, form, id, &link)?;
        let body = Answered { id, status: linked.status, answer: wanted.answer.clone(), case: linked.case };
        return Answer::created(location(id), body);
    }
    if !["same_child", "different_child", "not_sure"].contains(&&*wanted.answer) {
        return Err(refuse("/answer", "answer is same_child, different_child or not_sure"));
    }
    let notification = load(tx, id, true)?;
    tx.request.check_version(notification.row.version)?;
    let (there, compared) = beside(tx, form, &notification, &wanted.kind, wanted.other)?;
    if notification.row.status != Status::Received.code() {
        return Err(Problem::new(
            Code::AlreadyDecided,
            "This notification was decided already. Take it out of its case first, if it does not belong there.",
        ));
    }
    if same {
        confirmed(&compared, wanted.two_children_confirmed)?;
    }
    let by = tx.person()?.user;
    let now = tx.now;
    for before in store_links::list_answers(tx.conn(), id)?.iter().filter(|before| other_of(before, id) == wanted.other) {
        store_links::end_answer(tx.conn(), before.id, (now, by), None)?;
    }
    let row = ids::new_id();
    let (case, other) = match &there {
        Other::Case(case, ..) => (Some(case.id()), None),
        Other::Notification(other) => (None, Some(other.row.id)),
    };
    let kept = NewAnswer {
        id: row,
        area_id: notification.row.area_id,
        notification_id: id,
        other_case_id: case,
        other_notification_id: other,
        answer: &wanted.answer,
        sealed_comparison: notification.key.seal_json(COMPARISON, row, &compared)?,
        sealed_reason: notification.key.seal_json(REASON, row, &wanted.reason)?,
        answered_at: now,
        answered_by: by,
    };
    store_links::insert_answer(tx.conn(), &kept)?;
    let event = Event::on(Action::AnswerComparison, ObjectKind::Notification, id).area(notification.row.area_id);
    let event = event.detail(json!({ "answer": wanted.answer, "kind": wanted.kind, "other": wanted.other }));
    tx.record(match case {
        Some(case) => event.case(case),
        None => event,
    })?;
    Answer::created(location(id), Answered { id, status: notification.row.status.clone(), answer: wanted.answer.clone(), case: None })
}

fn location(id: Uuid) -> String {
    format!("/api/v1/notifications/{id}")
}

/// Takes an answer back: the two records are offered again.
pub fn withdraw(tx: &mut Tx, id: Uuid, wanted: &WithdrawAnswer) -> Result<Answer, Problem> {
    let notification = load(tx, id, true)?;
    let found = store_links::list_answers(tx.conn(), id)?.into_iter().find(|answer| answer.id == wanted.answer);
    let row = found.ok_or_else(|| refuse("/answer", "There is no such answer, or it was taken back already"))?;
    let key = if row.notification_id == id { notification.key.clone() } else { load(tx, row.notification_id, false)?.key };
    let sealed = key.seal_json(END_REASON, row.id, &wanted.reason)?;
    let (now, by) = (tx.now, tx.person()?.user);
    store_links::end_answer(tx.conn(), row.id, (now, by), Some(sealed))?;
    let event = Event::on(Action::WithdrawAnswer, ObjectKind::Notification, id).area(notification.row.area_id);
    tx.record(event.detail(json!({ "answer": row.answer, "other": other_of(&row, id) })))?;
    Answer::created(location(id), Answered { id, status: notification.row.status.clone(), answer: row.answer, case: None })
}

fn other_of(row: &AnswerRow, id: Uuid) -> Uuid {
    match (row.other_case_id, row.other_notification_id) {
        (Some(case), _) => case,
        (None, Some(other)) if row.notification_id == id => other,
        (None, _) => row.notification_id,
    }
}

/// The answers in force about a notification, the latest first. An answer about a record the person must not know of is not there.
pub fn list(tx: &mut Tx, id: Uuid) -> Result<Vec<AnswerView>, Problem> {
    let rows = store_links::list_answers(tx.conn(), id)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.notification_id, other_of(row, id)]).collect();
    let named = store_links::list_named(tx.conn(), &ids)?;
    let case_ids: Vec<Uuid> = rows.iter().filter_map(|row| row.other_case_id).chain(named.values().filter_map(|(_, case, _)| *case)).collect();
    let cases = store_merges::list_case_names(tx.conn(), &case_ids)?;
    let people = store_links::list_user_names(tx.conn(), &rows.iter().map(|row| row.answered_by).collect::<Vec<_>>())?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let other = other_of(&row, id);
        let Some((_, _, wrapped)) = named.get(&row.notification_id) else { continue };
        let (kind, reference, case) = match row.other_case_id {
            Some(case) => ("case", cases.get(&case).map(|name| name.reference.clone()), None),
            None => {
                let there = named.get(&other);
                ("notification", there.map(|(reference, ..)| reference.clone()), there.and_then(|(_, case, _)| cases.get(&(*case)?).cloned()))
            }
        };
        let Some(reference) = reference else { continue };
        let key = tx.keyring().unwrap(row.notification_id, wrapped)?;
        views.push(AnswerView {
            id: row.id,
            kind,
            other,
            reference,
            case,
            reason: key.open_json(REASON, row.id, &row.sealed_reason)?,
            at: row.answered_at,
            by: people.get(&row.answered_by).cloned().unwrap_or_default(),
            answer: row.answer,
        });
    }
    Ok(views)
}

/// The records an answer holds for: the one it was given about, the case that notification belongs to by now, and what either
/// continues as.
pub fn records_answered(tx: &mut Tx, answered: &[AnswerView], answer: &str) -> Result<HashSet<Uuid>, Problem> {
    let mut records: HashSet<Uuid> = answered
        .iter()
        .filter(|one| one.answer == answer)
        .flat_map(|one| [Some(one.other), one.case.as_ref().map(|case| case.id)])
        .flatten()
        .collect();
    let all: Vec<Uuid> = records.iter().copied().collect();
    records.extend(store_merges::list_survivors(tx.conn(), &all)?.into_values().map(|survivor| survivor.id));
    Ok(records)
}
