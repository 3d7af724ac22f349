//! Where openings in an emergency are kept.

use crate::platform::problem::Problem;
use crate::schema::{areas, glass_breaks, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use uuid::Uuid;

diesel::alias!(users as reviewers: Reviewers);

/// A restricted case found by its reference.
#[derive(QueryableByName)]
pub struct Found {
    /// Case.
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    pub case_id: Uuid,
    /// Its area.
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    pub area_id: Uuid,
}

/// Finds a restricted case of the areas of this transaction by its whole reference, unless the person has an interest in it.
pub fn find_restricted(conn: &mut PgConnection, reference: &str) -> Result<Option<Found>, Problem> {
    Ok(diesel::sql_query("SELECT case_id, area_id FROM restricted_case($1)").bind::<Text, _>(reference).get_result(conn).optional()?)
}

/// A new opening.
#[derive(Insertable)]
#[diesel(table_name = glass_breaks)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct NewOpening<'a> {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub user_id: Uuid,
    pub reason: &'a str,
    pub sealed_words: Vec<u8>,
    pub wrapped_key: Vec<u8>,
    pub opened_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Keeps a new opening.
pub fn insert_opening(conn: &mut PgConnection, row: &NewOpening) -> Result<(), Problem> {
    diesel::insert_into(glass_breaks::table).values(row).execute(conn)?;
    Ok(())
}

/// An opening.
#[derive(Queryable, Selectable)]
#[diesel(table_name = glass_breaks)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct OpeningRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub user_id: Uuid,
    pub reason: String,
    pub sealed_words: Vec<u8>,
    pub wrapped_key: Vec<u8>,
    pub opened_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub outcome: Option<String>,
    pub sealed_review: Option<Vec<u8>>,
}

/// Where the page before ended.
pub type Key = (DateTime<Utc>, Uuid);
/// An opening with the names of who opened it and who reviewed it.
pub type Named = (OpeningRow, String, Option<String>);

/// A page of openings of these areas: those that wait for a review, the oldest first; those reviewed, the latest first.
pub fn list_openings(conn: &mut PgConnection, areas: &[Uuid], waiting: bool, key: Option<Key>, limit: i64) -> Result<Vec<Named>, Problem> {
    use glass_breaks as g;
    let mut query = g::table
        .inner_join(users::table.on(g::user_id.eq(users::id)))
        .left_join(reviewers.on(g::reviewed_by.eq(reviewers.field(users::id).nullable())))
        .filter(g::area_id.eq_any(areas))
        .limit(limit)
        .select((OpeningRow::as_select(), users::name, reviewers.field(users::name).nullable()))
        .into_boxed();
    query = if waiting { query.filter(g::reviewed_at.is_null()) } else { query.filter(g::reviewed_at.is_not_null()) };
    query = match (waiting, key) {
        (true, Some((at, id))) => query.filter(g::opened_at.gt(at).or(g::opened_at.eq(at).and(g::id.gt(id)))),
        (false, Some((at, id))) => query.filter(g::opened_at.lt(at).or(g::opened_at.eq(at).and(g::id.lt(id)))),
        (true | false, None) => query,
    };
    query = if waiting { query.order((g::opened_at.asc(), g::id.asc())) } else { query.order((g::opened_at.desc(), g::id.desc())) };
    Ok(query.load(conn)?)
}

/// An opening of these areas, held until commit so that two managers review one after the other.
pub fn lock_opening(conn: &mut PgConnection, areas: &[Uuid], id: Uuid) -> Result<Option<OpeningRow>, Problem> {
    use glass_breaks as g;
    Ok(g::table.filter(g::id.eq(id).and(g::area_id.eq_any(areas))).select(OpeningRow::as_select()).for_no_key_update().first(conn).optional()?)
}

/// Keeps a review.
pub fn update_review(conn: &mut PgConnection, id: Uuid, by: Uuid, now: DateTime<Utc>, outcome: &str, sealed: Vec<u8>) -> Result<(), Problem> {
    use glass_breaks as g;
    diesel::update(g::table.find(id))
        .set((g::reviewed_at.eq(now), g::reviewed_by.eq(by), g::outcome.eq(outcome), g::sealed_review.eq(sealed)))
        .execute(conn)?;
    Ok(())
}

/// How many openings of these areas wait for the review of somebody else than whoever opened them.
pub fn count_waiting(conn: &mut PgConnection, areas: &[Uuid], reviewer: Uuid) -> Result<i64, Problem> {
    use glass_breaks as g;
    Ok(g::table.filter(g::area_id.eq_any(areas).and(g::reviewed_at.is_null()).and(g::user_id.ne(reviewer))).count().get_result(conn)?)
}

/// The name of an account and of an area, for a mail.
pub fn find_names(conn: &mut PgConnection, user: Uuid, area: Uuid) -> Result<(String, String), Problem> {
    Ok((users::table.find(user).select(users::name).first(conn)?, areas::table.find(area).select(areas::name).first(conn)?))
}
