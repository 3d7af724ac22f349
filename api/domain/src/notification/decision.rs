//! What may be done with a notification: accepted, linked or rejected, once.

use serde::{Deserialize, Serialize};

/// Where a notification stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It waits for a decision.
    Received,
    /// It became a new case.
    Accepted,
    /// It was added to a case that existed already.
    Linked,
    /// It is not for review here.
    Rejected,
}

impl Status {
    /// Every status, in the order of tabs and tables.
    pub const ALL: [Status; 4] = [Status::Received, Status::Accepted, Status::Linked, Status::Rejected];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Status::Received => "received",
            Status::Accepted => "accepted",
            Status::Linked => "linked",
            Status::Rejected => "rejected",
        }
    }

    /// The status with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// A decision a coordinator can take about a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Make a new case of it.
    Accept,
    /// Add it to an existing case.
    Link,
    /// Close it with a reason from the scope rules.
    Reject,
}

impl Action {
    /// Every action, in the order in which they are offered.
    pub const ALL: [Action; 3] = [Action::Accept, Action::Link, Action::Reject];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Action::Accept => "accept",
            Action::Link => "link",
            Action::Reject => "reject",
        }
    }
}

/// The state machine: in this status, this action leads to that status. Whatever is not listed is not available.
///
/// A decision is final here: undoing one is an act on the case that followed from it.
const TRANSITIONS: [(Status, Action, Status); 3] = [
    (Status::Received, Action::Accept, Status::Accepted),
    (Status::Received, Action::Link, Status::Linked),
    (Status::Received, Action::Reject, Status::Rejected),
];

/// An action, and whether it can be taken now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AvailableAction {
    /// The action.
    pub action: Action,
    /// Whether it can be taken.
    pub available: bool,
    /// Why not, in words for the screen.
    pub reason: Option<&'static str>,
}

/// A decision that cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody has decided already; the status is the one the notification has now.
    AlreadyDecided(Status),
}

/// Every action with whether it is available and, if not, why.
pub fn available(status: Status) -> Vec<AvailableAction> {
    Action::ALL
        .into_iter()
        .map(|action| {
            let possible = next(status, action).is_some();
            AvailableAction { action, available: possible, reason: if possible { None } else { why_not(status) } }
        })
        .collect()
}

/// The status after the action, or why it cannot be taken. What [`available`] offers is what this allows.
pub fn decide(status: Status, action: Action) -> Result<Status, Refusal> {
    available(status)
        .into_iter()
        .find(|offered| offered.action == action && offered.available)
        .and_then(|offered| next(status, offered.action))
        .ok_or(Refusal::AlreadyDecided(status))
}

fn next(status: Status, action: Action) -> Option<Status> {
    TRANSITIONS.iter().find(|(from, by, _)| *from == status && *by == action).map(|(_, _, to)| *to)
}

const fn why_not(status: Status) -> Option<&'static str> {
    match status {
        Status::Received => None,
        Status::Accepted => Some("This notification has already been accepted as a case"),
        Status::Linked => Some("This notification has already been added to a case"),
        Status::Rejected => Some("This notification has already been rejected"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_received_notification_can_be_accepted_linked_or_rejected() {
        let to: Vec<_> = Action::ALL.map(|a| decide(Status::Received, a)).to_vec();
        assert_eq!(to, [Ok(Status::Accepted), Ok(Status::Linked), Ok(Status::Rejected)]);
    }

    #[test]
    fn a_decided_notification_cannot_be_decided_again() {
        for status in [Status::Accepted, Status::Linked, Status::Rejected] {
            for action in Action::ALL {
                assert_eq!(decide(status, action), Err(Refusal::AlreadyDecided(status)));
            }
        }
    }

    #[test]
    fn what_is_offered_is_what_is_allowed_and_the_rest_has_a_reason() {
        for status in Status::ALL {
            for offered in available(status) {
                assert_eq!(offered.available, decide(status, offered.action).is_ok());
                assert_eq!(offered.available, offered.reason.is_none());
            }
        }
    }

    #[test]
    fn codes_are_the_codes_of_the_api() {
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.code());
        }
        for action in Action::ALL {
            assert_eq!(serde_json::to_value(action).unwrap(), action.code());
        }
    }
}
