//! Where merges of cases are kept, and which cases are read as one.

use super::access::CaseChange;
use super::comparing::Birth;
use super::views::CaseName;
use crate::platform::ids;
use crate::platform::problem::Problem;
use crate::schema::{case_grants, case_merges, cases, notifications, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bytea, Text, Uuid as SqlUuid};
use std::collections::HashMap;
use uuid::Uuid;

/// A case that is read with another.
#[derive(QueryableByName)]
pub struct Part {
    /// The case.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Its key, wrapped.
    #[diesel(sql_type = Bytea)]
    pub wrapped_key: Vec<u8>,
}

/// The cases merged into a case, and those merged into them, as far as the person may know of them.
pub fn list_parts(conn: &mut PgConnection, case: Uuid) -> Result<Vec<Part>, Problem> {
    Ok(diesel::sql_query(
        "WITH RECURSIVE part (id, wrapped_key) AS (
            SELECT c.id, c.wrapped_key FROM cases c WHERE c.merged_into = $1
            UNION ALL SELECT c.id, c.wrapped_key FROM cases c JOIN part p ON c.merged_into = p.id)
         SELECT id, wrapped_key FROM part",
    )
    .bind::<SqlUuid, _>(case)
    .load(conn)?)
}

#[derive(QueryableByName)]
struct Survivor {
    #[diesel(sql_type = SqlUuid)]
    merged: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    reference: String,
}

/// The cases under whose reference merged cases continue, at the end of the chain; without those the person must not know of.
pub fn list_survivors(conn: &mut PgConnection, merged: &[Uuid]) -> Result<HashMap<Uuid, CaseName>, Problem> {
    if merged.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<Survivor> = diesel::sql_query(
        "WITH RECURSIVE chain (merged, id, next, reference) AS (
            SELECT c.id, c.id, c.merged_into, c.reference FROM cases c WHERE c.id = ANY ($1) AND c.merged_into IS NOT NULL
            UNION ALL SELECT x.merged, c.id, c.merged_into, c.reference FROM chain x JOIN cases c ON c.id = x.next)
         SELECT merged, id, reference FROM chain WHERE next IS NULL",
    )
    .bind::<Array<SqlUuid>, _>(merged)
    .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.merged, CaseName { id: row.id, reference: row.reference })).collect())
}

/// Holds two cases until commit, always in the same order, so that two people merge one after the other.
pub fn lock_both(conn: &mut PgConnection, areas: &[Uuid], one: Uuid, other: Uuid) -> Result<(), Problem> {
    let _: Vec<Uuid> = cases::table
        .filter(cases::id.eq_any([one, other]).and(cases::area_id.eq_any(areas)))
        .order(cases::id)
        .select(cases::id)
        .for_no_key_update()
        .load(conn)?;
    Ok(())
}

/// What the notification a case was opened from says of a birth of twins or more.
pub fn list_births(conn: &mut PgConnection, cases: &[Uuid]) -> Result<HashMap<Uuid, Birth>, Problem> {
    use notifications as n;
    let rows: Vec<(Option<Uuid>, Option<i32>, Option<String>)> = n::table
        .filter(n::case_id.eq_any(cases.iter().copied().map(Some)).and(n::status.eq("accepted")))
        .select((n::case_id, n::birth_order, n::multiple_birth))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(case, order, multiple)| Some((case?, (order, multiple)))).collect())
}

/// A merge to be kept.
#[derive(Insertable)]
#[diesel(table_name = case_merges)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct NewMerge<'a> {
    pub id: Uuid,
    pub survivor_id: Uuid,
    pub merged_id: Uuid,
    pub area_id: Uuid,
    pub status_before: &'a str,
    pub merged_restricted_before: bool,
    pub survivor_restricted_before: bool,
    pub sealed_comparison: Vec<u8>,
    pub sealed_reason: Vec<u8>,
    pub merged_at: DateTime<Utc>,
    pub merged_by: Uuid,
}

/// Keeps a merge: the merged case continues under the other; both are restricted from now on when either is.
pub fn insert_merge(conn: &mut PgConnection, (merged, survivor): (&CaseChange, &CaseChange), merge: &NewMerge) -> Result<(), Problem> {
    let restricted = merge.merged_restricted_before || merge.survivor_restricted_before;
    // Before a case becomes restricted, those who may know of the other are let in: whoever does this is one of them.
    if merge.merged_restricted_before != merge.survivor_restricted_before {
        let (from, to) = if merge.merged_restricted_before { (merged, survivor) } else { (survivor, merged) };
        copy_grants(conn, from, to, (merge.merged_at, merge.merged_by))?;
    }
    diesel::insert_into(case_merges::table).values(merge).execute(conn)?;
    diesel::update(cases::table.find(merged.id()))
        .set((
            cases::status.eq("merged"),
            cases::merged_into.eq(survivor.id()),
            cases::restricted.eq(restricted),
            cases::version.eq(cases::version + 1),
        ))
        .execute(conn)?;
    diesel::update(cases::table.find(survivor.id())).set((cases::restricted.eq(restricted), cases::version.eq(cases::version + 1))).execute(conn)?;
    Ok(())
}

