//! An account for whoever has come by an invitation before, so that they need no code the next time.

use super::inviting::contact_of;
use super::sealed::INVITED;
use super::store;
use super::store_invitations as invitations;
use super::views::Contact;
use super::views_agency::{EnrolVisitor, EnrolledView, VisitView};
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::{Answerer, Tx, Visitor};
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::identity::password as rule;
use opencdr_domain::vocab::text::clean;

/// The visit of this browser.
pub fn current(tx: &mut Tx) -> Result<VisitView, Problem> {
    let visitor = visitor(tx)?;
    Ok(VisitView {
        request_id: visitor.request,
        offers_account: visitor.before > 0,
        email: address(tx, &visitor)?,
        name: visitor.name,
        expires_at: visitor.expires_at,
    })
}

pub(super) fn visitor(tx: &Tx) -> Result<Visitor, Problem> {
    match tx.answerer()? {
        Answerer::Visitor(visitor) => Ok(visitor),
        Answerer::Colleague(..) | Answerer::Machine(_) => Err(Problem::not_found()),
    }
}

/// The address the link was sent to, in the writing of sign-in names.
fn address(tx: &mut Tx, visitor: &Visitor) -> Result<Option<String>, Problem> {
    let row = store::find(tx.conn(), visitor.request)?.ok_or_else(Problem::not_found)?;
    let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
    let sealed = hex::decode(&visitor.contact).map_err(Problem::internal)?;
    let contact: Contact = key.open_json(INVITED, visitor.invitation, &sealed)?;
    Ok(contact_of(&contact))
}

/// Checks that an account can be made, before its password is hashed.
///
/// # Errors
/// `weak_password`, or `conflict` where the link was sent to no address.
pub fn check(tx: &mut Tx, wanted: &EnrolVisitor) -> Result<String, Problem> {
    let visitor = visitor(tx)?;
    let email = address(tx, &visitor)?
        .ok_or_else(|| Problem::new(Code::Conflict, "This link was sent to no e-mail address. Ask the panel’s office to invite you by e-mail."))?;
    rule::check(&wanted.password, &email).map_err(|refusal| Problem::field(Code::InvalidBody, "/password", "weak_password", refusal.message()))?;
    Ok(email)
}

/// Makes the account. What it may do is answer what the organisation is asked; a second factor is set up at the first sign-in.
///
/// # Errors
/// `conflict` where there is an account of that address already.
pub fn enrol(tx: &mut Tx, wanted: &EnrolVisitor, email: &str, hash: &str) -> Result<EnrolledView, Problem> {
    let visitor = visitor(tx)?;
    let (user, now) = (ids::new_id(), tx.now);
    let name = clean(&wanted.name).unwrap_or_default();
    if !invitations::enrol(tx.conn(), (user, email, &name, hash), ids::new_id(), now)? {
        return Err(Problem::new(
            Code::Conflict,
            "There is an account with this e-mail address already. Sign in with it, or ask your administrator for help.",
        ));
    }
    tx.record(Event::on(Act::AddUser, ObjectKind::User, user).detail(serde_json::json!({ "organisation": visitor.organisation })))?;
    Ok(EnrolledView { email: email.to_owned() })
}
