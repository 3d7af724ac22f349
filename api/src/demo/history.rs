//! What has become of an invented case so far: the milestones of its review, and the time limits met and missed.

use super::child::Child;
use super::random::Rng;
use super::schedule::Slot;
use super::shares::days_to_panel;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use opencdr_domain::case::facts::OpeningFacts;
use opencdr_domain::case::status::Status;
use opencdr_domain::case::workflow::deadlines;
use opencdr_domain::deadline::calendar::Calendar;
use opencdr_domain::deadline::catalogue::{FAMILY_SUPPORT, NATIONAL_NOTIFICATION, TRIAGE};
use opencdr_domain::deadline::due::day_begins;
use opencdr_domain::notification::decision;
use opencdr_domain::review_type::CHILD_DEATH_REVIEW;
use opencdr_domain::vocab::local_time::london_date;

/// A time limit of a case.
pub struct Limit {
    /// Rule.
    pub rule: &'static str,
    /// When its clock started.
    pub trigger_at: DateTime<Utc>,
    /// When it is due.
    pub due_at: DateTime<Utc>,
    /// When it was met.
    pub met_at: Option<DateTime<Utc>>,
}

impl History {
    /// The London day on which a time limit was met, if it was.
    pub fn met_on(&self, rule: &str) -> Option<NaiveDate> {
        self.limits.iter().find(|limit| limit.rule == rule)?.met_at.map(london_date)
    }
}

/// How far a case has come.
pub struct History {
    /// Where it stands.
    pub status: Status,
    /// Every status after triage and when it began.
    pub steps: Vec<(DateTime<Utc>, Status)>,
    /// Its time limits.
    pub limits: Vec<Limit>,
    /// The earliest that is not met, while the case is open.
    pub next: Option<(DateTime<Utc>, &'static str)>,
    /// Days from death to the panel, whether or not that day has come.
    #[cfg(test)]
    pub days_to_panel: f64,
}

/// An hour of the working day on the day of this instant, or later so as to follow what was before.
fn at_work(wanted: DateTime<Utc>, before: DateTime<Utc>, rng: &mut Rng) -> DateTime<Utc> {
    let mut day = wanted.max(before + TimeDelta::hours(2)).date_naive();
    while !Calendar::england_and_wales().is_working_day(day) {
        day = day.succ_opt().unwrap_or(day);
    }
    let at = day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::minutes(rng.between(540, 980));
    if at > before { at } else { before + TimeDelta::minutes(rng.between(10, 90)) }
}

#[expect(clippy::cast_possible_truncation, reason = "minutes of a few years")]
fn after(from: DateTime<Utc>, days: f64) -> DateTime<Utc> {
    from + TimeDelta::minutes((days * 1440.0) as i64)
}

/// The plan of a review: each status with the days from death when it begins.
fn plan(child: &Child, days: f64, number: usize, rng: &mut Rng) -> Vec<(f64, Status)> {
    // Some end early; by number rather than by chance, so that there is always an example.
    if number % 67 == 13 {
        return vec![(2.0, Status::NotInScope)];
    }
    let mut steps = vec![(0.0, Status::InformationGathering)];
    if matches!(child.category, "abuse" | "suicide" | "trauma") && rng.chance(0.6) || rng.chance(0.05) {
        steps.push((days * rng.fraction().mul_add(0.15, 0.12), Status::AwaitingOtherProcess));
    }
    steps.extend([
        (days * 0.52, Status::ReadyForCdrm),
        (days * 0.62, Status::CdrmHeld),
        (days * 0.74, Status::ReadyForPanel),
        (days * 0.88, Status::ListedForPanel),
        (days, Status::Reviewed),
    ]);
    let finalised = days + rng.fraction().mul_add(25.0, 10.0);
    steps.push((finalised, Status::Finalised));
    let actions = rng.chance(0.35);
    if actions {
        steps.push((finalised + 1.0, Status::ActionsOpen));
    }
    if rng.chance(0.6) {
        let more = if actions { rng.fraction().mul_add(250.0, 90.0) } else { rng.fraction().mul_add(140.0, 60.0) };
        steps.push((finalised + more, Status::Archived));
    }
    steps
}

/// What happened between opening and now. The `newest` cases are still in triage.
pub fn history(
    child: &Child,
    received_at: DateTime<Utc>,
    slot: &Slot,
    until: DateTime<Utc>,
    (number, newest): (usize, bool),
    rng: &mut Rng,
) -> History {
    let opened_at = slot.opened_at;
    // Lognormal around what is typical of the category: one in ten within six months, half within a year.
    let days = (days_to_panel(child.category) * (0.5 * rng.normal()).exp()).max(75.0);
    let triaged = opened_at + TimeDelta::minutes(rng.between(60, 60 * 24 * 6));
    let mut last = opened_at;
    let mut steps = Vec::new();
    let plan = plan(child, days, number, rng);
    for (from_death, status) in plan.into_iter().filter(|_| !newest) {
        let wanted = if steps.is_empty() { triaged } else { after(child.died_at, from_death) };
        last = at_work(wanted, last, rng);
        if last >= until {
            break;
        }
        steps.push((last, status));
    }
    let status = steps.last().map_or(CHILD_DEATH_REVIEW.opening_status, |(_, status)| *status);
    let begun = |wanted: Status| steps.iter().find(|(_, status)| *status == wanted).map(|(at, _)| *at);
    let facts = OpeningFacts {
        notification_status: decision::Status::Received,
        received_at,
        date_of_death: Some(child.died),
        time_of_death: Some(child.died_time),
    };
    let told = opened_at + TimeDelta::minutes(rng.between(10, 300));
    let supported = child.died_at + TimeDelta::minutes(if rng.chance(0.88) { rng.between(60, 2600) } else { rng.between(3000, 9000) });
    // The record says on which day these were done, so that is what is known of when they were met.
    let on_the_day = |at: DateTime<Utc>| Some(at).filter(|at| *at < until).map(|at| day_begins(london_date(at)));
    let limits: Vec<Limit> = deadlines(&CHILD_DEATH_REVIEW, &facts, Calendar::england_and_wales())
        .into_iter()
        .map(|deadline| {
            let met = match deadline.rule.id {
                NATIONAL_NOTIFICATION => on_the_day(told),
                FAMILY_SUPPORT => on_the_day(supported),
                TRIAGE => steps.first().map(|(at, _)| *at),
                "review_complete" => begun(Status::Reviewed),
                _ => None,
            };
            let met_at = met.filter(|at| *at < until).map(|at| at.max(deadline.trigger_at));
            Limit { rule: deadline.rule.id, trigger_at: deadline.trigger_at, due_at: deadline.due.at, met_at }
        })
        .collect();
    let next = limits.iter().filter(|limit| status.is_open() && limit.met_at.is_none()).map(|limit| (limit.due_at, limit.rule)).min();
    History {
        status,
        steps,
        limits,
        next,
        #[cfg(test)]
        days_to_panel: days,
    }
}
