//! Opening a restricted case in an emergency: one, for an hour, to read.

use super::sealed::{ASKED, Asked};
use super::store_emergency::{self as store, NewOpening};
use super::views::{OpenInEmergency, OpenedInEmergency};
use crate::identity::service::use_second_factor;
use crate::identity::views::SecondFactor;
use crate::platform::config::Settings;
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::jobs::{Job, enqueue};
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::reference::CaseReference;
use opencdr_domain::identity::emergency::{LASTS, Reason};
use serde_json::json;

/// What came of an attempt. Whatever it was, it was written down.
pub enum Attempt {
    /// The case is open.
    Opened(OpenedInEmergency),
    /// The second factor was wrong, or used before.
    WrongCode,
    /// There is no such case, or none that may be opened so.
    Nothing,
    /// The person sees the case anyway.
    OpenAlready,
}

/// Opens a restricted case in an emergency, if the person proves anew who they are and the case is one that may be opened.
///
/// The second factor comes before the case is looked for, so that nobody without it learns which references are restricted.
pub fn open(tx: &mut Tx, settings: &Settings, wanted: &OpenInEmergency) -> Result<Attempt, Problem> {
    let refuse = |pointer, words| Err(Problem::field(Code::InvalidBody, pointer, "not_an_option", words));
    let Some(reference) = CaseReference::parse(&wanted.reference) else {
        return refuse("/reference", "Enter the whole case reference, such as KENT/2026/0042");
    };
    let Some(reason) = Reason::from_code(&wanted.reason) else {
        return refuse("/reason", "Choose one of the reasons");
    };
    let person = tx.person()?.clone();
    let given = SecondFactor { code: wanted.code.clone(), recovery_code: wanted.recovery_code.clone() };
    // Only an account of the demonstration comes this far without a second factor.
    if person.enrolled && !use_second_factor(tx, settings, &given)? {
        return Ok(Attempt::WrongCode);
    }
    let reference = reference.to_string();
    let areas = tx.areas();
    let Some(found) = store::find_restricted(tx.conn(), &reference)? else {
        let event = Event::list(Action::BreakGlassFailed, ObjectKind::Case, Vec::new()).detail(json!({ "reference": reference }));
        tx.record(match areas.as_slice() {
            [one] => event.area(*one),
            _ => event,
        })?;
        return Ok(Attempt::Nothing);
    };
    if !tx.denied().contains(&found.case_id) {
        let event = Event::on(Action::BreakGlassFailed, ObjectKind::Case, found.case_id).area(found.area_id).case(found.case_id);
        tx.record(event.detail(json!({ "why": "open_already" })))?;
        return Ok(Attempt::OpenAlready);
    }
    let (id, opened_at, until) = (ids::new_id(), tx.now, tx.now + LASTS);
    let (key, wrapped_key) = tx.keyring().draw(id);
    let asked = Asked { reference: reference.clone(), words: wanted.words.trim().to_owned() };
    let opening = NewOpening {
        id,
        case_id: found.case_id,
        area_id: found.area_id,
        user_id: person.user,
        reason: reason.code(),
        sealed_words: key.seal_json(ASKED, id, &asked)?,
        wrapped_key,
        opened_at,
        expires_at: until,
    };
    store::insert_opening(tx.conn(), &opening)?;
    let event = Event::on(Action::BreakGlass, ObjectKind::EmergencyAccess, id).area(found.area_id).case(found.case_id);
    tx.record(event.detail(json!({ "reason": reason.code() })))?;
    enqueue(tx, &Job::AlertEmergency { area: found.area_id, by: person.user })?;
    Ok(Attempt::Opened(OpenedInEmergency { case_id: found.case_id, reference, until }))
}

/// The answer to an attempt, once it is committed.
///
/// # Errors
/// Why nothing was opened, in the same words whatever the reason is that must not be told.
pub fn answer(attempt: Attempt) -> Result<OpenedInEmergency, Problem> {
    match attempt {
        Attempt::Opened(opened) => Ok(opened),
        Attempt::WrongCode => Err(Problem::field(
            Code::InvalidBody,
            "/code",
            "wrong_code",
            "That code is not right, or was used already. Wait for the next code of your authenticator and try again, or use a recovery code",
        )),
        Attempt::Nothing => Err(Problem::new(
            Code::NotFound,
            "Nothing can be opened under that reference. Check that it is right. If you still need the case, ring a manager of your child death overview panel.",
        )),
        Attempt::OpenAlready => Err(Problem::new(Code::Conflict, "This case is open to you already: search for its reference to find it.")),
    }
}
