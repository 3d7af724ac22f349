//! Where a request stands, worked out from when things happened to it and from nothing else.

use super::Flaw;
use crate::vocab::coded::coded;
use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// When things happened to a request; nothing where one has not.
///
/// A request that is submitted, returned and submitted again has the latest instant of each, so that where it stands is
/// what happened last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// It was sent.
    pub sent_at: DateTime<Utc>,
    /// It was last sent again.
    pub resent_at: Option<DateTime<Utc>>,
    /// A message about it last came back.
    pub undelivered_at: Option<DateTime<Utc>>,
    /// Somebody of the organisation first opened it.
    pub opened_at: Option<DateTime<Utc>>,
    /// The first answer was saved.
    pub first_saved_at: Option<DateTime<Utc>>,
    /// The answers were last submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// It was last returned for clarification.
    pub returned_at: Option<DateTime<Utc>>,
    /// The panel last took the answers as they are.
    pub accepted_at: Option<DateTime<Utc>>,
    /// The organisation last declined.
    pub declined_at: Option<DateTime<Utc>>,
    /// The panel took it back.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

coded! {
    /// Where a request stands.
    Standing {
        /// Nobody has opened it.
        Sent = "sent", "Sent";
        /// The message did not arrive, and nobody has opened the request.
        DeliveryProblem = "delivery_problem", "Delivery problem";
        /// It was opened; nothing was answered.
        Opened = "opened", "Opened";
        /// Answers are being written.
        InProgress = "in_progress", "In progress";
        /// The answers are with the panel.
        Submitted = "submitted", "Submitted";
        /// The panel has a question about the answers.
        Returned = "returned", "Returned for clarification";
        /// The panel has taken the answers as they are.
        Accepted = "accepted", "Accepted";
        /// The organisation does not answer, and says why.
        Declined = "declined", "Declined";
        /// The panel no longer asks.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

impl Standing {
    /// Where it stands, in a sentence for either side.
    pub const fn words(self) -> &'static str {
        match self {
            Standing::Sent => "The request has been sent. Nobody has opened it yet.",
            Standing::DeliveryProblem => "The message could not be delivered. Check the contact and send it again.",
            Standing::Opened => "The organisation has opened the request. Nothing has been answered yet.",
            Standing::InProgress => "The organisation is writing its answers.",
            Standing::Submitted => "The answers have been sent to the panel.",
            Standing::Returned => "The panel has asked the organisation to make some answers clearer.",
            Standing::Accepted => "The panel has taken the answers as they are.",
            Standing::Declined => "The organisation has said why it will not answer.",
            Standing::Withdrawn => "The panel no longer needs an answer.",
        }
    }

    /// Whether the organisation is still to answer.
    pub const fn is_awaited(self) -> bool {
        match self {
            Standing::Sent | Standing::DeliveryProblem | Standing::Opened | Standing::InProgress | Standing::Returned => true,
            Standing::Submitted | Standing::Accepted | Standing::Declined | Standing::Withdrawn => false,
        }
    }

    /// Whether what the organisation last submitted counts in the collated record.
    ///
    /// An answer that is being made clearer still stands as it was: the record does not lose it meanwhile.
    pub const fn counts_if_submitted(self) -> bool {
        match self {
            Standing::Submitted | Standing::Returned | Standing::Accepted => true,
            Standing::Sent | Standing::DeliveryProblem | Standing::Opened | Standing::InProgress | Standing::Declined | Standing::Withdrawn => false,
        }
    }
}

impl Timeline {
    /// A request that has just been sent.
    pub const fn sent(at: DateTime<Utc>) -> Self {
        Self {
            sent_at: at,
            resent_at: None,
            undelivered_at: None,
            opened_at: None,
            first_saved_at: None,
            submitted_at: None,
            returned_at: None,
            accepted_at: None,
            declined_at: None,
            withdrawn_at: None,
        }
    }

    /// Where the request stands. Withdrawing ends it; otherwise the last of submitting, returning, accepting and
    /// declining decides. Of two at the same instant the later in that order does, since it follows from the other.
    pub fn standing(&self) -> Standing {
        if self.withdrawn_at.is_some() {
            return Standing::Withdrawn;
        }
        let decided = [
            (self.declined_at, Standing::Declined),
            (self.submitted_at, Standing::Submitted),
            (self.returned_at, Standing::Returned),
            (self.accepted_at, Standing::Accepted),
        ];
        let last = decided.into_iter().filter_map(|(at, standing)| Some((at?, standing))).max_by_key(|(at, _)| *at);
        match last {
            Some((_, standing)) => standing,
            None if self.first_saved_at.is_some() => Standing::InProgress,
            None if self.opened_at.is_some() => Standing::Opened,
            None if self.has_delivery_problem() => Standing::DeliveryProblem,
            None => Standing::Sent,
        }
    }

    /// Whether the last message came back, and none was sent since. It can be so while others of the organisation answer.
    pub fn has_delivery_problem(&self) -> bool {
        let last_sent = self.resent_at.map_or(self.sent_at, |again| again.max(self.sent_at));
        self.undelivered_at.is_some_and(|at| at >= last_sent)
    }

    /// The timeline once somebody of the organisation has opened the request.
    pub fn opened(self, at: DateTime<Utc>) -> Self {
        Self { opened_at: self.opened_at.or(Some(at)), ..self }
    }

    /// The timeline once a message about the request has come back.
    pub fn undelivered(self, at: DateTime<Utc>) -> Self {
        Self { undelivered_at: self.undelivered_at.max(Some(at)), ..self }
    }
}

/// Whether an answer is awaited and its day has passed. It is in time on the day itself.
pub fn is_overdue(standing: Standing, due: NaiveDate, today: NaiveDate) -> bool {
    standing.is_awaited() && today > due
}

/// What is wrong with a day somebody sets as the due date, if something is. A day that is long away is a slip of the hand.
pub fn due_date_flaw(due: NaiveDate, today: NaiveDate) -> Option<Flaw> {
    if due < today {
        return Some(Flaw::new("due_date", "in_the_past", "The due date must be today or later"));
    }
    let last = today + Months::new(12);
    (due > last).then(|| Flaw::new("due_date", "too_far_away", "The due date must lie within the next 12 months"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn at(hours: i64) -> DateTime<Utc> {
        "2026-11-20T10:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hours)
    }

    #[test]
    fn a_request_goes_from_sent_to_accepted_by_what_happened_last() {
        let mut line = Timeline::sent(at(0));
        assert_eq!(line.standing(), Standing::Sent);
        line = line.opened(at(1));
        assert_eq!(line.standing(), Standing::Opened);
        line.first_saved_at = Some(at(2));
        assert_eq!(line.standing(), Standing::InProgress);
        line.submitted_at = Some(at(3));
        assert_eq!(line.standing(), Standing::Submitted);
        line.returned_at = Some(at(4));
        assert_eq!(line.standing(), Standing::Returned);
        line.submitted_at = Some(at(5));
        assert_eq!(line.standing(), Standing::Submitted);
        line.accepted_at = Some(at(6));
        assert_eq!(line.standing(), Standing::Accepted);
        line.returned_at = Some(at(7));
        assert_eq!(line.standing(), Standing::Returned);
    }

    #[test]
    fn withdrawing_ends_a_request_whatever_else_happened() {
        let line = Timeline { withdrawn_at: Some(at(1)), submitted_at: Some(at(2)), ..Timeline::sent(at(0)) };
        assert_eq!(line.standing(), Standing::Withdrawn);
    }

    #[test]
    fn a_message_that_came_back_is_a_problem_until_it_is_sent_again_or_somebody_opens_the_request() {
        let line = Timeline::sent(at(0)).undelivered(at(1));
        assert_eq!(line.standing(), Standing::DeliveryProblem);
        assert_eq!(Timeline { resent_at: Some(at(2)), ..line }.standing(), Standing::Sent);
        let opened = line.opened(at(2));
        assert_eq!(opened.standing(), Standing::Opened);
        assert!(opened.has_delivery_problem());
        assert_eq!(opened.opened(at(3)).opened_at, Some(at(2)));
    }

    #[test]
    fn what_happened_at_the_same_instant_follows_in_order() {
        let line = Timeline { submitted_at: Some(at(1)), accepted_at: Some(at(1)), ..Timeline::sent(at(0)) };
        assert_eq!(line.standing(), Standing::Accepted);
    }

    #[test]
    fn a_request_is_overdue_from_the_day_after_it_was_due_and_only_while_an_answer_is_awaited() {
        let due: NaiveDate = "2026-12-11".parse().unwrap();
        for standing in Standing::ALL {
            assert!(!is_overdue(*standing, due, due));
            assert_eq!(is_overdue(*standing, due, due.succ_opt().unwrap()), standing.is_awaited());
            assert_eq!(Standing::from_code(standing.code()), Some(*standing));
            assert!(standing.words().ends_with('.'));
        }
    }

    #[test]
    fn a_due_date_lies_between_today_and_a_year_from_now() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let code = |due: &str| due_date_flaw(day(due), day("2026-11-27")).map(|flaw| flaw.code);
        assert_eq!(code("2026-11-26"), Some("in_the_past"));
        assert_eq!((code("2026-11-27"), code("2027-11-27")), (None, None));
        assert_eq!(code("2062-12-18"), Some("too_far_away"));
    }
}
