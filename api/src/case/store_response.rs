//! Where decisions about a joint agency response are kept: every version of them.

use super::access::{CaseAccess, CaseChange};
use crate::platform::problem::{Code, Problem, constraint_of};
use crate::schema::{case_joint_agency_responses as r, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// One version.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = r)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct ResponseRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub version: i32,
    pub needed: String,
    pub criteria: Vec<Option<String>>,
    pub near_death: bool,
    pub started: Option<bool>,
    pub started_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
    pub sealed: Vec<u8>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Option<Uuid>,
}

/// Every version with the name of who wrote it, the latest first.
pub fn list(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<(ResponseRow, Option<String>)>, Problem> {
    Ok(r::table
        .left_join(users::table)
        .filter(r::case_id.eq(case.id()))
        .order(r::version.desc())
        .select((ResponseRow::as_select(), users::name.nullable()))
        .load(conn)?)
}

/// Adds a version. Whoever is second with the same number has seen what is no longer the latest.
pub fn insert(conn: &mut PgConnection, _case: &CaseChange, row: &ResponseRow) -> Result<(), Problem> {
    match diesel::insert_into(r::table).values(row).execute(conn) {
        Ok(_) => Ok(()),
        Err(error) if constraint_of(&error) == Some("case_joint_agency_responses_version") => {
            Err(Problem::new(Code::VersionStale, "Somebody has changed this since you opened it. Reload to see what is new."))
        }
        Err(error) => Err(error.into()),
    }
}
