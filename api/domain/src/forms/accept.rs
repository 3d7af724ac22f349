//! One answer as it is taken: the rules of its kind, and the one way it is kept.

use super::definition::{Kind, Question};
use super::error::{Errors, FieldCode, named};
use super::validate::Context;
use crate::vocab::nhs_number::NhsNumber;
use crate::vocab::postcode::Postcode;
use crate::vocab::{contact, local_time, text};
use serde_json::{Map, Value};

/// Takes a given answer of the right structure; nothing when a rule refuses it.
pub(super) fn accept(question: &Question, answer: &Value, pointer: &str, context: &Context, errors: &mut Errors) -> Option<Value> {
    match answer {
        Value::String(given) => accept_text(question, given, pointer, context, errors),
        Value::Number(_) => accept_number(question, answer, pointer, errors).map(Value::from),
        Value::Array(codes) => {
            let mut once: Vec<Value> = Vec::new();
            for code in codes {
                if !once.contains(code) {
                    once.push(code.clone());
                }
            }
            Some(Value::Array(once))
        }
        Value::Object(parts) => Some(Value::Object(accept_block(question.kind, parts, pointer, errors))),
        other => Some(other.clone()),
    }
}

fn accept_text(question: &Question, given: &str, pointer: &str, context: &Context, errors: &mut Errors) -> Option<Value> {
    let kept = text::clean(given)?;
    let taken: Result<String, (FieldCode, String)> = match question.kind {
        Kind::NhsNumber => {
            NhsNumber::parse(&kept).map(|number| number.as_str().to_owned()).map_err(|why| (FieldCode::InvalidNhsNumber, why.to_string()))
        }
        Kind::Postcode => Postcode::parse(&kept).map(|code| code.as_str().to_owned()).map_err(|why| (FieldCode::InvalidPostcode, why.to_string())),
        Kind::Email => email(kept),
        Kind::Phone => phone(kept),
        Kind::Date | Kind::Datetime if question.past && is_future(&kept, context) => {
            Err((FieldCode::DateInFuture, format!("{} must be today or in the past", named(question))))
        }
        _ => Ok(kept),
    };
    match taken {
        Ok(kept) => Some(Value::String(kept)),
        Err((code, message)) => {
            errors.push(pointer, code, message);
            None
        }
    }
}

fn email(given: String) -> Result<String, (FieldCode, String)> {
    if contact::is_plausible_email(&given) {
        return Ok(given);
    }
    Err((FieldCode::InvalidEmail, "Enter an email address like name@example.nhs.uk".to_owned()))
}

fn phone(given: String) -> Result<String, (FieldCode, String)> {
    if contact::is_plausible_phone(&given) {
        return Ok(given);
    }
    let message = "Enter a phone number like 01634 960 001, 07700 900 982 or +44 808 157 0192";
    Err((FieldCode::InvalidPhone, message.to_owned()))
}

fn is_future(given: &str, context: &Context) -> bool {
    let day = local_time::parse_date(given).is_some_and(|day| day > context.today);
    day || local_time::parse_datetime(given).is_some_and(|at| at > context.now)
}

fn accept_number(question: &Question, answer: &Value, pointer: &str, errors: &mut Errors) -> Option<i64> {
    // 3.0 is the whole number 3 however a client writes it; 2^53 is as far as JSON numbers can be trusted.
    let whole = answer.as_f64().filter(|n| n.fract() == 0.0 && n.abs() <= 9_007_199_254_740_992.0);
    let number = whole.map(|n| n as i64);
    let least = question.min.unwrap_or(i64::MIN);
    let most = question.max.unwrap_or(i64::MAX);
    if let Some(number) = number.filter(|n| (least..=most).contains(n)) {
        return Some(number);
    }
    let range = match (question.min, question.max) {
        (Some(min), Some(max)) => format!(" between {min} and {max}"),
        (Some(min), None) => format!(", {min} or more"),
        (None, Some(max)) => format!(", {max} or less"),
        (None, None) => String::new(),
    };
    errors.push(pointer, FieldCode::OutOfRange, format!("{} must be a whole number{range}", named(question)));
    None
}

fn accept_block(kind: Kind, parts: &Map<String, Value>, pointer: &str, errors: &mut Errors) -> Map<String, Value> {
    let mut kept = Map::new();
    for (part, value) in parts {
        let Some(given) = value.as_str().and_then(text::clean).filter(|given| !given.is_empty()) else {
            continue;
        };
        let taken = match (kind, part.as_str()) {
            (Kind::Person, "email") => email(given),
            (Kind::Person, "phone") => phone(given),
            // An address may be in another country, so what is not a UK postcode is kept as it was typed.
            (Kind::Address, "postcode") => Ok(Postcode::parse(&given).map_or(given, |code| code.as_str().to_owned())),
            _ => Ok(given),
        };
        match taken {
            Ok(given) => {
                kept.insert(part.clone(), Value::String(given));
            }
            Err((code, message)) => errors.push(&format!("{pointer}/{part}"), code, message),
        }
    }
    kept
}
