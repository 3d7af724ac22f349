//! What of a notification is sealed with its own key, and how it is opened.

use super::store::{ItemRow, NotificationRow};
pub use crate::case::sealed::{TOLD, Told};
use crate::platform::keyring::{Keyring, RecordKey};
use crate::platform::problem::Problem;
use serde_json::{Map, Value};

/// Place of the answers.
pub const ANSWERS: &str = "notifications.sealed_answers";
/// Place of what was written with a decision.
pub const DECISION: &str = "notifications.sealed_decision";

/// The NHS number that was sent, if one was.
pub fn nhs_number_of(answers: &Map<String, Value>) -> Option<&str> {
    answers.get("nhs_number").and_then(Value::as_str)
}

/// A notification, opened.
#[derive(Clone, Debug)]
pub struct Notification {
    /// The row.
    pub row: NotificationRow,
    /// What a list shows.
    pub told: Told,
    /// The answers as they were sent.
    pub answers: Map<String, Value>,
    /// What was written with the decision.
    pub decision_words: Option<String>,
    /// Its key.
    pub key: RecordKey,
}

impl NotificationRow {
    /// Opens what is sealed in it.
    ///
    /// # Errors
    /// When it was changed or moved.
    pub fn open(self, keyring: &Keyring) -> Result<Notification, Problem> {
        let key = keyring.unwrap(self.id, &self.wrapped_key)?;
        Ok(Notification {
            told: key.open_json(TOLD, self.id, &self.sealed)?,
            answers: key.open_json(ANSWERS, self.id, &self.sealed_answers)?,
            decision_words: self.sealed_decision.as_ref().map(|sealed| key.open_json(DECISION, self.id, sealed)).transpose()?,
            key,
            row: self,
        })
    }
}

impl ItemRow {
    /// Opens what a list shows of it.
    ///
    /// # Errors
    /// When it was changed or moved.
    pub fn told(&self, keyring: &Keyring) -> Result<Told, Problem> {
        keyring.unwrap(self.id, &self.wrapped_key)?.open_json(TOLD, self.id, &self.sealed)
    }
}
