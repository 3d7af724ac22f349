//! The questions of scope of a case: answered, kept from the notification, and ended by proof of a stillbirth.

use super::access::{self, CaseChange};
use super::events::CaseEvent;
use super::opening::{Source, note};
use super::scope_view::{self, Subject};
use super::store::CaseRow;
use super::store_scope::{self as store, AnswerRow, ProofRow};
use super::views_scope::{AnswerScope, ProveStillbirth, ReviewEnded, ScopeView, StillbirthProofView};
use crate::platform::event::Event;
use crate::platform::idempotency::Answer as IdempotentAnswer;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::status::Status;
use opencdr_domain::case::{triage, workflow};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::notification::scope_questions::{Answer, Outcome, Question};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who showed a stillbirth, and by what.
#[derive(Serialize, Deserialize)]
struct Words {
    proved_by: String,
    proof: String,
}

const SEALED: &str = "case_stillbirth_proofs.sealed";

/// Keeps with a new case what was answered about its notification, and what that suggests where nobody has answered.
pub fn keep_answers(tx: &mut Tx, case: &CaseChange, source: &Source) -> Result<(), Problem> {
    let given = store::list_of_notification(tx.conn(), source.notification.0)?;
    let answered: Vec<&str> = given.iter().map(|(row, _)| row.question.as_str()).collect();
    let suggested = scope_view::suggestions(tx, source.answers.as_map(), source.area, source.local_authority.as_deref())?;
    let now = tx.now;
    let mut rows: Vec<AnswerRow> = suggested
        .answers
        .into_iter()
        .filter(|(question, _)| !answered.contains(&question.code()))
        .map(|(question, one)| row(case, question.code(), one.answer.code(), now, None))
        .collect();
    rows.extend(given.iter().map(|(one, _)| row(case, &one.question, &one.answer, one.answered_at, one.answered_by)));
    for (at, row) in rows.iter_mut().enumerate() {
        row.version = i32::try_from(at + 1).unwrap_or(i32::MAX);
    }
    store::insert(tx.conn(), &rows)
}

fn row(case: &CaseChange, question: &str, answer: &str, at: chrono::DateTime<chrono::Utc>, by: Option<Uuid>) -> AnswerRow {
    AnswerRow {
        id: ids::new_id(),
        area_id: case.area(),
        notification_id: None,
        case_id: Some(case.id()),
        version: 1,
        question: question.to_owned(),
        answer: answer.to_owned(),
        answered_at: at,
        answered_by: by,
    }
}

fn status_of(row: &CaseRow) -> Result<Status, Problem> {
    Status::from_code(&row.status).ok_or_else(|| Problem::internal("a case has an unknown status"))
}

fn decide(row: &CaseRow, action: workflow::Action) -> Result<Result<Status, &'static str>, Problem> {
    Ok(match workflow::decide(status_of(row)?, action) {
        Ok(next) => Ok(next),
        Err(workflow::Refusal::NotInThisStatus(_, why)) => Err(why),
        Err(workflow::Refusal::Notification(_)) => return Err(Problem::internal("an action on a case is refused for its notification")),
    })
}

/// The questions with the answers so far.
pub fn get(tx: &mut Tx, id: Uuid) -> Result<ScopeView, Problem> {
    let (case, row) = access::open(tx, id)?;
    tx.record(Event::on(Action::ReadScope, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))?;
    let reason = if tx.may(Permission::DecideScope, case.area()) {
        decide(&row, workflow::Action::AnswerScope)?.err().or_else(|| access::why_only_read(tx, id))
    } else {
        Some("A coordinator or manager of the panel answers these.")
    };
    shown(tx, &case, &row, reason)
}

fn shown(tx: &mut Tx, case: &access::CaseAccess, row: &CaseRow, reason: Option<&'static str>) -> Result<ScopeView, Problem> {
    let answers = store::list_of_case(tx.conn(), case)?;
    let mut view = scope_view::view(Subject::case(row), &answers, reason);
    if let Some((shown, recorded_by)) = store::find_proof(tx.conn(), case)? {
        let Words { proved_by, proof } = case.open_json(SEALED, shown.id, &shown.sealed)?;
        view.stillbirth_proof =
            Some(StillbirthProofView { proved_on: shown.proved_on, proved_by, proof, recorded_at: shown.recorded_at, recorded_by });
    }
    Ok(view)
}

