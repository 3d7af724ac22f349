//! What a person has chosen between answers that differ, and over which answers.

use super::collate::{Collated, Standing};
use super::weight::same;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// An answer that lay before the person who chose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// The contribution it came from.
    pub request: Uuid,
    /// Its revision then.
    pub revision: i64,
    /// What it said then. A row is saved as a whole, so its revision can rise while this answer stays as it is.
    pub value: Value,
}

/// A choice: what the record says from then on, until a differing answer comes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What the record says.
    pub value: Value,
    /// The contribution it was taken from; nothing when the person wrote it.
    pub from: Option<Uuid>,
    /// Why.
    pub reason: Option<String>,
    /// Who chose.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The answers it was made over.
    pub seen: Vec<Seen>,
    /// When it was taken back, if it was.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Why a choice cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceRefusal {
    /// An answer has come or changed that the person did not see.
    Stale,
    /// It is taken from a contribution that is not there, or is not what that says.
    NotThatAnswer,
    /// Nothing is chosen.
    Empty,
    /// It says no reason.
    NoReason,
}

impl ChoiceRefusal {
    /// Why, in words for the screen.
    pub const fn words(self) -> &'static str {
        match self {
            ChoiceRefusal::Stale => "Another answer has come in, or one has changed. Look at all of them again before you choose",
            ChoiceRefusal::NotThatAnswer => "This is not what the organisation answered. Choose again",
            ChoiceRefusal::Empty => "Choose an answer, or write one",
            ChoiceRefusal::NoReason => "Say why you chose this answer, so that others can follow it",
        }
    }
}

/// Whether a choice can be kept over the answers as they are now.
///
/// A reason is asked for where the answers differ, and where somebody writes an answer of their own over a single one.
/// Accounts are put together in the person’s own words, which need no reason.
pub fn check(collated: &Collated, choice: &Choice) -> Result<(), ChoiceRefusal> {
    let saw = |request: Uuid, revision: i64| choice.seen.iter().any(|seen| seen.request == request && seen.revision == revision);
    if !collated.sources.iter().all(|view| saw(view.source.request, view.source.revision)) {
        return Err(ChoiceRefusal::Stale);
    }
    if choice.value.is_null() || choice.value.as_str().is_some_and(|text| text.trim().is_empty()) {
        return Err(ChoiceRefusal::Empty);
    }
    if let Some(from) = choice.from
        && !collated.sources.iter().any(|view| view.source.request == from && same(&view.source.value, &choice.value))
    {
        return Err(ChoiceRefusal::NotThatAnswer);
    }
    let silent = choice.reason.as_deref().is_none_or(|reason| reason.trim().is_empty());
    let reason_needed = match collated.standing {
        Standing::Conflict | Standing::Reopened | Standing::Chosen => !collated.is_narrative,
        Standing::Single | Standing::Agreed | Standing::Nothing => choice.from.is_none() && !collated.is_narrative,
        Standing::SideBySide => false,
    };
    if silent && reason_needed { Err(ChoiceRefusal::NoReason) } else { Ok(()) }
}

/// The choice that holds: the last that was not taken back.
pub(super) fn current(choices: &[Choice]) -> Option<&Choice> {
    choices.iter().filter(|choice| choice.ended_at.is_none()).max_by_key(|choice| choice.at)
}
