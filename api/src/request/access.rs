//! The proofs that a request may be reached: by the office through its case, by whom it asks through the organisation or a visit.

use super::store::{self, Asked, RequestRow};
use crate::case::access::{self as cases, CaseAccess, CaseChange};
use crate::case::store::CaseRow;
use crate::platform::extract::unauthenticated;
use crate::platform::keyring::RecordKey;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::{Answerer, Tx};
use chrono::{DateTime, Utc};
use opencdr_domain::case::status::Status;
use opencdr_domain::forms::{Form, Registry};
use opencdr_domain::request::action::{Action, Facts, Side, decide};
use opencdr_domain::request::standing::Timeline;
use uuid::Uuid;

/// A request of a case that the office may read.
pub struct OfCase<C> {
    /// The proof of the case.
    pub case: C,
    /// The case.
    pub of: CaseRow,
    /// The request.
    pub row: RequestRow,
    /// Its key.
    pub key: RecordKey,
}

/// Opens a request of a case to read it.
///
/// # Errors
/// `not_found`, for the case and for the request alike.
pub fn open(tx: &mut Tx, case: Uuid, id: Uuid) -> Result<OfCase<CaseAccess>, Problem> {
    let (case, of) = cases::open(tx, case)?;
    let row = store::find_of_cases(tx.conn(), case.ids(), id)?.ok_or_else(Problem::not_found)?;
    let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
    Ok(OfCase { case, of, row, key })
}

/// Opens a request of a case to change it, and holds it.
///
/// # Errors
/// As [`open`]; `conflict` or `forbidden` where the case cannot be changed; `version_stale` when it changed since it was read.
pub fn open_for_change(tx: &mut Tx, case: Uuid, id: Uuid) -> Result<OfCase<CaseChange>, Problem> {
    let (case, of) = cases::open_for_change(tx, case)?;
    let row = store::lock_of_cases(tx.conn(), case.ids(), id)?.ok_or_else(Problem::not_found)?;
    let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
    tx.request.check_version(row.version)?;
    Ok(OfCase { case, of, row, key })
}

/// A request that whoever it asks may answer.
pub struct AskedOf {
    /// The request.
    pub row: RequestRow,
    /// Its key.
    pub key: RecordKey,
    /// Who answers.
    pub by: Answerer,
}

/// Who answers, as far as requests are concerned.
///
/// # Errors
/// `unauthenticated` where nobody does.
pub fn asked(tx: &Tx) -> Result<(Answerer, Asked), Problem> {
    let by = tx.answerer()?;
    let asked = match &by {
        Answerer::Colleague(_, _, organisations) => Asked { organisations: organisations.clone(), request: None },
        Answerer::Visitor(visitor) => Asked { organisations: Vec::new(), request: Some(visitor.request) },
        Answerer::Machine(machine) => Asked { organisations: vec![machine.organisation], request: None },
    };
    Ok((by, asked))
}

/// Opens a request to read it as whom it asks.
///
/// # Errors
/// `not_found`, whether it does not exist or is another's.
pub fn open_asked(tx: &mut Tx, id: Uuid) -> Result<AskedOf, Problem> {
    let (by, asked) = asked(tx)?;
    let row = store::find_asked(tx.conn(), &asked, id)?.ok_or_else(Problem::not_found)?;
    let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
    Ok(AskedOf { row, key, by })
}

/// Opens a request to answer it, and holds it.
///
/// # Errors
/// As [`open_asked`].
pub fn open_to_answer(tx: &mut Tx, id: Uuid) -> Result<AskedOf, Problem> {
    let (by, asked) = asked(tx)?;
    let row = store::lock_asked(tx.conn(), &asked, id)?.ok_or_else(Problem::not_found)?;
    let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
    Ok(AskedOf { row, key, by })
}

/// Account, visit and system of whoever answers, with their name: what is kept beside an answer.
pub struct Signature {
    /// Account.
    pub user: Option<Uuid>,
    /// Visit.
    pub visit: Option<Uuid>,
    /// System.
    pub client: Option<Uuid>,
    /// Name.
    pub name: String,
}

impl AskedOf {
    /// Who answers.
    pub fn signature(&self) -> Signature {
        let nobody = Signature { user: None, visit: None, client: None, name: String::new() };
        match &self.by {
            Answerer::Colleague(user, name, _) => Signature { user: Some(*user), name: name.clone(), ..nobody },
            Answerer::Visitor(visitor) => Signature { visit: Some(visitor.visit), name: visitor.name.clone(), ..nobody },
            Answerer::Machine(machine) => Signature { client: Some(machine.client), name: machine.name.clone(), ..nobody },
        }
    }

    /// The account of a colleague who is signed in.
    ///
    /// # Errors
    /// `unauthenticated` for whoever came by an invitation, and for systems.
    pub fn colleague(&self) -> Result<Uuid, Problem> {
        match &self.by {
            Answerer::Colleague(user, ..) => Ok(*user),
            Answerer::Visitor(_) | Answerer::Machine(_) => Err(unauthenticated()),
        }
    }
}

impl RequestRow {
    /// When things happened to it.
    pub fn timeline(&self) -> Timeline {
        Timeline {
            resent_at: self.resent_at,
            undelivered_at: self.undelivered_at,
            opened_at: self.opened_at,
            first_saved_at: self.first_saved_at,
            submitted_at: self.submitted_at,
            returned_at: self.returned_at,
            accepted_at: self.accepted_at,
            declined_at: self.declined_at,
            withdrawn_at: self.withdrawn_at,
            ..Timeline::sent(self.sent_at)
        }
    }
}

/// What the rules need to know about a request of a case, for the office.
pub fn facts_of_case(of: &CaseRow, row: &RequestRow) -> Facts {
    let case_is_open = Status::from_code(&of.status).is_some_and(Status::is_open);
    Facts { timeline: row.timeline(), side: Side { panel: true, asked: false }, has_answers: row.first_saved_at.is_some(), case_is_open }
}

/// What the rules need to know about a request, for whom it asks.
///
/// Whether the case is open is not theirs to know: the office withdraws what it asks no longer.
pub fn facts_of_asked(row: &RequestRow) -> Facts {
    Facts { timeline: row.timeline(), side: Side { panel: false, asked: true }, has_answers: row.first_saved_at.is_some(), case_is_open: true }
}

/// Decides about an action.
///
/// # Errors
/// `conflict` with the reason in words.
pub fn allow(facts: &Facts, action: Action, now: DateTime<Utc>) -> Result<(), Problem> {
    decide(facts, action, now).map(drop).map_err(|refusal| Problem::new(Code::Conflict, refusal.words()))
}

/// The form of a request, as one request carries it.
///
/// # Errors
/// When this version of the program does not know it.
pub fn form_of(registry: &Registry, row: &RequestRow, facts: &serde_json::Map<String, serde_json::Value>) -> Result<Form, Problem> {
    let whole = whole_form(registry, row)?;
    Ok(whole.only(&row.asked()).given(facts.clone()))
}

/// The whole form of a request.
///
/// # Errors
/// When this version of the program does not know it.
pub fn whole_form<'r>(registry: &'r Registry, row: &RequestRow) -> Result<&'r Form, Problem> {
    let version = u32::try_from(row.form_version).unwrap_or(0);
    registry.form(&row.form_id, version).ok_or_else(|| Problem::internal(format!("form {} version {version} is not built in", row.form_id)))
}
