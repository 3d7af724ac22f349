//! The whole form as it is sent: nothing missing, every rule kept, and only what was shown.

use super::accept::accept;
use super::answers::AnswerSet;
use super::cross;
use super::definition::{Kind, Question};
use super::error::{Errors, FieldCode, FieldError, required};
use super::registry::{Form, Options};
use super::types::{in_row, rows, structure, unknown_questions};
use super::value::Answer;
use super::visible::Visible;
use crate::vocab::age::{Age, AgeBand};
use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// When the answers are sent, in London.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The London date.
    pub today: NaiveDate,
    /// The London wall-clock time.
    pub now: NaiveDateTime,
}

impl Context {
    /// The context of a London wall-clock time.
    pub fn at(now: NaiveDateTime) -> Self {
        Self { today: now.date(), now }
    }
}

/// Answers that keep every rule, in the one way they are kept; hidden ones left out.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidAnswers {
    /// The answers.
    pub answers: AnswerSet,
    /// What was worked out: `age_days` and `age_band`.
    pub computed: Map<String, Value>,
    /// The age at death, when the form has both dates.
    pub age: Option<Age>,
    /// The band of that age.
    pub age_band: Option<AgeBand>,
}

/// Checks answers that are sent. Every refused answer is in the result, in the order of the form.
///
/// Answers to hidden questions are neither checked nor kept. Questions the form does not have, and values the server
/// works out, are refused.
pub fn validate(form: &Form, answers: &Map<String, Value>, context: &Context) -> Result<ValidAnswers, Vec<FieldError>> {
    let mut errors = Errors::default();
    let seen = Visible::of(form, answers);
    let mut kept = Map::new();
    for question in form.questions() {
        let pointer = format!("/answers/{}", question.id);
        if question.kind == Kind::Computed {
            let sent = answers.get(&question.id).unwrap_or(&Value::Null);
            structure(form, question, sent, &pointer, &mut errors);
        } else if seen.shows(&question.id) {
            let answer = seen.answers.get(&question.id).unwrap_or(&Value::Null);
            let mut field = Field { form, seen: &seen, context, errors: &mut errors };
            let taken = match question.kind {
                Kind::Repeat => field.group(question, answer, &pointer),
                _ => field.single(question, answer, &pointer, None),
            };
            if let Some(taken) = taken {
                kept.insert(question.id.clone(), taken);
            }
        }
    }
    unknown_questions(form, answers, &mut errors);
    let answers = AnswerSet::new(kept);
    cross::check(&answers, context, &mut errors);
    if errors.0.is_empty() {
        let age_band = seen.age.as_ref().and_then(AgeBand::of);
        return Ok(ValidAnswers { answers, computed: seen.computed, age: seen.age, age_band });
    }
    Err(in_form_order(form, errors.0))
}

fn in_form_order(form: &Form, mut errors: Vec<FieldError>) -> Vec<FieldError> {
    let places: HashMap<&str, usize> = form.questions().enumerate().map(|(place, question)| (question.id.as_str(), place)).collect();
    errors.sort_by_key(|error| {
        let question = error.pointer.split('/').nth(2).unwrap_or_default();
        places.get(question).copied().unwrap_or(usize::MAX)
    });
    errors
}

struct Field<'a> {
    form: &'a Form,
    seen: &'a Visible,
    context: &'a Context,
    errors: &'a mut Errors,
}

impl Field<'_> {
    fn single(&mut self, question: &Question, answer: &Value, pointer: &str, row: Option<&Map<String, Value>>) -> Option<Value> {
        if !structure(self.form, question, answer, pointer, self.errors) {
            return None;
        }
        match Answer::of(Some(answer)) {
            Answer::Given(given) if self.stands_alone(question, given, pointer) => None,
            Answer::Given(given) => accept(question, given, pointer, self.context, self.errors),
            Answer::NotKnown | Answer::NotApplicable | Answer::NothingHeld => Some(answer.clone()),
            Answer::Unanswered => {
                if self.seen.needs(question, row) {
                    self.errors.push(pointer, FieldCode::Required, required(question));
                }
                None
            }
        }
    }

    /// Whether an option that cannot be chosen together with others was; it is refused.
    fn stands_alone(&mut self, question: &Question, given: &Value, pointer: &str) -> bool {
        let codes: HashSet<&str> = given.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let Options::Listed(options) = self.form.options(question) else {
            return false;
        };
        let Some(alone) = options.iter().find(|o| o.exclusive && codes.contains(o.code.as_str()) && codes.len() > 1) else {
            return false;
        };
        let message = format!("Choose ‘{}’ alone, or take it out: {}", alone.label, question.label);
        self.errors.push(pointer, FieldCode::ExclusiveOption, message);
        true
    }

    fn group(&mut self, group: &Question, answer: &Value, pointer: &str) -> Option<Value> {
        if self.form.takes(group, Answer::of(Some(answer))) {
            return Some(answer.clone());
        }
        // Whatever state stands here now may not; the check says so.
        if !answer.is_array() && !structure(self.form, group, answer, pointer, self.errors) {
            return None;
        }
        if !rows(group, answer, pointer, self.errors) {
            return None;
        }
        let given = answer.as_array().map_or(&[][..], Vec::as_slice);
        let least = if given.is_empty() { 0 } else { group.min_rows.unwrap_or(0) };
        if given.len() < least || (given.is_empty() && self.seen.needs(group, None)) {
            self.errors.push(pointer, FieldCode::Required, required(group));
        }
        let mut kept = Vec::with_capacity(given.len());
        for row in given.iter().filter_map(Value::as_object) {
            let mut kept_row = Map::new();
            kept_row.insert("row".to_owned(), row.get("row").cloned().unwrap_or_default());
            for question in group.questions.iter().filter(|q| self.seen.shows_in_row(q, row)) {
                let answer = row.get(&question.id).unwrap_or(&Value::Null);
                if let Some(taken) = self.single(question, answer, &in_row(pointer, row, question), Some(row)) {
                    kept_row.insert(question.id.clone(), taken);
                }
            }
            kept.push(Value::Object(kept_row));
        }
        (!kept.is_empty()).then_some(Value::Array(kept))
    }
}
