//! When each invented case was opened, in which area and under which number.

use super::areas::Area;
use super::random::Rng;
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use opencdr_domain::deadline::calendar::Calendar;
use opencdr_domain::vocab::local_time;
use std::collections::BTreeMap;

/// Days of history.
const SPAN: u64 = 1095;
/// Share of cases that are the second of twins, among those that could be.
const TWINS: f64 = 0.025;
/// Cases are opened in office hours, which last this many seconds from half past eight.
const OFFICE_SECONDS: f64 = 8.5 * 3600.0;

/// One case to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Place of its area in the list.
    pub area: usize,
    /// Its number in area and year.
    pub number: u32,
    /// Whether the child is the twin of the child of the case before.
    pub twin: bool,
}

/// All cases in the order they were opened.
pub struct Schedule {
    /// The cases.
    pub slots: Vec<Slot>,
    /// The last number of each area and year.
    pub last: BTreeMap<(usize, i32), u32>,
    /// The first day of history.
    pub from: NaiveDate,
}

impl Schedule {
    /// Spreads cases over the three years before a day, a little more densely in winter, on working days.
    #[expect(clippy::cast_precision_loss, reason = "numbers of cases and days are far below 2⁵²")]
    pub fn of(seed: u64, cases: usize, areas: &[Area], until: NaiveDate) -> Self {
        let from = until - Days::new(SPAN);
        let calendar = Calendar::england_and_wales();
        let mut days: Vec<(NaiveDate, f64)> = Vec::new();
        let mut total = 0.0;
        for day in from.iter_days().take_while(|day| *day < until).filter(|day| calendar.is_working_day(*day)) {
            let season = (std::f64::consts::TAU * (f64::from(day.ordinal()) - 5.0) / 365.25).cos();
            days.push((day, total));
            total += 1.0 + 0.12 * season;
        }
        let shares: Vec<(usize, f64)> = areas.iter().enumerate().map(|(number, area)| (number, area.share)).collect();
        let mut last: BTreeMap<(usize, i32), u32> = BTreeMap::new();
        let mut slots: Vec<Slot> = Vec::with_capacity(cases);
        for case in 0..cases {
            let mut rng = Rng::of(seed, 1, case as u64);
            // One case in each of as many equal parts, so that the order of cases is the order of time.
            let at = (case as f64 + rng.fraction()) / cases as f64 * total;
            let place = days.partition_point(|(_, begins)| *begins <= at).saturating_sub(1);
            let (day, begins) = days[place];
            let ends = days.get(place + 1).map_or(total, |(_, next)| *next);
            let seconds = 30_600.0 + (at - begins) / (ends - begins) * OFFICE_SECONDS;
            #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a day")]
            let clock = TimeDelta::milliseconds((seconds * 1000.0) as i64);
            let opened_at = local_time::to_utc(day.and_time(chrono::NaiveTime::MIN) + clock);
            let before = slots.last().filter(|_| case % 2 == 1);
            let twin = before.is_some() && rng.chance(TWINS);
            let area = before.filter(|_| twin).map_or_else(|| rng.by_share(&shares), |before| before.area);
            let number = last.entry((area, day.year())).or_default();
            *number += 1;
            slots.push(Slot { opened_at, area, number: *number, twin });
        }
        Self { slots, last, from }
    }

    /// Whether the next case is this child's twin.
    pub fn has_twin(&self, case: usize) -> bool {
        self.slots.get(case + 1).is_some_and(|next| next.twin)
    }
}

#[cfg(test)]
mod tests {
    use super::super::areas::areas;
    use super::*;

    fn schedule(cases: usize) -> Schedule {
        Schedule::of(1, cases, &areas(1, 3), NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
    }

    #[test]
    fn cases_are_opened_one_after_the_other_and_numbered_without_gaps() {
        let schedule = schedule(3000);
        assert!(schedule.slots.windows(2).all(|pair| pair[0].opened_at <= pair[1].opened_at));
        let mut seen: BTreeMap<(usize, i32), u32> = BTreeMap::new();
        for slot in &schedule.slots {
            let number = seen.entry((slot.area, local_time::london_date(slot.opened_at).year())).or_default();
            *number += 1;
            assert_eq!(*number, slot.number);
        }
        assert_eq!(seen, schedule.last);
    }

    #[test]
    fn cases_are_opened_on_working_days_and_more_in_winter() {
        let schedule = schedule(12_000);
        let calendar = Calendar::england_and_wales();
        let month = |months: &[u32]| schedule.slots.iter().filter(|s| months.contains(&local_time::london_date(s.opened_at).month())).count();
        assert!(schedule.slots.iter().all(|s| calendar.is_working_day(local_time::london_date(s.opened_at))));
        assert!(month(&[12, 1, 2]) > month(&[6, 7, 8]));
    }
}
