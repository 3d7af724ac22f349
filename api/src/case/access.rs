//! The proof that a person may reach a case. Nothing about a case is read or changed without one, and no key is had without one.

use super::store::{self, CaseRow};
use super::store_merges;
use crate::platform::keyring::RecordKey;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::case::status::Status;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ops::Deref;
use uuid::Uuid;

/// Why what is offered to another area is not changed here.
pub const OFFERED: &str = "This is offered to another area. Withdraw the offer first, or wait until they have decided.";

/// Why what is open in an emergency is not changed.
const IN_AN_EMERGENCY: &str =
    "You opened this restricted case in an emergency, to read it. To change it, ask the manager of your child death overview panel for access.";

/// Why the person of this transaction may read a case and change nothing of it, if so: it is offered to another area, or open to
/// them in an emergency.
pub fn why_only_read(tx: &Tx, id: Uuid) -> Option<&'static str> {
    let offered = tx.is_offered(id).then_some(OFFERED);
    offered.or_else(|| tx.broken_until(id).map(|_| IN_AN_EMERGENCY))
}

/// A case the person of this transaction may read, with the key of what is sealed in it.
#[derive(Clone, Debug)]
pub struct CaseAccess {
    id: Uuid,
    area: Uuid,
    /// This case, and those that were merged into it.
    ids: Vec<Uuid>,
    /// Their keys, in the same order.
    keys: Vec<RecordKey>,
    /// Whether it continues as another case.
    merged: bool,
}

impl CaseAccess {
    fn of(id: Uuid, area: Uuid, key: RecordKey) -> Self {
        Self { id, area, ids: vec![id], keys: vec![key], merged: false }
    }

    /// This case and those merged into it: what is told of a case is told of all of them.
    pub fn ids(&self) -> &[Uuid] {
        &self.ids
    }

    /// Whether it continues as another case, where every change is made.
    pub fn continues_elsewhere(&self) -> bool {
        self.merged
    }

    /// The case.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Its area.
    pub fn area(&self) -> Uuid {
        self.area
    }

    /// Opens what was sealed for a place (`table.column`) of a row of this case.
    ///
    /// # Errors
    /// When it was changed, or moved from another place.
    pub fn open_sealed(&self, place: &str, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
        let mut opened = self.keys[0].open(place, row, sealed);
        for key in &self.keys[1..] {
            opened = opened.or_else(|_| key.open(place, row, sealed));
        }
        opened
    }

    /// Opens a value that was sealed as JSON.
    ///
    /// # Errors
    /// When it was changed, or moved from another place.
    pub fn open_json<T: DeserializeOwned>(&self, place: &str, row: Uuid, sealed: &[u8]) -> Result<T, Problem> {
        // The parser's own words could repeat what it read.
        serde_json::from_slice(&self.open_sealed(place, row, sealed)?)
            .map_err(|_| Problem::internal(format!("{place} of {row} holds something else")))
    }

    /// Seals bytes for a place (`table.column`) of a row of this case.
    pub fn seal(&self, place: &str, row: Uuid, plain: &[u8]) -> Vec<u8> {
        self.keys[0].seal(place, row, plain)
    }

    /// Seals a value as JSON.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn seal_json<T: Serialize>(&self, place: &str, row: Uuid, value: &T) -> Result<Vec<u8>, Problem> {
        self.keys[0].seal_json(place, row, value)
    }
}

/// A case the person of this transaction may change. Only [`open_for_change`] and the opening of a case make one.
#[derive(Clone, Debug)]
pub struct CaseChange(CaseAccess);

impl Deref for CaseChange {
    type Target = CaseAccess;

    fn deref(&self) -> &CaseAccess {
        &self.0
    }
}

impl CaseChange {
    /// The proof for a case made in this transaction.
    pub(super) fn to_new(id: Uuid, area: Uuid, key: RecordKey) -> Self {
        Self(CaseAccess::of(id, area, key))
    }

    /// This case as it is once another is merged into it.
    pub(super) fn with(&self, merged: &Self) -> Self {
        let mut case = self.clone();
        case.0.ids.extend_from_slice(&merged.ids);
        case.0.keys.extend_from_slice(&merged.keys);
        case
    }

