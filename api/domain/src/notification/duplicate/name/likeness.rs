//! How alike two surnames, or two sets of first names, are.

use super::called::first_word;
use super::spelling::{are_different_names, are_one_name, headings};
use super::{phonetic, trigram};

/// From this Jaro-Winkler similarity two names are the same but for a slip.
const SAME_FROM: f64 = 0.95;
/// From this similarity two names may be spellings of one.
const CLOSE_FROM: f64 = 0.86;
/// From this similarity, if they also sound alike.
const CLOSE_IN_SOUND_FROM: f64 = 0.7;
/// From this part of shared trigrams, whatever the order of the words.
const CLOSE_IN_TRIGRAMS_FROM: f64 = 0.6;
/// Codes shorter than this are shared by too many names to say anything.
const SHORTEST_CODE: usize = 2;

/// How alike two parts of a name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Likeness {
    Differ,
    /// Alike in letters or sound. Brothers, sisters and twins may be called so.
    Close,
    /// Another way of writing or saying one name: a known spelling or short form. (Families do call twins Eva and Evie.)
    Variant,
    /// The first name of one is a middle name of the other.
    MiddleName,
    Same,
}

/// By letters and sound alone.
fn letters(a: &str, b: &str) -> Likeness {
    let similarity = strsim::jaro_winkler(a, b);
    let alike_in_sound = || {
        let code = phonetic::code(a);
        code.len() >= SHORTEST_CODE && code == phonetic::code(b)
    };
    if similarity >= SAME_FROM {
        Likeness::Same
    } else if similarity >= CLOSE_FROM
        || (similarity >= CLOSE_IN_SOUND_FROM && alike_in_sound())
        || trigram::similarity(a, b) >= CLOSE_IN_TRIGRAMS_FROM
    {
        Likeness::Close
    } else {
        Likeness::Differ
    }
}

/// Surnames: a double-barrelled name is close to either half.
pub(in super::super) fn surnames(a: &str, b: &str) -> Likeness {
    let joined = letters(&joined(a), &joined(b));
    if joined == Likeness::Same {
        return joined;
    }
    if are_one_name(a, b) {
        return Likeness::Variant;
    }
    if (a.contains(' ') || b.contains(' ')) && share_a_word(a, b) {
        return joined.max(Likeness::Close);
    }
    joined.max(if trigram::similarity(a, b) >= CLOSE_IN_TRIGRAMS_FROM { Likeness::Close } else { Likeness::Differ })
}

/// First names: the first one counts most, an initial is close, and the child may be called by a middle name.
pub(super) fn forenames(a: &str, b: &str) -> Likeness {
    let (first_a, first_b) = (calling(a), calling(b));
    let first = first_names(first_a, first_b);
    let whole = if are_different_names(first_a, first_b) { first } else { first.max(letters(&joined(a), &joined(b))) };
    if whole >= Likeness::Variant && first_word(a) != a && first_word(b) != b && !rest_is_alike(a, b, first_a, first_b) {
        // "Jia Yi" and "Jia Hui", "Ahmed Ali" and "Ahmed Raza": a first name shared within one family.
        return Likeness::Close;
    }
    if whole < Likeness::Variant && (called_by_middle_name(a, b) || called_by_middle_name(b, a)) {
        return Likeness::MiddleName;
    }
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if whole < Likeness::Close
        && (initial(first_a, first_b) || initial(first_b, first_a) || (a.contains(' ') != b.contains(' ') && share_a_word(a, b)))
    {
        return Likeness::Close;
    }
    whole
}

/// One first name beside another.
pub(super) fn first_names(a: &str, b: &str) -> Likeness {
    if a == b {
        Likeness::Same
    } else if are_one_name(a, b) {
        Likeness::Variant
    } else if are_different_names(a, b) {
        Likeness::Differ
    } else {
        letters(a, b)
    }
}

/// The name a child is called by: not "Mohammed" where it stands before another name, as it does for many brothers.
fn calling(forenames: &str) -> &str {
    match forenames.split_once(' ') {
        Some((first, rest)) if is_mohammed(first) => first_word(rest),
        _ => first_word(forenames),
    }
}

fn is_mohammed(word: &str) -> bool {
    headings(word).contains(&"mohammed")
}

/// Whether what follows the compared names is alike, or not there in one of them.
fn rest_is_alike(a: &str, b: &str, first_a: &str, first_b: &str) -> bool {
    let rest = |all: &str, first: &str| -> Vec<String> { all.split(' ').skip_while(|word| *word != first).skip(1).map(str::to_owned).collect() };
    let (rest_a, rest_b) = (rest(a, first_a), rest(b, first_b));
    let initial = |one: &str, other: &str| one.chars().count() == 1 && other.starts_with(one);
    rest_a.is_empty()
        || rest_b.is_empty()
        || rest_a
            .iter()
            .any(|one| rest_b.iter().any(|other| first_names(one, other) > Likeness::Differ || initial(one, other) || initial(other, one)))
}

/// "Rose" and "Amelia Rose".
fn called_by_middle_name(short: &str, long: &str) -> bool {
    !is_mohammed(first_word(short)) && long.split(' ').skip(1).any(|middle| middle == first_word(short) && middle.chars().count() > 2)
}

fn share_a_word(a: &str, b: &str) -> bool {
    a.split(' ').any(|one| one.chars().count() > 2 && b.split(' ').any(|other| one == other))
}

fn joined(words: &str) -> String {
    words.replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::Likeness::{Close, Differ, MiddleName, Same, Variant};
    use super::*;

    #[test]
    fn first_names_are_compared_as_families_and_offices_write_them() {
        for (a, b, expected) in [
            ("amelia rose", "amelia", Same),
            ("catherine", "kate", Variant),
            ("amelia rose", "rose", MiddleName),
            ("amelia rose", "a", Close),
            ("mohammed ali", "muhammad ali", Same),
            ("mohammed ali", "mohammed hasan", Differ),
            ("mohammed ali", "mohammed", Close),
            ("md ali", "ali", Same),
            ("jia yi", "jiayi", Same),
            ("jia yi", "jia hui", Close),
            ("hassan", "hussain", Differ),
            ("jayden", "hayden", Differ),
            ("ella", "bella", Differ),
            ("amelia rose", "ava rose", Differ),
            ("amelia", "amleia", Same),
            ("amelia", "amelie", Close),
            ("noah", "elias", Differ),
            ("chukwuemeka", "emeka", Variant),
        ] {
            assert_eq!(forenames(a, b), expected, "{a} / {b}");
            assert_eq!(forenames(b, a), expected, "{b} / {a}");
        }
    }

    #[test]
    fn surnames_are_compared_by_letters_sound_halves_and_known_spellings() {
        for (a, b, expected) in [
            ("okafor", "okafro", Same),
            ("mc donald", "mcdonald", Same),
            ("macdonald", "mcdonald", Same),
            ("smyth", "smith", Variant),
            ("wojcik", "vojcik", Close),
            ("okafor hart", "okafor", Close),
            ("smith jones", "jones smith", Close),
            ("al hassan", "hassan", Close),
            ("okafor", "lindqvist", Differ),
        ] {
            assert_eq!(surnames(a, b), expected, "{a} / {b}");
            assert_eq!(surnames(b, a), expected, "{b} / {a}");
        }
    }
}
