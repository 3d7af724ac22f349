//! The policy table: which role may do what. The one place to read or change it.

use super::permission::Permission;
use super::role::Role;

/// Role and everything it may do. A permission that is not listed is refused.
///
/// Coordinators and managers run the process; the designated doctor reads, since the decision to accept, link or
/// reject belongs to the panel's office, and decides about the joint agency response. Panel members and the chair work from anonymised packs, national analysts
/// from pseudonymised data and agency contributors from what their organisation is asked: none of them opens a case itself.
///
/// The designated doctor has full clinical read and write (handbook 1.3), and so keeps the case record and says which
/// cases belong together: a multiple birth or a family seen before is often known to the paediatrician first. The notes kept
/// apart are the office's own working notes, which no other role reads.
/// Only a manager restricts a case. A restriction hides it from everyone without a grant, other managers among them, and only
/// those with a grant could undo it: so it is laid on, lifted and shared by those who answer for the process (security handbook
/// 1.2), and a coordinator asks one of them. Whoever reads cases may open a restricted one in an emergency and declares an
/// interest of their own; what was opened so is reviewed by a manager, never by the person who did it.
pub const POLICY: [(Role, &[Permission]); 9] = [
    (Role::Coordinator, RUNS_THE_PROCESS),
    (Role::Manager, ANSWERS_FOR_THE_PROCESS),
    (
        Role::DesignatedDoctor,
        &[
            Permission::ListNotifications,
            Permission::ReadNotification,
            Permission::ListCases,
            Permission::ReadCase,
            Permission::SearchCases,
            Permission::ReadTimeline,
            Permission::ReadAccesses,
            Permission::DecideJointAgencyResponse,
            Permission::ReadTransfers,
            Permission::ListDocuments,
            Permission::ReadDocument,
            Permission::UploadDocument,
            Permission::ReadCaseRecord,
            Permission::ChangeCaseRecord,
            Permission::ReadLinks,
            Permission::ChangeLinks,
            Permission::ReadCounts,
            Permission::ReadRequests,
            Permission::DeclareInterest,
            Permission::BreakGlass,
            Permission::ManageOwnAccount,
        ],
    ),
    (Role::AgencyContributor, &[Permission::AnswerRequests, Permission::ManageOwnAccount]),
    (Role::PanelMember, OWN_ACCOUNT_ONLY),
    (Role::Chair, OWN_ACCOUNT_ONLY),
    (Role::NationalAnalyst, OWN_ACCOUNT_ONLY),
    (Role::SystemAdministrator, &[Permission::ListUsers, Permission::ManageOwnAccount]),
    (Role::Auditor, &[Permission::ReadAudit, Permission::ManageOwnAccount]),
];

/// Everything about notifications and cases in one's own area.
const RUNS_THE_PROCESS: &[Permission] = &[
    Permission::ListNotifications,
    Permission::ReadNotification,
    Permission::AcceptNotification,
    Permission::LinkNotification,
    Permission::RejectNotification,
    Permission::MergeCases,
    Permission::ListCases,
    Permission::ReadCase,
    Permission::SearchCases,
    Permission::ReadTimeline,
    Permission::ReadAccesses,
    Permission::ListDocuments,
    Permission::ReadDocument,
    Permission::UploadDocument,
    Permission::ChangeDocument,
    Permission::DecideJointAgencyResponse,
    Permission::DecideScope,
    Permission::CompleteTriage,
    Permission::OfferTransfer,
    Permission::DecideTransfer,
    Permission::ReadTransfers,
    Permission::ReadCaseRecord,
    Permission::ChangeCaseRecord,
    Permission::ReadNotes,
    Permission::WriteNotes,
    Permission::ReadLinks,
    Permission::ChangeLinks,
    Permission::ReadCounts,
    Permission::ReadRequests,
    Permission::SendRequests,
    Permission::CollateAnswers,
    Permission::DeclareInterest,
    Permission::BreakGlass,
    Permission::ManageOwnAccount,
];

/// The same, and who may see what.
const ANSWERS_FOR_THE_PROCESS: &[Permission] = &[
    Permission::ListNotifications,
    Permission::ReadNotification,
    Permission::AcceptNotification,
    Permission::LinkNotification,
    Permission::RejectNotification,
    Permission::MergeCases,
    Permission::ListCases,
    Permission::ReadCase,
    Permission::SearchCases,
    Permission::ReadTimeline,
    Permission::ReadAccesses,
    Permission::ListDocuments,
    Permission::ReadDocument,
    Permission::UploadDocument,
    Permission::ChangeDocument,
    Permission::ReadCaseRecord,
    Permission::ChangeCaseRecord,
    Permission::ReadNotes,
    Permission::WriteNotes,
    Permission::ReadLinks,
    Permission::ChangeLinks,
    Permission::ReadCounts,
    Permission::ReadRequests,
    Permission::SendRequests,
    Permission::CollateAnswers,
    Permission::DecideJointAgencyResponse,
    Permission::DecideScope,
    Permission::CompleteTriage,
    Permission::OfferTransfer,
    Permission::DecideTransfer,
    Permission::DecideRestrictedTransfer,
    Permission::ReadTransfers,
    Permission::RestrictCase,
    Permission::DeclareInterest,
    Permission::BreakGlass,
    Permission::ReviewEmergencyAccess,
    Permission::ManageOwnAccount,
];

