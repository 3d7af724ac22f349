//! What may be done with a notification: accepted, linked or rejected, once; and what joined it to a case can be taken back.

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
    /// Take it out of its case again, so that it waits as before.
    Unlink,
}

impl Action {
    /// Every action, in the order in which they are offered.
    pub const ALL: [Action; 4] = [Action::Accept, Action::Link, Action::Reject, Action::Unlink];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Action::Accept => "accept",
            Action::Link => "link",
            Action::Reject => "reject",
            Action::Unlink => "unlink",
        }
    }
}

/// The state machine: in this status, this action leads to that status. Whatever is not listed is not available.
///
/// A rejection is final here; what joined a notification to a case can be taken back, and it then waits as before.
const TRANSITIONS: [(Status, Action, Status); 5] = [
    (Status::Received, Action::Accept, Status::Accepted),
    (Status::Received, Action::Link, Status::Linked),
    (Status::Received, Action::Reject, Status::Rejected),
    (Status::Accepted, Action::Unlink, Status::Received),
    (Status::Linked, Action::Unlink, Status::Received),
];

/// Where a notification stands, and whether its case would be left with none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its status.
    pub status: Status,
    /// Whether it is the only notification of its case.
    pub only_one: bool,
}

impl From<Status> for Standing {
    fn from(status: Status) -> Self {
        Self { status, only_one: false }
    }
}

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
    /// It belongs to no case, so there is nothing to take back.
    NotLinked,
    /// Its case came from it alone.
    OnlyOne,
}

/// Why a notification cannot be taken out of the case that came from it alone, and what can be done in its stead.
pub const ONLY_ONE: &str = "This is the only notification of its case. If the death is not one that is reviewed, close the case as not in scope; \
    if there is another case of this child, merge the two cases";
const NOT_LINKED: &str = "This notification belongs to no case";

/// Every action with whether it is available and, if not, why.
pub fn available(standing: impl Into<Standing>) -> Vec<AvailableAction> {
    let standing = standing.into();
    Action::ALL
        .into_iter()
        .map(|action| {
            let reason = why_not(standing, action);
            AvailableAction { action, available: reason.is_none(), reason }
        })
        .collect()
}

/// The status after the action, or why it cannot be taken. What [`available`] offers is what this allows.
pub fn decide(standing: impl Into<Standing>, action: Action) -> Result<Status, Refusal> {
    let standing = standing.into();
    match (next(standing.status, action), action) {
        (Some(_), Action::Unlink) if standing.only_one => Err(Refusal::OnlyOne),
        (Some(next), _) => Ok(next),
        (None, Action::Unlink) => Err(Refusal::NotLinked),
        (None, Action::Accept | Action::Link | Action::Reject) => Err(Refusal::AlreadyDecided(standing.status)),
    }
}

fn next(status: Status, action: Action) -> Option<Status> {
    TRANSITIONS.iter().find(|(from, by, _)| *from == status && *by == action).map(|(_, _, to)| *to)
}

fn why_not(standing: Standing, action: Action) -> Option<&'static str> {
    match decide(standing, action) {
        Ok(_) => None,
        Err(Refusal::OnlyOne) => Some(ONLY_ONE),
        Err(Refusal::NotLinked) => Some(NOT_LINKED),
        Err(Refusal::AlreadyDecided(status)) => already(status),
    }
}

const fn already(status: Status) -> Option<&'static str> {
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
        assert_eq!(to, [Ok(Status::Accepted), Ok(Status::Linked), Ok(Status::Rejected), Err(Refusal::NotLinked)]);
    }

    #[test]
    fn what_joined_a_notification_to_a_case_can_be_taken_back_unless_the_case_came_from_it_alone() {
        for status in [Status::Accepted, Status::Linked] {
            assert_eq!(decide(status, Action::Unlink), Ok(Status::Received));
            assert_eq!(decide(Standing { status, only_one: true }, Action::Unlink), Err(Refusal::OnlyOne));
        }
        assert_eq!(decide(Status::Rejected, Action::Unlink), Err(Refusal::NotLinked));
    }

    #[test]
    fn a_decided_notification_cannot_be_decided_again() {
        for status in [Status::Accepted, Status::Linked, Status::Rejected] {
            for action in [Action::Accept, Action::Link, Action::Reject] {
                assert_eq!(decide(status, action), Err(Refusal::AlreadyDecided(status)));
            }
        }
    }

    #[test]
    fn what_is_offered_is_what_is_allowed_and_the_rest_has_a_reason() {
        for (status, only_one) in Status::ALL.into_iter().flat_map(|status| [(status, true), (status, false)]) {
            let standing = Standing { status, only_one };
            for offered in available(standing) {
                assert_eq!(offered.available, decide(standing, offered.action).is_ok());
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
