//! Whether two records are about the same child, with the reasons in words.
//!
//! Every signal says whether it agrees, is close, differs or is missing, and weighs for or against. Missing
//! information weighs nothing, so a sparse notification is never quietly passed over. Nothing is merged by this:
//! a person decides, and sees why the records were put side by side.

mod dates;
mod difference;
mod keys;
mod multiples;
mod name;
mod signals;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_candidates;

pub use dates::{NearDates, near_dates};
pub use difference::{Difference, differences};
pub use keys::{KeyKind, MatchKey, is_candidate, match_keys};
pub use multiples::perhaps_of_one_birth;

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
    /// What was compared: `nhs_number`, `name`, `date_of_birth`, `date_of_death`, `postcode`, `place_of_death`, `sex` or
    /// `birth_order`.
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
const POSSIBLE_FROM: i32 = 27;
/// From this score a match is selected in advance: name and both dates, or the NHS number, with little against it.
const VERY_LIKELY_FROM: i32 = 52;

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
/// A pair that is no candidate (`is_candidate`) is never shown, so that the answer does not depend on how the other
/// record was found.
pub fn compare(a: &NotificationFacts, b: &NotificationFacts) -> Match {
    let named = name::compare(a, b);
    let of_multiples = multiples::limit(a, b, named.forename);
    let compared = [
        signals::nhs_number(a, b),
        named.weighed,
        dates::date_of_birth(a, b),
        dates::date_of_death(a, b),
        signals::postcode(a, b),
        signals::place(a, b),
        signals::sex(a, b),
        signals::birth_order(a, b),
    ];
    let score = compared.iter().map(|one| one.weight).sum();
    let limits: Vec<Limit> = compared.iter().map(|one| one.limit).chain([of_multiples]).collect();
    let mut band = band_of(score, &limits);
    if band > Band::None && !is_candidate(a, b) {
        band = Band::None;
    }
    Match { band, score, signals: compared.into_iter().map(|one| one.signal).collect() }
}

fn band_of(score: i32, limits: &[Limit]) -> Band {
    if limits.contains(&Limit::Never) {
        return Band::None;
    }
    let mut band = if score >= VERY_LIKELY_FROM {
        Band::VeryLikely
    } else if score >= POSSIBLE_FROM {
        Band::Possible
    } else {
        Band::None
    };
    if limits.contains(&Limit::AtLeastPossible) {
        band = band.max(Band::Possible);
    }
    if limits.contains(&Limit::AtMostPossible) {
        band = band.min(Band::Possible);
    }
    band
}

/// What was found among candidates.
#[derive(Debug)]
pub struct Ranked<T> {
    /// Those that may be the same child, likeliest first; equals keep the order they came in.
    pub alike: Vec<(T, Match)>,
    /// Those that are not, and may be another child of the same birth.
    pub twins: Vec<(T, Match)>,
}

/// The candidates worth showing.
pub fn rank<T>(facts: &NotificationFacts, candidates: impl IntoIterator<Item = (T, NotificationFacts)>) -> Ranked<T> {
    let mut ranked = Ranked { alike: Vec::new(), twins: Vec::new() };
    for (candidate, its_facts) in candidates {
        let found = compare(facts, &its_facts);
        if found.band > Band::None {
            ranked.alike.push((candidate, found));
        } else if perhaps_of_one_birth(facts, &its_facts) {
            ranked.twins.push((candidate, found));
        }
    }
    ranked.alike.sort_by_key(|(_, found)| std::cmp::Reverse((found.band, found.score)));
    ranked
}

/// Puts one comparison together.
fn weighed(signal: &'static str, outcome: Outcome, weight: i32, explanation: String) -> Weighed {
    Weighed { signal: Signal { signal, outcome, explanation }, weight, limit: Limit::Free }
}

/// A comparison that cannot be made, and weighs nothing.
fn missing(signal: &'static str, words: &str) -> Weighed {
    weighed(signal, Outcome::Missing, 0, words.to_owned())
}
