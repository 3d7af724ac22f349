//! The FEBRL data sets: invented Australian adults with true pairs, made by others for measuring record linkage.
//!
//! They are used for tests only, and are not like ours: nobody in them has died, so dates of death are unknown throughout,
//! and unknown is neutral. What is mapped:
//!
//! - `given_name`, `surname`, `date_of_birth` as they are; a date that is none is not known;
//! - the home: their postcode is a town, ours a street, so ours is theirs with the first three letters of `address_1`. Two
//!   homes in one town are then "in the same district", and two in one street "the same postcode";
//! - `soc_sec_id` is left out. It would stand for the NHS number, but has no check digit and is mistyped in the duplicates,
//!   where two different valid NHS numbers are never one person.

use super::measure::{Reached, each_pair_shown};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use opencdr_domain::notification::duplicate::Band;
use opencdr_domain::notification::facts::NotificationFacts;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// What was found in one data set.
pub struct Found {
    /// Which: 1 to 4.
    pub set: usize,
    /// Its records.
    pub records: usize,
    /// Its true pairs.
    pub truth: usize,
    /// Pairs possible or better.
    pub shown: Reached,
    /// Pairs very likely.
    pub very_likely: Reached,
}

/// Measures every data set in a folder written by `api/scripts/febrl.py`.
///
/// # Errors
/// When a file is missing or cannot be read.
pub fn measure(folder: &Path) -> Result<Vec<Found>> {
    (1..=4).map(|set| one(folder, set)).collect()
}

fn one(folder: &Path, set: usize) -> Result<Found> {
    let mut facts = Vec::new();
    let mut numbers = HashMap::new();
    for row in rows(&folder.join(format!("febrl{set}.csv")))? {
        numbers.insert(row.get("rec_id").cloned().unwrap_or_default(), facts.len());
        facts.push(facts_of(&row));
    }
    let mut truth = HashSet::new();
    for row in rows(&folder.join(format!("febrl{set}-pairs.csv")))? {
        let (Some(a), Some(b)) = (row.get("a").and_then(|id| numbers.get(id)), row.get("b").and_then(|id| numbers.get(id))) else {
            bail!("febrl{set}-pairs.csv names a record that febrl{set}.csv does not have");
        };
        truth.insert((*a.min(b), *a.max(b)));
    }
    let mut found = Found { set, records: facts.len(), truth: truth.len(), shown: Reached::default(), very_likely: Reached::default() };
    each_pair_shown(&facts, |a, b, band| {
        let right = truth.contains(&(a, b));
        found.shown.count(right);
        if band == Band::VeryLikely {
            found.very_likely.count(right);
        }
    });
    Ok(found)
}

fn rows(file: &Path) -> Result<Vec<HashMap<String, String>>> {
    let mut reader = csv::Reader::from_path(file).with_context(|| format!("cannot read {}; api/scripts/febrl.py writes it", file.display()))?;
    reader.deserialize().map(|row| row.with_context(|| format!("a line of {} cannot be read", file.display()))).collect()
}

fn facts_of(row: &HashMap<String, String>) -> NotificationFacts {
    let text = |column: &str| row.get(column).map(|written| written.trim().to_owned()).filter(|written| !written.is_empty());
    NotificationFacts {
        surname: text("surname"),
        forenames: text("given_name"),
        date_of_birth: text("date_of_birth").and_then(|written| NaiveDate::parse_from_str(&written, "%Y%m%d").ok()),
        postcode: text("postcode").zip(text("address_1")).and_then(|(town, street)| home(&town, &street)),
        ..NotificationFacts::default()
    }
}

/// Their town and the beginning of the street; nothing for a street that is hardly written.
fn home(town: &str, street: &str) -> Option<String> {
    let letters: String = street.chars().filter(char::is_ascii_alphabetic).take(3).collect::<String>().to_uppercase();
    (letters.len() == 3).then(|| format!("{town}{letters}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_becomes_facts_without_a_number_and_a_date_that_is_none_is_not_known() {
        let row = [
            ("given_name", "mitchell"),
            ("surname", " green "),
            ("date_of_birth", "19560431"),
            ("postcode", "2119"),
            ("address_1", "st. wallaby place"),
            ("soc_sec_id", "1804974"),
        ];
        let facts = facts_of(&row.map(|(column, value)| (column.to_owned(), value.to_owned())).into());
        assert_eq!(facts.surname.as_deref(), Some("green"));
        assert_eq!(facts.postcode.as_deref(), Some("2119STW"));
        assert_eq!((facts.date_of_birth, facts.nhs_number, facts.date_of_death), (None, None, None));
    }
}
