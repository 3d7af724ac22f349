//! What is sealed of interests and of openings in an emergency.

use serde::{Deserialize, Serialize};

/// Place of the reason of an interest, sealed with the key of the case.
pub const INTEREST: &str = "case_interests.sealed_reason";
/// Place of the reason of its end.
pub const INTEREST_END: &str = "case_interests.sealed_end_reason";
/// Place of [`Asked`].
pub const ASKED: &str = "glass_breaks.sealed_words";
/// Place of the words of a review.
pub const REVIEW: &str = "glass_breaks.sealed_review";

/// What was said when a case was opened in an emergency. It has a key of its own: a reviewer need not have that of the case.
#[derive(Serialize, Deserialize)]
pub struct Asked {
    /// Reference of the case, which the reviewer may not be able to look up.
    pub reference: String,
    /// The reason in words.
    pub words: String,
}
