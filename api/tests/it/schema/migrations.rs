//! Migrations go both ways, and can be applied again.

use crate::support::database::{APP_ROLE, Database, connect};
use diesel_migrations::MigrationHarness;
use opencdr::platform::migrate::{MIGRATIONS, is_behind, migrate};
use serde_json::Value;

/// Everything the schema is made of, in words.
fn shape(database: &Database) -> Vec<Value> {
    let parts = [
        "SELECT 'column' AS what, table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, generation_expression, '') AS it
           FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT 'constraint' AS what, conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS it FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "SELECT 'index' AS what, indexdef AS it FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT 'policy' AS what, tablename || ' ' || policyname || ' ' || coalesce(qual, '') || coalesce(with_check, '') AS it FROM pg_policies WHERE schemaname = 'public'",
        "SELECT 'trigger' AS what, tgrelid::regclass || ' ' || tgname AS it FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT 'grant' AS what, table_name || ' ' || privilege_type AS it FROM information_schema.role_table_grants WHERE table_schema = 'public' AND grantee = 'opencdr_it_app'",
        "SELECT 'comment' AS what, objoid::regclass || ' ' || objsubid || ' ' || description AS it FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid::regclass::text !~ '^(pg_|information_schema)'",
    ];
    database.rows(&format!("SELECT * FROM ({}) x ORDER BY 1, 2", parts.join(" UNION ALL ")))
}

#[test]
fn down_takes_back_what_up_made_and_up_can_be_run_again() {
    let database = Database::empty();
    assert!(migrate(&database.owner_url(), APP_ROLE).expect("up") >= 5);
    let first = shape(&database);
    assert!(first.len() > 300);
    let mut conn = connect(&database.owner_url());
    conn.revert_all_migrations(MIGRATIONS).expect("down");
    assert!(is_behind(&mut conn).expect("a version"));
    let left = database.rows("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_\\_diesel%'");
    assert!(left.is_empty(), "down leaves {left:?}");
    migrate(&database.owner_url(), APP_ROLE).expect("up again");
    assert_eq!(shape(&database), first);
    assert!(!is_behind(&mut conn).expect("a version"));
}

#[test]
fn each_migration_goes_down_and_up_by_itself() {
    let database = Database::empty();
    let mut conn = connect(&database.owner_url());
    let tables = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'";
    while conn.has_pending_migration(MIGRATIONS).expect("a version") {
        let before = database.value(tables);
        conn.run_next_migration(MIGRATIONS).expect("up");
        let after = database.value(tables);
        conn.revert_last_migration(MIGRATIONS).expect("down");
        // The first one also makes the table of versions, which stays.
        assert!(before.as_i64().unwrap_or(0).max(1) == database.value(tables).as_i64().unwrap_or(0), "{before} {after}");
        conn.run_next_migration(MIGRATIONS).expect("up again");
        assert_eq!(database.value(tables), after);
    }
}

#[test]
fn migrating_a_database_that_is_up_to_date_changes_nothing() {
    let database = Database::new();
    let before = shape(&database);
    assert_eq!(migrate(&database.owner_url(), APP_ROLE).expect("nothing to do"), 0);
    assert_eq!(shape(&database), before);
}

#[test]
fn two_processes_that_migrate_at_once_wait_for_each_other() {
    let database = Database::empty();
    let url = database.owner_url();
    let ran: Vec<usize> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..3).map(|_| scope.spawn(|| migrate(&url, APP_ROLE).expect("up"))).collect();
        all.into_iter().map(|thread| thread.join().expect("it ends")).collect()
    });
    assert_eq!(ran.iter().filter(|ran| **ran > 0).count(), 1, "{ran:?}");
}
