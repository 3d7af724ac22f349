//! `opencdr prepare-database`, on the server of the tests.

use crate::support::database::{admin_url_of, connect, exists};
use crate::support::folder::Folder;
use diesel::connection::SimpleConnection;
use opencdr::platform::db_prepare::{Names, Prepared, prepare};
use opencdr::platform::db_roles::{refuse_unguarded, role_of};
use opencdr::platform::migrate::migrate;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use url::Url;

/// A database of this test alone, which is not there yet; gone afterwards with its roles.
struct Wanted {
    name: String,
    folder: Folder,
}

impl Wanted {
    fn new(what: &str) -> Self {
        Self { name: format!("opencdr_it_{}_{what}", std::process::id()), folder: Folder::new() }
    }

    /// The administrator's address of the database.
    fn url(&self) -> String {
        admin_url_of(&self.name)
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("data/database.env")
    }

    /// A connection of the file.
    fn written(&self, setting: &str) -> String {
        let text = fs::read_to_string(self.file()).expect("the file was written");
        let line = text.lines().find_map(|line| line.strip_prefix(setting)?.strip_prefix("='")).unwrap_or_else(|| panic!("{setting} in {text}"));
        line.trim_end_matches('\'').to_owned()
    }

    fn prepare(&self) -> Result<Prepared, String> {
        prepare(&self.url(), &self.file()).map_err(|error| format!("{error:#}"))
    }

    #[track_caller]
    fn made(&self) -> Names {
        match self.prepare() {
            Ok(Prepared::Made(names)) => names,
            other => panic!("{other:?}"),
        }
    }
}

impl Drop for Wanted {
    fn drop(&mut self) {
        let mut admin = connect(&admin_url_of("postgres"));
        let _ = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        // By their mark, so that no role of anybody else goes.
        let marked = format!("SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid') = 'OpenCDR, database {}'", self.name);
        for role in crate::support::database::rows(&mut admin, &marked) {
            let _ = admin.batch_execute(&format!("DROP ROLE {}", role["rolname"].as_str().expect("a name")));
        }
    }
}

#[test]
fn a_database_and_its_two_roles_are_made_and_can_be_migrated_and_served_from() {
    let wanted = Wanted::new("prepared");
    let names = wanted.made();
    assert_eq!(names.database, wanted.name);
    let (app, owner) = (wanted.written("DATABASE_URL"), wanted.written("DATABASE_OWNER_URL"));
    assert_eq!((role_of(&app).expect("a role"), role_of(&owner).expect("a role")), (names.app.clone(), names.owner.clone()));
    assert_eq!(fs::metadata(wanted.file()).expect("the file").permissions().mode() & 0o777, 0o600);
    assert!(migrate(&owner, &names.app).expect("the owner may make tables") > 0);
    refuse_unguarded(&app).expect("the API may serve");
}

#[test]
fn a_second_run_leaves_passwords_that_work_alone() {
    let wanted = Wanted::new("kept");
    wanted.made();
    let before = fs::read(wanted.file()).expect("the file");
    assert_eq!(wanted.prepare(), Ok(Prepared::Kept));
    assert_eq!(fs::read(wanted.file()).expect("the file"), before);
}

#[test]
fn lost_passwords_are_replaced_and_the_data_stay() {
    let wanted = Wanted::new("lost");
    let names = wanted.made();
    migrate(&wanted.written("DATABASE_OWNER_URL"), &names.app).expect("tables");
    let before = wanted.written("DATABASE_URL");
    fs::remove_file(wanted.file()).expect("the file is lost");
    assert_eq!(wanted.made(), names);
    assert_ne!(wanted.written("DATABASE_URL"), before);
    refuse_unguarded(&wanted.written("DATABASE_URL")).expect("the new passwords work");
    assert_eq!(migrate(&wanted.written("DATABASE_OWNER_URL"), &names.app).expect("the tables are there"), 0);
}

#[test]
fn roles_of_another_database_are_never_given_a_new_password() {
    let (one, two) = (Wanted::new("one"), Wanted::new("two"));
    let (first, second) = (one.made(), two.made());
    assert!(first.app != second.app && first.owner != second.owner);
    connect(&one.written("DATABASE_URL"));
    // Where every name is taken, it says so and changes nothing.
    let third = Wanted::new("three");
    let mut admin = connect(&admin_url_of("postgres"));
    let taken = format!("{}_app", third.name);
    admin.batch_execute(&format!("CREATE ROLE {taken}")).expect("somebody else's role");
    let cdr_is_free =
        crate::support::database::rows(&mut admin, "SELECT 1 AS one FROM pg_roles WHERE rolname IN ('cdr_owner', 'cdr_app')").is_empty();
    let refused = third.prepare();
    admin.batch_execute(&format!("DROP ROLE {taken}")).expect("it goes");
    if !cdr_is_free {
        assert!(refused.expect_err("the names are taken").contains("not made for the database"));
        assert!(!exists(&mut admin, &third.name));
    }
}

#[test]
fn passwords_of_another_database_are_not_overwritten() {
    let (one, two) = (Wanted::new("mine"), Wanted::new("yours"));
    one.made();
    let before = fs::read(one.file()).expect("the file");
    let refused = prepare(&two.url(), &one.file()).expect_err("the file holds the only copy").to_string();
    assert!(refused.contains("another database") && refused.contains("DATA_DIR"), "{refused}");
    assert_eq!(fs::read(one.file()).expect("the file"), before);
    // The private server's are kept beside it as well.
    let private = String::from_utf8(before).expect("text").replace("opencdr prepare-database", "api/scripts/postgres.sh");
    fs::write(one.file(), private).expect("a file");
    assert!(matches!(prepare(&two.url(), &one.file()), Ok(Prepared::Made(_))));
}

#[test]
fn whoever_may_not_make_roles_is_told_what_to_do() {
    let wanted = Wanted::new("powerless");
    let mut url = Url::parse(&crate::support::database::Database::new().app_url()).expect("an address");
    url.set_path("postgres");
    let refused = prepare(url.as_str(), &wanted.file()).expect_err("it may not").to_string();
    assert!(refused.contains("may neither create roles"), "{refused}");
    assert!(!wanted.file().exists());
}
