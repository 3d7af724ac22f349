//! The shape of a form definition, as it is written in `forms/*.json`.
//!
//! `Q` is what a question is: raw JSON while a file is being read, so that an error can name the question, and
//! [`Question`] from then on.

use super::condition::Condition;
use super::known::Known;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

/// One version of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormDefinition<Q = Question> {
    /// The name of the form, the same in every version.
    pub id: String,
    /// The version; a published one never changes.
    pub version: u32,
    /// What the form is called.
    pub title: String,
    /// The first day it is used.
    pub effective_from: NaiveDate,
    /// The review it belongs to.
    pub review_type: String,
    /// Who fills it in.
    #[serde(default, skip_serializing_if = "AnsweredBy::is_notifier")]
    pub answered_by: AnsweredBy,
    /// Its sections in order.
    pub sections: Vec<Section<Q>>,
}

/// Who fills in a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnsweredBy {
    /// Whoever tells of the death.
    #[default]
    Notifier,
    /// Agencies who knew the child, each the sections it is sent.
    Agency,
}

impl AnsweredBy {
    fn is_notifier(&self) -> bool {
        *self == Self::Notifier
    }
}

/// A part of a form with a heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section<Q = Question> {
    /// The section's id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A sentence under the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<String>,
    /// Agencies of whom it is expected: codes of the list `agency`, or `all`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected_of: Vec<String>,
    /// Agencies who may fill it in if they hold something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional_for: Vec<String>,
    /// When it is shown, if not always. It counts as a condition on each of its questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Condition>,
    /// The stage of care it is about, when it can be sent by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Its pages in order.
    pub pages: Vec<Page<Q>>,
}

/// One page: one thing asked at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page<Q = Question> {
    /// The page's id, part of its address.
    pub id: String,
    /// The question the page asks, in plain words.
    pub title: String,
    /// Whether the page is on the shortest path.
    pub essential: bool,
    /// Why we ask, or how to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Its questions in order.
    pub questions: Vec<Q>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The stable id: a new meaning gets a new id.
    pub id: String,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// The label of the field.
    pub label: String,
    /// A line under the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// More help, opened on demand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The most characters a text may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    /// Whether it must be answered whenever it is shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Whether "I do not know" is an answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allow_unknown: bool,
    /// Whether "this does not apply" is an answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allow_not_applicable: bool,
    /// The fact already held that it asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    /// When it must be answered, if not always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_if: Option<Condition>,
    /// What to say when a needed answer is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_message: Option<String>,
    /// When it is shown, if not always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Condition>,
    /// The name of the code list it chooses from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// The options it chooses from, when they are its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ListOption>,
    /// The least number allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The greatest number allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// The fewest rows a group must have when it is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_rows: Option<usize>,
    /// The most rows a group may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_rows: Option<usize>,
    /// What one row of a group is called: "sibling".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row_noun: Option<String>,
    /// Whether a date must not lie in the future.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub past: bool,
    /// Whether the answer can tell who somebody is.
    pub identifying: bool,
    /// Who is asked.
    pub asked_of: Vec<String>,
    /// How answers from several people come together.
    pub collate: Collate,
    /// The name of the answer in the national feed; null when it is not sent. It must be stated.
    #[serde(deserialize_with = "stated")]
    pub feed: Option<String>,
    /// The questions of a row, for a group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
}

/// Reads an optional value whose key may not be left out.
fn stated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

/// A choice: its code is kept, its label is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListOption {
    /// The stable code.
    pub code: String,
    /// The words.
    pub label: String,
    /// The heading it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether it cannot be chosen together with another: "None of these".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
}

/// A code list, as it is written in `forms/lists/*.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// The name questions use for it.
    pub id: String,
    /// Its options in order.
    pub options: Vec<ListOption>,
}

/// The kinds of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// A day.
    Date,
    /// A time on the 24-hour clock.
    Time,
    /// A London date and time.
    Datetime,
    /// A whole number.
    Number,
    /// One of several options.
    Select,
    /// Any of several options.
    Multiselect,
    /// Yes or no.
    #[serde(rename = "yesno")]
    YesNo,
    /// Yes, no or not known.
    YesNoUnknown,
    /// An NHS number.
    NhsNumber,
    /// A UK postcode.
    Postcode,
    /// An email address.
    Email,
    /// A telephone number.
    Phone,
    /// Somebody's name, role, organisation, phone and email.
    Person,
    /// A postal address.
    Address,
    /// Rows of questions, as many as are needed.
    Repeat,
    /// Worked out by the server, never asked.
    Computed,
}

impl Kind {
    /// The longest answer of this kind when the question does not say.
    pub fn default_max_length(self) -> usize {
        match self {
            Self::Textarea => 10_000,
            Self::Email => 254,
            Self::Phone => 40,
            Self::Postcode | Self::NhsNumber => 20,
            _ => 200,
        }
    }

    /// The parts of a block answer, none for other kinds.
    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Person => &["name", "role", "organisation", "phone", "email"],
            Self::Address => &["line1", "line2", "town", "postcode"],
            _ => &[],
        }
    }
}

/// How answers to one question from several people come together in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Collate {
    /// One answer is chosen.
    Single,
    /// Every answer is kept.
    All,
    /// Accounts are kept side by side.
    Narrative,
    /// For the office; not collated.
    Office,
}

/// A rule that suggests agencies who are likely to have known the child.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuggestionRule {
    /// When it applies, if not always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Codes of the list `agency`.
    pub agencies: Vec<String>,
    /// Why, in one sentence.
    pub reason: String,
}

/// The suggestions that go with one form version, as in `forms/agency-suggestions.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suggestions {
    /// The form's id.
    pub form: String,
    /// The form's version.
    pub version: u32,
    /// The rules in order.
    pub rules: Vec<SuggestionRule>,
}
