//! Where people, sessions and throttles are kept.

use super::views::{AreaName, MembershipView, OrganisationName, SessionItem};
use crate::platform::problem::Problem;
use crate::schema::{areas, memberships, organisations, recovery_codes, sessions, sign_in_throttles, users};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use opencdr_domain::identity::role::Role;
use std::collections::HashMap;
use uuid::Uuid;

/// What signing in needs to know of an account.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct Account {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Sign-in name.
    pub email: String,
    /// Argon2id.
    pub password_hash: String,
    /// Sealed second factor.
    pub totp_secret: Option<Vec<u8>>,
    /// Sealed, not yet confirmed.
    pub totp_pending_secret: Option<Vec<u8>>,
    /// Last accepted step.
    pub totp_last_step: Option<i64>,
    /// Closed.
    pub disabled_at: Option<DateTime<Utc>>,
}

/// An account by its sign-in name.
pub fn find_by_email(conn: &mut PgConnection, email: &str) -> Result<Option<Account>, Problem> {
    Ok(users::table.filter(users::email.eq(email)).select(Account::as_select()).first(conn).optional()?)
}

/// One's own account, held so that a code cannot be used twice at once.
pub fn lock_account(conn: &mut PgConnection, user: Uuid) -> Result<Account, Problem> {
    Ok(users::table.find(user).select(Account::as_select()).for_no_key_update().first(conn)?)
}

/// Lets attempts at one secret come one after the other: the next waits until this transaction has ended.
pub fn lock_throttle(conn: &mut PgConnection, key: &[u8; 32]) -> Result<(), Problem> {
    let [a, b, c, d, e, f, g, h, ..] = *key;
    // A row cannot be held before there is one. Two keys that begin alike wait for each other in vain, and no more.
    diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(i64::from_be_bytes([a, b, c, d, e, f, g, h])).execute(conn)?;
    Ok(())
}

/// Failures in a row and until when the next attempt waits.
pub fn find_throttle(conn: &mut PgConnection, key: &[u8]) -> Result<Option<(i32, DateTime<Utc>)>, Problem> {
    use sign_in_throttles as t;
    Ok(t::table.find(key).select((t::failures, t::blocked_until)).first(conn).optional()?)
}

/// After so long without a failure the count starts again.
const QUIET: TimeDelta = TimeDelta::days(1);

/// Notes a failure; after a quiet day the count starts again. Returns the failures in a row.
pub fn insert_failure(conn: &mut PgConnection, key: &[u8], now: DateTime<Utc>) -> Result<i32, Problem> {
    use sign_in_throttles as t;
    diesel::delete(t::table.filter(t::key.eq(key).and(t::last_failure_at.lt(now - QUIET)))).execute(conn)?;
    Ok(diesel::insert_into(t::table)
        .values((t::key.eq(key), t::failures.eq(1), t::last_failure_at.eq(now), t::blocked_until.eq(now)))
        .on_conflict(t::key)
        .do_update()
        .set((t::failures.eq(t::failures + 1), t::last_failure_at.eq(now)))
        .returning(t::failures)
        .get_result(conn)?)
}

/// Sets until when the next attempt waits.
pub fn update_blocked(conn: &mut PgConnection, key: &[u8], until: DateTime<Utc>) -> Result<(), Problem> {
    use sign_in_throttles as t;
    diesel::update(t::table.find(key)).set(t::blocked_until.eq(until)).execute(conn)?;
    Ok(())
}

/// Forgets failures after a success.
pub fn delete_throttle(conn: &mut PgConnection, key: &[u8]) -> Result<(), Problem> {
    diesel::delete(sign_in_throttles::table.find(key)).execute(conn)?;
    Ok(())
}

/// Forgets failures that count no more.
pub fn delete_old_throttles(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), Problem> {
    use sign_in_throttles as t;
    diesel::delete(t::table.filter(t::last_failure_at.lt(now - QUIET))).execute(conn)?;
    Ok(())
}

/// A new session.
#[derive(Insertable)]
#[diesel(table_name = sessions)]
pub struct NewSession<'a> {
    /// Session.
    pub id: Uuid,
    /// Hash of its token.
    pub token_hash: Vec<u8>,
    /// Whose.
    pub user_id: Uuid,
    /// Now.
    pub created_at: DateTime<Utc>,
    /// Now.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends.
    pub absolute_expires_at: DateTime<Utc>,
    /// Browser text.
    pub user_agent: &'a str,
}

