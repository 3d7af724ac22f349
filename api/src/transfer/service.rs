//! Transfers read: what is offered to us and by us, what became of offers, and what is left of a case that has gone.

use super::store::{self, Asking, Key, Tab, TransferRow};
use super::views::{ContactView, TransferView};
use crate::area::store::list_names;
use crate::case::access;
use crate::identity::views::AreaName;
use crate::notification::store as notifications;
use crate::platform::event::Event;
use crate::platform::page;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::NaiveDate;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::transfer::{Action, Reason, Side, State, available};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// What of an offer is sealed: it is read in the other area before the case is.
#[derive(Serialize, Deserialize)]
pub struct Summary {
    /// Why, in the sender's words.
    pub words: String,
    /// Age group at death, by code.
    pub age_band: String,
    /// Date of death.
    pub date_of_death: NaiveDate,
}

/// Place of [`Summary`].
pub const SUMMARY: &str = "transfers.sealed";
/// Place of the words of a decision.
pub const DECISION: &str = "transfers.sealed_decision";

/// Who asks, as the permit says.
pub fn asking(tx: &Tx) -> Result<Asking, Problem> {
    let areas = tx.areas();
    let trusted = areas.iter().copied().filter(|area| tx.may(Permission::DecideRestrictedTransfer, *area)).collect();
    Ok(Asking { areas, trusted, user: tx.person()?.user })
}

/// On which side of a transfer the person stands.
pub fn side(row: &TransferRow, asking: &Asking) -> Side {
    Side { sender: asking.areas.contains(&row.from_area_id), receiver: asking.areas.contains(&row.to_area_id) }
}

/// The case or notification, where it is in one of these areas.
pub fn opens(row: &TransferRow, state: State, side: Side) -> Option<Uuid> {
    let here = if state == State::Accepted { side.receiver } else { side.sender };
    row.case_id.or(row.notification_id).filter(|_| here)
}

/// Where a transfer stands.
pub fn state_of(row: &TransferRow) -> Result<State, Problem> {
    State::from_code(&row.state).ok_or_else(|| Problem::internal("a transfer has an unknown state"))
}

fn view(
    tx: &Tx,
    row: TransferRow,
    asking: &Asking,
    areas: &HashMap<Uuid, AreaName>,
    people: &HashMap<Uuid, (String, String)>,
) -> Result<TransferView, Problem> {
    let (state, side) = (state_of(&row)?, side(&row, asking));
    // The actions are told as far as the person's role goes; the permit of the list is a weaker one.
    let own = |area: Uuid, permission| asking.areas.contains(&area) && tx.may(permission, area);
    let acting = Side { sender: own(row.from_area_id, Permission::OfferTransfer), receiver: own(row.to_area_id, Permission::DecideTransfer) };
    let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
    let told: bool = !row.restricted || side.sender || state == State::Accepted;
    let summary: Option<Summary> = if told { Some(key.open_json(SUMMARY, row.id, &row.sealed)?) } else { None };
    let contact = |id: Uuid| people.get(&id).map(|(name, email)| ContactView { name: name.clone(), email: email.clone() });
    let area = |id: Uuid| areas.get(&id).cloned().unwrap_or(AreaName { id, code: String::new(), name: String::new() });
    let reason = Reason::from_code(&row.reason).filter(|_| told);
    Ok(TransferView {
        id: row.id,
        kind: if row.case_id.is_some() { "case" } else { "notification" },
        opens: opens(&row, state, side),
        from: area(row.from_area_id),
        to: area(row.to_area_id),
        state_label: state.label(),
        restricted: row.restricted,
        reason: reason.map(|one| one.code().to_owned()),
        reason_label: reason.map(|one| one.words(&area(row.from_area_id).name, &area(row.to_area_id).name)),
        age_band: summary.as_ref().map(|one| one.age_band.clone()),
        date_of_death: summary.as_ref().map(|one| one.date_of_death),
        words: summary.map(|one| one.words),
        offered_at: row.offered_at,
        offered_by: contact(row.offered_by).ok_or_else(|| Problem::internal("a transfer was offered by nobody"))?,
        decided_at: row.decided_at,
        decided_by: row.decided_by.and_then(contact),
        decision_words: row.sealed_decision.as_ref().map(|sealed| key.open_json(DECISION, row.id, sealed)).transpose()?,
        actions: available(state, acting).into_iter().map(Action::code).collect(),
        state: row.state,
        reference: row.reference,
    })
}

