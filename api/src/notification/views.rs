//! What the outside sees of notifications.

use super::views_comparing::{AnswerView, DuplicateView, NotificationLinkView};
use crate::case::views::CaseName;
use crate::identity::views::AreaName;
use crate::platform::extract::plain_words;
use crate::platform::problem::FieldProblem;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// A security check to be answered with a little computing.
#[derive(Serialize, ToSchema)]
pub struct Challenge {
    /// Always `SHA-256`.
    #[schema(example = "SHA-256")]
    pub algorithm: String,
    /// Text to put before the number.
    pub salt: String,
    /// Find the number whose `sha256hex(salt + number)` is this.
    pub challenge: String,
    /// The largest number to try.
    pub max_number: u32,
    /// Proves that we made it.
    pub signature: String,
    /// When it can no longer be used.
    pub expires_at: DateTime<Utc>,
}

/// An answered security check.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChallengeAnswer {
    /// As given.
    #[validate(length(max = 100))]
    pub salt: String,
    /// As given.
    #[validate(length(max = 100))]
    pub challenge: String,
    /// The number found.
    pub number: u32,
    /// As given.
    #[validate(length(max = 100))]
    pub signature: String,
}

/// A notification to be begun and saved.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartDraft {
    /// Answered security check.
    #[validate(nested)]
    pub challenge: Option<ChallengeAnswer>,
    /// Version of the form.
    #[schema(example = 1)]
    pub form_version: u32,
    /// Answers so far; may be incomplete.
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
}

/// A notification begun and saved.
#[derive(Clone, Serialize, ToSchema)]
pub struct DraftView {
    /// Reference to write down.
    #[schema(example = "D-7K3M-92QX")]
    pub reference: String,
    /// Code to write down, shown once when begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "4TVW-8JHN")]
    pub resume_code: Option<String>,
    /// Raised with each save; send it as If-Match.
    pub revision: i32,
    /// Version of the form.
    pub form_version: i32,
    /// Answers, hidden ones too.
    #[schema(value_type = Object)]
    pub answers: Value,
    /// Panel chosen by hand; it counts where the home postcode names none.
    pub area: Option<AreaName>,
    /// Answers worth a second look. None of them stops the notification from being sent.
    pub warnings: Vec<FieldProblem>,
    /// When last saved.
    pub saved_at: DateTime<Utc>,
    /// When it will be deleted if nothing is saved before.
    pub expires_at: DateTime<Utc>,
}

/// Answers that changed.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// Question id to answer; null clears one. Questions left out stay as they are.
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
    /// Panel chosen by hand; null takes the choice back, left out it stays as it is.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub area_id: Option<Option<Uuid>>,
}

/// Tells a field that is null from one that is left out.
fn given<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Opening a saved notification on another device.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeDraft {
    /// Reference written down.
    #[validate(length(min = 1, max = 40, message = "Enter the reference, for example D-7K3M-92QX"))]
    pub reference: String,
    /// Code written down.
    #[validate(length(min = 1, max = 40, message = "Enter the code, for example 4TVW-8JHN"))]
    pub code: String,
}

/// A notification to be sent.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitNotification {
    /// Version of the form.
    #[schema(example = 1)]
    pub form_version: u32,
    /// Every answer.
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
    /// Panel chosen, where the home postcode does not tell.
    pub area_id: Option<Uuid>,
    /// Answered security check; not needed when signed in or from a saved notification.
    #[validate(nested)]
    pub challenge: Option<ChallengeAnswer>,
    /// Whether the saved notification of this browser is what is sent; it is then deleted.
    #[serde(default)]
    pub from_draft: bool,
}

/// A notification received.
#[derive(Clone, Serialize, ToSchema)]
pub struct Submitted {
    /// Notification.
    pub id: Uuid,
    /// Reference to quote.
    #[schema(example = "N-7K3M-92QX")]
    pub reference: String,
    /// When received.
    pub received_at: DateTime<Utc>,
    /// Panel that received it.
    pub area: AreaName,
    /// What happens next.
    pub what_next: Vec<String>,
}

/// What was sent, for a day, for the browser that sent it.
#[derive(Clone, Serialize, ToSchema)]
pub struct ReceiptView {
    /// Reference to quote.
    pub reference: String,
    /// When received.
    pub received_at: DateTime<Utc>,
    /// Panel that received it.
    pub area: AreaName,
    /// Form.
    pub form_id: String,
    /// Version.
    pub form_version: i32,
    /// Answers as received.
    #[schema(value_type = Object)]
    pub answers: Value,
    /// What happens next.
    pub what_next: Vec<String>,
}

