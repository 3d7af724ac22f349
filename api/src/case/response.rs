//! The joint agency response of a case: read, and recorded by whoever decides about it.

use super::access::{self, CaseAccess, CaseChange};
use super::events::CaseEvent;
use super::opening::note;
use super::store_response::{self as store, ResponseRow};
use super::views_response::{CriterionView, JointAgencyResponseView, RecordJointAgencyResponse, ResponseView};
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::problem::{Code, FieldProblem, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::joint_agency_response::{CITATION, Criterion, NEAR_DEATH, Needed, Response, Suggestion, suggest};
use opencdr_domain::case::status::Status;
use opencdr_domain::case::workflow;
use opencdr_domain::forms::AnswerSet;
use opencdr_domain::identity::permission::Permission;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What of a decision names people or tells of them.
#[derive(Serialize, Deserialize)]
struct Words {
    decided_by: Option<String>,
    not_started_reason: Option<String>,
    because: Vec<String>,
}

const SEALED: &str = "case_joint_agency_responses.sealed";

/// Keeps what the notification says as the first version, for a person to confirm.
pub fn keep_suggestion(tx: &mut Tx, case: &CaseChange, answers: &AnswerSet) -> Result<(), Problem> {
    let Suggestion { response, because } = suggest(answers.as_map());
    insert(tx, case, 1, &response, because, None)
}

fn insert(tx: &mut Tx, case: &CaseChange, version: i32, response: &Response, because: Vec<String>, by: Option<Uuid>) -> Result<(), Problem> {
    let id = ids::new_id();
    let words = Words { decided_by: response.decided_by.clone(), not_started_reason: response.not_started_reason.clone(), because };
    let row = ResponseRow {
        id,
        case_id: case.id(),
        area_id: case.area(),
        version,
        needed: response.needed.code().to_owned(),
        criteria: response.criteria.iter().map(|one| Some(one.code().to_owned())).collect(),
        near_death: response.near_death,
        started: response.started,
        started_at: response.started_at,
        decided_at: response.decided_at,
        sealed: case.seal_json(SEALED, id, &words)?,
        recorded_at: tx.now,
        recorded_by: by,
    };
    store::insert(tx.conn(), case, &row)
}

fn view(case: &CaseAccess, row: ResponseRow, recorder: Option<String>) -> Result<ResponseView, Problem> {
    let words: Words = case.open_json(SEALED, row.id, &row.sealed)?;
    let needed = Needed::from_code(&row.needed).ok_or_else(|| Problem::internal("a joint agency response has an unknown answer"))?;
    Ok(ResponseView {
        version: row.version,
        needed: row.needed,
        needed_label: needed.label(),
        criteria: row.criteria.into_iter().flatten().collect(),
        near_death: row.near_death,
        started: row.started,
        started_at: row.started_at,
        decided_at: row.decided_at,
        decided_by: words.decided_by,
        not_started_reason: words.not_started_reason,
        because: words.because,
        confirmed: row.recorded_by.is_some(),
        recorded_at: row.recorded_at,
        recorded_by: recorder,
    })
}

/// The decision, what it was before, and the criteria.
pub fn get(tx: &mut Tx, id: Uuid) -> Result<JointAgencyResponseView, Problem> {
    let (case, row) = access::open(tx, id)?;
    let event = Event::on(Action::ReadJointAgencyResponse, ObjectKind::Case, case.id()).area(case.area()).case(case.id());
    tx.record(event)?;
    let reason = if tx.may(Permission::DecideJointAgencyResponse, case.area()) {
        closed(&row.status)?.or_else(|| access::why_only_read(tx, id)).map(str::to_owned)
    } else {
        Some("A coordinator, manager or designated doctor records this.".to_owned())
    };
    shown(tx, &case, reason)
}

fn shown(tx: &mut Tx, case: &CaseAccess, reason: Option<String>) -> Result<JointAgencyResponseView, Problem> {
    let rows = store::list(tx.conn(), case)?;
    let mut versions = rows.into_iter().map(|(row, name)| view(case, row, name)).collect::<Result<Vec<_>, _>>()?.into_iter();
    Ok(JointAgencyResponseView {
        current: versions.next(),
        history: versions.collect(),
        criteria: Criterion::ALL.iter().map(|one| CriterionView { code: one.code(), label: one.label(), help: one.help() }).collect(),
        near_death_label: NEAR_DEATH,
        citation: CITATION,
        may_record: reason.is_none(),
        reason,
    })
}

/// Whether a person has decided that a response is needed, or that it is not.
pub fn is_decided(tx: &mut Tx, case: &CaseAccess) -> Result<bool, Problem> {
    let latest = store::list(tx.conn(), case)?.into_iter().next();
    Ok(latest.is_some_and(|(row, _)| row.recorded_by.is_some() && Needed::from_code(&row.needed) != Some(Needed::NotYetKnown)))
}

/// Why nothing more is recorded in this status, if so.
fn closed(status: &str) -> Result<Option<&'static str>, Problem> {
    let status = Status::from_code(status).ok_or_else(|| Problem::internal("a case has an unknown status"))?;
    Ok(match workflow::decide(status, workflow::Action::RecordJointAgencyResponse) {
        Ok(_) | Err(workflow::Refusal::Notification(_)) => None,
        Err(workflow::Refusal::NotInThisStatus(_, why)) => Some(why),
    })
}

