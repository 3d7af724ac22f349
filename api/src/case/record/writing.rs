//! How a change of the record is written down: its version, its audit entry, its line on the timeline.

use super::store::{self, NewVersion};
use crate::case::access::{CaseAccess, CaseChange};
use crate::case::events::CaseEvent;
use crate::case::opening::note;
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::problem::{Code, FieldProblem, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::record::{Fault, Part};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::vocab::text::{clean, is_clean};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;
use std::borrow::Cow;
use uuid::Uuid;
use validator::ValidationError;

/// Where versions are sealed.
pub const PLACE: &str = "case_record_versions.sealed";

/// A check for text people typed that may be short or empty: nothing in it that is unsafe to show (`vocab::text`).
///
/// # Errors
/// `control_character`, in words.
pub fn safe_text(text: &str) -> Result<(), ValidationError> {
    if is_clean(text) {
        return Ok(());
    }
    Err(ValidationError::new("control_character").with_message("Take out invisible characters: type the text instead of pasting it".into()))
}

/// Text as it is kept: trimmed; nothing where nothing was typed.
pub fn kept(text: Option<&str>) -> Option<String> {
    text.and_then(clean).filter(|words| !words.is_empty())
}

/// Reads text as it is kept: trimmed; nothing where nothing was typed. What is not safe stays as it is, for the check to name.
///
/// # Errors
/// When it is no text.
pub fn typed<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    Ok(text.map(|words| clean(&words).unwrap_or(words)).filter(|words| !words.is_empty()))
}

/// What is wrong with a change, gathered so that all of it can be said at once.
#[derive(Default)]
pub struct Faults(Vec<FieldProblem>);

impl Faults {
    /// Adds one.
    pub fn add(&mut self, field: &str, code: &'static str, message: impl Into<String>) {
        self.0.push(FieldProblem { pointer: format!("/{field}"), code: code.into(), message: message.into() });
    }

    /// Adds what a rule found.
    pub fn extend(&mut self, found: Vec<Fault>) {
        self.0.extend(found.into_iter().map(|f| FieldProblem {
            pointer: format!("/{}", f.field),
            code: Cow::Borrowed(f.code),
            message: f.message.to_owned(),
        }));
    }

    /// Reads a code of a closed list; what is not on it is refused.
    pub fn code<T>(&mut self, field: &str, code: &str, read: impl Fn(&str) -> Option<T>, message: &str) -> Option<T> {
        let found = read(code);
        if found.is_none() {
            self.add(field, "not_an_option", message);
        }
        found
    }

    /// Insists on text.
    pub fn needed(&mut self, field: &str, text: Option<&str>, message: &str) -> String {
        let words = kept(text);
        if words.is_none() {
            self.add(field, "required", message);
        }
        words.unwrap_or_default()
    }

    /// The value, if nothing was wrong with it.
    ///
    /// # Errors
    /// Everything that was wrong, field by field.
    pub fn none<T>(self, value: Option<T>) -> Result<T, Problem> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Problem::new(Code::InvalidBody, "Some fields need another look.").with_errors(self.0)),
        }
    }
}

/// Whether the person of this transaction may change the record of a case they read.
pub fn may_change(tx: &Tx, case: &CaseAccess, permission: Permission) -> bool {
    tx.may(permission, case.area()) && !tx.reads_only(case.id()) && !case.continues_elsewhere()
}

/// Insists that a change was made to the version that stands.
///
/// # Errors
/// `precondition_required` without a version; `version_stale` with another one, and with the row as it is now.
pub fn check_version(tx: &Tx, stands: i32, current: impl Serialize) -> Result<i32, Problem> {
    if tx.request.required_version()? == stands {
        return Ok(stands + 1);
    }
    let current = serde_json::to_value(current).map_err(Problem::internal)?;
    Err(Problem::new(Code::VersionStale, "Somebody has changed this since you opened it. What they wrote is shown; yours is still in the form.")
        .with_current(current))
}

/// Keeps the version that was written, and records who wrote it.
pub fn write_down(tx: &mut Tx, case: &CaseChange, part: Part, (row, version): (Uuid, i32), what: &impl Serialize) -> Result<(), Problem> {
    let id = ids::new_id();
    let sealed = case.seal_json(PLACE, id, what)?;
    let new = NewVersion { id, part: part.code(), row, version, written: (tx.now, tx.user()), sealed };
    store::insert_version(tx.conn(), case, &new)?;
    let detail = json!({ "part": part.code(), "version": version });
    tx.record(Event::on(Action::ChangeCaseRecord, ObjectKind::CaseRecord, row).area(case.area()).case(case.id()).detail(detail))
}

/// Adds a line to the timeline of the case.
pub fn tell(tx: &mut Tx, case: &CaseChange, event: &CaseEvent) -> Result<(), Problem> {
    let (now, user) = (tx.now, tx.user());
    note(tx, case, now, user, event)
}

/// Records that a part of the record was read.
pub fn seen(tx: &mut Tx, case: &CaseAccess, action: Action, part: &'static str) -> Result<(), Problem> {
    tx.record(Event::on(action, ObjectKind::Case, case.id()).area(case.area()).case(case.id()).detail(json!({ "part": part })))
}
