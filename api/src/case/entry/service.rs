//! What happens when entries of the case record are read, added and changed. What may stand in them is the business of their part.

use super::store::{self, EntryRow};
use crate::case::access::{self, CaseAccess, CaseChange};
use crate::case::events::CaseEvent;
use crate::case::record::views::{Added, Written};
use crate::case::record::writing::{Faults, check_version, tell, write_down};
use crate::platform::ids;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::NaiveDate;
use opencdr_domain::case::record::Part;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

/// Where they are sealed.
pub const PLACE: &str = "case_entries.sealed";

/// Something that is kept as an entry.
pub trait Entry: Serialize + DeserializeOwned {
    /// The part of the record it belongs to.
    const PART: Part;

    /// Says everything that is wrong with it.
    ///
    /// # Errors
    /// When what it is compared with cannot be read.
    fn check(&self, tx: &mut Tx, case: &CaseAccess, faults: &mut Faults) -> Result<(), Problem>;

    /// Code by which the part tells its entries apart.
    fn state(&self) -> Option<&str> {
        None
    }

    /// Day it is about.
    fn day(&self) -> Option<NaiveDate> {
        None
    }
}

/// An entry as it is kept.
pub struct Kept<T> {
    /// Identifier.
    pub id: Uuid,
    /// What it says.
    pub entry: T,
    /// Who wrote it.
    pub written: Written,
}

/// The entries of a part, in the order in which they were added.
pub fn list<T: Entry>(tx: &mut Tx, case: &CaseAccess) -> Result<Vec<Kept<T>>, Problem> {
    let rows = store::list(tx.conn(), case, T::PART.code())?;
    rows.into_iter()
        .map(|(row, by)| {
            let entry = case.open_json(PLACE, row.id, &row.sealed)?;
            Ok(Kept { id: row.id, entry, written: Written { version: row.version, at: row.written_at, by } })
        })
        .collect()
}

fn checked<T: Entry>(tx: &mut Tx, case: &CaseAccess, wanted: &T) -> Result<(), Problem> {
    let mut faults = Faults::default();
    wanted.check(tx, case, &mut faults)?;
    faults.none(Some(()))
}

fn row<T: Entry>(tx: &Tx, case: &CaseChange, (id, version): (Uuid, i32), wanted: &T) -> Result<EntryRow, Problem> {
    Ok(EntryRow {
        id,
        case_id: case.id(),
        area_id: case.area(),
        part: T::PART.code().to_owned(),
        state: wanted.state().map(str::to_owned),
        day: wanted.day(),
        sealed: case.seal_json(PLACE, id, wanted)?,
        version,
        written_at: tx.now,
        written_by: tx.user(),
    })
}

fn told<T: Entry>(tx: &mut Tx, case: &CaseChange, kept: (Uuid, i32), wanted: &T) -> Result<(), Problem> {
    write_down(tx, case, T::PART, kept, wanted)?;
    tell(tx, case, &CaseEvent::EntryWritten { part: T::PART.code().to_owned(), version: kept.1 })
}

/// Adds an entry to a case.
pub fn add<T: Entry>(tx: &mut Tx, case: Uuid, wanted: &T) -> Result<Added, Problem> {
    let (case, _) = access::open_for_change(tx, case)?;
    add_as(tx, &case, ids::new_id(), wanted)
}

/// Adds an entry under an identifier that has a meaning of its own.
pub fn add_as<T: Entry>(tx: &mut Tx, case: &CaseChange, id: Uuid, wanted: &T) -> Result<Added, Problem> {
    checked(tx, case, wanted)?;
    let row = row(tx, case, (id, 1), wanted)?;
    store::insert(tx.conn(), &row)?;
    told(tx, case, (id, 1), wanted)?;
    Ok(Added { id, version: 1 })
}

/// Replaces an entry of a case with what was sent.
pub fn change<T: Entry>(tx: &mut Tx, case: Uuid, id: Uuid, wanted: &T) -> Result<Added, Problem> {
    let (case, _) = access::open_for_change(tx, case)?;
    change_in(tx, &case, id, wanted)?.ok_or_else(Problem::not_found)
}

/// Replaces an entry, if there is one of this identifier.
pub fn change_in<T: Entry>(tx: &mut Tx, case: &CaseChange, id: Uuid, wanted: &T) -> Result<Option<Added>, Problem> {
    let Some(stands) = store::lock(tx.conn(), case, T::PART.code(), id)? else { return Ok(None) };
    let mut current: serde_json::Value = case.open_json(PLACE, id, &stands.sealed)?;
    (current["id"], current["written"]) = (json!(id), json!({ "version": stands.version }));
    let version = check_version(tx, stands.version, current)?;
    checked(tx, case, wanted)?;
    let row = EntryRow { case_id: stands.case_id, ..row(tx, case, (id, version), wanted)? };
    store::update(tx.conn(), &row)?;
    told(tx, case, (id, version), wanted)?;
    Ok(Some(Added { id, version }))
}

/// Writes the entry of a part of which a case has one, the first time or anew; version 0 stands for none.
pub fn write_the_one<T: Entry>(tx: &mut Tx, case: &CaseChange, wanted: &T) -> Result<Added, Problem> {
    match list::<T>(tx, case)?.pop() {
        Some(kept) => change_in(tx, case, kept.id, wanted)?.ok_or_else(Problem::not_found),
        None => {
            check_version(tx, 0, json!({}))?;
            add_as(tx, case, ids::new_id(), wanted)
        }
    }
}
