//! What is wrong with an answer: where, which rule, and what to do.

use super::definition::{Kind, Question};
use serde::Serialize;

/// One refused answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Where: `/answers/surname`, `/answers/professionals/<row id>/email`.
    pub pointer: String,
    /// Which rule.
    pub code: FieldCode,
    /// The rule in words, and what to do.
    pub message: String,
}

/// The rules an answer can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldCode {
    /// An answer is needed.
    Required,
    /// The form has no such question.
    UnknownQuestion,
    /// The server works this out; it cannot be sent.
    Computed,
    /// The answer is of another type.
    WrongType,
    /// The text is too long.
    TooLong,
    /// The group has too many rows.
    TooManyRows,
    /// The code is not one of the options.
    NotAnOption,
    /// An option that stands alone was chosen together with others.
    ExclusiveOption,
    /// Not a date that exists, or not written as one.
    InvalidDate,
    /// The date lies in the future.
    DateInFuture,
    /// Death comes before birth.
    BeforeBirth,
    /// The death was on or after the 18th birthday.
    #[serde(rename = "not_under_18")]
    NotUnder18,
    /// Not a time that exists, or not written as one.
    InvalidTime,
    /// Not an NHS number.
    InvalidNhsNumber,
    /// Not a postcode.
    InvalidPostcode,
    /// Not an email address.
    InvalidEmail,
    /// Not a telephone number.
    InvalidPhone,
    /// Outside what is possible.
    OutOfRange,
    /// A character that may not be kept.
    ControlCharacter,
    /// Two rows with one id.
    DuplicateRow,
    /// The id of a row is not a UUID.
    InvalidRowId,
}

impl FieldCode {
    /// The code as it stands in problem documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::UnknownQuestion => "unknown_question",
            Self::Computed => "computed",
            Self::WrongType => "wrong_type",
            Self::TooLong => "too_long",
            Self::TooManyRows => "too_many_rows",
            Self::NotAnOption => "not_an_option",
            Self::ExclusiveOption => "exclusive_option",
            Self::InvalidDate => "invalid_date",
            Self::DateInFuture => "date_in_future",
            Self::BeforeBirth => "before_birth",
            Self::NotUnder18 => "not_under_18",
            Self::InvalidTime => "invalid_time",
            Self::InvalidNhsNumber => "invalid_nhs_number",
            Self::InvalidPostcode => "invalid_postcode",
            Self::InvalidEmail => "invalid_email",
            Self::InvalidPhone => "invalid_phone",
            Self::OutOfRange => "out_of_range",
            Self::ControlCharacter => "control_character",
            Self::DuplicateRow => "duplicate_row",
            Self::InvalidRowId => "invalid_row_id",
        }
    }
}

/// The errors found so far; after [`Errors::MOST`] no more are kept, so that hostile input costs little.
#[derive(Debug, Default)]
pub(super) struct Errors(pub Vec<FieldError>);

impl Errors {
    const MOST: usize = 100;

    pub fn push(&mut self, pointer: &str, code: FieldCode, message: impl Into<String>) {
        if !self.is_full() {
            self.0.push(FieldError { pointer: pointer.to_owned(), code, message: message.into() });
        }
    }

    pub fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }
}

/// One step of a JSON pointer. A stranger's key is cut short: it is only there to be recognised.
pub(super) fn step(key: &str) -> String {
    let short: String = key.chars().take(80).collect();
    short.replace('~', "~0").replace('/', "~1")
}

/// The label as the subject of a sentence.
pub(super) fn named(question: &Question) -> String {
    if question.label.ends_with('?') { format!("The answer to ‘{}’", question.label) } else { question.label.clone() }
}

/// What to say when a needed answer is missing.
pub(super) fn required(question: &Question) -> String {
    match (&question.required_message, question.kind) {
        (Some(message), _) => message.clone(),
        (None, Kind::Repeat) => format!("Add at least one: {}", question.label),
        (None, Kind::Select | Kind::Multiselect | Kind::YesNo | Kind::YesNoUnknown) => {
            format!("Choose an answer: {}", question.label)
        }
        (None, _) => format!("Enter an answer: {}", question.label),
    }
}
