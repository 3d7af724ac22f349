//! What an operator reads and writes when no manager is left who sees a restricted case.

use crate::schema::{case_grants, case_interests, cases, memberships, users};
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

/// A manager's account.
#[derive(Queryable)]
pub struct Manager {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
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

/// Accounts with a grant on one of these cases.
pub fn list_holders(conn: &mut PgConnection, ids: &[Uuid]) -> QueryResult<Vec<Uuid>> {
    use case_grants as g;
    g::table.filter(g::case_id.eq_any(ids).and(g::ended_at.is_null())).select(g::user_id).load(conn)
}

/// Accounts that hold one of these roles in the area now.
pub fn list_managers(conn: &mut PgConnection, area: Uuid, roles: &[&str], now: DateTime<Utc>) -> QueryResult<Vec<Manager>> {
    users::table
        .inner_join(memberships::table)
        .filter(memberships::area_id.eq(area).and(memberships::role.eq_any(roles)).and(users::disabled_at.is_null()))
        .filter(memberships::valid_from.le(now).and(memberships::valid_to.is_null().or(memberships::valid_to.gt(now))))
        .order((users::name, users::id))
        .select((users::id, users::name, users::email))
        .distinct()
        .load(conn)
}

/// Gives access; no account did.
pub fn insert_grant(conn: &mut PgConnection, id: Uuid, case: &Restricted, user: Uuid, now: DateTime<Utc>) -> QueryResult<()> {
    use case_grants as g;
    diesel::insert_into(g::table)
        .values((g::id.eq(id), g::case_id.eq(case.id), g::area_id.eq(case.area_id), g::user_id.eq(user), g::granted_at.eq(now)))
        .execute(conn)
        .map(drop)
}
