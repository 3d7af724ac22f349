//! Where transfers are kept.

use crate::platform::problem::{Code, Problem, constraint_of};
use crate::schema::{transfers as t, users};
use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Binary, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use std::collections::HashMap;
use uuid::Uuid;

diesel::define_sql_function! {
    /// The key of a case that is offered to an area of the context (api/src/sql/functions.sql).
    fn offered_key(transfer: SqlUuid) -> Nullable<Binary>;
}

diesel::define_sql_function! {
    /// Settles an offer, and moves what was offered when it is accepted (api/src/sql/functions.sql).
    #[expect(clippy::too_many_arguments, reason = "the signature of the database function")]
    fn settle_transfer(
        transfer: SqlUuid, state: Text, by: SqlUuid, at: Timestamptz, sealed: Nullable<Binary>, event: SqlUuid, kind: Text, told: Nullable<Binary>
    ) -> Bool;
}

/// A transfer.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = t)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct TransferRow {
    pub id: Uuid,
    pub case_id: Option<Uuid>,
    pub notification_id: Option<Uuid>,
    pub reference: String,
    pub from_area_id: Uuid,
    pub to_area_id: Uuid,
    pub reason: String,
    pub restricted: bool,
    pub state: String,
    pub offered_at: DateTime<Utc>,
    pub offered_by: Uuid,
    pub decided_at: Option<DateTime<Utc>>,
    pub decided_by: Option<Uuid>,
    pub wrapped_key: Vec<u8>,
    pub sealed: Vec<u8>,
    pub sealed_decision: Option<Vec<u8>>,
}

/// Keeps an offer. A case or notification is offered once at a time.
pub fn insert(conn: &mut PgConnection, row: &TransferRow) -> Result<(), Problem> {
    match diesel::insert_into(t::table).values(row).execute(conn) {
        Ok(_) => Ok(()),
        Err(error) if constraint_of(&error).is_some_and(|name| name.starts_with("transfers_one_offer")) => {
            Err(Problem::new(Code::Conflict, "This is offered to another area already. Withdraw that offer first."))
        }
        Err(error) => Err(error.into()),
    }
}

/// Who asks: their areas, those of them where they see offers of restricted cases, and their account.
pub struct Asking {
    /// Areas of the permit.
    pub areas: Vec<Uuid>,
    /// Areas in which they are trusted with restricted cases.
    pub trusted: Vec<Uuid>,
    /// Account.
    pub user: Uuid,
}

type Boxed<'q> = t::BoxedQuery<'q, Pg>;

/// The transfers somebody may know of. Of a restricted case the other area's managers alone see an offer, and of one that has left
/// only managers and whoever offered it see where it went. Row-level security says the rest: nobody sees what the case is hidden from.
fn visible<'q>(asking: &Asking) -> Boxed<'q> {
    let (areas, trusted) = (asking.areas.clone(), asking.trusted.clone());
    let sender = t::from_area_id
        .eq_any(areas.clone())
        .and(t::restricted.eq(false).or(t::state.ne("accepted")).or(t::from_area_id.eq_any(trusted.clone())).or(t::offered_by.eq(asking.user)));
    let receiver = t::to_area_id.eq_any(areas).and(t::restricted.eq(false).or(t::state.eq("accepted")).or(t::to_area_id.eq_any(trusted)));
    t::table.filter(sender.or(receiver)).into_boxed()
}

/// Which transfers to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Offers to my areas that wait.
    OfferedToUs,
    /// Offers of my areas that wait.
    OfferedByUs,
    /// Those settled.
    Settled,
}

/// Where the page before ended.
pub type Key = (DateTime<Utc>, Uuid);

