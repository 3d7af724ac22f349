//! A form as one request carries it: some of its sections, and what the case already says.

use super::definition::{AnsweredBy, Kind, Question, Section};
use super::registry::Form;
use super::value::Answer;
use serde_json::{Map, Value};

impl Form {
    /// The form with only these sections, in the order of the form; names of other sections mean nothing.
    ///
    /// It keeps the version, hash and served text of the whole. Questions outside the part count as unanswered in conditions,
    /// unless [`Form::given`] says what the case knows about them.
    pub fn only(&self, sections: &[String]) -> Self {
        let mut part = self.clone();
        part.definition.sections.retain(|section| sections.contains(&section.id));
        part.index_again();
        part
    }

    /// The form in a case: facts by question id or worked-out key, such as `age_days`. They decide what is shown
    /// where the form does not ask for them itself.
    pub fn given(mut self, facts: Map<String, Value>) -> Self {
        self.facts = facts;
        self
    }

    /// The section a question stands in.
    pub fn section_of(&self, question: &str) -> Option<&Section> {
        let (s, _, _) = *self.index.get(question)?;
        self.definition.sections.get(s)
    }

    /// Whether a state may stand for the answer to a question: [`Answer::NotKnown`], [`Answer::NotApplicable`] or
    /// [`Answer::NothingHeld`]; false for anything else.
    pub fn takes(&self, question: &Question, state: Answer<'_>) -> bool {
        takes(self.definition.answered_by, question, state)
    }
}

/// Whether a state may stand for the answer to a question in a form answered by somebody.
pub(super) fn takes(by: AnsweredBy, question: &Question, state: Answer<'_>) -> bool {
    if question.kind == Kind::Computed {
        return false;
    }
    let agency = by == AnsweredBy::Agency;
    match state {
        // "Not known" is one of the three options there, and must not have two writings.
        Answer::NotKnown if agency => question.kind != Kind::YesNoUnknown,
        Answer::NotKnown => question.allow_unknown,
        Answer::NotApplicable => agency && question.allow_not_applicable,
        Answer::NothingHeld => agency,
        Answer::Unanswered | Answer::Given(_) => false,
    }
}
