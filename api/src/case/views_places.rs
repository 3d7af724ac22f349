//! What the outside sees of the areas of a death.

use crate::identity::views::AreaName;
use crate::platform::extract::plain_words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// The areas of a death; each empty while it is not known, or not an area of this system.
#[derive(Serialize, ToSchema)]
pub struct PlacesView {
    /// Where the child normally lived.
    pub residence: Option<AreaName>,
    /// Where the child died.
    pub death: Option<AreaName>,
    /// Where the event or collapse happened that led to the death.
    pub event: Option<AreaName>,
}

/// The areas as they should be: all three, each may be empty.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePlaces {
    /// Area in which the child normally lived.
    #[schema(example = "0198a1c0-7e55-7b1c-9d7e-3c1f0a2b4c5d")]
    pub residence: Option<Uuid>,
    /// Area in which the child died.
    pub death: Option<Uuid>,
    /// Area in which it happened.
    pub event: Option<Uuid>,
    /// Why they are changed.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words why the areas are changed"), custom(function = "plain_words"))]
    pub reason: String,
}
