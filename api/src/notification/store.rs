//! Where notifications are kept.

use crate::case::store_list::Hidden;
use crate::platform::problem::{Problem, constraint_of};
use crate::schema::{cases, notification_counts, notifications, spent_challenges, users};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use opencdr_domain::notification::decision::Status;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A notification.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = notifications)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct NotificationRow {
    pub id: Uuid,
    pub area_id: Uuid,
    pub reference: String,
    pub status: String,
    pub form_id: String,
    pub form_version: i32,
    pub date_of_birth: NaiveDate,
    pub date_of_death: NaiveDate,
    pub local_authority_code: Option<String>,
    pub notifier_organisation: String,
    pub received_at: DateTime<Utc>,
    pub case_id: Option<Uuid>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decided_by: Option<Uuid>,
    pub decision_reason: Option<String>,
    pub version: i32,
    pub wrapped_key: Vec<u8>,
    pub sealed: Vec<u8>,
    pub sealed_answers: Vec<u8>,
    pub sealed_decision: Option<Vec<u8>>,
}

/// A notification in the inbox.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = notifications)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct ItemRow {
    pub id: Uuid,
    pub area_id: Uuid,
    pub reference: String,
    pub status: String,
    pub date_of_birth: NaiveDate,
    pub date_of_death: NaiveDate,
    pub died_at: Option<DateTime<Utc>>,
    pub received_at: DateTime<Utc>,
    pub notifier_organisation: String,
    pub jar_required: Option<String>,
    pub case_id: Option<Uuid>,
    pub wrapped_key: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// A new notification. What is not known is sent as NULL, so that the statement is the same each time and stays prepared.
#[derive(Insertable)]
#[diesel(table_name = notifications, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct NewNotification<'a> {
    pub id: Uuid,
    pub area_id: Uuid,
    pub reference: &'a str,
    pub status: &'a str,
    pub form_id: &'a str,
    pub form_version: i32,
    pub form_hash: &'a str,
    pub date_of_birth: NaiveDate,
    pub date_of_death: NaiveDate,
    pub died_at: Option<DateTime<Utc>>,
    pub sex: &'a str,
    pub local_authority_code: Option<&'a str>,
    pub birth_order: Option<i32>,
    pub multiple_birth: Option<&'a str>,
    pub jar_required: Option<&'a str>,
    pub notifier_organisation: &'a str,
    pub submitted_by: Option<Uuid>,
    pub received_at: DateTime<Utc>,
    pub receipt_hash: Vec<u8>,
    pub wrapped_key: Vec<u8>,
    pub sealed: Vec<u8>,
    pub sealed_answers: Vec<u8>,
    pub nhs_key: Option<i64>,
    pub match_keys: Vec<Option<i64>>,
}

/// Keeps a new notification. A reference that was drawn before is drawn again.
pub fn insert_notification(conn: &mut PgConnection, row: &NewNotification) -> Result<(), Problem> {
    match diesel::insert_into(notifications::table).values(row).execute(conn) {
        Ok(_) => Ok(()),
        Err(error) if constraint_of(&error) == Some("notifications_reference_unique") => Err(Problem::lost_race()),
        Err(error) => Err(error.into()),
    }
}

/// The notifications of cases, the first first.
pub fn list_of_cases(conn: &mut PgConnection, cases: &[Uuid]) -> Result<Vec<NotificationRow>, Problem> {
    let query = notifications::table.filter(notifications::case_id.eq_any(cases)).order((notifications::received_at, notifications::id));
    Ok(query.select(NotificationRow::as_select()).load(conn)?)
}

/// Spends the salt of a challenge; false when it was spent before.
pub fn spend_challenge(conn: &mut PgConnection, salt: &str, expires_at: DateTime<Utc>) -> Result<bool, Problem> {
    use spent_challenges as s;
    let spent = diesel::insert_into(s::table).values((s::salt.eq(salt), s::expires_at.eq(expires_at))).on_conflict_do_nothing().execute(conn)?;
    Ok(spent == 1)
}

/// Where the page before ended.
pub type Key = (DateTime<Utc>, Uuid);

