//! What of a case is sealed, and the index codes by which it is found all the same.

use super::store::CaseRow;
use crate::platform::keyring::{Index, Keyring};
use crate::platform::problem::Problem;
use chrono::NaiveDate;
use opencdr_domain::notification::duplicate::{KeyKind, match_keys};
use opencdr_domain::notification::facts::NotificationFacts;
use opencdr_domain::vocab::fold::folded;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Place of [`Identity`].
pub const IDENTITY: &str = "cases.sealed";
/// Place of [`PersonDetails`].
pub const PERSON: &str = "case_people.sealed";
/// Place of [`ProfessionalDetails`].
pub const PROFESSIONAL: &str = "case_professionals.sealed";
/// Place of [`Told`].
pub const TOLD: &str = "notifications.sealed";
/// Place of the detail of an event.
pub const EVENT: &str = "case_events.sealed";

/// What identifies the child.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// Surname; the family name when not yet named.
    pub surname: String,
    /// First and other names; empty when not yet named.
    pub forenames: String,
    /// Also known as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aliases: Option<String>,
    /// Ten digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nhs_number: Option<String>,
    /// Home address: line1, line2, town, postcode.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub address: Map<String, Value>,
    /// Home postcode, with its space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Whether the child was one of twins or more, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple: Option<bool>,
    /// Place in their birth order, 1 for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_order: Option<u8>,
}

/// What identifies somebody of the family or household.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonDetails {
    /// Name.
    pub name: String,
    /// Relationship to the child, code or words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationship: Option<String>,
    /// Date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<NaiveDate>,
    /// The other answers of the row.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub details: Map<String, Value>,
}

/// Who a professional is and how they are reached.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfessionalDetails {
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// Organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// What a list shows of a notification.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// Surname of the child.
    pub surname: String,
    /// First and other names; empty when not yet named.
    pub forenames: String,
    /// Ten digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nhs_number: Option<String>,
    /// Who sent it.
    pub notifier_name: String,
}

/// The index codes by which a case is found in its area.
pub struct Codes {
    /// Code of the NHS number.
    pub nhs_key: Option<i64>,
    /// Codes of the beginnings of its names.
    pub name_keys: Vec<i64>,
    /// Codes of what records of the same child are likely to share.
    pub match_keys: Vec<Option<i64>>,
}

/// Makes the index codes of an identity.
pub fn codes(index: &Index, identity: &Identity) -> Codes {
    Codes {
        nhs_key: identity.nhs_number.as_deref().map(|number| index.code(&nhs_value(number))),
        name_keys: beginnings(&identity.name_parts()).iter().map(|start| index.code(start)).collect(),
        match_keys: match_codes(index, &identity.facts()),
    }
}

/// Opens the identity of a case in a list, where each row is another case.
///
/// # Errors
/// When it was changed or moved.
pub fn open(keyring: &Keyring, case: Uuid, wrapped_key: &[u8], sealed: &[u8]) -> Result<Identity, Problem> {
    keyring.unwrap(case, wrapped_key)?.open_json(IDENTITY, case, sealed)
}

/// The index codes of what records of this child are likely to share; none is empty, but a column of arrays could hold such.
pub fn match_codes(index: &Index, facts: &NotificationFacts) -> Vec<Option<i64>> {
    shared_keys(facts).iter().map(|key| Some(index.code(key))).collect()
}

/// What those codes are made of. The NHS number has a code of its own.
pub fn shared_keys(facts: &NotificationFacts) -> Vec<String> {
    match_keys(facts).iter().filter(|key| key.kind != KeyKind::NhsNumber).map(ToString::to_string).collect()
}

impl Identity {
    /// What of it is compared with other records.
    pub fn facts(&self) -> NotificationFacts {
        NotificationFacts {
            surname: Some(self.surname.clone()),
            forenames: Some(self.forenames.clone()).filter(|f| !f.is_empty()),
            aliases: self.aliases.clone(),
            nhs_number: self.nhs_number.clone(),
            postcode: self.postcode.as_deref().map(|p| p.replace(' ', "")),
            birth_order: self.birth_order,
            multiple: self.multiple,
            ..NotificationFacts::default()
        }
    }

    /// The parts of every name the child is known by.
    pub fn name_parts(&self) -> Vec<String> {
        name_parts(&[&self.surname, &self.forenames, self.aliases.as_deref().unwrap_or_default()])
    }

    /// Whether each of these is the beginning of a part of a name.
    pub fn is_called(&self, starts: &[String]) -> bool {
        let parts = self.name_parts();
        starts.iter().all(|start| parts.iter().any(|part| part.starts_with(start.as_str())))
    }
}

impl CaseRow {
    /// The child's identity, with the key of the case.
    ///
    /// # Errors
    /// When it was changed or moved.
    pub fn identity(&self, keyring: &Keyring) -> Result<Identity, Problem> {
        open(keyring, self.id, &self.wrapped_key, &self.sealed)
    }
}

/// What the index code of an NHS number is made of.
pub fn nhs_value(number: &str) -> String {
    format!("nhs number {number}")
}

/// The parts of names as they are searched: letters only, lower case, without accents.
pub fn name_parts(names: &[&str]) -> Vec<String> {
    let mut parts: Vec<String> = names
        .iter()
        .filter_map(|name| folded(&name.replace([',', '/', ';', '(', ')'], " ")))
        .flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// Lengths of beginnings that have an index code. Longer ones would only find fewer to open and compare.
const INDEXED: std::ops::RangeInclusive<usize> = 2..=4;

fn beginning(part: &str, letters: usize) -> Option<String> {
    (part.chars().count() >= letters).then(|| format!("name {}", part.chars().take(letters).collect::<String>()))
}

/// What the index codes of names are made of: every indexed beginning of every part, once.
fn beginnings(parts: &[String]) -> Vec<String> {
    let mut all: Vec<String> = parts.iter().flat_map(|part| INDEXED.filter_map(|letters| beginning(part, letters))).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What to look for when a part of a name was typed: its longest indexed beginning. One letter alone narrows nothing.
pub fn beginning_to_find(typed: &str) -> Option<String> {
    INDEXED.rev().find_map(|letters| beginning(typed, letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_searched_by_their_parts_without_case_marks_or_accents() {
        assert_eq!(name_parts(&["O’Brien-Šmith", "Zoë  Anne", ""]), ["anne", "obrien", "smith", "zoe"]);
    }

    #[test]
    fn a_name_is_found_by_any_beginning_of_two_letters_or_more() {
        let identity = Identity { surname: "O’Brien".into(), forenames: "Al".into(), ..Identity::default() };
        assert_eq!(beginnings(&identity.name_parts()), ["name al", "name ob", "name obr", "name obri"]);
        for typed in ["ob", "obr", "obri", "obrie", "obrien"] {
            let looked_for = beginning_to_find(typed).unwrap();
            assert!(beginnings(&identity.name_parts()).contains(&looked_for), "{typed}");
            assert!(identity.is_called(&[typed.to_owned()]));
        }
        assert!(!identity.is_called(&["obrist".to_owned()]) && beginning_to_find("o").is_none());
    }
}
