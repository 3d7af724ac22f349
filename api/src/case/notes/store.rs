//! Where notes are kept: in a table of their own.

use crate::case::access::{CaseAccess, CaseChange};
use crate::platform::problem::Problem;
use crate::schema::{case_notes as notes, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A note.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = notes)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct NoteRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub sealed: Vec<u8>,
    pub version: i32,
    pub noted_at: DateTime<Utc>,
    pub written_at: DateTime<Utc>,
    pub written_by: Option<Uuid>,
}

/// The notes of a case, the latest first, each with the name of who wrote it.
pub fn list(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<(NoteRow, Option<String>)>, Problem> {
    Ok(notes::table
        .left_join(users::table)
        .filter(notes::case_id.eq_any(case.ids()))
        .order(notes::id.desc())
        .select((NoteRow::as_select(), users::name.nullable()))
        .load(conn)?)
}

/// One note, held until it is changed.
pub fn lock(conn: &mut PgConnection, case: &CaseChange, id: Uuid) -> Result<Option<NoteRow>, Problem> {
    Ok(notes::table
        .filter(notes::id.eq(id).and(notes::case_id.eq_any(case.ids())))
        .select(NoteRow::as_select())
        .for_update()
        .first(conn)
        .optional()?)
}

/// Adds one.
pub fn insert(conn: &mut PgConnection, row: &NoteRow) -> Result<(), Problem> {
    diesel::insert_into(notes::table).values(row).execute(conn)?;
    Ok(())
}

/// Changes one that is held.
pub fn update(conn: &mut PgConnection, row: &NoteRow) -> Result<(), Problem> {
    diesel::update(notes::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
