//! `opencdr keys list | add | rotate | rewrap | retire`: the keys that seal what identifies people, changed while the service serves.
//!
//! A rotation adds a key to the file and wraps the key of every record with it, in small transactions, making its index codes
//! anew at the same time. Servers read the file again when it changes, look for the codes of every key in it, and open what either
//! key has wrapped, so nothing that is read meanwhile is missed.

use super::store::{index_case, index_notification};
use crate::platform::clock::Clock;
use crate::platform::config;
use crate::platform::keyring::{Keyring, line};
use crate::platform::tx::record_by_operator;
use anyhow::{Context, Result, anyhow, bail};
use clap::Subcommand;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Text};
use opencdr_domain::audit::event::{Action, ObjectKind};
use std::fs;
use std::path::Path;
use uuid::Uuid;

/// What to do with the keys of the data.
#[derive(Subcommand)]
pub enum KeysCommand {
    /// List the keys of the file, and how many records each has wrapped.
    List,
    /// Add a key to the file. Where several hosts serve, copy the file to each before rewrapping.
    Add,
    /// Add a key, and wrap every record with it. The service goes on serving.
    Rotate,
    /// Wrap every record with the newest key: goes on where a rotation was stopped.
    Rewrap,
    /// Take a key out of the file. Refused while it has wrapped any record.
    Retire {
        /// Number of the key.
        number: u32,
    },
}

/// Records rewrapped in one transaction.
const BATCH: i64 = 200;

/// Does it and says what was done.
///
/// # Errors
/// When the file or the database cannot be changed. What was rewrapped until then stays so.
pub fn run(owner_url: &str, command: &KeysCommand, clock: &Clock) -> Result<String> {
    let path = config::data_keys_file();
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    let note = |conn: &mut PgConnection| record_by_operator(conn, (Action::RotateKeys, ObjectKind::DataKey), None, None, clock.now());
    match command {
        KeysCommand::List => list(&mut conn, &Keyring::open(&path)?),
        KeysCommand::Add => {
            note(&mut conn)?;
            let number = add(&path)?;
            Ok(format!("Key {number} is in {}. Copy the file to a safe place now, apart from the database’s copies.", path.display()))
        }
        KeysCommand::Rotate => {
            note(&mut conn)?;
            let number = add(&path)?;
            let rewrapped = rewrap(&mut conn, &Keyring::open(&path)?)?;
            Ok(format!(
                "Key {number} is in {}, and {rewrapped} records were wrapped with it. Copy the file to a safe place now; `opencdr keys retire` takes the old key out once no copy of the database needs it.",
                path.display()
            ))
        }
        KeysCommand::Rewrap => {
            note(&mut conn)?;
            Ok(format!("{} records were wrapped with the newest key.", rewrap(&mut conn, &Keyring::open(&path)?)?))
        }
        KeysCommand::Retire { number } => {
            retire(&mut conn, &path, *number)?;
            note(&mut conn)?;
            Ok(format!(
                "Key {number} is no longer in {}. Copies of the database from before the rotation need it: keep a copy as long as you keep them.",
                path.display()
            ))
        }
    }
}

fn list(conn: &mut PgConnection, keyring: &Keyring) -> Result<String> {
    let mut text = String::new();
    for number in keyring.numbers() {
        text.push_str(&format!("key {number}: {} records\n", count(conn, number)?));
    }
    Ok(text.trim_end().to_owned())
}

/// Writes the file anew under another name and puts it in the place of the old one, so that no reader sees half of it.
fn replace(path: &Path, text: &str) -> Result<()> {
    let draft = path.with_extension(format!("next.{}", std::process::id()));
    config::write_secret(&draft, text)?;
    fs::rename(&draft, path).with_context(|| format!("cannot write the key file {}", path.display()))
}

