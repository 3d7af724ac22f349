//! The way through a form: which pages come next, how far each section is, and how long the way is.

use super::definition::{Kind, Page, Question, Section};
use super::registry::Form;
use super::value::Answer;
use super::visible::Visible;
use serde::Serialize;
use serde_json::{Map, Value};

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionState {
    /// Nothing is answered.
    NotStarted,
    /// Something is answered, and something is still to come.
    InProgress,
    /// All that is needed is answered; where nothing is needed, everything that is asked.
    Completed,
}

/// A section and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionStatus {
    /// The section's id.
    pub section: String,
    /// Its heading.
    pub title: String,
    /// How far it is.
    pub state: SectionState,
}

/// How long the way through the essential pages is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PathLength {
    /// Questions asked on it, answered or passed over; a group counts the needed questions of the rows it must have.
    pub questions: usize,
    /// Pages on it.
    pub pages: usize,
}

/// The pages of the shortest path for these answers: essential, with something to ask.
pub fn essential_pages<'a>(form: &'a Form, answers: &Map<String, Value>) -> Vec<&'a Page> {
    let seen = Visible::of(form, answers);
    pages(form).filter(|page| page.essential && asked(page, &seen).next().is_some()).collect()
}

/// The essential page after a page; nothing after the last. After an optional page nothing is next: one goes back to
/// the list it was chosen from.
pub fn next_page<'a>(form: &'a Form, answers: &Map<String, Value>, after: &str) -> Option<&'a Page> {
    let seen = Visible::of(form, answers);
    pages(form)
        .skip_while(|page| page.id != after)
        .take_while(|page| page.id != after || page.essential)
        .skip(1)
        .find(|page| page.essential && asked(page, &seen).next().is_some())
}

/// How far each section is; sections with nothing to ask are left out.
pub fn sections_status(form: &Form, answers: &Map<String, Value>) -> Vec<SectionStatus> {
    let seen = Visible::of(form, answers);
    let of = |section: &Section| {
        let questions: Vec<&Question> = section.pages.iter().flat_map(|page| asked(page, &seen)).collect();
        let answered = |q: &&Question| Answer::of(seen.answers.get(&q.id)).is_answered();
        let needed: Vec<&Question> = questions.iter().copied().filter(|q| seen.needs(q, None)).collect();
        let all = if needed.is_empty() { &questions } else { &needed };
        let complete = all.iter().all(answered) && questions.iter().all(|q| rows_complete(q, &seen));
        let state = match (questions.iter().any(answered), complete) {
            (false, _) => SectionState::NotStarted,
            (true, false) => SectionState::InProgress,
            (true, true) => SectionState::Completed,
        };
        let status = SectionStatus { section: section.id.clone(), title: section.title.clone(), state };
        (!questions.is_empty()).then_some(status)
    };
    form.definition.sections.iter().filter_map(of).collect()
}

/// How long the way is for these answers: every question of an essential page that is shown counts, needed or not.
pub fn path_length(form: &Form, answers: &Map<String, Value>) -> PathLength {
    let seen = Visible::of(form, answers);
    let weight = |question: &Question| match question.kind {
        Kind::Repeat => question.min_rows.unwrap_or(1) * question.questions.iter().filter(|q| q.required).count().max(1),
        _ => 1,
    };
    let pages = essential_pages(form, answers);
    let questions = pages.iter().flat_map(|page| asked(page, &seen)).map(weight).sum();
    PathLength { questions, pages: pages.len() }
}

fn pages(form: &Form) -> impl Iterator<Item = &Page> {
    form.definition.sections.iter().flat_map(|section| &section.pages)
}

fn asked<'a>(page: &'a Page, seen: &Visible) -> impl Iterator<Item = &'a Question> {
    page.questions.iter().filter(|q| q.kind != Kind::Computed && seen.shows(&q.id))
}

fn rows_complete(group: &Question, seen: &Visible) -> bool {
    let rows = seen.answers.get(&group.id).filter(|_| group.kind == Kind::Repeat).and_then(Value::as_array);
    rows.into_iter().flatten().filter_map(Value::as_object).all(|row| {
        let shown = group.questions.iter().filter(|q| seen.shows_in_row(q, row));
        shown.filter(|q| seen.needs(q, Some(row))).all(|q| Answer::of(row.get(&q.id)).is_answered())
    })
}
