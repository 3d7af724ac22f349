//! `opencdr case give-access`: the way out when the last manager who saw a restricted case has left.
//!
//! In the web application the last manager cannot give their access up, but an account can be closed or change its role. Then
//! nobody could give the case back to anyone. This command does, to a manager of its area, and to nobody while one is left.

use super::service::roles_with;
use super::store::list_members;
use super::store_operator::{self as store, Restricted};
use crate::case::events::CaseEvent;
use crate::case::store_operator::note_by_operator;
use crate::platform::clock::Clock;
use crate::platform::config;
use crate::platform::ids;
use crate::platform::keyring::Keyring;
use crate::platform::tx::record_by_operator;
use anyhow::{Context, Result, anyhow, bail};
use chrono::{DateTime, Utc};
use clap::Subcommand;
use diesel::prelude::*;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::permission::Permission;
use uuid::Uuid;

/// What can be done about a case.
#[derive(Subcommand)]
pub enum CaseCommand {
    /// Let a manager see a restricted case that no manager sees any more. Refused while one does.
    GiveAccess {
        /// Reference of the case, for example KENT/2026/0042.
        reference: String,
        /// E-mail address of the manager's account.
        email: String,
    },
}

/// Does it. Returns what to print.
///
/// # Errors
/// Says what is wrong and what to do; nothing is changed then.
pub fn run(owner_url: &str, command: &CaseCommand, clock: &Clock) -> Result<String> {
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    let keyring = Keyring::open(&config::data_keys_file())?;
    let CaseCommand::GiveAccess { reference, email } = command;
    conn.transaction(|conn| give_access(conn, &keyring, reference, email, clock.now()))
}

fn give_access(conn: &mut PgConnection, keyring: &Keyring, reference: &str, email: &str, now: DateTime<Utc>) -> Result<String> {
    let cases = store::list_restricted(conn, reference)?;
    if cases.is_empty() {
        bail!("there is no restricted case {reference}; of a case that continues as another, give the reference of that one");
    }
    let ids: Vec<_> = cases.iter().map(|case| case.id).collect();
    let hidden = store::list_interested(conn, &ids)?;
    let mut managers = list_members(conn, cases[0].area_id, &roles_with(Permission::RestrictCase), now)?;
    managers.retain(|(id, ..)| !hidden.contains(id));
    let holders = store::list_holders(conn, &ids)?;
    let sees = |case: &Restricted, user: Uuid| holders.contains(&(case.id, user));
    // Of cases that are one, each may be restricted to other people.
    let lost: Vec<&Restricted> = cases.iter().filter(|case| !managers.iter().any(|(id, ..)| sees(case, *id))).collect();
    if lost.is_empty() {
        let seeing = managers.iter().filter(|(id, ..)| cases.iter().any(|case| sees(case, *id)));
        let names: Vec<String> = seeing.map(|(_, name, email)| format!("{name} ({email})")).collect();
        bail!("a manager sees {reference} and can give others access on its page “Who may see it”: {}", names.join(", "));
    }
    let (manager, name, email) = managers
        .iter()
        .find(|(.., address)| address.eq_ignore_ascii_case(email.trim()))
        .ok_or_else(|| anyhow!("{email} is no manager of the area of {reference}, or has an interest in it. See: opencdr user add --help"))?;
    for case in lost {
        let grant = ids::new_id();
        store::insert_grant(conn, grant, case, *manager, now)?;
        let key = keyring.unwrap(case.id, &case.wrapped_key).map_err(|problem| anyhow!("case {reference}: {problem}"))?;
        let event = CaseEvent::AccessGiven { user: *manager, colleague: name.clone() };
        note_by_operator(conn, &key, (case.id, case.area_id), &event, now).map_err(|problem| anyhow!("case {reference}: {problem}"))?;
        record_by_operator(conn, (Action::GiveGrant, ObjectKind::CaseGrant), Some(grant), Some(case.area_id), now)?;
    }
    Ok(format!("{name} ({email}) sees {reference} from now on, and can give others access. Its timeline says so."))
}