fn add(path: &Path) -> Result<u32> {
    let number = Keyring::open(path)?.numbers().last().copied().unwrap_or(0) + 1;
    let text = fs::read_to_string(path)?;
    replace(path, &format!("{}\n{}", text.trim_end(), line(number)))?;
    Ok(number)
}

fn retire(conn: &mut PgConnection, path: &Path, number: u32) -> Result<()> {
    let numbers = Keyring::open(path)?.numbers();
    if !numbers.contains(&number) {
        bail!("there is no key {number} in {}", path.display());
    }
    if numbers.last() == Some(&number) {
        bail!("key {number} is the newest, with which everything new is wrapped; add another first");
    }
    let left = count(conn, number)?;
    if left > 0 {
        bail!("key {number} has wrapped {left} records still; run `opencdr keys rewrap` first. Nothing was changed");
    }
    let text = fs::read_to_string(path)?;
    let begins = format!("{number} ");
    let kept: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with(&begins)).collect();
    replace(path, &kept.join("\n"))
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Wrapped {
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    id: Uuid,
    #[diesel(sql_type = Binary)]
    wrapped_key: Vec<u8>,
}

/// Every table whose rows have keys of their own: those with a column `wrapped_key`, so that none can be forgotten.
fn tables(conn: &mut PgConnection) -> Result<Vec<String>> {
    let sql =
        "SELECT table_name::text AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'wrapped_key' ORDER BY 1";
    Ok(diesel::sql_query(sql).load::<Name>(conn)?.into_iter().map(|row| row.name).collect())
}

/// The number of the file key that wrapped a row's key, as SQL.
const NUMBER: &str = "substring(wrapped_key FROM 2 FOR 4)";

fn count(conn: &mut PgConnection, number: u32) -> Result<i64> {
    let mut all = 0;
    for table in tables(conn)? {
        let sql = format!("SELECT count(*) AS n FROM public.{table} WHERE {NUMBER} = $1");
        all += diesel::sql_query(sql).bind::<Binary, _>(number.to_be_bytes().to_vec()).get_result::<Count>(conn)?.n;
    }
    Ok(all)
}

/// Wraps whatever is not yet wrapped with the newest key. A server that has not noticed the key yet may still write with the one
/// before, so this goes on until a whole round finds nothing.
fn rewrap(conn: &mut PgConnection, keyring: &Keyring) -> Result<usize> {
    conn.batch_execute("SET lock_timeout = '30s'")?;
    let newest = keyring.numbers().last().copied().unwrap_or(0).to_be_bytes().to_vec();
    let mut all = 0;
    loop {
        let mut round = 0;
        for table in tables(conn)? {
            loop {
                let done = conn.transaction(|conn| batch(conn, keyring, &table, &newest))?;
                if done == 0 {
                    break;
                }
                round += done;
            }
        }
        all += round;
        if round == 0 {
            return Ok(all);
        }
    }
}

fn batch(conn: &mut PgConnection, keyring: &Keyring, table: &str, newest: &[u8]) -> Result<usize> {
    let sql = format!("SELECT id, wrapped_key FROM public.{table} WHERE {NUMBER} <> $1 ORDER BY id LIMIT $2 FOR NO KEY UPDATE");
    let rows: Vec<Wrapped> = diesel::sql_query(sql).bind::<Binary, _>(newest).bind::<BigInt, _>(BATCH).load(conn)?;
    for row in &rows {
        let key = keyring.unwrap(row.id, &row.wrapped_key).map_err(|problem| anyhow!("{table} {}: {problem}", row.id))?;
        diesel::sql_query(format!("UPDATE public.{table} SET wrapped_key = $2 WHERE id = $1"))
            .bind::<diesel::sql_types::Uuid, _>(row.id)
            .bind::<Binary, _>(keyring.wrap(row.id, &key))
            .execute(conn)?;
        match table {
            "cases" => index_case(conn, keyring, row.id, &key)?,
            "notifications" => index_notification(conn, keyring, row.id, &key)?,
            _ => {}
        }
    }
    Ok(rows.len())
}
