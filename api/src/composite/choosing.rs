//! Choosing which of several answers counts, or writing one in their place.

use super::gathering::{CHOICE, Chosen, Gathered, gather};
use super::showing::{collated, collated_rows, latest};
use super::store::{self, ChoiceRow};
use super::views::{ChooseAnswer, CompositeName};
use crate::case::access;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::problem::{Code, FieldProblem, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::composite::{Choice, ChoiceRefusal, Collated, Seen, check};
use opencdr_domain::forms::definition::{Kind, Question};
use opencdr_domain::forms::{Form, Registry, check_types};
use opencdr_domain::vocab::text::clean;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The question that is chosen on, brought together, with the version of the form that asks it.
struct Subject<'f> {
    form: &'f Form,
    /// The group, for a question of its rows.
    group: Option<&'f Question>,
    question: &'f Question,
    collated: Collated,
}

/// Chooses.
pub fn choose(tx: &mut Tx, registry: &Registry, id: Uuid, wanted: &ChooseAnswer) -> Result<Answer, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let gathered = gather(tx, registry, &case)?;
    let subject = subject(registry, &gathered, wanted)?;
    let choice = choice(tx, &subject, wanted)?;
    check(&subject.collated, &choice).map_err(refused)?;
    let row_id = ids::new_id();
    let chosen = Chosen { value: choice.value, from: choice.from, reason: choice.reason, seen: choice.seen };
    let row = ChoiceRow {
        id: row_id,
        case_id: case.id(),
        area_id: case.area(),
        form_id: wanted.form.clone(),
        question: wanted.question.clone(),
        row_key: wanted.row_key.clone().unwrap_or_default(),
        chosen_at: tx.now,
        chosen_by: tx.person()?.user,
        sealed: case.seal_json(CHOICE, row_id, &chosen)?,
    };
    store::insert_choice(tx.conn(), &row)?;
    let event = Event::on(Act::ChooseAnswer, ObjectKind::Composite, case.id()).area(case.area()).case(case.id());
    tx.record(event.detail(json!({ "form": wanted.form, "question": wanted.question, "own": wanted.request_id.is_none() })))?;
    Answer::created(format!("/api/v1/cases/{id}/composite"), CompositeName { id: row_id })
}

fn refused(refusal: ChoiceRefusal) -> Problem {
    let words = refusal.words();
    match refusal {
        ChoiceRefusal::Stale => Problem::new(Code::Conflict, words),
        ChoiceRefusal::NotThatAnswer => Problem::field(Code::InvalidBody, "/request_id", "not_an_option", words),
        ChoiceRefusal::Empty => Problem::field(Code::InvalidBody, "/value", "required", words),
        ChoiceRefusal::NoReason => Problem::field(Code::InvalidBody, "/reason", "required", words),
    }
}

fn subject<'f>(registry: &'f Registry, gathered: &Gathered<'f>, wanted: &ChooseAnswer) -> Result<Subject<'f>, Problem> {
    let unknown = |pointer: &str| Problem::field(Code::InvalidBody, pointer, "not_an_option", "The record has no such question. Look at it again");
    let newest = latest(registry).find(|form| form.definition.id == wanted.form).ok_or_else(|| unknown("/form"))?;
    let name = wanted.question.split('.').next().unwrap_or_default();
    // A question of an earlier version is asked by that version.
    let asking = gathered.of_form(&wanted.form).map(|one| one.form).find(|form| form.question(name).is_some());
    let form = if newest.question(name).is_some() { newest } else { asking.ok_or_else(|| unknown("/question"))? };
    let question = form.question(name).ok_or_else(|| unknown("/question"))?;
    let Some((_, inner)) = wanted.question.split_once('.') else {
        if wanted.row_key.is_some() {
            return Err(unknown("/row_key"));
        }
        if question.kind == Kind::Repeat && !gathered.rows(&wanted.form, question).is_empty() {
            let words = "Choose question by question: join the rows that are about the same, and choose on those";
            return Err(Problem::field(Code::InvalidBody, "/question", "not_an_option", words));
        }
        let collated = collated(gathered, form, question).ok_or_else(|| unknown("/question"))?;
        return Ok(Subject { form, group: None, question, collated });
    };
    let question_of_row = question.questions.iter().find(|one| one.id == inner).ok_or_else(|| unknown("/question"))?;
    let join = wanted.row_key.as_deref().and_then(|key| key.parse::<Uuid>().ok());
    let row = collated_rows(gathered, form, question).into_iter().find(|row| row.join.is_some() && row.join == join);
    let words = "Choose on a row that is joined from several organisations; one of a single organisation says what that says";
    let row = row.ok_or_else(|| Problem::field(Code::InvalidBody, "/row_key", "not_an_option", words))?;
    let collated = row.questions.into_iter().find(|collated| collated.question == inner).ok_or_else(|| unknown("/question"))?;
    Ok(Subject { form, group: Some(question), question: question_of_row, collated })
}

/// The choice as the rule sees it: what lay before the person are the answers of the requests they name, as they are now.
fn choice(tx: &Tx, subject: &Subject<'_>, wanted: &ChooseAnswer) -> Result<Choice, Problem> {
    let sources = subject.collated.sources.iter().map(|view| &view.source);
    let seen = sources.clone().filter(|source| wanted.seen.contains(&source.request));
    let seen = seen.map(|source| Seen { request: source.request, revision: source.revision, value: source.value.clone() }).collect();
    let value = match wanted.request_id {
        Some(request) => sources.clone().find(|source| source.request == request).map(|source| source.value.clone()).unwrap_or_default(),
        None => own(subject, &wanted.value)?,
    };
    Ok(Choice {
        value,
        from: wanted.request_id,
        reason: clean(&wanted.reason).filter(|words| !words.is_empty()),
        by: tx.person()?.name.clone(),
        at: tx.now,
        seen,
        ended_at: None,
    })
}

/// An answer in the office's own words has to be of the kind the question takes.
fn own(subject: &Subject<'_>, value: &Value) -> Result<Value, Problem> {
    let alone = Map::from_iter([(subject.question.id.clone(), value.clone())]);
    let answers = match subject.group {
        None => alone,
        Some(group) => {
            let mut row = Map::from_iter([("row".to_owned(), json!(ids::new_id()))]);
            row.extend(alone);
            Map::from_iter([(group.id.clone(), json!([row]))])
        }
    };
    let errors = check_types(subject.form, &answers);
    if errors.is_empty() {
        return Ok(value.clone());
    }
    let faults = errors.into_iter().map(|error| FieldProblem { pointer: "/value".into(), code: error.code.as_str().into(), message: error.message });
    Err(Problem::new(Code::InvalidBody, "This is not an answer the question takes.").with_errors(faults.collect()))
}
