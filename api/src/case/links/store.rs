//! Where links between cases are kept. Every function takes proofs of access to the cases it speaks of.

use crate::case::access::{CaseAccess, CaseChange};
use crate::platform::problem::{Code, Problem, constraint_of};
use crate::schema::{case_links as links, cases, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A link.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = links)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct LinkRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub other_id: Uuid,
    pub kind: String,
    pub sealed: Vec<u8>,
    pub linked_at: DateTime<Utc>,
}

/// The links in force of a case, the first first, each with the name of who made it. Row-level security leaves out every link to
/// a case that the person may not know of.
pub fn list(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<(LinkRow, Option<String>)>, Problem> {
    Ok(links::table
        .left_join(users::table.on(links::linked_by.eq(users::id.nullable())))
        .filter(links::ended_at.is_null().and(links::case_id.eq_any(case.ids()).or(links::other_id.eq_any(case.ids()))))
        .order(links::id)
        .select((LinkRow::as_select(), users::name.nullable()))
        .load(conn)?)
}

/// The case of a reference in one area, as far as the person may know of it.
pub fn find_by_reference(conn: &mut PgConnection, area: Uuid, reference: &str) -> Result<Option<Uuid>, Problem> {
    Ok(cases::table.filter(cases::area_id.eq(area).and(cases::reference.eq(reference))).select(cases::id).first(conn).optional()?)
}

/// Makes a link between two cases, the first of which has the smaller identifier.
///
/// # Errors
/// `conflict` where they are linked already.
pub fn insert(
    conn: &mut PgConnection,
    (id, kind): (Uuid, &str),
    (first, other): (&CaseChange, &CaseChange),
    sealed: &[u8],
    (at, by): (DateTime<Utc>, Option<Uuid>),
) -> Result<(), Problem> {
    diesel::insert_into(links::table)
        .values((
            links::id.eq(id),
            links::case_id.eq(first.id()),
            links::area_id.eq(first.area()),
            links::other_id.eq(other.id()),
            links::other_area_id.eq(other.area()),
            links::kind.eq(kind),
            links::sealed.eq(sealed),
            links::linked_at.eq(at),
            links::linked_by.eq(by),
        ))
        .execute(conn)
        .map(drop)
        .map_err(|error| match constraint_of(&error) {
            Some("case_links_in_force") => Problem::new(Code::Conflict, "These two cases are linked already. End that link first to make another."),
            _ => error.into(),
        })
}

/// Ends a link, and tells whether there was one.
pub fn end(conn: &mut PgConnection, case: &CaseChange, id: Uuid, at: DateTime<Utc>, by: Option<Uuid>) -> Result<bool, Problem> {
    let in_force = links::id.eq(id).and(links::ended_at.is_null()).and(links::case_id.eq_any(case.ids()).or(links::other_id.eq_any(case.ids())));
    let ended = diesel::update(links::table.filter(in_force)).set((links::ended_at.eq(at), links::ended_by.eq(by))).execute(conn)?;
    Ok(ended > 0)
}
