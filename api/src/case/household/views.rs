//! What the outside sees of the people around a child.

use crate::case::record::views::{Choice, Written};
use crate::case::record::writing::{safe_text, typed};
use crate::case::views::LabelledValue;
use chrono::NaiveDate;
use opencdr_domain::vocab::partial_date::PartialDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// Somebody of the family, the household or else of importance.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name.
    #[schema(example = "Joan Hill")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub name: Option<String>,
    /// What they are in the child's life, codes.
    #[schema(example = json!(["sibling"]))]
    #[serde(default)]
    #[validate(length(max = 10))]
    pub roles: Vec<String>,
    /// Relationship to the child, in words.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub relationship: Option<String>,
    /// Date of birth.
    pub date_of_birth: Option<NaiveDate>,
    /// Whether they have parental responsibility: `yes`, `no` or `not_known`.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub parental_responsibility: Option<String>,
    /// Whether they are alive, a code.
    #[schema(example = "alive")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub life: Option<String>,
    /// Date of death, as far as known: a year, a month of a year, or a day.
    #[schema(value_type = Option<String>, example = "2024-03")]
    pub died_on: Option<PartialDate>,
    /// How to reach them.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub contact: Option<String>,
    /// Anything else.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 2000, message = "Use at most 2,000 characters"), custom(function = "safe_text"))]
    pub words: Option<String>,
    /// Whether they no longer belong here: named by mistake, or twice.
    #[serde(default)]
    pub ended: bool,
    /// Why they no longer belong here.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub ended_words: Option<String>,
}

/// A place where people live together.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Household {
    /// What it is called on this case.
    #[schema(example = "Her father’s home")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 200, message = "Use at most 200 characters"), custom(function = "safe_text"))]
    pub name: Option<String>,
    /// Anything worth knowing about it.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 2000, message = "Use at most 2,000 characters"), custom(function = "safe_text"))]
    pub words: Option<String>,
}

/// That somebody lives or lived in a household.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stay {
    /// Who: a person of the case, or `child`.
    #[schema(example = "child")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub who: Option<String>,
    /// In which household.
    pub household: Option<Uuid>,
    /// Since when, as far as known: a year, a month of a year, or a day.
    #[schema(value_type = Option<String>, example = "2024-03")]
    pub from: Option<PartialDate>,
    /// Until when, as far as known.
    #[schema(value_type = Option<String>, example = "2025")]
    pub to: Option<PartialDate>,
    /// How: all of the time, at weekends.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub words: Option<String>,
    /// Whether it was entered by mistake.
    #[serde(default)]
    pub mistaken: bool,
}

/// An address, of whom, and when.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Of whom: a household or a person of the case, or `child`.
    #[schema(example = "child")]
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 60))]
    pub whose: Option<String>,
    /// The address, line by line.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub lines: Option<String>,
    /// Postcode.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 10, message = "Use at most 10 characters"), custom(function = "safe_text"))]
    pub postcode: Option<String>,
    /// Since when, as far as known: a year, a month of a year, or a day.
    #[schema(value_type = Option<String>, example = "2024-03")]
    pub from: Option<PartialDate>,
    /// Until when, as far as known.
    #[schema(value_type = Option<String>, example = "2025")]
    pub to: Option<PartialDate>,
    /// Anything worth knowing about it.
    #[serde(default, deserialize_with = "typed")]
    #[validate(length(max = 500, message = "Use at most 500 characters"), custom(function = "safe_text"))]
    pub words: Option<String>,
    /// Whether it was entered by mistake.
    #[serde(default)]
    pub mistaken: bool,
}

/// Somebody, as the record has them now.
#[derive(Serialize, ToSchema)]
pub struct PersonRecord {
    /// Row.
    pub id: Uuid,
    /// What is known of them.
    #[serde(flatten)]
    pub entry: Person,
    /// What they are in the child's life, in words.
    pub role_labels: Vec<&'static str>,
    /// Whether they are alive, in words.
    pub life_label: &'static str,
    /// Date of death in words, where there is one.
    pub died_words: Option<String>,
    /// Whether a notification named them.
    pub notified: bool,
    /// What else the notification told of them.
    pub told: Vec<LabelledValue>,
    /// Who wrote this; version 0 where it still stands as a notification told it.
    pub written: Written,
}

/// A household.
#[derive(Serialize, ToSchema)]
pub struct HouseholdRecord {
    /// Row.
    pub id: Uuid,
    /// What is known of it.
    #[serde(flatten)]
    pub entry: Household,
    /// Who wrote this.
    pub written: Written,
}

/// Who lives or lived in a household.
#[derive(Serialize, ToSchema)]
pub struct StayRecord {
    /// Row.
    pub id: Uuid,
    /// Who, where and when.
    #[serde(flatten)]
    pub entry: Stay,
    /// Name of who it is.
    pub who_name: String,
    /// When, in words.
    pub span: String,
    /// Whether it is surely over.
    pub over: bool,
    /// Who wrote this.
    pub written: Written,
}

/// An address.
#[derive(Serialize, ToSchema)]
pub struct AddressRecord {
    /// Row.
    pub id: Uuid,
    /// The address, of whom, and when.
    #[serde(flatten)]
    pub entry: Address,
    /// Name of whose it is.
    pub whose_name: String,
    /// When, in words.
    pub span: String,
    /// Whether it is surely over.
    pub over: bool,
    /// Who wrote this.
    pub written: Written,
}

/// Everybody around the child, where they live, and addresses.
#[derive(Serialize, ToSchema)]
pub struct HouseholdView {
    /// People; those who no longer belong here last.
    pub people: Vec<PersonRecord>,
    /// Households.
    pub households: Vec<HouseholdRecord>,
    /// Who lives or lived in which.
    pub stays: Vec<StayRecord>,
    /// Addresses.
    pub addresses: Vec<AddressRecord>,
    /// What somebody can be in the child's life.
    pub roles: Vec<Choice>,
    /// Whether somebody is alive.
    pub lives: Vec<Choice>,
    /// Yes, no, not known.
    pub known: Vec<Choice>,
    /// Whether you may add and change here.
    pub may_change: bool,
}
