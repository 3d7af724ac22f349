//! Which records are worth comparing, in terms an index can answer: keys of a record, and dates near to one another.
//!
//! Names, numbers and addresses are stored encrypted, so the database can search only what is derived from them. It
//! keeps a keyed hash of each match key beside the record, and the dates as they are.

use super::dates::{are_near, are_next};
use super::name::called::{Name, called};
use super::name::{phonetic, spelling};
use super::{NotificationFacts, signals::home_postcode};
use std::collections::BTreeSet;
use std::fmt;

/// A record has no more keys than this; a usual one has five to eight.
const MOST_KEYS: usize = 16;

/// What a key was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The NHS number.
    NhsNumber,
    /// The home postcode.
    Postcode,
    /// How a surname and the first name sound together, in either order.
    WholeName,
    /// How one word of a name sounds. Surnames and first names share this kind, since they are entered the wrong way round.
    NamePart,
}

/// A word that records of one child are likely to share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatchKey {
    /// What it was made of.
    pub kind: KeyKind,
    /// Personal data: to be hashed with a secret key before it is kept.
    pub text: String,
}

impl fmt::Display for MatchKey {
    /// With a prefix for its kind, as it is hashed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = match self.kind {
            KeyKind::NhsNumber => "nhs",
            KeyKind::Postcode => "home",
            KeyKind::WholeName => "whole",
            KeyKind::NamePart => "part",
        };
        write!(f, "{prefix}:{}", self.text)
    }
}

/// The keys of a record, in a fixed order, each once: NHS number, home postcode, whole names, parts of names.
///
/// A word that has other spellings or short forms gives the key of each group it is in, so that Kate and Catherine share
/// one. Placeholders such as "Baby of …" give none, but the mother's surname after them does.
pub fn match_keys(facts: &NotificationFacts) -> Vec<MatchKey> {
    let mut keys = BTreeSet::new();
    keys.extend(facts.nhs_number.iter().map(|number| MatchKey { kind: KeyKind::NhsNumber, text: number.clone() }));
    keys.extend(home_postcode(facts).map(|postcode| MatchKey { kind: KeyKind::Postcode, text: postcode.to_owned() }));
    for name in called(facts).names {
        keys.extend(whole_names(&name).into_iter().map(|text| MatchKey { kind: KeyKind::WholeName, text }));
        let words = [&name.surname, &name.forenames].into_iter().flatten().flat_map(|part| part.split(' '));
        keys.extend(words.flat_map(sounds).map(|text| MatchKey { kind: KeyKind::NamePart, text }));
        keys.extend(name.surname.iter().flat_map(|surname| sounds(&surname.replace(' ', ""))).map(|text| MatchKey { kind: KeyKind::NamePart, text }));
    }
    keys.into_iter().take(MOST_KEYS).collect()
}

/// Whether two records are worth comparing. Every pair that reaches "possible" is, so a search needs to find no others:
///
/// 1. the NHS numbers are equal; or
/// 2. both the dates of birth and the dates of death are near (`near_dates`), and at least one of the two is the same or a
///    day apart: nobody slips in both and in every name and the postcode too, and many newborns live and die in one week; or
/// 3. one of the two is near, and any key of a name or the home postcode is shared; or
/// 4. in one record a date is not known, so that nothing can be near to it, and a whole name is shared.
///
/// Each is a look-up: keys in an index of arrays, dates as one range and a list of about sixty days. Without the number
/// and without a near date, two records that know their dates never match, however alike the names: names are shared by
/// many children, and whoever died on other days and was born on other days is another child.
pub fn is_candidate(a: &NotificationFacts, b: &NotificationFacts) -> bool {
    let (born, died) = (are_near(a.date_of_birth, b.date_of_birth), are_near(a.date_of_death, b.date_of_death));
    let next = are_next(a.date_of_birth, b.date_of_birth) || are_next(a.date_of_death, b.date_of_death);
    if (a.nhs_number.is_some() && a.nhs_number == b.nhs_number) || (born && died && next) {
        return true;
    }
    let theirs = match_keys(b);
    let shared = |fits: fn(KeyKind) -> bool| match_keys(a).iter().any(|key| fits(key.kind) && theirs.contains(key));
    let date_unknown = [a, b].iter().any(|facts| facts.date_of_birth.is_none() || facts.date_of_death.is_none());
    ((born || died) && shared(|kind| kind != KeyKind::NhsNumber)) || (date_unknown && shared(|kind| kind == KeyKind::WholeName))
}

/// How a word sounds, and how the first name of each group it belongs to does.
fn sounds(word: &str) -> BTreeSet<String> {
    let known = spelling::headings(word).iter().copied();
    // An initial, or a letter in the middle of a name, is shared by too many.
    let itself = (word.chars().count() > 1).then_some(word);
    known.chain(itself).map(phonetic::code).filter(|code| !code.is_empty()).collect()
}

/// Surname and first name by their sounds, in the order of the alphabet.
fn whole_names(name: &Name) -> Vec<String> {
    let (Some(surname), Some(forenames)) = (&name.surname, &name.forenames) else { return Vec::new() };
    let firsts = sounds(forenames.split(' ').next().unwrap_or(forenames));
    let surnames = sounds(&surname.replace(' ', ""));
    let pairs =
        surnames.iter().flat_map(|surname| firsts.iter().map(move |first| if surname <= first { (surname, first) } else { (first, surname) }));
    pairs.map(|(one, other)| format!("{one} {other}")).collect()
}
