//! What both sides see of requests: where one stands, what can be done, who may be asked.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// An organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedOrganisation {
    /// Organisation.
    pub id: Uuid,
    /// Name.
    #[schema(example = "Chatham Surgery")]
    pub name: String,
}

/// Whom at the organisation the request is for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// Name.
    #[schema(example = "Dr Asha Lane")]
    pub name: Option<String>,
    /// E-mail.
    #[schema(example = "asha.lane@example.nhs.uk")]
    pub email: Option<String>,
    /// Telephone: the second way to tell a code.
    #[schema(example = "01634 960 001")]
    pub phone: Option<String>,
}

/// Where a request stands, computed from its times.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingView {
    /// `sent`, `delivery_problem`, `opened`, `in_progress`, `submitted`, `returned`, `accepted`, `declined` or `withdrawn`.
    #[schema(example = "in_progress")]
    pub code: &'static str,
    /// The same in words.
    #[schema(example = "In progress")]
    pub label: &'static str,
    /// Whether it waits for an answer and the day has passed.
    pub overdue: bool,
}

/// When each thing happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestTimes {
    /// Sent.
    pub sent_at: DateTime<Utc>,
    /// Last sent again by hand.
    pub resent_at: Option<DateTime<Utc>>,
    /// A mail about it could not be delivered.
    pub undelivered_at: Option<DateTime<Utc>>,
    /// First opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// First answer saved.
    pub first_saved_at: Option<DateTime<Utc>>,
    /// Last submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Last returned for clarification.
    pub returned_at: Option<DateTime<Utc>>,
    /// Accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Declined.
    pub declined_at: Option<DateTime<Utc>>,
    /// Withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// Something that can be done, or why not.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestAction {
    /// Code of the action.
    #[schema(example = "submit")]
    pub action: &'static str,
    /// Why it cannot be done now; absent when it can.
    pub why_not: Option<&'static str>,
}

/// A section that is asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedSection {
    /// Section of the form.
    pub id: String,
    /// Its heading.
    pub title: String,
}

/// Why an organisation gave no answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeclineView {
    /// `not_known_to_us`, `wrong_organisation`, `duplicate` or `cannot_share`.
    pub reason: String,
    /// The same in words.
    pub label: &'static str,
    /// What was said.
    pub words: Option<String>,
}

/// A question that was returned to be cleared up.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClarifiedQuestion {
    /// Question.
    #[schema(example = "last_contact")]
    pub question: String,
    /// Row, for a question inside a group.
    #[serde(default)]
    pub row: Option<Uuid>,
    /// What is unclear, in the office's words.
    #[schema(example = "The date is after the death. Please check it.")]
    pub message: String,
}

/// What the office asked to have cleared up.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClarificationView {
    /// When.
    pub returned_at: DateTime<Utc>,
    /// By whom.
    pub returned_by: String,
    /// Each question with what is asked about it.
    pub questions: Vec<ClarifiedQuestion>,
}

/// An answer with where it comes from.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GivenAnswer {
    /// Question, or group of rows.
    pub question: String,
    /// Row of the group.
    #[serde(default)]
    pub row: Option<Uuid>,
    /// The answer: as the form's kind of question has it, or `{"state": "not_known" | "not_applicable" | "nothing_held"}`. For a row, an
    /// object from question to answer. Null when it was cleared, or the row taken out.
    pub value: Value,
    /// Which saving of this question it is, from one.
    pub revision: i32,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// By whom.
    pub saved_by: String,
}

/// What the system knows already, with its source: shown to be confirmed or put right, never counted by itself.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct KnownAnswer {
    /// The answer.
    pub value: Value,
    /// Where it comes from.
    #[schema(example = "Notification N-7K3M-92QX, Medway Hospital, 3 November 2026")]
    pub source: String,
}

/// What is known, by question.
pub type KnownAnswers = BTreeMap<String, KnownAnswer>;

/// A day by which something is asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Due {
    /// Last day.
    pub on: NaiveDate,
    /// Why this day, in words.
    pub because: String,
}
