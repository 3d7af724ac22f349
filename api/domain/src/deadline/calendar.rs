//! Working days in England and Wales, from a dated list of bank holidays.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The bank holidays of England and Wales as known on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    vintage: NaiveDate,
    covers_from: NaiveDate,
    covers_to: NaiveDate,
    bank_holidays: BTreeSet<NaiveDate>,
}

/// A date reckoned with the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reckoned {
    /// The date.
    pub date: NaiveDate,
    /// Whether some day on the way lies outside the list, so that only weekends could be left out there.
    pub beyond_calendar: bool,
}

/// Why a list of bank holidays cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The text is not a list of bank holidays.
    Unreadable(String),
    /// A bank holiday lies outside the dates the list says it covers, or they end before they begin.
    OutsideItsOwnDates(NaiveDate),
}

#[derive(Deserialize)]
struct File {
    vintage: NaiveDate,
    covers_from: NaiveDate,
    covers_to: NaiveDate,
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    date: NaiveDate,
}

/// The list that is shipped. It comes from GOV.UK, whose dates follow the Banking and Financial Dealings Act 1971.
static SHIPPED: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::from_json(include_str!("bank-holidays.json")).expect("the shipped list is checked by a test"));

impl Calendar {
    /// The list that is shipped with this version.
    pub fn england_and_wales() -> &'static Calendar {
        &SHIPPED
    }

    /// Reads a list in the layout of `bank-holidays.json` beside this file.
    pub fn from_json(text: &str) -> Result<Calendar, Refusal> {
        let file: File = serde_json::from_str(text).map_err(|error| Refusal::Unreadable(error.to_string()))?;
        let bank_holidays: BTreeSet<NaiveDate> = file.events.iter().map(|e| e.date).collect();
        let covered = file.covers_from..=file.covers_to;
        if covered.is_empty() {
            return Err(Refusal::OutsideItsOwnDates(file.covers_to));
        }
        match bank_holidays.iter().find(|date| !covered.contains(date)) {
            Some(outside) => Err(Refusal::OutsideItsOwnDates(*outside)),
            None => Ok(Calendar { vintage: file.vintage, covers_from: file.covers_from, covers_to: file.covers_to, bank_holidays }),
        }
    }

    /// The date on which the list was taken.
    pub fn vintage(&self) -> NaiveDate {
        self.vintage
    }

    /// The last date the list covers: after it, bank holidays are not known.
    pub fn covers_to(&self) -> NaiveDate {
        self.covers_to
    }

    /// Whether bank holidays are known for this date.
    pub fn covers(&self, date: NaiveDate) -> bool {
        (self.covers_from..=self.covers_to).contains(&date)
    }

    /// Whether the date is a Monday to Friday that is not a bank holiday.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        !weekend && !self.bank_holidays.contains(&date)
    }

    /// The date that many working days later. The first day is not counted, whatever day it is; with no days to add,
    /// the answer is the date itself.
    pub fn add_working_days(&self, from: NaiveDate, days: u32) -> Reckoned {
        let mut date = from;
        let mut beyond_calendar = false;
        let mut left = days;
        while left > 0 {
            date = date + Days::new(1);
            beyond_calendar |= !self.covers(date);
            left -= u32::from(self.is_working_day(date));
        }
        Reckoned { date, beyond_calendar }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_shipped_list_has_eight_bank_holidays_or_more_in_every_year_it_covers() {
        let calendar = Calendar::england_and_wales();
        assert_eq!(calendar.covers_to(), day("2028-12-31"));
        assert!(calendar.vintage() < calendar.covers_to());
        for year in 2012..=2028 {
            let in_year = calendar.bank_holidays.iter().filter(|d| d.year() == year);
            assert!(in_year.count() >= 8, "{year}");
        }
        assert!(calendar.bank_holidays.iter().all(|date| { !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) }));
    }

    #[test]
    fn working_days_leave_out_weekends_and_bank_holidays() {
        let calendar = Calendar::england_and_wales();
        let after = |from: &str, days| calendar.add_working_days(day(from), days).date;
        assert_eq!(after("2026-04-02", 1), day("2026-04-07")); // over Easter
        assert_eq!(after("2026-12-24", 2), day("2026-12-30")); // Boxing Day is kept on the Monday
        assert_eq!(after("2026-07-04", 1), day("2026-07-06")); // from a Saturday
        assert_eq!(after("2026-07-04", 0), day("2026-07-04"));
    }

    #[test]
    fn one_off_bank_holidays_are_known() {
        let calendar = Calendar::england_and_wales();
        for date in ["2012-06-05", "2022-06-03", "2022-09-19", "2023-05-08"] {
            assert!(!calendar.is_working_day(day(date)), "{date}");
        }
    }

    #[test]
    fn reckoning_past_the_end_of_the_list_is_reported() {
        let calendar = Calendar::england_and_wales();
        let inside = calendar.add_working_days(day("2028-12-27"), 2);
        let beyond = calendar.add_working_days(day("2028-12-28"), 2);
        assert_eq!((inside.date, inside.beyond_calendar), (day("2028-12-29"), false));
        assert!(beyond.beyond_calendar);
        assert_eq!(beyond.date, day("2029-01-01")); // a bank holiday the list cannot know
    }

    #[test]
    fn a_list_that_contradicts_itself_is_refused() {
        let list =
            |to: &str| format!(r#"{{"vintage":"2026-01-01","covers_from":"2026-01-01","covers_to":"{to}","events":[{{"date":"2026-12-25"}}]}}"#);
        assert!(Calendar::from_json(&list("2026-12-31")).is_ok());
        assert_eq!(Calendar::from_json(&list("2026-06-30")), Err(Refusal::OutsideItsOwnDates(day("2026-12-25"))));
        assert_eq!(Calendar::from_json(&list("2025-12-31")), Err(Refusal::OutsideItsOwnDates(day("2025-12-31"))));
        assert!(matches!(Calendar::from_json("[]"), Err(Refusal::Unreadable(_))));
    }
}
