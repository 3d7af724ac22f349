//! Which questions are shown, and what is worked out from the answers to them.
//!
//! Questions are decided in the order of their dependence, and the answer of a hidden question is left out before
//! anything that rests on it is decided. So hiding one question hides all that follows from it, and nothing is lost:
//! the answers given are never changed, only what is seen of them.

use super::check::MOST_ROWS;
use super::condition::{Condition, Scope, evaluate};
use super::definition::{Kind, Question};
use super::registry::Form;
use crate::vocab::age::{Age, AgeBand, age_between};
use crate::vocab::local_time;
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// What a form is at this moment, for these answers.
#[derive(Debug, Clone)]
pub struct Visible {
    /// The answers of shown questions. Rows hold every question of the row, with null where it is hidden or unanswered.
    pub answers: Map<String, Value>,
    /// What was worked out: `age_days` and `age_band`, when both dates are there and make sense.
    pub computed: Map<String, Value>,
    /// The age at death.
    pub age: Option<Age>,
    shown: HashSet<String>,
    /// What conditions find beside the answers: what was worked out, and the facts of the case.
    beside: Map<String, Value>,
}

impl Visible {
    /// Decides what is shown.
    pub fn of(form: &Form, answers: &Map<String, Value>) -> Self {
        // What the form asks for itself is decided by its answers, whatever the case says.
        let asks = |id: &str| form.question(id).is_some_and(|question| question.kind != Kind::Computed);
        let beside = form.facts.iter().filter(|(id, _)| !asks(id)).map(|(id, fact)| (id.clone(), fact.clone())).collect();
        let mut seen = Self { answers: Map::new(), computed: Map::new(), age: None, shown: HashSet::new(), beside };
        for id in form.order() {
            let Some(question) = form.question(id) else {
                continue;
            };
            if question.kind == Kind::Computed {
                seen.work_out(id);
                continue;
            }
            let section = form.section_of(id).and_then(|section| section.show_if.as_ref());
            if !seen.holds(section, None, true) || !seen.holds(question.show_if.as_ref(), None, true) {
                continue;
            }
            seen.shown.insert(id.clone());
            let Some(answer) = answers.get(id) else {
                continue;
            };
            let answer = match (question.kind, answer) {
                (Kind::Repeat, Value::Array(rows)) => {
                    // One row too many is enough to be refused: the work stays bounded whatever is sent.
                    rows.iter().take(MOST_ROWS + 1).map(|row| seen.row(form, question, row)).collect()
                }
                _ => answer.clone(),
            };
            seen.answers.insert(id.clone(), answer);
        }
        seen
    }

    /// Whether a question of the form is shown.
    pub fn shows(&self, question: &str) -> bool {
        self.shown.contains(question)
    }

    /// Whether a question of a row is shown, given that row as it stands in `answers`.
    pub fn shows_in_row(&self, question: &Question, row: &Map<String, Value>) -> bool {
        self.holds(question.show_if.as_ref(), Some(row), true)
    }

    /// Whether a shown question must be answered.
    pub fn needs(&self, question: &Question, row: Option<&Map<String, Value>>) -> bool {
        question.required || self.holds(question.required_if.as_ref(), row, false)
    }

    fn holds(&self, condition: Option<&Condition>, row: Option<&Map<String, Value>>, without: bool) -> bool {
        let scope = Scope { answers: &self.answers, row, computed: &self.beside };
        condition.map_or(without, |condition| evaluate(condition, &scope))
    }

    fn row(&self, form: &Form, group: &Question, row: &Value) -> Value {
        let Value::Object(given) = row else {
            return row.clone();
        };
        // Null first, so that a row's own unanswered question is not mistaken for the form's question of that name.
        let mut seen: Map<String, Value> = group.questions.iter().map(|q| (q.id.clone(), Value::Null)).collect();
        for (key, value) in given {
            if !seen.contains_key(key) {
                seen.insert(key.clone(), value.clone());
            }
        }
        for at in form.row_order(&group.id) {
            let question = &group.questions[*at];
            if let Some(answer) = given.get(&question.id)
                && self.shows_in_row(question, &seen)
            {
                seen.insert(question.id.clone(), answer.clone());
            }
        }
        Value::Object(seen)
    }

    fn work_out(&mut self, key: &str) {
        if !matches!(key, "age_days" | "age_band") {
            return;
        }
        let day = |id| self.answers.get(id).and_then(Value::as_str).and_then(local_time::parse_date);
        self.age = day("date_of_birth").zip(day("date_of_death")).and_then(|(born, died)| age_between(born, died));
        let Some(age) = &self.age else { return };
        let value = match key {
            "age_days" => Some(Value::from(age.total_days)),
            _ => AgeBand::of(age).map(|band| Value::from(band.code())),
        };
        if let Some(value) = value {
            self.beside.insert(key.to_owned(), value.clone());
            self.computed.insert(key.to_owned(), value);
        }
    }
}

/// The age at death as conditions find it, `age_days` and `age_band`, for [`Form::given`]: a form that does not ask
/// for the dates cannot work it out. Empty when the dates make no sense together.
pub fn age_facts(born: NaiveDate, died: NaiveDate) -> Map<String, Value> {
    let Some(age) = age_between(born, died) else {
        return Map::new();
    };
    let band = AgeBand::of(&age).map(|band| ("age_band".to_owned(), Value::from(band.code())));
    [("age_days".to_owned(), Value::from(age.total_days))].into_iter().chain(band).collect()
}
