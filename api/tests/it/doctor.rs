//! `opencdr doctor`, and starting with a setting that cannot be.

use crate::support::database::Database;
use crate::support::folder::Folder;
use crate::support::program::{Ran, run};

/// Settings with which all is well, then changed.
fn doctor(database: &Database, data: &Folder, changes: &[(&str, &str)]) -> Ran {
    let (app, owner, folder) = (database.app_url(), database.owner_url(), data.path().to_str().expect("a path").to_owned());
    let mut settings = vec![("DATABASE_URL", app.as_str()), ("DATABASE_OWNER_URL", owner.as_str()), ("DATA_DIR", folder.as_str())];
    settings.extend_from_slice(changes);
    run(&["doctor"], &settings, "")
}

/// The settings of README.md's table.
fn documented() -> Vec<String> {
    let readme = include_str!("../../../README.md");
    let table = readme.split("| setting | default |").nth(1).expect("the table").split("\n\n").next().expect("its end");
    let names = table.lines().skip(2).filter_map(|line| line.split('|').nth(1));
    names.flat_map(|names| names.split(',')).map(|name| name.trim().trim_matches('`').to_owned()).collect()
}

#[test]
fn every_setting_of_the_readme_is_looked_at_and_no_other() {
    let ran = doctor(&Database::new(), &Folder::new(), &[]);
    let told: Vec<&str> = ran.done().lines().filter_map(|line| line.strip_prefix("  ok    ")?.split(':').next()).collect();
    let (mut known, mut wanted): (Vec<&str>, Vec<String>) =
        (told.into_iter().filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')).collect(), documented());
    known.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(known, wanted, "the table of README.md and config::examine name the same settings: {}", ran.words);
    assert!(wanted.len() > 15);
}

#[test]
fn every_wrong_setting_is_told_at_once_and_nothing_is_made() {
    let data = Folder::new();
    let folder = data.path().join("not there");
    let wrong = [
        ("PUBLIC_URL", "cdop.example.org"),
        ("BIND", "no address"),
        ("PORT", "0"),
        ("DEMO", "maybe"),
        ("MAIL_URL", "ftp://mail.example.org"),
        ("MAIL_FROM", "nobody"),
        ("DOCUMENTS_URL", "ftp://files.example.org"),
        ("CLAMD_URL", "clamd:3310"),
        ("POOL_SIZE", "0"),
        ("WORKERS", "0"),
        ("PUBLIC_RATE_PER_HOUR", "many"),
        ("SESSION_IDLE_MINUTES", "0"),
        ("SESSION_ABSOLUTE_HOURS", "1000"),
        ("TRUSTED_PROXIES", "-1"),
        ("PG_BIN", "/nowhere"),
    ];
    let mut settings = wrong.to_vec();
    settings.push(("DATA_DIR", folder.to_str().expect("a path")));
    let ran = run(&["doctor"], &settings, "");
    for (name, value) in wrong {
        let line = ran.words.lines().find(|line| line.starts_with(&format!("  WRONG {name}: "))).unwrap_or_else(|| panic!("{name}: {}", ran.words));
        assert!(line.contains(name) && (line.contains(value) || name == "MAIL_URL"), "{line}");
    }
    ran.refused("  WRONG DATABASE_URL: DATABASE_URL is not set");
    assert!(ran.words.contains("  ok    SECRET_KEY_FILE: ") && ran.words.contains("will be made at the first start"), "{}", ran.words);
    assert!(!folder.exists(), "doctor looks and makes nothing");
}

#[test]
fn a_key_that_cannot_be_used_and_a_database_that_is_away_are_told() {
    let (database, data) = (Database::new(), Folder::new());
    let key = data.file("secret.key", "short\n");
    let ran = doctor(&database, &data, &[("DATABASE_OWNER_URL", "postgres://cdr_owner:secret-word@127.0.0.1:1/opencdr")]);
    ran.refused("64 hexadecimal digits");
    ran.refused("cannot connect with DATABASE_OWNER_URL");
    assert!(!ran.words.contains("secret-word"), "{}", ran.words);
    std::fs::write(key, "ab".repeat(32)).expect("a key");
    doctor(&database, &data, &[]).done();
}

#[test]
fn behind_tls_the_proxy_in_front_has_to_be_named() {
    let (database, data) = (Database::new(), Folder::new());
    let ran = doctor(&database, &data, &[("PUBLIC_URL", "https://cdop.example.org")]);
    assert!(ran.done().contains("  warn  TRUSTED_PROXIES: ") && ran.words.contains("TRUSTED_PROXIES=1"), "{}", ran.words);
    let ran = doctor(&database, &data, &[("PUBLIC_URL", "https://cdop.example.org"), ("TRUSTED_PROXIES", "1")]);
    assert!(!ran.done().contains("warn"), "{}", ran.words);
    doctor(&database, &data, &[("PUBLIC_URL", "http://cdop.example.org")]).refused("in the clear");
}

#[test]
fn a_server_does_not_start_with_a_setting_that_cannot_be() {
    let data = Folder::new();
    let folder = data.path().join("not there");
    for (name, value, rule) in [
        ("POOL_SIZE", "0", "POOL_SIZE is “0”; it must be a whole number from 1 to 1000"),
        ("WORKERS", "0", "WORKERS is “0”; it must be a whole number from 1 to 512"),
        ("SESSION_IDLE_MINUTES", "0", "from 1 to 1440"),
        ("MAIL_FROM", "nobody", "MAIL_FROM is “nobody”"),
        ("PUBLIC_URL", "https://cdop.example.org/reviews", "nothing behind the host"),
    ] {
        for command in [&["serve"][..], &["work", "--once"]] {
            let settings = [("DATABASE_URL", "postgres://nobody:x@127.0.0.1:1/none"), ("DATA_DIR", folder.to_str().expect("a path")), (name, value)];
            run(command, &settings, "").refused(rule);
        }
    }
    assert!(!folder.exists(), "a start that is refused leaves nothing behind");
}