fn copy_grants(conn: &mut PgConnection, from: &CaseChange, to: &CaseChange, (at, by): (DateTime<Utc>, Uuid)) -> Result<(), Problem> {
    use case_grants as g;
    let users: Vec<Uuid> = g::table.filter(g::case_id.eq(from.id()).and(g::ended_at.is_null())).select(g::user_id).load(conn)?;
    let there: Vec<Uuid> = g::table.filter(g::case_id.eq(to.id()).and(g::ended_at.is_null())).select(g::user_id).load(conn)?;
    let rows: Vec<_> = users
        .into_iter()
        .filter(|user| !there.contains(user))
        .map(|user| {
            (
                g::id.eq(ids::new_id()),
                g::case_id.eq(to.id()),
                g::area_id.eq(to.area()),
                g::user_id.eq(user),
                g::granted_at.eq(at),
                g::granted_by.eq(by),
            )
        })
        .collect();
    diesel::insert_into(g::table).values(rows).execute(conn)?;
    Ok(())
}

/// A merge as it is kept.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = case_merges)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct MergeRow {
    pub id: Uuid,
    pub survivor_id: Uuid,
    pub merged_id: Uuid,
    pub status_before: String,
    pub merged_restricted_before: bool,
    pub survivor_restricted_before: bool,
    pub sealed_comparison: Vec<u8>,
    pub sealed_reason: Vec<u8>,
    pub merged_at: DateTime<Utc>,
    pub merged_by: Uuid,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_by: Option<Uuid>,
    pub sealed_end_reason: Option<Vec<u8>>,
}

/// The merge by which a case continues under another now.
pub fn find_merge_in_force(conn: &mut PgConnection, merged: Uuid) -> Result<Option<MergeRow>, Problem> {
    use case_merges as m;
    Ok(m::table.filter(m::merged_id.eq(merged).and(m::ended_at.is_null())).select(MergeRow::as_select()).first(conn).optional()?)
}

/// Every merge into a case, ended ones too, the first first.
pub fn list_merges_into(conn: &mut PgConnection, survivor: Uuid) -> Result<Vec<MergeRow>, Problem> {
    use case_merges as m;
    Ok(m::table.filter(m::survivor_id.eq(survivor)).order((m::merged_at, m::id)).select(MergeRow::as_select()).load(conn)?)
}

/// Ends a merge: both cases are as they were, but for what was added since.
pub fn end_merge(
    conn: &mut PgConnection,
    (merged, survivor): (&CaseChange, &CaseChange),
    merge: &MergeRow,
    (at, by, sealed_reason): (DateTime<Utc>, Uuid, Vec<u8>),
) -> Result<(), Problem> {
    use case_merges as m;
    diesel::update(m::table.find(merge.id)).set((m::ended_at.eq(at), m::ended_by.eq(by), m::sealed_end_reason.eq(sealed_reason))).execute(conn)?;
    diesel::update(cases::table.find(merged.id()))
        .set((
            cases::status.eq(&merge.status_before),
            cases::merged_into.eq(None::<Uuid>),
            cases::restricted.eq(merge.merged_restricted_before),
            cases::version.eq(cases::version + 1),
        ))
        .execute(conn)?;
    let by_another: i64 = m::table
        .filter(m::survivor_id.eq(survivor.id()).and(m::ended_at.is_null()).and(m::merged_restricted_before.eq(true)))
        .count()
        .get_result(conn)?;
    let restricted = merge.survivor_restricted_before || by_another > 0;
    diesel::update(cases::table.find(survivor.id())).set((cases::restricted.eq(restricted), cases::version.eq(cases::version + 1))).execute(conn)?;
    end_copied_grants(conn, merge, (at, by))
}

/// Ends the grants that the merge gave.
fn end_copied_grants(conn: &mut PgConnection, merge: &MergeRow, (at, by): (DateTime<Utc>, Uuid)) -> Result<(), Problem> {
    use case_grants as g;
    let given = g::case_id.eq_any([merge.merged_id, merge.survivor_id]).and(g::granted_at.eq(merge.merged_at)).and(g::granted_by.eq(merge.merged_by));
    diesel::update(g::table.filter(given).filter(g::ended_at.is_null())).set((g::ended_at.eq(at), g::ended_by.eq(by))).execute(conn)?;
    Ok(())
}

/// Names of people.
pub fn list_user_names(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Problem> {
    Ok(users::table.filter(users::id.eq_any(ids)).select((users::id, users::name)).load::<(Uuid, String)>(conn)?.into_iter().collect())
}

/// References of cases.
pub fn list_case_names(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, CaseName>, Problem> {
    let rows: Vec<(Uuid, String)> = cases::table.filter(cases::id.eq_any(ids)).select((cases::id, cases::reference)).load(conn)?;
    Ok(rows.into_iter().map(|(id, reference)| (id, CaseName { id, reference })).collect())
}
