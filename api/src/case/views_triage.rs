//! What the outside sees of triage.

use crate::platform::extract::plain_words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// That triage is complete.
#[derive(Serialize, ToSchema)]
pub struct TriageView {
    /// Since when.
    pub completed_at: DateTime<Utc>,
    /// Who said so.
    pub completed_by: Option<String>,
}

/// Says that triage is complete. Everything it rests on is known, so nothing is asked.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteTriage {}

/// Reopens triage.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenTriage {
    /// Why, for the timeline.
    #[schema(example = "The address turned out to be wrong")]
    #[validate(length(min = 3, max = 2000, message = "Say in a few words why triage is reopened"), custom(function = "plain_words"))]
    pub reason: String,
}

/// Where the case stands now.
#[derive(Serialize, ToSchema)]
pub struct TriageMoved {
    /// Case.
    pub id: Uuid,
    /// Its status now.
    pub status: String,
}
