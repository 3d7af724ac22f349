//! `opencdr area hand-over CODE`: gives the cases and notifications of an area that has ended to the areas that follow it.
//!
//! Areas merge and split by date (in April 2026 twelve integrated care boards became six). From that day new notifications go
//! where their postcode leads; what the ended area holds stays with it until this command. Each record goes to the area that has
//! the local authority of the child's home now. It keeps its reference and its history, and its timeline says what happened.

use super::store::{self, Area, Held};
use crate::case::events::CaseEvent;
use crate::case::sealed::{IDENTITY, Identity};
use crate::case::store_operator::note_by_operator;
use crate::keys::store::{index_case, index_notification};
use crate::notification::sealed::ANSWERS;
use crate::platform::clock::{Clock, london_date};
use crate::platform::config;
use crate::platform::ids;
use crate::platform::keyring::{Keyring, RecordKey};
use crate::platform::tx::record_by_operator;
use anyhow::{Context, Result, anyhow, bail};
use chrono::{DateTime, Utc};
use clap::Args;
use diesel::prelude::*;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::notification::facts::NotificationFacts;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// An area that hands over.
#[derive(Args)]
pub struct HandOver {
    /// Code of the area that has ended, for example KENT.
    code: String,
    /// Code of the area that takes what has no known home in the area. Needed only where several areas follow it.
    #[arg(long, value_name = "CODE")]
    rest: Option<String>,
    /// Say what would go where, and change nothing.
    #[arg(long)]
    check: bool,
}

/// Where one record goes.
struct Move {
    record: Held,
    key: RecordKey,
    to: Area,
}

/// Hands over, all or nothing. Returns what to print.
///
/// # Errors
/// Says what is wrong and what to do; nothing is changed then.
pub fn run(owner_url: &str, wanted: &HandOver, clock: &Clock) -> Result<String> {
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    let keyring = Keyring::open(&config::data_keys_file())?;
    conn.transaction(|conn| hand_over(conn, &keyring, wanted, clock.now()))
}

fn hand_over(conn: &mut PgConnection, keyring: &Keyring, wanted: &HandOver, now: DateTime<Utc>) -> Result<String> {
    let (area, followers) = succession(conn, &wanted.code, now)?;
    let rest = rest(conn, &followers, wanted.rest.as_deref())?;
    let offered = store::list_offered(conn, area.id)?;
    if !offered.is_empty() {
        bail!(
            "{} offered from or to {} and not settled: {}. Have them accepted, declined or withdrawn first",
            counted(offered.len(), "transfer is", "transfers are"),
            area.code,
            offered.join(", ")
        );
    }
    let cases = store::list_cases(conn, area.id)?;
    let cases = destined(conn, keyring, cases, &followers, rest.as_ref(), home_of_case)?;
    let notifications = store::list_notifications(conn, area.id)?;
    let notifications = destined(conn, keyring, notifications, &followers, rest.as_ref(), home_of_notification)?;
    let mut words = summary(&area, &cases, &notifications);
    if wanted.check {
        return Ok(format!("{words}\nThis was a check: nothing was changed."));
    }
    for one in &cases {
        move_case(conn, keyring, &area, one, now)?;
    }
    for one in &notifications {
        store::move_notification(conn, one.record.id, one.to.id)?;
        index_notification(conn, keyring, one.record.id, &one.key)?;
    }
    let mut all: Vec<&Area> = followers.values().collect();
    all.sort_by(|a, b| a.code.cmp(&b.code));
    all.dedup_by_key(|one| one.id);
    for id in all.iter().map(|one| one.id).chain([area.id]) {
        record_by_operator(conn, (Action::HandOverArea, ObjectKind::Area), Some(area.id), Some(id), now)?;
    }
    words.push('\n');
    words.push_str(&roles(conn, &area, &all, now)?);
    Ok(words)
}

/// The ended area, and the area that has each of its local authorities today.
fn succession(conn: &mut PgConnection, code: &str, now: DateTime<Utc>) -> Result<(Area, HashMap<String, Area>)> {
    let area = store::find_area(conn, code)?.ok_or_else(|| anyhow!("there is no area with the code {code}; see: opencdr area list"))?;
    let today = london_date(now);
    match area.until {
        None => bail!("{code} ({}) has not ended. End it first: opencdr area end {code} --on {today}", area.name),
        Some(until) if until > today => bail!("{code} ({}) ends on {until}; hand over on that day or later", area.name),
        Some(_) => {}
    }
    let followers = store::list_successors(conn, &area, today)?;
    if followers.is_empty() {
        bail!("no area has a local authority of {code} ({}) today; make one first: opencdr area add", area.name);
    }
    Ok((area, followers))
}

