//! What may be permitted, and a marker type per permission so that a signature can name the permission it needs.

use serde::{Deserialize, Serialize};

/// A type that stands for one permission: `Permit<ReadCase>` can only be made by deciding [`Permission::ReadCase`].
pub trait Grants {
    /// The permission the type stands for.
    const PERMISSION: Permission;
}

/// Writes the enum, its codes and the marker types from one list, so that none can be forgotten.
macro_rules! permissions {
    ($($(#[$doc:meta])+ $name:ident = $code:literal,)+) => {
        /// One thing a person may be allowed to do. The policy table says which role may do which.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Permission {
            $($(#[$doc])+ #[serde(rename = $code)] $name,)+
        }

        impl Permission {
            /// Every permission, in the order in which tables and lists show them.
            pub const ALL: &'static [Permission] = &[$(Permission::$name,)+];

            /// The stable code sent by the API.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Permission::$name => $code,)+
                }
            }
        }

        $(
            $(#[$doc])+
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl Grants for $name {
                const PERMISSION: Permission = Permission::$name;
            }
        )+
    };
}

permissions! {
    /// See the list of notifications an area has received.
    ListNotifications = "list_notifications",
    /// Open one notification as it was sent.
    ReadNotification = "read_notification",
    /// Accept a notification as a new case.
    AcceptNotification = "accept_notification",
    /// Add a notification to a case that exists already.
    LinkNotification = "link_notification",
    /// Close a notification that is not for review here, with a reason.
    RejectNotification = "reject_notification",
    /// Make two cases of one child one, and take them apart again.
    MergeCases = "merge_cases",
    /// See the list of an area's cases.
    ListCases = "list_cases",
    /// Open one case.
    ReadCase = "read_case",
    /// Search an area's cases by name, reference or NHS number.
    SearchCases = "search_cases",
    /// Read what has happened on a case.
    ReadTimeline = "read_timeline",
    /// Read who has looked at a case.
    ReadAccesses = "read_accesses",
    /// Record what was decided about a joint agency response.
    DecideJointAgencyResponse = "decide_joint_agency_response",
    /// Answer the questions of scope, and close a case that is shown not to be in scope.
    DecideScope = "decide_scope",
    /// Say that triage of a case is complete, and reopen it.
    CompleteTriage = "complete_triage",
    /// Offer a case or a notification to another area, and take such an offer back.
    OfferTransfer = "offer_transfer",
    /// Accept or decline what another area offers.
    DecideTransfer = "decide_transfer",
    /// See and decide about offers of restricted cases.
    DecideRestrictedTransfer = "decide_restricted_transfer",
    /// See what is offered to an area and by it, and where its cases have gone.
    ReadTransfers = "read_transfers",
    /// See which documents a case has.
    ListDocuments = "list_documents",
    /// Open a document of a case.
    ReadDocument = "read_document",
    /// Add a document to a case, or a new version of one.
    UploadDocument = "upload_document",
    /// Change what a document is called and classed as, keep it from the panel, withdraw it.
    ChangeDocument = "change_document",
    /// Read the case record: other reviews, family contact, people and addresses, chronology.
    ReadCaseRecord = "read_case_record",
    /// Add to the case record and change it.
    ChangeCaseRecord = "change_case_record",
    /// Read the notes that are kept apart from the record.
    ReadNotes = "read_notes",
    /// Write notes that are kept apart from the record.
    WriteNotes = "write_notes",
    /// Read which other cases a case is linked to.
    ReadLinks = "read_links",
    /// Link two cases, or end a link.
    ChangeLinks = "change_links",
    /// Read how many notifications and cases an area has.
    ReadCounts = "read_counts",
    /// Read what agencies were asked about a case, what they answered, and what is made of it.
    ReadRequests = "read_requests",
    /// Ask agencies, return, accept and withdraw requests, and invite whoever answers without an account.
    SendRequests = "send_requests",
    /// Decide which of several answers counts, and which rows are one.
    CollateAnswers = "collate_answers",
    /// See what one's organisation is asked, and answer it.
    AnswerRequests = "answer_requests",
    /// Restrict a case to those with a grant, lift that, give and end grants, and declare or withdraw a colleague's interest.
    RestrictCase = "restrict_case",
    /// Declare an interest of one's own in a case, which hides it from oneself.
    DeclareInterest = "declare_interest",
    /// Open a restricted case in an emergency: one, for an hour, to read.
    BreakGlass = "break_glass",
    /// Review what others opened in an emergency.
    ReviewEmergencyAccess = "review_emergency_access",
    /// Read the audit log: who did what and when, without case content.
    ReadAudit = "read_audit",
    /// See who has an account.
    ListUsers = "list_users",
    /// Manage one's own password, second factor and sessions.
    ManageOwnAccount = "manage_own_account",
}

impl Permission {
    /// Whether using this permission shows or changes information about a child.
    pub const fn touches_case_content(self) -> bool {
        match self {
            Permission::ListNotifications
            | Permission::ReadNotification
            | Permission::AcceptNotification
            | Permission::LinkNotification
            | Permission::RejectNotification
            | Permission::MergeCases
            | Permission::ListCases
            | Permission::ReadCase
            | Permission::SearchCases
            | Permission::ReadTimeline
            | Permission::ReadAccesses
            | Permission::DecideJointAgencyResponse
            | Permission::DecideScope
            | Permission::CompleteTriage
            | Permission::OfferTransfer
            | Permission::DecideTransfer
            | Permission::DecideRestrictedTransfer
            | Permission::ReadTransfers
            | Permission::ListDocuments
            | Permission::ReadDocument
            | Permission::UploadDocument
            | Permission::ChangeDocument
            | Permission::ReadCaseRecord
            | Permission::ChangeCaseRecord
            | Permission::ReadNotes
            | Permission::WriteNotes
            | Permission::ReadLinks
            | Permission::ChangeLinks
            | Permission::ReadCounts
            | Permission::ReadRequests
            | Permission::SendRequests
            | Permission::CollateAnswers
            | Permission::AnswerRequests
            | Permission::RestrictCase
            | Permission::DeclareInterest
            | Permission::BreakGlass
            | Permission::ReviewEmergencyAccess => true,
            Permission::ReadAudit | Permission::ListUsers | Permission::ManageOwnAccount => false,
        }
    }

    /// Whether the permission needs a second factor outside the demonstration.
    ///
    /// Only one's own account may be reached with a password alone, because that is where a second factor is set up.
    /// The audit log and the list of users are held to the same standard as case data: both help an intruder.
    pub const fn needs_second_factor(self) -> bool {
        match self {
            Permission::ListNotifications
            | Permission::ReadNotification
            | Permission::AcceptNotification
            | Permission::LinkNotification
            | Permission::RejectNotification
            | Permission::MergeCases
            | Permission::ListCases
            | Permission::ReadCase
            | Permission::SearchCases
            | Permission::ReadTimeline
            | Permission::ReadAccesses
            | Permission::DecideJointAgencyResponse
            | Permission::DecideScope
            | Permission::CompleteTriage
            | Permission::OfferTransfer
            | Permission::DecideTransfer
            | Permission::DecideRestrictedTransfer
            | Permission::ReadTransfers
            | Permission::ListDocuments
            | Permission::ReadDocument
            | Permission::UploadDocument
            | Permission::ChangeDocument
            | Permission::ReadCaseRecord
            | Permission::ChangeCaseRecord
            | Permission::ReadNotes
            | Permission::WriteNotes
            | Permission::ReadLinks
            | Permission::ChangeLinks
            | Permission::ReadCounts
            | Permission::ReadRequests
            | Permission::SendRequests
            | Permission::CollateAnswers
            | Permission::AnswerRequests
            | Permission::RestrictCase
            | Permission::DeclareInterest
            | Permission::BreakGlass
            | Permission::ReviewEmergencyAccess
            | Permission::ReadAudit
            | Permission::ListUsers => true,
            Permission::ManageOwnAccount => false,
        }
    }

    /// Whether the permission only counts inside an area, so that a membership without an area does not give it.
    ///
    /// What an organisation is asked comes to it from any area.
    pub const fn needs_area(self) -> bool {
        self.touches_case_content() && !matches!(self, Permission::AnswerRequests)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_the_same_in_json() {
        let mut codes: Vec<&str> = Permission::ALL.iter().map(|p| p.code()).collect();
        for permission in Permission::ALL {
            assert_eq!(serde_json::to_value(permission).unwrap(), permission.code());
        }
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Permission::ALL.len());
    }

    #[test]
    fn everything_about_a_child_needs_a_second_factor() {
        for permission in Permission::ALL {
            assert!(!permission.touches_case_content() || permission.needs_second_factor());
        }
    }

    #[test]
    fn a_marker_stands_for_its_permission() {
        assert_eq!(ReadCase::PERMISSION, Permission::ReadCase);
        assert_eq!(ManageOwnAccount::PERMISSION, Permission::ManageOwnAccount);
    }
}
