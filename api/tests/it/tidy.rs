//! The house rules of api/ARCHITECTURE.md, checked. Each message says what to do instead.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Capabilities in their order: each may use those before it.
const ORDER: [&str; 14] = [
    "audit",
    "identity",
    "area",
    "forms",
    "case",
    "restriction",
    "notification",
    "transfer",
    "document",
    "request",
    "composite",
    "machine",
    "keys",
    "succession",
];
/// Files that stand outside the order: they put the whole together, or fill a database for a demonstration.
const OUTSIDE: [&str; 6] = ["app.rs", "main.rs", "lib.rs", "work.rs", "doctor.rs", "schema.rs"];
/// Lines a file may have.
const LONGEST: usize = 400;

struct Source {
    /// Path from the top of the repository.
    path: String,
    /// Its lines, without those of its own tests.
    code: Vec<String>,
    /// All of it.
    text: String,
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![top().join(folder)];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
                let code = code.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned()).collect();
                let path = path.strip_prefix(top()).expect("inside").to_string_lossy().into_owned();
                found.push(Source { path, code, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

impl Source {
    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The folder directly under api/src, or nothing for a file there.
    fn part(&self) -> &str {
        let inside = self.path.strip_prefix("api/src/").unwrap_or_default();
        inside.split_once('/').map_or("", |(part, _)| part)
    }

    fn is(&self, part: &str) -> bool {
        self.part() == part
    }

    fn starts(&self, stem: &str) -> bool {
        self.name().strip_suffix(".rs").is_some_and(|name| name == stem || name.starts_with(&format!("{stem}_")))
    }
}

/// Fails with every place where the words stand and may not.
#[track_caller]
fn only(words: &[&str], may: impl Fn(&Source) -> bool, instead: &str) {
    let mut wrong = Vec::new();
    for source in sources("api/src").iter().filter(|source| !may(source)) {
        for (at, line) in source.code.iter().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                wrong.push(format!("{}:{}: {}", source.path, at + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{instead}\n{}", wrong.join("\n"));
}

#[test]
fn only_stores_speak_to_the_database() {
    only(
        &["use diesel", "diesel::", "PgConnection", "sql_query"],
        |s| s.starts("store") || s.name() == "schema.rs" || s.is("platform") || s.starts("command") || s.is("demo"),
        "Move the query into a function of this capability's store.rs and call that.",
    );
}

#[test]
fn only_stores_and_the_platform_name_tables() {
    only(
        &["crate::schema"],
        |s| s.starts("store") || s.is("platform") || s.starts("command") || s.is("demo"),
        "Move the query into a function of this capability's store.rs and call that.",
    );
}

#[test]
fn only_routes_speak_http() {
    only(
        &["actix_web", "HttpRequest", "HttpResponse"],
        |s| s.starts("routes") || s.is("platform") || ["app.rs", "main.rs"].contains(&s.name()),
        "Return a value or a Problem from the service, and make the answer in routes.rs.",
    );
}

#[test]
fn handlers_are_mounted_where_they_are_also_described() {
    only(
        &[".route(", "web::scope"],
        |_| false,
        "Mount the handler with .service(…) in app.rs: a .route(…) handler is served but not in openapi.json.",
    );
}

#[test]
fn the_time_is_read_in_one_place() {
    only(
        &["Utc::now", "Local::now", "SystemTime::now"],
        |s| s.path == "api/src/platform/clock.rs",
        "Take tx.now or tx.today, or the Clock: a test has to be able to move the time.",
    );
}

#[test]
fn the_environment_is_read_in_one_place() {
    only(
        &["env::var", "env::vars", "env::set_var"],
        |s| s.path == "api/src/platform/config.rs",
        "Add a field to Settings (platform/config.rs) and its line to the table of README.md.",
    );
}

#[test]
fn identifiers_and_randomness_are_made_in_one_place() {
    only(
        &["Uuid::now_v7", "Uuid::new_v4", "rand::rng", "thread_rng", "SysRng", "OsRng"],
        |s| s.path == "api/src/platform/ids.rs",
        "Call ids::new_id() or ids::random(): identifiers are ordered by time and randomness has one source.",
    );
}

#[test]
fn nothing_panics_on_what_a_request_brings() {
    only(
        &[".unwrap()", "panic!(", "unreachable!(", "todo!(", "unimplemented!(", "println!(", "dbg!("],
        |s| ["main.rs", "doctor.rs"].contains(&s.name()) || s.starts("command") || s.is("demo"),
        "Return a Problem (or an anyhow error on the command line); write to the log with log::…!",
    );
}

#[test]
fn the_platform_knows_no_capability() {
    let words: Vec<String> = ORDER.iter().chain(&["demo"]).map(|capability| format!("crate::{capability}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    only(&words, |s| !s.is("platform"), "Pass what the platform needs as a value, or move the code into the capability.");
}

#[test]
fn capabilities_use_only_those_before_them() {
    let mut wrong = Vec::new();
    for source in sources("api/src").iter().filter(|s| !OUTSIDE.contains(&s.name())) {
        let Some(own) = ORDER.iter().position(|capability| source.is(capability)) else { continue };
        for (at, line) in source.code.iter().enumerate() {
            for later in &ORDER[own + 1..] {
                if line.contains(&format!("crate::{later}::")) {
                    wrong.push(format!("{}:{}: {}", source.path, at + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "The order is {ORDER:?}: move what is shared to the earlier one, or call from the later one.\n{}", wrong.join("\n"));
}

#[test]
fn nobody_calls_a_handler_and_stores_ask_no_service() {
    let mut wrong = Vec::new();
    for source in sources("api/src").iter().filter(|s| !OUTSIDE.contains(&s.name())) {
        for (at, line) in source.code.iter().enumerate() {
            let calls_routes = (line.contains("::routes::") || line.contains("super::routes::")) && !source.starts("routes");
            let store_asks = source.starts("store") && (line.contains("::service") || line.contains("::routes"));
            let view_asks = source.starts("views") && (line.contains("super::service") || line.contains("::routes"));
            if calls_routes || store_asks || view_asks {
                wrong.push(format!("{}:{}: {}", source.path, at + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "routes → service → store → schema; move what both need downwards.\n{}", wrong.join("\n"));
}

#[test]
fn the_rules_touch_nothing() {
    let mut wrong = Vec::new();
    for source in sources("api/domain/src").iter().filter(|s| !s.path.contains("/tests")) {
        for (at, line) in source.code.iter().enumerate() {
            if [
                "Utc::now",
                "std::env",
                "std::fs",
                "std::net",
                "std::time",
                "async fn",
                "diesel",
                "actix",
                "rand::",
                "Uuid::new_v4",
                "Uuid::now_v7",
                "thread::",
            ]
            .iter()
            .any(|w| line.contains(w))
            {
                wrong.push(format!("{}:{}: {}", source.path, at + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "Pass time, randomness and data into the rule as arguments.\n{}", wrong.join("\n"));
}

#[test]
fn every_list_of_cases_begins_with_those_one_may_see() {
    for source in sources("api/src").iter().filter(|s| s.path == "api/src/case/store_list.rs") {
        let queries = source.code.iter().filter(|line| line.contains("cases::table") && !line.trim_start().starts_with("use ")).count();
        let begin = source.text.split("fn visible_cases").nth(1).and_then(|rest| rest.split("\n}\n").next()).unwrap_or_default();
        assert_eq!(queries, begin.matches("cases::table").count(), "Begin every list of cases with visible_cases(areas).");
    }
}

#[test]
fn every_file_says_what_it_is_and_is_short_enough_to_read() {
    let mut wrong = Vec::new();
    for folder in ["api/src", "api/domain/src", "api/print/src", "api/tests"] {
        for source in sources(folder) {
            let lines = source.text.lines().count();
            if source.name() != "schema.rs" && lines > LONGEST {
                wrong.push(format!("{} has {lines} lines, {LONGEST} at most: split it by what it is about", source.path));
            }
            if source.name() != "schema.rs" && !source.text.starts_with("//! ") {
                wrong.push(format!("{} does not begin with //! and a sentence: say what it is for", source.path));
            }
            if ["util", "utils", "helper", "helpers", "common", "misc", "manager"].contains(&source.name().trim_end_matches(".rs")) {
                wrong.push(format!("{}: name the file after what it does in the field's words", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_top_of_the_repository_holds_what_it_should() {
    let known: BTreeSet<&str> =
        ["Cargo.toml", "Cargo.lock", "LICENSE", "Makefile", "README.md", "api", "e2e", "frontend", "migrations", "openapi", "rust-toolchain.toml"]
            .into();
    let ignored: BTreeSet<&str> = ["target", "node_modules"].into();
    for entry in std::fs::read_dir(top()).expect("the top").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let fits = name.starts_with('.') || known.contains(name.as_str()) || ignored.contains(name.as_str());
        assert!(fits, "{name} does not belong at the top; put it into api, frontend, e2e, migrations or openapi");
    }
}
