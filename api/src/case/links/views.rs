//! What the outside sees of links between cases.

use crate::case::record::views::Choice;
use crate::case::record::writing::{safe_text, typed};
use crate::case::views::CaseName;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// A link to be made.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkCase {
    /// Reference of the other case.
    #[schema(example = "KENT/2026/0043")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60, message = "Use at most 60 characters"), custom(function = "safe_text"))]
    pub reference: Option<String>,
    /// Why they belong together, a code.
    #[schema(example = "multiple_birth")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub kind: Option<String>,
    /// In words.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub words: Option<String>,
}

/// A case that this one belongs together with.
#[derive(Serialize, ToSchema)]
pub struct LinkView {
    /// Link.
    pub id: Uuid,
    /// The other case.
    pub case: CaseName,
    /// Name of the child of the other case.
    pub child_name: String,
    /// Why, a code.
    pub kind: String,
    /// Why, in words of the list.
    pub kind_label: String,
    /// Why, in words of whoever made the link.
    pub words: Option<String>,
    /// When it was made.
    pub linked_at: DateTime<Utc>,
    /// Who made it.
    pub linked_by: Option<String>,
}

/// Cases that this one belongs together with, as far as you may know of them.
#[derive(Serialize, ToSchema)]
pub struct LinkList {
    /// Links.
    pub items: Vec<LinkView>,
    /// Always null: the list comes whole.
    pub next: Option<String>,
    /// Why two cases may belong together.
    pub kinds: Vec<Choice>,
    /// Whether you may link this case and end its links.
    pub may_change: bool,
}
