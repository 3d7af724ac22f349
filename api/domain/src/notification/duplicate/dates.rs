//! Comparing dates, and which dates are near one: what slips of the pen and of memory explain.

use super::{NotificationFacts, Outcome, Weighed, missing, weighed};
use crate::vocab::age::is_past_newborn;
use chrono::{Datelike, Days, NaiveDate};

/// Two dates at most this far apart are near.
const FEW_DAYS: u64 = 5;

/// Weights of a date: equal, a day apart, a slip of the pen, within a few days, and different.
struct DateWeights {
    same: i32,
    next_day: i32,
    slip: i32,
    few_days: i32,
    differ: i32,
}

/// How two dates lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nearness {
    Same,
    NextDay,
    Swapped,
    OneFigure,
    FewDays(u64),
    Far,
}

/// Dates near to one, as a search in an index asks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearDates {
    /// The first of the days around it.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
    /// The others: day and month the other way round, or one figure different.
    pub others: Vec<NaiveDate>,
}

impl NearDates {
    /// Whether a date is one of them.
    pub fn contain(&self, date: NaiveDate) -> bool {
        (self.from..=self.to).contains(&date) || self.others.contains(&date)
    }
}

/// Every date that `compare` calls equal or close to this one: five days to either side, day and month the other way
/// round, and one figure different (of the century, none: nobody types 1919 for 2019 unnoticed). About sixty dates.
pub fn near_dates(date: NaiveDate) -> NearDates {
    let from = date.checked_sub_days(Days::new(FEW_DAYS)).unwrap_or(date);
    let to = date.checked_add_days(Days::new(FEW_DAYS)).unwrap_or(date);
    let mut others: Vec<NaiveDate> = NaiveDate::from_ymd_opt(date.year(), date.day(), date.month()).into_iter().collect();
    let figures: Vec<char> = figures(date).collect();
    for place in 0..figures.len() {
        for figure in '0'..='9' {
            let mut other = figures.clone();
            other[place] = figure;
            others.extend(read(&other, date.year() / 100));
        }
    }
    others.retain(|other| !(from..=to).contains(other));
    others.sort_unstable();
    others.dedup();
    NearDates { from, to, others }
}

/// Whether both dates are known and more than a day apart.
pub(super) fn are_days_apart(a: Option<NaiveDate>, b: Option<NaiveDate>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if (a - b).num_days().abs() > 1)
}

/// Whether both dates are known, and the same or a day apart.
pub(super) fn are_next(a: Option<NaiveDate>, b: Option<NaiveDate>) -> bool {
    a.is_some() && b.is_some() && !are_days_apart(a, b)
}

/// Whether both dates are known and near.
pub(super) fn are_near(a: Option<NaiveDate>, b: Option<NaiveDate>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if nearness(a, b) != Nearness::Far)
}

/// The six figures of year, month and day.
fn figures(date: NaiveDate) -> impl Iterator<Item = char> {
    [date.year().rem_euclid(100).unsigned_abs(), date.month(), date.day()]
        .into_iter()
        .flat_map(|number| [number / 10 % 10, number % 10])
        .filter_map(|figure| char::from_digit(figure, 10))
}

fn read(figures: &[char], century: i32) -> Option<NaiveDate> {
    let number = |place: usize| Some(figures.get(place)?.to_digit(10)? * 10 + figures.get(place + 1)?.to_digit(10)?);
    NaiveDate::from_ymd_opt(century * 100 + i32::try_from(number(0)?).ok()?, number(2)?, number(4)?)
}

fn nearness(a: NaiveDate, b: NaiveDate) -> Nearness {
    let days = (a - b).num_days().unsigned_abs();
    let figures_apart = || figures(a).zip(figures(b)).filter(|(one, other)| one != other).count();
    match days {
        0 => Nearness::Same,
        1 => Nearness::NextDay,
        // Days of one week often differ in one figure only: that is no sign of a slip.
        2..=FEW_DAYS => Nearness::FewDays(days),
        _ if a.year() == b.year() && a.day() == b.month() && a.month() == b.day() => Nearness::Swapped,
        _ if a.year() / 100 == b.year() / 100 && figures_apart() == 1 => Nearness::OneFigure,
        _ => Nearness::Far,
    }
}

