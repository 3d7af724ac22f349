//! What happens when a notification is begun, saved, and continued elsewhere.

use super::challenge;
use super::store_drafts::{self as store, DraftRow};
use super::views::{DraftView, ResumeDraft, SaveDraft, StartDraft};
use crate::area;
use crate::area::store::find_area;
use crate::identity::service::{check_throttle, guess_key, note_failure};
use crate::identity::store::delete_throttle;
use crate::platform::crypto::{ServerKey, same, sha256};
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::problem::{Code, FieldProblem, Problem};
use crate::platform::tx::Tx;
use chrono::TimeDelta;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::forms::{FieldError, Form, Registry, check_types, warnings};
use opencdr_domain::notification::reference::{self, Kind};
use serde_json::{Map, Value};

/// How long a saved notification is kept after its last save.
const KEPT: TimeDelta = TimeDelta::days(14);
/// The most a draft may hold, in bytes of JSON.
const MOST_BYTES: usize = 512 * 1024;

/// The token in the cookie of a draft. It follows from the reference, so an answer that was lost can be given again.
pub fn token(key: &ServerKey, reference: &str) -> [u8; 32] {
    key.code("draft token", reference.as_bytes())
}

/// The code that is written down with the reference.
pub fn resume_code(key: &ServerKey, reference: &str) -> String {
    let code = key.code("draft code", reference.as_bytes());
    reference::format(Kind::ResumeCode, [code[0], code[1], code[2], code[3], code[4]])
}

fn code_hash(reference: &str, code: &str) -> Vec<u8> {
    sha256(&[b"resume", reference.as_bytes(), b"|", code.as_bytes()]).to_vec()
}

/// The notification form of a version.
pub fn form(registry: &Registry, version: u32) -> Result<&Form, Problem> {
    registry.form("notification", version).ok_or_else(|| {
        Problem::field(
            Code::InvalidBody,
            "/form_version",
            "not_an_option",
            "There is no such version of the notification form; see GET /api/v1/forms",
        )
    })
}

/// Refused answers as they are sent.
pub fn refused(errors: Vec<FieldError>) -> Problem {
    let errors = errors.into_iter().map(|e| FieldProblem { pointer: e.pointer, code: e.code.as_str().into(), message: e.message }).collect();
    Problem::new(Code::InvalidAnswers, "Some answers need another look. Nothing was lost.").with_errors(errors)
}

fn check(form: &Form, answers: &Map<String, Value>) -> Result<(), Problem> {
    let errors = check_types(form, answers);
    if !errors.is_empty() {
        return Err(refused(errors));
    }
    if serde_json::to_vec(answers).map_or(usize::MAX, |bytes| bytes.len()) > MOST_BYTES {
        return Err(Problem::new(Code::PayloadTooLarge, "These answers are too long to keep. Shorten the longest texts."));
    }
    Ok(())
}

/// Place of the answers of a draft.
const ANSWERS: &str = "notification_drafts.sealed_answers";

fn open(tx: &Tx, row: &DraftRow) -> Result<Map<String, Value>, Problem> {
    tx.keyring().unwrap(row.id, &row.wrapped_key)?.open_json(ANSWERS, row.id, &row.sealed_answers)
}

fn view(tx: &mut Tx, registry: &Registry, row: DraftRow) -> Result<DraftView, Problem> {
    let answers = open(tx, &row)?;
    let today = tx.today;
    let area = match row.area_id {
        // An area that has ended since is no longer a choice.
        Some(id) => find_area(tx.conn(), id, today)?,
        None => None,
    };
    let form = form(registry, u32::try_from(row.form_version).unwrap_or(0))?;
    let second_look = warnings(form, &answers);
    Ok(DraftView {
        reference: row.reference,
        resume_code: None,
        revision: row.revision,
        form_version: row.form_version,
        answers: Value::Object(answers),
        area,
        warnings: second_look
            .into_iter()
            .map(|found| FieldProblem { pointer: found.pointer, code: found.code.into(), message: found.message.into() })
            .collect(),
        saved_at: row.saved_at,
        expires_at: row.expires_at,
    })
}

/// Begins a draft.
pub fn start(tx: &mut Tx, key: &ServerKey, registry: &Registry, started: &StartDraft) -> Result<DraftView, Problem> {
    let form = form(registry, started.form_version)?;
    check(form, &started.answers)?;
    if tx.user().is_none() {
        challenge::spend(tx, key, started.challenge.as_ref())?;
    }
    let reference = reference::format(Kind::Draft, ids::random());
    let now = tx.now;
    let id = ids::new_id();
    let (record_key, wrapped_key) = tx.keyring().draw(id);
    let row = DraftRow {
        id,
        sealed_answers: record_key.seal_json(ANSWERS, id, &started.answers)?,
        wrapped_key,
        code_hash: code_hash(&reference, &resume_code(key, &reference)),
        token_hash: sha256(&[&token(key, &reference)]).to_vec(),
        reference,
        form_id: form.definition.id.clone(),
        form_version: i32::try_from(form.definition.version).unwrap_or(i32::MAX),
        revision: 1,
        created_at: now,
        saved_at: now,
        expires_at: now + KEPT,
        area_id: None,
    };
    store::insert_draft(tx.conn(), &row)?;
    tx.record(Event::on(Action::StartDraft, ObjectKind::NotificationDraft, row.id))?;
    view(tx, registry, row)
}

