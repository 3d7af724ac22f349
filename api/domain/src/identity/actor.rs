//! A signed-in person with their memberships, and the one decision about what they may do.

use super::permission::Permission;
use super::policy::may;
use super::role::Role;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A role held by a person, in an area, for an organisation, or for the whole system when both are absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Membership {
    /// What the person does there.
    pub role: Role,
    /// The child death overview panel's area, if the role is held in one.
    pub area: Option<Uuid>,
    /// The agency, if the role is held for one.
    pub organisation: Option<Uuid>,
}

/// A signed-in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Whose account it is.
    pub user: Uuid,
    /// The memberships that are in force now.
    pub memberships: Vec<Membership>,
    /// Whether this session passed a second factor.
    pub second_factor: bool,
}

impl Actor {
    /// The areas in which some membership gives the permission, each once, in a stable order.
    pub fn areas_where(&self, permission: Permission) -> Vec<Uuid> {
        areas(self.memberships.iter().filter(|membership| may(membership.role, permission)))
    }
}

/// Each area of the memberships once, in a stable order.
fn areas<'a>(memberships: impl Iterator<Item = &'a Membership>) -> Vec<Uuid> {
    let mut areas: Vec<Uuid> = memberships.filter_map(|m| m.area).collect();
    areas.sort_unstable();
    areas.dedup();
    areas
}

/// A permission that was given. It can only be had from [`decide`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    permission: Permission,
    given_by: Vec<Membership>,
}

impl Decision {
    /// What was permitted.
    pub fn permission(&self) -> Permission {
        self.permission
    }

    /// The areas in which it was permitted, each once, in a stable order. Whoever answers for an agency is let into none.
    pub fn areas(&self) -> Vec<Uuid> {
        areas(self.given_by.iter().filter(|m| m.role != Role::AgencyContributor))
    }

    /// The organisations for which it was permitted, each once, in a stable order.
    pub fn organisations(&self) -> Vec<Uuid> {
        let mut found: Vec<Uuid> = self.given_by.iter().filter(|m| m.role == Role::AgencyContributor).filter_map(|m| m.organisation).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a membership bound to no area gives it, and the permission is one that reaches beyond areas.
    pub fn whole_system(&self) -> bool {
        !self.permission.needs_area() && self.given_by.iter().any(|m| m.area.is_none())
    }

    /// The role to write in the audit log for something done in this area, or outside any.
    pub fn role_in(&self, area: Option<Uuid>) -> Option<Role> {
        self.given_by.iter().find(|m| m.area == area).or_else(|| self.given_by.iter().find(|m| area.is_none() || m.area.is_none())).map(|m| m.role)
    }
}

/// Why a permission was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Some membership gives it, but this session has not passed a second factor.
    SecondFactorRequired,
    /// No membership gives it.
    Forbidden,
}

/// Decides whether the person may use the permission, and where.
///
/// In the demonstration (`demo`), where every child is invented, a second factor is not asked for.
pub fn decide(actor: &Actor, permission: Permission, demo: bool) -> Result<Decision, Refusal> {
    let given_by: Vec<Membership> =
        actor.memberships.iter().copied().filter(|m| may(m.role, permission) && (m.area.is_some() || !permission.needs_area())).collect();
    if given_by.is_empty() {
        return Err(Refusal::Forbidden);
    }
    if permission.needs_second_factor() && !actor.second_factor && !demo {
        return Err(Refusal::SecondFactorRequired);
    }
    Ok(Decision { permission, given_by })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KENT: Uuid = Uuid::from_u128(1);
    const NORFOLK: Uuid = Uuid::from_u128(2);

    fn member(role: Role, area: Option<Uuid>) -> Membership {
        Membership { role, area, organisation: None }
    }

    fn actor(memberships: Vec<Membership>, second_factor: bool) -> Actor {
        Actor { user: Uuid::from_u128(9), memberships, second_factor }
    }

    #[test]
    fn a_coordinator_reads_cases_in_their_own_areas_only() {
        let actor =
            actor(vec![member(Role::Coordinator, Some(NORFOLK)), member(Role::Manager, Some(NORFOLK)), member(Role::PanelMember, Some(KENT))], true);
        let decision = decide(&actor, Permission::ReadCase, false).unwrap();
        assert_eq!(decision.areas(), [NORFOLK]);
        assert_eq!(actor.areas_where(Permission::ReadCase), [NORFOLK]);
        assert!(!decision.whole_system());
        assert_eq!(decision.permission(), Permission::ReadCase);
    }

    #[test]
    fn without_a_second_factor_nobody_reaches_more_than_their_own_account() {
        for role in Role::ALL {
            let actor = actor(vec![member(role, Some(KENT))], false);
            for permission in Permission::ALL {
                match decide(&actor, *permission, false) {
                    Ok(_) => assert_eq!(*permission, Permission::ManageOwnAccount),
                    Err(Refusal::SecondFactorRequired) => assert!(may(role, *permission)),
                    Err(Refusal::Forbidden) => assert!(!may(role, *permission)),
                }
            }
        }
    }

    #[test]
    fn the_demonstration_does_not_ask_for_a_second_factor_but_gives_nothing_more() {
        let coordinator = actor(vec![member(Role::Coordinator, Some(KENT))], false);
        assert!(decide(&coordinator, Permission::ReadCase, true).is_ok());
        assert_eq!(decide(&coordinator, Permission::ReadAudit, true), Err(Refusal::Forbidden));
    }

    #[test]
    fn a_coordinator_without_an_area_reaches_no_case() {
        let actor = actor(vec![member(Role::Coordinator, None)], true);
        assert_eq!(decide(&actor, Permission::ReadCase, false), Err(Refusal::Forbidden));
        assert!(decide(&actor, Permission::ManageOwnAccount, false).is_ok());
    }

    #[test]
    fn an_auditor_without_an_area_audits_the_whole_system() {
        let everywhere = actor(vec![member(Role::Auditor, None)], true);
        let one_area = actor(vec![member(Role::Auditor, Some(KENT))], true);
        let whole = decide(&everywhere, Permission::ReadAudit, false).unwrap();
        let kent = decide(&one_area, Permission::ReadAudit, false).unwrap();
        assert!(whole.whole_system() && whole.areas().is_empty());
        assert!(!kent.whole_system());
        assert_eq!(kent.areas(), [KENT]);
    }

    #[test]
    fn the_role_for_the_audit_log_is_the_one_held_where_it_was_done() {
        let actor = actor(vec![member(Role::DesignatedDoctor, Some(KENT)), member(Role::Coordinator, Some(NORFOLK))], true);
        let decision = decide(&actor, Permission::ReadCase, false).unwrap();
        assert_eq!(decision.role_in(Some(NORFOLK)), Some(Role::Coordinator));
        assert_eq!(decision.role_in(Some(KENT)), Some(Role::DesignatedDoctor));
        assert_eq!(decision.role_in(None), Some(Role::DesignatedDoctor));
        assert_eq!(decision.role_in(Some(Uuid::from_u128(3))), None);
    }

    #[test]
    fn somebody_without_memberships_may_do_nothing() {
        for permission in Permission::ALL {
            assert_eq!(decide(&actor(vec![], true), *permission, true), Err(Refusal::Forbidden));
        }
    }
}
