//! Where other reviews and investigations are kept.

use crate::case::access::{CaseAccess, CaseChange};
use crate::platform::problem::Problem;
use crate::schema::{case_processes as processes, users};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// Another review or investigation.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = processes, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct ProcessRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub kind: String,
    pub status: String,
    pub started_on: Option<NaiveDate>,
    pub expected_on: Option<NaiveDate>,
    pub concluded_on: Option<NaiveDate>,
    pub blocks_meeting: bool,
    pub blocks_panel: bool,
    pub stops_clock: bool,
    pub sealed: Vec<u8>,
    pub version: i32,
    pub written_at: DateTime<Utc>,
    pub written_by: Option<Uuid>,
}

/// A row and the name of who wrote it.
pub type Named = (ProcessRow, Option<String>);

/// Every one of a case, in the order in which they were added.
pub fn list(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<Named>, Problem> {
    Ok(processes::table
        .left_join(users::table)
        .filter(processes::case_id.eq_any(case.ids()))
        .order(processes::id)
        .select((ProcessRow::as_select(), users::name.nullable()))
        .load(conn)?)
}

/// One of a case, held until it is changed.
pub fn lock(conn: &mut PgConnection, case: &CaseChange, id: Uuid) -> Result<Option<ProcessRow>, Problem> {
    Ok(processes::table
        .filter(processes::id.eq(id).and(processes::case_id.eq_any(case.ids())))
        .select(ProcessRow::as_select())
        .for_update()
        .first(conn)
        .optional()?)
}

/// Adds one.
pub fn insert(conn: &mut PgConnection, row: &ProcessRow) -> Result<(), Problem> {
    diesel::insert_into(processes::table).values(row).execute(conn)?;
    Ok(())
}

/// Changes one that is held.
pub fn update(conn: &mut PgConnection, row: &ProcessRow) -> Result<(), Problem> {
    diesel::update(processes::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
