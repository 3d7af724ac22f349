//! After a notification has come into another area: it is found there by index codes of that area.

use super::store;
use crate::case::sealed::{match_codes, nhs_value};
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::notification::facts::NotificationFacts;
use uuid::Uuid;

/// Makes the index codes of a notification anew, with the index of the area it is in now.
///
/// # Errors
/// `not_found` when the person cannot reach it there.
pub fn index_anew(tx: &mut Tx, id: Uuid) -> Result<(), Problem> {
    let areas = tx.areas();
    let row = store::find_visible(tx.conn(), &areas, id)?.ok_or_else(Problem::not_found)?;
    let area = row.area_id;
    let answers = row.open(tx.keyring())?.answers;
    let facts = NotificationFacts::from_answers(&answers);
    let index = tx.keyring().index(area);
    let code = facts.nhs_number.as_deref().map(|number| index.code(&nhs_value(number)));
    store::update_codes(tx.conn(), id, code, match_codes(&index, &facts))
}
