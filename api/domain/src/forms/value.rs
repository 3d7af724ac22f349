//! What an answer is: given, not known, or not there.

use serde_json::Value;

/// An answer as every rule sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer<'a> {
    /// Nothing was answered: absent, null, or empty text, list or block.
    Unanswered,
    /// The person said that they do not know.
    NotKnown,
    /// Something was answered.
    Given(&'a Value),
}

impl<'a> Answer<'a> {
    /// Reads a JSON value, of any shape whatever.
    pub fn of(value: Option<&'a Value>) -> Self {
        match value {
            None => Self::Unanswered,
            Some(value) if is_empty(value) => Self::Unanswered,
            Some(value) if is_not_known(value) => Self::NotKnown,
            Some(value) => Self::Given(value),
        }
    }

    /// Whether anything was answered; "I do not know" is an answer.
    pub fn is_answered(self) -> bool {
        self != Self::Unanswered
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        // A person or address block whose every line is empty.
        Value::Object(parts) => parts.values().all(|part| match part {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            _ => false,
        }),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn is_not_known(value: &Value) -> bool {
    value.as_object().is_some_and(|parts| parts.len() == 1 && parts.get("state").and_then(Value::as_str) == Some("not_known"))
}
