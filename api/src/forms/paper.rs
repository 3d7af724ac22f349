//! Answers on paper, whoever gave them.

use super::words;
use crate::platform::clock::london_time;
use chrono::{DateTime, Datelike, Timelike, Utc};
use opencdr_domain::forms::Form;
use opencdr_domain::forms::definition::{Kind, Question};
use opencdr_print::{Item, Moment, Row, Section};
use serde_json::{Map, Value};

fn items<'q>(form: &Form, questions: impl Iterator<Item = &'q Question>, answers: &Map<String, Value>) -> Vec<Item> {
    questions.filter_map(|q| Some(Item { label: q.label.clone(), value: words::answer(form, q, answers.get(&q.id)?)? })).collect()
}

fn rows(form: &Form, question: &Question, answers: &Map<String, Value>) -> Vec<Row> {
    let given = answers.get(&question.id).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    given
        .iter()
        .filter_map(Value::as_object)
        .enumerate()
        .map(|(at, row)| Row { title: format!("{} {}", question.label, at + 1), items: items(form, question.questions.iter(), row) })
        .collect()
}

/// The sections of a form with what was answered; those without an answer are left out.
pub fn sections(form: &Form, answers: &Map<String, Value>) -> Vec<Section> {
    let whole = form.definition.sections.iter().map(|section| {
        let questions = || section.pages.iter().flat_map(|page| page.questions.iter());
        // A group that was answered as a whole, as in “nothing held”, has no rows to show.
        let listed = |q: &&Question| q.kind == Kind::Repeat && answers.get(&q.id).is_some_and(Value::is_array);
        Section {
            title: section.title.clone(),
            items: items(form, questions().filter(|q| !listed(q)), answers),
            rows: questions().filter(listed).flat_map(|q| rows(form, q, answers)).collect(),
        }
    });
    whole.filter(|section| !section.items.is_empty() || !section.rows.is_empty()).collect()
}

/// A day and time as they are read.
pub fn at(instant: DateTime<Utc>) -> String {
    let local = london_time(instant);
    format!("{} at {}", words::long_date(local.date()), local.format("%H:%M"))
}

/// The moment a copy is made.
pub fn moment(now: DateTime<Utc>) -> Moment {
    let now = london_time(now);
    let small = |n: u32| u8::try_from(n).unwrap_or(0);
    Moment { year: now.year(), month: small(now.month()), day: small(now.day()), hour: small(now.hour()), minute: small(now.minute()) }
}