fn read(wanted: &RecordJointAgencyResponse) -> Result<Response, Problem> {
    let refuse = |pointer: &str, words: &str| Problem::field(Code::InvalidBody, pointer, "not_an_option", words);
    let needed = Needed::from_code(&wanted.needed).ok_or_else(|| refuse("/needed", "needed is yes, no or not_yet_known"))?;
    let criteria: BTreeSet<Criterion> = wanted
        .criteria
        .iter()
        .map(|code| Criterion::from_code(code).ok_or_else(|| refuse("/criteria", "Choose from the criteria that GET lists with this case")))
        .collect::<Result<_, _>>()?;
    let trimmed = |text: &Option<String>| text.as_deref().map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned);
    Ok(Response {
        needed,
        criteria: criteria.into_iter().collect(),
        near_death: wanted.near_death,
        started: wanted.started,
        started_at: wanted.started_at,
        decided_at: wanted.decided_at,
        decided_by: trimmed(&wanted.decided_by),
        not_started_reason: trimmed(&wanted.not_started_reason),
    })
}

/// Records a decision as a new version; the one before is kept.
pub fn record(tx: &mut Tx, id: Uuid, wanted: &RecordJointAgencyResponse) -> Result<JointAgencyResponseView, Problem> {
    let (case, row) = access::open_for_change(tx, id)?;
    if let Some(why) = closed(&row.status)? {
        return Err(Problem::new(Code::Conflict, why));
    }
    let version = store::list(tx.conn(), &case)?.first().map_or(0, |(latest, _)| latest.version);
    tx.request.required_version()?;
    tx.request.check_version(version)?;
    let response = read(wanted)?;
    let flaws = response.flaws(tx.now);
    if !flaws.is_empty() {
        let errors = flaws
            .into_iter()
            .map(|flaw| FieldProblem { pointer: format!("/{}", flaw.field), code: flaw.code.into(), message: flaw.words.to_owned() })
            .collect();
        return Err(Problem::new(Code::InvalidBody, "Some fields need another look.").with_errors(errors));
    }
    let (now, user) = (tx.now, tx.user());
    insert(tx, &case, version + 1, &response, Vec::new(), user)?;
    let criteria: Vec<String> = response.criteria.iter().map(|one| one.code().to_owned()).collect();
    let needed = response.needed.code();
    let event = CaseEvent::JointAgencyResponseRecorded { needed: needed.to_owned(), criteria: criteria.clone(), started: response.started };
    note(tx, &case, now, user, &event)?;
    let entry = Event::on(Action::DecideJointAgencyResponse, ObjectKind::Case, case.id()).area(case.area()).case(case.id());
    tx.record(entry.detail(json!({ "needed": needed, "criteria": criteria })))?;
    shown(tx, &case, None)
}
