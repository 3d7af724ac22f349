//! Where grants and interests are kept, and who could be given one.

use crate::case::access::{CaseAccess, CaseChange};
use crate::platform::problem::Problem;
use crate::schema::{case_events, case_grants, case_interests, cases, memberships, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

diesel::alias!(users as granters: Granters, users as declarers: Declarers);

/// Holds the case until commit, so that of two changes of who may see it the second finds what the first has left.
pub fn lock_case(conn: &mut PgConnection, case: &CaseChange) -> Result<(), Problem> {
    cases::table.find(case.id()).select(cases::id).for_no_key_update().first::<Uuid>(conn)?;
    Ok(())
}

/// Restricts a case or lifts that; false when it stood so already.
pub fn update_restricted(conn: &mut PgConnection, case: &CaseChange, restricted: bool) -> Result<bool, Problem> {
    let changed = diesel::update(cases::table.find(case.id()).filter(cases::restricted.ne(restricted)))
        .set((cases::restricted.eq(restricted), cases::version.eq(cases::version + 1)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// The last event of a kind on a case: its id, when, who and what is sealed.
pub type LastEvent = (Uuid, DateTime<Utc>, Option<String>, Vec<u8>);

/// The last event of a kind.
pub fn find_last_event(conn: &mut PgConnection, case: &CaseAccess, kind: &str) -> Result<Option<LastEvent>, Problem> {
    Ok(case_events::table
        .left_join(users::table)
        .filter(case_events::case_id.eq(case.id()).and(case_events::kind.eq(kind)))
        .order((case_events::at.desc(), case_events::id.desc()))
        .select((case_events::id, case_events::at, users::name.nullable(), case_events::sealed))
        .first(conn)
        .optional()?)
}

/// A grant in force: id, account, name, since when, and who gave it, if an account did.
pub type GrantRow = (Uuid, Uuid, String, DateTime<Utc>, Option<String>);

/// The grants in force, by name.
pub fn list_grants(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<GrantRow>, Problem> {
    use case_grants as g;
    Ok(g::table
        .inner_join(users::table.on(g::user_id.eq(users::id)))
        .left_join(granters.on(g::granted_by.eq(granters.field(users::id).nullable())))
        .filter(g::case_id.eq(case.id()).and(g::ended_at.is_null()))
        .order((users::name, g::id))
        .select((g::id, g::user_id, users::name, g::granted_at, granters.field(users::name).nullable()))
        .load(conn)?)
}

/// The case and account of a grant in force.
pub fn find_grant(conn: &mut PgConnection, id: Uuid) -> Result<Option<(Uuid, Uuid)>, Problem> {
    use case_grants as g;
    Ok(g::table.filter(g::id.eq(id).and(g::ended_at.is_null())).select((g::case_id, g::user_id)).first(conn).optional()?)
}

/// Gives a grant; false when the person has one.
pub fn insert_grant(conn: &mut PgConnection, case: &CaseChange, id: Uuid, user: Uuid, by: Uuid, now: DateTime<Utc>) -> Result<bool, Problem> {
    use case_grants as g;
    let given = diesel::insert_into(g::table)
        .values((
            g::id.eq(id),
            g::case_id.eq(case.id()),
            g::area_id.eq(case.area()),
            g::user_id.eq(user),
            g::granted_at.eq(now),
            g::granted_by.eq(by),
        ))
        .on_conflict_do_nothing()
        .execute(conn)?;
    Ok(given == 1)
}

/// Ends one grant of a case, or all of them. Returns how many.
pub fn update_grants_ended(conn: &mut PgConnection, case: &CaseChange, one: Option<Uuid>, by: Uuid, now: DateTime<Utc>) -> Result<usize, Problem> {
    use case_grants as g;
    let mut ended = diesel::update(g::table).filter(g::case_id.eq(case.id()).and(g::ended_at.is_null())).into_boxed();
    if let Some(id) = one {
        ended = ended.filter(g::id.eq(id));
    }
    Ok(ended.set((g::ended_at.eq(now), g::ended_by.eq(by))).execute(conn)?)
}

/// An interest in force: id, account, name, when it was declared, by whom, and its sealed reason.
pub type InterestRow = (Uuid, Uuid, String, DateTime<Utc>, String, Vec<u8>);

/// The interests in force, by name.
pub fn list_interests(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<InterestRow>, Problem> {
    use case_interests as i;
    Ok(i::table
        .inner_join(users::table.on(i::user_id.eq(users::id)))
        .inner_join(declarers.on(i::declared_by.eq(declarers.field(users::id))))
        .filter(i::case_id.eq(case.id()).and(i::ended_at.is_null()))
        .order((users::name, i::id))
        .select((i::id, i::user_id, users::name, i::declared_at, declarers.field(users::name), i::sealed_reason))
        .load(conn)?)
}

/// The case and account of an interest in force.
pub fn find_interest(conn: &mut PgConnection, id: Uuid) -> Result<Option<(Uuid, Uuid)>, Problem> {
    use case_interests as i;
    Ok(i::table.filter(i::id.eq(id).and(i::ended_at.is_null())).select((i::case_id, i::user_id)).first(conn).optional()?)
}

/// Keeps a declared interest; false when the person has one in this case.
pub fn insert_interest(
    conn: &mut PgConnection,
    case: &CaseChange,
    (id, user, by): (Uuid, Uuid, Uuid),
    now: DateTime<Utc>,
    sealed_reason: Vec<u8>,
) -> Result<bool, Problem> {
    use case_interests as i;
    let declared = diesel::insert_into(i::table)
        .values((
            i::id.eq(id),
            i::case_id.eq(case.id()),
            i::area_id.eq(case.area()),
            i::user_id.eq(user),
            i::declared_at.eq(now),
            i::declared_by.eq(by),
            i::sealed_reason.eq(sealed_reason),
        ))
        .on_conflict_do_nothing()
        .execute(conn)?;
    Ok(declared == 1)
}

/// Ends an interest; false when it has ended.
pub fn update_interest_ended(conn: &mut PgConnection, id: Uuid, by: Uuid, now: DateTime<Utc>, sealed_reason: Vec<u8>) -> Result<bool, Problem> {
    use case_interests as i;
    let ended = diesel::update(i::table.filter(i::id.eq(id).and(i::ended_at.is_null()).and(i::user_id.ne(by))))
        .set((i::ended_at.eq(now), i::ended_by.eq(by), i::sealed_end_reason.eq(sealed_reason)))
        .execute(conn)?;
    Ok(ended == 1)
}

/// Somebody with a role in an area: account, name and e-mail address.
pub type Member = (Uuid, String, String);

/// People who hold one of these roles in an area now, and whose account is open, by name.
pub fn list_members(conn: &mut PgConnection, area: Uuid, roles: &[&str], now: DateTime<Utc>) -> QueryResult<Vec<Member>> {
    users::table
        .inner_join(memberships::table)
        .filter(memberships::area_id.eq(area).and(memberships::role.eq_any(roles)).and(users::disabled_at.is_null()))
        .filter(memberships::valid_from.le(now).and(memberships::valid_to.is_null().or(memberships::valid_to.gt(now))))
        .order((users::name, users::id))
        .select((users::id, users::name, users::email))
        .distinct()
        .load(conn)
}
