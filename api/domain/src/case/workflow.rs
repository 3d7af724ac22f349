//! The state machine of a case as a table, and what follows from opening one.

use super::facts::OpeningFacts;
use super::status::Status;
use super::triage;
use crate::deadline::calendar::Calendar;
use crate::deadline::catalogue::{Rule, Trigger};
use crate::deadline::due::{Due, death_instant, due};
use crate::notification::decision;
use crate::review_type::ReviewType;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Something that can be done to a case that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Add another notification of the same death.
    AddNotification,
    /// Let it continue under the reference of another case of the same child.
    Merge,
    /// Take it apart again from the case it continues under.
    Unmerge,
    /// Record what was decided about a joint agency response.
    RecordJointAgencyResponse,
    /// Answer the questions of scope anew.
    AnswerScope,
    /// Close the case, since it is shown that the baby was stillborn.
    ProveStillbirth,
    /// Offer the case to another area.
    OfferTransfer,
    /// Say that triage is complete, so that agencies are asked what they know.
    CompleteTriage,
    /// Go back to triage.
    ReopenTriage,
}

impl Action {
    /// Every action, in the order in which they are offered.
    pub const ALL: [Action; 9] = [
        Action::AddNotification,
        Action::Merge,
        Action::Unmerge,
        Action::RecordJointAgencyResponse,
        Action::AnswerScope,
        Action::ProveStillbirth,
        Action::OfferTransfer,
        Action::CompleteTriage,
        Action::ReopenTriage,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Action::AddNotification => "add_notification",
            Action::Merge => "merge",
            Action::Unmerge => "unmerge",
            Action::RecordJointAgencyResponse => "record_joint_agency_response",
            Action::AnswerScope => "answer_scope",
            Action::ProveStillbirth => "prove_stillbirth",
            Action::OfferTransfer => "offer_transfer",
            Action::CompleteTriage => "complete_triage",
            Action::ReopenTriage => "reopen_triage",
        }
    }
}

/// In this status, this action leads to that status. `None` where the action is not available.
///
/// Several people notifying one death is normal and can happen at any time, so a notification can be added even to a
/// case that is closed, and changes nothing about where it stands. It cannot be added where nobody would read it: to a
/// case that lives on elsewhere. For the same reason such a case cannot be merged, nor be merged into: the one it lives
/// on as can. What was decided about a joint agency response can be put right just as long, since the guidance asks who
/// decided and when, and that is often written down late. An unattended stillbirth is reviewed until it is shown that the
/// baby was stillborn; the review then stops, unless the panel has finished it. A case can be offered to another area at
/// any time, also when it is closed: areas merge, and their old cases have to be looked after. Triage is
/// complete once nothing is lacking, and can be reopened as long as the case has not come further. Where taking apart leads depends
/// on where the case stood before, and what triage lacks on the case itself; [`Standing`] says both.
fn next(status: Status, action: Action) -> Option<Status> {
    match action {
        Action::AddNotification | Action::RecordJointAgencyResponse | Action::OfferTransfer => is_kept_here(status).then_some(status),
        Action::Merge => is_kept_here(status).then_some(Status::Merged),
        Action::Unmerge => None,
        Action::AnswerScope => is_under_review(status).then_some(status),
        Action::ProveStillbirth => is_under_review(status).then_some(Status::NotInScope),
        Action::CompleteTriage => matches!(status, Status::Triage).then_some(Status::InformationGathering),
        Action::ReopenTriage => matches!(status, Status::InformationGathering).then_some(Status::Triage),
    }
}

/// Whether the review goes on.
const fn is_under_review(status: Status) -> bool {
    match status {
        Status::Triage
        | Status::InformationGathering
        | Status::AwaitingOtherProcess
        | Status::ReadyForCdrm
        | Status::CdrmHeld
        | Status::ReadyForPanel
        | Status::ListedForPanel => true,
        Status::Reviewed | Status::Finalised | Status::ActionsOpen | Status::Archived | Status::NotInScope | Status::Merged => false,
    }
}

/// Whether the case is worked on under this reference in this area.
const fn is_kept_here(status: Status) -> bool {
    !matches!(status, Status::Merged)
}

/// Where a case stands, where it stood before it was merged into the case it continues under, and what of triage is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its status.
    pub status: Status,
    /// Its status before it was merged; nothing when it is not merged, or that is not known.
    pub before_merge: Option<Status>,
    /// What of triage is settled; a status alone says that nothing is.
    pub triage: triage::Facts,
}

