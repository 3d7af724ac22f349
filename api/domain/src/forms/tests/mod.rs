//! The forms held to their rules and to the vectors the web front end runs too.

mod agencies;
mod agency_forms;
mod definitions;
mod journeys;
mod published;
mod sending;
mod triggers;

use super::Registry;
use serde_json::{Map, Value};

/// The built-in forms.
fn registry() -> Registry {
    Registry::embedded().unwrap_or_else(|error| panic!("{error}"))
}

/// A JSON object.
fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}

/// Vectors from a file.
fn vectors(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}
