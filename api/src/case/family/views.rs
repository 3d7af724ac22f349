//! What the outside sees of the contact with a family.

use crate::case::record::views::{Choice, Written};
use crate::case::record::writing::{safe_text, typed};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// How a family wishes to be in touch, who their key worker is, and whether they were given the guide for bereaved families.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilyArrangements {
    /// Name of the key worker.
    #[schema(example = "Ola Finch")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub key_worker: Option<String>,
    /// Their role and organisation.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub key_worker_role: Option<String>,
    /// Their telephone number.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60, message = "Use at most 60 characters"), custom(function = "safe_text"))]
    pub key_worker_phone: Option<String>,
    /// Their e-mail address.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 254, message = "Use at most 254 characters"), custom(function = "safe_text"))]
    pub key_worker_email: Option<String>,
    /// Day on which the key worker was named; where it is left out, the day on which the name was written down stands for it.
    pub key_worker_on: Option<NaiveDate>,
    /// Whether the guide “When a Child Dies” was given: `yes`, `no` or `not_known`.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub leaflet_given: Option<String>,
    /// Day it was given.
    pub leaflet_on: Option<NaiveDate>,
    /// Who gave it, and how.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub leaflet_by: Option<String>,
    /// In which language or format.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 100, message = "Use at most 100 characters"), custom(function = "safe_text"))]
    pub leaflet_language: Option<String>,
    /// Whom of the family to be in touch with.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub whom: Option<String>,
    /// The ways they prefer, codes.
    #[serde(default)]
    #[validate(length(max = 10))]
    pub channels: Vec<String>,
    /// Times that suit them, and times that do not.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub times: Option<String>,
    /// The language they wish to speak.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 100, message = "Use at most 100 characters"), custom(function = "safe_text"))]
    pub language: Option<String>,
    /// Whether an interpreter is needed.
    #[serde(default)]
    pub interpreter: bool,
    /// Whether the family asked not to be contacted.
    #[serde(default)]
    pub do_not_contact: bool,
    /// What they said about it, and what they may still be told.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 1000, message = "Use at most 1,000 characters"), custom(function = "safe_text"))]
    pub do_not_contact_words: Option<String>,
    /// Anything else that helps to be kind to this family.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 2000, message = "Use at most 2,000 characters"), custom(function = "safe_text"))]
    pub wishes: Option<String>,
}

/// A day of the year on which the family should not be written to.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilyDay {
    /// The day, in any year.
    #[schema(example = "2020-12-24")]
    pub day: Option<NaiveDate>,
    /// Why.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub why: Option<String>,
    /// Whether it no longer matters to them.
    #[serde(default)]
    pub over: bool,
}

/// Something that was said or written between the family and those who work on the review.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilyContact {
    /// Day.
    #[schema(example = "2026-11-18")]
    pub on: Option<NaiveDate>,
    /// How, a code.
    #[schema(example = "telephone")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub channel: Option<String>,
    /// Who was in touch with them.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub by_whom: Option<String>,
    /// Whom of the family.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub with_whom: Option<String>,
    /// What was said, as near to their words as possible.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 10000, message = "Use at most 10,000 characters"), custom(function = "safe_text"))]
    pub said: Option<String>,
    /// Whether it was entered by mistake and does not count.
    #[serde(default)]
    pub mistaken: bool,
}

/// A question of the family, followed to its answer.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilyQuestion {
    /// What they asked, in their words.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 5000, message = "Use at most 5,000 characters"), custom(function = "safe_text"))]
    pub question: Option<String>,
    /// Who asked.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub asked_by: Option<String>,
    /// Day they asked.
    #[schema(example = "2026-11-18")]
    pub asked_on: Option<NaiveDate>,
    /// Where it stands, a code.
    #[schema(example = "open")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub status: Option<String>,
    /// Who answers it.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub answerer: Option<String>,
    /// The answer.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 10000, message = "Use at most 10,000 characters"), custom(function = "safe_text"))]
    pub answer: Option<String>,
    /// Day the family was told.
    pub told_on: Option<NaiveDate>,
    /// Who told them, and how.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub told_by: Option<String>,
}

/// The arrangements as they stand.
#[derive(Serialize, ToSchema)]
pub struct ArrangementsView {
    /// Row.
    pub id: Uuid,
    /// What was arranged.
    #[serde(flatten)]
    pub entry: FamilyArrangements,
    /// Who wrote this.
    pub written: Written,
}

/// A day not to write on that people added.
#[derive(Serialize, ToSchema)]
pub struct FamilyDayView {
    /// Row.
    pub id: Uuid,
    /// The day.
    #[serde(flatten)]
    pub entry: FamilyDay,
    /// Who wrote this.
    pub written: Written,
}

/// A conversation, letter or visit.
#[derive(Serialize, ToSchema)]
pub struct FamilyContactView {
    /// Row.
    pub id: Uuid,
    /// What was said.
    #[serde(flatten)]
    pub entry: FamilyContact,
    /// How, in words.
    pub channel_label: String,
    /// Who wrote this.
    pub written: Written,
}

/// A question, and whether something is still owed to the family.
#[derive(Serialize, ToSchema)]
pub struct FamilyQuestionView {
    /// Row.
    pub id: Uuid,
    /// The question and what became of it.
    #[serde(flatten)]
    pub entry: FamilyQuestion,
    /// Where it stands, in words.
    pub status_label: String,
    /// Whether the family still waits: for an answer, or to hear it.
    pub owed: bool,
    /// Who wrote this.
    pub written: Written,
}

/// A day on which nobody should write to the family.
#[derive(Serialize, ToSchema)]
pub struct TenderDayView {
    /// When: within the last week, if it has only just been; otherwise the next time it comes.
    pub on: NaiveDate,
    /// Why.
    pub why: String,
    /// Whether that is within a week of today, before or after.
    pub near: bool,
}

/// Everything about the contact with a family.
#[derive(Serialize, ToSchema)]
pub struct FamilyView {
    /// Arrangements; null while none were written down.
    pub arrangements: Option<ArrangementsView>,
    /// What to know before writing or calling, in sentences.
    pub before_contact: Vec<String>,
    /// Days not to write on, the earliest first; birthday and day of death are among them by themselves.
    pub tender_days: Vec<TenderDayView>,
    /// The days people added.
    pub days: Vec<FamilyDayView>,
    /// Conversations, letters and visits, the latest first.
    pub contacts: Vec<FamilyContactView>,
    /// Questions, those still owed first.
    pub questions: Vec<FamilyQuestionView>,
    /// Ways to be in touch.
    pub channels: Vec<Choice>,
    /// Where a question may stand.
    pub question_statuses: Vec<Choice>,
    /// Whether you may add and change here.
    pub may_change: bool,
}
