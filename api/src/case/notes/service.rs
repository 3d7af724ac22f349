//! What happens when notes are read and written. They leave no line on the timeline and no version in the record.

use super::store::{self, NoteRow};
use super::views::{Note, NoteList, NoteView};
use crate::case::access::{self, CaseAccess, CaseChange};
use crate::case::record::views::{Added, Written};
use crate::case::record::writing::{Faults, check_version, may_change};
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::permission::Permission;
use uuid::Uuid;

/// Where they are sealed.
pub const PLACE: &str = "case_notes.sealed";

fn shown(case: &CaseAccess, row: NoteRow, by: Option<String>) -> Result<NoteView, Problem> {
    let entry = case.open_json(PLACE, row.id, &row.sealed)?;
    Ok(NoteView { id: row.id, entry, noted_at: row.noted_at, written: Written { version: row.version, at: row.written_at, by } })
}

fn record(tx: &mut Tx, case: &CaseAccess, action: Action) -> Result<(), Problem> {
    tx.record(Event::on(action, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))
}

/// Notes of a case.
pub fn read(tx: &mut Tx, id: Uuid) -> Result<NoteList, Problem> {
    let (case, _) = access::open(tx, id)?;
    let rows = store::list(tx.conn(), &case)?;
    let mut items = rows.into_iter().map(|(row, by)| shown(&case, row, by)).collect::<Result<Vec<_>, _>>()?;
    items.sort_by_key(|note| note.entry.done);
    record(tx, &case, Action::ReadNotes)?;
    Ok(NoteList { items, next: None, may_change: may_change(tx, &case, Permission::WriteNotes) })
}

fn checked(wanted: &Note) -> Result<(), Problem> {
    let mut faults = Faults::default();
    faults.needed("text", wanted.text.as_deref(), "Write the note");
    faults.none(Some(()))
}

fn row(tx: &Tx, case: &CaseChange, (id, version): (Uuid, i32), wanted: &Note) -> Result<NoteRow, Problem> {
    Ok(NoteRow {
        id,
        case_id: case.id(),
        area_id: case.area(),
        sealed: case.seal_json(PLACE, id, wanted)?,
        version,
        noted_at: tx.now,
        written_at: tx.now,
        written_by: tx.user(),
    })
}

/// Writes a note.
pub fn add(tx: &mut Tx, id: Uuid, wanted: &Note) -> Result<Added, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    checked(wanted)?;
    let added = Added { id: ids::new_id(), version: 1 };
    let row = row(tx, &case, (added.id, added.version), wanted)?;
    store::insert(tx.conn(), &row)?;
    record(tx, &case, Action::WriteNotes)?;
    Ok(added)
}

/// Writes a note anew.
pub fn change(tx: &mut Tx, id: Uuid, note: Uuid, wanted: &Note) -> Result<Added, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let stands = store::lock(tx.conn(), &case, note)?.ok_or_else(Problem::not_found)?;
    let (case_id, noted_at) = (stands.case_id, stands.noted_at);
    let version = check_version(tx, stands.version, shown(&case, stands, None)?)?;
    checked(wanted)?;
    let row = NoteRow { case_id, noted_at, ..row(tx, &case, (note, version), wanted)? };
    store::update(tx.conn(), &row)?;
    record(tx, &case, Action::WriteNotes)?;
    Ok(Added { id: note, version })
}
