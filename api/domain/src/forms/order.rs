//! The order in which visibility is decided: each question after those it rests on.

use super::check::{Problem, top_questions};
use super::condition::Condition;
use super::definition::{FormDefinition, Kind, Question, Section};
use std::collections::{HashMap, HashSet};

/// What the evaluator is given beside the answers, and the answers it is worked out from.
const COMPUTED: [(&str, &[&str]); 2] = [("age_days", &["date_of_birth", "date_of_death"]), ("age_band", &["date_of_birth", "date_of_death"])];

/// The order in which visibility can be decided.
#[derive(Debug)]
pub(super) struct Orders {
    /// Question ids and computed keys.
    pub form: Vec<String>,
    /// Positions of row questions, by group.
    pub rows: HashMap<String, Vec<usize>>,
}

fn references<'a>(conditions: impl IntoIterator<Item = &'a Condition>) -> Vec<&'a str> {
    conditions.into_iter().flat_map(Condition::tests).map(|test| test.question.as_str()).collect()
}

fn questions_with_section(definition: &FormDefinition) -> impl Iterator<Item = (&Section, &Question)> {
    definition.sections.iter().flat_map(|s| s.pages.iter().flat_map(|p| &p.questions).map(move |q| (s, q)))
}

/// Question ids and computed keys in order; the question whose visibility rests on itself when there is one.
pub(super) fn of_form(definition: &FormDefinition) -> Result<Vec<String>, Problem> {
    let known: HashSet<&str> = top_questions(definition).map(|q| q.id.as_str()).collect();
    let nodes = questions_with_section(definition)
        .map(|(section, question)| {
            let worked_out = COMPUTED.iter().find(|(key, _)| *key == question.id).map_or(&[][..], |(_, from)| from);
            // What is worked out is never shown, so its section does not hide it.
            let section = section.show_if.as_ref().filter(|_| question.kind != Kind::Computed);
            let needs = references(section.into_iter().chain(&question.show_if)).into_iter().chain(worked_out.iter().copied());
            (question.id.as_str(), needs.filter(|n| known.contains(n)).collect())
        })
        .collect();
    let sorted = sort(nodes).map_err(|id| (Some(id.clone()), format!("its visibility rests on itself, through {id}")))?;
    Ok(sorted.into_iter().map(str::to_owned).collect())
}

/// Positions of row questions in order, for every group.
pub(super) fn of_rows(definition: &FormDefinition) -> Result<HashMap<String, Vec<usize>>, Problem> {
    let mut orders = HashMap::new();
    for group in top_questions(definition).filter(|q| q.kind == Kind::Repeat) {
        let place = |id: &str| group.questions.iter().position(|q| q.id == id);
        let nodes =
            group.questions.iter().map(|q| (q.id.as_str(), references(&q.show_if).into_iter().filter(|id| place(id).is_some()).collect())).collect();
        let sorted = sort(nodes).map_err(|id| (Some(format!("{}.{id}", group.id)), "its visibility rests on itself".to_owned()))?;
        orders.insert(group.id.clone(), sorted.into_iter().filter_map(place).collect());
    }
    Ok(orders)
}

/// Puts each id after what it needs; the id of a circle when there is one.
fn sort<'a>(mut nodes: Vec<(&'a str, Vec<&'a str>)>) -> Result<Vec<&'a str>, String> {
    let mut sorted: Vec<&str> = Vec::with_capacity(nodes.len());
    let mut done: HashSet<&str> = HashSet::new();
    while !nodes.is_empty() {
        let Some(next) = nodes.iter().position(|(_, needs)| needs.iter().all(|n| done.contains(n))) else {
            return Err(on_circle(&nodes).to_owned());
        };
        let (id, _) = nodes.remove(next);
        done.insert(id);
        sorted.push(id);
    }
    Ok(sorted)
}

/// An id that needs itself: from any id that is left, following what it needs must come round.
fn on_circle<'a>(left: &[(&'a str, Vec<&'a str>)]) -> &'a str {
    let mut at = left[0].0;
    let mut seen = HashSet::new();
    while seen.insert(at) {
        let needs = left.iter().find(|(id, _)| *id == at).map_or(&[][..], |(_, needs)| needs);
        at = needs.iter().find(|n| left.iter().any(|(id, _)| id == *n)).unwrap_or(&at);
    }
    at
}
