//! Where invitations are kept, and what using one does.

use super::store::RequestRow;
use crate::platform::problem::Problem;
use crate::schema::request_invitations as i;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! {
    /// Uses up the code of an invitation and begins a visit (api/src/sql/functions.sql).
    fn use_invitation(token: Binary, code: Binary, visit: SqlUuid, visit_token: Binary, name: Text, now: Timestamptz, until: Timestamptz) -> Text;
}

diesel::define_sql_function! {
    /// Ends the visit of a browser (api/src/sql/functions.sql).
    fn end_visit(token: Binary, now: Timestamptz) -> diesel::sql_types::Bool;
}

diesel::define_sql_function! {
    /// Makes an account for whoever came by an invitation (api/src/sql/functions.sql).
    fn enrol_visitor(user: SqlUuid, email: Text, name: Text, hash: Text, membership: SqlUuid, now: Timestamptz) -> diesel::sql_types::Bool;
}

/// Makes an account with a membership of the organisation that is asked; false when there is one of that sign-in name.
pub fn enrol(
    conn: &mut PgConnection,
    (user, email, name, hash): (Uuid, &str, &str, &str),
    membership: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, Problem> {
    Ok(diesel::select(enrol_visitor(user, email, name, hash, membership, now)).get_result(conn)?)
}

/// An invitation.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = i, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct InvitationRow {
    pub id: Uuid,
    pub request_id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub token_hash: Vec<u8>,
    pub code_hash: Vec<u8>,
    pub sealed_contact: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub created_by: Uuid,
    pub expires_at: DateTime<Utc>,
    pub attempts: i32,
    pub used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub revoked_by: Option<Uuid>,
}

/// Keeps an invitation.
pub fn insert(conn: &mut PgConnection, row: &InvitationRow) -> Result<(), Problem> {
    diesel::insert_into(i::table).values(row).execute(conn)?;
    Ok(())
}

/// The invitations to a request, the latest first.
pub fn list(conn: &mut PgConnection, request: &RequestRow) -> Result<Vec<InvitationRow>, Problem> {
    let query = i::table.filter(i::request_id.eq(request.id)).order((i::created_at.desc(), i::id.desc()));
    Ok(query.select(InvitationRow::as_select()).load(conn)?)
}

/// One invitation, for the mail that carries its link.
pub fn find(conn: &mut PgConnection, id: Uuid) -> Result<Option<InvitationRow>, Problem> {
    Ok(i::table.find(id).select(InvitationRow::as_select()).first(conn).optional()?)
}

/// Revokes the invitations to a request that still hold; one of them, or all.
pub fn update_revoked(conn: &mut PgConnection, request: &RequestRow, one: Option<Uuid>, by: Uuid, now: DateTime<Utc>) -> Result<usize, Problem> {
    let holding = i::table.filter(i::request_id.eq(request.id).and(i::revoked_at.is_null()));
    let set = (i::revoked_at.eq(now), i::revoked_by.eq(by));
    Ok(match one {
        Some(id) => diesel::update(holding.filter(i::id.eq(id))).set(set).execute(conn)?,
        None => diesel::update(holding).set(set).execute(conn)?,
    })
}

/// A visit to begin.
pub struct Visit {
    /// Identifier.
    pub id: Uuid,
    /// Hash of the token of the browser.
    pub token_hash: Vec<u8>,
    /// Who answers.
    pub name: String,
    /// When it ends whatever happens.
    pub until: DateTime<Utc>,
}

/// Uses up the code of an invitation. Answers `begun`, or what kept the visit from beginning.
pub fn begin(conn: &mut PgConnection, token_hash: Vec<u8>, code_hash: Vec<u8>, visit: Visit, now: DateTime<Utc>) -> Result<String, Problem> {
    let call = use_invitation(token_hash, code_hash, visit.id, visit.token_hash, visit.name, now, visit.until);
    Ok(diesel::select(call).get_result(conn)?)
}

/// Ends the visit of a browser; false when there was none.
pub fn end(conn: &mut PgConnection, token_hash: Vec<u8>, now: DateTime<Utc>) -> Result<bool, Problem> {
    Ok(diesel::select(end_visit(token_hash, now)).get_result(conn)?)
}
