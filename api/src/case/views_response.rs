//! What the outside sees of a joint agency response.

use crate::platform::extract::plain_words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// A criterion to choose from.
#[derive(Serialize, ToSchema)]
pub struct CriterionView {
    /// Code.
    #[schema(example = "SUD")]
    pub code: &'static str,
    /// In the guidance's words.
    pub label: &'static str,
    /// What it takes in.
    pub help: &'static str,
}

/// What was decided, or what the notification suggests.
#[derive(Serialize, ToSchema)]
pub struct ResponseView {
    /// Version.
    pub version: i32,
    /// `yes`, `no` or `not_yet_known`.
    pub needed: String,
    /// The same in words.
    pub needed_label: &'static str,
    /// Codes of the criteria that apply.
    pub criteria: Vec<String>,
    /// Whether the child was brought to hospital near death.
    pub near_death: bool,
    /// Whether it was started; empty while that is not known.
    pub started: Option<bool>,
    /// When it was started.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Why it was not started.
    pub not_started_reason: Option<String>,
    /// Why the notification suggests this; empty for what a person recorded.
    pub because: Vec<String>,
    /// Whether a person recorded it; otherwise it is what the notification says.
    pub confirmed: bool,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// Who wrote it down.
    pub recorded_by: Option<String>,
}

/// The joint agency response of a case.
#[derive(Serialize, ToSchema)]
pub struct JointAgencyResponseView {
    /// What holds now.
    pub current: Option<ResponseView>,
    /// What was written before, the latest first.
    pub history: Vec<ResponseView>,
    /// The criteria.
    pub criteria: Vec<CriterionView>,
    /// The words for a child brought to hospital near death.
    pub near_death_label: &'static str,
    /// Where the criteria are written.
    pub citation: &'static str,
    /// Whether you may record a decision.
    pub may_record: bool,
    /// Why not.
    pub reason: Option<String>,
}

/// A decision to record.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordJointAgencyResponse {
    /// `yes`, `no` or `not_yet_known`.
    #[schema(example = "yes")]
    pub needed: String,
    /// Codes of the criteria that apply.
    #[schema(example = json!(["SUD"]))]
    #[validate(length(max = 5, message = "Choose from the five criteria"))]
    pub criteria: Vec<String>,
    /// Whether the child was brought to hospital near death.
    #[serde(default)]
    pub near_death: bool,
    /// Whether it was started.
    pub started: Option<bool>,
    /// When it was started.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided: names or posts.
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "plain_words"))]
    pub decided_by: Option<String>,
    /// Why it was not started.
    #[validate(length(max = 2000, message = "Use at most 2000 characters"), custom(function = "plain_words"))]
    pub not_started_reason: Option<String>,
}
