//! Whether two records are about the same child, with the reasons in words.
//!
//! Every signal says whether it agrees, is close, differs or is missing, and weighs for or against. Missing
//! information weighs nothing, so a sparse notification is never quietly passed over. Nothing is merged by this:
//! a person decides, and sees why the records were put side by side.

mod name;
mod signals;
#[cfg(test)]
mod tests;

use super::facts::NotificationFacts;
use serde::{Deserialize, Serialize};

/// How likely it is that two records are about the same child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Not worth showing.
    None,
    /// Shown for somebody to look at.
    Possible,
    /// Shown first and selected in advance.
    VeryLikely,
}

impl Band {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Band::None => "none",
            Band::Possible => "possible",
            Band::VeryLikely => "very_likely",
        }
    }
}

/// What a signal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The same in both.
    Agree,
    /// Different in a way that mistakes and variants explain.
    Close,
    /// Different.
    Differ,
    /// Not known in one of them; counts neither way.
    Missing,
}

impl Outcome {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Outcome::Agree => "agree",
            Outcome::Close => "close",
            Outcome::Differ => "differ",
            Outcome::Missing => "missing",
        }
    }
}

/// One comparison, explained without repeating any of the values compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signal {
    /// What was compared: `nhs_number`, `name`, `date_of_birth`, `date_of_death`, `postcode`, `sex` or `birth_order`.
    pub signal: &'static str,
    /// What came of it.
    pub outcome: Outcome,
    /// The same in words, for the screen.
    pub explanation: String,
}

/// The result of comparing two records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Match {
    /// How likely it is that they are about the same child.
    pub band: Band,
    /// The sum of the weights; only its order means anything.
    pub score: i32,
    /// Every comparison, in a fixed order, the missing ones included.
    pub signals: Vec<Signal>,
}

/// From this score two records are shown together. The same date of death and the same postcode, with nothing
/// against it, are enough, as they are for a panel's office that compares by hand.
const POSSIBLE_FROM: i32 = 25;
/// From this score a match is selected in advance: name and both dates, or the NHS number, with little against it.
const VERY_LIKELY_FROM: i32 = 55;

/// What one comparison contributes.
struct Weighed {
    signal: Signal,
    weight: i32,
    limit: Limit,
}

/// What a comparison allows at most or at least, whatever the others say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// Nothing.
    Free,
    /// These cannot be the same child.
    Never,
    /// A person has to look before anything is selected.
    AtMostPossible,
    /// A person has to look, even if everything else speaks against it.
    AtLeastPossible,
}

/// Compares two records. The answer is the same whichever comes first.
///
/// Without the same NHS number, two records whose dates of birth and dates of death both differ never match. A search
/// for candidates may therefore begin with the number, the dates near to these, and the records in which one is missing.
pub fn compare(a: &NotificationFacts, b: &NotificationFacts) -> Match {
    let compared = [
        signals::nhs_number(a, b),
        name::compare(a, b),
        signals::date_of_birth(a, b),
        signals::date_of_death(a, b),
        signals::postcode(a, b),
        signals::sex(a, b),
        signals::birth_order(a, b),
    ];
    let score = compared.iter().map(|one| one.weight).sum();
    let limited = |limit| compared.iter().any(|one| one.limit == limit);
    let band = if limited(Limit::Never) {
        Band::None
    } else {
        let mut band = if score >= VERY_LIKELY_FROM {
            Band::VeryLikely
        } else if score >= POSSIBLE_FROM {
            Band::Possible
        } else {
            Band::None
        };
        if limited(Limit::AtLeastPossible) {
            band = band.max(Band::Possible);
        }
        if limited(Limit::AtMostPossible) {
            band = band.min(Band::Possible);
        }
        band
    };
    Match { band, score, signals: compared.into_iter().map(|one| one.signal).collect() }
}

/// The candidates worth showing, likeliest first; equals keep the order they came in.
pub fn rank<T>(facts: &NotificationFacts, candidates: impl IntoIterator<Item = (T, NotificationFacts)>) -> Vec<(T, Match)> {
    let mut matches: Vec<(T, Match)> = candidates
        .into_iter()
        .map(|(candidate, its_facts)| (candidate, compare(facts, &its_facts)))
        .filter(|(_, found)| found.band > Band::None)
        .collect();
    matches.sort_by_key(|(_, found)| std::cmp::Reverse((found.band, found.score)));
    matches
}

/// Puts one comparison together.
fn weighed(signal: &'static str, outcome: Outcome, weight: i32, explanation: String) -> Weighed {
    Weighed { signal: Signal { signal, outcome, explanation }, weight, limit: Limit::Free }
}
