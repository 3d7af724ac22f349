//! Reloading the postcode table.

use crate::platform::tx::record_by_operator;
use crate::schema::{postcode_imports, postcodes};
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use diesel::pg::CopyFormat;
use diesel::prelude::*;
use opencdr_domain::audit::event::{Action, ObjectKind};

/// Puts new rows (tab-separated, in the table's order) in place of the old in one transaction. Readers see one or the other.
///
/// # Errors
/// Nothing is changed then.
pub fn replace_postcodes(conn: &mut PgConnection, copy: &str, file: &str, sha256: &str, rows: usize, now: DateTime<Utc>) -> Result<usize> {
    conn.transaction(|conn| {
        diesel::delete(postcodes::table).execute(conn)?;
        diesel::copy_from(postcodes::table)
            .from_raw_data(postcodes::all_columns, |out| {
                out.write_all(copy.as_bytes()).map_err(|e| diesel::result::Error::SerializationError(Box::new(e)))
            })
            .with_format(CopyFormat::Text)
            .execute(conn)
            .context("the postcodes could not be loaded; is one listed twice?")?;
        diesel::insert_into(postcode_imports::table)
            .values((
                postcode_imports::imported_at.eq(now),
                postcode_imports::file_name.eq(file),
                postcode_imports::sha256.eq(sha256),
                postcode_imports::rows.eq(i32::try_from(rows).unwrap_or(i32::MAX)),
            ))
            .execute(conn)?;
        record_by_operator(conn, (Action::ImportPostcodes, ObjectKind::PostcodeTable), None, None, now)?;
        Ok(rows)
    })
}

/// Whether any postcode is loaded.
///
/// # Errors
/// When the table cannot be read.
pub fn has_postcodes(conn: &mut PgConnection) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(postcodes::table.select(postcodes::postcode))).get_result(conn)?)
}
