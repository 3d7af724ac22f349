//! `opencdr demo`: areas, accounts and invented cases to try the system with. Nobody in them ever lived.
//!
//! The same seed on the same day gives the same children and the same stories; only passwords are drawn anew.

mod accounts;
mod answers;
mod areas;
mod asked;
pub(crate) mod child;
mod copy;
mod family;
mod gathered;
mod history;
mod inbox;
mod load;
pub mod mark;
pub(crate) mod names;
mod places;
mod professionals;
pub(crate) mod random;
mod record;
mod schedule;
pub(crate) mod shares;
mod story;
#[cfg(test)]
mod tests;
mod world;

use crate::identity::password::hash;
use crate::platform::clock::{Clock, london_date};
use crate::platform::config;
use crate::platform::keyring::Keyring;
use crate::schema::{areas as areas_table, users};
use accounts::{FILE, Persona, personas, write_file};
use anyhow::{Context, Result, anyhow, bail};
use areas::{Organisation, agencies, panel_host};
use clap::builder::RangedU64ValueParser;
use diesel::connection::SimpleConnection;
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::path::Path;
use std::time::Instant;
use world::{MANY, World};

/// Two processes starting together wait for each other. A number of its own: sealing the audit trail has the one before.
const ONE_AT_A_TIME: &str = "SELECT pg_advisory_xact_lock(7305160003)";

/// What to make.
#[derive(Clone, Debug, clap::Args)]
pub struct DemoOptions {
    /// How many cases to invent
    #[arg(long, default_value_t = 400, value_parser = RangedU64ValueParser::<usize>::new().range(1..=5_000_000))]
    pub cases: usize,
    /// Where chance begins; the same seed gives the same children on the same day
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many areas to share the cases among; those beyond the third are made up, with one coordinator each
    #[arg(long, default_value_t = 3, value_parser = RangedU64ValueParser::<usize>::new().range(1..=500))]
    pub areas: usize,
    /// Do nothing, and do not complain, when the demonstration is in the database already
    #[arg(long)]
    pub if_empty: bool,
}

/// Makes the demonstration's data and writes `demo-accounts.json`.
///
/// # Errors
/// When this is no demonstration, the database is not empty, or it cannot be written; nothing is changed then.
pub fn run(owner_url: &str, data_dir: &Path, options: &DemoOptions, clock: &Clock) -> Result<()> {
    if !config::demo()? {
        bail!(
            "DEMO is not set: invented cases and accounts whose passwords are in a file do not belong in a real installation. Set DEMO=1 if this is a demonstration"
        );
    }
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    let began = Instant::now();
    let made = conn.transaction::<Option<Vec<Persona>>, anyhow::Error, _>(|conn| {
        conn.batch_execute(ONE_AT_A_TIME)?;
        if mark::is_used(conn)? {
            mark::refuse_others(conn)?;
            return Ok(None);
        }
        let (cases, areas) = (options.cases, options.areas);
        println!("Inventing {} cases in {areas} areas…", thousands(cases));
        let world = World::of(options.seed, cases, areas, london_date(clock.now()), Keyring::open(&config::data_keys_file())?)?;
        let mut told = 0;
        load::load(conn, &world, |done| {
            if done - told >= 100_000 {
                told = done;
                println!("  {} of {} cases, {} s", thousands(done), thousands(cases), began.elapsed().as_secs());
            }
        })?;
        asked::load(conn, &world)?;
        if cases > MANY {
            println!("  All loaded and indexed, {} s", began.elapsed().as_secs());
        }
        Ok(Some(world.personas))
    })?;
    if made.is_some() {
        // Outside the transaction: it sets what a first reader would otherwise set while somebody waits.
        conn.batch_execute(if options.cases > MANY { "VACUUM (ANALYZE)" } else { "ANALYZE" })?;
        println!("Made in {:.1} s. Every child, person and story is invented.", began.elapsed().as_secs_f32());
    } else if !options.if_empty {
        bail!(
            "the database holds areas or accounts already; demonstration data go into an empty database. Nothing was changed. make clean-data forgets a private one"
        );
    }
    let path = data_dir.join(FILE);
    let to_write = match made {
        Some(made) => made,
        None if path.exists() => return Ok(()),
        None => conn.transaction(|conn| renew_passwords(conn, options.seed))?,
    };
    write_file(data_dir, &to_write)?;
    println!("The accounts are in {}.", path.display());
    Ok(())
}

/// Gives the open accounts of the demonstration new passwords: the file that told them is gone.
fn renew_passwords(conn: &mut PgConnection, seed: u64) -> Result<Vec<Persona>> {
    conn.batch_execute(ONE_AT_A_TIME)?;
    let count: i64 = areas_table::table.select(count_star()).first(conn)?;
    let areas = areas::areas(seed, usize::try_from(count)?);
    let hosts: Vec<Organisation> = areas.iter().enumerate().map(|(number, area)| panel_host(seed, number, area)).collect();
    let mut all = personas(seed, &areas, &hosts, &agencies(seed));
    let open: Vec<String> = users::table.filter(users::demo.and(users::disabled_at.is_null())).select(users::email).load(conn)?;
    all.retain(|persona| open.contains(&persona.email));
    for persona in &all {
        let hash = hash(&persona.password).map_err(|_| anyhow!("a password could not be hashed"))?;
        diesel::update(users::table.filter(users::email.eq(&persona.email))).set(users::password_hash.eq(hash)).execute(conn)?;
    }
    Ok(all)
}

/// A number as people read it.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