/// A person who can sign in and look after their account, and nothing else.
const OWN_ACCOUNT_ONLY: &[Permission] = &[Permission::ManageOwnAccount];

/// Whether the table gives the role this permission.
pub fn may(role: Role, permission: Permission) -> bool {
    allows(&POLICY, role, permission)
}

fn allows(table: &[(Role, &[Permission])], role: Role, permission: Permission) -> bool {
    table.iter().any(|(row, permissions)| *row == role && permissions.contains(&permission))
}

/// Everything that any of the roles gives, in the order of [`Permission::ALL`].
pub fn permissions_of(roles: &[Role]) -> Vec<Permission> {
    Permission::ALL.iter().copied().filter(|permission| roles.iter().any(|role| may(*role, *permission))).collect()
}

/// Whether the role may see information about an identified child.
///
/// The system administrator and the auditor never do. The chair and panel members will see anonymised packs,
/// and agency contributors answer their own requests, but do not see the case.
pub const fn sees_case_content(role: Role) -> bool {
    match role {
        Role::Coordinator | Role::Manager | Role::DesignatedDoctor => true,
        Role::AgencyContributor | Role::PanelMember | Role::Chair | Role::NationalAnalyst | Role::SystemAdministrator | Role::Auditor => false,
    }
}

/// The table as text, so that a change of policy shows in review as a changed line.
pub fn policy_table_text() -> String {
    table_text(&POLICY)
}

/// Any table as text.
pub fn table_text(table: &[(Role, &[Permission])]) -> String {
    let width = Permission::ALL.iter().map(|permission| permission.code().len()).max().unwrap_or(0);
    let roles = Role::ALL.map(Role::code).join("  ");
    let mut text = format!("{:width$}  {roles}\n", "permission");
    for permission in Permission::ALL {
        text.push_str(&format!("{:width$}", permission.code()));
        for role in Role::ALL {
            let tick = if allows(table, role, *permission) { "yes" } else { "-" };
            text.push_str(&format!("  {tick:0$}", role.code().len()));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_exactly_one_row() {
        for role in Role::ALL {
            assert_eq!(POLICY.iter().filter(|(row, _)| *row == role).count(), 1);
        }
    }

    #[test]
    fn nobody_without_case_content_reaches_a_permission_that_touches_it() {
        for role in Role::ALL {
            for permission in Permission::ALL {
                // What an agency is asked is told to it, and is not the case.
                let asked = role == Role::AgencyContributor && *permission == Permission::AnswerRequests;
                if permission.touches_case_content() && may(role, *permission) && !asked {
                    assert!(sees_case_content(role), "{role:?} {permission:?}");
                }
            }
        }
    }

    #[test]
    fn everybody_may_look_after_their_own_account() {
        for role in Role::ALL {
            assert!(may(role, Permission::ManageOwnAccount));
        }
    }

    #[test]
    fn only_coordinators_and_managers_decide_about_notifications() {
        for role in Role::ALL {
            let expected = role == Role::Coordinator || role == Role::Manager;
            assert_eq!(may(role, Permission::AcceptNotification), expected);
            assert_eq!(may(role, Permission::LinkNotification), expected);
            assert_eq!(may(role, Permission::RejectNotification), expected);
        }
    }

    #[test]
    fn the_notes_kept_apart_are_the_office_s_alone() {
        for role in Role::ALL {
            let office = role == Role::Coordinator || role == Role::Manager;
            assert_eq!(may(role, Permission::ReadNotes), office);
            assert_eq!(may(role, Permission::WriteNotes), office);
        }
    }

    #[test]
    fn a_manager_does_all_that_a_coordinator_does_and_alone_restricts_and_reviews() {
        for permission in Permission::ALL {
            assert!(!may(Role::Coordinator, *permission) || may(Role::Manager, *permission), "{permission:?}");
        }
        for role in Role::ALL {
            assert_eq!(may(role, Permission::RestrictCase), role == Role::Manager);
            assert_eq!(may(role, Permission::ReviewEmergencyAccess), role == Role::Manager);
            assert_eq!(may(role, Permission::BreakGlass), may(role, Permission::ReadCase));
            assert_eq!(may(role, Permission::DeclareInterest), may(role, Permission::ReadCase));
        }
    }

    #[test]
    fn the_permissions_of_two_roles_are_those_of_either() {
        assert_eq!(
            permissions_of(&[Role::Auditor, Role::SystemAdministrator]),
            [Permission::ReadAudit, Permission::ListUsers, Permission::ManageOwnAccount]
        );
        assert!(permissions_of(&[]).is_empty());
    }

    #[test]
    fn the_printed_table_has_a_line_per_permission_and_a_tick_per_grant() {
        let text = policy_table_text();
        assert_eq!(text.lines().count(), 1 + Permission::ALL.len());
        let granted: usize = POLICY.iter().map(|(_, row)| row.len()).sum();
        assert_eq!(text.matches(" yes").count(), granted);
        let audit = text.lines().find(|l| l.starts_with("read_audit")).unwrap();
        assert!(audit.ends_with("yes"));
        assert_eq!(audit.matches("yes").count(), 1);
    }
}
