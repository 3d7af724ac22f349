//! What happens on a case, told in words on its timeline.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Everything that can happen on a case in this version. The detail is sealed with the key of the case; it holds references and, where
/// it is about who may see the case, the name of a colleague, never one of the family.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CaseEvent {
    /// A notification arrived.
    NotificationReceived {
        /// Notification.
        notification: Uuid,
        /// Its reference.
        reference: String,
        /// Agency that sent it.
        organisation: String,
    },
    /// It was accepted and the case opened.
    CaseOpened {
        /// Reference of the case.
        reference: String,
    },
    /// Another notification of the same death was added.
    NotificationLinked {
        /// Notification.
        notification: Uuid,
        /// Its reference.
        reference: String,
        /// Why it is the same child, in the coordinator's words.
        reason: String,
    },
    /// A notification was taken out of the case again.
    NotificationUnlinked {
        /// Notification.
        notification: Uuid,
        /// Its reference.
        reference: String,
        /// Why, in the coordinator's words.
        reason: String,
    },
    /// Another case of the same child continues as this one.
    CaseMergedIn {
        /// The other case.
        case: Uuid,
        /// Its reference.
        reference: String,
        /// How it is known, in words.
        reason: String,
    },
    /// This case continues as another one.
    MergedInto {
        /// The other case.
        case: Uuid,
        /// Its reference.
        reference: String,
    },
    /// A case that had been merged into this one is on its own again.
    CaseUnmerged {
        /// The other case.
        case: Uuid,
        /// Its reference.
        reference: String,
        /// Why, in words.
        reason: String,
    },
    /// This case is on its own again.
    UnmergedFrom {
        /// The case it had been merged into.
        case: Uuid,
        /// Its reference.
        reference: String,
    },
    /// A decision about a joint agency response was recorded.
    JointAgencyResponseRecorded {
        /// Code of the answer.
        needed: String,
        /// Codes of the criteria.
        criteria: Vec<String>,
        /// Whether it was started.
        started: Option<bool>,
    },
    /// Questions of scope were answered.
    ScopeAnswered {
        /// Question and answer, by code.
        answers: Vec<(String, String)>,
    },
    /// The areas of residence, of death and of the event were put right.
    AreasChanged {
        /// Name of the area in which the child lived.
        residence: Option<String>,
        /// Name of the area in which the child died.
        death: Option<String>,
        /// Name of the area in which it happened.
        event: Option<String>,
        /// Why.
        reason: String,
    },
    /// Agencies were asked for information.
    AgenciesAsked {
        /// Which, each with the form it was asked for.
        agencies: Vec<String>,
    },
    /// An agency submitted its answer.
    AnswerSubmitted {
        /// Agency.
        organisation: String,
    },
    /// An agency declined to answer.
    RequestDeclined {
        /// Agency.
        organisation: String,
        /// Why, in words.
        reason: String,
    },
    /// An agency’s answer was accepted.
    AnswerAccepted {
        /// Agency.
        organisation: String,
    },
    /// An agency was asked to make its answer clearer.
    AnswerReturned {
        /// Agency.
        organisation: String,
    },
    /// A request was withdrawn.
    RequestWithdrawn {
        /// Agency.
        organisation: String,
        /// Why, in words.
        reason: String,
    },
    /// The case was offered to another area.
    TransferOffered {
        /// Name of the other area.
        to: String,
        /// Why, in words.
        reason: String,
        /// Why, in the sender's words.
        words: String,
    },
    /// The other area has taken the case.
    TransferAccepted {
        /// Name of the area it came from.
        from: String,
        /// Name of the area it is in.
        to: String,
    },
    /// The other area does not take the case.
    TransferDeclined {
        /// Name of the other area.
        by: String,
        /// Why.
        words: String,
    },
    /// The offer was taken back.
    TransferWithdrawn {
        /// Name of the other area.
        to: String,
        /// Why.
        words: String,
    },
    /// The area of the case ended, and the case is with the area that follows it.
    AreaSucceeded {
        /// Name of the area before.
        from: String,
        /// Name of the area now.
        to: String,
    },
    /// Triage was completed.
    TriageCompleted,
    /// Triage was reopened.
    TriageReopened {
        /// Why, in words.
        reason: String,
    },
    /// It was shown that the baby was stillborn.
    StillbirthProved {
        /// Day on which it was shown.
        proved_on: chrono::NaiveDate,
    },
    /// A document was added.
    DocumentAdded {
        /// Document.
        document: Uuid,
        /// Code of what it is.
        classification: String,
    },
    /// A new version of a document was added.
    DocumentVersionAdded {
        /// Document.
        document: Uuid,
        /// Code of what it is.
        classification: String,
        /// Number of the version.
        number: i32,
    },
    /// A document was withdrawn.
    DocumentWithdrawn {
        /// Document.
        document: Uuid,
        /// Code of what it is.
        classification: String,
    },
    /// Only those with a grant may know of the case from now on.
    CaseRestricted {
        /// Why, in the manager's words.
        reason: String,
    },
    /// Everyone whose role reads cases may see it again.
    RestrictionLifted {
        /// Why, in the manager's words.
        reason: String,
    },
    /// A colleague may see the restricted case.
    AccessGiven {
        /// Account.
        user: Uuid,
        /// Name.
        colleague: String,
    },
    /// A colleague may no longer see the restricted case.
    AccessEnded {
        /// Account.
        user: Uuid,
        /// Name.
        colleague: String,
    },
    /// A colleague has an interest in the case. What it is stays with the declaration.
    InterestDeclared {
        /// Account.
        user: Uuid,
        /// Name.
        colleague: String,
    },
    /// A colleague has no interest in the case any more.
    InterestWithdrawn {
        /// Account.
        user: Uuid,
        /// Name.
        colleague: String,
        /// Why, in the manager's words.
        reason: String,
    },
    /// The review moved on.
    StatusChanged {
        /// Status code before.
        from: String,
        /// Status code after.
        to: String,
    },
    /// Another review or investigation was added to the record.
    ProcessAdded {
        /// Code of its kind.
        process: String,
        /// Status code.
        status: String,
    },
    /// An entry of the record was added, or written anew.
    EntryWritten {
        /// Code of the part.
        part: String,
        /// Its version; 1 where it was added.
        version: i32,
    },
    /// Another review or investigation came further.
    ProcessMoved {
        /// Code of its kind.
        process: String,
        /// Status code now.
        status: String,
    },
}

