//! Where notifications begun and not yet sent are kept.

use crate::platform::problem::{Problem, constraint_of};
use crate::schema::{notification_drafts as d, spent_challenges};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A draft.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = d)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct DraftRow {
    pub id: Uuid,
    pub reference: String,
    pub code_hash: Vec<u8>,
    pub token_hash: Vec<u8>,
    pub form_id: String,
    pub form_version: i32,
    pub revision: i32,
    pub created_at: DateTime<Utc>,
    pub saved_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub area_id: Option<Uuid>,
    pub wrapped_key: Vec<u8>,
    pub sealed_answers: Vec<u8>,
}

/// Keeps a new draft. A reference that was drawn before is drawn again.
pub fn insert_draft(conn: &mut PgConnection, row: &DraftRow) -> Result<(), Problem> {
    match diesel::insert_into(d::table).values(row).execute(conn) {
        Ok(_) => Ok(()),
        Err(error) if constraint_of(&error) == Some("notification_drafts_reference_unique") => Err(Problem::lost_race()),
        Err(error) => Err(error.into()),
    }
}

/// The draft of a token, held so that two saves come one after the other.
pub fn lock_by_token(conn: &mut PgConnection, hash: &[u8], now: DateTime<Utc>) -> Result<Option<DraftRow>, Problem> {
    Ok(d::table.filter(d::token_hash.eq(hash).and(d::expires_at.gt(now))).select(DraftRow::as_select()).for_no_key_update().first(conn).optional()?)
}

/// The draft of a reference.
pub fn find_by_reference(conn: &mut PgConnection, reference: &str, now: DateTime<Utc>) -> Result<Option<DraftRow>, Problem> {
    Ok(d::table.filter(d::reference.eq(reference).and(d::expires_at.gt(now))).select(DraftRow::as_select()).first(conn).optional()?)
}

/// Saves answers and the panel chosen.
pub fn update_draft(conn: &mut PgConnection, draft: &DraftRow) -> Result<(), Problem> {
    diesel::update(d::table.find(draft.id))
        .set((
            d::sealed_answers.eq(&draft.sealed_answers),
            d::revision.eq(draft.revision),
            d::saved_at.eq(draft.saved_at),
            d::expires_at.eq(draft.expires_at),
            d::area_id.eq(draft.area_id),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes a draft.
pub fn delete_draft(conn: &mut PgConnection, id: Uuid) -> Result<(), Problem> {
    diesel::delete(d::table.find(id)).execute(conn)?;
    Ok(())
}

/// Deletes what has expired: drafts and spent challenges. Returns which drafts.
pub fn delete_expired(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<Vec<Uuid>, Problem> {
    diesel::delete(spent_challenges::table.filter(spent_challenges::expires_at.lt(now))).execute(conn)?;
    Ok(diesel::delete(d::table.filter(d::expires_at.lt(now))).returning(d::id).get_results(conn)?)
}
