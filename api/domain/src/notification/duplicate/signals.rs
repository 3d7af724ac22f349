//! The comparisons other than names: NHS number, dates, postcode, sex and birth order.

use super::{Limit, NotificationFacts, Outcome, Weighed, weighed};
use chrono::{Datelike, NaiveDate};

/// Equal numbers are the strongest signal; two different numbers that both pass the check digit are two children.
pub(super) fn nhs_number(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const SIGNAL: &str = "nhs_number";
    match (&a.nhs_number, &b.nhs_number) {
        (Some(one), Some(other)) if one == other => {
            Weighed { limit: Limit::AtLeastPossible, ..weighed(SIGNAL, Outcome::Agree, 60, "Same NHS number".into()) }
        }
        (Some(_), Some(_)) => Weighed { limit: Limit::Never, ..weighed(SIGNAL, Outcome::Differ, -60, "Different NHS numbers, both valid".into()) },
        (None, Some(_)) | (Some(_), None) | (None, None) => missing(SIGNAL, "NHS number not known for one or both"),
    }
}

/// Weights of a date: equal, a day apart, a slip of the pen, within five days, and different.
struct DateWeights {
    same: i32,
    next_day: i32,
    slip: i32,
    few_days: i32,
    differ: i32,
}

pub(super) fn date_of_birth(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const WEIGHTS: DateWeights = DateWeights { same: 20, next_day: 12, slip: 12, few_days: 3, differ: -15 };
    date("date_of_birth", "date of birth", (a.date_of_birth, b.date_of_birth), &WEIGHTS)
}

/// Deaths around midnight and deaths found later are reported a day or more apart, so nearness counts for more here.
pub(super) fn date_of_death(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const WEIGHTS: DateWeights = DateWeights { same: 15, next_day: 10, slip: 8, few_days: 5, differ: -20 };
    date("date_of_death", "date of death", (a.date_of_death, b.date_of_death), &WEIGHTS)
}

fn date(signal: &'static str, name: &str, dates: (Option<NaiveDate>, Option<NaiveDate>), weights: &DateWeights) -> Weighed {
    let (Some(a), Some(b)) = dates else {
        return missing(signal, &format!("{} not known for one or both", capital(name)));
    };
    let days = (a - b).num_days().abs();
    if days == 0 {
        return weighed(signal, Outcome::Agree, weights.same, format!("Same {name}"));
    }
    if days == 1 {
        let words = format!("{} one day apart", capital(name));
        return weighed(signal, Outcome::Close, weights.next_day, words);
    }
    if a.year() == b.year() && a.day() == b.month() && a.month() == b.day() {
        let words = format!("{} with day and month the other way round", capital(name));
        return weighed(signal, Outcome::Close, weights.slip, words);
    }
    if figures_apart(a, b) == 1 {
        let words = format!("{} different in one figure", capital(name));
        return weighed(signal, Outcome::Close, weights.slip, words);
    }
    if days <= 5 {
        let words = format!("{} {days} days apart", capital(name));
        return weighed(signal, Outcome::Close, weights.few_days, words);
    }
    let words = format!("Different {name}");
    weighed(signal, Outcome::Differ, weights.differ, words)
}

/// How many figures of the written dates differ.
fn figures_apart(a: NaiveDate, b: NaiveDate) -> usize {
    a.to_string().chars().zip(b.to_string().chars()).filter(|(one, other)| one != other).count()
}

/// Families move and have two homes, so a different postcode says little.
pub(super) fn postcode(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const SIGNAL: &str = "postcode";
    let known = |facts: &NotificationFacts| {
        facts
            .postcode
            .clone()
            // ZZ99 stands for no fixed abode, unknown and abroad: two of them do not share a home.
            .filter(|postcode| postcode.is_ascii() && !postcode.starts_with("ZZ99"))
    };
    let (Some(one), Some(other)) = (known(a), known(b)) else {
        return missing(SIGNAL, "Home postcode not known for one or both");
    };
    let district = |postcode: &str| postcode[..postcode.len().saturating_sub(3)].to_owned();
    if one == other {
        weighed(SIGNAL, Outcome::Agree, 12, "Same home postcode".into())
    } else if district(&one) == district(&other) {
        weighed(SIGNAL, Outcome::Close, 4, "Home postcodes in the same district".into())
    } else {
        weighed(SIGNAL, Outcome::Differ, -3, "Different home postcode".into())
    }
}

pub(super) fn sex(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const SIGNAL: &str = "sex";
    let known = |facts: &NotificationFacts| facts.sex.clone().filter(|code| code == "male" || code == "female");
    match (known(a), known(b)) {
        (Some(one), Some(other)) if one == other => weighed(SIGNAL, Outcome::Agree, 3, "Same sex".into()),
        (Some(_), Some(_)) => weighed(SIGNAL, Outcome::Differ, -12, "Different sex".into()),
        (None, Some(_)) | (Some(_), None) | (None, None) => missing(SIGNAL, "Sex not known for one or both"),
    }
}

/// Twins share surname, dates and home. Whatever else agrees, a person looks before two of them become one.
pub(super) fn birth_order(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const SIGNAL: &str = "birth_order";
    let same_number = a.nhs_number.is_some() && a.nhs_number == b.nhs_number;
    let multiple = |facts: &NotificationFacts| facts.multiple == Some(true) || facts.birth_order.is_some_and(|order| order > 1);
    match (a.birth_order, b.birth_order) {
        (Some(one), Some(other)) if one == other => weighed(SIGNAL, Outcome::Agree, 3, "Same place in the birth order".into()),
        (Some(_), Some(_)) => Weighed {
            limit: Limit::AtMostPossible,
            ..weighed(SIGNAL, Outcome::Differ, -10, "Different place in the birth order: these may be twins".into())
        },
        (None, Some(_)) | (Some(_), None) | (None, None) if !same_number && (multiple(a) || multiple(b)) => Weighed {
            limit: Limit::AtMostPossible,
            ..missing(SIGNAL, "One of twins or more, and the birth order is not known for one or both: check which child this is")
        },
        (None, Some(_)) | (Some(_), None) | (None, None) => missing(SIGNAL, "Birth order not known for one or both"),
    }
}

fn missing(signal: &'static str, words: &str) -> Weighed {
    weighed(signal, Outcome::Missing, 0, words.to_owned())
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
