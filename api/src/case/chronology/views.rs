//! What the outside sees of a chronology.

use crate::case::record::views::{Choice, Written};
use crate::case::record::writing::{safe_text, typed};
use chrono::NaiveTime;
use opencdr_domain::vocab::partial_date::PartialDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// Something that happened, when, and who says so.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChronologyEntry {
    /// When, or the earliest it can be: a year, a month of a year, or a day.
    #[schema(value_type = Option<String>, example = "2024-03")]
    pub from: Option<PartialDate>,
    /// The latest it can be, where it lies between two dates.
    #[schema(value_type = Option<String>, example = "2024-05")]
    pub to: Option<PartialDate>,
    /// Whether it is only about then.
    #[serde(default)]
    pub about: bool,
    /// London time, where a single day is known so exactly.
    #[schema(value_type = Option<String>, example = "14:05")]
    pub time: Option<NaiveTime>,
    /// What happened.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 10000, message = "Use at most 10,000 characters"), custom(function = "safe_text"))]
    pub text: Option<String>,
    /// Kind of source, a code.
    #[schema(example = "agency")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub source: Option<String>,
    /// Which agency, document, form or person.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 300, message = "Use at most 300 characters"), custom(function = "safe_text"))]
    pub source_name: Option<String>,
    /// How much it weighs, a code.
    #[schema(example = "important")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub significance: Option<String>,
    /// Whether it was entered by mistake and does not count.
    #[serde(default)]
    pub mistaken: bool,
}

/// An entry in its place: written by somebody, or known by the case.
#[derive(Serialize, ToSchema)]
pub struct ChronologyRecord {
    /// Row; null for what the case itself knows.
    pub id: Option<Uuid>,
    /// What happened, when, and who says so.
    #[serde(flatten)]
    pub entry: ChronologyEntry,
    /// When, in words.
    pub when: String,
    /// Kind of source, in words.
    pub source_label: &'static str,
    /// How much it weighs, in words.
    pub significance_label: &'static str,
    /// Who wrote this; null for what the case itself knows.
    pub written: Option<Written>,
}

/// The chronology of a case.
#[derive(Serialize, ToSchema)]
pub struct ChronologyView {
    /// Entries, the earliest first.
    pub items: Vec<ChronologyRecord>,
    /// Always null: a chronology comes whole.
    pub next: Option<String>,
    /// Kinds of source.
    pub sources: Vec<Choice>,
    /// How much an entry can weigh.
    pub significances: Vec<Choice>,
    /// Whether you may add and change here.
    pub may_change: bool,
}
