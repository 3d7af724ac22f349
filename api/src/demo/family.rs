//! The family and household of an invented child.

use super::child::Child;
use super::names::{self, Style};
use super::random::Rng;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A person of the family.
#[derive(Clone)]
pub struct Relative {
    /// Row of the form and of the record.
    pub id: Uuid,
    /// Carer, child or other.
    pub role: &'static str,
    /// Name.
    pub name: String,
    /// Code or words.
    pub relationship: &'static str,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// The other answers of the row.
    pub details: Map<String, Value>,
}

impl Relative {
    /// The row of the form.
    pub fn row(&self) -> Value {
        let mut row = Map::with_capacity(self.details.len() + 4);
        row.insert("row".into(), self.id.to_string().into());
        row.insert("name".into(), self.name.clone().into());
        row.insert("relationship".into(), self.relationship.into());
        if let Some(born) = self.born {
            row.insert("dob".into(), born.to_string().into());
        }
        row.extend(self.details.iter().map(|(key, value)| (key.clone(), value.clone())));
        Value::Object(row)
    }
}

fn years_before(day: NaiveDate, years: i64, rng: &mut Rng) -> NaiveDate {
    day - Days::new(u64::try_from(years * 365 + rng.between(0, 364)).unwrap_or(0))
}

/// A number in a range that Ofcom keeps for drama, so that it is nobody's.
pub fn mobile(rng: &mut Rng) -> String {
    format!("07700 900{:03}", rng.between(0, 999))
}

fn details(pairs: &[(&str, &str)]) -> Map<String, Value> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))).collect()
}

/// The family as the notifier knows it.
pub fn family(child: &Child, at: DateTime<Utc>, brief: bool, rng: &mut Rng) -> Vec<Relative> {
    let mut all = Vec::new();
    let parent = |relationship: &'static str, girl: bool, rng: &mut Rng| {
        let age = rng.between(if girl { 18 } else { 20 }, if girl { 42 } else { 48 });
        let style = if rng.chance(0.85) { child.style } else { Style::British };
        let surname = if rng.chance(0.6) { child.surname.clone() } else { names::surname(style, rng).to_owned() };
        let together = girl || rng.chance(0.75);
        let mut details = details(&[
            ("sex", if girl { "female" } else { "male" }),
            ("parental_responsibility", if together { "yes" } else { "not_known" }),
            ("in_household", if together { "yes" } else { "no" }),
        ]);
        if girl && !brief && rng.chance(0.6) {
            details.insert("phone".into(), mobile(rng).into());
        }
        Relative {
            id: rng.id(at),
            role: "carer",
            name: format!("{} {surname}", names::forename(style, girl, rng)),
            relationship,
            born: rng.chance(0.8).then(|| years_before(child.born, age, rng)),
            details,
        }
    };
    let looked_after = child.place == "FOSTER" || (child.known_to_social_care && rng.chance(0.1));
    all.push(parent("mother", true, rng));
    if rng.chance(0.78) {
        all.push(parent("father", false, rng));
    } else if rng.chance(0.3) {
        all.push(parent("parents_partner", false, rng));
    }
    if looked_after {
        all.push(parent("foster_carer", true, rng));
    }
    for _ in 0..rng.by_share(&[(0, 42.0), (1, 34.0), (2, 17.0), (3, 7.0)]) {
        let girl = rng.chance(0.49);
        let (older, most) = (rng.chance(0.75), (at.date_naive() - child.born).num_days());
        let born = if older {
            child.born - Days::new(u64::try_from(rng.between(320, 3900)).unwrap_or(0))
        } else {
            child.born + Days::new(u64::try_from(rng.between(300, 1500)).unwrap_or(0))
        };
        let born = if older || most > 1600 { born } else { child.born - Days::new(500) };
        let age = (at.date_naive() - born).num_days() / 365;
        let mut details = details(&[
            ("sex", if girl { "female" } else { "male" }),
            ("at_risk", if child.category == "abuse" && rng.chance(0.4) { "not_known" } else { "no" }),
        ]);
        if (4..18).contains(&age) && !brief {
            details.insert("school".into(), (*rng.pick(&super::professionals::SCHOOLS)).into());
        }
        all.push(Relative {
            id: rng.id(at),
            role: "child",
            name: format!("{} {}", names::forename(child.style, girl, rng), child.surname),
            relationship: if rng.chance(0.85) { "sibling" } else { "half_sibling" },
            born: Some(born),
            details,
        });
    }
    if !brief && rng.chance(0.25) {
        let girl = rng.chance(0.8);
        all.push(Relative {
            id: rng.id(at),
            role: "other",
            name: format!("{} {}", names::forename(Style::British, girl, rng), names::surname(child.style, rng)),
            relationship: if girl { "Grandmother, very close to the child" } else { "Grandfather, often looked after the child" },
            born: None,
            details: Map::new(),
        });
    }
    all
}
