//! The program itself, run as an operator runs it.

use std::io::Write;
use std::process::{Command, Stdio};

/// How a run ended.
pub struct Ran {
    /// Whether it says that all is well.
    pub well: bool,
    /// What it wrote, to either output.
    pub words: String,
}

/// Runs `opencdr` with these arguments, these settings and no others, and with this on its standard input.
pub fn run(arguments: &[&str], settings: &[(&str, &str)], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_opencdr"))
        .args(arguments)
        .env_clear()
        .envs(settings.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A command that refuses before it reads has closed its input already.
    let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Ran { well: output.status.success(), words }
}

impl Ran {
    /// Insists that all went well, and gives the words.
    #[track_caller]
    pub fn done(&self) -> &str {
        assert!(self.well, "{}", self.words);
        &self.words
    }

    /// Insists on a refusal that says this.
    #[track_caller]
    pub fn refused(&self, wanted: &str) {
        assert!(!self.well && self.words.contains(wanted), "“{wanted}” is not in: {}", self.words);
    }
}
