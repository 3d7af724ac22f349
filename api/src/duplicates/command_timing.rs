//! How long it takes to find and score, in a database, what one notification may duplicate.

use super::store;
use crate::case::sealed::Identity;
use crate::case::store::CaseRow;
use crate::case::store_matching::{Wanted, facts_of, narrow};
use crate::platform::config;
use crate::platform::keyring::Keyring;
use anyhow::{Context, Result, anyhow, bail};
use diesel::prelude::*;
use opencdr_domain::notification::duplicate::{Band, rank};
use opencdr_domain::notification::facts::NotificationFacts;
use std::time::Instant;
use uuid::Uuid;

/// What was measured.
pub struct Timed {
    /// Cases in the database.
    pub cases: i64,
    /// Notifications scored.
    pub notifications: usize,
    /// Milliseconds, the median.
    pub median_ms: f64,
    /// Milliseconds, within which 95 of 100 were scored.
    pub p95_ms: f64,
    /// How many found the case they are about as possible or better.
    pub found: usize,
}

/// Takes cases spread over the database, and scores for each a notification of the same child, written with a slip in the
/// first name and without the NHS number, against every case of every area: candidates are searched, opened and compared.
///
/// # Errors
/// When the database or the keys cannot be read, or there is no case.
pub fn measure(owner_url: &str, notifications: usize, seed: u64) -> Result<Timed> {
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    let keyring = Keyring::open(&config::data_keys_file())?;
    let areas = store::list_area_ids(&mut conn)?;
    let cases = store::count_cases(&mut conn)?;
    let chosen = store::list_spread(&mut conn, notifications, seed)?;
    if chosen.is_empty() {
        bail!("the database holds no case; opencdr demo invents some");
    }
    let (mut took, mut found) = (Vec::with_capacity(chosen.len()), 0);
    for row in &chosen {
        let facts = with_slips(opened(&keyring, row)?.1);
        let began = Instant::now();
        let bands = score(&mut conn, &keyring, &areas, row, &facts)?;
        took.push(began.elapsed().as_secs_f64() * 1_000.0);
        found += usize::from(bands.iter().any(|(id, band)| *id == row.id && *band > Band::None));
    }
    took.sort_by(f64::total_cmp);
    Ok(Timed { cases, notifications: took.len(), median_ms: took[took.len() / 2], p95_ms: took[took.len() * 95 / 100], found })
}

fn opened(keyring: &Keyring, row: &CaseRow) -> Result<(Identity, NotificationFacts)> {
    let identity = row.identity(keyring).map_err(|problem| anyhow!("case {}: {problem}", row.id))?;
    let facts = facts_of(row, &identity);
    Ok((identity, facts))
}

/// A record in other words: without the strongest sign, so that names and dates have to find it.
fn with_slips(mut facts: NotificationFacts) -> NotificationFacts {
    facts.nhs_number = None;
    facts.forenames = facts.forenames.map(|name| if name.chars().count() > 3 { name.chars().skip(1).collect() } else { name });
    facts
}

fn score(conn: &mut PgConnection, keyring: &Keyring, areas: &[Uuid], row: &CaseRow, facts: &NotificationFacts) -> Result<Vec<(Uuid, Band)>> {
    let wanted = Wanted::of(keyring, areas, facts);
    let ids = narrow(conn, "cases", &wanted, (row.date_of_birth, row.date_of_death)).map_err(|problem| anyhow!("{problem}"))?;
    let mut candidates = Vec::with_capacity(ids.len());
    for case in store::list_by_id(conn, &ids)? {
        candidates.push((case.id, opened(keyring, &case)?.1));
    }
    Ok(rank(facts, candidates).alike.into_iter().map(|(id, found)| (id, found.band)).collect())
}
