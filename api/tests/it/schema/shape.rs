//! What every table has.

use crate::support::database::Database;
use serde_json::Value;
use std::collections::BTreeMap;

/// Tables without row-level security, and why.
const WITHOUT_ROW_LEVEL_SECURITY: [(&str, &str); 14] = [
    ("__diesel_schema_migrations", "the versions of the schema"),
    ("areas", "public"),
    ("local_authorities", "public"),
    ("area_local_authorities", "public"),
    ("postcodes", "public"),
    ("postcode_imports", "about the postcode table"),
    ("organisations", "about no child; who may list them is the policy table's"),
    ("users", "read before anyone is known, when signing in; columns that may change are granted one by one"),
    ("memberships", "read before the context is open, since the context follows from it"),
    ("sessions", "read before the context is open; found only by the hash of a secret"),
    ("recovery_codes", "found only by the hash of a secret"),
    ("machine_clients", "read before the context is open, since the context follows from it; holds public keys"),
    ("machine_assertions", "hashes of what may be used once"),
    ("sign_in_throttles", "keyed by a hash; counts failures before anyone is known"),
];
/// The same, where the name of the table does not fit the list above.
const SPENT: (&str, &str) = ("spent_challenges", "random salts, about nobody");

const TABLES: &str = "SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, obj_description(c.oid) AS described
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')";

fn text<'v>(row: &'v Value, column: &str) -> &'v str {
    row[column].as_str().unwrap_or_default()
}

#[test]
fn row_level_security_is_on_and_forced_for_every_table_but_those_listed() {
    let database = Database::new();
    let allowed: BTreeMap<&str, &str> = WITHOUT_ROW_LEVEL_SECURITY.into_iter().chain([SPENT]).collect();
    for table in database.rows(TABLES) {
        let name = text(&table, "relname");
        let on = table["relrowsecurity"] == true && table["relforcerowsecurity"] == true;
        match allowed.get(name) {
            Some(why) => assert!(!on && !why.is_empty(), "{name} has row-level security now: take it off the list"),
            None => assert!(on, "{name} has no forced row-level security: add it to api/src/sql/policies.sql, or say why not here"),
        }
        if on {
            assert!(database.count(&format!("pg_policies WHERE tablename = '{name}' AND policyname <> 'owner'")) > 0, "{name} has no policy");
        }
    }
}

#[test]
fn every_table_and_column_is_described() {
    let database = Database::new();
    for table in database.rows(TABLES) {
        let name = text(&table, "relname");
        if name == "__diesel_schema_migrations" {
            continue;
        }
        assert!(text(&table, "described").len() > 4, "COMMENT ON TABLE {name} is missing");
    }
    let bare = database.rows(
        "SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
            AND c.relname <> '__diesel_schema_migrations' AND length(coalesce(col_description(c.oid, a.attnum), '')) < 4",
    );
    assert!(bare.is_empty(), "COMMENT ON COLUMN is missing for {bare:?}");
}

#[test]
fn every_foreign_key_is_indexed() {
    let database = Database::new();
    assert!(database.count("pg_constraint WHERE contype = 'f'") > 10);
    // The columns of the key are the first of an index, in any order; an index of the rows that have one is enough.
    let bare = database.rows(
        "SELECT k.conrelid::regclass::text AS on_table, k.conname FROM pg_constraint k
          WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND NOT EXISTS (
            SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indisvalid
               AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) LIKE '%IS NOT NULL%')
               AND (SELECT array_agg(c ORDER BY c) FROM unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) c)
                 = (SELECT array_agg(c ORDER BY c) FROM unnest(k.conkey) c))",
    );
    assert!(bare.is_empty(), "foreign keys with no index: {bare:?}");
}

#[test]
fn identifiers_and_instants_have_their_proper_types() {
    let database = Database::new();
    let wrong = database.rows(
        "SELECT table_name || '.' || column_name AS name, data_type FROM information_schema.columns WHERE table_schema = 'public'
            AND table_name <> '__diesel_schema_migrations'
            AND (data_type IN ('timestamp without time zone', 'character varying', 'json', 'real', 'money') OR column_name LIKE '%\\_at' AND data_type <> 'timestamp with time zone')",
    );
    assert!(wrong.is_empty(), "use timestamptz, text and jsonb: {wrong:?}");
}

#[test]
fn functions_that_run_with_the_owner_s_power_are_listed_and_fix_their_search_path() {
    let database = Database::new();
    let functions = database.rows(
        "SELECT proname, prosecdef, coalesce(proconfig::text, '') AS config, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
    );
    let powerful: Vec<&str> = functions.iter().filter(|f| f["prosecdef"] == true).map(|f| text(f, "proname")).collect();
    assert_eq!(
        powerful,
        [
            "asked_key",
            "case_bounds",
            "count_inserted",
            "count_updated",
            "document_to_scan",
            "end_visit",
            "enrol_visitor",
            "hidden_cases",
            "hidden_notifications",
            "matches_elsewhere",
            "offered_key",
            "open_visit",
            "restricted_case",
            "settle_transfer",
            "tell_case",
            "use_invitation"
        ],
        "a function of more power needs a reason and a review"
    );
    // These are put in the place of their call by the planner, which a SET clause would prevent; they name every schema instead.
    let context =
        ["app_areas", "app_denied", "app_interests", "app_locked", "app_organisations", "app_reference", "app_request", "app_scope", "app_token"];
    for function in functions.iter().filter(|f| !text(f, "proname").starts_with("diesel_")) {
        if context.contains(&text(function, "proname")) {
            let unnamed =
                text(function, "prosrc").replace("pg_catalog.current_setting(", "").replace("pg_catalog.decode(", "").replace("nullif(", "");
            assert!(!unnamed.contains('('), "{function}: name the schema of what it calls");
        } else {
            assert!(text(function, "config").contains("search_path=public"), "{function}: SET search_path = public");
        }
    }
}

#[test]
fn the_columns_diesel_knows_are_those_of_the_database() {
    let database = Database::new();
    let schema = include_str!("../../../src/schema.rs");
    let mut known = Vec::new();
    for table in schema.split("diesel::table! {").skip(1) {
        let lines: Vec<&str> = table.lines().map(str::trim).filter(|line| !line.starts_with("//") && !line.is_empty()).collect();
        let name = lines[0].split(['(', ' ']).next().unwrap_or_default();
        for line in lines.iter().skip(1).take_while(|line| **line != "}") {
            if let Some((column, kind)) = line.split_once(" -> ") {
                let column = column.trim_start_matches("r#");
                known.push(format!("{name}.{column} {}", if kind.starts_with("Nullable") { "null" } else { "not null" }));
            }
        }
    }
    let mut there: Vec<String> = database
        .rows(
            "SELECT table_name || '.' || column_name AS name, is_nullable FROM information_schema.columns
              WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations'",
        )
        .iter()
        .map(|row| format!("{} {}", text(row, "name"), if row["is_nullable"] == "YES" { "null" } else { "not null" }))
        .collect();
    known.sort();
    there.sort();
    let missing: Vec<&String> = there.iter().filter(|c| !known.contains(c)).chain(known.iter().filter(|c| !there.contains(c))).collect();
    assert!(missing.is_empty(), "run `make schema`; they differ in {missing:?}");
}
