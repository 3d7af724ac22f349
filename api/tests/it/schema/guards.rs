//! What each context may do with each guarded table, as a file that is read in review (openapi/rls-matrix.txt); and that no
//! policy can be dropped or loosened, and no row of the policy table changed, without the matrix changing.

use super::isolation::{GUARDED, full};
use crate::contract::generated;
use crate::support::database::{APP_ROLE, connect, rows};
use crate::support::template::{HOSPITAL, KENT, NORF};
use crate::support::{TestApp, figures};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use opencdr_domain::identity::policy::{POLICY, table_text};
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A context a transaction may be in: its name, and the settings made in it.
struct Context {
    name: &'static str,
    sql: String,
}

/// The settings of somebody of Kent.
fn staff(denied: &str, locked: &str, interests: &str) -> String {
    format!(
        "SELECT set_config('app.scope', 'staff', true), set_config('app.areas', '{{{KENT}}}', true), set_config('app.denied', '{{{denied}}}', true),
            set_config('app.locked', '{{{locked}}}', true), set_config('app.interests', '{{{interests}}}', true)"
    )
}

fn contexts(conn: &mut PgConnection) -> Vec<Context> {
    let one = |conn: &mut PgConnection, sql: &str| rows(conn, sql)[0]["v"].as_str().expect("a value").to_owned();
    let case = one(conn, &format!("SELECT id AS v FROM cases WHERE area_id = '{KENT}' ORDER BY id LIMIT 1"));
    let receipt = one(conn, "SELECT encode(receipt_hash, 'hex') AS v FROM notifications ORDER BY id LIMIT 1");
    let draft = one(conn, "SELECT encode(token_hash, 'hex') AS v FROM notification_drafts LIMIT 1");
    let reference = one(conn, "SELECT reference AS v FROM notification_drafts LIMIT 1");
    let request = one(conn, &format!("SELECT id AS v FROM requests WHERE case_id = '{case}'"));
    let asked = |denied: &str| {
        format!("{}, set_config('app.organisations', '{{{HOSPITAL}}}', true)", staff(denied, "", "").replace(&format!("{{{KENT}}}"), ""))
    };
    let scope = |scope: &str, token: &str, reference: &str| format!("SELECT open_scope('{scope}', '\\x{token}', nullif('{reference}', ''))");
    let context = |name, sql| Context { name, sql };
    vec![
        context("none", "SELECT 1".into()),
        context("public", scope("public", "", "")),
        context("receipt", scope("public", &receipt, "")),
        context("draft", scope("public", &draft, "")),
        context("resumed", scope("public", "", &reference)),
        context("worker", scope("worker", "", "")),
        context("audit", staff("", "", "").replace("'staff'", "'audit'").replace(&format!("{{{KENT}}}"), "")),
        context("kent", staff("", "", "")),
        context("denied", staff(&case, "", "")),
        context("emergency", staff("", &case, "")),
        context("interest", staff(&case, "", &case)),
        context("asked", asked("")),
        context("shut_out", asked(&case)),
        context("visit", format!("{}, set_config('app.request', '{request}', true)", scope("invitation", "", ""))),
        context("unfinished", format!("SELECT set_config('app.scope', 'staff', true), set_config('app.areas', '{{{KENT}}}', true)")),
    ]
}

/// The columns a row can be written with.
fn columns(conn: &mut PgConnection, table: &str) -> Vec<String> {
    let sql = format!(
        "SELECT column_name::text AS v FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position"
    );
    rows(conn, &sql).into_iter().map(|row| row["v"].as_str().expect("a column").to_owned()).collect()
}

/// Runs a statement as the API's role, undoes it, and says how it went: rows, or why not.
fn attempt(conn: &mut PgConnection, sql: &str) -> String {
    conn.batch_execute("SAVEPOINT attempt").expect("a savepoint");
    let outcome = diesel::sql_query(sql).execute(conn);
    conn.batch_execute("ROLLBACK TO SAVEPOINT attempt").expect("the savepoint");
    match outcome {
        Ok(n) => n.to_string(),
        Err(error) => match error.to_string() {
            words if words.contains("row-level security") => "policy".into(),
            words if words.contains("permission denied") => "grant".into(),
            // Writing a row that is there already: everything before the index let it pass.
            words if words.contains("duplicate key") || words.contains("already exists") => "passed".into(),
            words => panic!("{sql}: {words}"),
        },
    }
}

/// A column of each table that can be set to a value without reading any other, so that the policy of changing decides alone.
const SETTABLE: [(&str, &str); 10] = [
    ("revoked_at", "NULL"),
    ("version", "1"),
    ("position", "0"),
    ("ended_at", "NULL"),
    ("reviewed_at", "NULL"),
    ("attempts", "0"),
    ("met_at", "NULL"),
    ("last", "1"),
    ("revision", "1"),
    ("scanned_at", "NULL"),
];

/// What every context may do with one table: rows read, then writing each area's row again, changing and deleting.
fn probe(conn: &mut PgConnection, table: &str, contexts: &[Context], columns: &[String], samples: &[Value]) -> String {
    let list = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
    let settable = SETTABLE.iter().find(|(column, _)| columns.iter().any(|c| c == column));
    let mut text = String::new();
    for context in contexts {
        conn.batch_execute(&format!("SAVEPOINT context; SET LOCAL ROLE {APP_ROLE}; {}", context.sql)).expect("a context");
        let read = attempt(conn, &format!("SELECT FROM {table}"));
        let added: Vec<String> = samples
            .iter()
            .map(|sample| {
                let row = sample.to_string().replace('\'', "''");
                attempt(
                    conn,
                    &format!("INSERT INTO {table} ({list}) OVERRIDING SYSTEM VALUE SELECT {list} FROM jsonb_populate_record(NULL::{table}, '{row}')"),
                )
            })
            .collect();
        let changed = settable.map_or_else(|| "-".to_owned(), |(column, value)| attempt(conn, &format!("UPDATE {table} SET \"{column}\" = {value}")));
        let removed = attempt(conn, &format!("DELETE FROM {table}"));
        text.push_str(&format!("{table:28} {:11} {read:>6}  {:16} {changed:>8} {removed:>8}\n", context.name, added.join(" ")));
        conn.batch_execute("ROLLBACK TO SAVEPOINT context").expect("the savepoint");
    }
    text
}

