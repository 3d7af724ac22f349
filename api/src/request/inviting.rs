//! Inviting somebody without an account: a link by e-mail, and a code told in another way.
//!
//! The link carries a token in its fragment, which browsers send to nobody, and names neither the child nor the request. Opening it
//! changes nothing; only the token together with the typed code begins a visit, once, and to this request alone.

use super::access::{self, allow, facts_of_case};
use super::asking::{contact_faults, tidy};
use super::deciding::keep;
use super::enrolling::visitor;
use super::sealed::INVITED;
use super::store::Changes;
use super::store_invitations::{self as store, InvitationRow, Visit};
use super::views::Contact;
use super::views_agency::UseInvitation;
use super::views_panel::{Invite, NewInvitation};
use crate::platform::crypto::{ServerKey, sha256};
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::jobs::{self, Job};
use crate::platform::problem::{Code, FieldProblem, Problem};
use crate::platform::tx::Tx;
use chrono::TimeDelta;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::notification::reference::{Kind, format, parse};
use opencdr_domain::request::action::Action;
use opencdr_domain::vocab::text::clean;
use serde_json::json;
use uuid::Uuid;

/// How long an invitation holds. The link often waits for a surgery's next quiet hour.
const HOLDS: TimeDelta = TimeDelta::days(14);
/// How long a visit lasts at most.
const VISIT: TimeDelta = TimeDelta::hours(8);

/// The token of an invitation's link: made from its identifier with the key of the server, so that it is kept nowhere.
pub fn token(key: &ServerKey, invitation: Uuid) -> [u8; 32] {
    key.code("invitation to a request", invitation.as_bytes())
}

/// The hash under which a code is kept: bound to its token, which the database does not have either.
fn code_hash(token: &[u8; 32], code: &str) -> Vec<u8> {
    sha256(&[b"invitation code", token, code.as_bytes()]).to_vec()
}

/// The address of a contact, in the writing of sign-in names.
pub(super) fn contact_of(contact: &Contact) -> Option<String> {
    contact.email.as_deref().map(|email| email.trim().to_lowercase()).filter(|email| !email.is_empty())
}

/// Makes an invitation and has its link sent. Earlier ones to the same request end: one link works at a time.
pub fn invite(tx: &mut Tx, key: &ServerKey, case: Uuid, id: Uuid, wanted: &Invite) -> Result<NewInvitation, Problem> {
    let change = access::open_for_change(tx, case, id)?;
    allow(&facts_of_case(&change.of, &change.row), Action::Invite, tx.now)?;
    let mut faults = contact_faults(&wanted.contact, "/contact");
    let contact: Contact = tidy(&wanted.contact);
    if contact.email.is_none() {
        faults.push(FieldProblem {
            pointer: "/contact/email".into(),
            code: "required".into(),
            message: "Give the e-mail address the link goes to".into(),
        });
    }
    if !faults.is_empty() {
        return Err(Problem::new(Code::InvalidBody, "Nobody was invited. Some fields need another look.").with_errors(faults));
    }
    let (now, user, invitation) = (tx.now, tx.person()?.user, ids::new_id());
    store::update_revoked(tx.conn(), &change.row, None, user, now)?;
    let code = format(Kind::ResumeCode, ids::random());
    let token = token(key, invitation);
    let row = InvitationRow {
        id: invitation,
        request_id: change.row.id,
        case_id: change.row.case_id,
        area_id: change.row.area_id,
        token_hash: sha256(&[&token]).to_vec(),
        code_hash: code_hash(&token, &code),
        sealed_contact: change.key.seal_json(INVITED, invitation, &contact)?,
        created_at: now,
        created_by: user,
        expires_at: now + HOLDS,
        attempts: 0,
        used_at: None,
        revoked_at: None,
        revoked_by: None,
    };
    store::insert(tx.conn(), &row)?;
    jobs::enqueue(tx, &Job::SendInvitation { invitation })?;
    tx.record(Event::on(Act::InviteToRequest, ObjectKind::Invitation, invitation).area(change.case.area()).case(change.case.id()))?;
    // A new link is a new try: what could not be delivered before no longer counts.
    keep(tx, &change, Act::InviteToRequest, Changes { resent_at: Some(now), ..Changes::default() })?;
    Ok(NewInvitation { id: invitation, code, expires_at: row.expires_at })
}

/// Revokes an invitation; whoever came by it is let in no more from their next request on.
pub fn revoke(tx: &mut Tx, case: Uuid, id: Uuid, invitation: Uuid) -> Result<(), Problem> {
    let change = access::open_for_change(tx, case, id)?;
    let (now, user) = (tx.now, tx.person()?.user);
    if store::update_revoked(tx.conn(), &change.row, Some(invitation), user, now)? == 0 {
        return Err(Problem::not_found());
    }
    tx.record(Event::on(Act::RevokeInvitation, ObjectKind::Invitation, invitation).area(change.case.area()).case(change.case.id()))
}

/// Uses up the code of an invitation; answers what kept the visit from beginning. That is no failure of the transaction, since a
/// wrong code has to be counted.
pub fn begin(tx: &mut Tx, wanted: &UseInvitation, browser: &[u8; 32]) -> Result<Option<Problem>, Problem> {
    let refused = |words: &'static str| Some(Problem::new(Code::SignInFailed, words));
    let ended = refused("This link no longer works. Ask the panel’s office, who sent it, for a new one.");
    let token = hex::decode(&wanted.token).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).unwrap_or_default();
    let code = parse(Kind::ResumeCode, &wanted.code).unwrap_or_default();
    let name = clean(&wanted.name).unwrap_or_default();
    let now = tx.now;
    let visit = Visit { id: ids::new_id(), token_hash: sha256(&[browser]).to_vec(), name, until: now + VISIT };
    let id = visit.id;
    let outcome = store::begin(tx.conn(), sha256(&[&token]).to_vec(), code_hash(&token, &code), visit, now)?;
    let act = if outcome == "begun" { Act::UseInvitation } else { Act::UseInvitationFailed };
    tx.record(Event::on(act, ObjectKind::Invitation, id).detail(json!({ "outcome": outcome })))?;
    Ok(match outcome.as_str() {
        "begun" => None,
        "wrong_code" => refused("That is not the code for this link. Check it with whoever told it to you, and type it again."),
        "used" => refused("This code was used before, and each works once. Ask the panel’s office for a new link and code."),
        "too_many" => refused("The code was mistyped too often, so this link no longer works. Ask the panel’s office for a new one."),
        _ => ended,
    })
}

/// Ends the visit of this browser.
pub fn end(tx: &mut Tx, browser: &[u8; 32]) -> Result<(), Problem> {
    let now = tx.now;
    let visitor = visitor(tx)?;
    store::end(tx.conn(), sha256(&[browser]).to_vec(), now)?;
    tx.record(Event::on(Act::EndVisit, ObjectKind::Request, visitor.request))
}
