//! Answers in words, for people and for print.

use chrono::NaiveDate;
use opencdr_domain::forms::Form;
use opencdr_domain::forms::definition::{AnsweredBy, Kind, Question};
use serde_json::Value;

/// An answer as a person would write it; `None` when there is none.
pub fn answer(form: &Form, question: &Question, value: &Value) -> Option<String> {
    match (value.get("state").and_then(Value::as_str), form.definition.answered_by) {
        (Some("not_known"), AnsweredBy::Notifier) => return Some("I do not know".to_owned()),
        (Some("not_known"), AnsweredBy::Agency) => return Some("Not known".to_owned()),
        (Some("not_applicable"), _) => return Some("Not applicable".to_owned()),
        (Some("nothing_held"), _) => return Some("Nothing held in our records".to_owned()),
        (Some(_) | None, _) => {}
    }
    let text = match (question.kind, value) {
        (Kind::Select | Kind::YesNo | Kind::YesNoUnknown, Value::String(code)) => form.options(question).label(code).unwrap_or(code).to_owned(),
        (Kind::Multiselect, Value::Array(codes)) => {
            let labels: Vec<&str> = codes.iter().filter_map(Value::as_str).map(|c| form.options(question).label(c).unwrap_or(c)).collect();
            labels.join("; ")
        }
        (Kind::Date, Value::String(date)) => date.parse().map_or_else(|_| date.clone(), long_date),
        (Kind::Datetime, Value::String(at)) => match at.split_once('T') {
            Some((date, time)) => format!("{}, {time}", date.parse().map_or_else(|_| date.to_owned(), long_date)),
            None => at.clone(),
        },
        (Kind::NhsNumber, Value::String(digits)) if digits.len() == 10 && digits.is_ascii() => {
            format!("{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
        }
        (Kind::Person | Kind::Address, Value::Object(parts)) => {
            let order = question.kind.parts();
            let lines: Vec<&str> = order.iter().filter_map(|part| parts.get(*part).and_then(Value::as_str)).filter(|s| !s.is_empty()).collect();
            lines.join(", ")
        }
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

/// 7 March 2026.
pub fn long_date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}