/// Everything a probe needs, read before anything is mutated.
struct Subject {
    table: String,
    columns: Vec<String>,
    samples: Vec<Value>,
}

fn subjects(conn: &mut PgConnection) -> Vec<Subject> {
    rows(conn, GUARDED)
        .into_iter()
        .map(|row| {
            let table = row["name"].as_str().expect("a name").to_owned();
            let columns = columns(conn, &table);
            let mut samples: Vec<Value> = Vec::new();
            if columns.iter().any(|column| column == "area_id") {
                // A row of the first case of the area: that case is the one denied in some of the contexts.
                let of_case = ["case_id", "other_case_id", "survivor_id"].into_iter().find(|key| columns.iter().any(|column| column == key));
                let order = of_case.map_or_else(|| "1".to_owned(), |key| format!("{key}, 1"));
                for area in [KENT, NORF] {
                    samples.extend(rows(conn, &format!("SELECT * FROM {table} WHERE area_id = '{area}' ORDER BY {order} LIMIT 1")));
                }
            }
            if samples.is_empty() {
                // A transfer may be added only as an offer; others are told apart by their keys alone.
                let offers = columns.iter().any(|column| column == "to_area_id");
                let order = if offers { format!("(state = 'offered' AND from_area_id = '{KENT}') DESC, case_id") } else { "1".to_owned() };
                samples = rows(conn, &format!("SELECT * FROM {table} ORDER BY {order} LIMIT 1"));
            }
            Subject { table, columns, samples }
        })
        .collect()
}

#[actix_web::test]
async fn dropping_or_loosening_any_policy_or_any_row_of_the_policy_table_is_noticed() {
    let app = TestApp::new().await;
    full(&app).await;
    let mut conn = connect(&app.database.admin_url());
    let (contexts, subjects) = (contexts(&mut conn), subjects(&mut conn));
    conn.batch_execute("BEGIN").expect("a transaction");
    let mut matrix: BTreeMap<&str, String> = BTreeMap::new();
    for Subject { table, columns, samples } in &subjects {
        matrix.insert(table, probe(&mut conn, table, &contexts, columns, samples));
    }
    let head = "# Generated by the test in schema/guards.rs; UPDATE=1 make test writes it anew.\n\
        # Each context: rows it reads · writing a row of Kent, of Norfolk · rows it changes · rows it deletes.\n\
        # policy: refused by row-level security · grant: refused by the grants · passed: let through to the index\n";
    let text = matrix.values().cloned().collect::<String>();
    generated::compare("rls-matrix.txt", &format!("{head}{text}"));

    let (mut mutations, mut survived) = (0, Vec::new());
    for Subject { table, columns, samples } in &subjects {
        let policies = rows(
            &mut conn,
            &format!(
                "SELECT policyname AS name, cmd, qual, with_check FROM pg_policies WHERE tablename = '{table}' AND policyname <> 'owner' ORDER BY 1"
            ),
        );
        let mut mutants = vec![("row-level security off".to_owned(), format!("ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"))];
        for policy in policies {
            let name = policy["name"].as_str().expect("a name");
            mutants.push((format!("{name} dropped"), format!("DROP POLICY {name} ON {table}")));
            for (clause, part) in [("qual", "USING"), ("with_check", "WITH CHECK")] {
                if policy[clause].as_str().is_some_and(|words| words != "true") {
                    mutants.push((format!("{name} loosened ({part})"), format!("ALTER POLICY {name} ON {table} {part} (true)")));
                }
            }
        }
        for (what, sql) in mutants {
            conn.batch_execute(&format!("SAVEPOINT mutant; {sql}")).unwrap_or_else(|e| panic!("{sql}: {e}"));
            if probe(&mut conn, table, &contexts, columns, samples) == matrix[table.as_str()] {
                survived.push(format!("{table}: {what}"));
            }
            mutations += 1;
            conn.batch_execute("ROLLBACK TO SAVEPOINT mutant").expect("the savepoint");
        }
    }
    conn.batch_execute("ROLLBACK").expect("an end");

    let committed = std::fs::read_to_string(generated::folder().join("workflow.txt")).expect("the committed policy table");
    for (at, (role, permissions)) in POLICY.iter().enumerate() {
        for permission in *permissions {
            let without: Vec<_> = permissions.iter().copied().filter(|other| other != permission).collect();
            let mut table: Vec<(Role, &[_])> = POLICY.to_vec();
            table[at].1 = &without;
            if committed.contains(&table_text(&table)) {
                survived.push(format!("{} without {}", role.code(), permission.code()));
            }
            mutations += 1;
        }
    }
    figures::note("guards", &json!({ "guard_mutations": mutations, "guard_mutations_survived": survived.len() }));
    assert!(survived.is_empty(), "{} of {mutations} mutations change nothing that is tested:\n{}", survived.len(), survived.join("\n"));
    assert!(mutations > 100, "{mutations}");
}
