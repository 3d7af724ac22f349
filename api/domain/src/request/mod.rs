//! A request for information to an organisation: where it stands, what can be done with it, how answers are saved.

pub mod action;
pub mod autosave;
pub mod clarification;
pub mod decline;
pub mod entry;
pub mod routing;
pub mod standing;

use serde::Serialize;

/// Something that was entered and is lacking or wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// The field, as a JSON pointer without its leading slash.
    pub field: String,
    /// A stable code.
    pub code: &'static str,
    /// What to do, in words for the person.
    pub words: &'static str,
}

impl Flaw {
    pub(crate) fn new(field: impl Into<String>, code: &'static str, words: &'static str) -> Self {
        Self { field: field.into(), code, words }
    }
}

/// Whether nothing was written.
pub(crate) fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|words| words.trim().is_empty())
}

/// The shipped forms, read once for all tests.
#[cfg(test)]
pub(crate) fn shipped_forms() -> &'static crate::forms::Registry {
    static FORMS: std::sync::LazyLock<crate::forms::Registry> =
        std::sync::LazyLock::new(|| crate::forms::Registry::embedded().unwrap_or_else(|error| panic!("{error}")));
    &FORMS
}
