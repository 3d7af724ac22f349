//! What the outside sees of comparing a notification with other records, and of what it was linked to.

use crate::case::views::CaseName;
use crate::case::views_comparing::{Compared, ComparisonSide};
use crate::platform::extract::plain_words;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// One comparison of two records.
#[derive(Serialize, ToSchema)]
pub struct SignalView {
    /// What was compared.
    pub signal: String,
    /// `agree`, `close`, `differ` or `missing`.
    pub outcome: String,
    /// In words.
    pub explanation: String,
}

/// A record that may be about the same child.
#[derive(Serialize, ToSchema)]
pub struct DuplicateView {
    /// `case` or `notification`.
    pub kind: &'static str,
    /// Which.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// Its status code.
    pub status: String,
    /// Name of the child there.
    pub child_name: String,
    /// NHS number there.
    pub nhs_number: Option<String>,
    /// Date of birth there.
    pub date_of_birth: NaiveDate,
    /// Date of death there.
    pub date_of_death: NaiveDate,
    /// `very_likely` or `possible`; `none` where it is not the same child.
    pub band: String,
    /// Whether it may be selected in advance; never when either may be one of twins.
    pub preselected: bool,
    /// Whether it may be about another child of the same birth: born within a day, of one home or surname, and plainly not one child.
    pub perhaps_twin: bool,
    /// Comparison by comparison.
    pub signals: Vec<SignalView>,
    /// What was answered before about the two, if they are offered all the same.
    pub answer: Option<AnswerView>,
}

/// What somebody answered when they compared two records.
#[derive(Clone, Serialize, ToSchema)]
pub struct AnswerView {
    /// Which answer.
    pub id: Uuid,
    /// `case` or `notification`.
    pub kind: &'static str,
    /// The other record.
    pub other: Uuid,
    /// Its reference.
    pub reference: String,
    /// The case the other notification belongs to by now.
    pub case: Option<CaseName>,
    /// `same_child`, `different_child` or `not_sure`.
    pub answer: String,
    /// Why, in words.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// A notification beside another record.
#[derive(Serialize, ToSchema)]
pub struct ComparisonView {
    /// The notification.
    pub left: ComparisonSide,
    /// The other record.
    pub right: ComparisonSide,
    /// How they compare.
    #[serde(flatten)]
    pub compared: Compared,
    /// What cannot be compared, because one of them does not say; it counts neither way.
    pub not_compared: Vec<String>,
    /// What was answered before.
    pub answer: Option<AnswerView>,
}

/// An answer to whether two records are about the same child.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerComparison {
    /// `case` or `notification`.
    pub kind: String,
    /// The other record.
    pub other: Uuid,
    /// `same_child`, `different_child` or `not_sure`.
    #[schema(example = "not_sure")]
    pub answer: String,
    /// How it is known, or what speaks either way.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words how you know"), custom(function = "plain_words"))]
    pub reason: String,
    /// Whether somebody looked at what speaks for two children and is sure that it is one.
    #[serde(default)]
    pub two_children_confirmed: bool,
}

/// Taking an answer back.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawAnswer {
    /// Which answer.
    pub answer: Uuid,
    /// Why.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words why you take it back"), custom(function = "plain_words"))]
    pub reason: String,
}

/// What an answer, or taking one back, led to.
#[derive(Clone, Serialize, ToSchema)]
pub struct Answered {
    /// The notification.
    pub id: Uuid,
    /// Its status now.
    pub status: String,
    /// The answer that is kept.
    pub answer: String,
    /// Case it was linked to by the answer.
    pub case: Option<CaseName>,
}

/// Taking a notification out of its case again.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnlinkNotification {
    /// Why.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words why it does not belong to this case"), custom(function = "plain_words"))]
    pub reason: String,
}

/// A case a notification belongs to, or belonged to before.
#[derive(Clone, Serialize, ToSchema)]
pub struct NotificationLinkView {
    /// The case.
    pub case: CaseName,
    /// `opening` when the case was opened from it, `linked` when it was added.
    pub kind: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<String>,
    /// How it was known, in words.
    pub reason: Option<String>,
    /// The comparison as it was then.
    pub compared: Option<Compared>,
    /// When it was taken back; nothing while it holds.
    pub ended_at: Option<DateTime<Utc>>,
    /// By whom.
    pub ended_by: Option<String>,
    /// Why.
    pub end_reason: Option<String>,
}
