//! Submitting what was answered: from then on it is a contribution, and never changes.

use super::access::{self, AskedOf, allow, facts_of_asked};
use super::sealed::{SUBMISSION, entries};
use super::showing;
use super::store::{self, Changes, SubmissionRow};
use super::store_answers;
use super::versions::{self, Forms};
use super::views::GivenAnswer;
use super::views_agency::AskedRequestName;
use crate::case::events::CaseEvent;
use crate::case::sealed::EVENT;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::problem::{Code, FieldProblem, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::forms::{Context, Form, Visible, validate};
use opencdr_domain::request::action::Action;
use opencdr_domain::request::entry::assemble;
use uuid::Uuid;

/// Submits what was answered.
pub fn submit(tx: &mut Tx, forms: Forms<'_>, id: Uuid) -> Result<Answer, Problem> {
    let asked = access::open_to_answer(tx, id)?;
    let latest = store_answers::list_latest(tx.conn(), &asked.row)?;
    let given: Vec<GivenAnswer> = latest.iter().map(|row| row.given(&asked.key)).collect::<Result<_, _>>()?;
    let given: Vec<GivenAnswer> = given.into_iter().filter(|answer| !answer.value.is_null()).collect();
    let facts = facts_of_asked(&asked.row);
    allow(&opencdr_domain::request::action::Facts { has_answers: !given.is_empty(), ..facts }, Action::Submit, tx.now)?;
    versions::check(forms, &asked.row, tx.today, true)?;
    let told = asked.row.told(&asked.key)?;
    let form = access::form_of(forms.registry, &asked.row, &told.facts)?;
    let sent = valid(tx, &form, given)?;
    insert(tx, &asked, &sent)?;
    let changes = Changes { submitted_at: Some(tx.now), opened_at: asked.row.opened_at.or(Some(tx.now)), ..Changes::default() };
    tell(tx, &asked, |organisation| CaseEvent::AnswerSubmitted { organisation })?;
    close(tx, asked, Act::SubmitRequest, changes)
}

/// The answers that are sent: valid, and without those to questions that are not shown.
fn valid(tx: &Tx, form: &Form, given: Vec<GivenAnswer>) -> Result<Vec<GivenAnswer>, Problem> {
    let answers = assemble(&entries(&given));
    let context = Context { today: tx.today, now: tx.london_now() };
    validate(form, &answers, &context).map_err(|errors| {
        let faults = errors.into_iter().map(|e| FieldProblem { pointer: e.pointer, code: e.code.as_str().into(), message: e.message }).collect();
        Problem::new(Code::InvalidAnswers, "Some answers need another look before you can send them. Nothing was lost.").with_errors(faults)
    })?;
    let seen = Visible::of(form, &answers);
    Ok(given.into_iter().filter(|answer| seen.shows(&answer.question)).collect())
}

fn insert(tx: &mut Tx, asked: &AskedOf, answers: &[GivenAnswer]) -> Result<(), Problem> {
    let by = asked.signature();
    let before = store::list_last_submissions(tx.conn(), &[asked.row.id])?.pop().map_or(0, |one| one.number);
    let id = ids::new_id();
    let row = SubmissionRow {
        id,
        request_id: asked.row.id,
        case_id: asked.row.case_id,
        area_id: asked.row.area_id,
        number: before + 1,
        form_version: asked.row.form_version,
        submitted_at: tx.now,
        submitted_by: by.user,
        visit_id: by.visit,
        client_id: by.client,
        submitted_by_name: by.name,
        sealed: asked.key.seal_json(SUBMISSION, id, &answers)?,
    };
    store::insert_submission(tx.conn(), &row)
}

/// Writes down on the timeline of the case what whoever is asked did. They never see the case; its key is used for this alone.
pub(super) fn tell(tx: &mut Tx, asked: &AskedOf, event: impl FnOnce(String) -> CaseEvent) -> Result<(), Problem> {
    let name = store::list_organisation_names(tx.conn(), &[asked.row.organisation_id])?.remove(&asked.row.organisation_id).unwrap_or_default();
    let wrapped = store_answers::find_case_key(tx.conn(), asked.row.id)?.ok_or_else(Problem::not_found)?;
    let key = tx.keyring().unwrap(asked.row.case_id, &wrapped)?;
    let (kind, detail) = event(name).parts();
    let id = ids::new_id();
    let sealed = key.seal_json(EVENT, id, &detail)?;
    let by = (asked.signature().user, tx.now);
    store_answers::insert_case_event(tx.conn(), asked.row.id, (id, &kind), by, sealed).map(drop)
}

/// Keeps what becomes of a request on the side of whom it asks.
pub(super) fn close(tx: &mut Tx, asked: AskedOf, act: Act, changes: Changes) -> Result<Answer, Problem> {
    let version = asked.row.version + 1;
    store::update(tx.conn(), &asked.row, &Changes { version: Some(version), ..changes })?;
    tx.record(Event::on(act, ObjectKind::Request, asked.row.id).area(asked.row.area_id).case(asked.row.case_id))?;
    let id = asked.row.id;
    let now = access::open_asked(tx, id)?.row;
    Answer::again(format!("/api/v1/agency/requests/{id}"), AskedRequestName { id, standing: showing::standing(&now, tx.today) })
}
