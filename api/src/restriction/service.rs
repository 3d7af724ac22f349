//! What happens when a case is restricted, and when grants are given and ended.

use super::sealed::INTEREST;
use super::store::{self, GrantRow, InterestRow};
use super::views::{Colleague, GiveGrant, GrantGiven, GrantView, InterestView, RestrictionView, SetRestriction};
use crate::case::access::{self, CaseAccess, CaseChange};
use crate::case::events::CaseEvent;
use crate::case::opening::note;
use crate::case::sealed::EVENT;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::identity::policy::may;
use opencdr_domain::identity::role::Role;
use std::collections::HashSet;
use uuid::Uuid;

/// Who gave a grant that no account gave (`restriction::command`).
const OPERATOR: &str = "An operator of this service";

/// The codes of the roles that give a permission.
pub fn roles_with(permission: Permission) -> Vec<&'static str> {
    Role::ALL.into_iter().filter(|role| may(*role, permission)).map(Role::code).collect()
}

/// People of the area of a case whose role gives a permission.
pub fn members(tx: &mut Tx, case: &CaseAccess, permission: Permission) -> Result<Vec<Colleague>, Problem> {
    let now = tx.now;
    let rows = store::list_members(tx.conn(), case.area(), &roles_with(permission), now)?;
    Ok(rows.into_iter().map(|(id, name, _)| Colleague { id, name }).collect())
}

/// Refuses to take the case away from the last manager who sees it: nobody could give it back to anyone.
pub fn keep_a_manager(tx: &mut Tx, case: &CaseChange, leaving: Uuid) -> Result<(), Problem> {
    let managers: HashSet<Uuid> = members(tx, case, Permission::RestrictCase)?.into_iter().map(|m| m.id).collect();
    let hidden: HashSet<Uuid> = store::list_interests(tx.conn(), case)?.into_iter().map(|row| row.1).collect();
    let stays = |row: &GrantRow| row.1 != leaving && managers.contains(&row.1) && !hidden.contains(&row.1);
    if store::list_grants(tx.conn(), case)?.iter().any(stays) {
        return Ok(());
    }
    Err(Problem::new(
        Code::Conflict,
        "A restricted case always keeps a manager who can see it and give others access. Give another manager access first.",
    ))
}

/// Writes down what happened, on the timeline and in the audit trail.
pub fn tell(tx: &mut Tx, case: &CaseChange, event: &CaseEvent, action: Action, object: (ObjectKind, Uuid)) -> Result<(), Problem> {
    let (now, user) = (tx.now, tx.user());
    note(tx, case, now, user, event)?;
    tx.record(Event::on(action, object.0, object.1).area(case.area()).case(case.id()))
}

/// Who may see a case.
pub fn get(tx: &mut Tx, id: Uuid) -> Result<RestrictionView, Problem> {
    let (case, row) = access::open(tx, id)?;
    tx.record(Event::on(Action::ReadRestriction, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))?;
    view(tx, &case, row.restricted)
}

fn view(tx: &mut Tx, case: &CaseAccess, restricted: bool) -> Result<RestrictionView, Problem> {
    let elsewhere = case.continues_elsewhere();
    let may_restrict = !elsewhere && !tx.reads_only(case.id()) && tx.may(Permission::RestrictCase, case.area());
    // Declaring an interest does not wait until an offer is settled.
    let may_declare = !elsewhere && tx.broken_until(case.id()).is_none() && tx.may(Permission::DeclareInterest, case.area());
    let grants = if restricted { store::list_grants(tx.conn(), case)? } else { Vec::new() };
    let interests = store::list_interests(tx.conn(), case)?;
    let taken: HashSet<Uuid> = grants.iter().map(|row| row.1).chain(interests.iter().map(|row| row.1)).collect();
    let colleagues = if may_restrict { members(tx, case, Permission::ReadCase)? } else { Vec::new() };
    let (since, by, reason) = if restricted { why(tx, case)? } else { (None, None, None) };
    let may_end = may_restrict && grants.len() > 1;
    Ok(RestrictionView {
        restricted,
        since,
        by,
        reason,
        grants: grants.into_iter().map(|row| grant(row, may_end)).collect(),
        interests: interests.into_iter().map(|row| interest(case, row, may_restrict)).collect::<Result<_, _>>()?,
        colleagues: colleagues.into_iter().filter(|colleague| !taken.contains(&colleague.id)).collect(),
        may_restrict,
        may_declare,
    })
}

/// When, by whom and why the case was restricted, from its timeline.
type Why = (Option<chrono::DateTime<chrono::Utc>>, Option<String>, Option<String>);

