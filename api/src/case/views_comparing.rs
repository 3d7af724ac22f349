//! What the outside sees of comparing and merging.

use super::views::CaseName;
use crate::platform::extract::plain_words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// One line of two records side by side.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ComparisonRow {
    /// Code of what is compared.
    #[schema(example = "date_of_birth")]
    pub field: String,
    /// What it is called.
    pub label: String,
    /// What the record on the left says.
    pub left: Option<String>,
    /// What the record on the right says.
    pub right: Option<String>,
    /// `agree`, `close`, `differ` or `missing`: not known in one of them, so it cannot be compared and counts neither way.
    pub outcome: String,
    /// How they differ, or that they do not, in words.
    pub words: String,
}

/// Two records compared, as they are shown and kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Compared {
    /// `very_likely`, `possible` or `none`.
    pub band: String,
    /// Sum of the weights; only its order means anything.
    pub score: i32,
    /// Line by line.
    pub rows: Vec<ComparisonRow>,
    /// What speaks for two children, in words; when there is any, "same child" has to be confirmed explicitly.
    pub two_children: Vec<String>,
    /// Whether "same child" may be selected in advance; never when either may be one of twins.
    pub preselected: bool,
}

/// One of two records side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComparisonSide {
    /// `case` or `notification`.
    pub kind: &'static str,
    /// Which.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// Its status code.
    pub status: String,
}

/// Two cases side by side.
#[derive(Serialize, ToSchema)]
pub struct CaseComparisonView {
    /// The case that would continue under the other's reference.
    pub left: ComparisonSide,
    /// The case that would continue.
    pub right: ComparisonSide,
    /// How they compare.
    #[serde(flatten)]
    pub compared: Compared,
    /// Whether merging makes one of them restricted that is not now.
    pub becomes_restricted: bool,
    /// What the two are linked as, in words, as far as you may see links. While there is any, they are not merged: end the link first.
    #[schema(example = json!(["brothers or sisters"]))]
    pub linked_as: Vec<&'static str>,
}

/// Merging a case into another.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeCases {
    /// The case that continues.
    pub into: Uuid,
    /// How it is known that both are about the same child.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words how you know that it is the same child"), custom(function = "plain_words"))]
    pub reason: String,
    /// Reference of the case that continues, typed by somebody who looked at what speaks for two children and is sure that it is
    /// one; needed only when something does.
    #[schema(example = "KENT/2026/0042")]
    #[serde(default)]
    #[validate(length(max = 60, message = "Use at most 60 characters"))]
    pub confirmed_reference: Option<String>,
}

/// Taking a merged case apart again.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnmergeCases {
    /// Why.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words why these are two cases after all"), custom(function = "plain_words"))]
    pub reason: String,
}

/// What merging or taking apart led to.
#[derive(Clone, Serialize, ToSchema)]
pub struct Merged {
    /// The case that was merged, or is on its own again.
    pub case: CaseName,
    /// Its status now.
    pub status: String,
    /// The case it was merged into.
    pub survivor: CaseName,
    /// Whether the case it was merged into is restricted now.
    pub restricted: bool,
}

/// A merge, in force or ended.
#[derive(Clone, Serialize, ToSchema)]
pub struct MergeView {
    /// The case that was merged.
    pub case: CaseName,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// How it was known, in words.
    pub reason: String,
    /// The comparison as it was shown then.
    pub compared: Compared,
    /// When they were taken apart.
    pub ended_at: Option<DateTime<Utc>>,
    /// By whom.
    pub ended_by: Option<String>,
    /// Why.
    pub end_reason: Option<String>,
    /// Whether you may take the two apart now.
    pub may_take_apart: bool,
}
