//! `opencdr user add | disable | reset-second-factor`: accounts are looked after at the command line.

use super::password;
use crate::platform::clock::Clock;
use crate::platform::ids;
use crate::platform::tx::record_by_operator;
use crate::schema::{areas, memberships, organisations, recovery_codes, sessions, users};
use anyhow::{Context, Result, anyhow, bail};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use diesel::prelude::*;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::password as rule;
use opencdr_domain::identity::role::Role;
use std::io::{BufRead, IsTerminal};
use uuid::Uuid;

/// What to do with accounts.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Make an account, or give another role to one that stands. The password is read from standard input.
    Add(AddUser),
    /// Close an account and end its sessions at once.
    Disable {
        /// Sign-in name.
        email: String,
    },
    /// Take a lost second factor off an account and end its sessions; its owner sets up a new one at the next sign-in.
    ResetSecondFactor {
        /// Sign-in name.
        email: String,
    },
}

/// A new account or role.
#[derive(Args)]
pub struct AddUser {
    /// Sign-in name.
    email: String,
    /// Name shown to colleagues.
    #[arg(long)]
    name: String,
    /// coordinator, manager, designated_doctor, agency_contributor, panel_member, chair, national_analyst, system_administrator or auditor.
    #[arg(long)]
    role: String,
    /// Code of the area the role is held in, for example KENT.
    #[arg(long)]
    area: Option<String>,
    /// Name of the organisation; made if there is none of that name.
    #[arg(long)]
    organisation: Option<String>,
    /// Agency type of a new organisation.
    #[arg(long, default_value = "other")]
    organisation_kind: String,
}

/// Runs a command as the owner of the tables, with its audit entry in the same transaction. Returns what to print.
///
/// # Errors
/// Says what is wrong and what to do; nothing is changed then.
pub fn run(owner_url: &str, command: &UserCommand, clock: &Clock) -> Result<String> {
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    let now = clock.now();
    match command {
        UserCommand::Add(wanted) => {
            let secret = new_password(&mut conn, &wanted.email)?;
            conn.transaction(|conn| add(conn, wanted, secret, now))
        }
        UserCommand::Disable { email } => conn.transaction(|conn| {
            let user = find(conn, email)?;
            diesel::update(users::table.find(user)).set(users::disabled_at.eq(now)).execute(conn)?;
            end_sessions(conn, user, now)?;
            record_by_operator(conn, (Action::DisableUser, ObjectKind::User), Some(user), None, now)?;
            Ok(format!("{email} is closed; its sessions have ended."))
        }),
        UserCommand::ResetSecondFactor { email } => conn.transaction(|conn| {
            let user = find(conn, email)?;
            diesel::update(users::table.find(user))
                .set((users::totp_secret.eq(None::<Vec<u8>>), users::totp_pending_secret.eq(None::<Vec<u8>>), users::totp_last_step.eq(None::<i64>)))
                .execute(conn)?;
            diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user))).execute(conn)?;
            end_sessions(conn, user, now)?;
            record_by_operator(conn, (Action::ResetSecondFactor, ObjectKind::User), Some(user), None, now)?;
            Ok(format!("The second factor of {email} is gone; a new one has to be set up at the next sign-in."))
        }),
    }
}

fn find(conn: &mut PgConnection, email: &str) -> Result<Uuid> {
    users::table
        .filter(users::email.eq(email.trim().to_lowercase()))
        .select(users::id)
        .first(conn)
        .optional()?
        .ok_or_else(|| anyhow!("there is no account with the e-mail {email}"))
}

fn end_sessions(conn: &mut PgConnection, user: Uuid, now: DateTime<Utc>) -> Result<()> {
    diesel::update(sessions::table.filter(sessions::user_id.eq(user).and(sessions::revoked_at.is_null())))
        .set(sessions::revoked_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Asks for the password of a new account; an account that stands keeps its own.
fn new_password(conn: &mut PgConnection, email: &str) -> Result<Option<String>> {
    if find(conn, email).is_ok() {
        return Ok(None);
    }
    let input = std::io::stdin();
    if input.is_terminal() {
        eprintln!("Password for {email} (at least 12 characters; three random words are a good choice):");
    }
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    let secret = line.trim_end_matches(['\n', '\r']);
    rule::check(secret, email).map_err(|refusal| anyhow!("{}", refusal.message()))?;
    password::hash(secret).map(Some).map_err(|_| anyhow!("the password could not be hashed"))
}

fn add(conn: &mut PgConnection, wanted: &AddUser, secret: Option<String>, now: DateTime<Utc>) -> Result<String> {
    let role = Role::from_code(&wanted.role).ok_or_else(|| {
        let codes: Vec<&str> = Role::ALL.into_iter().map(Role::code).collect();
        anyhow!("there is no role “{}”; the roles are {}", wanted.role, codes.join(", "))
    })?;
    let area: Option<Uuid> = match &wanted.area {
        None => None,
        Some(code) => Some(
            areas::table
                .filter(areas::code.eq(code))
                .select(areas::id)
                .first(conn)
                .optional()?
                .ok_or_else(|| anyhow!("there is no area with the code {code}"))?,
        ),
    };
    let organisation = wanted.organisation.as_deref().map(|name| organisation(conn, name, &wanted.organisation_kind)).transpose()?;
    let email = wanted.email.trim().to_lowercase();
    let user = match secret {
        None => find(conn, &email)?,
        Some(hash) => {
            let id = ids::new_id();
            diesel::insert_into(users::table)
                .values((
                    users::id.eq(id),
                    users::email.eq(&email),
                    users::name.eq(&wanted.name),
                    users::password_hash.eq(hash),
                    users::created_at.eq(now),
                ))
                .execute(conn)
                .context("the account could not be made")?;
            id
        }
    };
    diesel::insert_into(memberships::table)
        .values((
            memberships::id.eq(ids::new_id()),
            memberships::user_id.eq(user),
            memberships::role.eq(role.code()),
            memberships::area_id.eq(area),
            memberships::organisation_id.eq(organisation),
            memberships::valid_from.eq(now),
        ))
        .execute(conn)
        .map_err(|error| match crate::platform::problem::constraint_of(&error) {
            Some("memberships_scope") => anyhow!("the role {} needs --area CODE, or --organisation NAME for an agency", role.code()),
            _ => anyhow!("the role could not be given"),
        })?;
    record_by_operator(conn, (Action::AddUser, ObjectKind::User), Some(user), None, now)?;
    Ok(format!("{email} is a {} now.", role.label().to_lowercase()))
}

fn organisation(conn: &mut PgConnection, name: &str, kind: &str) -> Result<Uuid> {
    if name.trim().is_empty() {
        bail!("--organisation needs a name");
    }
    let standing = organisations::table.filter(organisations::name.eq(name)).select(organisations::id).first(conn).optional()?;
    match standing {
        Some(id) => Ok(id),
        None => {
            let id = ids::new_id();
            diesel::insert_into(organisations::table)
                .values((organisations::id.eq(id), organisations::name.eq(name), organisations::kind.eq(kind)))
                .execute(conn)?;
            Ok(id)
        }
    }
}
