//! Accepting, linking and rejecting: load, decide, save.

use super::sealed::{DECISION, Notification};
use super::store::{self, Decision, NotificationRow};
use super::views::{Decided, LinkNotification, RejectNotification};
use super::{answers, linking};
use crate::area::store::list_names;
use crate::case::access;
use crate::case::comparing::confirmed;
use crate::case::events::CaseEvent;
use crate::case::opening::{self, Source, note};
use crate::case::store as case_store;
use crate::case::views::CaseName;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::facts::OpeningFacts;
use opencdr_domain::case::status::Status as CaseStatus;
use opencdr_domain::case::workflow;
use opencdr_domain::deadline::calendar::Calendar;
use opencdr_domain::forms::{AnswerSet, Form};
use opencdr_domain::notification::decision::{self, Action as Choice, Status};
use opencdr_domain::notification::scope::rejection_reason;
use opencdr_domain::review_type::CHILD_DEATH_REVIEW;
use serde_json::json;
use uuid::Uuid;

/// Loads and holds the notification, and checks the version the caller saw.
pub(super) fn load(tx: &mut Tx, id: Uuid) -> Result<(Notification, Status), Problem> {
    let areas = tx.areas();
    if tx.is_offered(id) {
        return Err(Problem::new(Code::Conflict, access::OFFERED));
    }
    let row = store::lock_visible(tx.conn(), &areas, id)?.ok_or_else(Problem::not_found)?;
    let status = Status::from_code(&row.status).ok_or_else(|| Problem::internal("a notification has an unknown status"))?;
    Ok((row.open(tx.keyring())?, status))
}

fn already_decided(tx: &mut Tx, row: &NotificationRow) -> Result<Problem, Problem> {
    let words = match (&row.status[..], row.case_id) {
        ("rejected", _) => "This notification was rejected. Reload to see why.".to_owned(),
        (_, Some(case)) => {
            let reference = store::list_case_references(tx.conn(), &[case])?.pop().map(|(_, reference)| reference).unwrap_or_default();
            format!("This notification already belongs to case {reference}.")
        }
        (_, None) => "This notification was decided already.".to_owned(),
    };
    Ok(Problem::new(Code::AlreadyDecided, words))
}

fn refuse(tx: &mut Tx, row: &NotificationRow, choice: Choice, status: Status) -> Result<Status, Problem> {
    tx.request.check_version(row.version)?;
    match decision::decide(status, choice) {
        Ok(next) => Ok(next),
        Err(decision::Refusal::AlreadyDecided(_) | decision::Refusal::NotLinked | decision::Refusal::OnlyOne) => Err(already_decided(tx, row)?),
    }
}

fn case_location(case: Uuid) -> String {
    format!("/api/v1/cases/{case}")
}

/// Accepts as a new case. Accepting again answers with the same case.
pub fn accept(tx: &mut Tx, id: Uuid) -> Result<Answer, Problem> {
    let (notification, status) = load(tx, id)?;
    let row = &notification.row;
    if let (Status::Accepted, Some(case)) = (status, row.case_id) {
        let reference = store::list_case_references(tx.conn(), &[case])?.pop().map(|(_, reference)| reference).unwrap_or_default();
        tx.replayed();
        let body = Decided { id, status: row.status.clone(), case: Some(CaseName { id: case, reference }) };
        return Answer::again(case_location(case), body);
    }
    refuse(tx, row, Choice::Accept, status)?;
    let answers = AnswerSet::new(notification.answers.clone());
    let facts = OpeningFacts::from_answers(status, row.received_at, answers.as_map());
    let plan = match workflow::open(&CHILD_DEATH_REVIEW, &facts, Calendar::england_and_wales()) {
        Ok(plan) => plan,
        Err(workflow::Refusal::Notification(_) | workflow::Refusal::NotInThisStatus(..)) => return Err(already_decided(tx, row)?),
    };
    let area = list_names(tx.conn(), &[row.area_id])?.remove(&row.area_id).ok_or_else(Problem::not_found)?;
    let source = Source {
        area: row.area_id,
        area_code: &area.code,
        answers: &answers,
        local_authority: row.local_authority_code.clone(),
        notification: (row.id, &row.reference, &row.notifier_organisation),
        received_at: row.received_at,
    };
    let case = opening::open(tx, &source, &plan)?;
    save(tx, &notification, plan.notification_status, Some(case.id), None, None)?;
    let (opened, _) = access::open_for_change(tx, case.id)?;
    linking::keep(tx, &notification, &opened, None)?;
    tx.record(
        Event::on(Action::AcceptNotification, ObjectKind::Notification, id).area(row.area_id).case(case.id).detail(json!({ "case": case.reference })),
    )?;
    let body = Decided { id, status: plan.notification_status.code().to_owned(), case: Some(case.clone()) };
    Answer::created(case_location(case.id), body)
}

