//! What the office reads and decides: lists, one request, accepting, returning, withdrawing, another day.

use super::access::{self, OfCase, allow, facts_of_case, whole_form};
use super::sealed::{CLARIFICATION, ENDING, INVITED, entries};
use super::store::{self, Changes, ClarificationRow, RequestRow};
use super::store_invitations::{self as invitations, InvitationRow};
use super::views::{AskedOrganisation, GivenAnswer};
use super::views_panel::{InvitationView, RequestList, RequestName, RequestSummary, RequestView, ReturnRequest};
use super::{sealed, showing};
use crate::case::access::{self as cases, CaseChange};
use crate::case::events::CaseEvent;
use crate::case::opening::note;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::jobs::{self, Job};
use crate::platform::keyring::RecordKey;
use crate::platform::problem::{Code, FieldProblem, Problem};
use crate::platform::tx::Tx;
use chrono::NaiveDate;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::forms::Registry;
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::request::action::Action;
use opencdr_domain::request::clarification::{Clarification, Named};
use opencdr_domain::request::entry::assemble;
use std::collections::HashMap;
use uuid::Uuid;

/// What of other tables is shown of requests.
struct Beside {
    names: HashMap<Uuid, String>,
    manned: Vec<Option<Uuid>>,
    invited: Vec<Uuid>,
}

impl Beside {
    fn of(tx: &mut Tx, rows: &[RequestRow]) -> Result<Self, Problem> {
        let organisations: Vec<Uuid> = rows.iter().map(|row| row.organisation_id).collect();
        let (ids, now): (Vec<Uuid>, _) = (rows.iter().map(|row| row.id).collect(), tx.now);
        Ok(Self {
            names: store::list_organisation_names(tx.conn(), &organisations)?,
            manned: store::list_manned(tx.conn(), &organisations, now)?,
            invited: store::list_invited(tx.conn(), &ids, now)?,
        })
    }
}

fn summary(tx: &Tx, registry: &Registry, row: &RequestRow, key: &RecordKey, beside: &Beside) -> Result<RequestSummary, Problem> {
    let form = whole_form(registry, row)?;
    Ok(RequestSummary {
        id: row.id,
        reference: row.reference.clone(),
        organisation: AskedOrganisation { id: row.organisation_id, name: beside.names.get(&row.organisation_id).cloned().unwrap_or_default() },
        agency: row.agency.clone(),
        agency_label: showing::agency_label(registry, &row.agency),
        form: row.form_id.clone(),
        form_title: form.definition.title.clone(),
        sections: showing::sections(form, row),
        due_on: row.due_on,
        standing: showing::standing(row, tx.today),
        reachable: beside.manned.contains(&Some(row.organisation_id)) || beside.invited.contains(&row.id),
        times: showing::times(row),
        decline: showing::decline(row, key)?,
        version: row.version,
    })
}

/// The requests of a case.
pub fn list(tx: &mut Tx, registry: &Registry, id: Uuid) -> Result<RequestList, Problem> {
    let (case, _) = cases::open(tx, id)?;
    let rows = store::list_of_cases(tx.conn(), case.ids())?;
    let beside = Beside::of(tx, &rows)?;
    let items = rows
        .iter()
        .map(|row| summary(tx, registry, row, &tx.keyring().unwrap(row.id, &row.wrapped_key)?, &beside))
        .collect::<Result<_, Problem>>()?;
    let mut event = Event::list(Act::ReadRequests, ObjectKind::Request, rows.iter().map(|row| row.id).collect());
    event.id = Some(case.id());
    tx.record(event.area(case.area()).case(case.id()))?;
    let changeable = !tx.reads_only(case.id()) && !case.continues_elsewhere();
    Ok(RequestList { items, may_change: changeable && tx.may(Permission::SendRequests, case.area()) })
}

