//! What happens when somebody declares an interest in a case, and when a manager withdraws it.

use super::sealed::{INTEREST, INTEREST_END};
use super::service::{keep_a_manager, members, tell};
use super::store;
use super::views::{Colleague, DeclareInterest, InterestDeclared, InterestWithdrawn, WithdrawInterest};
use crate::case::access;
use crate::case::events::CaseEvent;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::permission::Permission;
use uuid::Uuid;

/// Declares an interest of one's own, or as a manager that of a colleague. It hides the case from the person at once, above every grant.
pub fn declare(tx: &mut Tx, id: Uuid, wanted: &DeclareInterest) -> Result<Answer, Problem> {
    let (case, row) = access::open_to_step_aside(tx, id)?;
    let (now, me) = (tx.now, tx.person()?.user);
    let of = wanted.user_id.unwrap_or(me);
    if of != me && !tx.may(Permission::RestrictCase, case.area()) {
        return Err(Problem::new(Code::Forbidden, "You can declare an interest of your own. For a colleague, a manager does it."));
    }
    store::lock_case(tx.conn(), &case)?;
    let Some(colleague) = members(tx, &case, Permission::ReadCase)?.into_iter().find(|colleague| colleague.id == of) else {
        return Err(Problem::field(Code::InvalidBody, "/user_id", "not_an_option", "Choose a colleague of this area whose role reads cases"));
    };
    if row.restricted {
        keep_a_manager(tx, &case, of)?;
    }
    let interest = ids::new_id();
    let sealed = case.seal_json(INTEREST, interest, &wanted.reason.trim())?;
    if !store::insert_interest(tx.conn(), &case, (interest, of, me), now, sealed)? {
        return Err(Problem::new(Code::Conflict, format!("{} has an interest in this case already; it is hidden from them.", colleague.name)));
    }
    let event = CaseEvent::InterestDeclared { user: of, colleague: colleague.name.clone() };
    tell(tx, &case, &event, Action::DeclareInterest, (ObjectKind::CaseInterest, interest))?;
    let words = if of == me {
        "Thank you for saying so. This case is now hidden from you, in lists, searches and messages too. If this was a mistake, a manager of your \
         child death overview panel can withdraw it."
            .to_owned()
    } else {
        format!("This case is now hidden from {}.", colleague.name)
    };
    let location = if of == me { "/api/v1/cases".to_owned() } else { format!("/api/v1/cases/{id}/restriction") };
    Answer::created(location, InterestDeclared { id: interest, colleague, hidden_from_me: of == me, words })
}

/// Withdraws a colleague's interest. Whose it is does not see the case, and so never withdraws their own.
pub fn withdraw(tx: &mut Tx, id: Uuid, wanted: &WithdrawInterest) -> Result<Answer, Problem> {
    let (case_id, of) = store::find_interest(tx.conn(), id)?.ok_or_else(Problem::not_found)?;
    let (case, _) = access::open_for_change(tx, case_id)?;
    store::lock_case(tx.conn(), &case)?;
    let row = store::list_interests(tx.conn(), &case)?.into_iter().find(|row| row.0 == id).ok_or_else(Problem::not_found)?;
    let (now, me) = (tx.now, tx.person()?.user);
    let reason = wanted.reason.trim().to_owned();
    let sealed = case.seal_json(INTEREST_END, id, &reason)?;
    if !store::update_interest_ended(tx.conn(), id, me, now, sealed)? {
        return Err(Problem::not_found());
    }
    let event = CaseEvent::InterestWithdrawn { user: of, colleague: row.2.clone(), reason };
    tell(tx, &case, &event, Action::WithdrawInterest, (ObjectKind::CaseInterest, id))?;
    Answer::created(format!("/api/v1/cases/{case_id}/restriction"), InterestWithdrawn { id, colleague: Colleague { id: of, name: row.2 } })
}
