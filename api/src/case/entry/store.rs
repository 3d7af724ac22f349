//! Where entries of the case record are kept.

use crate::case::access::{CaseAccess, CaseChange};
use crate::platform::problem::{Code, Problem, constraint_of};
use crate::schema::{case_entries as entries, users};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// An entry.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = entries, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct EntryRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub part: String,
    pub state: Option<String>,
    pub day: Option<NaiveDate>,
    pub sealed: Vec<u8>,
    pub version: i32,
    pub written_at: DateTime<Utc>,
    pub written_by: Option<Uuid>,
}

/// The entries of a part in the order in which they were added, each with the name of who wrote it.
pub fn list(conn: &mut PgConnection, case: &CaseAccess, part: &str) -> Result<Vec<(EntryRow, Option<String>)>, Problem> {
    Ok(entries::table
        .left_join(users::table)
        .filter(entries::case_id.eq_any(case.ids()).and(entries::part.eq(part)))
        .order(entries::id)
        .select((EntryRow::as_select(), users::name.nullable()))
        .load(conn)?)
}

/// One entry of a part, held until it is changed.
pub fn lock(conn: &mut PgConnection, case: &CaseChange, part: &str, id: Uuid) -> Result<Option<EntryRow>, Problem> {
    Ok(entries::table
        .filter(entries::id.eq(id).and(entries::case_id.eq_any(case.ids())).and(entries::part.eq(part)))
        .select(EntryRow::as_select())
        .for_update()
        .first(conn)
        .optional()?)
}

/// Adds one.
///
/// # Errors
/// `conflict` where a colleague added the same at the same moment.
pub fn insert(conn: &mut PgConnection, row: &EntryRow) -> Result<(), Problem> {
    diesel::insert_into(entries::table).values(row).execute(conn).map(drop).map_err(|error| match constraint_of(&error) {
        Some("case_entries_pkey" | "case_entries_once") => {
            Problem::new(Code::Conflict, "A colleague wrote this down at the same moment. Load the page again to see what they wrote.")
        }
        _ => error.into(),
    })
}

/// Changes one that is held.
pub fn update(conn: &mut PgConnection, row: &EntryRow) -> Result<(), Problem> {
    diesel::update(entries::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