impl CaseEvent {
    /// The kind, and the rest, as they are kept.
    pub fn parts(&self) -> (String, serde_json::Value) {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        let kind = value.as_object_mut().and_then(|o| o.remove("kind")).and_then(|k| k.as_str().map(str::to_owned));
        (kind.unwrap_or_default(), value)
    }

    /// Reads what was kept.
    pub fn from_parts(kind: &str, mut detail: serde_json::Value) -> Option<Self> {
        detail.as_object_mut()?.insert("kind".into(), kind.into());
        serde_json::from_value(detail).ok()
    }

    /// Title and detail on the timeline.
    pub fn words(&self) -> (String, Option<String>) {
        use opencdr_domain::case::joint_agency_response::{Criterion, Needed};
        use opencdr_domain::case::record::{Part, process};
        use opencdr_domain::case::status::Status;
        use opencdr_domain::document::classification::Classification;
        use opencdr_domain::notification::scope_questions::{Answer, Question};
        let class = |code: &str| Some(Classification::from_code(code).map_or_else(|| code.to_owned(), |c| c.label().to_owned()));
        let kind = |code: &str| process::Kind::from_code(code).map_or(code.to_owned(), |kind| kind.label().to_owned());
        let come = |code: &str| process::Status::from_code(code).map(|status| status.label().to_owned());
        let label = |code: &str| Status::from_code(code).map_or_else(|| code.to_owned(), |s| s.label().to_owned());
        match self {
            Self::NotificationReceived { reference, organisation, .. } => {
                (format!("Notification {reference} received"), Some(format!("From {organisation}")))
            }
            Self::CaseOpened { reference } => (format!("Accepted as case {reference}"), None),
            Self::NotificationLinked { reference, reason, .. } => (format!("Notification {reference} added to this case"), Some(reason.clone())),
            Self::NotificationUnlinked { reference, reason, .. } => {
                (format!("Notification {reference} taken out of this case"), Some(reason.clone()))
            }
            Self::CaseMergedIn { reference, reason, .. } => (format!("Case {reference} merged into this case"), Some(reason.clone())),
            Self::MergedInto { reference, .. } => (format!("This case continues as {reference}"), None),
            Self::CaseUnmerged { reference, reason, .. } => (format!("Case {reference} taken apart from this case again"), Some(reason.clone())),
            Self::UnmergedFrom { reference, .. } => (format!("Taken apart from case {reference}: on its own again"), None),
            Self::JointAgencyResponseRecorded { needed, criteria, started } => {
                let mut lines: Vec<&str> = Needed::from_code(needed).map(Needed::label).into_iter().collect();
                lines.extend(criteria.iter().filter_map(|code| Criterion::from_code(code)).map(Criterion::label));
                match started {
                    Some(true) => lines.push("Started"),
                    Some(false) => lines.push("Not started"),
                    None => {}
                }
                ("Joint agency response recorded".to_owned(), Some(lines.join("\n")))
            }
            Self::ScopeAnswered { answers } => {
                let line = |(question, answer): &(String, String)| {
                    let said = match Answer::from_code(answer)? {
                        Answer::Yes => "Yes",
                        Answer::No => "No",
                        Answer::NotKnown => "Not known",
                    };
                    Some(format!("{} {said}", Question::from_code(question)?.words()))
                };
                ("Questions of scope answered".to_owned(), Some(answers.iter().filter_map(line).collect::<Vec<_>>().join("\n")))
            }
            Self::AreasChanged { residence, death, event, reason } => {
                let name = |area: &Option<String>| area.clone().unwrap_or_else(|| "not known".to_owned());
                let lines = [
                    format!("Lived in: {}", name(residence)),
                    format!("Died in: {}", name(death)),
                    format!("Happened in: {}", name(event)),
                    reason.clone(),
                ];
                ("Areas of the death changed".to_owned(), Some(lines.join("\n")))
            }
            Self::AgenciesAsked { agencies } => {
                let one = agencies.len() == 1;
                (if one { "An agency was asked".to_owned() } else { format!("{} agencies were asked", agencies.len()) }, Some(agencies.join("\n")))
            }
            Self::AnswerSubmitted { organisation } => (format!("{organisation} submitted its answer"), None),
            Self::RequestDeclined { organisation, reason } => (format!("{organisation} does not answer"), Some(reason.clone())),
            Self::AnswerAccepted { organisation } => (format!("The answer of {organisation} was accepted"), None),
            Self::AnswerReturned { organisation } => (format!("{organisation} was asked to make its answer clearer"), None),
            Self::RequestWithdrawn { organisation, reason } => (format!("The request to {organisation} was withdrawn"), Some(reason.clone())),
            Self::TransferOffered { to, reason, words } => (format!("Offered to {to}"), Some(format!("{reason}\n{words}"))),
            Self::TransferAccepted { from, to } => (format!("Accepted by {to}"), Some(format!("Before: {from}"))),
            Self::TransferDeclined { by, words } => (format!("Declined by {by}"), Some(words.clone())),
            Self::TransferWithdrawn { to, words } => (format!("Offer to {to} withdrawn"), Some(words.clone())),
            Self::AreaSucceeded { from, to } => (format!("Now with {to}"), Some(format!("{from} has ended; {to} follows it."))),
            Self::TriageCompleted => ("Triage completed".to_owned(), Some(format!("Now: {}", Status::InformationGathering.label()))),
            Self::TriageReopened { reason } => ("Triage reopened".to_owned(), Some(reason.clone())),
            Self::StillbirthProved { proved_on } => (
                "Shown that the baby was stillborn: the review ends".to_owned(),
                Some(format!("Shown on {}. Deadlines that were still running have stopped.", proved_on.format("%-d %B %Y"))),
            ),
            Self::DocumentAdded { classification, .. } => ("Document added".into(), class(classification)),
            Self::DocumentVersionAdded { classification, number, .. } => (format!("Version {number} of a document added"), class(classification)),
            Self::DocumentWithdrawn { classification, .. } => ("Document withdrawn".into(), class(classification)),
            Self::CaseRestricted { reason } => ("Restricted to people with access".to_owned(), Some(reason.clone())),
            Self::RestrictionLifted { reason } => ("Restriction lifted".to_owned(), Some(reason.clone())),
            Self::AccessGiven { colleague, .. } => (format!("{colleague} was given access"), None),
            Self::AccessEnded { colleague, .. } => (format!("The access of {colleague} ended"), None),
            Self::InterestDeclared { colleague, .. } => {
                (format!("{colleague} has an interest in this case"), Some("The case is hidden from them.".to_owned()))
            }
            Self::InterestWithdrawn { colleague, reason, .. } => (format!("The interest of {colleague} was withdrawn"), Some(reason.clone())),
            Self::StatusChanged { from, to } => (format!("Moved to “{}”", label(to)), Some(format!("Before: {}", label(from)))),
            Self::EntryWritten { part, version } => {
                let part = Part::from_code(part).map(Part::label).unwrap_or(part);
                (format!("{part}: {}", if *version == 1 { "added" } else { "changed" }), None)
            }
            Self::ProcessAdded { process: code, status } => (format!("{} added to other reviews", kind(code)), come(status)),
            Self::ProcessMoved { process: code, status } => (format!("{}: news", kind(code)), come(status)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_reads_back_as_it_was_kept() {
        let event = CaseEvent::StatusChanged { from: "triage".into(), to: "information_gathering".into() };
        let (kind, detail) = event.parts();
        assert_eq!(kind, "status_changed");
        assert_eq!(CaseEvent::from_parts(&kind, detail), Some(event.clone()));
        assert_eq!(event.words().0, "Moved to “Gathering information”");
    }
}
