//! A database of one test's own, copied from the template and dropped at its end, also when the test panics.

use super::template;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Jsonb, Text};
use serde_json::Value;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard};
use url::Url;

/// Owns the tables.
pub const OWNER_ROLE: &str = "opencdr_it_owner";
/// Serves and works.
pub const APP_ROLE: &str = "opencdr_it_app";
/// The password of both.
pub const PASSWORD_OF_ROLES: &str = "only-for-tests";

static NEXT: AtomicU32 = AtomicU32::new(0);

/// The connection of a superuser.
pub fn admin_url() -> String {
    std::env::var("TEST_ADMIN_DATABASE_URL")
        .expect("TEST_ADMIN_DATABASE_URL is not set: run the tests with `make test`, or through api/scripts/test-database.sh")
}

/// The connection of a role to a database of the test server.
pub fn url_of(role: &str, database: &str) -> String {
    let mut url = Url::parse(&admin_url()).expect("TEST_ADMIN_DATABASE_URL is an address");
    url.set_username(role).expect("a role");
    url.set_password(Some(PASSWORD_OF_ROLES)).expect("a password");
    url.set_path(database);
    url.to_string()
}

/// The superuser's connection to a database.
pub fn admin_url_of(database: &str) -> String {
    let mut url = Url::parse(&admin_url()).expect("TEST_ADMIN_DATABASE_URL is an address");
    url.set_path(database);
    url.to_string()
}

/// Connects.
pub fn connect(url: &str) -> PgConnection {
    let mut conn = PgConnection::establish(url).expect("the test server answers");
    conn.batch_execute("SET client_min_messages = warning").expect("a setting");
    conn
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Jsonb)]
    row: Value,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Runs a query and returns its rows as objects.
pub fn rows(conn: &mut PgConnection, query: &str) -> Vec<Value> {
    let wrapped = format!("SELECT to_jsonb(x) AS row FROM ({query}) x");
    diesel::sql_query(&wrapped).load::<Row>(conn).unwrap_or_else(|e| panic!("{query}: {e}")).into_iter().map(|r| r.row).collect()
}

/// Whether there is a database of this name.
pub fn exists(admin: &mut PgConnection, name: &str) -> bool {
    !rows(admin, &format!("SELECT 1 AS one FROM pg_database WHERE datname = '{name}'")).is_empty()
}

/// Drops databases of test processes that were killed before they could tidy up.
pub fn drop_left_behind(admin: &mut PgConnection) {
    let names: Vec<Name> =
        diesel::sql_query("SELECT datname::text AS name FROM pg_database WHERE datname LIKE 'opencdr\\_it\\_%'").load(admin).expect("names");
    for Name { name } in names {
        let process = name.split('_').nth(2).unwrap_or_default();
        if !std::path::Path::new("/proc").join(process).exists() {
            let _ = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// A database and the owner's connection to it.
pub struct Database {
    name: String,
    owner: Mutex<Option<PgConnection>>,
}

impl Database {
    /// Copies the template.
    pub fn new() -> Self {
        let template = template::ready();
        Self::make(&format!("TEMPLATE {template}"))
    }

    /// A database with nothing in it.
    pub fn empty() -> Self {
        template::ready();
        Self::make("TEMPLATE template0")
    }

    /// A copy of this database as it stands.
    pub fn copy(&self) -> Self {
        let mut admin = connect(&admin_url());
        // Copying needs the original to itself; connections are opened again when they are next used.
        *self.owner() = None;
        admin
            .batch_execute(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'", self.name))
            .expect("connections are closed");
        let copy = Self::make(&format!("TEMPLATE {}", self.name));
        *self.owner() = Some(connect(&self.owner_url()));
        copy
    }

    fn make(from: &str) -> Self {
        let name = format!("opencdr_it_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut admin = connect(&admin_url());
        // Copying whole files brings the catalogue's cache along; without it every first connection would build it anew.
        admin.batch_execute(&format!("CREATE DATABASE {name} {from} STRATEGY FILE_COPY OWNER {OWNER_ROLE}")).expect("a database of the test's own");
        let owner = connect(&url_of(OWNER_ROLE, &name));
        Self { name, owner: Mutex::new(Some(owner)) }
    }

    /// The connection of the API's role.
    pub fn app_url(&self) -> String {
        url_of(APP_ROLE, &self.name)
    }

    /// The connection of the owner.
    pub fn owner_url(&self) -> String {
        url_of(OWNER_ROLE, &self.name)
    }

    /// The connection of a superuser.
    pub fn admin_url(&self) -> String {
        admin_url_of(&self.name)
    }

    fn owner(&self) -> MutexGuard<'_, Option<PgConnection>> {
        self.owner.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Rows as the owner sees them.
    pub fn rows(&self, query: &str) -> Vec<Value> {
        rows(self.owner().as_mut().expect("the connection is open"), query)
    }

    /// The only value of the only row.
    pub fn value(&self, query: &str) -> Value {
        let rows = self.rows(query);
        assert_eq!(rows.len(), 1, "one row from {query}");
        rows[0].as_object().and_then(|row| row.values().next().cloned()).expect("a column")
    }

    /// How many rows a table has, with an optional condition: `"cases"`, `"jobs WHERE done_at IS NULL"`.
    pub fn count(&self, table: &str) -> i64 {
        self.value(&format!("SELECT count(*) FROM {table}")).as_i64().expect("a count")
    }

    /// Runs statements as the owner.
    pub fn run(&self, sql: &str) {
        self.try_run(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
    }

    /// Runs statements as the owner, and says why they were refused.
    pub fn try_run(&self, sql: &str) -> Result<(), String> {
        self.owner().as_mut().expect("the connection is open").batch_execute(sql).map_err(|e| e.to_string())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        *self.owner() = None;
        if let Ok(mut admin) = PgConnection::establish(&admin_url()) {
            let _ = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}
