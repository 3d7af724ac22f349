//! Where choices and joins are kept.

use crate::case::access::{CaseAccess, CaseChange};
use crate::platform::problem::Problem;
use crate::schema::{composite_choices as c, composite_joins as j, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A choice.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = c)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct ChoiceRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub form_id: String,
    pub question: String,
    pub row_key: String,
    pub chosen_at: DateTime<Utc>,
    pub chosen_by: Uuid,
    pub sealed: Vec<u8>,
}

/// Rows that are one.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = j, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct JoinRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub form_id: String,
    pub question: String,
    pub request_ids: Vec<Option<Uuid>>,
    pub row_ids: Vec<Option<Uuid>>,
    pub joined_at: DateTime<Utc>,
    pub joined_by: Uuid,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_by: Option<Uuid>,
}

/// Keeps a choice.
pub fn insert_choice(conn: &mut PgConnection, row: &ChoiceRow) -> Result<(), Problem> {
    diesel::insert_into(c::table).values(row).execute(conn)?;
    Ok(())
}

/// The last choice on each question of a case, with who chose.
pub fn list_choices(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<(ChoiceRow, String)>, Problem> {
    let query = c::table.inner_join(users::table).filter(c::case_id.eq_any(case.ids()));
    let query =
        query.order((c::form_id, c::question, c::row_key, c::chosen_at.desc(), c::id.desc())).distinct_on((c::form_id, c::question, c::row_key));
    Ok(query.select((ChoiceRow::as_select(), users::name)).load(conn)?)
}

/// Keeps a join.
pub fn insert_join(conn: &mut PgConnection, row: &JoinRow) -> Result<(), Problem> {
    diesel::insert_into(j::table).values(row).execute(conn)?;
    Ok(())
}

/// The joins of a case that hold.
pub fn list_joins(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<JoinRow>, Problem> {
    let query = j::table.filter(j::case_id.eq_any(case.ids()).and(j::ended_at.is_null())).order((j::joined_at, j::id));
    Ok(query.select(JoinRow::as_select()).load(conn)?)
}

/// Takes joined rows apart; false when they were not joined.
pub fn end_join(conn: &mut PgConnection, case: &CaseChange, id: Uuid, by: Uuid, now: DateTime<Utc>) -> Result<bool, Problem> {
    let held = j::table.filter(j::case_id.eq_any(case.ids()).and(j::id.eq(id)).and(j::ended_at.is_null()));
    Ok(diesel::update(held).set((j::ended_at.eq(now), j::ended_by.eq(by))).execute(conn)? > 0)
}
