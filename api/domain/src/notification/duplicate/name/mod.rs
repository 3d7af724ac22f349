//! Comparing names: spelling variants, names the other way round, other names, and babies not yet named.

pub(super) mod called;
pub(super) mod likeness;
pub(super) mod phonetic;
pub(super) mod spelling;
mod trigram;

use super::{Limit, NotificationFacts, Outcome, Weighed, weighed};
use called::{Name, called, first_word};
use likeness::Likeness;

const SIGNAL: &str = "name";

/// What two names the other way round weigh.
const SWAPPED_WEIGHT: i32 = 22;
/// What it takes off a name that it agrees only with another name of the child.
const OTHER_NAME_COSTS: i32 = 2;
/// What the same mother's first name weighs under different surnames.
const SAME_MOTHER_WEIGHT: i32 = 5;

/// What different mothers' first names weigh under one surname.
const OTHER_MOTHER_WEIGHT: i32 = -5;

/// What came of comparing the names.
pub(super) struct Named {
    pub weighed: Weighed,
    /// How alike the first names are that were found most alike; nothing when one is not known.
    pub forename: Option<Likeness>,
}

/// Compares every way the one child is called with every way the other is, and keeps the best.
pub(super) fn compare(a: &NotificationFacts, b: &NotificationFacts) -> Named {
    let (ours, theirs) = (called(a), called(b));
    let mut best: Option<Named> = None;
    for (place, one) in ours.names.iter().enumerate() {
        for (other_place, other) in theirs.names.iter().enumerate() {
            let mut found = compare_names(one, other);
            if place > 0 || other_place > 0 {
                found.weighed = by_another_name(found.weighed);
            }
            if best.as_ref().is_none_or(|best| found.weighed.weight > best.weighed.weight) {
                best = Some(found);
            }
        }
    }
    let best = best.unwrap_or_else(|| Named { weighed: not_known(), forename: None });
    match (ours.mother, theirs.mother) {
        (Some(one), Some(other)) if best.forename.is_none() => with_mothers(best, likeness::first_names(&one, &other)),
        _ => best,
    }
}

fn by_another_name(mut found: Weighed) -> Weighed {
    if found.signal.outcome != Outcome::Missing {
        found.signal.explanation = format!("{}, using another name", found.signal.explanation);
        if found.signal.outcome == Outcome::Agree {
            found.signal.outcome = Outcome::Close;
            found.weight -= OTHER_NAME_COSTS;
        }
    }
    found
}

/// Two babies not yet named, each entered as "Baby of" its mother.
fn with_mothers(found: Named, mothers: Likeness) -> Named {
    let known = found.weighed.weight;
    let weighed = match mothers {
        Likeness::Same | Likeness::Variant if known < SAME_MOTHER_WEIGHT => {
            weighed(SIGNAL, Outcome::Close, SAME_MOTHER_WEIGHT, "Different surname, but the mother’s first name is the same".to_owned())
        }
        Likeness::Differ if known > 0 => Weighed {
            limit: Limit::AtMostPossible,
            ..weighed(SIGNAL, Outcome::Differ, OTHER_MOTHER_WEIGHT, "Same or similar surname, but the mothers’ first names differ".to_owned())
        },
        Likeness::Same | Likeness::MiddleName | Likeness::Variant | Likeness::Close | Likeness::Differ => return found,
    };
    Named { weighed, ..found }
}

fn not_known() -> Weighed {
    weighed(SIGNAL, Outcome::Missing, 0, "Name not known for one or both".to_owned())
}

fn compare_names(a: &Name, b: &Name) -> Named {
    let forename = likeness_of(&a.forenames, &b.forenames, likeness::forenames);
    let straight = as_written(weigh(likeness_of(&a.surname, &b.surname, likeness::surnames), forename), a, b);
    let crossed = likeness_of(&a.surname, &b.forenames, likeness::forenames).zip(likeness_of(&a.forenames, &b.surname, likeness::forenames));
    match crossed {
        Some((one, other)) if one.min(other) > Likeness::Differ && straight.weight < SWAPPED_WEIGHT => Named {
            weighed: weighed(SIGNAL, Outcome::Close, SWAPPED_WEIGHT, "First name and surname the other way round".to_owned()),
            forename: Some(one.min(other)),
        },
        _ => Named { weighed: straight, forename },
    }
}