/// One request of a case.
pub fn get(tx: &mut Tx, registry: &Registry, case: Uuid, id: Uuid) -> Result<RequestView, Problem> {
    let OfCase { case, of, row, key } = access::open(tx, case, id)?;
    let beside = Beside::of(tx, std::slice::from_ref(&row))?;
    let submission = store::list_last_submissions(tx.conn(), &[row.id])?.pop();
    let clarifications = store::list_clarifications(tx.conn(), row.id)?;
    let invited = invitations::list(tx.conn(), &row)?;
    let people: Vec<Uuid> = clarifications.iter().map(|c| c.returned_by).chain([row.sent_by]).collect();
    let people = store::list_people(tx.conn(), &people)?;
    tx.record(Event::on(Act::ReadRequests, ObjectKind::Request, row.id).area(case.area()).case(case.id()))?;
    let told = row.told(&key)?;
    let may = tx.may(Permission::SendRequests, case.area()) && !tx.reads_only(case.id()) && !case.continues_elsewhere();
    Ok(RequestView {
        summary: summary(tx, registry, &row, &key, &beside)?,
        case_id: case.id(),
        form_version: u32::try_from(row.form_version).unwrap_or(0),
        contact: told.contact,
        message: told.message,
        legal_basis: told.legal_basis,
        sent_by: people.get(&row.sent_by).map(|(name, _)| name.clone()).unwrap_or_default(),
        withdrawal_words: if row.withdrawn_at.is_some() { row.ending(&key)? } else { None },
        known: told.known,
        submitted_by: submission.as_ref().map(|one| one.submitted_by_name.clone()),
        answers: submission.as_ref().map(|one| one.answers(&key)).transpose()?.unwrap_or_default(),
        clarifications: clarifications.iter().map(|c| showing::clarification(c, &key, people.get(&c.returned_by))).collect::<Result<_, _>>()?,
        invitations: invited.iter().map(|one| invitation(tx, &key, one)).collect::<Result<_, _>>()?,
        actions: if may { showing::actions(&facts_of_case(&of, &row)) } else { Vec::new() },
    })
}

fn invitation(tx: &Tx, key: &RecordKey, row: &InvitationRow) -> Result<InvitationView, Problem> {
    Ok(InvitationView {
        id: row.id,
        contact: key.open_json(INVITED, row.id, &row.sealed_contact)?,
        created_at: row.created_at,
        expires_at: row.expires_at,
        used_at: row.used_at,
        revoked_at: row.revoked_at,
        attempts: row.attempts,
        open: row.used_at.is_none() && row.revoked_at.is_none() && row.expires_at > tx.now && row.attempts < 5,
    })
}

/// Keeps a change of a request, with its audit entry.
pub(super) fn keep(tx: &mut Tx, change: &OfCase<CaseChange>, act: Act, changes: Changes) -> Result<Answer, Problem> {
    let version = change.row.version + 1;
    store::update(tx.conn(), &change.row, &Changes { version: Some(version), ..changes })?;
    tx.record(Event::on(act, ObjectKind::Request, change.row.id).area(change.case.area()).case(change.case.id()))?;
    let location = format!("/api/v1/cases/{}/requests/{}", change.case.id(), change.row.id);
    Answer::again(location, RequestName { id: change.row.id, version })
}

fn tell(tx: &mut Tx, change: &OfCase<CaseChange>, event: impl FnOnce(String) -> CaseEvent) -> Result<(), Problem> {
    let name = store::list_organisation_names(tx.conn(), &[change.row.organisation_id])?.remove(&change.row.organisation_id).unwrap_or_default();
    let (now, user) = (tx.now, tx.user());
    note(tx, &change.case, now, user, &event(name))
}

/// Accepts what was submitted.
pub fn accept(tx: &mut Tx, case: Uuid, id: Uuid) -> Result<Answer, Problem> {
    let change = access::open_for_change(tx, case, id)?;
    allow(&facts_of_case(&change.of, &change.row), Action::Accept, tx.now)?;
    tell(tx, &change, |organisation| CaseEvent::AnswerAccepted { organisation })?;
    let changes = Changes { accepted_at: Some(Some(tx.now)), accepted_by: Some(tx.user()), ..Changes::default() };
    keep(tx, &change, Act::AcceptRequest, changes)
}

