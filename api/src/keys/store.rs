//! Index codes made anew by an operator's command: after a new key, and after an area has handed over what it held.

use crate::case::sealed::{self as case_sealed, Identity};
use crate::notification::sealed::{ANSWERS, nhs_number_of};
use crate::platform::keyring::{Keyring, RecordKey};
use crate::schema::{case_name_keys, cases, notifications};
use anyhow::{Result, anyhow};
use diesel::prelude::*;
use opencdr_domain::notification::facts::NotificationFacts;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Makes the index codes of a case anew, with the index of the area it is in.
///
/// # Errors
/// When it cannot be opened or written.
pub fn index_case(conn: &mut PgConnection, keyring: &Keyring, id: Uuid, key: &RecordKey) -> Result<()> {
    let (area, sealed): (Uuid, Vec<u8>) = cases::table.find(id).select((cases::area_id, cases::sealed)).first(conn)?;
    let identity: Identity = key.open_json(case_sealed::IDENTITY, id, &sealed).map_err(|problem| anyhow!("case {id}: {problem}"))?;
    let codes = case_sealed::codes(&keyring.index(area), &identity);
    diesel::update(cases::table.find(id)).set((cases::nhs_key.eq(codes.nhs_key), cases::match_keys.eq(codes.match_keys))).execute(conn)?;
    diesel::delete(case_name_keys::table.filter(case_name_keys::case_id.eq(id))).execute(conn)?;
    let rows: Vec<_> =
        codes.name_keys.iter().map(|code| (case_name_keys::case_id.eq(id), case_name_keys::area_id.eq(area), case_name_keys::key.eq(code))).collect();
    diesel::insert_into(case_name_keys::table).values(rows).on_conflict_do_nothing().execute(conn)?;
    Ok(())
}

/// Makes the index codes of a notification anew, with the index of the area it is in.
///
/// # Errors
/// When it cannot be opened or written.
pub fn index_notification(conn: &mut PgConnection, keyring: &Keyring, id: Uuid, key: &RecordKey) -> Result<()> {
    use notifications as n;
    let (area, sealed): (Uuid, Vec<u8>) = n::table.find(id).select((n::area_id, n::sealed_answers)).first(conn)?;
    let answers: Map<String, Value> = key.open_json(ANSWERS, id, &sealed).map_err(|problem| anyhow!("notification {id}: {problem}"))?;
    let index = keyring.index(area);
    let code = nhs_number_of(&answers).map(|number| index.code(&case_sealed::nhs_value(number)));
    let keys = case_sealed::match_codes(&index, &NotificationFacts::from_answers(&answers));
    diesel::update(n::table.find(id)).set((n::nhs_key.eq(code), n::match_keys.eq(keys))).execute(conn)?;
    Ok(())
}