/// Two spellings that count as one name are not called the same name: whoever looks sees that they differ.
fn as_written(mut found: Weighed, a: &Name, b: &Name) -> Weighed {
    let differs = |one: Option<&str>, other: Option<&str>| one.zip(other).is_some_and(|(one, other)| one != other);
    let surname = differs(a.surname.as_deref(), b.surname.as_deref());
    let forename = differs(a.forenames.as_deref().map(first_word), b.forenames.as_deref().map(first_word));
    let mut words = std::mem::take(&mut found.signal.explanation);
    if surname || forename {
        words = words.replace("Same name", "Another spelling of the same name");
    }
    if surname {
        words = words.replace("Same surname", "Another spelling of the same surname");
    }
    if forename {
        words = words.replace("Same first name", "Another spelling of the same first name");
    }
    found.signal.explanation = words;
    found
}

/// The weight of each pair of likenesses (surname, first name). Different first names are never selected in advance:
/// that is what brothers, sisters and twins look like.
fn weigh(surname: Option<Likeness>, forename: Option<Likeness>) -> Weighed {
    use Likeness::{Close, Differ, MiddleName, Same, Variant};
    let (outcome, weight, words, limit) = match (surname, forename) {
        (None, None) => return not_known(),
        (Some(Same), Some(Same)) => (Outcome::Agree, 30, "Same name", Limit::Free),
        (Some(Same), Some(MiddleName)) => (Outcome::Close, 27, "Same surname, and the first name of one is a middle name of the other", Limit::Free),
        (Some(Same), Some(Variant)) => (Outcome::Close, 27, "Same surname and another form of the same first name", Limit::Free),
        (Some(Variant | MiddleName), Some(Same)) => (Outcome::Close, 27, "Same first name and another spelling of the same surname", Limit::Free),
        (Some(Variant), Some(Variant | MiddleName)) => (Outcome::Close, 24, "Other spellings of the same surname and first name", Limit::Free),
        (Some(Same), Some(Close)) => (Outcome::Close, 24, "Same surname and similar first name", Limit::Free),
        (Some(Close), Some(Same)) => (Outcome::Close, 24, "Same first name and similar surname", Limit::Free),
        (Some(Close | Variant | MiddleName), Some(Close | Variant | MiddleName)) => {
            (Outcome::Close, 18, "Similar surname and first name", Limit::Free)
        }
        (Some(Same), Some(Differ)) => (Outcome::Differ, -3, "Same surname and different first name", Limit::AtMostPossible),
        (Some(Close | Variant | MiddleName), Some(Differ)) => {
            (Outcome::Differ, -8, "Similar surname and different first name", Limit::AtMostPossible)
        }
        (Some(Differ), Some(Same)) => (Outcome::Close, 2, "Same first name and different surname", Limit::Free),
        (Some(Differ), Some(Variant | MiddleName)) => {
            (Outcome::Close, -1, "Another form of the same first name and a different surname", Limit::Free)
        }
        (Some(Differ), Some(Close)) => (Outcome::Differ, -6, "Similar first name and different surname", Limit::Free),
        (Some(Differ), Some(Differ)) => (Outcome::Differ, -25, "Different name", Limit::AtMostPossible),
        (Some(Same), None) => (Outcome::Agree, 15, "Same surname; first name not known for one or both", Limit::Free),
        (Some(Variant | MiddleName), None) => {
            (Outcome::Close, 13, "Another spelling of the same surname; first name not known for one or both", Limit::Free)
        }
        (Some(Close), None) => (Outcome::Close, 10, "Similar surname; first name not known for one or both", Limit::Free),
        // A baby may be entered under either parent's surname before it is named.
        (Some(Differ), None) => (Outcome::Differ, -10, "Different surname; first name not known for one or both", Limit::Free),
        (None, Some(Same)) => (Outcome::Agree, 12, "Same first name; surname not known for one or both", Limit::Free),
        (None, Some(Variant | MiddleName)) => {
            (Outcome::Close, 10, "Another form of the same first name; surname not known for one or both", Limit::Free)
        }
        (None, Some(Close)) => (Outcome::Close, 8, "Similar first name; surname not known for one or both", Limit::Free),
        (None, Some(Differ)) => (Outcome::Differ, -12, "Different first name; surname not known for one or both", Limit::AtMostPossible),
    };
    Weighed { limit, ..weighed(SIGNAL, outcome, weight, words.to_owned()) }
}

fn likeness_of(a: &Option<String>, b: &Option<String>, how: fn(&str, &str) -> Likeness) -> Option<Likeness> {
    Some(how(a.as_deref()?, b.as_deref()?))
}
