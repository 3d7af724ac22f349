//! Age at death: in days, in completed years and months, in the bands the reviews report by, and in words.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// A completed age. The parts add up: years, then months beyond them, then days beyond those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// Completed years.
    pub years: u32,
    /// Completed months beyond the years.
    pub months: u32,
    /// Days beyond the months.
    pub days: u32,
    /// All days from birth to death.
    pub total_days: u32,
}

/// The neonatal period ends when the child is this many days old.
const NEWBORN_UNDER_DAYS: u32 = 28;

/// Whether a child with these dates lived past the first 27 days.
pub fn is_past_newborn(birth: NaiveDate, death: NaiveDate) -> bool {
    (death - birth).num_days() >= i64::from(NEWBORN_UNDER_DAYS)
}

/// The age bands of the national reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgeBand {
    /// Under 28 days.
    #[serde(rename = "d0_27")]
    Days0To27,
    /// From 28 days to the day before the first birthday.
    #[serde(rename = "d28_364")]
    Days28To364,
    /// One to four years.
    #[serde(rename = "y1_4")]
    Years1To4,
    /// Five to nine years.
    #[serde(rename = "y5_9")]
    Years5To9,
    /// Ten to fourteen years.
    #[serde(rename = "y10_14")]
    Years10To14,
    /// Fifteen to seventeen years.
    #[serde(rename = "y15_17")]
    Years15To17,
}

impl AgeBand {
    /// Every band, youngest first.
    pub const ALL: [Self; 6] = [Self::Days0To27, Self::Days28To364, Self::Years1To4, Self::Years5To9, Self::Years10To14, Self::Years15To17];

    /// The band of an age; nothing at 18 and over.
    pub fn of(age: &Age) -> Option<Self> {
        match age.years {
            0 if age.total_days < NEWBORN_UNDER_DAYS => Some(Self::Days0To27),
            0 => Some(Self::Days28To364),
            1..=4 => Some(Self::Years1To4),
            5..=9 => Some(Self::Years5To9),
            10..=14 => Some(Self::Years10To14),
            15..=17 => Some(Self::Years15To17),
            _ => None,
        }
    }

    /// The code kept in records.
    pub fn code(self) -> &'static str {
        match self {
            Self::Days0To27 => "d0_27",
            Self::Days28To364 => "d28_364",
            Self::Years1To4 => "y1_4",
            Self::Years5To9 => "y5_9",
            Self::Years10To14 => "y10_14",
            Self::Years15To17 => "y15_17",
        }
    }

    /// The band of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.code() == code)
    }

    /// The name people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Days0To27 => "0–27 days",
            Self::Days28To364 => "28–364 days",
            Self::Years1To4 => "1–4 years",
            Self::Years5To9 => "5–9 years",
            Self::Years10To14 => "10–14 years",
            Self::Years15To17 => "15–17 years",
        }
    }
}

/// The age on a day, or nothing when that day is before the birth.
///
/// A month or year is complete on the same day of the month; where a month has no such day (born on the 31st, or on
/// 29 February), on the first day of the next month. So a child born on 29 February 2008 becomes 18 on 1 March 2026.
pub fn age_between(birth: NaiveDate, on: NaiveDate) -> Option<Age> {
    let total_days = u32::try_from((on - birth).num_days()).ok()?;
    let month_number = |d: NaiveDate| d.year() * 12 + d.month0() as i32;
    let not_yet = i32::from(on.day() < birth.day());
    let completed = month_number(on) - month_number(birth) - not_yet;
    let anchor_month = month_number(birth) + completed;
    let (year, month) = (anchor_month.div_euclid(12), anchor_month.rem_euclid(12) as u32 + 1);
    let anchor = NaiveDate::from_ymd_opt(year, month, birth.day()).or_else(|| {
        let next = anchor_month + 1;
        NaiveDate::from_ymd_opt(next.div_euclid(12), next.rem_euclid(12) as u32 + 1, 1)
    })?;
    Some(Age {
        years: u32::try_from(completed / 12).ok()?,
        months: u32::try_from(completed % 12).ok()?,
        days: u32::try_from((on - anchor).num_days()).ok()?,
        total_days,
    })
}