/// The area that takes what has no known home: the only one that follows, or the one that was named.
fn rest(conn: &mut PgConnection, followers: &HashMap<String, Area>, named: Option<&str>) -> Result<Option<Area>> {
    if let Some(code) = named {
        let area = store::find_area(conn, code)?.ok_or_else(|| anyhow!("there is no area with the code {code}; see: opencdr area list"))?;
        return match followers.values().any(|one| one.id == area.id) {
            true => Ok(Some(area)),
            false => bail!("{code} ({}) has none of its local authorities, so it does not follow it", area.name),
        };
    }
    let mut all = followers.values();
    let first = all.next().cloned();
    Ok(first.filter(|one| all.all(|other| other.id == one.id)))
}

/// The home postcode in what was sealed of a record.
type Home = fn(&RecordKey, &Held) -> Result<Option<String>>;

fn home_of_case(key: &RecordKey, record: &Held) -> Result<Option<String>> {
    let identity: Identity = key.open_json(IDENTITY, record.id, &record.sealed).map_err(|problem| anyhow!("case {}: {problem}", record.id))?;
    Ok(identity.postcode)
}

fn home_of_notification(key: &RecordKey, record: &Held) -> Result<Option<String>> {
    let answers: Map<String, Value> =
        key.open_json(ANSWERS, record.id, &record.sealed).map_err(|problem| anyhow!("notification {}: {problem}", record.id))?;
    Ok(NotificationFacts::from_answers(&answers).postcode)
}

fn destined(
    conn: &mut PgConnection,
    keyring: &Keyring,
    records: Vec<Held>,
    followers: &HashMap<String, Area>,
    rest: Option<&Area>,
    home: Home,
) -> Result<Vec<Move>> {
    let mut moves = Vec::with_capacity(records.len());
    let mut homeless = 0;
    for record in records {
        let key = keyring.unwrap(record.id, &record.wrapped_key).map_err(|problem| anyhow!("{}: {problem}", record.id))?;
        let authority = match home(&key, &record)? {
            Some(postcode) => store::find_authority(conn, &postcode.replace(' ', "").to_uppercase())?,
            None => None,
        };
        match authority.and_then(|code| followers.get(&code)).or(rest) {
            Some(to) => moves.push(Move { record, key, to: to.clone() }),
            None => homeless += 1,
        }
    }
    if homeless > 0 {
        bail!(
            "{} no known home in the area, and several areas follow it. Say which takes them: --rest CODE",
            counted(homeless, "record has", "records have")
        );
    }
    Ok(moves)
}

fn move_case(conn: &mut PgConnection, keyring: &Keyring, from: &Area, one: &Move, now: DateTime<Utc>) -> Result<()> {
    for (id, wrapped_key) in store::move_case(conn, one.record.id, one.to.id)? {
        let key = keyring.unwrap(id, &wrapped_key).map_err(|problem| anyhow!("case {id}: {problem}"))?;
        index_case(conn, keyring, id, &key)?;
    }
    let event = CaseEvent::AreaSucceeded { from: from.name.clone(), to: one.to.name.clone() };
    note_by_operator(conn, &one.key, (one.record.id, one.to.id), &event, now).map_err(|problem| anyhow!("case {}: {problem}", one.record.id))?;
    Ok(())
}

fn summary(area: &Area, cases: &[Move], notifications: &[Move]) -> String {
    let mut by_area: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for one in cases {
        by_area.entry((&one.to.code, &one.to.name)).or_default().0 += 1;
    }
    for one in notifications {
        by_area.entry((&one.to.code, &one.to.name)).or_default().1 += 1;
    }
    if by_area.is_empty() {
        return format!("{} ({}) holds nothing that could be handed over.", area.code, area.name);
    }
    let lines = by_area.into_iter().map(|((code, name), (cases, notifications))| {
        let (cases, notifications) =
            (counted(cases, "case", "cases"), counted(notifications, "notification without a case", "notifications without a case"));
        format!("{} → {code} ({name}): {cases}, {notifications}", area.code)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Where one area follows, whoever had a role in the old one gets it there. Where several do, somebody has to say who belongs where.
fn roles(conn: &mut PgConnection, area: &Area, followers: &[&Area], now: DateTime<Utc>) -> Result<String> {
    match followers {
        [one] => {
            let given = store::copy_roles(conn, area.id, one.id, now, ids::new_id)?;
            Ok(format!("{} given in {} ({}), as held in {}.", counted(given, "role was", "roles were"), one.code, one.name, area.code))
        }
        _ => Ok("Several areas follow: give people their roles there with opencdr user add.".to_owned()),
    }
}

fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}