/// Links to a case that stands already.
pub fn link(tx: &mut Tx, form: &Form, id: Uuid, wanted: &LinkNotification) -> Result<Answer, Problem> {
    let (decided, again) = link_to(tx, form, id, wanted)?;
    let location = case_location(wanted.case_id);
    if again { Answer::again(location, decided) } else { Answer::created(location, decided) }
}

/// The same; says what was decided, and whether that had been decided before.
pub fn link_to(tx: &mut Tx, form: &Form, id: Uuid, wanted: &LinkNotification) -> Result<(Decided, bool), Problem> {
    let (notification, status) = load(tx, id)?;
    let row = &notification.row;
    // Proof first: a case that may not be known answers like one that does not exist.
    let (case, case_row) = access::open_for_change(tx, wanted.case_id)?;
    let name = CaseName { id: case.id(), reference: case_row.reference.clone() };
    if status == Status::Linked && row.case_id == Some(case.id()) {
        tx.replayed();
        return Ok((Decided { id, status: row.status.clone(), case: Some(name) }, true));
    }
    if case.area() != row.area_id {
        return Err(Problem::field(Code::InvalidBody, "/case_id", "not_an_option", "That case is in another area than the notification"));
    }
    let next = refuse(tx, row, Choice::Link, status)?;
    let case_status = CaseStatus::from_code(&case_row.status).ok_or_else(|| Problem::internal("a case has an unknown status"))?;
    if let Err(workflow::Refusal::NotInThisStatus(_, why)) = workflow::decide(case_status, workflow::Action::AddNotification) {
        return Err(Problem::new(Code::Conflict, why));
    }
    let answered = answers::list(tx, id)?;
    if answers::records_answered(tx, &answered, "different_child")?.contains(&case.id()) {
        return Err(Problem::new(
            Code::Conflict,
            "It was answered before that this is a different child. Take that answer back first, on the page of the notification.",
        ));
    }
    let compared = answers::with_case(tx, form, &notification, &case)?;
    confirmed(&compared, wanted.two_children_confirmed)?;
    save(tx, &notification, next, Some(case.id()), None, Some(&wanted.reason))?;
    linking::keep(tx, &notification, &case, Some((&compared, &wanted.reason)))?;
    case_store::update_version(tx.conn(), &case)?;
    let event = CaseEvent::NotificationLinked { notification: row.id, reference: row.reference.clone(), reason: wanted.reason.clone() };
    let (now, user) = (tx.now, tx.user());
    note(tx, &case, now, user, &event)?;
    tx.record(
        Event::on(Action::LinkNotification, ObjectKind::Notification, id)
            .area(row.area_id)
            .case(case.id())
            .detail(json!({ "case": case_row.reference })),
    )?;
    Ok((Decided { id, status: next.code().to_owned(), case: Some(name) }, false))
}

/// Rejects with a reason of the scope rules.
pub fn reject(tx: &mut Tx, id: Uuid, wanted: &RejectNotification) -> Result<Answer, Problem> {
    let (notification, status) = load(tx, id)?;
    let row = &notification.row;
    let location = format!("/api/v1/notifications/{id}");
    if status == Status::Rejected && row.decision_reason.as_deref() == Some(&wanted.reason) {
        tx.replayed();
        return Answer::again(location, Decided { id, status: row.status.clone(), case: None });
    }
    let Some(reason) = rejection_reason(&wanted.reason) else {
        return Err(Problem::field(Code::InvalidBody, "/reason", "not_an_option", "Choose one of the reasons listed with the notification"));
    };
    let next = refuse(tx, row, Choice::Reject, status)?;
    save(tx, &notification, next, None, Some(reason.code), Some(&wanted.note))?;
    tx.record(Event::on(Action::RejectNotification, ObjectKind::Notification, id).area(row.area_id).detail(json!({ "reason": reason.code })))?;
    Answer::created(location, Decided { id, status: next.code().to_owned(), case: None })
}

fn save(
    tx: &mut Tx,
    notification: &Notification,
    next: Status,
    case: Option<Uuid>,
    reason: Option<&str>,
    words: Option<&String>,
) -> Result<(), Problem> {
    let id = notification.row.id;
    let decision = Decision {
        status: next.code(),
        case_id: case,
        decided_at: tx.now,
        decided_by: tx.user(),
        decision_reason: reason,
        sealed_decision: words.map(|words| notification.key.seal_json(DECISION, id, words)).transpose()?,
    };
    store::update_decision(tx.conn(), id, &decision)
}
