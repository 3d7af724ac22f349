//! The database every test's own is copied from: migrated once, with two areas, a few postcodes and an account for each role.

use super::database::{self, APP_ROLE, OWNER_ROLE, PASSWORD_OF_ROLES};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use opencdr::identity::password;
use opencdr::platform::crypto::{ServerKey, sha256};
use opencdr::platform::keyring::Keyring;
use opencdr::platform::migrate;
use opencdr_domain::identity::role::Role;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use uuid::Uuid;

/// The area most tests are in.
pub const KENT: Uuid = Uuid::from_u128(0xA1);
/// Another area, whose cases must stay out of sight.
pub const NORF: Uuid = Uuid::from_u128(0xA2);
/// The password of every account.
pub const PASSWORD: &str = "violet kettle harbour";
/// The second factor of every account that has one.
pub const TOTP_SECRET: &[u8; 20] = b"12345678901234567890";
/// The account of the other area.
pub const OTHER_AREA_COORDINATOR: Uuid = Uuid::from_u128(0xC1);
/// A second coordinator of Kent.
pub const COLLEAGUE: Uuid = Uuid::from_u128(0xC2);
/// A coordinator of Kent who has not set up a second factor yet.
pub const NEWCOMER: Uuid = Uuid::from_u128(0xC3);

/// The hospital for which the agency contributor answers.
pub const HOSPITAL: Uuid = Uuid::from_u128(0xD2);

/// The server's key in every test.
pub fn key() -> ServerKey {
    ServerKey::new([7; 32])
}

/// The keys of what identifies people in every test.
pub fn keyring() -> Keyring {
    Keyring::of([9; 32])
}

/// The account that has this role in Kent.
pub fn account(role: Role) -> Uuid {
    Uuid::from_u128(0xB0 + role as u128)
}

fn folder(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// Every file the schema comes from, in a stable order.
fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder("../migrations"), folder("src/sql")];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder of SQL").flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files.sort();
    files
}

fn name() -> String {
    let mut parts = vec![include_bytes!("template.rs").to_vec(), include_bytes!("../../../src/identity/password.rs").to_vec()];
    parts.extend(sources().iter().map(|file| std::fs::read(file).expect("a file of SQL")));
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    format!("opencdr_template_{}", &hex::encode(sha256(&parts))[..16])
}

/// The name of the template, which is made when there is none for this schema.
pub fn ready() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let name = name();
        let mut admin = database::connect(&database::admin_url());
        // Processes of one run wait for the first of them; the name holds a hash, so a finished template is never out of date.
        admin.batch_execute("SELECT pg_advisory_lock(7305160099)").expect("a lock");
        database::drop_left_behind(&mut admin);
        if !database::exists(&mut admin, &name) {
            make(&mut admin, &name);
        }
        admin.batch_execute("SELECT pg_advisory_unlock(7305160099)").expect("the lock");
        name
    })
}

fn make(admin: &mut PgConnection, name: &str) {
    for role in [OWNER_ROLE, APP_ROLE] {
        admin
            .batch_execute(&format!(
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role}; END IF; END $$;
                 ALTER ROLE {role} LOGIN PASSWORD '{PASSWORD_OF_ROLES}';"
            ))
            .expect("the roles of the tests");
    }
    let draft = format!("{name}_draft");
    admin
        .batch_execute(&format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)"))
        .and_then(|()| admin.batch_execute(&format!("CREATE DATABASE {draft} OWNER {OWNER_ROLE}")))
        .expect("the template");
    let owner = database::url_of(OWNER_ROLE, &draft);
    migrate::migrate(&owner, APP_ROLE).expect("the migrations");
    let mut conn = database::connect(&owner);
    conn.batch_execute(&places()).expect("the places");
    conn.batch_execute(&accounts()).expect("the accounts");
    drop(conn);
    // Renamed when it is whole, so that a run that was stopped half-way leaves nothing that looks finished.
    admin.batch_execute(&format!("ALTER DATABASE {draft} RENAME TO {name}")).expect("the finished template");
}

