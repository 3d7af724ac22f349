//! Which agencies are likely to have known the child, and why.

use super::condition::{Scope, evaluate};
use super::registry::Form;
use super::visible::Visible;
use serde::Serialize;
use serde_json::{Map, Value};

/// An agency to think of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// A code of the list `agency`.
    pub agency: String,
    /// Every reason, in the order of the rules.
    pub reasons: Vec<String>,
}

/// The agencies the form suggests for these answers.
///
/// An agency that is already on the list of professionals is left out.
pub fn suggest(form: &Form, answers: &Map<String, Value>) -> Vec<Suggestion> {
    let seen = Visible::of(form, answers);
    let scope = Scope { answers: &seen.answers, row: None, computed: &seen.computed };
    let rows = seen.answers.get("professionals").and_then(Value::as_array);
    let named: Vec<&str> = rows.into_iter().flatten().filter_map(|row| row.get("agency").and_then(Value::as_str)).collect();
    let mut found: Vec<Suggestion> = Vec::new();
    for rule in &form.suggestions {
        if !rule.when.as_ref().is_none_or(|when| evaluate(when, &scope)) {
            continue;
        }
        for agency in rule.agencies.iter().filter(|agency| !named.contains(&agency.as_str())) {
            match found.iter_mut().find(|s| &s.agency == agency) {
                Some(suggestion) => suggestion.reasons.push(rule.reason.clone()),
                None => found.push(Suggestion { agency: agency.clone(), reasons: vec![rule.reason.clone()] }),
            }
        }
    }
    found
}
