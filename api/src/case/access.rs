//! The proof that a person may reach a case. Nothing about a case is read or changed without one.

use super::store::{self, CaseRow};
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use uuid::Uuid;

/// A case the person of this transaction may reach. Only [`open`] and the opening of a case make one.
#[derive(Clone, Debug)]
pub struct CaseAccess {
    id: Uuid,
    area: Uuid,
}

impl CaseAccess {
    /// The case.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Its area.
    pub fn area(&self) -> Uuid {
        self.area
    }

    /// The proof for a case made in this transaction.
    pub(super) fn to_new(id: Uuid, area: Uuid) -> Self {
        Self { id, area }
    }
}

/// Reads a case if it is in an area where the permit of this transaction holds.
///
/// # Errors
/// `not_found`, in the same words whether it does not exist or may not be known.
pub fn open(tx: &mut Tx, id: Uuid) -> Result<(CaseAccess, CaseRow), Problem> {
    let areas = tx.areas();
    let row = store::find_visible(tx.conn(), &areas, id)?.ok_or_else(Problem::not_found)?;
    Ok((CaseAccess { id: row.id, area: row.area_id }, row))
}