fn places() -> String {
    format!(
        "INSERT INTO areas (id, code, name, valid_from) VALUES
            ('{KENT}', 'KENT', 'Kent and Medway', '2020-01-01'), ('{NORF}', 'NORF', 'Norfolk and Waveney', '2020-01-01');
         INSERT INTO local_authorities (code, name, region) VALUES
            ('E06000035', 'Medway', 'E12000008'), ('E07000148', 'Norwich', 'E12000006'),
            ('E08000035', 'Leeds', 'E12000003'), ('W06000015', 'Cardiff', NULL);
         INSERT INTO area_local_authorities (area_id, local_authority_code, valid_from, valid_to) VALUES
            ('{KENT}', 'E06000035', '2020-01-01', NULL), ('{NORF}', 'E07000148', '2020-01-01', NULL);
         INSERT INTO postcodes (postcode, local_authority_code, region, imd_rank) VALUES
            ('ME44UF', 'E06000035', 'E12000008', 12000), ('ME44UG', 'E06000035', 'E12000008', 20000), ('NR11AA', 'E07000148', 'E12000006', 900),
            ('LS11AA', 'E08000035', 'E12000003', 100), ('CF101AA', 'W06000015', NULL, NULL), ('ZE10AA', 'S12000027', NULL, NULL),
            ('B11AA', 'E08000025', NULL, NULL);
         INSERT INTO organisations (id, name, kind) VALUES
            ('{}', 'Kent and Medway child death overview panel', 'cdop'), ('{}', 'Riverside Hospital', 'hospital');",
        Uuid::from_u128(0xD1),
        HOSPITAL,
    )
}

fn accounts() -> String {
    let hash = password::hash(PASSWORD).expect("a hash");
    let mut people: Vec<(Uuid, String, String, &str, Option<Uuid>)> = Role::ALL
        .into_iter()
        .map(|role| {
            let area = !matches!(role, Role::NationalAnalyst | Role::SystemAdministrator | Role::Auditor | Role::AgencyContributor);
            let email = format!("{}@kent.example", role.code().replace('_', "."));
            (account(role), email, format!("{} of Kent", role.label()), role.code(), area.then_some(KENT))
        })
        .collect();
    people.push((OTHER_AREA_COORDINATOR, "coordinator@norfolk.example".into(), "Coordinator of Norfolk".into(), "coordinator", Some(NORF)));
    people.push((COLLEAGUE, "colleague@kent.example".into(), "Colleague of Kent".into(), "coordinator", Some(KENT)));
    people.push((NEWCOMER, "newcomer@kent.example".into(), "Newcomer of Kent".into(), "coordinator", Some(KENT)));
    let mut sql = String::new();
    for (at, (id, email, name, role, area)) in people.into_iter().enumerate() {
        let secret = if id == NEWCOMER {
            "NULL".to_owned()
        } else {
            format!("'\\x{}'", hex::encode(key().seal(&format!("users.totp_secret/{id}"), TOTP_SECRET)))
        };
        let area = area.map_or_else(|| "NULL".to_owned(), |area| format!("'{area}'"));
        let organisation = if role == "agency_contributor" { format!("'{}'", Uuid::from_u128(0xD2)) } else { "NULL".to_owned() };
        sql.push_str(&format!(
            "INSERT INTO users (id, email, name, password_hash, totp_secret, created_at) VALUES
                ('{id}', '{email}', '{name}', '{hash}', {secret}, '2026-01-01');
             INSERT INTO memberships (id, user_id, role, area_id, organisation_id, valid_from) VALUES
                ('{}', '{id}', '{role}', {area}, {organisation}, '2026-01-01');",
            Uuid::from_u128(0xE00 + at as u128),
        ));
    }
    sql
}
