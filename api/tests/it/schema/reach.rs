//! The policy in the code and row-level security in the database decide alike, whoever asks for whatever.

use crate::support::database::{Database, connect, rows};
use crate::support::figures;
use crate::support::given::{CaseSeed, case_row};
use crate::support::template::{KENT, NORF, keyring};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use opencdr::platform::crypto::sha256;
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::identity::policy::may;
use opencdr_domain::identity::reach::{Facts, Reach, reach};
use opencdr_domain::identity::role::Role;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use uuid::Uuid;

const NOW: &str = "2026-11-20T10:30:00Z";
const PEOPLE: u128 = 60;
const CASES: u128 = 60;
/// Permissions that look, and one that changes.
const PERMISSIONS: [Permission; 3] = [Permission::ReadCase, Permission::SearchCases, Permission::LinkNotification];
/// Tables whose rows hang on a case, each with a row for every case.
const PARTS: [&str; 4] = ["case_name_keys", "case_people", "case_professionals", "case_events"];

/// Chance that can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        // SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// What was drawn, told without asking the database.
#[derive(Default)]
struct World {
    roles: BTreeMap<u128, Vec<(Role, Option<Uuid>)>>,
    cases: BTreeMap<u128, (Uuid, bool)>,
    granted: BTreeSet<(u128, u128)>,
    interest: BTreeSet<(u128, u128)>,
    emergency: BTreeSet<(u128, u128)>,
}

fn person(n: u128) -> Uuid {
    Uuid::from_u128(0x5000 + n)
}

fn case(n: u128) -> Uuid {
    Uuid::from_u128(0x9000 + n)
}

/// Draws a world and writes it as SQL.
fn draw(dice: &mut Dice) -> (World, String) {
    let (mut world, mut sql) = (World::default(), String::new());
    let areas = [KENT, NORF];
    for n in 0..PEOPLE {
        let id = person(n);
        let _ = write!(
            sql,
            "INSERT INTO users (id, email, name, password_hash, created_at) VALUES ('{id}', 'p{n}@x.example', 'P{n}', '-', '2026-01-01');
             INSERT INTO sessions (id, token_hash, user_id, created_at, last_seen_at, absolute_expires_at, second_factor_at, user_agent)
             VALUES ('{id}', '\\x{}', '{id}', '{NOW}', '{NOW}', '2026-11-21', '{NOW}', 'test');",
            hex::encode(sha256(&[id.as_bytes()]))
        );
        for _ in 0..=dice.below(2) {
            let role = Role::ALL[usize::try_from(dice.below(9)).expect("small")];
            let area = areas[usize::try_from(dice.below(2)).expect("small")];
            let everywhere = matches!(role, Role::NationalAnalyst | Role::SystemAdministrator);
            let organisation = if role == Role::AgencyContributor { format!("'{}'", Uuid::from_u128(0xD2)) } else { "NULL".into() };
            let ended = dice.once_in(5);
            let held = if everywhere || role == Role::AgencyContributor { None } else { Some(area) };
            let place = held.map_or_else(|| "NULL".to_owned(), |area| format!("'{area}'"));
            let to = if ended { format!("'{NOW}'") } else { "NULL".into() };
            let _ = write!(
                sql,
                "INSERT INTO memberships (id, user_id, role, area_id, organisation_id, valid_from, valid_to)
                 VALUES (gen_random_uuid(), '{id}', '{}', {place}, {organisation}, '2026-01-01', {to});",
                role.code()
            );
            if !ended {
                world.roles.entry(n).or_default().push((role, held));
            }
        }
    }
    for n in 0..CASES {
        let (area, restricted) = (areas[usize::try_from(dice.below(2)).expect("small")], dice.once_in(3));
        let seed = CaseSeed { area, status: "triage", age_band: "y1_4", place: "HOME", due_in_hours: None };
        sql.push_str(&case_row(&keyring(), case(n), usize::try_from(n).expect("small"), &seed));
        let _ = write!(
            sql,
            "UPDATE cases SET restricted = {restricted} WHERE id = '{0}';
             INSERT INTO case_name_keys (case_id, area_id, key) VALUES ('{0}', '{area}', 1);
             INSERT INTO case_people (id, case_id, area_id, role, position, sealed) VALUES (gen_random_uuid(), '{0}', '{area}', 'carer', 0, '\\x00');
             INSERT INTO case_professionals (id, case_id, area_id, agency, position, sealed) VALUES (gen_random_uuid(), '{0}', '{area}', 'GP', 0, '\\x00');
             INSERT INTO case_events (id, case_id, area_id, at, kind, sealed) VALUES (gen_random_uuid(), '{0}', '{area}', '{NOW}', 'x', '\\x00');",
            case(n)
        );
        world.cases.insert(n, (area, restricted));
        for who in 0..PEOPLE {
            let by = person((who + 1) % PEOPLE);
            if dice.once_in(6) {
                let ended = dice.once_in(3);
                let end = if ended { format!("'{NOW}', '{by}'") } else { "NULL, NULL".into() };
                let _ = write!(
                    sql,
                    "INSERT INTO case_grants VALUES (gen_random_uuid(), '{}', '{area}', '{}', '{NOW}', '{by}', {end});",
                    case(n),
                    person(who)
                );
                if !ended {
                    world.granted.insert((who, n));
                }
            }
            if dice.once_in(9) {
                let ended = dice.once_in(3);
                let end = if ended { format!("'{NOW}', '{by}', '\\x00'") } else { "NULL, NULL, NULL".into() };
                let _ = write!(
                    sql,
                    "INSERT INTO case_interests VALUES (gen_random_uuid(), '{}', '{area}', '{}', '{NOW}', '{by}', '\\x00', {end});",
                    case(n),
                    person(who)
                );
                if !ended {
                    world.interest.insert((who, n));
                }
            }
            if dice.once_in(7) {
                // Sixty minutes, of which some, or all, or one too many are over.
                let minutes = [1, 59, 60, 61][usize::try_from(dice.below(4)).expect("small")];
                let _ = write!(
                    sql,
                    "INSERT INTO glass_breaks (id, case_id, area_id, user_id, reason, sealed_words, wrapped_key, opened_at, expires_at)
                     VALUES (gen_random_uuid(), '{}', '{area}', '{}', 'other', '\\x00', '\\x00', '{NOW}'::timestamptz - interval '{minutes} minutes',
                        '{NOW}'::timestamptz + interval '{} minutes');",
                    case(n),
                    person(who),
                    60 - minutes
                );
                if minutes < 60 {
                    world.emergency.insert((who, n));
                }
            }
        }
    }
    (world, sql)
}