/// Keeps a new session.
pub fn insert_session(conn: &mut PgConnection, session: &NewSession) -> Result<(), Problem> {
    diesel::insert_into(sessions::table).values(session).execute(conn)?;
    Ok(())
}

/// Gives a session a new token once its second factor was given.
pub fn update_second_factor(conn: &mut PgConnection, session: Uuid, token_hash: Vec<u8>, now: DateTime<Utc>) -> Result<(), Problem> {
    diesel::update(sessions::table.find(session))
        .set((sessions::token_hash.eq(token_hash), sessions::second_factor_at.eq(now), sessions::last_seen_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Keeps a session alive.
pub fn update_last_seen(conn: &mut PgConnection, session: Uuid, now: DateTime<Utc>) -> Result<(), Problem> {
    diesel::update(sessions::table.find(session)).set(sessions::last_seen_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Ends one of a person's sessions; false when there is no such session.
pub fn update_revoked(conn: &mut PgConnection, user: Uuid, session: Uuid, now: DateTime<Utc>) -> Result<bool, Problem> {
    let ended = diesel::update(sessions::table.find(session).filter(sessions::user_id.eq(user).and(sessions::revoked_at.is_null())))
        .set(sessions::revoked_at.eq(now))
        .execute(conn)?;
    Ok(ended == 1)
}

/// Ends every session of a person but one.
pub fn update_others_revoked(conn: &mut PgConnection, user: Uuid, but: Option<Uuid>, now: DateTime<Utc>) -> Result<(), Problem> {
    diesel::update(sessions::table.filter(sessions::user_id.eq(user).and(sessions::revoked_at.is_null())))
        .filter(sessions::id.ne(but.unwrap_or_default()))
        .set(sessions::revoked_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Deletes sessions that had ended by an instant: by somebody, by their longest life, or by standing idle.
pub fn delete_ended_sessions(conn: &mut PgConnection, by: DateTime<Utc>, idle: TimeDelta) -> Result<(), Problem> {
    use sessions as s;
    diesel::delete(s::table.filter(s::revoked_at.lt(by).or(s::absolute_expires_at.lt(by)).or(s::last_seen_at.lt(by - idle)))).execute(conn)?;
    Ok(())
}

/// A person's sessions that have not ended, the latest first.
pub fn list_sessions(
    conn: &mut PgConnection,
    user: Uuid,
    current: Uuid,
    now: DateTime<Utc>,
    seen_since: DateTime<Utc>,
) -> Result<Vec<SessionItem>, Problem> {
    type Row = (Uuid, DateTime<Utc>, DateTime<Utc>, String);
    let rows: Vec<Row> = sessions::table
        .filter(sessions::user_id.eq(user).and(sessions::revoked_at.is_null()))
        .filter(sessions::absolute_expires_at.gt(now).and(sessions::last_seen_at.gt(seen_since)))
        .order(sessions::last_seen_at.desc())
        .select((sessions::id, sessions::created_at, sessions::last_seen_at, sessions::user_agent))
        .limit(100)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, created_at, last_seen_at, user_agent)| SessionItem { id, current: id == current, created_at, last_seen_at, user_agent })
        .collect())
}

/// Sets or clears parts of the second factor.
#[derive(AsChangeset, Default)]
#[diesel(table_name = users)]
pub struct FactorChange {
    /// Confirmed secret.
    pub totp_secret: Option<Option<Vec<u8>>>,
    /// Secret waiting for confirmation.
    pub totp_pending_secret: Option<Option<Vec<u8>>>,
    /// Last accepted step.
    pub totp_last_step: Option<Option<i64>>,
}

/// Changes the second factor.
pub fn update_factor(conn: &mut PgConnection, user: Uuid, change: &FactorChange) -> Result<(), Problem> {
    diesel::update(users::table.find(user)).set(change).execute(conn)?;
    Ok(())
}

/// Changes the password.
pub fn update_password(conn: &mut PgConnection, user: Uuid, hash: &str) -> Result<(), Problem> {
    diesel::update(users::table.find(user)).set(users::password_hash.eq(hash)).execute(conn)?;
    Ok(())
}

/// Puts new recovery codes in place of the old.
pub fn replace_recovery_codes(conn: &mut PgConnection, user: Uuid, hashes: Vec<Vec<u8>>) -> Result<(), Problem> {
    use recovery_codes as r;
    diesel::delete(r::table.filter(r::user_id.eq(user))).execute(conn)?;
    let rows: Vec<_> = hashes.into_iter().map(|hash| (r::user_id.eq(user), r::code_hash.eq(hash))).collect();
    diesel::insert_into(r::table).values(rows).execute(conn)?;
    Ok(())
}

/// Uses a recovery code; false when there is none, or it was used.
pub fn use_recovery_code(conn: &mut PgConnection, user: Uuid, hash: &[u8], now: DateTime<Utc>) -> Result<bool, Problem> {
    use recovery_codes as r;
    let used = diesel::update(r::table.find((user, hash)).filter(r::used_at.is_null())).set(r::used_at.eq(now)).execute(conn)?;
    Ok(used == 1)
}

/// Recovery codes not yet used.
pub fn count_recovery_codes(conn: &mut PgConnection, user: Uuid) -> Result<i64, Problem> {
    use recovery_codes as r;
    Ok(r::table.filter(r::user_id.eq(user).and(r::used_at.is_null())).count().get_result(conn)?)
}

/// Memberships held now, in words, of one person or of many.
pub fn list_memberships(conn: &mut PgConnection, of: &[Uuid], now: DateTime<Utc>) -> Result<HashMap<Uuid, Vec<MembershipView>>, Problem> {
    type Row = (Uuid, String, Option<(Uuid, String, String)>, Option<(Uuid, String)>);
    let rows: Vec<Row> = memberships::table
        .left_join(areas::table)
        .left_join(organisations::table)
        .filter(memberships::user_id.eq_any(of))
        .filter(memberships::valid_from.le(now).and(memberships::valid_to.is_null().or(memberships::valid_to.gt(now))))
        .order((memberships::role, areas::code))
        .select((
            memberships::user_id,
            memberships::role,
            (areas::id, areas::code, areas::name).nullable(),
            (organisations::id, organisations::name).nullable(),
        ))
        .load(conn)?;
    let mut found: HashMap<Uuid, Vec<MembershipView>> = HashMap::new();
    for (user, role, area, organisation) in rows {
        found.entry(user).or_default().push(MembershipView {
            role_label: Role::from_code(&role).map_or_else(|| role.clone(), |known| known.label().to_owned()),
            role,
            area: area.map(|(id, code, name)| AreaName { id, code, name }),
            organisation: organisation.map(|(id, name)| OrganisationName { id, name }),
        });
    }
    Ok(found)
}

/// Accounts after a sign-in name, in its order: of people who hold or held a role in some areas, or of everyone.
pub fn list_users(conn: &mut PgConnection, within: Option<&[Uuid]>, after: Option<&str>, limit: i64) -> Result<Vec<Account>, Problem> {
    let query =
        users::table.filter(users::email.gt(after.unwrap_or_default())).order(users::email).limit(limit).select(Account::as_select()).into_boxed();
    let query = match within {
        None => query,
        Some(areas) => {
            let members = memberships::table.filter(memberships::area_id.eq_any(areas)).select(memberships::user_id);
            query.filter(users::id.eq_any(members))
        }
    };
    Ok(query.load(conn)?)
}

/// E-mail addresses of people of an area with one of these roles.
pub fn list_emails(conn: &mut PgConnection, area: Uuid, roles: &[&str], now: DateTime<Utc>) -> Result<Vec<String>, Problem> {
    Ok(users::table
        .inner_join(memberships::table)
        .filter(memberships::area_id.eq(area).and(memberships::role.eq_any(roles)).and(users::disabled_at.is_null()))
        .filter(memberships::valid_from.le(now).and(memberships::valid_to.is_null().or(memberships::valid_to.gt(now))))
        .select(users::email)
        .distinct()
        .load(conn)?)
}

/// E-mail addresses of people with one of these roles in an area, or in no area and so in all of them.
pub fn list_emails_over(conn: &mut PgConnection, area: Uuid, roles: &[&str], now: DateTime<Utc>) -> Result<Vec<String>, Problem> {
    Ok(users::table
        .inner_join(memberships::table)
        .filter(memberships::area_id.eq(area).or(memberships::area_id.is_null()))
        .filter(memberships::role.eq_any(roles).and(users::disabled_at.is_null()))
        .filter(memberships::valid_from.le(now).and(memberships::valid_to.is_null().or(memberships::valid_to.gt(now))))
        .select(users::email)
        .distinct()
        .load(conn)?)
}
