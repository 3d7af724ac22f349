//! A newer version of a form while an older one is being answered: continue, move before submitting, or move once it has closed.

use super::access::{self, AskedOf, allow, facts_of_asked};
use super::answering::insert;
use super::sealed::entries;
use super::showing;
use super::store::{self, Changes, RequestRow};
use super::store_answers;
use super::views::GivenAnswer;
use super::views_agency::{AnewQuestion, AnswerChange, MovedRequest, NewerVersion};
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use chrono::NaiveDate;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::forms::changes::{Decision, InFlight, Mapping, Mappings, What, carry, decide, diff};
use opencdr_domain::forms::{Form, Registry};
use opencdr_domain::request::action::Action;
use opencdr_domain::request::entry::{assemble, changes};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The forms of this program, and what each version says about the one before.
#[derive(Clone, Copy)]
pub struct Forms<'f> {
    /// Every version of every form.
    pub registry: &'f Registry,
    /// What changes from one to the next.
    pub mappings: &'f Mappings,
}

impl<'f> Forms<'f> {
    /// The steps from the version of a request to the newest, and the newest.
    fn ahead(&self, row: &RequestRow) -> Option<(&'f Form, Vec<&'f Mapping>)> {
        let newest = self.registry.current(&row.form_id)?;
        let version = u32::try_from(row.form_version).unwrap_or(0);
        (newest.definition.version > version).then(|| (newest, self.mappings.between(&row.form_id, version, newest.definition.version)))
    }
}

/// Refuses to save or submit in a version that takes no more answers.
///
/// # Errors
/// `conflict`, with what to do.
pub fn check(forms: Forms<'_>, row: &RequestRow, today: NaiveDate, submitting: bool) -> Result<(), Problem> {
    let Some((_, steps)) = forms.ahead(row) else { return Ok(()) };
    let words = match decide(&steps, today, submitting) {
        Decision::Continue => return Ok(()),
        Decision::Upgrade => {
            "There is a newer version of this form. Move to it before you send your answers: they come along, and only what is new is asked."
        }
        Decision::Closed => "This version of the form has closed. Move to the newer one: your answers come along, and only what is new is asked.",
    };
    Err(Problem::new(Code::Conflict, words))
}

/// What a newer version changes, where there is one.
pub fn newer(forms: Forms<'_>, row: &RequestRow, old: &Form) -> Option<NewerVersion> {
    let (newest, steps) = forms.ahead(row)?;
    let strictest = steps.iter().map(|step| step.in_flight).max_by_key(|in_flight| match in_flight {
        InFlight::Continue => 0,
        InFlight::UpgradeOnSubmit => 1,
        InFlight::CloseAt(_) => 2,
    })?;
    let (in_flight, closes_on) = match strictest {
        InFlight::Continue => ("continue", None),
        InFlight::UpgradeOnSubmit => ("upgrade_on_submit", None),
        InFlight::CloseAt(day) => ("close_at", Some(day)),
    };
    let part = newest.only(&row.asked());
    let label = |id: &str| part.question(id).or(old.question(id)).map_or_else(|| id.to_owned(), |question| question.label.clone());
    let changes = diff(old, &part).into_iter().map(|change| format!("{}: {}", label(&change.question), told(&change.what)));
    Some(NewerVersion { version: newest.definition.version, in_flight, closes_on, changes: changes.collect() })
}

fn told(what: &What) -> &'static str {
    match what {
        What::Added => "new",
        What::Removed => "no longer asked",
        What::Reworded => "asked in other words",
        What::Kind { .. } => "answered in another way",
        What::Options { .. } => "other choices",
        What::Condition => "asked in other circumstances",
        What::Rules => "other limits",
        What::Moved => "in another place",
    }
}

/// Moves a request that is being answered to the newest version. What was answered comes along as far as it means the same;
/// every saving before stays as it was.
pub fn upgrade(tx: &mut Tx, forms: Forms<'_>, id: Uuid) -> Result<Answer, Problem> {
    let asked = access::open_to_answer(tx, id)?;
    allow(&facts_of_asked(&asked.row), Action::Answer, tx.now)?;
    let Some((newest, steps)) = forms.ahead(&asked.row) else {
        return Err(Problem::new(Code::Conflict, "This request is in the newest version of its form already."));
    };
    let latest = store_answers::list_latest(tx.conn(), &asked.row)?;
    let given: Vec<GivenAnswer> = latest.iter().map(|row| row.given(&asked.key)).collect::<Result<_, _>>()?;
    let before = assemble(&entries(&given));
    let told = asked.row.told(&asked.key)?;
    let part = |form: &Form| form.only(&asked.row.asked()).given(told.facts.clone());
    let (mut answers, mut anew, mut left_behind) = (before.clone(), Vec::new(), Map::new());
    for step in steps {
        let versions = (forms.registry.form(&step.form, step.from), forms.registry.form(&step.form, step.version));
        let (Some(old), Some(new)) = versions else { return Err(Problem::internal("a version of a form went away")) };
        let carried = carry(&part(old), &part(new), &answers, step);
        anew.extend(carried.anew.into_iter().map(|one| AnewQuestion { question: one.question, why: one.why.words() }));
        left_behind.extend(carried.left_behind);
        answers = carried.answers;
    }
    // What has no place any more is cleared; that is a saving like any other, and the answer before it stays on record.
    for question in before.keys().filter(|question| !answers.contains_key(*question)).cloned().collect::<Vec<_>>() {
        answers.insert(question, Value::Null);
    }
    keep(tx, &asked, &given, &before, &answers)?;
    let version = i32::try_from(newest.definition.version).unwrap_or(i32::MAX);
    let set = Changes { form_version: Some(version), version: Some(asked.row.version + 1), ..Changes::default() };
    store::update(tx.conn(), &asked.row, &set)?;
    let event = Event::on(Act::SaveAnswers, ObjectKind::Request, id).area(asked.row.area_id).case(asked.row.case_id);
    tx.record(event.detail(json!({ "moved_to_version": version })))?;
    let now = access::open_asked(tx, id)?.row;
    let moved = MovedRequest { id, standing: showing::standing(&now, tx.today), form_version: newest.definition.version, anew, left_behind };
    Answer::again(format!("/api/v1/agency/requests/{id}"), moved)
}

fn keep(tx: &mut Tx, asked: &AskedOf, given: &[GivenAnswer], before: &Map<String, Value>, after: &Map<String, Value>) -> Result<(), Problem> {
    for (key, value) in changes(before, after) {
        let row = key.row.as_deref().and_then(|row| row.parse().ok());
        let base_revision = given.iter().find(|one| (&one.question, one.row) == (&key.question, row)).map_or(0, |one| one.revision);
        let change = AnswerChange { question: key.question, row, base_revision, value };
        insert(tx, asked, &change, base_revision + 1)?;
    }
    Ok(())
}