/// Withdraws a request. Whoever holds an invitation to it is let in no more.
pub fn withdraw(tx: &mut Tx, case: Uuid, id: Uuid, words: &str) -> Result<Answer, Problem> {
    let change = access::open_for_change(tx, case, id)?;
    allow(&facts_of_case(&change.of, &change.row), Action::Withdraw, tx.now)?;
    let (now, user) = (tx.now, tx.person()?.user);
    invitations::update_revoked(tx.conn(), &change.row, None, user, now)?;
    tell(tx, &change, |organisation| CaseEvent::RequestWithdrawn { organisation, reason: words.trim().to_owned() })?;
    let sealed = change.key.seal_json(ENDING, change.row.id, &words.trim())?;
    let changes = Changes { withdrawn_at: Some(now), withdrawn_by: Some(user), sealed_ending: Some(sealed), ..Changes::default() };
    keep(tx, &change, Act::WithdrawRequest, changes)
}

/// Sends a request again: a mail that came back no longer counts.
pub fn resend(tx: &mut Tx, case: Uuid, id: Uuid) -> Result<Answer, Problem> {
    let change = access::open_for_change(tx, case, id)?;
    allow(&facts_of_case(&change.of, &change.row), Action::Resend, tx.now)?;
    jobs::enqueue(tx, &Job::AlertRequest { request: id })?;
    keep(tx, &change, Act::ChangeRequest, Changes { resent_at: Some(tx.now), ..Changes::default() })
}

/// Asks for an answer by another day.
pub fn change_due(tx: &mut Tx, case: Uuid, id: Uuid, due_on: NaiveDate) -> Result<Answer, Problem> {
    let change = access::open_for_change(tx, case, id)?;
    tx.request.required_version()?;
    allow(&facts_of_case(&change.of, &change.row), Action::ChangeDue, tx.now)?;
    if due_on < tx.today {
        return Err(Problem::field(Code::InvalidBody, "/due_on", "date_in_past", "The day must be today or later"));
    }
    keep(tx, &change, Act::ChangeRequest, Changes { due_on: Some(due_on), ..Changes::default() })
}

/// Returns named questions to be cleared up.
pub fn return_for_clarification(tx: &mut Tx, registry: &Registry, case: Uuid, id: Uuid, wanted: &ReturnRequest) -> Result<Answer, Problem> {
    let change = access::open_for_change(tx, case, id)?;
    allow(&facts_of_case(&change.of, &change.row), Action::ReturnForClarification, tx.now)?;
    let told = change.row.told(&change.key)?;
    let form = access::form_of(registry, &change.row, &told.facts)?;
    let submitted = store::list_last_submissions(tx.conn(), &[change.row.id])?.pop();
    let answers: Option<Vec<GivenAnswer>> = submitted.map(|one| one.answers(&change.key)).transpose()?;
    let map = answers.as_ref().map(|answers| assemble(&entries(answers)));
    let named = wanted.questions.iter().map(|q| Named { key: sealed::key_of(&q.question, q.row), message: q.message.clone() }).collect();
    // A request that was declined is asked again as a whole: what is said about the first question is said about all of it.
    let message = wanted.questions.first().map(|q| q.message.clone());
    let flaws = Clarification { message, named }.flaws(&form, map.as_ref());
    if !flaws.is_empty() {
        let faults = flaws.into_iter().map(|flaw| FieldProblem {
            pointer: format!("/{}", flaw.field.replacen("named", "questions", 1)),
            code: flaw.code.into(),
            message: flaw.words.to_owned(),
        });
        return Err(Problem::new(Code::InvalidBody, "Some questions need another look. Nothing was returned.").with_errors(faults.collect()));
    }
    let row = ClarificationRow {
        id: ids::new_id(),
        request_id: change.row.id,
        case_id: change.row.case_id,
        area_id: change.row.area_id,
        returned_at: tx.now,
        returned_by: tx.person()?.user,
        sealed: Vec::new(),
    };
    let row = ClarificationRow { sealed: change.key.seal_json(CLARIFICATION, row.id, &wanted.questions)?, ..row };
    store::insert_clarification(tx.conn(), &row)?;
    jobs::enqueue(tx, &Job::AlertRequest { request: change.row.id })?;
    tell(tx, &change, |organisation| CaseEvent::AnswerReturned { organisation })?;
    keep(tx, &change, Act::ReturnRequest, Changes { returned_at: Some(tx.now), ..Changes::default() })
}
