//! A flood guard for what anyone may call, by address.
//!
//! It is kept in each process: it protects the process. Counters that protect an account are in the database.

use super::problem::{Code, Problem};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;

/// Counts the public changes of each address.
pub struct Limits {
    public: DefaultKeyedRateLimiter<String>,
}

impl Limits {
    /// Allows so many changes an hour, a third of them at once.
    pub fn new(public_per_hour: u32) -> Self {
        let hourly = NonZeroU32::new(public_per_hour.max(1)).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new((public_per_hour / 3).max(10)).unwrap_or(NonZeroU32::MIN);
        Self { public: RateLimiter::keyed(Quota::per_hour(hourly).allow_burst(burst)) }
    }

    /// Counts one public change.
    ///
    /// # Errors
    /// `rate_limited` with the seconds to wait.
    pub fn public(&self, address: &str) -> Result<(), Problem> {
        self.public.check_key(&address.to_owned()).map_err(|refused| {
            let wait = u32::try_from(refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1).unwrap_or(3600);
            Problem::new(
                Code::RateLimited,
                "Many requests came from your network in a short time. What you typed is kept; please wait a little and try again.",
            )
            .retry_after(wait)
        })
    }

    /// Forgets addresses that have been quiet, so that the table does not grow for ever.
    pub fn forget_quiet(&self) {
        self.public.retain_recent();
    }
}
