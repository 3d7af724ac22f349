//! Where a case stands, and the tabs of the caseload.

use serde::{Deserialize, Serialize};

/// The status of a case, in the order of the process that the statutory guidance describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Residence, duplicates and who knew the child are being settled.
    Triage,
    /// Agencies are being asked what they know.
    InformationGathering,
    /// An inquest, a prosecution or another review has to end first.
    AwaitingOtherProcess,
    /// Everything needed for the child death review meeting is in.
    ReadyForCdrm,
    /// The child death review meeting was held.
    CdrmHeld,
    /// The draft analysis and papers are ready for the panel.
    ReadyForPanel,
    /// A panel date is set.
    ListedForPanel,
    /// The panel has reviewed the death; final edits remain.
    Reviewed,
    /// The analysis is final and locked.
    Finalised,
    /// The review is final and actions from it are still open.
    ActionsOpen,
    /// Nothing remains to be done.
    Archived,
    /// The death is not one that is reviewed.
    NotInScope,
    /// The case continues under another reference for the same child.
    Merged,
}

impl Status {
    /// Every status, in the order of the process.
    pub const ALL: [Status; 13] = [
        Status::Triage,
        Status::InformationGathering,
        Status::AwaitingOtherProcess,
        Status::ReadyForCdrm,
        Status::CdrmHeld,
        Status::ReadyForPanel,
        Status::ListedForPanel,
        Status::Reviewed,
        Status::Finalised,
        Status::ActionsOpen,
        Status::Archived,
        Status::NotInScope,
        Status::Merged,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Status::Triage => "triage",
            Status::InformationGathering => "information_gathering",
            Status::AwaitingOtherProcess => "awaiting_other_process",
            Status::ReadyForCdrm => "ready_for_cdrm",
            Status::CdrmHeld => "cdrm_held",
            Status::ReadyForPanel => "ready_for_panel",
            Status::ListedForPanel => "listed_for_panel",
            Status::Reviewed => "reviewed",
            Status::Finalised => "finalised",
            Status::ActionsOpen => "actions_open",
            Status::Archived => "archived",
            Status::NotInScope => "not_in_scope",
            Status::Merged => "merged",
        }
    }

    /// The words on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Status::Triage => "Triage",
            Status::InformationGathering => "Gathering information",
            Status::AwaitingOtherProcess => "Waiting for another process",
            Status::ReadyForCdrm => "Ready for review meeting",
            Status::CdrmHeld => "Review meeting held",
            Status::ReadyForPanel => "Ready for panel",
            Status::ListedForPanel => "Listed for panel",
            Status::Reviewed => "Reviewed",
            Status::Finalised => "Finalised",
            Status::ActionsOpen => "Actions open",
            Status::Archived => "Archived",
            Status::NotInScope => "Not in scope",
            Status::Merged => "Merged",
        }
    }

    /// The status with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Whether something still has to be done. A case whose actions are open is open although its review is final.
    pub const fn is_open(self) -> bool {
        match self {
            Status::Triage
            | Status::InformationGathering
            | Status::AwaitingOtherProcess
            | Status::ReadyForCdrm
            | Status::CdrmHeld
            | Status::ReadyForPanel
            | Status::ListedForPanel
            | Status::Reviewed
            | Status::ActionsOpen => true,
            Status::Finalised | Status::Archived | Status::NotInScope | Status::Merged => false,
        }
    }
}

/// A tab of the caseload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    /// Cases with something to do.
    Open,
    /// Open cases with a time limit that is over.
    Overdue,
    /// Cases with nothing left to do here.
    Closed,
    /// Every case.
    All,
}

impl Tab {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Tab::Open => "open",
            Tab::Overdue => "overdue",
            Tab::Closed => "closed",
            Tab::All => "all",
        }
    }

    /// The tab with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Tab> {
        [Tab::Open, Tab::Overdue, Tab::Closed, Tab::All].into_iter().find(|tab| tab.code() == code)
    }

    /// The statuses of the cases under the tab. A closed case is never overdue.
    pub fn statuses(self) -> Vec<Status> {
        Status::ALL
            .into_iter()
            .filter(|status| match self {
                Tab::Open | Tab::Overdue => status.is_open(),
                Tab::Closed => !status.is_open(),
                Tab::All => true,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_found_by_its_code_and_has_the_same_code_in_json() {
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.code());
        }
        assert_eq!(Status::from_code("draft"), None);
    }

    #[test]
    fn every_case_is_under_open_or_closed_and_never_under_both() {
        let (open, closed) = (Tab::Open.statuses(), Tab::Closed.statuses());
        assert_eq!(open.len() + closed.len(), Status::ALL.len());
        assert!(open.iter().all(|status| !closed.contains(status)));
        assert_eq!(Tab::All.statuses(), Status::ALL);
        assert_eq!(Tab::Overdue.statuses(), open);
        assert!(open.contains(&Status::ActionsOpen));
        assert!(closed.contains(&Status::Finalised));
    }

    #[test]
    fn tabs_are_found_by_their_codes() {
        for tab in [Tab::Open, Tab::Overdue, Tab::Closed, Tab::All] {
            assert_eq!(Tab::from_code(tab.code()), Some(tab));
        }
        assert_eq!(Tab::from_code("Open"), None);
    }
}
