//! When a time limit is due. Days are London days; the instants kept are UTC.

use super::calendar::Calendar;
use super::catalogue::{Rule, Unit};
use chrono::{DateTime, Days, LocalResult, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::London;
use serde::Serialize;

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The last instant at which it is in time.
    pub at: DateTime<Utc>,
    /// Whether working days were counted past the end of the list of bank holidays: the true date may be later.
    pub beyond_calendar: bool,
}

/// When the rule is due if its clock started at the trigger.
///
/// Clock hours are hours that pass, so a limit of 48 hours across a change of the clocks ends an hour earlier or later
/// by the clock on the wall. Everything counted in days ends at 23:59:59 in London; the day of the trigger is not
/// counted.
pub fn due(rule: &Rule, trigger: DateTime<Utc>, calendar: &Calendar) -> Due {
    let day = trigger.with_timezone(&London).date_naive();
    let within = |date| Due { at: end_of_day(date), beyond_calendar: false };
    match rule.unit {
        Unit::ClockHours => Due { at: trigger + TimeDelta::hours(i64::from(rule.amount)), beyond_calendar: false },
        Unit::CalendarDays => within(day + Days::new(u64::from(rule.amount))),
        Unit::WorkingDays => {
            let reckoned = calendar.add_working_days(day, rule.amount);
            Due { at: end_of_day(reckoned.date), beyond_calendar: reckoned.beyond_calendar }
        }
        Unit::Months => within(day + Months::new(rule.amount)),
    }
}

/// Whether it is still to be done and its time is over. What was done, late or not, is not overdue.
pub fn is_overdue(due_at: DateTime<Utc>, met_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    met_at.is_none() && now > due_at
}

/// The instant of a death from its date and time in London. Where the time is not known the clock starts at 23:59,
/// the last minute at which the death can have happened, so that nobody is called late who was not.
pub fn death_instant(date: NaiveDate, time: Option<NaiveTime>) -> DateTime<Utc> {
    let last_minute = NaiveTime::from_hms_opt(23, 59, 0).unwrap_or(NaiveTime::MIN);
    london_instant(date, time.unwrap_or(last_minute))
}

/// The instant of a date and time in London. In the hour that comes twice when the clocks go back it is the first of
/// the two, which is the stricter; in the hour that is left out when they go forward, the clock had not been changed.
pub fn london_instant(date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let local = date.and_time(time);
    match London.from_local_datetime(&local) {
        LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => instant.with_timezone(&Utc),
        // The only hour left out is 01:00–02:00 on a spring morning, before which London keeps UTC.
        LocalResult::None => local.and_utc(),
    }
}

/// The first instant of a London day: what was done on a day whose hour is not known counts from here, so that nobody is called late
/// who was not. It is the counterpart of [`death_instant`], which counts from the last minute.
pub fn day_begins(date: NaiveDate) -> DateTime<Utc> {
    london_instant(date, NaiveTime::MIN)
}

/// The last second of a London day. Clocks never change at that time of day.
pub(crate) fn end_of_day(date: NaiveDate) -> DateTime<Utc> {
    let last_second = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
    london_instant(date, last_second)
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::{Kind, Trigger};
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        name: String,
        amount: u32,
        unit: Unit,
        trigger: DateTime<Utc>,
        due: DateTime<Utc>,
        #[serde(default)]
        beyond_calendar: bool,
    }

    #[test]
    fn every_row_of_the_vectors_is_due_when_it_says() {
        let rows: Vec<Row> = serde_json::from_str(include_str!("../../vectors/deadlines.json")).unwrap();
        assert!(rows.len() >= 40);
        for row in rows {
            let rule = Rule {
                id: "vector",
                label: "",
                trigger: Trigger::Death,
                amount: row.amount,
                unit: row.unit,
                kind: Kind::Local,
                citation: "",
                pausable: false,
            };
            let expected = Due { at: row.due, beyond_calendar: row.beyond_calendar };
            let calendar = Calendar::england_and_wales();
            assert_eq!(due(&rule, row.trigger, calendar), expected, "{}", row.name);
        }
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn died(date: &str, time: Option<&str>) -> DateTime<Utc> {
        death_instant(date.parse().unwrap(), time.map(|t| t.parse().unwrap()))
    }

    #[test]
    fn a_death_at_an_unknown_time_counts_from_the_last_minute_of_the_day() {
        assert_eq!(died("2026-01-10", None), instant("2026-01-10T23:59:00Z"));
        assert_eq!(died("2026-07-10", None), instant("2026-07-10T22:59:00Z"));
        assert_eq!(died("2026-07-10", Some("08:30:00")), instant("2026-07-10T07:30:00Z"));
    }

    #[test]
    fn in_the_hour_that_comes_twice_the_first_one_is_meant() {
        assert_eq!(died("2026-10-25", Some("01:30:00")), instant("2026-10-25T00:30:00Z"));
        assert_eq!(died("2026-10-25", Some("02:00:00")), instant("2026-10-25T02:00:00Z"));
    }

    #[test]
    fn a_time_that_was_left_out_is_read_by_the_unchanged_clock() {
        assert_eq!(died("2026-03-29", Some("01:30:00")), instant("2026-03-29T01:30:00Z"));
        assert_eq!(died("2026-03-29", Some("02:00:00")), instant("2026-03-29T01:00:00Z"));
    }

    #[test]
    fn what_was_done_on_a_day_counts_from_its_beginning_in_london() {
        assert_eq!(day_begins("2026-01-10".parse().unwrap()), instant("2026-01-10T00:00:00Z"));
        assert_eq!(day_begins("2026-07-10".parse().unwrap()), instant("2026-07-09T23:00:00Z"));
    }

    #[test]
    fn something_is_overdue_only_after_its_last_instant_and_until_it_is_done() {
        let due_at = instant("2026-01-12T23:59:59Z");
        let later = instant("2026-01-13T00:00:00Z");
        assert!(!is_overdue(due_at, None, due_at));
        assert!(is_overdue(due_at, None, later));
        assert!(!is_overdue(due_at, Some(later), instant("2026-02-01T00:00:00Z")));
    }
}
