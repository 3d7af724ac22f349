//! The questions of scope about a notification that waits.

use super::sealed::Notification;
use super::store::{self, NotificationRow};
use crate::case::access::OFFERED;
use crate::case::scope_view::{self, Subject};
use crate::case::store_scope::{self, AnswerRow};
use crate::case::views_scope::{AnswerScope, ScopeView};
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::notification::decision::Status;
use serde_json::json;
use uuid::Uuid;

/// Why nobody answers any more, once the notification is decided.
const DECIDED: &str = "This notification was decided. Questions of scope are answered on its case.";

/// The notification as a subject of scope, with its row.
fn opened(tx: &mut Tx, row: NotificationRow) -> Result<(NotificationRow, Subject), Problem> {
    let Notification { row, answers, .. } = row.open(tx.keyring())?;
    let suggested = scope_view::suggestions(tx, &answers, row.area_id, row.local_authority_code.as_deref())?;
    Ok((row, Subject::Notification(suggested)))
}

fn shown(tx: &mut Tx, row: &NotificationRow, subject: Subject, reason: Option<&str>) -> Result<ScopeView, Problem> {
    let given = store_scope::list_of_notification(tx.conn(), row.id)?;
    Ok(scope_view::view(subject, &given, reason))
}

fn about(action: Action, row: &NotificationRow) -> Event {
    let event = Event::on(action, ObjectKind::Notification, row.id).area(row.area_id);
    match row.case_id {
        Some(case) => event.case(case),
        None => event,
    }
}

/// The questions with the answers so far.
pub fn get(tx: &mut Tx, id: Uuid) -> Result<ScopeView, Problem> {
    let areas = tx.areas();
    let row = store::find_visible(tx.conn(), &areas, id)?.ok_or_else(Problem::not_found)?;
    tx.record(about(Action::ReadScope, &row))?;
    let reason = if row.status != Status::Received.code() {
        Some(DECIDED)
    } else if tx.is_offered(id) {
        Some(OFFERED)
    } else if tx.may(Permission::DecideScope, row.area_id) {
        None
    } else {
        Some("A coordinator or manager of the panel answers these.")
    };
    let (row, subject) = opened(tx, row)?;
    shown(tx, &row, subject, reason)
}

/// Records answers; those before are kept.
pub fn answer(tx: &mut Tx, id: Uuid, wanted: &AnswerScope) -> Result<ScopeView, Problem> {
    let areas = tx.areas();
    if tx.is_offered(id) {
        return Err(Problem::new(Code::Conflict, OFFERED));
    }
    let row = store::lock_visible(tx.conn(), &areas, id)?.ok_or_else(Problem::not_found)?;
    if row.status != Status::Received.code() {
        return Err(Problem::new(Code::AlreadyDecided, DECIDED));
    }
    let version = scope_view::version(&store_scope::list_of_notification(tx.conn(), row.id)?);
    let (row, subject) = opened(tx, row)?;
    let answers = scope_view::read(tx, wanted, version, &subject)?;
    let rows: Vec<AnswerRow> = answers
        .iter()
        .zip(version + 1..)
        .map(|((question, answer), version)| AnswerRow {
            id: ids::new_id(),
            area_id: row.area_id,
            notification_id: Some(row.id),
            case_id: None,
            version,
            question: question.code().to_owned(),
            answer: answer.code().to_owned(),
            answered_at: tx.now,
            answered_by: tx.user(),
        })
        .collect();
    store_scope::insert(tx.conn(), &rows)?;
    tx.record(about(Action::DecideScope, &row).detail(json!({ "answers": wanted.answers })))?;
    shown(tx, &row, subject, None)
}
