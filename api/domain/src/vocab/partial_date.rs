//! Dates that are known in part: a year, a month, a day, about then, or between two of them.
//!
//! What a family or a record remembers is often “about March” or “some time in 2024”. It is kept as it was said, and still has
//! its place among the days that are known exactly.

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// A year, a month of a year, or a day, written `2024`, `2024-03` or `2024-03-09`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PartialDate {
    /// A whole year.
    Year(NaiveDate),
    /// A whole month.
    Month(NaiveDate),
    /// One day.
    Day(NaiveDate),
}

impl PartialDate {
    /// Reads one; nothing when it is no date, or a year that nobody alive has seen.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<&str> = text.split('-').collect();
        let read =
            |month: &str, day: &str| format!("{}-{month}-{day}", parts[0]).parse::<NaiveDate>().ok().filter(|d| (1900..2100).contains(&d.year()));
        match parts.as_slice() {
            [year] if digits(year, 4) => read("01", "01").map(PartialDate::Year),
            [year, month] if digits(year, 4) && digits(month, 2) => read(month, "01").map(PartialDate::Month),
            [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => read(month, day).map(PartialDate::Day),
            _ => None,
        }
    }

    /// The first day it can be.
    pub const fn first(self) -> NaiveDate {
        match self {
            PartialDate::Year(day) | PartialDate::Month(day) | PartialDate::Day(day) => day,
        }
    }

    /// The last day it can be.
    pub fn last(self) -> NaiveDate {
        let end = match self {
            PartialDate::Year(day) => NaiveDate::from_ymd_opt(day.year(), 12, 31),
            PartialDate::Month(day) => day.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()),
            PartialDate::Day(day) => Some(day),
        };
        end.unwrap_or(self.first())
    }

    /// In words: “2024”, “March 2024”, “9 March 2024”.
    pub fn words(self) -> String {
        let pattern = match self {
            PartialDate::Year(_) => "%Y",
            PartialDate::Month(_) => "%B %Y",
            PartialDate::Day(_) => "%-d %B %Y",
        };
        self.first().format(pattern).to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        PartialDate::parse(&text).ok_or("not a year, a month of a year or a day")
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        let pattern = match date {
            PartialDate::Year(_) => "%Y",
            PartialDate::Month(_) => "%Y-%m",
            PartialDate::Day(_) => "%Y-%m-%d",
        };
        date.first().format(pattern).to_string()
    }
}

/// When something was, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    /// The date, or the earliest it can be.
    pub from: PartialDate,
    /// The latest it can be, where it lies between two dates.
    pub to: Option<PartialDate>,
    /// Whether it is only about then.
    pub about: bool,
    /// London time of the day, where a single day is known so exactly.
    pub time: Option<NaiveTime>,
}

impl When {
    /// A day that is known.
    pub const fn on(day: NaiveDate) -> When {
        When { from: PartialDate::Day(day), to: None, about: false, time: None }
    }

    /// The field that contradicts the others, with a code and words for it; nothing when all is well.
    pub fn fault(&self) -> Option<(&'static str, &'static str, &'static str)> {
        if self.to.is_some_and(|to| to.last() < self.from.first()) {
            return Some(("to", "before_beginning", "The latest date must not be before the earliest"));
        }
        let exact = matches!(self.from, PartialDate::Day(_)) && self.to.is_none();
        if self.time.is_some() && !exact {
            return Some(("time", "needs_a_day", "A time needs one whole day: give day, month and year, or take the time out"));
        }
        None
    }

    /// The last day it can be.
    pub fn last(&self) -> NaiveDate {
        self.to.map_or(self.from.last(), PartialDate::last)
    }

    /// Where it stands among others: by the first day it can be; of those that begin alike, the longer span first, since it tells of
    /// what surrounds the shorter; within a day what has no time first, then by time.
    pub fn place(&self) -> (NaiveDate, std::cmp::Reverse<NaiveDate>, Option<NaiveTime>) {
        (self.from.first(), std::cmp::Reverse(self.last()), self.time)
    }

    /// In words: “About March 2024”, “March 2024 to May 2024”, “9 March 2024 at 14:05”.
    pub fn words(&self) -> String {
        let about = if self.about { "About " } else { "" };
        let from = self.from.words();
        match (self.to, self.time) {
            (Some(to), _) => format!("{about}{from} to {}", to.words()),
            (None, Some(time)) => format!("{about}{from} at {}", time.format("%H:%M")),
            (None, None) => format!("{about}{from}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(from: &str, to: Option<&str>, about: bool, time: Option<&str>) -> When {
        When {
            from: PartialDate::parse(from).unwrap(),
            to: to.map(|text| PartialDate::parse(text).unwrap()),
            about,
            time: time.map(|text| NaiveTime::parse_from_str(text, "%H:%M").unwrap()),
        }
    }

    #[test]
    fn a_year_a_month_and_a_day_are_read_and_written_alike() {
        for (text, first, last, words) in [
            ("2024", "2024-01-01", "2024-12-31", "2024"),
            ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
            ("2023-12", "2023-12-01", "2023-12-31", "December 2023"),
            ("2024-03-09", "2024-03-09", "2024-03-09", "9 March 2024"),
        ] {
            let date = PartialDate::parse(text).unwrap();
            assert_eq!((date.first().to_string(), date.last().to_string(), date.words()), (first.into(), last.into(), words.into()));
            assert_eq!(serde_json::to_value(date).unwrap(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_not_taken_for_one() {
        for text in ["", "24", "2024-3", "2024-13", "2023-02-29", "0324-01-01", "2024-03-09-01", "2024--", "٢٠٢٤", "+202"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn words_say_no_more_than_is_known() {
        for (one, words) in [
            (when("2024-03", None, true, None), "About March 2024"),
            (when("2024-03-09", None, false, Some("14:05")), "9 March 2024 at 14:05"),
            (when("2023", Some("2024-02"), false, None), "2023 to February 2024"),
            (when("2024-03-09", None, true, Some("14:05")), "About 9 March 2024 at 14:05"),
        ] {
            assert_eq!(one.words(), words);
        }
    }

    #[test]
    fn uncertain_dates_have_their_place_among_the_certain_ones() {
        let in_order = [
            when("2023", None, false, None),
            when("2023-06-01", None, false, None),
            when("2024", None, false, None),
            when("2024-01", None, true, None),
            when("2024-01-01", Some("2024-01-03"), false, None),
            when("2024-01-01", None, false, None),
            when("2024-01-01", None, false, Some("00:00")),
            when("2024-01-01", None, false, Some("09:30")),
            when("2024-01-02", None, false, None),
        ];
        let mut shuffled = in_order.to_vec();
        shuffled.reverse();
        shuffled.sort_by_key(When::place);
        assert_eq!(shuffled, in_order);
    }

    #[test]
    fn a_range_runs_forwards_and_a_time_belongs_to_one_day() {
        assert_eq!(when("2024-03-09", Some("2024"), false, None).fault(), None);
        assert_eq!(when("2024-03", Some("2024-02"), false, None).fault().map(|f| f.0), Some("to"));
        assert_eq!(when("2024-03", None, false, Some("10:00")).fault().map(|f| f.0), Some("time"));
        assert_eq!(when("2024-03-09", Some("2024-03-10"), false, Some("10:00")).fault().map(|f| f.0), Some("time"));
        assert_eq!(when("2024-03-09", None, true, Some("10:00")).fault(), None);
    }
}
