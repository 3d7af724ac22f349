//! `opencdr client add | list | disable`: systems of organisations are looked after at the command line.

use super::key::PublicKey;
use super::service::ENDPOINT;
use crate::platform::clock::Clock;
use crate::platform::ids;
use crate::platform::tx::record_by_operator;
use crate::schema::{machine_clients as clients, organisations};
use anyhow::{Context, Result, anyhow, bail};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use diesel::prelude::*;
use opencdr_domain::audit::event::{Action, ObjectKind};
use std::path::PathBuf;
use uuid::Uuid;

/// What to do with the systems of organisations.
#[derive(Subcommand)]
pub enum ClientCommand {
    /// Let a system of an organisation sign in with its own key, and print the identifier it signs in with.
    Add(AddClient),
    /// List every system, also those that are disabled.
    List,
    /// Shut a system out at once, also with a token it holds.
    Disable {
        /// Identifier of the system.
        id: Uuid,
    },
}

/// A new system.
#[derive(Args)]
pub struct AddClient {
    /// Name of the organisation whose requests it answers, as the panel’s office writes it.
    #[arg(long)]
    organisation: String,
    /// What the system is called; the office reads it as who answered. For example "Hospital EPR".
    #[arg(long)]
    name: String,
    /// Its public key in PEM: P-256 (signs with ES256), Ed25519 (EdDSA), or RSA of at least 2,048 bits (RS512).
    #[arg(long, value_name = "FILE.pem")]
    public_key: PathBuf,
}

/// Runs a command as the owner of the tables, with its audit entry in the same transaction. Returns what to print.
///
/// # Errors
/// Says what is wrong and what to do; nothing is changed then.
pub fn run(owner_url: &str, command: &ClientCommand, clock: &Clock) -> Result<String> {
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    let now = clock.now();
    match command {
        ClientCommand::Add(wanted) => conn.transaction(|conn| add(conn, wanted, now)),
        ClientCommand::List => list(&mut conn),
        ClientCommand::Disable { id } => conn.transaction(|conn| disable(conn, *id, now)),
    }
}

fn add(conn: &mut PgConnection, wanted: &AddClient, now: DateTime<Utc>) -> Result<String> {
    let name = wanted.name.trim();
    if !(1..=200).contains(&name.chars().count()) {
        bail!("--name must have 1 to 200 characters");
    }
    let file = wanted.public_key.display();
    let pem = std::fs::read_to_string(&wanted.public_key).with_context(|| format!("cannot read {file}"))?;
    if pem.contains("PRIVATE KEY") {
        bail!("{file} is a private key, which stays with the system. Take its public part: openssl pkey -in {file} -pubout -out public.pem");
    }
    let key = PublicKey::read(&pem).ok_or_else(|| {
        anyhow!("{file} is not a public key that systems sign in with: P-256, Ed25519, or RSA of at least 2,048 bits, in PEM (“BEGIN PUBLIC KEY”)")
    })?;
    let organisation: Uuid =
        organisations::table.filter(organisations::name.eq(wanted.organisation.trim())).select(organisations::id).first(conn).optional()?.ok_or_else(
            || {
                anyhow!(
                    "there is no organisation “{}”; one is made when a panel first asks it, or with its first account (opencdr user add … --organisation NAME)",
                    wanted.organisation
                )
            },
        )?;
    let id = ids::new_id();
    diesel::insert_into(clients::table)
        .values((
            clients::id.eq(id),
            clients::organisation_id.eq(organisation),
            clients::name.eq(name),
            clients::public_key.eq(pem.trim()),
            clients::created_at.eq(now),
        ))
        .execute(conn)
        .context("the system could not be added")?;
    record_by_operator(conn, (Action::AddMachine, ObjectKind::Machine), Some(id), None, now)?;
    Ok(format!(
        "{name} answers for {} now. It signs in with client id {id} and {}, for the audience PUBLIC_URL{ENDPOINT}.",
        wanted.organisation.trim(),
        key.algorithm()
    ))
}

fn list(conn: &mut PgConnection) -> Result<String> {
    type Row = (Uuid, String, String, DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = clients::table
        .inner_join(organisations::table)
        .order((organisations::name, clients::created_at))
        .select((clients::id, organisations::name, clients::name, clients::created_at, clients::disabled_at))
        .load(conn)?;
    if rows.is_empty() {
        return Ok("No system of an organisation signs in here yet.".into());
    }
    let line = |(id, organisation, name, added, disabled): Row| {
        let state = disabled.map_or_else(String::new, |at| format!(", disabled on {}", at.date_naive()));
        format!("{id}  {organisation}: {name}, added on {}{state}", added.date_naive())
    };
    Ok(rows.into_iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn disable(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<String> {
    let standing = clients::table.filter(clients::id.eq(id).and(clients::disabled_at.is_null()));
    let name: Option<String> = diesel::update(standing).set(clients::disabled_at.eq(now)).returning(clients::name).get_result(conn).optional()?;
    let name = name.ok_or_else(|| anyhow!("no system with the identifier {id} may sign in; opencdr client list shows them all"))?;
    record_by_operator(conn, (Action::DisableMachine, ObjectKind::Machine), Some(id), None, now)?;
    Ok(format!("{name} is shut out; what it has answered stays."))
}
