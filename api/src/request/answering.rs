//! Saving answers, one by one: nobody's is overwritten, and different questions never stand in each other's way.

use super::access::{self, AskedOf, allow, facts_of_asked};
use super::sealed::{ANSWER, entries, key_of};
use super::store::{self, Changes};
use super::store_answers::{self, AnswerRow};
use super::views::GivenAnswer;
use super::views_agency::{AnswerChange, AnswerConflict, SaveAnswers, SavedAnswers};
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::problem::{Code, FieldProblem, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::forms::definition::{Kind, Question};
use opencdr_domain::forms::{Answer, Form, Registry, check_types};
use opencdr_domain::request::action::Action;
use opencdr_domain::request::autosave::{Saved, save};
use opencdr_domain::request::clarification::{Clarification, Named, Open};
use opencdr_domain::request::entry::{Entry, assemble};
use opencdr_domain::request::standing::Standing;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Saves answers. What a colleague changed meanwhile is not saved but answered, with theirs and yours.
pub fn save_answers(tx: &mut Tx, registry: &Registry, id: Uuid, wanted: &SaveAnswers) -> Result<SavedAnswers, Problem> {
    let asked = access::open_to_answer(tx, id)?;
    allow(&facts_of_asked(&asked.row), Action::Answer, tx.now)?;
    let told = asked.row.told(&asked.key)?;
    let form = access::form_of(registry, &asked.row, &told.facts)?;
    check(&form, &wanted.changes)?;
    check_open(tx, &asked, &form, &wanted.changes)?;
    let (mut saved, mut conflicts) = (Vec::new(), Vec::new());
    let mut written = 0;
    for change in &wanted.changes {
        let latest = store_answers::find_latest(tx.conn(), &asked.row, &change.question, change.row)?;
        let there = latest.as_ref().map(|row| row.given(&asked.key)).transpose()?;
        let entry = there.as_ref().map(|given| Entry {
            key: key_of(&given.question, given.row),
            revision: given.revision.into(),
            value: given.value.clone(),
            first_saved: 0,
        });
        match save(entry.as_ref(), change.base_revision.into(), &change.value) {
            Saved::Taken { revision } => {
                saved.push(insert(tx, &asked, change, i32::try_from(revision).unwrap_or(i32::MAX))?);
                written += 1;
            }
            Saved::Unchanged { .. } => saved.extend(there),
            Saved::Conflict { .. } => conflicts.extend(there.map(|theirs| AnswerConflict { theirs, yours: change.value.clone() })),
        }
    }
    if asked.row.first_saved_at.is_none() && written > 0 {
        let changes = Changes { first_saved_at: Some(tx.now), opened_at: asked.row.opened_at.or(Some(tx.now)), ..Changes::default() };
        store::update(tx.conn(), &asked.row, &changes)?;
    }
    let event = Event::on(Act::SaveAnswers, ObjectKind::Request, asked.row.id).area(asked.row.area_id).case(asked.row.case_id);
    let questions: Vec<&str> = wanted.changes.iter().map(|change| change.question.as_str()).collect();
    tx.record(event.detail(json!({ "questions": questions, "saved": written, "conflicts": conflicts.len() })))?;
    Ok(SavedAnswers { saved, conflicts, saved_at: tx.now })
}

fn insert(tx: &mut Tx, asked: &AskedOf, change: &AnswerChange, revision: i32) -> Result<GivenAnswer, Problem> {
    let by = asked.signature();
    let id = ids::new_id();
    let row = AnswerRow {
        id,
        request_id: asked.row.id,
        case_id: asked.row.case_id,
        area_id: asked.row.area_id,
        question: change.question.clone(),
        row_id: change.row,
        revision,
        sealed: asked.key.seal_json(ANSWER, id, &change.value)?,
        saved_at: tx.now,
        saved_by: by.user,
        visit_id: by.visit,
        client_id: by.client,
        saved_by_name: by.name,
    };
    store_answers::insert_answer(tx.conn(), &row)?;
    row.given(&asked.key)
}

/// Where an answer stands in the request that saves it, for errors.
fn pointer(change: &AnswerChange) -> String {
    key_of(&change.question, change.row).pointer()
}

/// Refuses what the form does not have, and what is of another type. What is merely incomplete is saved.
fn check(form: &Form, changes: &[AnswerChange]) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for change in changes {
        let mut fault = |code: &'static str, message: &str| {
            faults.push(FieldProblem { pointer: pointer(change), code: code.into(), message: message.to_owned() });
        };
        match (form.question(&change.question), change.row) {
            (None, _) => fault("unknown_question", "The request has no such question. Leave this answer out"),
            (Some(question), Some(row)) => match row_value(question, row, &change.value) {
                Ok(None) => {}
                Ok(Some(rows)) => faults.extend(type_faults(form, question, rows)),
                Err(message) => fault("wrong_type", message),
            },
            (Some(question), None) if question.kind == Kind::Repeat && !stands_alone(&change.value) => {
                fault("wrong_type", "Save a group row by row, each with its id in “row”; as a whole it takes only that there is nothing to list");
            }
            (Some(question), None) => faults.extend(type_faults(form, question, change.value.clone())),
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::new(Code::InvalidAnswers, "Nothing was saved. Some answers need another look.").with_errors(faults))
}