impl From<Status> for Standing {
    fn from(status: Status) -> Self {
        Self { status, before_merge: None, triage: triage::Facts::default() }
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

/// Why something cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The case is in a status in which it cannot; the words say why.
    NotInThisStatus(Status, &'static str),
    /// The notification was decided already.
    Notification(decision::Refusal),
}

/// Every action with whether it is available in the status and, if not, why.
pub fn available(standing: impl Into<Standing>) -> Vec<AvailableAction> {
    let standing = standing.into();
    Action::ALL
        .into_iter()
        .map(|action| {
            let possible = to(standing, action).is_some();
            AvailableAction { action, available: possible, reason: (!possible).then(|| why_not(standing, action)) }
        })
        .collect()
}

/// The status after the action, or why it cannot be taken. What [`available`] offers is what this allows.
pub fn decide(standing: impl Into<Standing>, action: Action) -> Result<Status, Refusal> {
    let standing = standing.into();
    to(standing, action).ok_or(Refusal::NotInThisStatus(standing.status, why_not(standing, action)))
}

fn to(standing: Standing, action: Action) -> Option<Status> {
    match (standing.status, action) {
        // Where it stood before, since nothing else about it was changed either.
        (Status::Merged, Action::Unmerge) => standing.before_merge,
        (Status::Triage, Action::CompleteTriage) if standing.triage.lacks().is_some() => None,
        (status, action) => next(status, action),
    }
}

fn why_not(standing: Standing, action: Action) -> &'static str {
    const NOT_IN_THIS_STATUS: &str = "This cannot be done while the case has this status";
    match (standing.status, action) {
        (Status::Triage, Action::CompleteTriage) => standing.triage.lacks().unwrap_or(NOT_IN_THIS_STATUS),
        (Status::Merged, Action::Unmerge) => "It is not known what this case was merged into",
        (_, Action::Unmerge) => "This case was not merged into another",
        (Status::Merged, _) => "This case continues under another reference: see the top of its page",
        _ => NOT_IN_THIS_STATUS,
    }
}

/// A time limit of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The rule it comes from.
    pub rule: &'static Rule,
    /// When its clock started.
    pub trigger_at: DateTime<Utc>,
    /// When it is due.
    pub due: Due,
}

/// What opening a case brings about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The status of the new case.
    pub status: Status,
    /// The status of the notification from then on.
    pub notification_status: decision::Status,
    /// The time limits whose clocks have started. A clock that runs from an unknown death date has not.
    pub deadlines: Vec<Deadline>,
}

/// Decides whether a notification becomes a case and what follows from it.
pub fn open(review_type: &ReviewType, facts: &OpeningFacts, calendar: &Calendar) -> Result<Opening, Refusal> {
    let notification_status = decision::decide(facts.notification_status, decision::Action::Accept).map_err(Refusal::Notification)?;
    Ok(Opening { status: review_type.opening_status, notification_status, deadlines: deadlines(review_type, facts, calendar) })
}

/// The time limits that follow from the facts, soonest first.
pub fn deadlines(review_type: &ReviewType, facts: &OpeningFacts, calendar: &Calendar) -> Vec<Deadline> {
    let mut deadlines: Vec<Deadline> = review_type
        .deadlines
        .iter()
        .filter_map(|rule| {
            let trigger_at = match rule.trigger {
                Trigger::Death => death_instant(facts.date_of_death?, facts.time_of_death),
                Trigger::NotificationReceived => facts.received_at,
            };
            Some(Deadline { rule, trigger_at, due: due(rule, trigger_at, calendar) })
        })
        .collect();
    deadlines.sort_by_key(|deadline| deadline.due.at);
    deadlines
}

