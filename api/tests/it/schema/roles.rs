//! The API refuses to start with a role that could read past row-level security.

use crate::support::database::{APP_ROLE, Database, OWNER_ROLE, admin_url, connect, url_of};
use diesel::connection::SimpleConnection;
use opencdr::platform::db_roles::{GUARDED, refuse_unguarded, role_of};
use opencdr::platform::migrate::migrate;

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
    refuse_unguarded(&database.app_url()).expect("it may serve");
}

/// The name of a database of the tests.
fn name_of(database: &Database) -> String {
    database.admin_url().rsplit('/').next().expect("a name").split('?').next().expect("a name").to_owned()
}

#[test]
fn a_role_that_could_see_past_row_level_security_may_not() {
    let database = Database::new();
    let name = name_of(&database);
    let bypassing = Role::new("bypass", "BYPASSRLS");
    let maker = Role::new("maker", "CREATEROLE");
    let member = Role::new("member", &format!("IN ROLE {OWNER_ROLE}"));
    // What it is a member of it becomes with SET ROLE, whether or not it inherits.
    let guest = Role::new("guest", &format!("NOINHERIT IN ROLE {OWNER_ROLE}"));
    let friend = Role::new("friend", &format!("NOINHERIT IN ROLE {}", bypassing.0));
    let friend_of_friend = Role::new("friend_of_friend", &format!("IN ROLE {}", friend.0));
    let reader = Role::new("reader", "IN ROLE pg_read_server_files");
    let friend_of_maker = Role::new("friend_of_maker", &format!("IN ROLE {}", maker.0));
    let friend_of_superuser = Role::new("friend_of_superuser", &format!("IN ROLE {}", role_of(&admin_url()).expect("a role")));
    for (url, wanted) in [
        (database.admin_url(), "superuser"),
        (database.owner_url(), "owns tables"),
        (url_of(&bypassing.0, &name), "may bypass row-level security"),
        (url_of(&maker.0, &name), "CREATEROLE"),
        (url_of(&member.0, &name), "member of their owner"),
        (url_of(&guest.0, &name), "member of their owner"),
        (url_of(&friend.0, &name), &bypassing.0),
        (url_of(&friend_of_friend.0, &name), &bypassing.0),
        (url_of(&reader.0, &name), "pg_read_server_files"),
        (url_of(&friend_of_maker.0, &name), &maker.0),
        (url_of(&friend_of_superuser.0, &name), "which is a superuser"),
    ] {
        let error = refuse_unguarded(&url).expect_err("it is refused").to_string();
        assert!(error.contains(wanted) && error.contains("prepare-database"), "{wanted}: {error}");
    }
}

#[test]
fn a_role_that_could_make_functions_others_run_may_not() {
    let database = Database::new();
    connect(&database.admin_url()).batch_execute(&format!("GRANT CREATE ON SCHEMA public TO {APP_ROLE}")).expect("a right too many");
    let error = refuse_unguarded(&database.app_url()).expect_err("it is refused").to_string();
    assert!(error.contains("schema public") && error.contains("prepare-database"), "{error}");
}

#[test]
fn tables_without_row_level_security_are_named_with_the_remedy_which_works() {
    let database = Database::new();
    database.run("ALTER TABLE cases DISABLE ROW LEVEL SECURITY; ALTER TABLE notifications NO FORCE ROW LEVEL SECURITY");
    let error = refuse_unguarded(&database.app_url()).expect_err("it is refused").to_string();
    assert!(error.contains("on cases, notifications:") && error.contains("opencdr migrate"), "{error}");
    migrate(&database.owner_url(), APP_ROLE).expect("it is turned on again");
    refuse_unguarded(&database.app_url()).expect("it may serve");
}

#[test]
fn the_check_at_the_start_knows_every_guarded_table() {
    let guarded = Database::new().rows(
        "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity ORDER BY 1",
    );
    let guarded: Vec<&str> = guarded.iter().map(|row| row["name"].as_str().expect("a name")).collect();
    assert_eq!(guarded, GUARDED, "GUARDED in api/src/platform/db_roles.rs and api/src/sql/policies.sql name the same tables");
}

#[test]
fn the_role_of_the_api_cannot_change_the_schema_or_the_counters_or_people() {
    let database = Database::new();
    let mut conn = connect(&database.app_url());
    for sql in [
        "CREATE TABLE mine (id integer)",
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "DROP POLICY see ON cases",
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
