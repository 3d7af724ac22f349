//! What the outside sees of notes.

use crate::case::record::views::Written;
use crate::case::record::writing::{safe_text, typed};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// A note.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The note.
    #[schema(example = "Ring the hospital on Monday about the dates of the meeting")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 10000, message = "Use at most 10,000 characters"), custom(function = "safe_text"))]
    pub text: Option<String>,
    /// Whether it is done with.
    #[serde(default)]
    pub done: bool,
}

/// A note as it is kept.
#[derive(Serialize, ToSchema)]
pub struct NoteView {
    /// Row.
    pub id: Uuid,
    /// The note.
    #[serde(flatten)]
    pub entry: Note,
    /// When it was first written.
    pub noted_at: DateTime<Utc>,
    /// Who wrote this version.
    pub written: Written,
}

/// Notes of a case.
#[derive(Serialize, ToSchema)]
pub struct NoteList {
    /// Notes, the latest first; those done with last.
    pub items: Vec<NoteView>,
    /// Always null: the list comes whole.
    pub next: Option<String>,
    /// Whether you may write notes here.
    pub may_change: bool,
}
