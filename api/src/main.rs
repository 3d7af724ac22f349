//! The command line: one binary that serves, works, migrates and looks after accounts.
#![forbid(unsafe_code)]

fn main() {}
