//! Every way a child is called: the name given, other names, and what "Baby of …" tells of the mother.

use super::super::NotificationFacts;
use crate::vocab::fold::folded;

/// More other names than this are not looked at, so that a long text cannot make comparing slow.
const MOST_ALIASES: usize = 10;

/// Words that stand where a first name will be once the family has chosen one.
const PLACEHOLDERS: &[&str] = &[
    "baby", "babe", "infant", "newborn", "neonate", "twin", "triplet", "boy", "girl", "male", "female", "child", "unnamed", "unknown", "unk", "not",
    "named", "yet", "no", "name", "known", "none", "nk", "na", "tbc", "nyn", "a", "b", "c", "i", "ii", "iii", "one", "two", "three", "of", "son",
    "daughter",
];

/// One way a child is called, folded. Either part may be unknown.
#[derive(Clone, PartialEq, Eq, Default)]
pub(in super::super) struct Name {
    pub surname: Option<String>,
    pub forenames: Option<String>,
}

/// All of them.
pub(in super::super) struct Called {
    /// The name given, then each other name.
    pub names: Vec<Name>,
    /// The mother's first name, where it keeps the place of the child's.
    pub mother: Option<String>,
}

/// Every way the child of a record is called.
pub(in super::super) fn called(facts: &NotificationFacts) -> Called {
    let surname = facts.surname.as_deref().and_then(folded);
    let written = facts.forenames.as_deref().and_then(unabbreviated);
    let placeholder = written.as_deref().is_some_and(|forenames| is_placeholder(forenames, surname.as_deref()));
    let mother = written.as_deref().filter(|_| placeholder).and_then(mother_in).map(str::to_owned);
    let given = Name { surname, forenames: written.filter(|_| !placeholder) };
    let mut names = vec![given.clone()];
    names.extend(mother.as_deref().and_then(|mother| mothers_surname(mother, given.surname.as_deref())));
    for alias in aliases(facts) {
        match alias.rsplit_once(' ') {
            Some((forenames, surname)) => names.push(Name { surname: Some(surname.to_owned()), forenames: Some(forenames.to_owned()) }),
            // One word alone may be another first name or another surname.
            None => {
                names.push(Name { surname: given.surname.clone(), forenames: Some(alias.clone()) });
                names.push(Name { surname: Some(alias), forenames: given.forenames.clone() });
            }
        }
    }
    let mother = mother.map(|mother| first_word(&mother).to_owned()).filter(|first| given.surname.as_deref() != Some(first));
    Called { names, mother }
}

/// The other names of a record, folded, without those that only keep a place.
pub(in super::super) fn aliases(facts: &NotificationFacts) -> Vec<String> {
    let written = facts.aliases.as_deref().unwrap_or("").to_lowercase().replace(" or ", ",");
    written.split([',', ';', '/', '\n']).filter_map(folded).filter(|alias| !is_placeholder(alias, None)).take(MOST_ALIASES).collect()
}

/// The first of several words.
pub(super) fn first_word(words: &str) -> &str {
    words.split(' ').next().unwrap_or(words)
}

/// Folded, with "B/O" (baby of) written out.
fn unabbreviated(forenames: &str) -> Option<String> {
    folded(&forenames.to_lowercase().replace("b/o", "baby of"))
}

/// "Karen Reed" out of "Baby of Karen Reed".
fn mother_in(placeholder: &str) -> Option<&str> {
    placeholder.split_once(" of ").map(|(_, mother)| mother)
}

/// A baby may be entered under either parent's surname: the mother's is another name of it.
fn mothers_surname(mother: &str, given: Option<&str>) -> Option<Name> {
    let last = mother.rsplit(' ').next()?;
    let tells = if mother.contains(' ') { given != Some(last) } else { given.is_none() };
    tells.then(|| Name { surname: Some(last.to_owned()), forenames: None })
}

/// Whether the words only keep the place of a first name: "Baby of Smith", "Twin 2", "not yet named".
fn is_placeholder(forenames: &str, surname: Option<&str>) -> bool {
    let surname = surname.unwrap_or_default();
    let mut words = forenames.split(' ');
    let starts = words.clone().next().is_some_and(|word| word.chars().count() > 1 && PLACEHOLDERS.contains(&word));
    // "Baby of" is followed by the mother's name, which is not the child's.
    let of_somebody = forenames.contains(" of ");
    starts && (of_somebody || words.all(|word| PLACEHOLDERS.contains(&word) || surname.split(' ').any(|part| part == word)))
}
