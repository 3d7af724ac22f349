//! Groups: the rows of every source side by side, and rows that people have said are the same sibling, carer or visit.
//!
//! Two agencies write about the same brother in rows of their own. Nobody but a person can know that it is the same
//! brother, so nothing is joined by itself; and what a person joined can be taken apart again, with nothing lost.

use super::choice::Choice;
use super::collate::{Collated, Source, collate as collate_question};
use crate::forms::Form;
use crate::forms::definition::{Collate, Question};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A row of one contribution.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowOf {
    /// The request, or the notification, it came with.
    pub request: Uuid,
    /// The id of the row there.
    pub row: String,
}

/// A row as an organisation submitted it.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRow {
    /// The id of the row.
    pub row: String,
    /// Whose it is; its value is the row as an object.
    pub source: Source,
}

/// Rows of several contributions that are about the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// Its own id, by which choices name it.
    pub id: Uuid,
    /// The rows.
    pub rows: Vec<RowOf>,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was taken apart, if it was.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A choice on one question of joined rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowChoice {
    /// The join.
    pub join: Uuid,
    /// The question of the row.
    pub question: String,
    /// What was chosen.
    pub choice: Choice,
}

/// A row of the record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CollatedRow {
    /// The join that holds it together; nothing for a row that stands alone.
    pub join: Option<Uuid>,
    /// The rows it is made of.
    pub rows: Vec<RowOf>,
    /// Its questions, each brought together from those rows.
    pub questions: Vec<Collated>,
}

/// Why rows cannot be joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinRefusal {
    /// One row is no two.
    TooFew,
    /// A row is not there any more.
    NoSuchRow,
    /// Two rows come from the same contribution.
    SameSource,
    /// A row is joined with others already.
    AlreadyJoined,
}

impl JoinRefusal {
    /// Why, in words for the screen.
    pub const fn words(self) -> &'static str {
        match self {
            JoinRefusal::TooFew => "Choose two rows or more that are about the same",
            JoinRefusal::NoSuchRow => "A row is no longer there. Look at the list again",
            JoinRefusal::SameSource => "Two of the rows come from the same organisation. Ask it which is right",
            JoinRefusal::AlreadyJoined => "A row is joined with others. Separate them first, and then join all of them",
        }
    }
}

/// Whether these rows can be joined.
pub fn may_join(wanted: &[RowOf], rows: &[SourceRow], joins: &[Join]) -> Result<(), JoinRefusal> {
    let repeats = |same: fn(&RowOf, &RowOf) -> bool| wanted.iter().enumerate().any(|(at, row)| wanted[..at].iter().any(|other| same(row, other)));
    if wanted.len() < 2 || repeats(|one, other| one == other) {
        return Err(JoinRefusal::TooFew);
    }
    if !wanted.iter().all(|row| find(rows, row).is_some()) {
        return Err(JoinRefusal::NoSuchRow);
    }
    if repeats(|one, other| one.request == other.request) {
        return Err(JoinRefusal::SameSource);
    }
    let joined = |row: &RowOf| joins.iter().any(|join| join.ended_at.is_none() && join.rows.contains(row));
    if wanted.iter().any(joined) { Err(JoinRefusal::AlreadyJoined) } else { Ok(()) }
}

/// The rows of a group: joined ones as one, at the place of the first; the others as they are. A join of which only one
/// row is left, since the others were taken out, holds nothing together.
///
/// That a group keeps every answer means that it keeps every row: of one brother there is one name and one age, so a
/// question of a row is brought together as a single answer even where the form keeps all.
pub fn collate(form: &Form, group: &Question, rows: &[SourceRow], joins: &[Join], choices: &[RowChoice]) -> Vec<CollatedRow> {
    let mut sorted: Vec<&SourceRow> = rows.iter().collect();
    // Stable: the rows of one contribution stay in the order in which it has them.
    sorted.sort_by_key(|row| (row.source.at, row.source.request));
    let mut found: Vec<CollatedRow> = Vec::new();
    for row in &sorted {
        let this = row.of();
        if found.iter().any(|done| done.rows.contains(&this)) {
            continue;
        }
        let join = joins.iter().find(|join| join.ended_at.is_none() && join.rows.contains(&this));
        let together: Vec<&SourceRow> =
            sorted.iter().copied().filter(|other| join.map_or(other.of() == this, |join| join.rows.contains(&other.of()))).collect();
        let join = join.filter(|_| together.len() > 1).map(|join| join.id);
        let questions = group.questions.iter().filter_map(|question| {
            let sources = together.iter().map(|row| row.answer(&question.id)).collect();
            let mine = choices.iter().filter(|choice| Some(choice.join) == join && choice.question == question.id);
            let choices: Vec<Choice> = mine.map(|choice| choice.choice.clone()).collect();
            match question.collate {
                Collate::All => collate_question(form, &Question { collate: Collate::Single, ..question.clone() }, sources, &choices),
                Collate::Single | Collate::Narrative | Collate::Office => collate_question(form, question, sources, &choices),
            }
        });
        found.push(CollatedRow { join, questions: questions.collect(), rows: together.iter().map(|row| row.of()).collect() });
    }
    found
}

/// The row as the record says it: question by question, without what is not settled.
pub fn answers(row: &CollatedRow) -> Map<String, Value> {
    row.questions.iter().filter(|question| !question.value.is_null()).map(|question| (question.question.clone(), question.value.clone())).collect()
}