/// The table as text, so that a change of the process shows in review as a changed line.
pub fn workflow_text(review_type: &ReviewType) -> String {
    let mut text = format!(
        "{} ({})\naccepting a notification opens a case in: {}\n\n{:24}",
        review_type.name,
        review_type.code,
        review_type.opening_status.code(),
        "status"
    );
    for action in Action::ALL {
        text.push_str(&format!("{}  ", action.code()));
    }
    for status in review_type.statuses {
        text.truncate(text.trim_end().len());
        text.push_str(&format!("\n{:24}", status.code()));
        for action in Action::ALL {
            let to = match (*status, action) {
                (Status::Merged, Action::Unmerge) => "as before",
                (status, action) => next(status, action).map_or("-", Status::code),
            };
            text.push_str(&format!("{to:0$}  ", action.code().len()));
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review_type::CHILD_DEATH_REVIEW;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn facts() -> OpeningFacts {
        OpeningFacts {
            notification_status: decision::Status::Received,
            received_at: instant("2026-04-02T09:00:00Z"), // the Thursday before Easter
            date_of_death: "2026-04-01".parse().ok(),
            time_of_death: "22:15:00".parse().ok(),
        }
    }

    fn opened(facts: &OpeningFacts) -> Result<Opening, Refusal> {
        open(&CHILD_DEATH_REVIEW, facts, Calendar::england_and_wales())
    }

    #[test]
    fn accepting_a_notification_opens_a_case_in_triage_with_its_first_deadlines() {
        let opening = opened(&facts()).unwrap();
        assert_eq!(opening.status, Status::Triage);
        assert_eq!(opening.notification_status, decision::Status::Accepted);
        let due: Vec<_> = opening.deadlines.iter().map(|one| (one.rule.id, one.due.at)).collect();
        assert_eq!(
            due,
            [
                ("national_notification", instant("2026-04-03T21:15:00Z")),
                ("family_support", instant("2026-04-03T21:15:00Z")),
                ("triage", instant("2026-04-08T22:59:59Z")),
                ("review_complete", instant("2026-10-01T22:59:59Z")),
            ]
        );
    }

    #[test]
    fn clocks_that_run_from_the_death_wait_until_its_date_is_known() {
        let mut facts = facts();
        facts.date_of_death = None;
        let opening = opened(&facts).unwrap();
        let rules: Vec<_> = opening.deadlines.iter().map(|one| one.rule.id).collect();
        assert_eq!(rules, ["triage"]);
    }

    #[test]
    fn a_notification_that_was_decided_opens_no_second_case() {
        for status in [decision::Status::Accepted, decision::Status::Linked, decision::Status::Rejected] {
            let mut facts = facts();
            facts.notification_status = status;
            assert_eq!(opened(&facts), Err(Refusal::Notification(decision::Refusal::AlreadyDecided(status))));
        }
    }

    #[test]
    fn a_notification_can_be_added_to_any_case_that_is_still_kept_here() {
        for status in Status::ALL {
            let elsewhere = status == Status::Merged;
            assert_eq!(decide(status, Action::AddNotification).is_ok(), !elsewhere);
            if !elsewhere {
                assert_eq!(decide(status, Action::AddNotification), Ok(status));
            }
        }
    }

    #[test]
    fn a_review_that_goes_on_stops_when_the_baby_is_shown_to_have_been_stillborn() {
        assert_eq!(decide(Status::Triage, Action::ProveStillbirth), Ok(Status::NotInScope));
        for finished in [Status::Reviewed, Status::Finalised, Status::NotInScope, Status::Merged] {
            assert!(decide(finished, Action::ProveStillbirth).is_err());
        }
    }

    #[test]
    fn a_case_can_be_merged_from_wherever_it_stands_here_and_goes_back_there() {
        for status in Status::ALL {
            let elsewhere = status == Status::Merged;
            assert_eq!(decide(status, Action::Merge).is_ok(), !elsewhere);
            assert!(decide(status, Action::Unmerge).is_err());
            if !elsewhere {
                assert_eq!(decide(status, Action::Merge), Ok(Status::Merged));
                assert_eq!(decide(Standing { before_merge: Some(status), ..Status::Merged.into() }, Action::Unmerge), Ok(status));
            }
        }
    }

    #[test]
    fn triage_is_completed_when_nothing_is_lacking_and_reopened_until_the_case_has_come_further() {
        let settled = triage::Facts { scope: triage::Scope::Here, response_decided: true };
        for status in Status::ALL {
            let standing = Standing { triage: settled, ..status.into() };
            assert_eq!(decide(standing, Action::CompleteTriage).ok(), (status == Status::Triage).then_some(Status::InformationGathering));
            assert_eq!(decide(standing, Action::ReopenTriage).ok(), (status == Status::InformationGathering).then_some(Status::Triage));
        }
        let lacking = triage::Facts::default();
        assert_eq!(
            decide(Status::Triage, Action::CompleteTriage),
            Err(Refusal::NotInThisStatus(Status::Triage, lacking.lacks().unwrap_or_default()))
        );
    }

    #[test]
    fn what_is_offered_is_what_is_allowed_and_the_rest_has_a_reason() {
        let merged = Standing { before_merge: Some(Status::Triage), ..Status::Merged.into() };
        for status in Status::ALL.into_iter().map(Standing::from).chain([merged]) {
            for offered in available(status) {
                assert_eq!(offered.available, decide(status, offered.action).is_ok());
                assert_eq!(offered.available, offered.reason.is_none());
            }
        }
    }

    #[test]
    fn the_printed_table_has_a_line_for_every_status() {
        let text = workflow_text(&CHILD_DEATH_REVIEW);
        for status in Status::ALL {
            assert!(text.lines().any(|line| line.starts_with(status.code())));
        }
        assert!(text.lines().all(|line| line == line.trim_end()));
        assert!(text.contains("opens a case in: triage"));
    }
}
