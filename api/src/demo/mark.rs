//! What tells a database of the demonstration from one of real children: the mark on the accounts `opencdr demo` made.

use crate::schema::{areas, users};
use anyhow::{Context, Result, bail};
use diesel::dsl::{exists, select};
use diesel::prelude::*;

/// Refuses to serve the demonstration's accounts as real ones, or real accounts as a demonstration.
///
/// # Errors
/// Says which it is and what to do.
pub fn refuse_mismatch(database_url: &str, demo: bool) -> Result<()> {
    let mut conn = PgConnection::establish(database_url).context("cannot reach the database named by DATABASE_URL")?;
    if demo { refuse_others(&mut conn) } else { refuse_invented(&mut conn) }
}

/// Accounts that anyone who ran the demonstration may know the password of have no place beside real cases.
fn refuse_invented(conn: &mut PgConnection) -> Result<()> {
    let open: i64 = users::table.filter(users::demo.and(users::disabled_at.is_null())).count().get_result(conn).context(BEHIND)?;
    if open > 0 {
        bail!(
            "{open} accounts of the demonstration are open in this database, and their passwords stand in a file. For real children use a \
             database of its own (make clean-data forgets the private one), or close each with `opencdr user disable`. If this is the \
             demonstration, set DEMO=1"
        );
    }
    Ok(())
}

/// A demonstration asks for no second factor: it must not be switched on over what somebody else put into the database.
pub fn refuse_others(conn: &mut PgConnection) -> Result<()> {
    if is_used(conn)? && !is_demonstration(conn)? {
        bail!(
            "DEMO is 1, but the areas or accounts in this database were not made by `opencdr demo`: real cases could be read without a \
             second factor. Set DEMO=0, or use an empty database"
        );
    }
    Ok(())
}

/// Whether anybody has begun to use this database: whatever there is belongs to an area or was done by somebody.
pub fn is_used(conn: &mut PgConnection) -> Result<bool> {
    Ok(select(exists(users::table.select(users::id))).get_result(conn)? || select(exists(areas::table.select(areas::id))).get_result(conn)?)
}

/// Whether `opencdr demo` filled this database.
fn is_demonstration(conn: &mut PgConnection) -> Result<bool> {
    select(exists(users::table.filter(users::demo))).get_result(conn).context(BEHIND)
}

const BEHIND: &str = "the accounts cannot be read; if the schema is older than this version, run `opencdr migrate`";