impl SourceRow {
    fn of(&self) -> RowOf {
        RowOf { request: self.source.request, row: self.row.clone() }
    }

    fn answer(&self, question: &str) -> Source {
        Source { value: self.source.value.get(question).cloned().unwrap_or_default(), ..self.source.clone() }
    }
}

fn find<'a>(rows: &'a [SourceRow], wanted: &RowOf) -> Option<&'a SourceRow> {
    rows.iter().find(|row| row.row == wanted.row && row.source.request == wanted.request)
}

#[cfg(test)]
mod tests {
    use super::super::collate::Standing;
    use super::super::collate::tests::{choice, id, source};
    use super::*;
    use crate::request::shipped_forms;
    use serde_json::json;

    fn row(request: u128, row: &str, value: Value) -> SourceRow {
        SourceRow { row: row.into(), source: source(request, value) }
    }

    fn of(request: u128, row: &str) -> RowOf {
        RowOf { request: id(request), row: row.into() }
    }

    fn siblings() -> Vec<SourceRow> {
        vec![
            row(2, "x", json!({"name": "Alan", "age": 7})),
            row(1, "b", json!({"name": "Bea", "age": 3})),
            row(1, "a", json!({"name": "Al", "age": 7, "school": "Hill School"})),
        ]
    }

    fn join() -> Join {
        Join { id: id(99), rows: vec![of(1, "a"), of(2, "x")], by: "Sam Hill".into(), at: "2026-11-25T10:00:00Z".parse().unwrap(), ended_at: None }
    }

    fn collated(rows: &[SourceRow], joins: &[Join], choices: &[RowChoice]) -> Vec<CollatedRow> {
        let form = shipped_forms().current("notification").unwrap();
        collate(form, form.question("other_children").unwrap(), rows, joins, choices)
    }

    fn standing(row: &CollatedRow, question: &str) -> Standing {
        row.questions.iter().find(|one| one.question == question).map(|one| one.standing).unwrap()
    }

    #[test]
    fn rows_stand_side_by_side_until_a_person_joins_them() {
        let apart = collated(&siblings(), &[], &[]);
        let order: Vec<&str> = apart.iter().map(|row| row.rows[0].row.as_str()).collect();
        assert_eq!(order, ["b", "a", "x"]);
        assert!(apart.iter().all(|row| row.join.is_none() && row.rows.len() == 1));
    }

    #[test]
    fn joined_rows_are_one_whose_questions_come_together_like_any_other() {
        let found = collated(&siblings(), &[join()], &[]);
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].join, found[1].rows.len()), (Some(id(99)), 2));
        assert_eq!(standing(&found[1], "name"), Standing::Conflict);
        assert_eq!(standing(&found[1], "age"), Standing::Agreed);
        assert_eq!(standing(&found[1], "school"), Standing::Single);
        assert_eq!(answers(&found[1]), *json!({"age": 7, "school": "Hill School"}).as_object().unwrap());
    }

    #[test]
    fn a_choice_holds_while_the_rows_are_joined_although_another_answer_of_the_row_changes() {
        let mut rows = siblings();
        let names = [source(1, json!("Al")), source(2, json!("Alan"))];
        let chosen = [RowChoice { join: id(99), question: "name".into(), choice: choice(json!("Alan"), Some(2), &names) }];
        assert_eq!(standing(&collated(&rows, &[join()], &chosen)[1], "name"), Standing::Chosen);
        rows[2].source.value["age"] = json!(8);
        rows[2].source.revision = 2;
        let found = collated(&rows, &[join()], &chosen);
        assert_eq!((standing(&found[1], "name"), standing(&found[1], "age")), (Standing::Chosen, Standing::Conflict));
        let ended = Join { ended_at: Some(join().at), ..join() };
        let apart = collated(&rows, &[ended], &chosen);
        assert_eq!(apart.len(), 3);
        assert!(apart.iter().all(|row| standing(row, "name") == Standing::Single));
    }

    #[test]
    fn a_join_of_which_one_row_is_left_holds_nothing_together() {
        let left = collated(&siblings()[..2], &[join()], &[]);
        assert!(left.iter().all(|row| row.join.is_none()));
    }

    #[test]
    fn only_rows_of_different_sources_that_stand_alone_are_joined() {
        let rows = siblings();
        let tried = |wanted: &[RowOf], joins: &[Join]| may_join(wanted, &rows, joins);
        assert_eq!(tried(&[of(1, "a"), of(2, "x")], &[]), Ok(()));
        assert_eq!(tried(&[of(1, "a")], &[]), Err(JoinRefusal::TooFew));
        assert_eq!(tried(&[of(1, "a"), of(1, "a")], &[]), Err(JoinRefusal::TooFew));
        assert_eq!(tried(&[of(1, "a"), of(2, "y")], &[]), Err(JoinRefusal::NoSuchRow));
        assert_eq!(tried(&[of(1, "a"), of(1, "b")], &[]), Err(JoinRefusal::SameSource));
        assert_eq!(tried(&[of(1, "b"), of(2, "x")], &[join()]), Err(JoinRefusal::AlreadyJoined));
        let ended = Join { ended_at: Some(join().at), ..join() };
        assert_eq!(tried(&[of(1, "b"), of(2, "x")], &[ended]), Ok(()));
    }
}
