//! Comparing names: spelling variants, names the other way round, other names, and babies not yet named.

use super::{Limit, NotificationFacts, Outcome, Weighed, weighed};
use crate::vocab::fold::folded;

const SIGNAL: &str = "name";

/// From this Jaro-Winkler similarity two names are the same but for a slip.
const SAME_FROM: f64 = 0.95;
/// From this similarity two names may be spellings of one.
const CLOSE_FROM: f64 = 0.86;

/// More other names than this are not looked at, so that a long text cannot make comparing slow.
const MOST_ALIASES: usize = 10;

/// Words that stand where a first name will be once the family has chosen one.
const PLACEHOLDERS: &[&str] = &[
    "baby", "babe", "infant", "newborn", "neonate", "twin", "triplet", "boy", "girl", "male", "female", "child", "unnamed", "unknown", "unk", "not",
    "named", "yet", "no", "name", "known", "none", "nk", "na", "tbc", "nyn", "a", "b", "c", "i", "ii", "iii", "one", "two", "three", "of", "son",
    "daughter",
];

/// How alike two parts of a name are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Differ,
    Close,
    Same,
}

/// One way a child is called. Either part may be unknown.
#[derive(Clone, PartialEq, Eq)]
struct Name {
    surname: Option<String>,
    forenames: Option<String>,
}

/// Compares every way the one child is called with every way the other is, and keeps the best.
pub(super) fn compare(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    let (ours, theirs) = (names(a), names(b));
    let mut best: Option<Weighed> = None;
    for (place, one) in ours.iter().enumerate() {
        for (other_place, other) in theirs.iter().enumerate() {
            let mut found = compare_names(one, other);
            if (place > 0 || other_place > 0) && found.signal.outcome != Outcome::Missing {
                found.signal.explanation = format!("{}, using another name", found.signal.explanation);
                if found.signal.outcome == Outcome::Agree {
                    found.signal.outcome = Outcome::Close;
                    found.weight -= 4;
                }
            }
            if best.as_ref().is_none_or(|best| found.weight > best.weight) {
                best = Some(found);
            }
        }
    }
    best.unwrap_or_else(not_known)
}

fn not_known() -> Weighed {
    weighed(SIGNAL, Outcome::Missing, 0, "Name not known for one or both".to_owned())
}

fn compare_names(a: &Name, b: &Name) -> Weighed {
    let straight = weigh(likeness(&a.surname, &b.surname, surname_likeness), likeness(&a.forenames, &b.forenames, forename_likeness));
    let crossed = (likeness(&a.surname, &b.forenames, forename_likeness), likeness(&a.forenames, &b.surname, forename_likeness));
    let swapped = matches!(crossed, (Some(Likeness::Same | Likeness::Close), Some(Likeness::Same | Likeness::Close)));
    if swapped && straight.weight < SWAPPED_WEIGHT {
        return weighed(SIGNAL, Outcome::Close, SWAPPED_WEIGHT, "First name and surname the other way round".to_owned());
    }
    straight
}

/// What two names the other way round weigh.
const SWAPPED_WEIGHT: i32 = 22;

/// The weight of each pair of likenesses (surname, first name). Different first names are never selected in advance:
/// that is what brothers, sisters and twins look like.
fn weigh(surname: Option<Likeness>, forename: Option<Likeness>) -> Weighed {
    use Likeness::{Close, Differ, Same};
    let (outcome, weight, words, limit) = match (surname, forename) {
        (None, None) => return not_known(),
        (Some(Same), Some(Same)) => (Outcome::Agree, 30, "Same name", Limit::Free),
        (Some(Same), Some(Close)) => (Outcome::Close, 24, "Same surname and similar first name", Limit::Free),
        (Some(Close), Some(Same)) => (Outcome::Close, 24, "Same first name and similar surname", Limit::Free),
        (Some(Close), Some(Close)) => (Outcome::Close, 18, "Similar surname and first name", Limit::Free),
        (Some(Same), Some(Differ)) => (Outcome::Differ, 0, "Same surname and different first name", Limit::AtMostPossible),
        (Some(Close), Some(Differ)) => (Outcome::Differ, -8, "Similar surname and different first name", Limit::AtMostPossible),
        (Some(Differ), Some(Same)) => (Outcome::Close, 8, "Same first name and different surname", Limit::Free),
        (Some(Differ), Some(Close)) => (Outcome::Differ, -6, "Similar first name and different surname", Limit::Free),
        (Some(Differ), Some(Differ)) => (Outcome::Differ, -25, "Different name", Limit::AtMostPossible),
        (Some(Same), None) => (Outcome::Agree, 15, "Same surname; first name not known for one or both", Limit::Free),
        (Some(Close), None) => (Outcome::Close, 10, "Similar surname; first name not known for one or both", Limit::Free),
        // A baby may be entered under either parent's surname before it is named.
        (Some(Differ), None) => (Outcome::Differ, -10, "Different surname; first name not known for one or both", Limit::Free),
        (None, Some(Same)) => (Outcome::Agree, 12, "Same first name; surname not known for one or both", Limit::Free),
        (None, Some(Close)) => (Outcome::Close, 8, "Similar first name; surname not known for one or both", Limit::Free),
        (None, Some(Differ)) => (Outcome::Differ, -12, "Different first name; surname not known for one or both", Limit::AtMostPossible),
    };
    Weighed { limit, ..weighed(SIGNAL, outcome, weight, words.to_owned()) }
}

