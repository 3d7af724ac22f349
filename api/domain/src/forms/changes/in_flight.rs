//! What becomes of a form somebody is filling in when a new version comes.

use super::mapping::Mapping;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a new version says about forms under way in the version before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InFlight {
    /// They are finished in the old version.
    Continue,
    /// They move to the new version before they are sent, and the person sees what is asked anew.
    UpgradeOnSubmit,
    /// They can be finished in the old version until this day, on which it closes.
    CloseAt(NaiveDate),
}

/// What becomes of one form under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// It goes on in its version.
    Continue,
    /// It moves to the new version now: see [`super::carry`].
    Upgrade,
    /// Its version takes no more answers: nothing is saved or sent before it has moved to the new one.
    Closed,
}

impl InFlight {
    /// What becomes of a form under way today, when it is being sent or is not.
    pub fn decide(self, today: NaiveDate, submitting: bool) -> Decision {
        match self {
            InFlight::Continue => Decision::Continue,
            InFlight::UpgradeOnSubmit if submitting => Decision::Upgrade,
            InFlight::UpgradeOnSubmit => Decision::Continue,
            InFlight::CloseAt(day) if today >= day => Decision::Closed,
            InFlight::CloseAt(_) => Decision::Continue,
        }
    }
}

/// The same over several versions at once: the strictest of them counts.
pub fn decide(steps: &[&Mapping], today: NaiveDate, submitting: bool) -> Decision {
    steps.iter().map(|mapping| mapping.in_flight.decide(today, submitting)).max().unwrap_or(Decision::Continue)
}
