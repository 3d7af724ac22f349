//! Why a notification may be rejected, and the facts of it that decide whether the death is reviewed.

use crate::vocab::age::is_past_newborn;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::{Map, Value};

/// A reason for not reviewing a death here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RejectionReason {
    /// The stable code.
    pub code: &'static str,
    /// The words to choose from.
    pub label: &'static str,
    /// When to choose it, and what to do as well.
    pub help: &'static str,
    /// Whose rule it is.
    pub source: &'static str,
}

/// The statutory guidance the scope rules come from.
pub(super) const GUIDANCE: &str = "Child Death Review: Statutory and Operational Guidance (England), deaths that are reviewed";
/// Working practice of panels' offices rather than guidance.
const PRACTICE: &str = "Practice of child death overview panels";

/// Every reason, in the order in which they are offered.
pub const REJECTION_REASONS: [RejectionReason; 7] = [
    RejectionReason {
        code: "not_under_18",
        label: "The person was 18 or over",
        help: "Deaths are reviewed up to the day before the 18th birthday, whatever services knew the young person.",
        source: GUIDANCE,
    },
    RejectionReason {
        code: "stillbirth_attended",
        label: "Stillbirth with a health professional present",
        help: "No signs of life at 24 weeks or later, confirmed by a health professional who attended. If nobody attended, do not reject it: it needs a joint agency response.",
        source: GUIDANCE,
    },
    RejectionReason {
        code: "late_fetal_loss",
        label: "Loss before 24 weeks with no signs of life",
        help: "If there were any signs of life, at any gestation, the death is reviewed.",
        source: GUIDANCE,
    },
    RejectionReason {
        code: "planned_termination",
        label: "Planned termination within the law",
        help: "Not reviewed even if there were signs of life and a death certificate was issued.",
        source: GUIDANCE,
    },
    RejectionReason {
        code: "not_resident_no_agreement",
        label: "The child lived elsewhere and their home area reviews the death",
        help: "For a child whose home is outside England, or where no panel of this system covers it: tell the home area at once and make sure that they have everything in this notification. Where a panel here covers the home, offer the notification to it instead.",
        source: GUIDANCE,
    },
    RejectionReason {
        code: "duplicate_of_another_notification",
        label: "Repeats another notification",
        help: "If the child already has a case here, link this notification to it instead: what each person wrote is then kept together. Reject it only if the same person sent the same thing twice.",
        source: PRACTICE,
    },
    RejectionReason {
        code: "test_or_mistake",
        label: "Test or sent by mistake",
        help: "No child has died, or nothing in it can be used. Contact the person who sent it if you are not sure.",
        source: PRACTICE,
    },
];

/// The reason with this code, if there is one.
pub fn rejection_reason(code: &str) -> Option<&'static RejectionReason> {
    REJECTION_REASONS.iter().find(|reason| reason.code == code)
}

/// What the scope rules look at in a notification. What was not answered is absent or false.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeFacts {
    /// Date of birth.
    pub date_of_birth: Option<NaiveDate>,
    /// Date of death.
    pub date_of_death: Option<NaiveDate>,
    /// A stillbirth without a health professional is suspected.
    pub suspected_stillbirth_unattended: bool,
    /// The child usually lived outside England.
    pub resident_outside_england: bool,
    /// The child died outside the United Kingdom.
    pub died_abroad: bool,
    /// Completed weeks of pregnancy at birth.
    pub gestation_weeks: Option<i64>,
}

impl ScopeFacts {
    /// Takes the facts out of the answers of the notification form.
    pub fn from_answers(answers: &Map<String, Value>) -> ScopeFacts {
        let text = |id: &str| answers.get(id).and_then(Value::as_str);
        let date = |id: &str| text(id).and_then(|written| written.parse().ok());
        ScopeFacts {
            date_of_birth: date("date_of_birth"),
            date_of_death: date("date_of_death"),
            suspected_stillbirth_unattended: text("suspected_stillbirth_unattended") == Some("yes"),
            resident_outside_england: text("residence") == Some("outside_england"),
            died_abroad: text("place_of_death") == Some("ABROAD"),
            gestation_weeks: answers.get("gestation_weeks").and_then(Value::as_i64),
        }
    }

    /// Whether the 18th birthday was reached by the day of death, where both days are known. The birthday itself is out of scope.
    pub(super) fn is_adult(&self) -> Option<bool> {
        let (birth, death) = (self.date_of_birth?, self.date_of_death?);
        let birthday_passed = (death.month(), death.day()) >= (birth.month(), birth.day());
        Some(death.year() - birth.year() - i32::from(!birthday_passed) >= 18)
    }

    /// Whether the child is known to have died on a later day than that of the birth.
    pub(super) fn lived_into_another_day(&self) -> bool {
        self.date_of_birth.zip(self.date_of_death).is_some_and(|(birth, death)| death > birth)
    }

    /// Whether the child is known to have lived past the first 27 days.
    pub fn is_past_newborn(&self) -> bool {
        self.date_of_birth.zip(self.date_of_death).is_some_and(|(birth, death)| is_past_newborn(birth, death))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facts_are_read_from_the_answers_and_what_nobody_knows_is_absent() {
        let facts = |answers: Value| ScopeFacts::from_answers(answers.as_object().unwrap());
        let all = facts(json!({"suspected_stillbirth_unattended": "yes", "residence": "outside_england", "place_of_death": "ABROAD",
            "gestation_weeks": 21, "date_of_birth": "2026-11-18", "date_of_death": "2026-11-19"}));
        assert!(all.suspected_stillbirth_unattended && all.resident_outside_england && all.died_abroad);
        assert_eq!((all.gestation_weeks, all.is_adult(), all.is_past_newborn()), (Some(21), Some(false), false));
        let sparse = facts(json!({"date_of_birth": {"state": "not_known"}, "suspected_stillbirth_unattended": "no"}));
        assert_eq!(sparse, ScopeFacts::default());
        assert_eq!((sparse.is_adult(), sparse.is_past_newborn()), (None, false));
    }

    #[test]
    fn every_rejection_reason_is_found_by_its_code_and_says_whose_rule_it_is() {
        for reason in REJECTION_REASONS {
            assert_eq!(rejection_reason(reason.code), Some(&reason));
            assert!(!reason.source.is_empty() && !reason.help.is_empty());
        }
        assert_eq!(rejection_reason("because"), None);
    }
}