pub(super) fn date_of_birth(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const WEIGHTS: DateWeights = DateWeights { same: 20, next_day: 12, slip: 8, few_days: 3, differ: -22 };
    const OF_NEWBORN: DateWeights = DateWeights { same: 17, next_day: 7, slip: 5, few_days: 0, differ: -22 };
    date("date_of_birth", "date of birth", (a.date_of_birth, b.date_of_birth), if are_newborn(a, b) { &OF_NEWBORN } else { &WEIGHTS })
}

/// Deaths around midnight and deaths found later are reported a day or more apart, so nearness counts for more here.
pub(super) fn date_of_death(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const WEIGHTS: DateWeights = DateWeights { same: 15, next_day: 10, slip: 5, few_days: 5, differ: -20 };
    const OF_NEWBORN: DateWeights = DateWeights { same: 5, next_day: 2, slip: -6, few_days: -8, differ: -20 };
    // Hardly anybody slips in both dates of one record; strangers' dates are that near more often.
    const AFTER_A_SLIP: DateWeights = DateWeights { slip: -3, few_days: -3, ..WEIGHTS };
    let weights = match () {
        () if are_newborn(a, b) => &OF_NEWBORN,
        () if are_near(a.date_of_birth, b.date_of_birth) && are_days_apart(a.date_of_birth, b.date_of_birth) => &AFTER_A_SLIP,
        () => &WEIGHTS,
    };
    date("date_of_death", "date of death", (a.date_of_death, b.date_of_death), weights)
}

/// Two newborn babies whose dates of birth are near. Two in five of the children who die are newborn, so that their dates
/// are often near by chance, and the one date says little that the other has not said.
fn are_newborn(a: &NotificationFacts, b: &NotificationFacts) -> bool {
    is_newborn(a) && is_newborn(b) && are_near(a.date_of_birth, b.date_of_birth)
}

fn is_newborn(facts: &NotificationFacts) -> bool {
    matches!((facts.date_of_birth, facts.date_of_death), (Some(born), Some(died)) if !is_past_newborn(born, died))
}

fn date(signal: &'static str, name: &str, dates: (Option<NaiveDate>, Option<NaiveDate>), weights: &DateWeights) -> Weighed {
    let (Some(a), Some(b)) = dates else {
        return missing(signal, &format!("{} not known for one or both", capital(name)));
    };
    let of = capital(name);
    let (outcome, weight, words) = match nearness(a, b) {
        Nearness::Same => (Outcome::Agree, weights.same, format!("Same {name}")),
        Nearness::NextDay => (Outcome::Close, weights.next_day, format!("{of} one day apart")),
        Nearness::Swapped => (Outcome::Close, weights.slip, format!("{of} with day and month the other way round")),
        Nearness::OneFigure => (Outcome::Close, weights.slip, format!("{of} different in one figure")),
        Nearness::FewDays(days) => (Outcome::Close, weights.few_days, format!("{of} {days} days apart")),
        Nearness::Far => (Outcome::Differ, weights.differ, format!("Different {name}")),
    };
    weighed(signal, outcome, weight, words)
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_near_dates_are_exactly_those_that_compare_as_near() {
        for text in ["2019-04-12", "2020-02-29", "1999-12-31", "2000-01-01", "2011-11-11", "2026-06-30"] {
            let date: NaiveDate = text.parse().unwrap();
            let near = near_dates(date);
            for day in NaiveDate::from_ymd_opt(1990, 1, 1).unwrap().iter_days().take(365 * 45) {
                assert_eq!(near.contain(day), nearness(date, day) != Nearness::Far, "{date} {day}");
                assert_eq!(nearness(date, day), nearness(day, date), "{date} {day}");
                assert_eq!(are_next(Some(date), Some(day)), matches!(nearness(date, day), Nearness::Same | Nearness::NextDay), "{date} {day}");
            }
            assert!(near.others.len() <= 60, "{}", near.others.len());
        }
    }

    #[test]
    fn the_date_of_death_of_newborns_adds_little_to_their_date_of_birth() {
        let baby = |died: &str| NotificationFacts {
            date_of_birth: "2026-02-01".parse().ok(),
            date_of_death: died.parse().ok(),
            ..NotificationFacts::default()
        };
        assert_eq!(date_of_death(&baby("2026-02-01"), &baby("2026-02-01")).weight, 5);
        assert_eq!(date_of_death(&baby("2026-06-01"), &baby("2026-06-01")).weight, 15);
    }
}
