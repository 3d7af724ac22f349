//! Where the audit trail is kept.

use super::views::AuditItem;
use crate::platform::problem::Problem;
use crate::schema::{areas, audit_entries as a, audit_seals as s, machine_clients, users};
use chrono::{DateTime, Utc};
use diesel::dsl::{max, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use opencdr_domain::audit::chain::Entry;
use opencdr_domain::audit::event::Action;
use uuid::Uuid;

/// Entries before one, of some areas or of all, the latest first.
pub fn list(conn: &mut PgConnection, within: Option<Vec<Uuid>>, before: Option<i64>, limit: i64) -> Result<Vec<AuditItem>, Problem> {
    type Row = (i64, DateTime<Utc>, String, Option<String>, String, String, Option<Uuid>, String, Uuid);
    type Named = (Row, Option<String>, Option<String>, Option<String>, Option<i64>);
    let query = a::table
        .left_join(users::table.on(a::actor_id.eq(users::id.nullable())))
        .left_join(machine_clients::table.on(a::actor_id.eq(machine_clients::id.nullable())))
        .left_join(areas::table.on(a::area_id.eq(areas::id.nullable())))
        .left_join(s::table.on(s::entry_id.eq(a::id)))
        .filter(a::id.lt(before.unwrap_or(i64::MAX)))
        .order(a::id.desc())
        .limit(limit)
        .select((
            (a::id, a::at, a::actor_kind, a::role, a::action, a::object_kind, a::object_id, a::purpose, a::request_id),
            users::name.nullable(),
            machine_clients::name.nullable(),
            areas::code.nullable(),
            s::seq.nullable(),
        ))
        .into_boxed();
    let query = match within {
        None => query,
        Some(areas) => query.filter(a::area_id.eq_any(areas)),
    };
    let rows: Vec<Named> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|((id, at, kind, role, action, object_kind, object_id, purpose, request_id), name, system, area_code, seq)| AuditItem {
            id,
            at,
            actor_name: name.or(system).unwrap_or(kind),
            role,
            action_label: Action::from_code(&action).map_or_else(|| action.clone(), |known| known.label().to_owned()),
            action,
            object_kind,
            object_id,
            area_code,
            purpose,
            request_id,
            sealed: seq.is_some(),
        })
        .collect())
}

/// The columns of an entry that are sealed.
type Sealed = (
    DateTime<Utc>,
    String,
    Option<Uuid>,
    Option<Uuid>,
    Option<String>,
    String,
    String,
    Option<Uuid>,
    Option<Uuid>,
    Option<Uuid>,
    String,
    Uuid,
    Option<String>,
);

fn entry(seq: i64, row: Sealed) -> Entry {
    let (at, actor_kind, actor, session, role, action, object_kind, object_id, area, case, purpose, request_id, detail) = row;
    Entry {
        seq,
        at,
        actor_kind,
        actor,
        session,
        role,
        action,
        object_kind,
        object_id,
        area,
        case,
        purpose: Some(purpose),
        request_id: Some(request_id.to_string()),
        detail,
    }
}

macro_rules! sealed_columns {
    () => {
        (
            a::at,
            a::actor_kind,
            a::actor_id,
            a::session_id,
            a::role,
            a::action,
            a::object_kind,
            a::object_id,
            a::area_id,
            a::case_id,
            a::purpose,
            a::request_id,
            a::detail,
        )
    };
}

/// Where the chain ends: place, seal, and the order of its last entry.
pub struct End {
    /// Place of the last seal; 0 before the first.
    pub seq: i64,
    /// The seal.
    pub hash: Option<Vec<u8>>,
    /// Transaction and id of the entry.
    pub after: (i64, i64),
}

/// Finds the end of the chain, one sealer at a time.
pub fn lock_end(conn: &mut PgConnection) -> Result<End, Problem> {
    diesel::select(sql::<diesel::sql_types::Bool>("pg_advisory_xact_lock(7305160002) IS NOT NULL")).get_result::<bool>(conn)?;
    let last: Option<(i64, Vec<u8>, i64, i64)> =
        s::table.order(s::seq.desc()).select((s::seq, s::hash, s::entry_xid, s::entry_id)).first(conn).optional()?;
    Ok(match last {
        Some((seq, hash, xid, id)) => End { seq, hash: Some(hash), after: (xid, id) },
        None => End { seq: 0, hash: None, after: (0, 0) },
    })
}

/// Committed entries not yet sealed, in the order of their transactions.
///
/// Only transactions older than every one still running are taken: nothing can appear before them any more.
pub fn list_unsealed(conn: &mut PgConnection, end: &End, limit: i64) -> Result<Vec<(i64, i64, Entry)>, Problem> {
    let rows: Vec<(i64, i64, Sealed)> = a::table
        .filter(a::xid.gt(end.after.0).or(a::xid.eq(end.after.0).and(a::id.gt(end.after.1))))
        .filter(a::xid.ge(end.after.0))
        .filter(a::xid.lt(sql::<BigInt>("pg_snapshot_xmin(pg_current_snapshot())::text::bigint")))
        .order((a::xid, a::id))
        .limit(limit)
        .select((a::xid, a::id, sealed_columns!()))
        .load(conn)?;
    Ok(rows.into_iter().enumerate().map(|(at, (xid, id, row))| (xid, id, entry(end.seq + 1 + i64::try_from(at).unwrap_or(0), row))).collect())
}

/// Adds seals: place, entry, its transaction, hash.
pub fn insert_seals(conn: &mut PgConnection, seals: &[(i64, i64, i64, Vec<u8>)], now: DateTime<Utc>) -> Result<(), Problem> {
    let rows: Vec<_> = seals
        .iter()
        .map(|(seq, id, xid, hash)| (s::seq.eq(seq), s::entry_id.eq(id), s::entry_xid.eq(xid), s::hash.eq(hash), s::sealed_at.eq(now)))
        .collect();
    diesel::insert_into(s::table).values(rows).execute(conn)?;
    Ok(())
}

/// A page of the chain, for verifying.
pub fn list_sealed(conn: &mut PgConnection, after: i64, limit: i64) -> Result<Vec<(Entry, Vec<u8>)>, Problem> {
    let rows: Vec<(i64, Vec<u8>, Sealed)> = s::table
        .inner_join(a::table.on(s::entry_id.eq(a::id)))
        .filter(s::seq.gt(after))
        .order(s::seq)
        .limit(limit)
        .select((s::seq, s::hash, sealed_columns!()))
        .load(conn)?;
    Ok(rows.into_iter().map(|(seq, hash, row)| (entry(seq, row), hash)).collect())
}

/// The last place of the chain, and how many entries there are in all.
pub fn count(conn: &mut PgConnection) -> Result<(i64, i64), Problem> {
    let last: Option<i64> = s::table.select(max(s::seq)).first(conn)?;
    let all: i64 = a::table.count().get_result(conn)?;
    Ok((last.unwrap_or(0), all))
}
