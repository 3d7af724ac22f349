//! Slowing down guesses at a password or a code, without ever locking anybody out.

use chrono::{DateTime, TimeDelta, Utc};

/// How many failures in a row cost nothing: people mistype.
const FREE_FAILURES: u32 = 5;
/// The longest anybody waits, so that a stranger's guesses cannot shut an account.
const LONGEST_WAIT_SECONDS: u32 = 60;

/// The seconds to wait after this many failures in a row: none up to five, then 1, 2, 4 … 60 (OWASP ASVS 5.0, 6.3.1).
pub fn wait_seconds(consecutive_failures: u32) -> u32 {
    match consecutive_failures.checked_sub(FREE_FAILURES + 1) {
        None => 0,
        Some(doublings) => 1u32.checked_shl(doublings).map_or(LONGEST_WAIT_SECONDS, |wait| wait.min(LONGEST_WAIT_SECONDS)),
    }
}

/// The whole seconds still to wait before the next attempt is looked at, or `None` when it may be made now.
pub fn retry_after(consecutive_failures: u32, last_failed_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<u32> {
    let wait = wait_seconds(consecutive_failures);
    let until = last_failed_at + TimeDelta::seconds(i64::from(wait));
    let left = (until - now).num_milliseconds();
    // A clock that went backwards must not make anybody wait longer than the rule.
    (left > 0).then(|| u32::try_from((left + 999) / 1000).map_or(wait, |seconds| seconds.min(wait)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_after_five_failures_and_stops_at_a_minute() {
        let waits: Vec<u32> = (0..=13).map(wait_seconds).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(wait_seconds(37), 60);
        assert_eq!(wait_seconds(38), 60);
        assert_eq!(wait_seconds(u32::MAX), 60);
    }

    #[test]
    fn the_wait_left_is_rounded_up_and_ends_on_time() {
        let failed = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let after = |ms| failed + TimeDelta::milliseconds(ms);
        assert_eq!(retry_after(8, failed, after(0)), Some(4));
        assert_eq!(retry_after(8, failed, after(3_001)), Some(1));
        assert_eq!(retry_after(8, failed, after(4_000)), None);
        assert_eq!(retry_after(5, failed, after(0)), None);
    }

    #[test]
    fn a_clock_that_went_backwards_does_not_lengthen_the_wait() {
        let failed = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        assert_eq!(retry_after(8, failed, failed - TimeDelta::hours(3)), Some(4));
    }
}
