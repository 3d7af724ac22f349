//! The one place where the time is read.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Europe::London;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Tells the time; a test moves it.
#[derive(Clone, Default)]
pub struct Clock {
    /// Seconds added to the real time; zero in a running server.
    shift: Arc<AtomicI64>,
}

impl Clock {
    /// The instant, to the microsecond PostgreSQL keeps.
    pub fn now(&self) -> DateTime<Utc> {
        let now = Utc::now() + chrono::TimeDelta::seconds(self.shift.load(Ordering::Relaxed));
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// Moves the clock on; only tests call it.
    pub fn advance(&self, by: chrono::TimeDelta) {
        self.shift.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }
}

/// The London date of an instant: the day the guidance counts in.
pub fn london_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&London).date_naive()
}

/// The London wall-clock time of an instant.
pub fn london_time(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&London).naive_local()
}