/// A page of the inbox: what waits, the oldest first; what was decided, the latest first.
pub fn list(conn: &mut PgConnection, areas: &[Uuid], status: &str, waiting: bool, key: Option<Key>, limit: i64) -> Result<Vec<ItemRow>, Problem> {
    use notifications as n;
    let mut query = match areas {
        [one] => n::table.filter(n::area_id.eq(*one)).into_boxed(),
        many => n::table.filter(n::area_id.eq_any(many.to_vec())).into_boxed(),
    };
    query = query.filter(n::status.eq(status.to_owned())).limit(limit);
    query = match (waiting, key) {
        (true, Some((at, id))) => query.filter(n::received_at.ge(at)).filter(n::received_at.gt(at).or(n::id.gt(id))),
        (false, Some((at, id))) => query.filter(n::received_at.le(at)).filter(n::received_at.lt(at).or(n::id.lt(id))),
        (true | false, None) => query,
    };
    query = if waiting { query.order((n::received_at.asc(), n::id.asc())) } else { query.order((n::received_at.desc(), n::id.desc())) };
    Ok(query.select(ItemRow::as_select()).load(conn)?)
}

/// References of cases by id.
pub fn list_case_references(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, Problem> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(cases::table.filter(cases::id.eq_any(ids)).select((cases::id, cases::reference)).load(conn)?)
}

/// One notification of these areas.
pub fn find_visible(conn: &mut PgConnection, areas: &[Uuid], id: Uuid) -> Result<Option<NotificationRow>, Problem> {
    use notifications as n;
    Ok(n::table.filter(n::id.eq(id).and(n::area_id.eq_any(areas))).select(NotificationRow::as_select()).first(conn).optional()?)
}

/// The same, held until commit so that two coordinators decide one after the other.
pub fn lock_visible(conn: &mut PgConnection, areas: &[Uuid], id: Uuid) -> Result<Option<NotificationRow>, Problem> {
    use notifications as n;
    Ok(n::table.filter(n::id.eq(id).and(n::area_id.eq_any(areas))).select(NotificationRow::as_select()).for_no_key_update().first(conn).optional()?)
}

/// A notification by the token of its receipt, received since then. Row-level security has seen the token already.
pub fn find_by_receipt(conn: &mut PgConnection, hash: &[u8], since: DateTime<Utc>) -> Result<Option<NotificationRow>, Problem> {
    use notifications as n;
    Ok(n::table.filter(n::receipt_hash.eq(hash).and(n::received_at.gt(since))).select(NotificationRow::as_select()).first(conn).optional()?)
}

/// Those of these notifications that wait, except one.
pub fn list_waiting(conn: &mut PgConnection, ids: &[Uuid], except: Uuid) -> Result<Vec<NotificationRow>, Problem> {
    use notifications as n;
    Ok(n::table.filter(n::id.eq_any(ids).and(n::status.eq("received")).and(n::id.ne(except))).select(NotificationRow::as_select()).load(conn)?)
}

/// A decision.
#[derive(AsChangeset)]
#[diesel(table_name = notifications)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct Decision<'a> {
    pub status: &'a str,
    pub case_id: Option<Uuid>,
    pub decided_at: DateTime<Utc>,
    pub decided_by: Option<Uuid>,
    pub decision_reason: Option<&'a str>,
    pub sealed_decision: Option<Vec<u8>>,
}

/// Keeps a decision.
pub fn update_decision(conn: &mut PgConnection, id: Uuid, decision: &Decision) -> Result<(), Problem> {
    use notifications as n;
    diesel::update(n::table.find(id)).set((decision, n::version.eq(n::version + 1))).execute(conn)?;
    Ok(())
}

/// The name of a person.
pub fn find_user_name(conn: &mut PgConnection, id: Option<Uuid>) -> Result<Option<String>, Problem> {
    match id {
        None => Ok(None),
        Some(id) => Ok(users::table.find(id).select(users::name).first(conn).optional()?),
    }
}

/// Notifications by status, from the counters, without those of cases the person must not know of.
pub fn count_by_status(conn: &mut PgConnection, areas: &[Uuid]) -> Result<BTreeMap<String, i64>, Problem> {
    use notification_counts as c;
    let rows: Vec<(String, i64)> = c::table.filter(c::area_id.eq_any(areas)).select((c::status, c::n)).load(conn)?;
    let mut counts: BTreeMap<String, i64> = Status::ALL.into_iter().map(|status| (status.code().to_owned(), 0)).collect();
    for (status, n) in rows {
        *counts.entry(status).or_default() += n;
    }
    for hidden in diesel::sql_query("SELECT * FROM hidden_notifications()").load::<Hidden>(conn)? {
        *counts.entry(hidden.status).or_default() -= hidden.n;
    }
    Ok(counts)
}

/// Puts other index codes in place of those a notification has.
pub fn update_codes(conn: &mut PgConnection, id: Uuid, nhs_key: Option<i64>, match_keys: Vec<Option<i64>>) -> Result<(), Problem> {
    use notifications as n;
    diesel::update(n::table.find(id)).set((n::nhs_key.eq(nhs_key), n::match_keys.eq(match_keys))).execute(conn)?;
    Ok(())
}