fn stands_alone(value: &Value) -> bool {
    match Answer::of(Some(value)) {
        Answer::NotKnown | Answer::NotApplicable | Answer::NothingHeld | Answer::Unanswered => true,
        Answer::Given(_) => false,
    }
}

/// A row as a group of one, so that it is checked as it will be sent.
fn row_value(question: &Question, row: Uuid, value: &Value) -> Result<Option<Value>, &'static str> {
    if question.kind != Kind::Repeat {
        return Err("This question has no rows. Leave “row” out");
    }
    match value {
        Value::Null => Ok(None),
        Value::Object(parts) if !parts.contains_key("row") => {
            let mut whole = parts.clone();
            whole.insert("row".into(), row.to_string().into());
            Ok(Some(json!([whole])))
        }
        _ => Err("A row is an object from question to answer, without its id; null takes it out"),
    }
}

fn type_faults(form: &Form, question: &Question, value: Value) -> Vec<FieldProblem> {
    let alone = Map::from_iter([(question.id.clone(), value)]);
    let errors = check_types(form, &alone).into_iter();
    errors.map(|e| FieldProblem { pointer: e.pointer, code: e.code.as_str().into(), message: e.message }).collect()
}

/// What may change: everything, or while the request is returned what the office named.
pub(super) fn open_part(tx: &mut Tx, asked: &AskedOf, form: &Form, now: &Map<String, Value>) -> Result<Open, Problem> {
    if asked.row.timeline().standing() != Standing::Returned {
        return Ok(Open::All);
    }
    let Some(row) = store::list_clarifications(tx.conn(), asked.row.id)?.into_iter().next() else { return Ok(Open::All) };
    let named = row.questions(&asked.key)?;
    let named = named.into_iter().map(|q| Named { key: key_of(&q.question, q.row), message: q.message }).collect();
    let submitted = store::list_last_submissions(tx.conn(), &[asked.row.id])?.pop();
    let submitted = submitted.map(|one| one.answers(&asked.key)).transpose()?.map(|answers| assemble(&entries(&answers)));
    Ok(Clarification { message: None, named }.open(form, submitted.as_ref(), now))
}

fn check_open(tx: &mut Tx, asked: &AskedOf, form: &Form, changes: &[AnswerChange]) -> Result<(), Problem> {
    if asked.row.timeline().standing() != Standing::Returned {
        return Ok(());
    }
    let latest = store_answers::list_latest(tx.conn(), &asked.row)?;
    let mut given: Vec<GivenAnswer> = latest.iter().map(|row| row.given(&asked.key)).collect::<Result<_, _>>()?;
    for change in changes {
        given.retain(|one| (&one.question, one.row) != (&change.question, change.row));
        let mine = GivenAnswer {
            question: change.question.clone(),
            row: change.row,
            value: change.value.clone(),
            revision: 0,
            saved_at: tx.now,
            saved_by: String::new(),
        };
        given.push(mine);
    }
    let open = open_part(tx, asked, form, &assemble(&entries(&given)))?;
    let locked = changes.iter().filter(|change| !open.has(&key_of(&change.question, change.row)));
    let faults: Vec<FieldProblem> = locked
        .map(|change| FieldProblem {
            pointer: pointer(change),
            code: "locked".into(),
            message: "The panel did not ask about this answer, so it stays as you sent it".into(),
        })
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(Code::Conflict, "Nothing was saved. Only what the panel asks about can be changed.").with_errors(faults))
    }
}
