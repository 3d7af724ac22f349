//! A flood guard for what anyone may call, by address.
//!
//! It is kept in each process: it protects the process. Counters that protect an account are in the database.

use super::problem::{Code, Problem};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;

/// Sign-ins for each public change: the staff of a hospital share an address and all begin in the morning.
const SIGN_INS_FOR_A_CHANGE: u32 = 15;
/// The fewest sign-ins at once.
const FEWEST_SIGN_INS: u32 = 30;

/// Counts the public changes and the sign-ins of each address.
pub struct Limits {
    public: DefaultKeyedRateLimiter<String>,
    sign_in: DefaultKeyedRateLimiter<String>,
}

impl Limits {
    /// Allows so many changes an hour, a third of them at once; and sign-ins in proportion, 30 of them at once.
    ///
    /// With the usual 60 changes an hour that is a sign-in every four seconds: too few to try one password on many accounts.
    pub fn new(public_per_hour: u32) -> Self {
        let changes = public_per_hour.max(1);
        let sign_ins = changes.saturating_mul(SIGN_INS_FOR_A_CHANGE);
        Self { public: limiter(changes, (changes / 3).max(10)), sign_in: limiter(sign_ins, (changes / 3).max(FEWEST_SIGN_INS)) }
    }

    /// Counts one public change.
    ///
    /// # Errors
    /// `rate_limited` with the seconds to wait.
    pub fn public(&self, address: &str) -> Result<(), Problem> {
        count(
            &self.public,
            address,
            "Many requests came from your network in a short time. What you typed is kept; please wait a little and try again.",
        )
    }

    /// Counts one attempt to sign in.
    ///
    /// # Errors
    /// `rate_limited` with the seconds to wait.
    pub fn sign_in(&self, address: &str) -> Result<(), Problem> {
        count(&self.sign_in, address, "Many people tried to sign in from your network in a short time. Please wait a little and try again.")
    }

    /// Forgets addresses that have been quiet, so that the tables do not grow for ever.
    pub fn forget_quiet(&self) {
        self.public.retain_recent();
        self.sign_in.retain_recent();
    }
}

/// So many an hour, and so many at once.
fn limiter(an_hour: u32, at_once: u32) -> DefaultKeyedRateLimiter<String> {
    let number = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_hour(number(an_hour)).allow_burst(number(at_once)))
}

fn count(limiter: &DefaultKeyedRateLimiter<String>, address: &str, words: &'static str) -> Result<(), Problem> {
    limiter.check_key(&address.to_owned()).map_err(|refused| {
        let wait = u32::try_from(refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1).unwrap_or(3600);
        Problem::new(Code::RateLimited, words).retry_after(wait)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_signs_in_thirty_times_at_once_and_another_is_not_held_up_by_it() {
        let limits = Limits::new(60);
        assert!((0..30).all(|_| limits.sign_in("203.0.113.7").is_ok()));
        assert_eq!(limits.sign_in("203.0.113.7").err().map(|problem| problem.code()), Some(Code::RateLimited));
        assert!(limits.sign_in("203.0.113.8").is_ok());
        assert!(limits.public("203.0.113.7").is_ok(), "who signed in may still notify");
    }

    #[test]
    fn a_demonstration_or_a_measurement_allows_more() {
        let limits = Limits::new(100_000);
        assert!((0..1000).all(|_| limits.sign_in("127.0.0.1").is_ok()));
    }
}
