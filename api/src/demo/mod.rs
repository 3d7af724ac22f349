//! `opencdr demo`: areas, accounts and invented cases to try the system with. Nobody in them ever lived.
//!
//! The same seed on the same day gives the same children and the same stories; only the salts of the passwords differ.

mod accounts;
mod answers;
mod areas;
mod child;
mod copy;
mod family;
mod history;
mod inbox;
mod load;
mod names;
mod places;
mod professionals;
mod random;
mod record;
mod schedule;
mod shares;
mod story;
#[cfg(test)]
mod tests;
mod world;

use crate::platform::clock::{Clock, london_date};
use crate::platform::config;
use crate::schema::{areas as area_table, users};
use accounts::{Persona, personas, write_file};
use anyhow::{Context, Result, bail};
use areas::{Organisation, agencies, panel_host};
use clap::builder::RangedU64ValueParser;
use diesel::connection::SimpleConnection;
use diesel::dsl::{count_star, exists, select};
use diesel::prelude::*;
use std::path::Path;
use std::time::Instant;
use world::{MANY, World};

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
    /// Do nothing, and do not complain, when the database holds areas or cases already
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
    let made = conn.transaction::<bool, anyhow::Error, _>(|conn| {
        // Two processes starting together wait for each other.
        conn.batch_execute("SELECT pg_advisory_xact_lock(7305160002)")?;
        if holds_records(conn)? {
            return Ok(false);
        }
        let (cases, areas) = (options.cases, options.areas);
        println!("Inventing {} cases in {areas} areas…", thousands(cases));
        let world = World::of(options.seed, cases, areas, london_date(clock.now()))?;
        let mut told = 0;
        load::load(conn, &world, |done| {
            if done - told >= 100_000 {
                told = done;
                println!("  {} of {} cases, {} s", thousands(done), thousands(cases), began.elapsed().as_secs());
            }
        })?;
        if cases > MANY {
            println!("  All loaded and indexed, {} s", began.elapsed().as_secs());
        }
        Ok(true)
    })?;
    if made {
        // Outside the transaction: it sets what a first reader would otherwise set while somebody waits.
        conn.batch_execute(if options.cases > MANY { "VACUUM (ANALYZE)" } else { "ANALYZE" })?;
        println!("Made in {:.1} s. Every child, person and story is invented.", began.elapsed().as_secs_f32());
    } else if !options.if_empty {
        bail!(
            "the database holds areas or cases already; demonstration data go into an empty database. Nothing was changed. make clean-data forgets a private one"
        );
    }
    let path = data_dir.join("demo-accounts.json");
    if made || !path.exists() {
        let present = accounts_of(&mut conn, options.seed)?;
        if !present.is_empty() {
            write_file(data_dir, &present)?;
            println!("The accounts are in {}.", path.display());
        }
    }
    Ok(())
}

/// Whether somebody uses this database already.
fn holds_records(conn: &mut PgConnection) -> Result<bool> {
    use crate::schema::{cases, notifications};
    Ok(select(exists(cases::table.select(cases::id))).get_result(conn)?
        || select(exists(area_table::table.select(area_table::id))).get_result(conn)?
        || select(exists(notifications::table.select(notifications::id))).get_result(conn)?)
}

/// The demonstration accounts that this database has; their passwords follow from their addresses.
fn accounts_of(conn: &mut PgConnection, seed: u64) -> Result<Vec<Persona>> {
    let count: i64 = area_table::table.select(count_star()).first(conn)?;
    let areas = areas::areas(seed, usize::try_from(count)?);
    let hosts: Vec<Organisation> = areas.iter().enumerate().map(|(number, area)| panel_host(seed, number, area)).collect();
    let mut all = personas(seed, &areas, &hosts, &agencies(seed));
    let emails: Vec<&str> = all.iter().map(|p| p.email.as_str()).collect();
    let present: Vec<String> = users::table.filter(users::email.eq_any(&emails)).select(users::email).load(conn)?;
    all.retain(|p| present.contains(&p.email));
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
