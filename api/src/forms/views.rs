//! What the outside sees of forms.

use serde::Serialize;
use utoipa::ToSchema;

/// A form in the list.
#[derive(Serialize, ToSchema)]
pub struct FormItem {
    /// Form.
    #[schema(example = "notification")]
    pub id: String,
    /// Title.
    pub title: String,
    /// Version new answers are given in.
    pub current_version: u32,
    /// Every version that can still be read.
    pub versions: Vec<u32>,
}