fn likeness(a: &Option<String>, b: &Option<String>, how: fn(&str, &str) -> Likeness) -> Option<Likeness> {
    Some(how(a.as_deref()?, b.as_deref()?))
}

/// Two parts of a name, by spelling alone.
fn spelling(a: &str, b: &str) -> Likeness {
    let similarity = strsim::jaro_winkler(a, b);
    if similarity >= SAME_FROM {
        Likeness::Same
    } else if similarity >= CLOSE_FROM {
        Likeness::Close
    } else {
        Likeness::Differ
    }
}

/// Surnames: a double-barrelled name is close to either half.
fn surname_likeness(a: &str, b: &str) -> Likeness {
    let joined = spelling(&a.replace(' ', ""), &b.replace(' ', ""));
    let shared = a.split(' ').any(|one| one.chars().count() > 2 && b.split(' ').any(|other| one == other));
    if shared && (a.contains(' ') || b.contains(' ')) {
        return joined.max(Likeness::Close);
    }
    joined
}

/// First names: the first one counts most, an initial is close, and a shared middle name is close.
fn forename_likeness(a: &str, b: &str) -> Likeness {
    let (first_a, first_b) = (first_word(a), first_word(b));
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let whole = spelling(first_a, first_b).max(spelling(&a.replace(' ', ""), &b.replace(' ', "")));
    let shared = a.split(' ').any(|one| one.chars().count() > 2 && b.split(' ').any(|other| one == other));
    if whole < Likeness::Close && (shared || initial(first_a, first_b) || initial(first_b, first_a)) {
        return Likeness::Close;
    }
    whole
}

fn first_word(words: &str) -> &str {
    words.split(' ').next().unwrap_or(words)
}

/// Every way the child is called: the name given, then each other name.
fn names(facts: &NotificationFacts) -> Vec<Name> {
    let given = Name {
        surname: facts.surname.as_deref().and_then(folded),
        forenames: facts.forenames.as_deref().and_then(folded).filter(|forenames| !is_placeholder(forenames, facts.surname.as_deref())),
    };
    let mut names = vec![given.clone()];
    let aliases = facts.aliases.as_deref().unwrap_or("").to_lowercase();
    for alias in
        aliases.replace(" or ", ",").split([',', ';', '/', '\n']).filter_map(folded).filter(|alias| !is_placeholder(alias, None)).take(MOST_ALIASES)
    {
        match alias.rsplit_once(' ') {
            Some((forenames, surname)) => names.push(Name { surname: Some(surname.to_owned()), forenames: Some(forenames.to_owned()) }),
            // One word alone may be another first name or another surname.
            None => {
                names.push(Name { surname: given.surname.clone(), forenames: Some(alias.clone()) });
                names.push(Name { surname: Some(alias), forenames: given.forenames.clone() });
            }
        }
    }
    names
}

/// Whether the words only keep the place of a first name: "Baby of Smith", "Twin 2", "not yet named".
fn is_placeholder(forenames: &str, surname: Option<&str>) -> bool {
    let surname = surname.and_then(folded).unwrap_or_default();
    let mut words = forenames.split(' ');
    let starts = words.clone().next().is_some_and(|word| word.chars().count() > 1 && PLACEHOLDERS.contains(&word));
    // "Baby of" is followed by the mother's name, which is not the child's.
    let of_somebody = forenames.contains(" of ");
    starts && (of_somebody || words.all(|word| PLACEHOLDERS.contains(&word) || surname.split(' ').any(|part| part == word)))
}