/// What the questions say about whether the death is reviewed here, as far as people have confirmed it.
pub fn settled(tx: &mut Tx, case: &access::CaseAccess, row: &CaseRow) -> Result<triage::Scope, Problem> {
    let answers = store::list_of_case(tx.conn(), case)?;
    let outcome = scope_view::holding(&Subject::case(row), &answers).outcome();
    let confirmed = scope_view::view(Subject::case(row), &answers, None).outcome.unconfirmed.is_empty();
    Ok(triage::Scope::of(&outcome, confirmed))
}

/// Records answers; those before are kept.
pub fn answer(tx: &mut Tx, id: Uuid, wanted: &AnswerScope) -> Result<ScopeView, Problem> {
    let (case, row_of_case) = access::open_for_change(tx, id)?;
    decide(&row_of_case, workflow::Action::AnswerScope)?.map_err(|why| Problem::new(Code::Conflict, why))?;
    let before = store::list_of_case(tx.conn(), &case)?;
    let answers = scope_view::read(tx, wanted, scope_view::version(&before), &Subject::case(&row_of_case))?;
    save(tx, &case, scope_view::version(&before), &answers)?;
    tx.record(
        Event::on(Action::DecideScope, ObjectKind::Case, case.id())
            .area(case.area())
            .case(case.id())
            .detail(serde_json::json!({ "answers": wanted.answers })),
    )?;
    shown(tx, &case, &row_of_case, None)
}

fn save(tx: &mut Tx, case: &CaseChange, version: i32, answers: &[(Question, Answer)]) -> Result<(), Problem> {
    let (now, user) = (tx.now, tx.user());
    let mut rows: Vec<AnswerRow> = answers.iter().map(|(question, one)| row(case, question.code(), one.code(), now, user)).collect();
    for (row, version) in rows.iter_mut().zip(version + 1..) {
        row.version = version;
    }
    store::insert(tx.conn(), &rows)?;
    let answers = answers.iter().map(|(question, one)| (question.code().to_owned(), one.code().to_owned())).collect();
    note(tx, case, now, user, &CaseEvent::ScopeAnswered { answers })
}

/// Ends the review of an unattended stillbirth, since it is shown that the baby was stillborn.
pub fn prove_stillbirth(tx: &mut Tx, id: Uuid, wanted: &ProveStillbirth) -> Result<IdempotentAnswer, Problem> {
    let (case, row) = access::open_for_change(tx, id)?;
    tx.request.required_version()?;
    tx.request.check_version(row.version)?;
    let next = decide(&row, workflow::Action::ProveStillbirth)?.map_err(|why| Problem::new(Code::Conflict, why))?;
    if wanted.proved_on > tx.today {
        let words = "The day cannot lie in the future; check the date";
        return Err(Problem::field(Code::InvalidBody, "/proved_on", "in_the_future", words));
    }
    if wanted.proved_on < row.date_of_death {
        let words = "It cannot be shown before the birth; check the date";
        return Err(Problem::field(Code::InvalidBody, "/proved_on", "before_the_death", words));
    }
    let before = store::list_of_case(tx.conn(), &case)?;
    let holding = scope_view::holding(&Subject::case(&row), &before);
    if !matches!(holding.outcome(), Outcome::InScope { until_proved_stillborn: true, .. }) {
        return Err(Problem::new(
            Code::Conflict,
            "This ends the review of a stillbirth that no health professional attended. Answer the questions of scope first, so that they say so.",
        ));
    }
    let proof_id = ids::new_id();
    let words = Words { proved_by: wanted.proved_by.trim().to_owned(), proof: wanted.proof.trim().to_owned() };
    let recorded_by = tx.person()?.user;
    let proof = ProofRow {
        id: proof_id,
        case_id: case.id(),
        area_id: case.area(),
        proved_on: wanted.proved_on,
        sealed: case.seal_json(SEALED, proof_id, &words)?,
        recorded_at: tx.now,
        recorded_by,
    };
    store::insert_proof(tx.conn(), &case, &proof)?;
    save(tx, &case, scope_view::version(&before), &[(Question::LiveBorn, Answer::No)])?;
    let (now, user) = (tx.now, tx.user());
    store::update_ended(tx.conn(), &case, next.code(), now)?;
    note(tx, &case, now, user, &CaseEvent::StillbirthProved { proved_on: wanted.proved_on })?;
    note(tx, &case, now, user, &CaseEvent::StatusChanged { from: row.status.clone(), to: next.code().to_owned() })?;
    tx.record(Event::on(Action::ProveStillbirth, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))?;
    // The answer is kept for repetitions, so it says no word of the proof.
    let body = ReviewEnded { id: case.id(), status: next.code().to_owned() };
    IdempotentAnswer::created(format!("/api/v1/cases/{}/scope", case.id()), body)
}
