//! What the outside sees of other reviews and investigations.

use crate::case::record::views::{Choice, Written};
use crate::case::record::writing::{safe_text, typed};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// A kind of review, with what one of it usually holds up.
#[derive(Serialize, ToSchema)]
pub struct ProcessKind {
    /// Code.
    pub code: &'static str,
    /// In words.
    pub label: &'static str,
    /// Whether the review meeting usually waits for it.
    pub blocks_meeting: bool,
    /// Whether the panel usually waits for it.
    pub blocks_panel: bool,
    /// Whether the time it takes usually does not count.
    pub stops_clock: bool,
}

/// Another review or investigation.
#[derive(Serialize, ToSchema)]
pub struct ProcessView {
    /// Row.
    pub id: Uuid,
    /// Kind code.
    pub kind: String,
    /// Kind in words.
    pub kind_label: String,
    /// Status code.
    pub status: String,
    /// Status in words.
    pub status_label: String,
    /// Whether its outcome is still to come.
    pub open: bool,
    /// Day it began, where known.
    pub started_on: Option<NaiveDate>,
    /// Day its outcome is expected, where known.
    pub expected_on: Option<NaiveDate>,
    /// Day it was concluded.
    pub concluded_on: Option<NaiveDate>,
    /// Whether the review meeting waits for it.
    pub blocks_meeting: bool,
    /// Whether the panel waits for it.
    pub blocks_panel: bool,
    /// Whether the time it takes does not count.
    pub stops_clock: bool,
    /// What was written in words.
    #[serde(flatten)]
    pub words: ProcessWords,
    /// Who wrote this.
    pub written: Written,
}

/// What is written in words about a review; sealed where it is kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ProcessWords {
    /// Organisation that leads it.
    pub organisation: Option<String>,
    /// Who to ask there, and how.
    pub contact: Option<String>,
    /// Its own reference.
    pub reference: Option<String>,
    /// What it found, or why it does not take place.
    pub outcome: Option<String>,
}

/// Other reviews of a case, and what waits for them.
#[derive(Serialize, ToSchema)]
pub struct ProcessList {
    /// Those still open first.
    pub items: Vec<ProcessView>,
    /// Always null: the list comes whole.
    pub next: Option<String>,
    /// What waits for them, in sentences.
    pub waiting: Vec<String>,
    /// The kinds there are.
    pub kinds: Vec<ProcessKind>,
    /// The statuses there are.
    pub statuses: Vec<Choice>,
    /// Whether you may add and change here.
    pub may_change: bool,
}

/// Another review or investigation, to be added or as it should be.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveProcess {
    /// Kind code.
    #[schema(example = "inquest")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub kind: Option<String>,
    /// Status code.
    #[schema(example = "expected")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub status: Option<String>,
    /// Day it began.
    pub started_on: Option<NaiveDate>,
    /// Day its outcome is expected.
    pub expected_on: Option<NaiveDate>,
    /// Day it was concluded.
    pub concluded_on: Option<NaiveDate>,
    /// Whether the review meeting waits for it.
    #[serde(default)]
    pub blocks_meeting: bool,
    /// Whether the panel waits for it.
    #[serde(default)]
    pub blocks_panel: bool,
    /// Whether the time it takes does not count.
    #[serde(default)]
    pub stops_clock: bool,
    /// Organisation that leads it.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub organisation: Option<String>,
    /// Who to ask there, and how.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub contact: Option<String>,
    /// Its own reference.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 100, message = "Use at most 100 characters"), custom(function = "safe_text"))]
    pub reference: Option<String>,
    /// What it found, or why it does not take place.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 10000, message = "Use at most 10,000 characters"), custom(function = "safe_text"))]
    pub outcome: Option<String>,
}
