//! Saying that rows of several contributions are about the same, and taking them apart again.

use super::gathering::gather;
use super::showing::latest;
use super::store::{self, JoinRow};
use super::views::{CompositeName, JoinRows};
use crate::case::access;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::composite::rows::{JoinRefusal, RowOf, may_join};
use opencdr_domain::forms::Registry;
use opencdr_domain::forms::definition::Kind;
use serde_json::json;
use uuid::Uuid;

/// Joins rows.
pub fn join(tx: &mut Tx, registry: &Registry, id: Uuid, wanted: &JoinRows) -> Result<Answer, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let gathered = gather(tx, registry, &case)?;
    let form = latest(registry).find(|form| form.definition.id == wanted.form);
    let group = form.and_then(|form| form.question(&wanted.question)).filter(|question| question.kind == Kind::Repeat);
    let Some(group) = group else {
        return Err(Problem::field(Code::InvalidBody, "/question", "not_an_option", "The record has no such list. Look at it again"));
    };
    let rows = gathered.rows(&wanted.form, group);
    let row_of = |row: &Uuid| {
        let found = rows.iter().find(|one| one.row == row.to_string());
        RowOf { request: found.map(|one| one.source.request).unwrap_or_default(), row: row.to_string() }
    };
    let of: Vec<RowOf> = wanted.row_ids.iter().map(row_of).collect();
    may_join(&of, &rows, &gathered.joins(&wanted.form, &wanted.question)).map_err(refused)?;
    let row = JoinRow {
        id: ids::new_id(),
        case_id: case.id(),
        area_id: case.area(),
        form_id: wanted.form.clone(),
        question: wanted.question.clone(),
        request_ids: of.iter().map(|one| Some(one.request)).collect(),
        row_ids: wanted.row_ids.iter().map(|row| Some(*row)).collect(),
        joined_at: tx.now,
        joined_by: tx.person()?.user,
        ended_at: None,
        ended_by: None,
    };
    store::insert_join(tx.conn(), &row)?;
    let event = Event::on(Act::JoinRows, ObjectKind::Composite, case.id()).area(case.area()).case(case.id());
    tx.record(event.detail(json!({ "join": row.id, "question": wanted.question })))?;
    Answer::created(format!("/api/v1/cases/{id}/composite"), CompositeName { id: row.id })
}

fn refused(refusal: JoinRefusal) -> Problem {
    let code = match refusal {
        JoinRefusal::AlreadyJoined => return Problem::new(Code::Conflict, refusal.words()),
        JoinRefusal::TooFew => "too_few",
        JoinRefusal::NoSuchRow => "not_an_option",
        JoinRefusal::SameSource => "same_source",
    };
    Problem::field(Code::InvalidBody, "/row_ids", code, refusal.words())
}

/// Takes joined rows apart: each is as it was, and choices on what they were together count no more.
pub fn separate(tx: &mut Tx, id: Uuid, join: Uuid) -> Result<(), Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let (now, user) = (tx.now, tx.person()?.user);
    if !store::end_join(tx.conn(), &case, join, user, now)? {
        return Err(Problem::not_found());
    }
    let event = Event::on(Act::JoinRows, ObjectKind::Composite, case.id()).area(case.area()).case(case.id());
    tx.record(event.detail(json!({ "ended": join })))
}
