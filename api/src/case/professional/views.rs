//! What the outside sees of professionals.

use crate::case::record::views::Written;
use crate::case::record::writing::{safe_text, typed};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// A professional.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Professional {
    /// Agency or service.
    #[schema(example = "Health visiting")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub agency: Option<String>,
    /// Name.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub name: Option<String>,
    /// Role.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub job_title: Option<String>,
    /// Organisation.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub organisation: Option<String>,
    /// Phone.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60, message = "Use at most 60 characters"), custom(function = "safe_text"))]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 254, message = "Use at most 254 characters"), custom(function = "safe_text"))]
    pub email: Option<String>,
    /// Whether they have been told of the death: `yes`, `no` or `not_known`.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub informed: Option<String>,
    /// What they did for the child, or do on the case.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 2000, message = "Use at most 2,000 characters"), custom(function = "safe_text"))]
    pub words: Option<String>,
    /// Whether they have left: another post, another service.
    #[serde(default)]
    pub left: bool,
    /// Day they left.
    pub left_on: Option<NaiveDate>,
    /// Who follows them, or whom to ask instead.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub followed_by: Option<String>,
}

/// A professional, as the record has them now.
#[derive(Serialize, ToSchema)]
pub struct ProfessionalRecord {
    /// Row.
    pub id: Uuid,
    /// What is known of them.
    #[serde(flatten)]
    pub entry: Professional,
    /// Whether a notification named them.
    pub notified: bool,
    /// Who wrote this; version 0 where it still stands as a notification told it.
    pub written: Written,
}

/// Professionals of a case.
#[derive(Serialize, ToSchema)]
pub struct ProfessionalList {
    /// Professionals; those who have left last.
    pub items: Vec<ProfessionalRecord>,
    /// Always null: the list comes whole.
    pub next: Option<String>,
    /// Whether you may add and change here.
    pub may_change: bool,
}
