//! A kind of review as a value: its words, forms, statuses and time limits. Child death review is the first.

use crate::case::status::Status;
use crate::deadline::catalogue::{CHILD_DEATH_REVIEW as CHILD_DEATH_DEADLINES, Rule};
use crate::forms::Source;
use serde::Serialize;

/// The words a kind of review uses for the things all reviews have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Terminology {
    /// Whose life is reviewed.
    pub subject: &'static str,
    /// What tells the reviewers about it.
    pub notification: &'static str,
    /// The body that reviews.
    pub panel: &'static str,
    /// The same in short.
    pub panel_short: &'static str,
    /// The meeting of the people who knew the subject, before the panel.
    pub review_meeting: &'static str,
}

/// A step of the process that has a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Telling the reviewers.
    Notification,
}

/// A kind of review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewType {
    /// The stable code, as forms name it.
    pub code: &'static str,
    /// The name.
    pub name: &'static str,
    /// Its words.
    pub terminology: Terminology,
    /// The form of each stage that has one, by the identifier of its definition.
    pub forms: &'static [(Stage, &'static str)],
    /// The statuses a case can have, in the order of the process.
    pub statuses: &'static [Status],
    /// The status of a case that has just been opened.
    pub opening_status: Status,
    /// The time limits.
    pub deadlines: &'static [Rule],
    /// Whom it asks for information, as data for [`Routing::read`](crate::request::routing::Routing::read).
    #[serde(skip)]
    pub request_routing: Source<'static>,
}

/// Child death review in England (Children Act 2004, sections 16M to 16Q; Child Death Review Statutory and
/// Operational Guidance).
pub const CHILD_DEATH_REVIEW: ReviewType = ReviewType {
    code: "child-death-review",
    name: "Child death review",
    terminology: Terminology {
        subject: "child",
        notification: "notification",
        panel: "child death overview panel",
        panel_short: "CDOP",
        review_meeting: "child death review meeting",
    },
    forms: &[(Stage::Notification, "notification")],
    statuses: &Status::ALL,
    opening_status: Status::Triage,
    deadlines: CHILD_DEATH_DEADLINES,
    request_routing: ("request-routing.json", include_str!("../../forms/request-routing.json")),
};

/// Every kind of review there is.
pub const ALL: [&ReviewType; 1] = [&CHILD_DEATH_REVIEW];

/// The kind of review with this code, if there is one.
pub fn by_code(code: &str) -> Option<&'static ReviewType> {
    ALL.into_iter().find(|review_type| review_type.code == code)
}

impl ReviewType {
    /// The identifier of the form of a stage, if the stage has one here.
    pub fn form_for(&self, stage: Stage) -> Option<&'static str> {
        self.forms.iter().find(|(of, _)| *of == stage).map(|(_, form)| *form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_review_is_found_by_its_code() {
        assert_eq!(by_code("child-death-review"), Some(&CHILD_DEATH_REVIEW));
        assert_eq!(by_code("another"), None);
    }

    #[test]
    fn child_death_review_opens_in_a_status_it_has_and_starts_with_a_form() {
        let review = by_code("child-death-review").unwrap();
        assert!(review.statuses.contains(&review.opening_status));
        assert_eq!(review.form_for(Stage::Notification), Some("notification"));
    }
}
