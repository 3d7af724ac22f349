//! Forms as data: definitions, conditions, answers, what is shown, and what is refused.
//!
//! A definition is read and checked once ([`Registry::embedded`]). From then on every question has an answer: which
//! questions are shown ([`Visible::of`]), whether a draft has the right structure ([`check_types`]), whether answers
//! can be sent ([`validate`]), what deserves a second look ([`warnings`]) and which page comes next ([`journey`]).

mod accept;
pub mod answers;
pub mod changes;
mod check;
mod check_audience;
pub mod condition;
mod cross;
pub mod definition;
mod error;
pub mod journey;
mod known;
mod load;
mod order;
mod part;
mod registry;
mod sources;
mod suggest;
#[cfg(test)]
mod tests;
mod trigger;
mod types;
mod validate;
mod value;
mod visible;
mod warnings;

pub use answers::{Address, AnswerSet, Person};
pub use error::{FieldCode, FieldError};
pub use known::Known;
pub use registry::{DefinitionError, Form, Options, Registry, Source};
pub use suggest::{Suggestion, suggest};
pub use trigger::{Trigger, Triggered, Triggers, triggered};
pub use types::check_types;
pub use validate::{Context, ValidAnswers, validate};
pub use value::Answer;
pub use visible::{Visible, age_facts};
pub use warnings::{Warning, warnings};
