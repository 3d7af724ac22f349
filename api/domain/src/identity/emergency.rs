//! Opening a restricted case in an emergency: for what reasons, for how long, and when somebody has to have looked at it.
//!
//! One case, an hour, to read; a reason of a closed list and in words; a review by another person (security handbook 1.2).

use crate::deadline::calendar::Calendar;
use crate::deadline::due::end_of_day;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::London;

/// How long a case opened in an emergency can be read.
pub const LASTS: TimeDelta = TimeDelta::minutes(60);
/// Working days within which it is to be reviewed.
pub const REVIEW_WITHIN: u32 = 5;
/// The fewest characters of a reason in words.
pub const FEWEST_WORDS: u64 = 20;

/// Writes an enum of codes and labels from one list, so that none can be forgotten.
macro_rules! coded {
    ($(#[$about:meta])+ $kind:ident { $($(#[$doc:meta])+ $name:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $kind {
            $($(#[$doc])+ $name,)+
        }

        impl $kind {
            /// Every one, in the order in which they are offered.
            pub const ALL: &'static [$kind] = &[$($kind::$name,)+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self {
                    $($kind::$name => $code,)+
                }
            }

            /// The words on the screen.
            pub const fn label(self) -> &'static str {
                match self {
                    $($kind::$name => $label,)+
                }
            }

            /// The one with this code, if there is one.
            pub fn from_code(code: &str) -> Option<$kind> {
                $kind::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

coded! {
    /// Why a restricted case has to be read at once.
    Reason {
        /// A child who lives may be in danger.
        Safeguarding = "safeguarding", "To keep a living child safe";
        /// A clinician needs to know now.
        ClinicalNeed = "clinical_need", "Urgent clinical need";
        /// A court, the police or the coroner asks and cannot wait.
        LegalRequest = "legal_request", "Urgent request of the police, the coroner or a court";
        /// The people with access are away and something is due.
        Cover = "cover", "Cover for a colleague who is away";
        /// Something else, told in the words.
        Other = "other", "Another reason";
    }
}

coded! {
    /// What a review found.
    Outcome {
        /// It had to be.
        Justified = "justified", "It was justified";
        /// It need not have been.
        NotJustified = "not_justified", "It was not justified";
        /// More has to be done before that can be said, outside this system.
        NeedsFollowUp = "needs_follow_up", "It needs to be followed up";
    }
}

/// The last instant at which a review is in time: the end of the fifth working day after the London day of the opening.
pub fn review_due(opened_at: DateTime<Utc>, calendar: &Calendar) -> DateTime<Utc> {
    end_of_day(calendar.add_working_days(opened_at.with_timezone(&London).date_naive(), REVIEW_WITHIN).date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(opened: &str) -> String {
        review_due(opened.parse().unwrap(), Calendar::england_and_wales()).to_rfc3339()
    }

    #[test]
    fn a_review_is_due_at_the_end_of_the_fifth_working_day() {
        assert_eq!(due("2026-11-20T10:30:00Z"), "2026-11-27T23:59:59+00:00", "opened on a Friday");
        assert_eq!(due("2026-11-21T10:30:00Z"), "2026-11-27T23:59:59+00:00", "opened on a Saturday");
    }

    #[test]
    fn bank_holidays_do_not_count_and_the_day_is_that_of_london() {
        assert_eq!(due("2026-12-23T12:00:00Z"), "2027-01-04T23:59:59+00:00", "Christmas, its substitute and New Year lie between");
        assert_eq!(due("2026-07-05T23:30:00Z"), "2026-07-13T22:59:59+00:00", "already Monday in London");
    }

    #[test]
    fn codes_are_found_again_and_an_unknown_one_is_none() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(*reason));
            assert!(!reason.label().is_empty());
        }
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_code(outcome.code()), Some(*outcome));
            assert!(!outcome.label().is_empty());
        }
        assert_eq!((Reason::from_code("curiosity"), Outcome::from_code("")), (None, None));
    }
}
