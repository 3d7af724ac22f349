//! Triage of a case: completed once it is settled that the death is reviewed here, and reopened.

use super::access::{self, CaseAccess, CaseChange};
use super::deadlines;
use super::events::CaseEvent;
use super::opening::note;
use super::response;
use super::scope;
use super::store::{self, CaseRow};
use super::views_triage::{ReopenTriage, TriageMoved, TriageView};
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use chrono::{DateTime, Utc};
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::status::Status;
use opencdr_domain::case::triage::Facts;
use opencdr_domain::case::workflow::{self, Standing};
use opencdr_domain::deadline::catalogue::TRIAGE;
use uuid::Uuid;

/// What of triage is settled.
pub fn facts(tx: &mut Tx, case: &CaseAccess, row: &CaseRow) -> Result<Facts, Problem> {
    Ok(Facts { scope: scope::settled(tx, case, row)?, response_decided: response::is_decided(tx, case)? })
}

/// Who completed triage, and when, unless it was reopened since.
pub fn completed(tx: &mut Tx, case: &CaseAccess) -> Result<Option<TriageView>, Problem> {
    let (completed, reopened) = (CaseEvent::TriageCompleted.parts().0, CaseEvent::TriageReopened { reason: String::new() }.parts().0);
    let last = store::find_last_event(tx.conn(), case, &[&completed, &reopened])?;
    Ok(last.filter(|(kind, _, _)| *kind == completed).map(|(_, completed_at, completed_by)| TriageView { completed_at, completed_by }))
}

/// Says that triage is complete.
pub fn complete(tx: &mut Tx, id: Uuid) -> Result<Answer, Problem> {
    let now = tx.now;
    go(tx, id, (workflow::Action::CompleteTriage, Action::CompleteTriage), &CaseEvent::TriageCompleted, Some(now))
}

/// Goes back to triage.
pub fn reopen(tx: &mut Tx, id: Uuid, wanted: &ReopenTriage) -> Result<Answer, Problem> {
    let event = CaseEvent::TriageReopened { reason: wanted.reason.trim().to_owned() };
    go(tx, id, (workflow::Action::ReopenTriage, Action::ReopenTriage), &event, None)
}

fn go(tx: &mut Tx, id: Uuid, (action, act): (workflow::Action, Action), event: &CaseEvent, met_at: Option<DateTime<Utc>>) -> Result<Answer, Problem> {
    let (case, row) = access::open_for_change(tx, id)?;
    tx.request.required_version()?;
    tx.request.check_version(row.version)?;
    let next = decide(tx, &case, &row, action)?;
    store::update_status(tx.conn(), &case, next.code())?;
    deadlines::meet(tx, &case, TRIAGE, met_at)?;
    let (now, user) = (tx.now, tx.user());
    note(tx, &case, now, user, event)?;
    tx.record(Event::on(act, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))?;
    Answer::created(format!("/api/v1/cases/{}", case.id()), TriageMoved { id: case.id(), status: next.code().to_owned() })
}

fn decide(tx: &mut Tx, case: &CaseChange, row: &CaseRow, action: workflow::Action) -> Result<Status, Problem> {
    let status = Status::from_code(&row.status).ok_or_else(|| Problem::internal("a case has an unknown status"))?;
    let standing = Standing { triage: facts(tx, case, row)?, ..status.into() };
    workflow::decide(standing, action).map_err(|refusal| match refusal {
        workflow::Refusal::NotInThisStatus(_, why) => Problem::new(Code::Conflict, why),
        workflow::Refusal::Notification(_) => Problem::internal("an action on a case is refused for its notification"),
    })
}