/// A notification in the inbox.
#[derive(Serialize, ToSchema)]
pub struct NotificationSummary {
    /// Notification.
    pub id: Uuid,
    /// Reference.
    pub reference: String,
    /// `received`, `accepted`, `linked` or `rejected`.
    pub status: String,
    /// Area that received it.
    pub area: AreaName,
    /// Name of the child.
    pub child_name: String,
    /// Ten digits, where known.
    pub nhs_number: Option<String>,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Date of death.
    pub date_of_death: NaiveDate,
    /// When received.
    pub received_at: DateTime<Utc>,
    /// Whole hours since death; from the end of the day where the time is not known.
    pub hours_since_death: i64,
    /// Whole hours since receipt.
    pub hours_since_receipt: i64,
    /// Whether it still waits although the national database should have been told by now.
    pub overdue: bool,
    /// Who sent it.
    pub notifier_name: String,
    /// Their agency.
    pub notifier_organisation: String,
    /// Whether a joint agency response is needed: `yes`, `no` or `not_decided`.
    pub joint_agency_response: Option<String>,
    /// Case it became or was linked to.
    pub case: Option<CaseName>,
    /// How likely it is, while it waits, that it is about a child already known: `very_likely` or `possible`.
    pub duplicate: Option<String>,
}

/// Who sent a notification.
#[derive(Serialize, ToSchema)]
pub struct NotifierView {
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
    /// Agency.
    pub organisation: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// What was worked out about the child.
#[derive(Serialize, ToSchema)]
pub struct NotifiedChild {
    /// Age at death in words.
    pub age_text: String,
}

/// Something that can be done with a notification.
#[derive(Serialize, ToSchema)]
pub struct NotificationAction {
    /// `accept`, `link`, `reject` or `unlink`.
    pub action: String,
    /// Whether now.
    pub available: bool,
    /// Why not.
    pub reason: Option<String>,
}

/// A reason for a rejection.
#[derive(Serialize, ToSchema)]
pub struct RejectionReasonView {
    /// Code.
    pub code: String,
    /// In words.
    pub label: String,
    /// When to use it.
    pub help: String,
}

/// What was decided.
#[derive(Serialize, ToSchema)]
pub struct DecisionView {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<String>,
    /// Reason code or words.
    pub reason: Option<String>,
    /// Explanation.
    pub note: Option<String>,
}

/// A notification.
#[derive(Serialize, ToSchema)]
pub struct NotificationView {
    /// As in the inbox.
    #[serde(flatten)]
    pub summary: NotificationSummary,
    /// Version, as in the ETag.
    pub version: i32,
    /// Form.
    pub form_id: String,
    /// Version of the form.
    pub form_version: i32,
    /// Answers as sent.
    #[schema(value_type = Object)]
    pub answers: Value,
    /// The child, as far as the summary does not say.
    pub child: NotifiedChild,
    /// Who sent it.
    pub notifier: NotifierView,
    /// Records that may be about the same child.
    pub duplicates: Vec<DuplicateView>,
    /// Records about perhaps another child of the same birth, which are not about the same child: each is a case of its own.
    pub perhaps_twins: Vec<DuplicateView>,
    /// What was answered when it was compared with other records, the latest first.
    pub answers_before: Vec<AnswerView>,
    /// Other areas that may have a record of the same child: contact them.
    pub elsewhere: Vec<AreaName>,
    /// The cases it belongs to and belonged to, the first first.
    pub links: Vec<NotificationLinkView>,
    /// What can be done.
    pub actions: Vec<NotificationAction>,
    /// Reasons a rejection may give.
    pub rejection_reasons: Vec<RejectionReasonView>,
    /// What was decided.
    pub decision: Option<DecisionView>,
}

/// Accepting as a new case: nothing more to say.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptNotification {}

/// Linking to a case.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkNotification {
    /// The case.
    pub case_id: Uuid,
    /// Why it is the same child.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words how you know that it is the same child"), custom(function = "plain_words"))]
    pub reason: String,
    /// Whether somebody looked at what speaks for two children and is sure that it is one.
    #[serde(default)]
    pub two_children_confirmed: bool,
}

/// Rejecting.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectNotification {
    /// Code of a scope rule.
    #[validate(length(min = 1, max = 60, message = "Choose a reason"))]
    pub reason: String,
    /// Explanation.
    #[validate(length(min = 3, max = 2000, message = "Explain in a few words, for whoever looks at this later"), custom(function = "plain_words"))]
    pub note: String,
}

/// What a decision led to.
#[derive(Clone, Serialize, ToSchema)]
pub struct Decided {
    /// Notification.
    pub id: Uuid,
    /// Its status now.
    pub status: String,
    /// The case.
    pub case: Option<CaseName>,
}
