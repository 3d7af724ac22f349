//! Why a document could not be made.

use std::fmt;

/// Why a document could not be made. Never holds a value from the document, so it can be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintError {
    /// The moment of printing is not a date and time that exists.
    InvalidMoment,
    /// The values could not be handed to the typesetter.
    Values,
    /// The typesetter refused the template.
    Typesetting,
    /// The finished pages did not meet PDF/UA-1 or PDF/A-2a.
    Export,
}

impl fmt::Display for PrintError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::InvalidMoment => "the moment of printing is not a real date and time",
            Self::Values => "the values could not be handed to the typesetter",
            Self::Typesetting => "the typesetter refused the template",
            Self::Export => "the pages do not meet PDF/UA-1 and PDF/A-2a",
        })
    }
}

impl std::error::Error for PrintError {}
