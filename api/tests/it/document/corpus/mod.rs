//! Files made to do harm, and harmless ones beside them, each with what has to become of it.

mod mails;
mod names;
mod office;
mod pdfs;
mod pictures;
mod texts;

use std::sync::LazyLock;

/// What has to become of a file.
#[derive(Clone, Copy, Debug)]
pub enum Expected {
    /// Kept as it came.
    Kept,
    /// Kept, and then true: what had to go is gone.
    Cleaned(fn(&[u8]) -> bool),
    /// Kept under another name, or not under the one it came with.
    Renamed(&'static str),
    /// Refused by this rule.
    Refused(&'static str),
}

/// A file of the corpus.
pub struct Specimen {
    /// What it is, in words.
    pub what: &'static str,
    /// The name it is sent under.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What has to become of it.
    pub expected: Expected,
}

impl Specimen {
    /// Whether it is there to be refused, cleaned or renamed rather than to be let through.
    pub fn is_hostile(&self) -> bool {
        !matches!(self.expected, Expected::Kept)
    }
}

fn specimen(what: &'static str, name: &str, bytes: impl Into<Vec<u8>>, expected: Expected) -> Specimen {
    Specimen { what, name: name.to_owned(), bytes: bytes.into(), expected }
}

fn refused(what: &'static str, name: &str, bytes: impl Into<Vec<u8>>, rule: &'static str) -> Specimen {
    specimen(what, name, bytes, Expected::Refused(rule))
}

fn kept(what: &'static str, name: &str, bytes: impl Into<Vec<u8>>) -> Specimen {
    specimen(what, name, bytes, Expected::Kept)
}

/// Whether the bytes occur.
pub fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// All of them, made once.
pub fn specimens() -> &'static [Specimen] {
    static ALL: LazyLock<Vec<Specimen>> = LazyLock::new(|| {
        let parts = [names::specimens(), pdfs::specimens(), office::specimens(), pictures::specimens(), mails::specimens(), texts::specimens()];
        parts.into_iter().flatten().collect()
    });
    &ALL
}

pub use pictures::photograph;
pub use texts::EICAR;
