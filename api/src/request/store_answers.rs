//! Where answers are kept while they are given.

use super::store::RequestRow;
use crate::platform::problem::{Problem, constraint_of};
use crate::schema::request_answers as a;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! {
    /// The key of the case a request is about (api/src/sql/functions.sql).
    fn asked_key(request: SqlUuid) -> Nullable<Binary>;
}

diesel::define_sql_function! {
    /// Writes down on the case what became of a request (api/src/sql/functions.sql).
    fn tell_case(request: SqlUuid, event: SqlUuid, kind: Text, by: Nullable<SqlUuid>, at: Timestamptz, sealed: Binary) -> diesel::sql_types::Bool;
}

/// The wrapped key of the case a request is about.
pub fn find_case_key(conn: &mut PgConnection, request: Uuid) -> Result<Option<Vec<u8>>, Problem> {
    Ok(diesel::select(asked_key(request)).get_result(conn)?)
}

/// Writes an event on the case of a request, sealed with the key of the case.
pub fn insert_case_event(
    conn: &mut PgConnection,
    request: Uuid,
    (event, kind): (Uuid, &str),
    (by, at): (Option<Uuid>, DateTime<Utc>),
    sealed: Vec<u8>,
) -> Result<bool, Problem> {
    Ok(diesel::select(tell_case(request, event, kind, by, at, sealed)).get_result(conn)?)
}

/// One saving of an answer.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = a, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct AnswerRow {
    pub id: Uuid,
    pub request_id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub question: String,
    pub row_id: Option<Uuid>,
    pub revision: i32,
    pub sealed: Vec<u8>,
    pub saved_at: DateTime<Utc>,
    pub saved_by: Option<Uuid>,
    pub visit_id: Option<Uuid>,
    pub client_id: Option<Uuid>,
    pub saved_by_name: String,
}

/// The latest saving of every question and row of a request; rows in the order in which they were first saved.
pub fn list_latest(conn: &mut PgConnection, request: &RequestRow) -> Result<Vec<AnswerRow>, Problem> {
    let query =
        a::table.filter(a::request_id.eq(request.id)).order((a::question, a::row_id, a::revision.desc())).distinct_on((a::question, a::row_id));
    let mut rows = query.select(AnswerRow::as_select()).load(conn)?;
    let first: Vec<(String, Option<Uuid>, DateTime<Utc>, Uuid)> = a::table
        .filter(a::request_id.eq(request.id).and(a::revision.eq(1)).and(a::row_id.is_not_null()))
        .select((a::question, a::row_id, a::saved_at, a::id))
        .load(conn)?;
    let born =
        |row: &AnswerRow| first.iter().find(|(question, id, ..)| (question, *id) == (&row.question, row.row_id)).map(|(_, _, at, id)| (*at, *id));
    rows.sort_by_cached_key(|row| (row.question.clone(), born(row)));
    Ok(rows)
}

/// Every question and row of a request with its latest revision.
pub fn list_revisions(conn: &mut PgConnection, request: &RequestRow) -> Result<Vec<(String, Option<Uuid>, i32)>, Problem> {
    let query =
        a::table.filter(a::request_id.eq(request.id)).order((a::question, a::row_id, a::revision.desc())).distinct_on((a::question, a::row_id));
    Ok(query.select((a::question, a::row_id, a::revision)).load(conn)?)
}

/// The latest saving of one question or row.
pub fn find_latest(conn: &mut PgConnection, request: &RequestRow, question: &str, row: Option<Uuid>) -> Result<Option<AnswerRow>, Problem> {
    let query = a::table.filter(a::request_id.eq(request.id).and(a::question.eq(question)).and(a::row_id.is_not_distinct_from(row)));
    Ok(query.order(a::revision.desc()).select(AnswerRow::as_select()).first(conn).optional()?)
}

/// Keeps a saving. When somebody was quicker with the same question, the whole change runs again and finds theirs.
pub fn insert_answer(conn: &mut PgConnection, row: &AnswerRow) -> Result<(), Problem> {
    diesel::insert_into(a::table).values(row).execute(conn).map(drop).map_err(|error| match constraint_of(&error) {
        Some("request_answers_revision") => Problem::lost_race(),
        _ => error.into(),
    })
}
