//! What an answer is: given, one of the states that stand for an answer, or not there.

use serde_json::Value;

/// An answer as every rule sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer<'a> {
    /// Nothing was answered: absent, null, or empty text, list or block.
    Unanswered,
    /// The person said that they do not know.
    NotKnown,
    /// The person said that the question does not apply to this child.
    NotApplicable,
    /// The agency looked, and holds nothing about it.
    NothingHeld,
    /// Something was answered.
    Given(&'a Value),
}

impl<'a> Answer<'a> {
    /// Reads a JSON value, of any shape whatever.
    pub fn of(value: Option<&'a Value>) -> Self {
        match value {
            None => Self::Unanswered,
            Some(value) if is_empty(value) => Self::Unanswered,
            Some(value) => match state(value) {
                Some("not_known") => Self::NotKnown,
                Some("not_applicable") => Self::NotApplicable,
                Some("nothing_held") => Self::NothingHeld,
                _ => Self::Given(value),
            },
        }
    }

    /// Whether anything was answered; "I do not know" and its like are answers.
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

fn state(value: &Value) -> Option<&str> {
    let parts = value.as_object().filter(|parts| parts.len() == 1)?;
    parts.get("state")?.as_str()
}
