//! Bringing a database to the schema of this version.

use anyhow::{Context, Result, anyhow};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

/// Every migration, built in.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");
const FUNCTIONS: &str = include_str!("../sql/functions.sql");
const POLICIES: &str = include_str!("../sql/policies.sql");
const GRANTS: &str = include_str!("../sql/grants.sql");

/// Applies what is missing and re-applies functions, policies and grants. Returns how many migrations ran.
///
/// # Errors
/// When the owner's connection fails, or a migration does.
pub fn migrate(owner_url: &str, app_role: &str) -> Result<usize> {
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    // Two processes starting together wait for each other.
    conn.batch_execute("SELECT pg_advisory_lock(7305160001); SET lock_timeout = '10s'; SET client_min_messages = warning")?;
    let ran = conn.run_pending_migrations(MIGRATIONS).map_err(|e| anyhow!("a migration failed: {e}"))?.len();
    reapply(&mut conn, app_role)?;
    conn.batch_execute("SELECT pg_advisory_unlock(7305160001)")?;
    Ok(ran)
}

/// Re-applies the replaceable part: functions, policies, grants.
fn reapply(conn: &mut PgConnection, app_role: &str) -> Result<()> {
    let quoted = format!("\"{}\"", app_role.replace('"', "\"\""));
    conn.transaction(|conn| {
        for sql in [FUNCTIONS, POLICIES, GRANTS] {
            conn.batch_execute(&sql.replace("{app}", &quoted))?;
        }
        Ok::<_, diesel::result::Error>(())
    })
    .context("functions, policies or grants could not be applied")
}

/// Whether this database lacks a migration of this version.
pub fn is_behind(conn: &mut PgConnection) -> Result<bool> {
    conn.has_pending_migration(MIGRATIONS).map_err(|e| anyhow!("cannot read the schema version: {e}"))
}
