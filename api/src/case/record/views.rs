//! What the parts of a case record show in the same way.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// One of the answers a field may have.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Choice {
    /// Code.
    pub code: &'static str,
    /// In words.
    pub label: &'static str,
}

/// Who wrote what is shown, and when.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Written {
    /// Version, to be sent back as If-Match with a change.
    pub version: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Option<String>,
}

/// Something was added to the record. What was sent is not repeated, since answers to a repeated request are kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Added {
    /// The new row.
    pub id: Uuid,
    /// Its version.
    pub version: i32,
}

/// A field that one version changed.
#[derive(Serialize, ToSchema)]
pub struct ChangedField {
    /// The field, as it is called in requests.
    pub field: String,
    /// What it held before; null where it was empty.
    #[schema(value_type = Object)]
    pub from: Value,
    /// What it holds since; null where it is empty.
    #[schema(value_type = Object)]
    pub to: Value,
}

/// One version of a row of the record.
#[derive(Serialize, ToSchema)]
pub struct RecordVersion {
    /// Version, from 1.
    pub version: i32,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who wrote it.
    pub by: Option<String>,
    /// What it changed; for the first version, what it held.
    pub changes: Vec<ChangedField>,
}

/// Every version of a row of the record, the latest first.
#[derive(Serialize, ToSchema)]
pub struct RecordHistory {
    /// Versions.
    pub items: Vec<RecordVersion>,
    /// Always null: a history comes whole.
    pub next: Option<String>,
}
