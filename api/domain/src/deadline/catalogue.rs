//! The time limits of child death review as data, each with whose rule it is.

use serde::{Deserialize, Serialize};

/// The event that starts a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The child died.
    Death,
    /// The panel's office received the notification.
    NotificationReceived,
}

impl Trigger {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Trigger::Death => "death",
            Trigger::NotificationReceived => "notification_received",
        }
    }
}

/// What an amount is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hours as they pass, whether or not the clocks change in between.
    ClockHours,
    /// Days in London, every day of the week; due at the end of the last one.
    CalendarDays,
    /// Monday to Friday without bank holidays, in London; due at the end of the last one.
    WorkingDays,
    /// Months to the day with the same number, or the last day of a shorter month; due at the end of that day.
    Months,
}

/// Who says that there is a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An act or regulation.
    Law,
    /// Statutory guidance.
    Guidance,
    /// A rule of the national child mortality database.
    National,
    /// Local custom, or a default until an area sets its own.
    Local,
}

impl Kind {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Law => "law",
            Kind::Guidance => "guidance",
            Kind::National => "national",
            Kind::Local => "local",
        }
    }
}

/// One time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The stable identifier.
    pub id: &'static str,
    /// What has to be done, in words for the screen.
    pub label: &'static str,
    /// What starts the clock.
    pub trigger: Trigger,
    /// How much time there is.
    pub amount: u32,
    /// What the amount is counted in.
    pub unit: Unit,
    /// Who says so.
    pub kind: Kind,
    /// Where they say so.
    pub citation: &'static str,
    /// Whether waiting for another process (an inquest, criminal proceedings …) may stop the clock.
    pub pausable: bool,
}

/// Telling the national database.
pub const NATIONAL_NOTIFICATION: &str = "national_notification";
/// A key worker and the guide for the family.
pub const FAMILY_SUPPORT: &str = "family_support";
/// Triage.
pub const TRIAGE: &str = "triage";

/// The limits of child death review that run from the moment a case is opened.
pub const CHILD_DEATH_REVIEW: &[Rule] = &[
    Rule {
        id: NATIONAL_NOTIFICATION,
        label: "Tell the national database about the death",
        trigger: Trigger::Death,
        amount: 48,
        unit: Unit::ClockHours,
        kind: Kind::National,
        citation: "National Child Mortality Database: notification within 48 hours of the death (data release 2021)",
        pausable: false,
    },
    Rule {
        id: FAMILY_SUPPORT,
        label: "Name a key worker and offer the family the guide “When a Child Dies”",
        trigger: Trigger::Death,
        amount: 48,
        unit: Unit::ClockHours,
        kind: Kind::Guidance,
        citation: "Working Together to Safeguard Children, chapter 5: in the immediate aftermath; 48 hours is a default",
        pausable: false,
    },
    Rule {
        id: TRIAGE,
        label: "Triage the notification",
        trigger: Trigger::NotificationReceived,
        amount: 2,
        unit: Unit::WorkingDays,
        kind: Kind::Local,
        citation: "Default until the area sets its own",
        pausable: false,
    },
    Rule {
        id: "review_complete",
        label: "Complete the review at the panel",
        trigger: Trigger::Death,
        amount: 6,
        unit: Unit::Months,
        kind: Kind::Local,
        citation: "Performance line used in the panels’ annual returns",
        pausable: true,
    },
];

/// The rule of a catalogue with this identifier, if there is one.
pub fn rule(catalogue: &'static [Rule], id: &str) -> Option<&'static Rule> {
    catalogue.iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_can_be_found_by_an_identifier_of_its_own() {
        for one in CHILD_DEATH_REVIEW {
            assert_eq!(rule(CHILD_DEATH_REVIEW, one.id), Some(one));
            assert!(one.amount > 0 && !one.citation.is_empty());
        }
        assert_eq!(rule(CHILD_DEATH_REVIEW, "D05"), None);
    }

    #[test]
    fn codes_are_the_codes_in_json() {
        for kind in [Kind::Law, Kind::Guidance, Kind::National, Kind::Local] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
        for trigger in [Trigger::Death, Trigger::NotificationReceived] {
            assert_eq!(serde_json::to_value(trigger).unwrap(), trigger.code());
        }
    }
}
