//! How far a file has been looked at for viruses, and whether it may be sent.

use serde::{Deserialize, Serialize};

/// What is known of a file. Nothing is called free of viruses that no scanner has said so of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanState {
    /// This installation has no scanner; the file passed every other check.
    NotScanned,
    /// The scanner could not be asked; the file is kept apart until it has answered.
    Quarantined,
    /// The scanner found nothing.
    Clean,
    /// The scanner found something after the file was taken in; it is never sent.
    Infected,
}

/// What a scanner said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing found.
    Clean,
    /// Something was found; the name the scanner gives it.
    Infected(String),
    /// It could not be asked, or gave no answer in time; why, for the log.
    Unavailable(String),
}

impl ScanState {
    /// Every state.
    pub const ALL: [ScanState; 4] = [ScanState::NotScanned, ScanState::Quarantined, ScanState::Clean, ScanState::Infected];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            ScanState::NotScanned => "not_scanned",
            ScanState::Quarantined => "quarantined",
            ScanState::Clean => "clean",
            ScanState::Infected => "infected",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            ScanState::NotScanned => "Ready. This service has no virus scanner",
            ScanState::Quarantined => "Waiting for the virus scanner",
            ScanState::Clean => "Ready. No virus found",
            ScanState::Infected => "A virus was found. This file cannot be opened",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the file may be sent to anybody.
    pub const fn may_be_sent(self) -> bool {
        match self {
            ScanState::NotScanned | ScanState::Clean => true,
            ScanState::Quarantined | ScanState::Infected => false,
        }
    }

    /// The state after the scanner was asked. A scanner that cannot be asked makes nothing clean.
    pub const fn after(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Clean => ScanState::Clean,
            Verdict::Infected(_) => ScanState::Infected,
            Verdict::Unavailable(_) => ScanState::Quarantined,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanner_that_cannot_be_asked_makes_nothing_clean() {
        let state = ScanState::after(&Verdict::Unavailable("refused".into()));
        assert_eq!(state, ScanState::Quarantined);
        assert!(!state.may_be_sent());
    }

    #[test]
    fn only_what_is_clean_or_cannot_be_scanned_here_is_sent() {
        assert_eq!(ScanState::ALL.map(ScanState::may_be_sent), [true, false, true, false]);
        assert!(ScanState::ALL.iter().all(|state| ScanState::from_code(state.code()) == Some(*state)));
    }
}
