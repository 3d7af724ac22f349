//! Where every version of a case record is kept.

use crate::case::access::{CaseAccess, CaseChange};
use crate::platform::problem::Problem;
use crate::schema::{case_record_versions as versions, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A version to be kept.
pub struct NewVersion {
    /// Identifier.
    pub id: Uuid,
    /// Part of the record, a code.
    pub part: &'static str,
    /// Row of that part.
    pub row: Uuid,
    /// Version, from 1.
    pub version: i32,
    /// When, and who.
    pub written: (DateTime<Utc>, Option<Uuid>),
    /// What was written, sealed.
    pub sealed: Vec<u8>,
}

/// Keeps a version.
pub fn insert_version(conn: &mut PgConnection, case: &CaseChange, new: &NewVersion) -> Result<(), Problem> {
    diesel::insert_into(versions::table)
        .values((
            versions::id.eq(new.id),
            versions::case_id.eq(case.id()),
            versions::area_id.eq(case.area()),
            versions::part.eq(new.part),
            versions::row_id.eq(new.row),
            versions::version.eq(new.version),
            versions::written_at.eq(new.written.0),
            versions::written_by.eq(new.written.1),
            versions::sealed.eq(&new.sealed),
        ))
        .execute(conn)?;
    Ok(())
}

/// A version as kept: identifier, version, when, what, who.
pub type VersionRow = (Uuid, i32, DateTime<Utc>, Vec<u8>, Option<String>);

/// Every version of a row of one of these parts, the first first.
pub fn list_versions(conn: &mut PgConnection, case: &CaseAccess, row: Uuid, parts: &[&str]) -> Result<Vec<VersionRow>, Problem> {
    Ok(versions::table
        .left_join(users::table)
        .filter(versions::case_id.eq_any(case.ids()).and(versions::row_id.eq(row)).and(versions::part.eq_any(parts)))
        .order(versions::version)
        .select((versions::id, versions::version, versions::written_at, versions::sealed, users::name.nullable()))
        .load(conn)?)
}
