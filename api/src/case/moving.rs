//! After a case has come into another area: it is found there by index codes of that area.

use super::access;
use super::sealed;
use super::store;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use uuid::Uuid;

/// Makes the index codes of a case anew, with the index of the area it is in now.
///
/// # Errors
/// `not_found` when the person cannot reach it there.
pub fn index_anew(tx: &mut Tx, id: Uuid) -> Result<(), Problem> {
    let (case, _) = access::open_moved(tx, id)?;
    // Those merged into it have moved with it, and may be taken apart again there.
    for id in case.ids() {
        let (part, row) = access::open_moved(tx, *id)?;
        let identity = row.identity(tx.keyring())?;
        let codes = sealed::codes(&tx.keyring().index(part.area()), &identity);
        store::update_codes(tx.conn(), &part, codes)?;
    }
    Ok(())
}
