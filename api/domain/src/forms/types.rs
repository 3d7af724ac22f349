//! The structure of answers: what a draft is held to, complete or not.

use super::check::MOST_ROWS;
use super::definition::{AnsweredBy, Kind, Question};
use super::error::{Errors, FieldCode, FieldError, named, step};
use super::registry::Form;
use super::value::Answer;
use crate::vocab::{local_time, text};
use serde_json::{Map, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// Checks that every answer is of its question's type: unknown questions, worked-out values, wrong types, unsafe
/// characters, lengths, options, dates and times that do not exist, numbers of rows and their ids. Missing answers
/// are fine, and so is null, which clears an answer.
pub fn check_types(form: &Form, answers: &Map<String, Value>) -> Vec<FieldError> {
    let mut errors = Errors::default();
    for question in form.questions() {
        if let Some(answer) = answers.get(&question.id) {
            let pointer = format!("/answers/{}", question.id);
            structure(form, question, answer, &pointer, &mut errors);
        }
    }
    unknown_questions(form, answers, &mut errors);
    errors.0
}

/// Refuses answers to questions the form does not have.
pub(super) fn unknown_questions(form: &Form, answers: &Map<String, Value>, errors: &mut Errors) {
    for key in answers.keys().filter(|key| form.question(key).is_none()) {
        unknown(&format!("/answers/{}", step(key)), errors);
        if errors.is_full() {
            return;
        }
    }
}

fn unknown(pointer: &str, errors: &mut Errors) {
    errors.push(pointer, FieldCode::UnknownQuestion, "The form has no such question. Leave this answer out");
}

/// Checks one answer and everything inside it; false when something is wrong.
pub(super) fn structure(form: &Form, question: &Question, answer: &Value, pointer: &str, errors: &mut Errors) -> bool {
    let before = errors.0.len();
    if question.kind == Kind::Computed {
        if !answer.is_null() {
            errors.push(pointer, FieldCode::Computed, format!("{} is worked out for you. Leave it out", question.label));
        }
    } else if let Some(refusal) = state(form, question, answer) {
        if let Some(message) = refusal {
            errors.push(pointer, FieldCode::WrongType, message);
        }
    } else if question.kind == Kind::Repeat {
        if rows(question, answer, pointer, errors) {
            for row in answer.as_array().into_iter().flatten().filter_map(Value::as_object) {
                for inner in &question.questions {
                    if let Some(answer) = row.get(&inner.id) {
                        structure(form, inner, answer, &in_row(pointer, row, inner), errors);
                    }
                }
            }
        }
    } else if !answer.is_null() {
        single(form, question, answer, pointer, errors);
    }
    errors.0.len() == before && !errors.is_full()
}

/// Nothing when the answer is not a state that this form could know; otherwise what is wrong with it here, if anything.
fn state(form: &Form, question: &Question, answer: &Value) -> Option<Option<String>> {
    let state = Answer::of(Some(answer));
    let agency = form.definition.answered_by == AnsweredBy::Agency;
    let words = match state {
        Answer::NotKnown if agency || question.kind != Kind::Repeat => "I do not know",
        Answer::NotApplicable if agency => "Does not apply",
        Answer::NothingHeld if agency => "We hold nothing about this",
        _ => return None,
    };
    let refused = !form.takes(question, state);
    Some(refused.then(|| format!("‘{words}’ is not an answer here. {}", super::error::required(question))))
}

/// The pointer of an answer in a row.
pub(super) fn in_row(pointer: &str, row: &Map<String, Value>, question: &Question) -> String {
    let id = row.get("row").and_then(Value::as_str).unwrap_or_default();
    format!("{pointer}/{id}/{}", question.id)
}

/// Checks the rows of a group, but not the answers in them. The first thing wrong ends it.
pub(super) fn rows(group: &Question, answer: &Value, pointer: &str, errors: &mut Errors) -> bool {
    if answer.is_null() {
        return true;
    }
    let Some(rows) = answer.as_array() else {
        wrong_type(group, pointer, errors);
        return false;
    };
    let most = group.max_rows.unwrap_or(MOST_ROWS);
    if rows.len() > most {
        let message = format!("{} can have {most} rows at most. Take some out", group.label);
        errors.push(pointer, FieldCode::TooManyRows, message);
        return false;
    }
    let mut ids: HashSet<Uuid> = HashSet::new();
    for (place, row) in rows.iter().enumerate() {
        let at = format!("{pointer}/{place}");
        let Some(row) = row.as_object() else {
            wrong_type(group, &at, errors);
            return false;
        };
        let text = row.get("row").and_then(Value::as_str).unwrap_or_default();
        // Only the usual writing with hyphens: the id becomes part of pointers and addresses.
        let Some(id) = Uuid::try_parse(text).ok().filter(|_| text.len() == 36) else {
            errors.push(&at, FieldCode::InvalidRowId, "Each row needs an id of its own, a UUID in \"row\"");
            return false;
        };
        if !ids.insert(id) {
            errors.push(&at, FieldCode::DuplicateRow, "Two rows have the same id. Take one out, or give it a new id");
            return false;
        }
        let strange = row.keys().find(|key| *key != "row" && !group.questions.iter().any(|q| &q.id == *key));
        if let Some(key) = strange {
            unknown(&format!("{pointer}/{text}/{}", step(key)), errors);
            return false;
        }
    }
    true
}

fn single(form: &Form, question: &Question, answer: &Value, pointer: &str, errors: &mut Errors) {
    let kind = question.kind;
    match (kind, answer) {
        (Kind::Number, Value::Number(_)) => {}
        (Kind::Multiselect, Value::Array(codes)) => {
            let options = form.options(question);
            if codes.iter().any(|code| !code.is_string()) {
                wrong_type(question, pointer, errors);
            } else if !codes.iter().filter_map(Value::as_str).all(|code| options.has(code)) {
                not_an_option(question, pointer, errors);
            }
        }
        (Kind::Person | Kind::Address, Value::Object(parts)) => block(question, parts, pointer, errors),
        (Kind::Number | Kind::Multiselect | Kind::Person | Kind::Address, _) => wrong_type(question, pointer, errors),
        (_, Value::String(given)) if given.trim().is_empty() => {}
        (Kind::Select | Kind::YesNo | Kind::YesNoUnknown, Value::String(code)) => {
            if !form.options(question).has(code) {
                not_an_option(question, pointer, errors);
            }
        }
        (Kind::Date, Value::String(given)) if local_time::parse_date(given).is_none() => {
            let message = format!("{} must be a real date, with a day, month and year", named(question));
            errors.push(pointer, FieldCode::InvalidDate, message);
        }
        (Kind::Time, Value::String(given)) if local_time::parse_time(given).is_none() => {
            let message = format!("{} must be a time on the 24-hour clock, for example 14:05", named(question));
            errors.push(pointer, FieldCode::InvalidTime, message);
        }
        (Kind::Datetime, Value::String(given)) if local_time::parse_datetime(given).is_none() => {
            let message = format!("{} must be a real date and time, for example 2 11 2026 and 14:05", named(question));
            errors.push(pointer, FieldCode::InvalidDate, message);
        }
        (_, Value::String(given)) => {
            let most = question.max_length.unwrap_or_else(|| kind.default_max_length());
            line(question, given, most, pointer, errors);
        }
        _ => wrong_type(question, pointer, errors),
    }
}

fn block(question: &Question, parts: &Map<String, Value>, pointer: &str, errors: &mut Errors) {
    for (part, value) in parts {
        let at = format!("{pointer}/{}", step(part));
        match value {
            _ if !question.kind.parts().contains(&part.as_str()) => {
                unknown(&at, errors);
                return;
            }
            Value::Null => {}
            Value::String(given) => line(question, given, question.kind.default_max_length(), &at, errors),
            _ => wrong_type(question, &at, errors),
        }
    }
}

fn line(question: &Question, given: &str, most: usize, pointer: &str, errors: &mut Errors) {
    let one_line = question.kind != Kind::Textarea;
    if given.chars().count() > most {
        let message = format!("{} must be {most} characters or fewer. Shorten it", named(question));
        errors.push(pointer, FieldCode::TooLong, message);
    } else if !text::is_clean(given) || (one_line && given.trim().contains('\n')) {
        let message = format!("{} has a character that cannot be kept. Type it again without copying", named(question));
        errors.push(pointer, FieldCode::ControlCharacter, message);
    }
}

fn not_an_option(question: &Question, pointer: &str, errors: &mut Errors) {
    let message = format!("{} must be one of the answers listed. Choose again", named(question));
    errors.push(pointer, FieldCode::NotAnOption, message);
}

fn wrong_type(question: &Question, pointer: &str, errors: &mut Errors) {
    let expected = match question.kind {
        Kind::Number => "a number",
        Kind::Multiselect => "a list of codes",
        Kind::Person => "a person: name, role, organisation, phone and email",
        Kind::Address => "an address: line1, line2, town and postcode",
        Kind::Repeat => "a list of rows",
        Kind::Select | Kind::YesNo | Kind::YesNoUnknown => "one code",
        _ => "a text",
    };
    errors.push(pointer, FieldCode::WrongType, format!("{} must be {expected}", named(question)));
}