/// A page of transfers, the latest offer first.
pub fn list(conn: &mut PgConnection, asking: &Asking, tab: Tab, key: Option<Key>, limit: i64) -> Result<Vec<TransferRow>, Problem> {
    let query = match tab {
        Tab::OfferedToUs => visible(asking).filter(t::state.eq("offered")).filter(t::to_area_id.eq_any(asking.areas.clone())),
        Tab::OfferedByUs => visible(asking).filter(t::state.eq("offered")).filter(t::from_area_id.eq_any(asking.areas.clone())),
        Tab::Settled => visible(asking).filter(t::state.ne("offered")),
    };
    let query = match key {
        Some((at, id)) => query.filter(t::offered_at.lt(at).or(t::offered_at.eq(at).and(t::id.lt(id)))),
        None => query,
    };
    Ok(query.order((t::offered_at.desc(), t::id.desc())).limit(limit).select(TransferRow::as_select()).load(conn)?)
}

/// Everything known of one reference, the latest first.
pub fn list_by_reference(conn: &mut PgConnection, asking: &Asking, reference: &str) -> Result<Vec<TransferRow>, Problem> {
    let query = visible(asking).filter(t::reference.eq(reference.to_owned())).order(t::offered_at.desc());
    Ok(query.limit(50).select(TransferRow::as_select()).load(conn)?)
}

/// Everything known of a case, the latest first.
pub fn list_of_case(conn: &mut PgConnection, asking: &Asking, case: Uuid) -> Result<Vec<TransferRow>, Problem> {
    Ok(visible(asking).filter(t::case_id.eq(case)).order(t::offered_at.desc()).limit(50).select(TransferRow::as_select()).load(conn)?)
}

/// Everything known of a notification, the latest first.
pub fn list_of_notification(conn: &mut PgConnection, asking: &Asking, notification: Uuid) -> Result<Vec<TransferRow>, Problem> {
    let query = visible(asking).filter(t::notification_id.eq(notification)).order(t::offered_at.desc());
    Ok(query.limit(50).select(TransferRow::as_select()).load(conn)?)
}

/// The offer of a notification that waits.
pub fn find_offer_of_notification(conn: &mut PgConnection, notification: Uuid) -> Result<Option<Uuid>, Problem> {
    Ok(t::table.filter(t::notification_id.eq(notification).and(t::state.eq("offered"))).select(t::id).first(conn).optional()?)
}

/// One transfer.
pub fn find(conn: &mut PgConnection, asking: &Asking, id: Uuid) -> Result<Option<TransferRow>, Problem> {
    Ok(visible(asking).filter(t::id.eq(id)).select(TransferRow::as_select()).first(conn).optional()?)
}

/// The wrapped key of a case that is offered to the person's area: to write down on the case what became of the offer.
pub fn find_offered_key(conn: &mut PgConnection, transfer: Uuid) -> Result<Option<Vec<u8>>, Problem> {
    Ok(diesel::select(offered_key(transfer)).get_result(conn)?)
}

/// What becomes of an offer.
pub struct Settlement<'a> {
    /// State code.
    pub state: &'static str,
    /// Who.
    pub by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, sealed with the key of the transfer.
    pub sealed: Option<Vec<u8>>,
    /// Event of the case: identifier and kind.
    pub event: (Uuid, &'a str),
    /// Its detail, sealed with the key of the case.
    pub told: Option<Vec<u8>>,
}

/// Settles an offer. False when somebody was quicker, or it is not for this person to settle.
pub fn settle(conn: &mut PgConnection, transfer: Uuid, settlement: Settlement) -> Result<bool, Problem> {
    let Settlement { state, by, at, sealed, event: (event, kind), told } = settlement;
    Ok(diesel::select(settle_transfer(transfer, state, by, at, sealed, event, kind, told)).get_result(conn)?)
}

/// Names and addresses of people by account.
pub fn list_people(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, (String, String)>, Problem> {
    let rows: Vec<(Uuid, String, String)> = users::table.filter(users::id.eq_any(ids)).select((users::id, users::name, users::email)).load(conn)?;
    Ok(rows.into_iter().map(|(id, name, email)| (id, (name, email))).collect())
}