/// Shows transfers with the names of areas and people.
pub fn shown(tx: &mut Tx, asking: &Asking, rows: Vec<TransferRow>) -> Result<Vec<TransferView>, Problem> {
    let area_ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.from_area_id, row.to_area_id]).collect();
    let user_ids: Vec<Uuid> = rows.iter().flat_map(|row| [Some(row.offered_by), row.decided_by]).flatten().collect();
    let (areas, people) = (list_names(tx.conn(), &area_ids)?, store::list_people(tx.conn(), &user_ids)?);
    rows.into_iter().map(|row| view(tx, row, asking, &areas, &people)).collect()
}

fn record(tx: &mut Tx, asking: &Asking, rows: &[TransferRow]) -> Result<(), Problem> {
    let event = Event::list(Act::ReadTransfers, ObjectKind::Transfer, rows.iter().map(|row| row.id).collect());
    tx.record(match asking.areas.as_slice() {
        [one] => event.area(*one),
        _ => event,
    })
}

/// A page of transfers.
pub fn list(tx: &mut Tx, tab: Tab, key: Option<Key>, limit: i64) -> Result<(Vec<TransferView>, Option<String>), Problem> {
    let asking = asking(tx)?;
    let rows = store::list(tx.conn(), &asking, tab, key, limit + 1)?;
    let (rows, next) = page::cut(rows, limit, |row: &TransferRow| (row.offered_at, row.id));
    record(tx, &asking, &rows)?;
    Ok((shown(tx, &asking, rows)?, next))
}

/// The transfers of a reference: what is left of a case that has gone is found by it.
pub fn by_reference(tx: &mut Tx, reference: &str) -> Result<Vec<TransferView>, Problem> {
    let asking = asking(tx)?;
    let rows = store::list_by_reference(tx.conn(), &asking, reference)?;
    record(tx, &asking, &rows)?;
    shown(tx, &asking, rows)
}

/// One transfer.
pub fn get(tx: &mut Tx, id: Uuid) -> Result<TransferView, Problem> {
    let asking = asking(tx)?;
    let row = store::find(tx.conn(), &asking, id)?.ok_or_else(Problem::not_found)?;
    let event = Event::on(Act::ReadTransfers, ObjectKind::Transfer, id);
    tx.record(match side(&row, &asking).sender {
        true => event.area(row.from_area_id),
        false => event.area(row.to_area_id),
    })?;
    shown(tx, &asking, vec![row])?.pop().ok_or_else(Problem::not_found)
}

/// Where a case has been and gone. For somebody of an area it has left this is all there is of it.
pub fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<TransferView>, Problem> {
    let asking = asking(tx)?;
    let rows = store::list_of_case(tx.conn(), &asking, case)?;
    let here = access::open(tx, case).is_ok();
    of_record(tx, &asking, rows, here)
}

/// The same of a notification.
pub fn of_notification(tx: &mut Tx, notification: Uuid) -> Result<Vec<TransferView>, Problem> {
    let asking = asking(tx)?;
    let rows = store::list_of_notification(tx.conn(), &asking, notification)?;
    let here = notifications::find_visible(tx.conn(), &asking.areas, notification)?.is_some();
    of_record(tx, &asking, rows, here)
}

/// Every transfer of a record that is here; of one that is not, those by which it left. An offer by itself opens no address in the
/// other area.
fn of_record(tx: &mut Tx, asking: &Asking, rows: Vec<TransferRow>, here: bool) -> Result<Vec<TransferView>, Problem> {
    let left = |row: &TransferRow| row.state == State::Accepted.code() && side(row, asking).sender;
    let rows: Vec<TransferRow> = rows.into_iter().filter(|row| here || left(row)).collect();
    if rows.is_empty() && !here {
        return Err(Problem::not_found());
    }
    record(tx, asking, &rows)?;
    shown(tx, asking, rows)
}
