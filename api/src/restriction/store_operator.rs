//! What an operator reads and writes when no manager is left who sees a restricted case.

use crate::schema::{case_grants, case_interests, cases};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A restricted case.
#[derive(Queryable)]
pub struct Restricted {
    /// Identifier.
    pub id: Uuid,
    /// Area.
    pub area_id: Uuid,
    /// Its key, wrapped.
    pub wrapped_key: Vec<u8>,
}

/// The restricted case of this reference and those merged into it; held until commit.
pub fn list_restricted(conn: &mut PgConnection, reference: &str) -> QueryResult<Vec<Restricted>> {
    let case: Option<Uuid> =
        cases::table.filter(cases::reference.eq(reference).and(cases::merged_into.is_null())).select(cases::id).first(conn).optional()?;
    let Some(id) = case else { return Ok(Vec::new()) };
    cases::table
        .filter(cases::id.eq(id).or(cases::merged_into.eq(id)))
        .filter(cases::restricted)
        .order(cases::id)
        .select((cases::id, cases::area_id, cases::wrapped_key))
        .for_no_key_update()
        .load(conn)
}

/// Accounts with an interest in one of these cases.
pub fn list_interested(conn: &mut PgConnection, ids: &[Uuid]) -> QueryResult<Vec<Uuid>> {
    use case_interests as i;
    i::table.filter(i::case_id.eq_any(ids).and(i::ended_at.is_null())).select(i::user_id).load(conn)
}

/// Grants on these cases: the case and the account.
pub fn list_holders(conn: &mut PgConnection, ids: &[Uuid]) -> QueryResult<Vec<(Uuid, Uuid)>> {
    use case_grants as g;
    g::table.filter(g::case_id.eq_any(ids).and(g::ended_at.is_null())).select((g::case_id, g::user_id)).load(conn)
}

/// Gives access; no account did.
pub fn insert_grant(conn: &mut PgConnection, id: Uuid, case: &Restricted, user: Uuid, now: DateTime<Utc>) -> QueryResult<()> {
    use case_grants as g;
    diesel::insert_into(g::table)
        .values((g::id.eq(id), g::case_id.eq(case.id), g::area_id.eq(case.area_id), g::user_id.eq(user), g::granted_at.eq(now)))
        .execute(conn)
        .map(drop)
}