/// The draft of this browser.
pub fn held(tx: &mut Tx) -> Result<DraftRow, Problem> {
    let Some(token) = tx.request.draft else { return Err(Problem::not_found()) };
    tx.present(Some(token), None)?;
    let now = tx.now;
    store::lock_by_token(tx.conn(), &sha256(&[&token]), now)?.ok_or_else(Problem::not_found)
}

/// The draft of this browser, as shown.
pub fn current(tx: &mut Tx, registry: &Registry) -> Result<DraftView, Problem> {
    let row = held(tx)?;
    tx.record(Event::on(Action::ReadDraft, ObjectKind::NotificationDraft, row.id))?;
    view(tx, registry, row)
}

/// Saves changed answers, and the panel chosen if it is named.
pub fn save(tx: &mut Tx, registry: &Registry, saved: &SaveDraft) -> Result<DraftView, Problem> {
    let theirs = tx.request.required_version()?;
    let mut row = held(tx)?;
    if theirs != row.revision {
        let current = serde_json::to_value(view(tx, registry, row)?).map_err(Problem::internal)?;
        return Err(Problem::new(
            Code::VersionStale,
            "This notification was also changed on another device or in another tab. The newer answers are in “current”.",
        )
        .with_current(current));
    }
    let form = form(registry, u32::try_from(row.form_version).unwrap_or(0))?;
    let mut answers = open(tx, &row)?;
    let changed = &saved.answers;
    let unknown: Map<String, Value> = changed.iter().filter(|(id, _)| form.question(id).is_none()).map(|(k, v)| (k.clone(), v.clone())).collect();
    for (question, answer) in changed {
        if answer.is_null() {
            answers.remove(question);
        } else {
            answers.insert(question.clone(), answer.clone());
        }
    }
    // A clearing of something that is no question of this form is a mistake too.
    check(form, if unknown.is_empty() { &answers } else { &unknown })?;
    if let Some(chosen) = saved.area_id {
        row.area_id = chosen.map(|id| area::service::chosen(tx, id)).transpose()?.map(|area| area.id);
    }
    row.sealed_answers = tx.keyring().unwrap(row.id, &row.wrapped_key)?.seal_json(ANSWERS, row.id, &answers)?;
    row.revision += 1;
    row.saved_at = tx.now;
    row.expires_at = tx.now + KEPT;
    store::update_draft(tx.conn(), &row)?;
    tx.record(Event::on(Action::SaveDraft, ObjectKind::NotificationDraft, row.id))?;
    view(tx, registry, row)
}

/// Throws the draft of this browser away.
pub fn discard(tx: &mut Tx) -> Result<(), Problem> {
    let row = held(tx)?;
    store::delete_draft(tx.conn(), row.id)?;
    tx.record(Event::on(Action::DeleteDraft, ObjectKind::NotificationDraft, row.id))
}

/// Opens a draft by its reference and code: `None` when they do not belong together, and the failure is noted.
pub fn resume(tx: &mut Tx, registry: &Registry, given: &ResumeDraft) -> Result<Option<DraftView>, Problem> {
    let reference = reference::parse(Kind::Draft, &given.reference).unwrap_or_default();
    let code = reference::parse(Kind::ResumeCode, &given.code).unwrap_or_default();
    let key = guess_key(&format!("draft {reference}"), &tx.request.address);
    check_throttle(tx, &key)?;
    tx.present(None, Some(&reference))?;
    let now = tx.now;
    let found = store::find_by_reference(tx.conn(), &reference, now)?;
    match found.filter(|row| same(&row.code_hash, &code_hash(&reference, &code))) {
        Some(row) => {
            delete_throttle(tx.conn(), &key)?;
            tx.record(Event::on(Action::ResumeDraft, ObjectKind::NotificationDraft, row.id))?;
            Ok(Some(view(tx, registry, row)?))
        }
        None => {
            note_failure(tx, &key)?;
            tx.record(Event::list(Action::ResumeDraft, ObjectKind::NotificationDraft, Vec::new()))?;
            Ok(None)
        }
    }
}

/// The refusal of a resumption: the same for an unknown reference, a wrong code and an expired draft.
pub fn refuse_resumption() -> Problem {
    Problem::new(
        Code::SignInFailed,
        "That reference and code do not belong together, or the saved notification is more than 14 days old. Check both, or start again.",
    )
}
