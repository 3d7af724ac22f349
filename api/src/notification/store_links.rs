//! Where it is kept which case a notification belongs to, and what was answered when it was compared.

use crate::platform::problem::{Problem, constraint_of};
use crate::schema::{cases, duplicate_answers, notification_links, notifications, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Uuid as SqlUuid};
use std::collections::HashMap;
use uuid::Uuid;

/// A link to be kept.
#[derive(Insertable)]
#[diesel(table_name = notification_links)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct NewLink<'a> {
    pub id: Uuid,
    pub notification_id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub kind: &'a str,
    pub answer: Option<&'a str>,
    pub sealed_comparison: Option<Vec<u8>>,
    pub sealed_reason: Option<Vec<u8>>,
    pub linked_at: DateTime<Utc>,
    pub linked_by: Option<Uuid>,
}

/// Keeps that a notification belongs to a case.
pub fn insert_link(conn: &mut PgConnection, link: &NewLink) -> Result<(), Problem> {
    diesel::insert_into(notification_links::table).values(link).execute(conn)?;
    Ok(())
}

/// A link as it is kept.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = notification_links)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct LinkRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub kind: String,
    pub sealed_comparison: Option<Vec<u8>>,
    pub sealed_reason: Option<Vec<u8>>,
    pub linked_at: DateTime<Utc>,
    pub linked_by: Option<Uuid>,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_by: Option<Uuid>,
    pub sealed_end_reason: Option<Vec<u8>>,
}

/// What a notification belongs to and belonged to, the first first.
pub fn list_links(conn: &mut PgConnection, notification: Uuid) -> Result<Vec<LinkRow>, Problem> {
    use notification_links as l;
    Ok(l::table.filter(l::notification_id.eq(notification)).order((l::linked_at, l::id)).select(LinkRow::as_select()).load(conn)?)
}

/// How many notifications belong to a case.
pub fn count_of_case(conn: &mut PgConnection, case: Uuid) -> Result<i64, Problem> {
    Ok(notifications::table.filter(notifications::case_id.eq(case)).count().get_result(conn)?)
}

