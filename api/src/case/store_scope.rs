//! Where answers to the questions of scope are kept, and what ended a review.

use super::access::{CaseAccess, CaseChange};
use crate::platform::problem::{Code, Problem, constraint_of};
use crate::schema::{case_deadlines, case_stillbirth_proofs, cases, scope_answers, users};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// One answer.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = scope_answers)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct AnswerRow {
    pub id: Uuid,
    pub area_id: Uuid,
    pub notification_id: Option<Uuid>,
    pub case_id: Option<Uuid>,
    pub version: i32,
    pub question: String,
    pub answer: String,
    pub answered_at: DateTime<Utc>,
    pub answered_by: Option<Uuid>,
}

/// An answer with the name of who gave it.
pub type Answered = (AnswerRow, Option<String>);

/// The answers about a notification, in the order in which they were given.
pub fn list_of_notification(conn: &mut PgConnection, notification: Uuid) -> Result<Vec<Answered>, Problem> {
    Ok(scope_answers::table
        .left_join(users::table)
        .filter(scope_answers::notification_id.eq(notification))
        .order(scope_answers::version)
        .select((AnswerRow::as_select(), users::name.nullable()))
        .load(conn)?)
}

/// The answers about a case, in the order in which they were given.
pub fn list_of_case(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<Answered>, Problem> {
    Ok(scope_answers::table
        .left_join(users::table)
        .filter(scope_answers::case_id.eq(case.id()))
        .order(scope_answers::version)
        .select((AnswerRow::as_select(), users::name.nullable()))
        .load(conn)?)
}

/// Adds answers. Whoever is second with the same number has seen what is no longer the latest.
pub fn insert(conn: &mut PgConnection, rows: &[AnswerRow]) -> Result<(), Problem> {
    match diesel::insert_into(scope_answers::table).values(rows).execute(conn) {
        Ok(_) => Ok(()),
        Err(error) if constraint_of(&error).is_some_and(|name| name.ends_with("_version")) => {
            Err(Problem::new(Code::VersionStale, "Somebody has changed this since you opened it. Reload to see what is new."))
        }
        Err(error) => Err(error.into()),
    }
}

/// What showed that a baby was stillborn.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_stillbirth_proofs)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct ProofRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub proved_on: NaiveDate,
    pub sealed: Vec<u8>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

/// The latest proof, with the name of who recorded it.
pub fn find_proof(conn: &mut PgConnection, case: &CaseAccess) -> Result<Option<(ProofRow, String)>, Problem> {
    use case_stillbirth_proofs as p;
    Ok(p::table
        .inner_join(users::table)
        .filter(p::case_id.eq(case.id()))
        .order(p::recorded_at.desc())
        .select((ProofRow::as_select(), users::name))
        .first(conn)
        .optional()?)
}

/// Keeps a proof.
pub fn insert_proof(conn: &mut PgConnection, _case: &CaseChange, row: &ProofRow) -> Result<(), Problem> {
    diesel::insert_into(case_stillbirth_proofs::table).values(row).execute(conn)?;
    Ok(())
}

/// Ends the review in a status in which nothing is due any more: clocks that run are stopped.
pub fn update_ended(conn: &mut PgConnection, case: &CaseChange, status: &str, now: DateTime<Utc>) -> Result<(), Problem> {
    diesel::update(cases::table.find(case.id()))
        .set((
            cases::status.eq(status),
            cases::next_due_at.eq(None::<DateTime<Utc>>),
            cases::next_due_rule.eq(None::<String>),
            cases::version.eq(cases::version + 1),
        ))
        .execute(conn)?;
    diesel::update(case_deadlines::table.filter(case_deadlines::case_id.eq(case.id()).and(case_deadlines::met_at.is_null())))
        .set(case_deadlines::stopped_at.eq(now))
        .execute(conn)?;
    Ok(())
}
