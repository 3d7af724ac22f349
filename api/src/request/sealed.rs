//! What of a request is sealed with its own key, so that whom it asks reads it without the key of the case.

use super::store::{ClarificationRow, RequestRow, SubmissionRow};
use super::store_answers::AnswerRow;
use super::views::{ClarifiedQuestion, Contact, GivenAnswer, KnownAnswers};
use super::views_agency::AskedChild;
use crate::platform::keyring::RecordKey;
use crate::platform::problem::Problem;
use opencdr_domain::request::entry::{Entry, Key};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Place of [`Told`].
pub const TOLD: &str = "requests.sealed";
/// Place of the words with which a request was declined or withdrawn.
pub const ENDING: &str = "requests.sealed_ending";
/// Place of an answer.
pub const ANSWER: &str = "request_answers.sealed";
/// Place of what was submitted.
pub const SUBMISSION: &str = "request_submissions.sealed";
/// Place of what is to be cleared up.
pub const CLARIFICATION: &str = "request_clarifications.sealed";
/// Place of whom an invitation is for.
pub const INVITED: &str = "request_invitations.sealed_contact";

/// What whom a request asks is told.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// Whom it is for.
    pub contact: Contact,
    /// A message.
    pub message: Option<String>,
    /// The legal basis.
    pub legal_basis: String,
    /// Whom it is about.
    pub child: AskedChild,
    /// What is known already, by question.
    pub known: KnownAnswers,
    /// What decides which questions are shown, beside the answers: age and the like.
    pub facts: Map<String, Value>,
}

impl RequestRow {
    /// What whom it asks is told.
    ///
    /// # Errors
    /// When it was changed or moved.
    pub fn told(&self, key: &RecordKey) -> Result<Told, Problem> {
        key.open_json(TOLD, self.id, &self.sealed)
    }

    /// The words with which it was declined or withdrawn.
    ///
    /// # Errors
    /// When they were changed or moved.
    pub fn ending(&self, key: &RecordKey) -> Result<Option<String>, Problem> {
        self.sealed_ending.as_ref().map(|sealed| key.open_json(ENDING, self.id, sealed)).transpose()
    }
}

impl AnswerRow {
    /// The answer, opened.
    ///
    /// # Errors
    /// When it was changed or moved.
    pub fn given(&self, key: &RecordKey) -> Result<GivenAnswer, Problem> {
        Ok(GivenAnswer {
            question: self.question.clone(),
            row: self.row_id,
            value: key.open_json(ANSWER, self.id, &self.sealed)?,
            revision: self.revision,
            saved_at: self.saved_at,
            saved_by: self.saved_by_name.clone(),
        })
    }
}

impl SubmissionRow {
    /// The answers that were submitted.
    ///
    /// # Errors
    /// When they were changed or moved.
    pub fn answers(&self, key: &RecordKey) -> Result<Vec<GivenAnswer>, Problem> {
        key.open_json(SUBMISSION, self.id, &self.sealed)
    }
}

impl ClarificationRow {
    /// The questions that are to be cleared up.
    ///
    /// # Errors
    /// When they were changed or moved.
    pub fn questions(&self, key: &RecordKey) -> Result<Vec<ClarifiedQuestion>, Problem> {
        key.open_json(CLARIFICATION, self.id, &self.sealed)
    }
}

/// The key of a question or row, as the rules name it.
pub fn key_of(question: &str, row: Option<uuid::Uuid>) -> Key {
    match row {
        Some(row) => Key::of_row(question, &row.to_string()),
        None => Key::of(question),
    }
}

/// Answers as the rules see them, in the order of the list.
pub fn entries(answers: &[GivenAnswer]) -> Vec<Entry> {
    let numbered = answers.iter().enumerate();
    numbered
        .map(|(place, given)| Entry {
            key: key_of(&given.question, given.row),
            revision: i64::from(given.revision),
            value: given.value.clone(),
            first_saved: i64::try_from(place).unwrap_or(i64::MAX),
        })
        .collect()
}
