//! What an area holds, and moving it.

use crate::schema::{area_local_authorities as parts, areas, cases, memberships, notifications, postcodes, transfers};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

/// An area.
#[derive(Clone, Queryable)]
pub struct Area {
    /// Identifier.
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Day it ceased; empty while it exists.
    pub until: Option<NaiveDate>,
}

/// A case or a notification without one, with what is needed to open it.
#[derive(Clone, Queryable)]
pub struct Held {
    /// Identifier.
    pub id: Uuid,
    /// Its key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// What is sealed in it and tells where the home is.
    pub sealed: Vec<u8>,
}

/// An area by its code.
pub fn find_area(conn: &mut PgConnection, code: &str) -> QueryResult<Option<Area>> {
    areas::table.filter(areas::code.eq(code)).select((areas::id, areas::code, areas::name, areas::valid_to)).first(conn).optional()
}

/// The local authorities an area was made of on its last day, and the area that has each today.
pub fn list_successors(conn: &mut PgConnection, area: &Area, today: NaiveDate) -> QueryResult<HashMap<String, Area>> {
    let codes: Vec<String> =
        parts::table.filter(parts::area_id.eq(area.id).and(parts::valid_to.eq(area.until))).select(parts::local_authority_code).load(conn)?;
    let rows: Vec<(String, Uuid, String, String, Option<NaiveDate>)> = parts::table
        .inner_join(areas::table)
        .filter(parts::local_authority_code.eq_any(codes))
        .filter(parts::valid_from.le(today).and(parts::valid_to.is_null().or(parts::valid_to.gt(today))))
        .filter(areas::valid_from.le(today).and(areas::valid_to.is_null().or(areas::valid_to.gt(today))))
        .select((parts::local_authority_code, areas::id, areas::code, areas::name, areas::valid_to))
        .load(conn)?;
    Ok(rows.into_iter().map(|(authority, id, code, name, until)| (authority, Area { id, code, name, until })).collect())
}

/// References of what is offered from or to the area and not settled.
pub fn list_offered(conn: &mut PgConnection, area: Uuid) -> QueryResult<Vec<String>> {
    transfers::table
        .filter(transfers::state.eq("offered").and(transfers::from_area_id.eq(area).or(transfers::to_area_id.eq(area))))
        .order(transfers::reference)
        .select(transfers::reference)
        .load(conn)
}

/// Cases of the area; those merged into another move with it.
pub fn list_cases(conn: &mut PgConnection, area: Uuid) -> QueryResult<Vec<Held>> {
    cases::table
        .filter(cases::area_id.eq(area).and(cases::merged_into.is_null()))
        .order(cases::id)
        .select((cases::id, cases::wrapped_key, cases::sealed))
        .for_no_key_update()
        .load(conn)
}

/// Notifications of the area that belong to no case; the others move with their case.
pub fn list_notifications(conn: &mut PgConnection, area: Uuid) -> QueryResult<Vec<Held>> {
    use notifications as n;
    n::table
        .filter(n::area_id.eq(area).and(n::case_id.is_null()))
        .order(n::id)
        .select((n::id, n::wrapped_key, n::sealed_answers))
        .for_no_key_update()
        .load(conn)
}

/// The local authority a postcode leads to.
pub fn find_authority(conn: &mut PgConnection, compact: &str) -> QueryResult<Option<String>> {
    Ok(postcodes::table.find(compact).select(postcodes::local_authority_code).first(conn).optional()?.flatten())
}

/// Moves a case, and with it whatever hangs on it and the cases merged into it. Returns all of them with their keys.
pub fn move_case(conn: &mut PgConnection, id: Uuid, to: Uuid) -> QueryResult<Vec<(Uuid, Vec<u8>)>> {
    diesel::update(cases::table.find(id)).set((cases::area_id.eq(to), cases::version.eq(cases::version + 1))).execute(conn)?;
    cases::table.filter(cases::id.eq(id).or(cases::merged_into.eq(id))).select((cases::id, cases::wrapped_key)).load(conn)
}

/// Moves a notification.
pub fn move_notification(conn: &mut PgConnection, id: Uuid, to: Uuid) -> QueryResult<()> {
    use notifications as n;
    diesel::update(n::table.find(id)).set((n::area_id.eq(to), n::version.eq(n::version + 1))).execute(conn).map(drop)
}

/// Roles held in an area now: person, role, organisation and the end, where one is set.
type Role = (Uuid, String, Option<Uuid>, Option<DateTime<Utc>>);

/// Gives everybody who has a role in an area the same role in another, unless they have it. Returns how many got one.
pub fn copy_roles(conn: &mut PgConnection, from: Uuid, to: Uuid, now: DateTime<Utc>, new_id: fn() -> Uuid) -> QueryResult<usize> {
    use memberships as m;
    let live = |area: Uuid| {
        m::table.filter(m::area_id.eq(area).and(m::valid_from.le(now)).and(m::valid_to.is_null().or(m::valid_to.gt(now)))).select((
            m::user_id,
            m::role,
            m::organisation_id,
            m::valid_to,
        ))
    };
    let (here, there): (Vec<Role>, Vec<Role>) = (live(from).load(conn)?, live(to).load(conn)?);
    let rows: Vec<_> = here
        .into_iter()
        .filter(|(user, role, ..)| !there.iter().any(|held| held.0 == *user && held.1 == *role))
        .map(|(user, role, organisation, until)| {
            (
                m::id.eq(new_id()),
                m::user_id.eq(user),
                m::role.eq(role),
                m::area_id.eq(to),
                m::organisation_id.eq(organisation),
                m::valid_from.eq(now),
                m::valid_to.eq(until),
            )
        })
        .collect();
    diesel::insert_into(m::table).values(rows).execute(conn)
}
