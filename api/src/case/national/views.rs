//! What the outside sees of telling the national database.

use crate::case::record::views::Written;
use crate::case::record::writing::{safe_text, typed};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// That the national database was told of the death.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NationalNotification {
    /// Day on which it was told.
    #[schema(example = "2026-11-20")]
    pub told_on: Option<NaiveDate>,
    /// Their reference.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 100, message = "Use at most 100 characters"), custom(function = "safe_text"))]
    pub reference: Option<String>,
    /// Whether this was entered by mistake: they have not been told.
    #[serde(default)]
    pub mistaken: bool,
}

/// What is written down about it.
#[derive(Serialize, ToSchema)]
pub struct NationalNotificationEntry {
    /// Row.
    pub id: Uuid,
    /// When they were told.
    #[serde(flatten)]
    pub entry: NationalNotification,
    /// Who wrote this.
    pub written: Written,
}

/// Whether the national database was told.
#[derive(Serialize, ToSchema)]
pub struct NationalNotificationView {
    /// What is written down; null while nothing is.
    pub entry: Option<NationalNotificationEntry>,
    /// Whether you may write it down or put it right.
    pub may_change: bool,
}
