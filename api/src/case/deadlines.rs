//! Which deadlines of a case are met. What meets one is written down elsewhere: nobody ticks a deadline off, and one whose facts are
//! taken back runs again.

use super::access::CaseChange;
use super::entry::service::list;
use super::family::views::FamilyArrangements;
use super::national::views::NationalNotification;
use super::record::store::list_versions;
use super::record::writing::PLACE;
use super::store;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::{DateTime, Utc};
use opencdr_domain::case::record::Part;
use opencdr_domain::case::record::family::{Given, supported_at};
use opencdr_domain::case::record::household::Known;
use opencdr_domain::deadline::catalogue::{FAMILY_SUPPORT, NATIONAL_NOTIFICATION};
use opencdr_domain::deadline::due::day_begins;

/// Says when a deadline was met; nothing when it is not met after all. What was done before its clock started was done when it
/// started. A case whose clock never started has no such deadline.
pub fn meet(tx: &mut Tx, case: &CaseChange, rule: &str, met_at: Option<DateTime<Utc>>) -> Result<(), Problem> {
    let rows = store::list_deadlines(tx.conn(), case)?;
    let Some(row) = rows.into_iter().find(|row| row.rule_id == rule) else { return Ok(()) };
    let met_at = met_at.map(|at| at.max(row.trigger_at));
    if met_at == row.met_at { Ok(()) } else { store::update_met(tx.conn(), case, rule, met_at) }
}

/// Looks again at the deadlines that the record of a case meets: the family’s support, and telling the national database.
pub fn look_again(tx: &mut Tx, case: &CaseChange) -> Result<(), Problem> {
    let supported = supported(tx, case)?;
    meet(tx, case, FAMILY_SUPPORT, supported)?;
    let told = list::<NationalNotification>(tx, case)?.pop().filter(|kept| !kept.entry.mistaken);
    meet(tx, case, NATIONAL_NOTIFICATION, told.and_then(|kept| kept.entry.told_on).map(day_begins))
}

fn supported(tx: &mut Tx, case: &CaseChange) -> Result<Option<DateTime<Utc>>, Problem> {
    let Some(kept) = list::<FamilyArrangements>(tx, case)?.pop() else { return Ok(None) };
    let (mut key_worker, mut guide) = (None, None);
    for (id, _, at, sealed, _) in list_versions(tx.conn(), case, kept.id, &[Part::FamilyArrangements.code()])? {
        let version: FamilyArrangements = case.open_json(PLACE, id, &sealed)?;
        key_worker = version.key_worker.is_some().then(|| key_worker.unwrap_or(at));
        guide = (version.leaflet_given.as_deref() == Some(Known::Yes.code())).then(|| guide.unwrap_or(at));
    }
    // Each counts from when it was first written down, without a version since then that says otherwise, unless its day is known.
    let given = |written: Option<DateTime<Utc>>, on| written.map(|written| Given { on, written });
    Ok(supported_at(given(key_worker, kept.entry.key_worker_on), given(guide, kept.entry.leaflet_on)))
}