/// Ends the link of a notification; it waits as it did before.
pub fn end_link(conn: &mut PgConnection, notification: Uuid, link: Uuid, (at, by, sealed): (DateTime<Utc>, Uuid, Vec<u8>)) -> Result<(), Problem> {
    use {notification_links as l, notifications as n};
    diesel::update(l::table.find(link)).set((l::ended_at.eq(at), l::ended_by.eq(by), l::sealed_end_reason.eq(sealed))).execute(conn)?;
    diesel::update(n::table.find(notification))
        .set((
            n::status.eq("received"),
            n::case_id.eq(None::<Uuid>),
            n::decided_at.eq(None::<DateTime<Utc>>),
            n::decided_by.eq(None::<Uuid>),
            n::decision_reason.eq(None::<String>),
            n::sealed_decision.eq(None::<Vec<u8>>),
            n::version.eq(n::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// An answer to be kept.
#[derive(Insertable)]
#[diesel(table_name = duplicate_answers)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct NewAnswer<'a> {
    pub id: Uuid,
    pub area_id: Uuid,
    pub notification_id: Uuid,
    pub other_case_id: Option<Uuid>,
    pub other_notification_id: Option<Uuid>,
    pub answer: &'a str,
    pub sealed_comparison: Vec<u8>,
    pub sealed_reason: Vec<u8>,
    pub answered_at: DateTime<Utc>,
    pub answered_by: Uuid,
}

/// Keeps an answer. Two people who answer about the same two records at once answer one after the other.
pub fn insert_answer(conn: &mut PgConnection, answer: &NewAnswer) -> Result<(), Problem> {
    match diesel::insert_into(duplicate_answers::table).values(answer).execute(conn) {
        Ok(_) => Ok(()),
        Err(error) if constraint_of(&error).is_some_and(|name| name.starts_with("duplicate_answers_of_")) => Err(Problem::lost_race()),
        Err(error) => Err(error.into()),
    }
}

/// An answer in force, as it is kept.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = duplicate_answers)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct AnswerRow {
    pub id: Uuid,
    pub notification_id: Uuid,
    pub other_case_id: Option<Uuid>,
    pub other_notification_id: Option<Uuid>,
    pub answer: String,
    pub sealed_reason: Vec<u8>,
    pub answered_at: DateTime<Utc>,
    pub answered_by: Uuid,
}

/// The answers in force about a notification, whichever of the two it was given on, the latest first.
pub fn list_answers(conn: &mut PgConnection, notification: Uuid) -> Result<Vec<AnswerRow>, Problem> {
    use duplicate_answers as a;
    Ok(a::table
        .filter(a::notification_id.eq(notification).or(a::other_notification_id.eq(notification)))
        .filter(a::ended_at.is_null())
        .order((a::answered_at.desc(), a::id.desc()))
        .select(AnswerRow::as_select())
        .load(conn)?)
}

/// Ends an answer: with a reason when it is taken back, without one when it is answered anew.
pub fn end_answer(conn: &mut PgConnection, id: Uuid, (at, by): (DateTime<Utc>, Uuid), sealed_reason: Option<Vec<u8>>) -> Result<(), Problem> {
    use duplicate_answers as a;
    diesel::update(a::table.find(id)).set((a::ended_at.eq(at), a::ended_by.eq(by), a::sealed_end_reason.eq(sealed_reason))).execute(conn)?;
    Ok(())
}

/// What is needed to name the other notification of an answer and to open what was written about it: reference, case, wrapped key.
pub type Named = (String, Option<Uuid>, Vec<u8>);

/// Notifications by id, as far as the person may know of them.
pub fn list_named(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Named>, Problem> {
    use notifications as n;
    let rows: Vec<(Uuid, String, Option<Uuid>, Vec<u8>)> =
        n::table.filter(n::id.eq_any(ids)).select((n::id, n::reference, n::case_id, n::wrapped_key)).load(conn)?;
    Ok(rows.into_iter().map(|(id, reference, case, key)| (id, (reference, case, key))).collect())
}

/// Names of people.
pub fn list_user_names(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Problem> {
    Ok(users::table.filter(users::id.eq_any(ids)).select((users::id, users::name)).load::<(Uuid, String)>(conn)?.into_iter().collect())
}

/// Status of cases by id.
pub fn list_case_statuses(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Problem> {
    Ok(cases::table.filter(cases::id.eq_any(ids)).select((cases::id, cases::status)).load::<(Uuid, String)>(conn)?.into_iter().collect())
}

/// A waiting notification, and a record that is much like it.
#[derive(QueryableByName)]
pub struct LikelyPair {
    /// The notification.
    #[diesel(sql_type = SqlUuid)]
    pub notification: Uuid,
    /// The other record.
    #[diesel(sql_type = SqlUuid)]
    pub other: Uuid,
    /// Whether that is a case.
    #[diesel(sql_type = Bool)]
    pub is_case: bool,
}

/// Which records are much like any of these notifications: the same NHS number, or both dates the same or a day apart and a code
/// shared. Asked of a whole page at once, so it asks for more than the search for one notification; whom somebody answered to be a
/// different child is left out.
pub fn list_likely_pairs(conn: &mut PgConnection, notifications: &[Uuid]) -> Result<Vec<LikelyPair>, Problem> {
    if notifications.is_empty() {
        return Ok(Vec::new());
    }
    let alike = |table: &str, more: &str| {
        format!(
            "SELECT o.id FROM {table} o WHERE o.area_id = n.area_id AND o.nhs_key = n.nhs_key {more}
             UNION SELECT o.id FROM {table} o WHERE o.area_id = n.area_id AND o.date_of_death BETWEEN n.date_of_death - 1 AND n.date_of_death + 1
                AND o.date_of_birth BETWEEN n.date_of_birth - 1 AND n.date_of_birth + 1 AND o.match_keys && n.match_keys {more}"
        )
    };
    let (cases, others) = (alike("cases", ""), alike("notifications", "AND o.status = 'received' AND o.id <> n.id"));
    let query = format!(
        "SELECT n.id AS notification, o.id AS other, o.is_case FROM notifications n
          CROSS JOIN LATERAL (SELECT c.id, true AS is_case FROM ({cases}) c UNION ALL SELECT w.id, false FROM ({others}) w) o
          WHERE n.id = ANY ($1) AND NOT EXISTS (SELECT FROM duplicate_answers a
            WHERE a.ended_at IS NULL AND a.answer = 'different_child'
              AND ((a.notification_id = n.id AND o.id IN (a.other_case_id, a.other_notification_id))
                OR (a.other_notification_id = n.id AND a.notification_id = o.id)))"
    );
    Ok(diesel::sql_query(query).bind::<Array<SqlUuid>, _>(notifications).load(conn)?)
}