    /// This case as it is once another is taken apart from it.
    pub(super) fn without(&self, merged: &Self) -> Self {
        let (ids, keys) = self.ids.iter().zip(&self.keys).filter(|(id, _)| !merged.ids.contains(id)).map(|(id, key)| (*id, key.clone())).unzip();
        Self(CaseAccess { ids, keys, ..self.0.clone() })
    }
}

/// Reads a case if the person of this transaction may know of it: in their area, not restricted from them, no interest declared.
///
/// # Errors
/// `not_found`, in the same words whether it does not exist or may not be known.
pub fn open(tx: &mut Tx, id: Uuid) -> Result<(CaseAccess, CaseRow), Problem> {
    let areas = tx.areas();
    if tx.denied().contains(&id) {
        return Err(Problem::not_found());
    }
    let row = store::find_visible(tx.conn(), &areas, id)?.ok_or_else(Problem::not_found)?;
    let user = tx.person()?.user;
    if row.restricted && tx.broken_until(id).is_none() && !store::has_grant(tx.conn(), id, user)? {
        // It was restricted between the opening of the session and this look: run again, the session no longer knows of it.
        return Err(Problem::lost_race());
    }
    let mut case = CaseAccess::of(row.id, row.area_id, tx.keyring().unwrap(row.id, &row.wrapped_key)?);
    case.merged = row.merged_into.is_some();
    for part in store_merges::list_parts(tx.conn(), id)? {
        case.keys.push(tx.keyring().unwrap(part.id, &part.wrapped_key)?);
        case.ids.push(part.id);
    }
    Ok((case, row))
}

/// Reads a case for changing it.
///
/// # Errors
/// `not_found` as [`open`] does; `forbidden` where the person sees it in an emergency alone; `conflict` while it is offered to
/// another area, or where it continues as another case, which the words name.
pub fn open_for_change(tx: &mut Tx, id: Uuid) -> Result<(CaseChange, CaseRow), Problem> {
    let (case, row) = open_merged_for_change(tx, id)?;
    if Status::from_code(&row.status) == Some(Status::Merged) {
        return Err(Problem::new(
            Code::Conflict,
            match store_merges::list_survivors(tx.conn(), &[id])?.remove(&id) {
                Some(survivor) => format!("This case continues as {}. Make the change there.", survivor.reference),
                None => "This case continues under another reference".to_owned(),
            },
        ));
    }
    Ok((case, row))
}

/// Reads a case for changing it, also when it continues as another: for taking the two apart, and for nothing else.
///
/// # Errors
/// As [`open_for_change`], but for the last.
pub(super) fn open_merged_for_change(tx: &mut Tx, id: Uuid) -> Result<(CaseChange, CaseRow), Problem> {
    let (case, row) = open(tx, id)?;
    if tx.is_offered(id) {
        return Err(Problem::new(Code::Conflict, OFFERED));
    }
    if tx.broken_until(id).is_some() {
        return Err(Problem::new(Code::Forbidden, IN_AN_EMERGENCY));
    }
    Ok((CaseChange(case), row))
}

/// Reads a case for declaring an interest in it, which never has to wait: also while it is offered to another area, when nothing
/// else about it can be changed.
///
/// # Errors
/// As [`open_for_change`], but for an offer.
pub fn open_to_step_aside(tx: &mut Tx, id: Uuid) -> Result<(CaseChange, CaseRow), Problem> {
    if !tx.is_offered(id) {
        return open_for_change(tx, id);
    }
    let (case, row) = open(tx, id)?;
    store::unlock(tx.conn(), case.ids())?;
    Ok((CaseChange(case), row))
}

/// Reads a case that has come into one of the person's areas in this transaction, for changing it: the offer that held it still is
/// settled, and whoever accepted it was given access to it.
///
/// # Errors
/// `not_found` as [`open`] does.
pub(super) fn open_moved(tx: &mut Tx, id: Uuid) -> Result<(CaseChange, CaseRow), Problem> {
    let (case, row) = open(tx, id)?;
    Ok((CaseChange(case), row))
}
