//! The roles of the database: what they must not be able to do, and how to make them.

use super::config::Settings;
use anyhow::{Context, Result, bail};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use url::Url;

#[derive(QueryableByName)]
struct Powers {
    #[diesel(sql_type = Text)]
    role: String,
    #[diesel(sql_type = Bool)]
    superuser: bool,
    #[diesel(sql_type = Bool)]
    bypass: bool,
    #[diesel(sql_type = Bool)]
    create_role: bool,
    #[diesel(sql_type = Bool)]
    owns: bool,
}

const POWERS: &str = "SELECT current_user::text AS role, rolsuper AS superuser, rolbypassrls AS bypass, rolcreaterole AS create_role,
    EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND pg_has_role(c.relowner, 'member')) AS owns
    FROM pg_roles WHERE rolname = current_user";

fn powers(conn: &mut PgConnection) -> Result<Powers> {
    diesel::sql_query(POWERS).get_result(conn).context("cannot read the role's powers")
}

/// Refuses to serve with a role that could read past row-level security.
///
/// # Errors
/// Says which power is too much and how to make the right role.
pub fn refuse_powerful_role(database_url: &str) -> Result<()> {
    let mut conn = PgConnection::establish(database_url).context("cannot reach the database named by DATABASE_URL")?;
    let p = powers(&mut conn)?;
    let excess = match (p.superuser, p.bypass, p.owns) {
        (true, _, _) => "is a superuser",
        (_, true, _) => "may bypass row-level security",
        (_, _, true) => "owns tables (or is a member of their owner)",
        (false, false, false) => return Ok(()),
    };
    bail!(
        "the role “{}” of DATABASE_URL {excess}, so it could see every area's cases. The API runs only as a role that cannot: \
         `opencdr prepare-database` makes one.",
        p.role
    )
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

fn percent_decode(text: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes()).next().map_or_else(|| text.to_owned(), |(_, v)| v.into_owned())
}

/// Makes the owner's and the API's roles on a server you administer, and writes their connections to `database.env`.
///
/// # Errors
/// When `admin_url` may not create roles.
pub fn prepare(admin_url: &str, env_file: &Path) -> Result<()> {
    let mut conn = PgConnection::establish(admin_url).context("cannot connect with DATABASE_URL")?;
    let p = powers(&mut conn)?;
    if !p.superuser && !p.create_role {
        bail!(
            "the role “{}” may neither create roles nor is it a superuser. Give DATABASE_URL of an administrator once, or make the \
             two roles yourself and set DATABASE_OWNER_URL (owns the database) and DATABASE_URL (owns nothing).",
            p.role
        );
    }
    let url = Url::parse(admin_url)?;
    // Roles belong to the whole server, so their names carry the database's.
    let database = url.path().trim_start_matches('/').to_owned();
    let (owner, app) = (format!("{database}_owner"), format!("{database}_app"));
    let (owner_password, app_password) = (hex::encode(super::ids::random::<24>()), hex::encode(super::ids::random::<24>()));
    conn.transaction::<_, anyhow::Error, _>(|conn| {
        for (role, password) in [(&owner, &owner_password), (&app, &app_password)] {
            conn.batch_execute(&format!(
                "DO $$ BEGIN CREATE ROLE {r}; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                 ALTER ROLE {r} LOGIN NOCREATEDB NOCREATEROLE PASSWORD '{password}';",
                r = quote(role)
            ))?;
            if p.superuser {
                conn.batch_execute(&format!("ALTER ROLE {} NOSUPERUSER NOBYPASSRLS", quote(role)))?;
            }
        }
        conn.batch_execute(&format!(
            "GRANT {o} TO CURRENT_USER; GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {d} TO {o}; GRANT CONNECT ON DATABASE {d} TO {a};
             GRANT ALL ON SCHEMA public TO {o}; REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
            o = quote(&owner),
            a = quote(&app),
            d = quote(&database)
        ))?;
        Ok(())
    })
    .context("the roles could not be made")?;
    let with = |role: &str, password: &str| -> Result<String> {
        let mut url = url.clone();
        url.set_username(role).ok().context("DATABASE_URL cannot carry a role")?;
        url.set_password(Some(password)).ok().context("DATABASE_URL cannot carry a password")?;
        Ok(url.to_string())
    };
    if let Some(parent) = env_file.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(env_file)?;
    writeln!(file, "DATABASE_URL='{}'\nDATABASE_OWNER_URL='{}'", with(&app, &app_password)?, with(&owner, &owner_password)?)?;
    Ok(())
}

fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What `opencdr doctor` asks of the database.
pub fn examine(settings: &Settings) -> Vec<(String, Result<String>)> {
    let api = refuse_powerful_role(&settings.database_url).map(|()| "reachable, and cannot bypass row-level security".to_owned());
    let schema = match &settings.owner_url {
        None => Ok("DATABASE_OWNER_URL is not set here; migrations run elsewhere".to_owned()),
        Some(url) => PgConnection::establish(url).context("cannot connect with DATABASE_OWNER_URL").and_then(|mut conn| {
            if super::migrate::is_behind(&mut conn)? {
                bail!("the schema is older than this version: run `opencdr migrate`")
            } else {
                Ok("up to date".to_owned())
            }
        }),
    };
    vec![("Database role".into(), api), ("Database schema".into(), schema)]
}