/// Days from birth to death, or nothing when death is before birth.
pub fn age_days(birth: NaiveDate, death: NaiveDate) -> Option<u32> {
    age_between(birth, death).map(|age| age.total_days)
}

/// Whether a death is of a child: before the 18th birthday. The birthday itself is out of scope.
pub fn is_under_18_on(birth: NaiveDate, death: NaiveDate) -> bool {
    age_between(birth, death).is_some_and(|age| age.years < 18)
}

/// An age in words, in the unit people use at that age: "3 days", "5 months", "1 year 4 months", "4 years".
pub fn age_text(birth: NaiveDate, death: NaiveDate) -> Option<String> {
    let age = age_between(birth, death)?;
    let count = |n: u32, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
    Some(match (age.years, age.months) {
        (0, _) if age.total_days == 0 => "Under 1 day".to_owned(),
        (0, 0) => count(age.total_days, "day"),
        (0, _) if age.total_days < 28 => count(age.total_days, "day"),
        (0, months) => count(months, "month"),
        (1, months) if months > 0 => format!("1 year {}", count(months, "month")),
        (years, _) => count(years, "year"),
    })
}

/// An age in words, to the hour on the first day of life where both times are known (handbook 9.1).
pub fn age_text_with_times(birth: NaiveDate, birth_time: Option<NaiveTime>, death: NaiveDate, death_time: Option<NaiveTime>) -> Option<String> {
    match birth_time.zip(death_time) {
        Some((born, died)) => age_text_to_the_hour(birth.and_time(born), death.and_time(died)),
        None => age_text(birth, death),
    }
}