fn facts(world: &World, permission: Permission, who: u128, n: u128) -> Facts {
    let (area, restricted) = world.cases[&n];
    let roles = world.roles.get(&who).map(Vec::as_slice).unwrap_or_default();
    Facts {
        in_area: roles.iter().any(|(role, held)| *held == Some(area) && may(*role, permission)),
        interest: world.interest.contains(&(who, n)),
        restricted,
        granted: world.granted.contains(&(who, n)),
        emergency: world.emergency.contains(&(who, n)),
    }
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    id: Uuid,
}

/// The cases a statement speaks of.
fn ids(conn: &mut PgConnection, sql: &str) -> BTreeSet<Uuid> {
    diesel::sql_query(sql).load::<Id>(conn).unwrap_or_else(|e| panic!("{sql}: {e}")).into_iter().map(|row| row.id).collect()
}

#[test]
fn policy_and_row_level_security_agree_about_ten_thousand_people_records_and_actions() {
    let database = Database::new();
    let (world, sql) = draw(&mut Dice(20_261_126));
    database.run(&sql);
    let mut conn = connect(&database.app_url());
    let (mut triples, mut disagreements) = (0_u32, Vec::new());
    for who in 0..PEOPLE {
        for permission in PERMISSIONS {
            let roles: Vec<&str> = Role::ALL.into_iter().filter(|role| may(*role, permission)).map(Role::code).collect();
            conn.batch_execute("BEGIN").expect("a transaction");
            let opened = rows(
                &mut conn,
                &format!(
                    "SELECT open_session('\\x{}', '{NOW}', 900, false, 'staff', '{{{}}}') AS session",
                    hex::encode(sha256(&[person(who).as_bytes()])),
                    roles.join(",")
                ),
            );
            assert!(!opened[0]["session"].is_null(), "a session of person {who}");
            let read = ids(&mut conn, "SELECT id FROM cases");
            let parts: Vec<BTreeSet<Uuid>> = PARTS.iter().map(|part| ids(&mut conn, &format!("SELECT case_id AS id FROM {part}"))).collect();
            let changed = ids(&mut conn, "UPDATE cases SET version = version + 1 RETURNING id");
            conn.batch_execute("ROLLBACK").expect("an end");
            for n in 0..CASES {
                let expected = reach(facts(&world, permission, who, n));
                let id = case(n);
                let mut compare = |action: &str, wanted: bool, got: bool| {
                    triples += 1;
                    if wanted != got {
                        disagreements.push(format!("person {who}, {action} of case {n} under {}: {expected:?}", permission.code()));
                    }
                };
                compare("reading", expected >= Reach::Read, read.contains(&id));
                compare("changing", expected >= Reach::Change, changed.contains(&id));
                for (part, seen) in PARTS.iter().zip(&parts) {
                    compare(part, expected >= Reach::Read, seen.contains(&id));
                }
            }
        }
    }
    figures::note("policy_rls", &json!({ "policy_rls_triples": triples, "policy_rls_disagreements": disagreements.len() }));
    assert!(triples >= 10_000, "{triples}");
    assert!(disagreements.is_empty(), "{} disagreements: {:?}", disagreements.len(), &disagreements[..disagreements.len().min(5)]);
}
