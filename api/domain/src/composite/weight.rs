//! How much an answer says, and when two say the same.

use crate::forms::definition::{Kind, Question};
use crate::forms::{Answer, Form};
use serde_json::{Map, Value};

/// How much an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Nothing was answered.
    Nothing,
    /// Somebody looked, and does not know or holds nothing.
    NotKnown,
    /// It says something. That a question does not apply to the child says something too.
    Definite,
}

/// How much an answer to a question says. “Not known” is an option of some questions and a state of others.
pub(super) fn weight(form: &Form, question: &Question, value: &Value) -> Weight {
    match Answer::of(Some(value)) {
        Answer::Unanswered => Weight::Nothing,
        Answer::NotKnown | Answer::NothingHeld => Weight::NotKnown,
        Answer::NotApplicable => Weight::Definite,
        Answer::Given(given) => match (question.kind, given.as_str()) {
            (Kind::Select | Kind::YesNoUnknown, Some(code)) if form.options(question).label(code) == Some("Not known") => Weight::NotKnown,
            _ => Weight::Definite,
        },
    }
}

/// The answer in the one way in which it is compared: texts trimmed, whole numbers as such, the options of a list in any
/// order, and without the parts of a block that are empty. Capitals count, since a person has to read the difference.
pub(super) fn canonical(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::from(text.trim().replace("\r\n", "\n")),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 && whole.abs() <= 9_007_199_254_740_992.0 => Value::from(whole as i64),
            Some(_) | None => value.clone(),
        },
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(canonical).collect();
            if items.iter().all(Value::is_string) {
                items.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
                items.dedup();
            }
            Value::Array(items)
        }
        Value::Object(parts) => {
            let parts = parts.iter().map(|(key, part)| (key.clone(), canonical(part)));
            Value::Object(parts.filter(|(_, part)| !part.is_null() && part != "").collect::<Map<_, _>>())
        }
        Value::Null | Value::Bool(_) => value.clone(),
    }
}

/// Whether two answers say the same.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    canonical(one) == canonical(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::shipped_forms;
    use serde_json::json;

    #[test]
    fn answers_are_the_same_whatever_the_spaces_around_them_and_the_order_of_options() {
        assert!(same(&json!(" Leukaemia\n"), &json!("Leukaemia")));
        assert!(same(&json!(["b", "a"]), &json!(["a", "b"])));
        assert!(same(&json!(3), &json!(3.0)));
        assert!(same(&json!({"name": "Al ", "role": ""}), &json!({"name": "Al"})));
        assert!(!same(&json!("leukaemia"), &json!("Leukaemia")));
        assert!(!same(&json!("3"), &json!(3)));
    }

    #[test]
    fn not_known_is_not_known_as_a_state_and_as_an_option() {
        let form = shipped_forms().current("notification").unwrap();
        let weighed = |question: &str, value: Value| weight(form, form.question(question).unwrap(), &value);
        assert_eq!(weighed("religion", json!({"state": "not_known"})), Weight::NotKnown);
        assert_eq!(weighed("religion", json!({"state": "nothing_held"})), Weight::NotKnown);
        assert_eq!(weighed("sex", json!("not_known")), Weight::NotKnown);
        assert_eq!(weighed("place_of_death", json!("NK")), Weight::NotKnown);
        assert_eq!(weighed("homeless", json!("not_known")), Weight::NotKnown);
        assert_eq!(weighed("homeless", json!("no")), Weight::Definite);
        assert_eq!(weighed("sex", json!({"state": "not_applicable"})), Weight::Definite);
        assert_eq!(weighed("circumstances", json!("not_known")), Weight::Definite, "a text says what it says");
        assert_eq!(weighed("circumstances", json!(" ")), Weight::Nothing);
    }
}
