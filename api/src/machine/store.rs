//! Where systems are kept, and what they have signed in with.

use crate::platform::problem::Problem;
use crate::schema::{machine_assertions as used, machine_clients as clients};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// The public key of a system that may sign in.
pub fn find_key(conn: &mut PgConnection, client: Uuid) -> Result<Option<String>, Problem> {
    let query = clients::table.find(client).filter(clients::disabled_at.is_null()).select(clients::public_key);
    Ok(query.first(conn).optional()?)
}

/// Uses up an assertion; false when it was used before.
pub fn insert_assertion(conn: &mut PgConnection, hash: Vec<u8>, expires_at: DateTime<Utc>) -> Result<bool, Problem> {
    let values = (used::hash.eq(hash), used::expires_at.eq(expires_at));
    Ok(diesel::insert_into(used::table).values(values).on_conflict_do_nothing().execute(conn)? == 1)
}

/// Forgets assertions that have expired by themselves.
pub fn delete_expired(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<usize, Problem> {
    Ok(diesel::delete(used::table.filter(used::expires_at.lt(now))).execute(conn)?)
}
