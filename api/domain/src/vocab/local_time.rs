//! London wall-clock times and the instants they stand for.

use chrono::{DateTime, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;

/// A date written `YYYY-MM-DD`, and in no other way.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    (shape(text) == "0000-00-00").then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())?
}

/// A time written `HH:MM` on the 24-hour clock.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    (shape(text) == "00:00").then(|| NaiveTime::parse_from_str(text, "%H:%M").ok())?
}

/// A London date and time written `YYYY-MM-DDTHH:MM`.
pub fn parse_datetime(text: &str) -> Option<NaiveDateTime> {
    (shape(text) == "0000-00-00T00:00").then(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok())?
}

/// The text with every digit as 0, so that two texts can be compared by how they are written.
pub fn shape(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// The instant of a London wall-clock time.
///
/// In the hour that happens twice (October) the first one is meant, as long as nobody says otherwise. A time in
/// the hour that does not exist (March) is read as if the clocks had not yet gone forward, so 01:30 is 01:30 UTC.
pub fn to_utc(local: NaiveDateTime) -> DateTime<Utc> {
    match London.from_local_datetime(&local) {
        LocalResult::Single(at) => at.with_timezone(&Utc),
        LocalResult::Ambiguous(first, second) => first.min(second).with_timezone(&Utc),
        LocalResult::None => to_utc(local - Duration::hours(1)) + Duration::hours(1),
    }
}

/// The London wall-clock time of an instant.
pub fn to_london(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&London).naive_local()
}

/// The London date of an instant: "today" in every rule.
pub fn london_date(at: DateTime<Utc>) -> NaiveDate {
    to_london(at).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> String {
        to_utc(parse_datetime(text).unwrap()).format("%Y-%m-%dT%H:%M").to_string()
    }

    #[test]
    fn summer_time_is_one_hour_ahead() {
        assert_eq!(utc("2026-01-10T09:00"), "2026-01-10T09:00");
        assert_eq!(utc("2026-07-10T09:00"), "2026-07-10T08:00");
    }

    #[test]
    fn the_hour_that_happens_twice_means_the_first() {
        assert_eq!(utc("2026-10-25T01:30"), "2026-10-25T00:30");
        assert_eq!(utc("2026-10-25T02:00"), "2026-10-25T02:00");
    }

    #[test]
    fn the_hour_that_does_not_exist_is_read_on_the_old_clock() {
        assert_eq!(utc("2026-03-29T01:30"), "2026-03-29T01:30");
        assert_eq!(to_london(to_utc(parse_datetime("2026-03-29T01:30").unwrap())).format("%H:%M").to_string(), "02:30");
    }

    #[test]
    fn a_late_summer_evening_in_utc_is_already_tomorrow_in_london() {
        let at = Utc.with_ymd_and_hms(2026, 7, 1, 23, 30, 0).unwrap();
        assert_eq!(london_date(at).to_string(), "2026-07-02");
    }

    #[test]
    fn only_one_way_of_writing_dates_and_times_is_read() {
        assert!(parse_date("2026-02-28").is_some());
        for text in ["2026-2-28", "28/02/2026", "2026-02-29", "2026-02-28 ", "+2026-02-28", "٢٠٢٦-٠٢-٢٨"] {
            assert!(parse_date(text).is_none(), "{text}");
        }
        assert!(parse_time("23:59").is_some());
        for text in ["24:00", "9:00", "09:00:00", "09.00"] {
            assert!(parse_time(text).is_none(), "{text}");
        }
        assert!(parse_datetime("2026-02-28T09:00").is_some() && parse_datetime("2026-02-28 09:00").is_none());
    }
}