/// Under 24 hours is said in whole hours, anything longer as [`age_text`] says it.
fn age_text_to_the_hour(birth: NaiveDateTime, death: NaiveDateTime) -> Option<String> {
    let minutes = (death - birth).num_minutes();
    match minutes {
        ..0 => None,
        0..60 => Some("Under 1 hour".to_owned()),
        60..120 => Some("1 hour".to_owned()),
        120..1440 => Some(format!("{} hours", minutes / 60)),
        _ => age_text(birth.date(), death.date()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::local_time::{parse_date, parse_datetime};

    fn day(text: &str) -> NaiveDate {
        parse_date(text).unwrap()
    }

    fn parts(birth: &str, on: &str) -> (u32, u32, u32, u32) {
        let age = age_between(day(birth), day(on)).unwrap();
        (age.years, age.months, age.days, age.total_days)
    }

    #[test]
    fn completed_years_months_and_days_add_up() {
        assert_eq!(parts("2020-03-15", "2020-03-15"), (0, 0, 0, 0));
        assert_eq!(parts("2020-03-15", "2020-04-14"), (0, 0, 30, 30));
        assert_eq!(parts("2020-03-15", "2020-04-15"), (0, 1, 0, 31));
        assert_eq!(parts("2020-03-15", "2024-03-14"), (3, 11, 28, 1460));
        assert_eq!(parts("2020-03-15", "2024-03-15"), (4, 0, 0, 1461));
        assert_eq!(parts("2023-01-31", "2023-03-01"), (0, 1, 0, 29));
        assert_eq!(age_between(day("2020-03-15"), day("2020-03-14")), None);
    }

    #[test]
    fn the_eighteenth_birthday_itself_is_out_of_scope() {
        assert!(is_under_18_on(day("2008-06-10"), day("2026-06-09")));
        assert!(!is_under_18_on(day("2008-06-10"), day("2026-06-10")));
        assert!(!is_under_18_on(day("2026-06-11"), day("2026-06-10")));
    }

    #[test]
    fn a_child_born_on_leap_day_comes_of_age_on_the_first_of_march() {
        assert!(is_under_18_on(day("2008-02-29"), day("2026-02-28")));
        assert!(!is_under_18_on(day("2008-02-29"), day("2026-03-01")));
        assert_eq!(parts("2024-02-29", "2028-02-29").0, 4);
    }

    #[test]
    fn bands_follow_birthdays_and_not_a_year_of_365_days() {
        let band = |birth, on| AgeBand::of(&age_between(day(birth), day(on)).unwrap()).map(AgeBand::code);
        assert_eq!(band("2026-01-01", "2026-01-28"), Some("d0_27"));
        assert_eq!(band("2026-01-01", "2026-01-29"), Some("d28_364"));
        assert_eq!(band("2024-01-15", "2025-01-14"), Some("d28_364"));
        assert_eq!(band("2024-01-15", "2025-01-15"), Some("y1_4"));
        assert_eq!(band("2019-05-05", "2024-05-04"), Some("y1_4"));
        assert_eq!(band("2019-05-05", "2024-05-05"), Some("y5_9"));
        assert_eq!(band("2010-05-05", "2020-05-05"), Some("y10_14"));
        assert_eq!(band("2010-05-05", "2025-05-05"), Some("y15_17"));
        assert_eq!(band("2008-05-05", "2026-05-05"), None);
    }

    #[test]
    fn every_band_can_be_read_back_from_its_code() {
        for band in AgeBand::ALL {
            assert_eq!(AgeBand::from_code(band.code()), Some(band));
            assert_eq!(serde_json::to_value(band).unwrap(), band.code());
        }
        assert_eq!(AgeBand::from_code("y18"), None);
    }

    #[test]
    fn ages_are_said_in_the_unit_people_use() {
        let text = |birth, on| age_text(day(birth), day(on)).unwrap();
        assert_eq!(text("2026-01-01", "2026-01-01"), "Under 1 day");
        assert_eq!(text("2026-01-01", "2026-01-02"), "1 day");
        assert_eq!(text("2026-01-01", "2026-01-31"), "30 days");
        assert_eq!(text("2026-01-31", "2026-03-01"), "1 month");
        assert_eq!(text("2026-01-01", "2026-06-01"), "5 months");
        assert_eq!(text("2025-01-01", "2026-05-02"), "1 year 4 months");
        assert_eq!(text("2022-01-01", "2026-05-02"), "4 years");
        assert_eq!(age_text(day("2026-01-02"), day("2026-01-01")), None);
    }

    #[test]
    fn without_both_times_an_age_is_told_in_days() {
        let (birth, death) = (day("2026-01-01"), day("2026-01-02"));
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
        assert_eq!(age_text_with_times(birth, time(10), death, time(9)).as_deref(), Some("23 hours"));
        assert_eq!(age_text_with_times(birth, time(10), death, None).as_deref(), Some("1 day"));
        assert_eq!(age_text_with_times(birth, None, birth, time(9)).as_deref(), Some("Under 1 day"));
    }

    #[test]
    fn the_first_day_of_life_is_counted_in_hours_when_both_times_are_known() {
        let text = |birth, on| age_text_to_the_hour(parse_datetime(birth).unwrap(), parse_datetime(on).unwrap());
        assert_eq!(text("2026-01-01T10:00", "2026-01-01T10:59").as_deref(), Some("Under 1 hour"));
        assert_eq!(text("2026-01-01T10:00", "2026-01-01T11:00").as_deref(), Some("1 hour"));
        assert_eq!(text("2026-01-01T10:00", "2026-01-02T09:59").as_deref(), Some("23 hours"));
        assert_eq!(text("2026-01-01T10:00", "2026-01-02T10:00").as_deref(), Some("1 day"));
        assert_eq!(text("2026-01-01T10:00", "2026-01-01T09:00"), None);
    }
}
