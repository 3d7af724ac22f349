//! What the outside sees of the audit trail.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An entry: who did what to which record, without what it holds.
#[derive(Serialize, ToSchema)]
pub struct AuditItem {
    /// Entry.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; the kind of actor where no person was signed in.
    pub actor_name: String,
    /// Role code that allowed it.
    pub role: Option<String>,
    /// Action code.
    pub action: String,
    /// Action in words.
    pub action_label: String,
    /// Kind of thing.
    pub object_kind: String,
    /// Which.
    pub object_id: Option<Uuid>,
    /// Code of the area concerned.
    pub area_code: Option<String>,
    /// Purpose code.
    pub purpose: String,
    /// Request.
    pub request_id: Uuid,
    /// Whether the entry is in the hash chain yet; it is within seconds.
    pub sealed: bool,
}
