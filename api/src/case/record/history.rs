//! What became of a row of the record: who wrote which version, and what it changed.

use super::store;
use super::views::{ChangedField, RecordHistory, RecordVersion};
use super::writing::PLACE;
use crate::case::access;
use crate::platform::event::Event;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::record::Part;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Every version of a row, the latest first.
///
/// # Errors
/// `not_found` where the case or the row does not exist for the person.
pub fn read(tx: &mut Tx, id: Uuid, row: Uuid) -> Result<RecordHistory, Problem> {
    let (case, _) = access::open(tx, id)?;
    let parts: Vec<&str> = Part::ALL.iter().map(|part| part.code()).collect();
    let rows = store::list_versions(tx.conn(), &case, row, &parts)?;
    if rows.is_empty() {
        return Err(Problem::not_found());
    }
    let mut items = Vec::with_capacity(rows.len());
    let mut before = Map::new();
    for (id, version, at, sealed, by) in rows {
        let now: Map<String, Value> = case.open_json(PLACE, id, &sealed)?;
        items.push(RecordVersion { version, at, by, changes: changes(&before, &now) });
        before = now;
    }
    items.reverse();
    tx.record(Event::on(Action::ReadCaseRecord, ObjectKind::CaseRecord, row).area(case.area()).case(case.id()))?;
    Ok(RecordHistory { items, next: None })
}

/// The fields that differ. A field that is false, empty or null was not filled in.
fn changes(before: &Map<String, Value>, now: &Map<String, Value>) -> Vec<ChangedField> {
    let value = |of: &Map<String, Value>, field: &str| match of.get(field) {
        None | Some(Value::Bool(false)) => Value::Null,
        Some(Value::Array(items)) if items.is_empty() => Value::Null,
        Some(other) => other.clone(),
    };
    let fields = now.keys().chain(before.keys().filter(|field| !now.contains_key(*field)));
    fields
        .map(|field| ChangedField { field: field.clone(), from: value(before, field), to: value(now, field) })
        .filter(|changed| changed.from != changed.to)
        .collect()
}
