//! The API refuses to start with a role that could read past row-level security.

use crate::support::database::{APP_ROLE, Database, OWNER_ROLE, admin_url, connect, url_of};
use diesel::connection::SimpleConnection;
use opencdr::platform::db_roles::refuse_powerful_role;

/// A role of this test alone, dropped afterwards.
struct Role(String);

impl Role {
    fn new(name: &str, powers: &str) -> Self {
        let name = format!("opencdr_it_{name}_{}", std::process::id());
        connect(&admin_url())
            .batch_execute(&format!(
                "DROP ROLE IF EXISTS {name}; CREATE ROLE {name} LOGIN PASSWORD '{}' {powers}",
                crate::support::database::PASSWORD_OF_ROLES
            ))
            .expect("a role");
        Self(name)
    }
}

impl Drop for Role {
    fn drop(&mut self) {
        let _ = connect(&admin_url()).batch_execute(&format!("DROP ROLE IF EXISTS {}", self.0));
    }
}

#[test]
fn the_role_of_the_api_may_serve() {
    let database = Database::new();
    refuse_powerful_role(&database.app_url()).expect("it may serve");
}

#[test]
fn a_superuser_the_owner_a_member_of_the_owner_and_one_that_bypasses_security_may_not() {
    let database = Database::new();
    let name = database.admin_url().rsplit('/').next().expect("a name").split('?').next().expect("a name").to_owned();
    let bypassing = Role::new("bypass", "BYPASSRLS");
    let member = Role::new("member", &format!("IN ROLE {OWNER_ROLE}"));
    for (url, wanted) in [
        (database.admin_url(), "superuser"),
        (database.owner_url(), "owns tables"),
        (url_of(&bypassing.0, &name), "bypass row-level security"),
        (url_of(&member.0, &name), "member of their owner"),
    ] {
        let error = refuse_powerful_role(&url).expect_err("it is refused").to_string();
        assert!(error.contains(wanted) && error.contains("prepare-database"), "{error}");
    }
}

#[test]
fn the_role_of_the_api_cannot_change_the_schema_or_the_counters_or_people() {
    let database = Database::new();
    let mut conn = connect(&database.app_url());
    for sql in [
        "CREATE TABLE mine (id integer)",
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "DROP POLICY area ON cases",
        "DELETE FROM cases",
        "DELETE FROM notifications",
        "UPDATE case_counts SET n = 0",
        "INSERT INTO notification_counts SELECT id, 'received', 0, 5 FROM areas",
        "UPDATE users SET email = 'x@kent.example'",
        "UPDATE users SET disabled_at = NULL",
        "INSERT INTO memberships SELECT gen_random_uuid(), id, 'manager', NULL, NULL, now(), NULL FROM users",
        "UPDATE areas SET code = 'X'",
        "DELETE FROM postcodes",
        "UPDATE audit_entries SET action = 'x'",
        "SELECT set_config('session_replication_role', 'replica', true)",
        "SET ROLE postgres",
    ] {
        let error = conn.batch_execute(sql).expect_err(sql).to_string();
        assert!(error.contains("permission denied") || error.contains("must be owner") || error.contains("row-level security"), "{sql}: {error}");
    }
    assert_eq!(database.count(&format!("pg_roles WHERE rolname = '{APP_ROLE}' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)")), 0);
}
