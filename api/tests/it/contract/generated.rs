//! Files that are generated, committed and read in review are what generating gives.

use opencdr::app;
use opencdr_domain::case::workflow::workflow_text;
use opencdr_domain::identity::policy::policy_table_text;
use opencdr_domain::request::action::table_text as request_table_text;
use opencdr_domain::review_type::CHILD_DEATH_REVIEW;
use std::path::{Path, PathBuf};

/// Where they are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi")
}

/// Compares, or with UPDATE=1 writes.
#[track_caller]
pub fn compare(name: &str, generated: &str) {
    let path = folder().join(name);
    if std::env::var_os("UPDATE").is_some_and(|v| v == "1") {
        std::fs::write(&path, generated).expect("the file is written");
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = generated.lines().zip(committed.lines().chain(std::iter::repeat(""))).find(|(new, old)| new != old);
    assert!(
        committed == generated,
        "openapi/{name} is not what this code gives. If the change is meant, write it anew with UPDATE=1 (openapi.json: make openapi) and look at the difference.\nfirst line that differs: {differs:?}"
    );
}

#[test]
fn the_committed_description_is_that_of_the_code() {
    // The command that writes it ends the text with a line break.
    compare("openapi.json", &format!("{}\n", app::document().to_pretty_json().expect("JSON")));
}

#[test]
fn the_committed_workflow_is_that_of_the_code() {
    let text = format!("{}\n{}\n{}", workflow_text(&CHILD_DEATH_REVIEW), request_table_text(), policy_table_text());
    compare("workflow.txt", &text);
}
