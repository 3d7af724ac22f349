//! The role the API and the worker run as: what it must not be able to do, and row-level security itself.

use anyhow::{Context, Result, bail};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Nullable, Text};
use url::Url;

/// Every table with row-level security; `src/sql/policies.sql` turns it on for the same ones.
pub const GUARDED: [&str; 40] = [
    "audit_entries",
    "audit_seals",
    "case_counts",
    "case_deadlines",
    "case_document_versions",
    "case_documents",
    "case_entries",
    "case_events",
    "case_grants",
    "case_interests",
    "case_joint_agency_responses",
    "case_links",
    "case_merges",
    "case_name_keys",
    "case_notes",
    "case_people",
    "case_processes",
    "case_professionals",
    "case_record_versions",
    "case_reference_counters",
    "case_stillbirth_proofs",
    "cases",
    "composite_choices",
    "composite_joins",
    "duplicate_answers",
    "glass_breaks",
    "idempotency_keys",
    "jobs",
    "notification_counts",
    "notification_drafts",
    "notification_links",
    "notifications",
    "request_answers",
    "request_clarifications",
    "request_invitations",
    "request_submissions",
    "request_visits",
    "requests",
    "scope_answers",
    "transfers",
];

/// What the role of a connection may do.
#[derive(QueryableByName)]
pub(super) struct Powers {
    /// Its name.
    #[diesel(sql_type = Text)]
    pub role: String,
    /// Whether nothing binds it.
    #[diesel(sql_type = Bool)]
    pub superuser: bool,
    #[diesel(sql_type = Bool)]
    bypass: bool,
    /// Whether it may make roles.
    #[diesel(sql_type = Bool)]
    pub create_role: bool,
    /// Whether it may make databases.
    #[diesel(sql_type = Bool)]
    pub create_db: bool,
    #[diesel(sql_type = Bool)]
    owns: bool,
    #[diesel(sql_type = Bool)]
    creates: bool,
    #[diesel(sql_type = Nullable<Text>)]
    becomes: Option<String>,
}

/// Membership counts with and without inheritance: either way `SET ROLE` gives what the other role may do.
const POWERS: &str = "SELECT current_user::text AS role, rolsuper AS superuser, rolbypassrls AS bypass, rolcreaterole AS create_role,
    rolcreatedb AS create_db,
    EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND pg_has_role(c.relowner, 'member')) AS owns,
    has_schema_privilege('public', 'CREATE') AS creates,
    (SELECT min(r.rolname::text) FROM pg_roles r
      WHERE r.rolname <> current_user AND pg_has_role(r.oid, 'member')
        AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole
             OR r.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'))) AS becomes
    FROM pg_roles WHERE rolname = current_user";

/// Asks what the role of a connection may do.
pub(super) fn powers(conn: &mut PgConnection) -> Result<Powers> {
    diesel::sql_query(POWERS).get_result(conn).context("cannot read the role's powers")
}

/// What a role may do that the API's must not, in words.
fn excess(powers: &Powers) -> Option<String> {
    if powers.superuser {
        return Some("is a superuser".into());
    }
    if powers.bypass {
        return Some("may bypass row-level security".into());
    }
    if powers.create_role {
        return Some("may create roles and so make itself a member of the tables' owner (CREATEROLE)".into());
    }
    if powers.owns {
        return Some("owns tables (or is a member of their owner)".into());
    }
    if let Some(other) = &powers.becomes {
        return Some(format!(
            "is a member of “{other}”, which is a superuser, may bypass row-level security, create roles or reach the server's files"
        ));
    }
    powers.creates.then(|| "may create functions in the schema public, which others would then run".into())
}

/// Refuses to serve where row-level security would not bind the API: because of its role, or because it is off.
///
/// # Errors
/// Says what is wrong and how to mend it.
pub fn refuse_unguarded(database_url: &str) -> Result<()> {
    let mut conn = PgConnection::establish(database_url).context("cannot reach the database named by DATABASE_URL")?;
    let powers = powers(&mut conn)?;
    if let Some(excess) = excess(&powers) {
        bail!(
            "the role “{}” of DATABASE_URL {excess}, so it could see every area's cases. The API runs only as a role that cannot: \
             `opencdr prepare-database` makes one.",
            powers.role
        );
    }
    let open = unguarded(&mut conn)?;
    if !open.is_empty() {
        bail!(
            "row-level security is off, or is not forced, on {}: every area's records could be seen. `opencdr migrate` turns it on again.",
            open.join(", ")
        );
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The tables on which row-level security should be enabled and forced, and is not. One that is not there yet needs none.
fn unguarded(conn: &mut PgConnection) -> Result<Vec<String>> {
    let tables: Vec<Table> = diesel::sql_query(
        "SELECT relname::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND relname = ANY ($1) AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1",
    )
    .bind::<Array<Text>, _>(GUARDED.to_vec())
    .load(conn)
    .context("cannot read which tables have row-level security")?;
    Ok(tables.into_iter().map(|table| table.name).collect())
}

/// The name of the role in a connection string.
pub fn role_of(database_url: &str) -> Result<String> {
    let url = Url::parse(database_url).context("DATABASE_URL must look like postgres://role:password@host/database")?;
    let from_query = url.query_pairs().find(|(k, _)| k == "user").map(|(_, v)| v.into_owned());
    let name = if url.username().is_empty() { from_query.unwrap_or_default() } else { url.username().to_owned() };
    if name.is_empty() {
        bail!("the connection string names no role; write postgres://ROLE:password@host/database");
    }
    Ok(percent_decode(&name))
}

/// Text of an address as it is meant.
pub(super) fn percent_decode(text: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes()).next().map_or_else(|| text.to_owned(), |(_, v)| v.into_owned())
}

/// A name as an identifier of SQL.
pub(super) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What `opencdr doctor` asks of the database.
pub fn examine(database_url: &str, owner_url: Option<&str>) -> Vec<(&'static str, Result<String>)> {
    let api = refuse_unguarded(database_url).map(|()| "reachable, and bound by row-level security".to_owned());
    let schema = match owner_url {
        None => Ok("DATABASE_OWNER_URL is not set here; migrations run elsewhere".to_owned()),
        Some(url) => PgConnection::establish(url).context("cannot connect with DATABASE_OWNER_URL").and_then(|mut conn| {
            if super::migrate::is_behind(&mut conn)? {
                bail!("the schema is older than this version: run `opencdr migrate`")
            } else {
                Ok("up to date".to_owned())
            }
        }),
    };
    vec![("Database role", api), ("Database schema", schema)]
}
