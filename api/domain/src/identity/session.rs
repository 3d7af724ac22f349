//! When a session ends: after a while without use, and in any case at the end of a working day.

use chrono::{DateTime, TimeDelta, Utc};

/// How long sessions last. Both limits are settings; the house values are 15 minutes and 10 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest time between two uses.
    pub idle: TimeDelta,
    /// The longest time from signing in.
    pub absolute: TimeDelta,
}

/// When a session began and was last used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When the person signed in.
    pub signed_in_at: DateTime<Utc>,
    /// When the session was last used.
    pub last_seen_at: DateTime<Utc>,
}

/// Whether a session can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can, until the earlier of the two instants.
    Live {
        /// When it ends if it is not used again; never later than the absolute end.
        idle_expires_at: DateTime<Utc>,
        /// When it ends whatever happens.
        absolute_expires_at: DateTime<Utc>,
    },
    /// It was not used for too long.
    IdleTooLong,
    /// It reached its longest life.
    TooOld,
}

/// The state of a session at an instant (OWASP ASVS 5.0, 7.3). At the very instant of expiry it has ended.
pub fn state(times: &Times, limits: &Limits, now: DateTime<Utc>) -> State {
    let absolute_expires_at = times.signed_in_at + limits.absolute;
    let idle_expires_at = (times.last_seen_at + limits.idle).min(absolute_expires_at);
    if now >= absolute_expires_at {
        State::TooOld
    } else if now >= idle_expires_at {
        State::IdleTooLong
    } else {
        State::Live { idle_expires_at, absolute_expires_at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { idle: TimeDelta::minutes(15), absolute: TimeDelta::hours(10) };

    fn nine() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn seen_after(minutes: i64) -> Times {
        Times { signed_in_at: nine(), last_seen_at: nine() + TimeDelta::minutes(minutes) }
    }

    #[test]
    fn a_session_lives_until_it_has_been_idle_for_the_limit() {
        let times = seen_after(60);
        let last_second = nine() + TimeDelta::minutes(75) - TimeDelta::seconds(1);
        assert_eq!(
            state(&times, &LIMITS, last_second),
            State::Live { idle_expires_at: nine() + TimeDelta::minutes(75), absolute_expires_at: nine() + TimeDelta::hours(10) }
        );
        let limit = nine() + TimeDelta::minutes(75);
        assert_eq!(state(&times, &LIMITS, limit), State::IdleTooLong);
    }

    #[test]
    fn a_session_in_constant_use_still_ends_at_its_longest_life() {
        let times = seen_after(599);
        let end = nine() + TimeDelta::hours(10);
        assert_eq!(state(&times, &LIMITS, end - TimeDelta::seconds(1)), State::Live { idle_expires_at: end, absolute_expires_at: end });
        assert_eq!(state(&times, &LIMITS, end), State::TooOld);
    }
}