fn why(tx: &mut Tx, case: &CaseAccess) -> Result<Why, Problem> {
    let kind = "case_restricted";
    let Some((id, at, by, sealed)) = store::find_last_event(tx.conn(), case, kind)? else { return Ok((None, None, None)) };
    let reason = match CaseEvent::from_parts(kind, case.open_json(EVENT, id, &sealed)?) {
        Some(CaseEvent::CaseRestricted { reason }) => Some(reason),
        Some(_) | None => None,
    };
    Ok((Some(at), by, reason))
}

fn grant((id, user, name, granted_at, granted_by): GrantRow, may_end: bool) -> GrantView {
    GrantView { id, colleague: Colleague { id: user, name }, granted_at, granted_by: granted_by.unwrap_or_else(|| OPERATOR.to_owned()), may_end }
}

fn interest(case: &CaseAccess, (id, user, name, declared_at, declared_by, sealed): InterestRow, told_why: bool) -> Result<InterestView, Problem> {
    let reason = if told_why { Some(case.open_json(INTEREST, id, &sealed)?) } else { None };
    Ok(InterestView { id, colleague: Colleague { id: user, name }, declared_at, declared_by, reason })
}

/// Restricts a case, which gives the caller a grant, or lifts that, which ends every grant.
pub fn set(tx: &mut Tx, id: Uuid, wanted: &SetRestriction) -> Result<RestrictionView, Problem> {
    let (case, row) = access::open_for_change(tx, id)?;
    let (now, user) = (tx.now, tx.person()?.user);
    if row.restricted == wanted.restricted {
        tx.replayed();
        return view(tx, &case, row.restricted);
    }
    if !store::update_restricted(tx.conn(), &case, wanted.restricted)? {
        // A colleague was quicker by a moment; run again, this finds what they left, or no longer finds the case.
        return Err(Problem::lost_race());
    }
    let reason = wanted.reason.trim().to_owned();
    let (event, action) = if wanted.restricted {
        store::insert_grant(tx.conn(), &case, ids::new_id(), user, user, now)?;
        (CaseEvent::CaseRestricted { reason }, Action::RestrictCase)
    } else {
        store::update_grants_ended(tx.conn(), &case, None, user, now)?;
        (CaseEvent::RestrictionLifted { reason }, Action::LiftRestriction)
    };
    tell(tx, &case, &event, action, (ObjectKind::Case, id))?;
    view(tx, &case, wanted.restricted)
}

/// Lets a colleague of the area see a restricted case.
pub fn give_grant(tx: &mut Tx, id: Uuid, wanted: &GiveGrant) -> Result<Answer, Problem> {
    let (case, row) = access::open_for_change(tx, id)?;
    let (now, by) = (tx.now, tx.person()?.user);
    if !row.restricted {
        return Err(Problem::new(Code::Conflict, "This case is not restricted: everyone in your area whose role reads cases can see it."));
    }
    store::lock_case(tx.conn(), &case)?;
    let hidden = store::list_interests(tx.conn(), &case)?.into_iter().any(|row| row.1 == wanted.user_id);
    let colleague = members(tx, &case, Permission::ReadCase)?.into_iter().find(|colleague| colleague.id == wanted.user_id && !hidden);
    let Some(colleague) = colleague else {
        return Err(Problem::field(
            Code::InvalidBody,
            "/user_id",
            "not_an_option",
            "Choose a colleague of this area whose role reads cases and who has no interest in this one",
        ));
    };
    let location = format!("/api/v1/cases/{id}/restriction");
    if let Some(held) = store::list_grants(tx.conn(), &case)?.into_iter().find(|row| row.1 == colleague.id) {
        tx.replayed();
        return Answer::again(location, GrantGiven { id: held.0, colleague });
    }
    let grant = ids::new_id();
    store::insert_grant(tx.conn(), &case, grant, colleague.id, by, now)?;
    let event = CaseEvent::AccessGiven { user: colleague.id, colleague: colleague.name.clone() };
    tell(tx, &case, &event, Action::GiveGrant, (ObjectKind::CaseGrant, grant))?;
    Answer::created(location, GrantGiven { id: grant, colleague })
}

/// Ends a grant. At the person's next request the case is gone.
pub fn end_grant(tx: &mut Tx, id: Uuid) -> Result<(), Problem> {
    let (case_id, user) = store::find_grant(tx.conn(), id)?.ok_or_else(Problem::not_found)?;
    let (case, _) = access::open_for_change(tx, case_id)?;
    store::lock_case(tx.conn(), &case)?;
    keep_a_manager(tx, &case, user)?;
    let (now, by) = (tx.now, tx.person()?.user);
    let held = store::list_grants(tx.conn(), &case)?.into_iter().find(|row| row.0 == id).ok_or_else(Problem::not_found)?;
    store::update_grants_ended(tx.conn(), &case, Some(id), by, now)?;
    tell(tx, &case, &CaseEvent::AccessEnded { user, colleague: held.2 }, Action::EndGrant, (ObjectKind::CaseGrant, id))
}
