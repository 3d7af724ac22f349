//! The acts that are audited, and what they are done to.

use crate::vocab::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// An act that is written in the audit log.
    Action {
        /// A notification was sent by its notifier.
        SubmitNotification = "submit_notification", "Sent the notification";
        /// The notifier opened the receipt again.
        ReadReceipt = "read_receipt", "Opened the receipt";
        /// The notifier took a printable copy.
        PrintReceipt = "print_receipt", "Took a printable copy of the notification";
        /// A draft was begun.
        StartDraft = "start_draft", "Started a draft";
        /// A draft was opened again.
        ReadDraft = "read_draft", "Opened a draft";
        /// A draft was saved.
        SaveDraft = "save_draft", "Saved a draft";
        /// A draft was opened on another device.
        ResumeDraft = "resume_draft", "Resumed a draft";
        /// A draft was thrown away.
        DeleteDraft = "delete_draft", "Deleted a draft";
        /// The inbox was looked at.
        ListNotifications = "list_notifications", "Saw it in the list of notifications";
        /// A notification was opened.
        ReadNotification = "read_notification", "Opened the notification";
        /// A notification became a case.
        AcceptNotification = "accept_notification", "Accepted the notification";
        /// A notification was added to a case.
        LinkNotification = "link_notification", "Added a notification to the case";
        /// A notification was taken out of its case again.
        UnlinkNotification = "unlink_notification", "Took a notification out of the case";
        /// Two records were put side by side.
        CompareRecords = "compare_records", "Compared it with another record";
        /// It was answered whether two records are about the same child.
        AnswerComparison = "answer_comparison", "Answered whether it is the same child";
        /// Such an answer was taken back.
        WithdrawAnswer = "withdraw_answer", "Took back an answer about whether it is the same child";
        /// Other areas were asked whether they may have a record of the same child.
        LookElsewhere = "look_elsewhere", "Asked whether another area may know the child";
        /// Two cases of one child became one.
        MergeCases = "merge_cases", "Merged two cases";
        /// Two cases that had become one were taken apart.
        UnmergeCases = "unmerge_cases", "Took two merged cases apart";
        /// A notification was closed with a reason.
        RejectNotification = "reject_notification", "Rejected the notification";
        /// The caseload was looked at.
        ListCases = "list_cases", "Saw it in the list of cases";
        /// Cases were searched for.
        SearchCases = "search_cases", "Saw it in the results of a search";
        /// A case was opened.
        ReadCase = "read_case", "Opened the case";
        /// What happened on a case was read.
        ReadTimeline = "read_timeline", "Read the timeline";
        /// Who looked at a case was read.
        ReadAccesses = "read_accesses", "Read who has looked at the case";
        /// What was decided about a joint agency response was read.
        ReadJointAgencyResponse = "read_joint_agency_response", "Read the decision about a joint agency response";
        /// A decision about a joint agency response was recorded.
        DecideJointAgencyResponse = "decide_joint_agency_response", "Recorded a decision about a joint agency response";
        /// The questions of scope were read.
        ReadScope = "read_scope", "Read the questions of scope";
        /// A question of scope was answered.
        DecideScope = "decide_scope", "Answered the questions of scope";
        /// The areas of residence, of death and of the event were put right.
        ChangeAreas = "change_areas", "Changed the areas of the death";
        /// A baby was shown to have been stillborn, and the case closed.
        ProveStillbirth = "prove_stillbirth", "Closed the case: shown to be a stillbirth";
        /// Triage of a case was completed.
        CompleteTriage = "complete_triage", "Completed triage";
        /// Triage of a case was reopened.
        ReopenTriage = "reopen_triage", "Reopened triage";
        /// A case or notification was offered to another area.
        OfferTransfer = "offer_transfer", "Offered it to another area";
        /// An offer of another area was accepted or declined.
        DecideTransfer = "decide_transfer", "Decided about the offer of another area";
        /// The offer of a restricted case was accepted or declined.
        DecideRestrictedTransfer = "decide_restricted_transfer", "Decided about the offer of a restricted case";
        /// An offer was taken back.
        WithdrawTransfer = "withdraw_transfer", "Took back the offer to another area";
        /// Transfers were read.
        ReadTransfers = "read_transfers", "Read transfers between areas";
        /// The list of documents of a case was read.
        ListDocuments = "list_documents", "Saw the list of documents";
        /// A document, or one of its versions, was opened.
        ReadDocument = "read_document", "Opened a document";
        /// A document, or a new version of one, was added.
        UploadDocument = "upload_document", "Uploaded a document";
        /// A file was refused by the checks or the virus scanner.
        RefuseDocument = "refuse_document", "Tried to upload a file that was refused";
        /// A document was called or classed otherwise, or kept from the panel.
        ChangeDocument = "change_document", "Changed a document’s details";
        /// A document was withdrawn.
        WithdrawDocument = "withdraw_document", "Withdrew a document";
        /// A file that had waited for the virus scanner was scanned.
        ScanDocument = "scan_document", "Had a document scanned for viruses";
        /// A part of the case record was read: other reviews, family contact, household, chronology.
        ReadCaseRecord = "read_case_record", "Read the case record";
        /// A part of the case record was added to or changed.
        ChangeCaseRecord = "change_case_record", "Changed the case record";
        /// The notes that are kept apart from the record were read.
        ReadNotes = "read_notes", "Read the notes";
        /// A note was written or changed.
        WriteNotes = "write_notes", "Wrote a note";
        /// Which cases a case is linked to was read.
        ReadLinks = "read_links", "Read the links to other cases";
        /// A link between two cases was made or ended.
        ChangeLinks = "change_links", "Changed a link to another case";
        /// Numbers of notifications and cases were read.
        ReadCounts = "read_counts", "Read the number of cases";
        /// Who may see a case was read.
        ReadRestriction = "read_restriction", "Read who may see the case";
        /// A case was restricted to those with a grant.
        RestrictCase = "restrict_case", "Restricted the case";
        /// A restriction was lifted.
        LiftRestriction = "lift_restriction", "Lifted the restriction";
        /// Somebody was let see a restricted case.
        GiveGrant = "give_grant", "Gave a colleague access to the case";
        /// Somebody is no longer let see a restricted case.
        EndGrant = "end_grant", "Ended a colleague’s access to the case";
        /// An interest in a case was declared.
        DeclareInterest = "declare_interest", "Declared an interest in the case";
        /// An interest was withdrawn.
        WithdrawInterest = "withdraw_interest", "Withdrew an interest in the case";
        /// A restricted case was opened in an emergency.
        BreakGlass = "break_glass", "Opened the restricted case in an emergency";
        /// Somebody tried to, and nothing could be opened.
        BreakGlassFailed = "break_glass_failed", "Tried to open a restricted case in an emergency";
        /// What was opened in an emergency was listed.
        ListEmergencyAccesses = "list_emergency_accesses", "Saw what was opened in an emergency";
        /// What was opened in an emergency was reviewed.
        ReviewEmergencyAccess = "review_emergency_access", "Reviewed an opening in an emergency";
        /// Whom to ask was proposed, or what was asked and answered was read.
        ReadRequests = "read_requests", "Read the requests to agencies";
        /// An agency was asked.
        SendRequest = "send_requests", "Asked an agency";
        /// A request was returned with questions.
        ReturnRequest = "return_request", "Returned an answer for clarification";
        /// What an agency submitted was accepted.
        AcceptRequest = "accept_request", "Accepted an agency’s answer";
        /// A request was withdrawn.
        WithdrawRequest = "withdraw_request", "Withdrew a request";
        /// The day by which an answer is asked for was changed.
        ChangeRequest = "change_request", "Changed a request";
        /// Somebody without an account was invited to answer.
        InviteToRequest = "invite_to_request", "Invited somebody to answer a request";
        /// An invitation was revoked.
        RevokeInvitation = "revoke_invitation", "Revoked an invitation to answer";
        /// An invitation was used.
        UseInvitation = "use_invitation", "Opened a request by an invitation";
        /// Somebody tried to, with a wrong code.
        UseInvitationFailed = "use_invitation_failed", "Tried to open a request by an invitation";
        /// A visit by invitation was ended.
        EndVisit = "end_visit", "Left a request opened by an invitation";
        /// What an organisation is asked was listed by it.
        ListAskedRequests = "list_asked_requests", "Saw what the organisation is asked";
        /// A request was opened by whom it asks.
        ReadAskedRequest = "read_asked_request", "Opened a request to answer it";
        /// An answer was saved.
        SaveAnswers = "answer_requests", "Saved answers to a request";
        /// A request was answered.
        SubmitRequest = "submit_request", "Submitted answers to a request";
        /// A request was declined.
        DeclineRequest = "decline_request", "Declined a request";
        /// A request was given to a colleague.
        AssignRequest = "assign_request", "Gave a request to a colleague";
        /// A copy of what was answered was taken.
        CopyAnswers = "copy_answers", "Took a copy of the answers";
        /// What is made of all answers was read.
        ReadComposite = "read_composite", "Read the collated record";
        /// A copy of what is made of all answers was taken.
        PrintComposite = "print_composite", "Took a copy of the collated record";
        /// Which answer counts was decided.
        ChooseAnswer = "collate_answers", "Chose which answer counts";
        /// Rows of several agencies were said to be one, or taken apart.
        JoinRows = "join_rows", "Joined rows, or took them apart";
        /// A system of an organisation signed in.
        SignInMachine = "sign_in_machine", "Signed in as a system";
        /// A system of an organisation tried to sign in and could not.
        SignInMachineFailed = "sign_in_machine_failed", "Tried to sign in as a system";
        /// A system of an organisation was added.
        AddMachine = "add_machine", "Added a system of an organisation";
        /// A system of an organisation was disabled.
        DisableMachine = "disable_machine", "Disabled a system of an organisation";
        /// The audit log was read.
        ReadAudit = "read_audit", "Read the audit log";
        /// Somebody signed in.
        SignIn = "sign_in", "Signed in";
        /// Somebody tried to sign in and could not.
        SignInFailed = "sign_in_failed", "Tried to sign in";
        /// A second factor was accepted.
        PassSecondFactor = "pass_second_factor", "Passed the second factor";
        /// A second factor was not accepted.
        SecondFactorFailed = "second_factor_failed", "Failed the second factor";
        /// Somebody signed out, or ended another of their sessions.
        EndSession = "end_session", "Ended a session";
        /// A second factor was set up.
        EnrolSecondFactor = "enrol_second_factor", "Set up a second factor";
        /// New recovery codes were made.
        RenewRecoveryCodes = "renew_recovery_codes", "Made new recovery codes";
        /// A password was changed by its owner.
        ChangePassword = "change_password", "Changed the password";
        /// The list of users was read.
        ListUsers = "list_users", "Read the list of users";
        /// An account was made.
        AddUser = "add_user", "Added a user";
        /// An account was closed.
        DisableUser = "disable_user", "Disabled a user";
        /// A second factor was taken off an account.
        ResetSecondFactor = "reset_second_factor", "Reset a second factor";
        /// The table of postcodes was loaded.
        ImportPostcodes = "import_postcodes", "Loaded the table of postcodes";
        /// An area was made.
        AddArea = "add_area", "Added an area";
        /// An area was ended.
        EndArea = "end_area", "Ended an area";
        /// What an ended area held went to the areas that follow it.
        HandOverArea = "hand_over_area", "Handed over what an area held";
        /// The keys that seal what identifies people were changed.
        RotateKeys = "rotate_keys", "Changed the keys of the data";
    }
}

coded! {
    /// What an act was done to.
    ObjectKind {
        /// A notification.
        Notification = "notification", "Notification";
        /// A draft of a notification.
        NotificationDraft = "notification_draft", "Draft";
        /// A case.
        Case = "case", "Case";
        /// An offer of one area to another, and what became of it.
        Transfer = "transfer", "Transfer";
        /// A document of a case.
        Document = "document", "Document";
        /// A part of a case record.
        CaseRecord = "case_record", "Part of the case record";
        /// A request to an agency.
        Request = "request", "Request to an agency";
        /// An invitation to answer a request.
        Invitation = "invitation", "Invitation to answer";
        /// The record made of all answers.
        Composite = "composite", "Collated record";
        /// A system of an organisation.
        Machine = "machine", "System of an organisation";
        /// A link between two cases.
        CaseLink = "case_link", "Link between two cases";
        /// A grant to see a restricted case.
        CaseGrant = "case_grant", "Access to a case";
        /// A declared interest in a case.
        CaseInterest = "case_interest", "Interest in a case";
        /// A restricted case opened in an emergency.
        EmergencyAccess = "emergency_access", "Opening in an emergency";
        /// An area and what belongs to it as a whole.
        Area = "area", "Area";
        /// A user's account.
        User = "user", "User";
        /// A session.
        Session = "session", "Session";
        /// The audit log itself.
        AuditLog = "audit_log", "Audit log";
        /// The table of postcodes.
        PostcodeTable = "postcode_table", "Table of postcodes";
        /// The keys that seal what identifies people.
        DataKey = "data_key", "Keys of the data";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::permission::Permission;

    #[test]
    fn codes_are_unique_and_the_same_in_json() {
        for action in Action::ALL {
            assert_eq!(Action::from_code(action.code()), Some(*action));
            assert_eq!(serde_json::to_value(action).unwrap(), action.code());
        }
        for kind in ObjectKind::ALL {
            assert_eq!(ObjectKind::from_code(kind.code()), Some(*kind));
        }
    }

    #[test]
    fn everything_permitted_about_a_child_has_an_act_to_be_audited_as() {
        for permission in Permission::ALL {
            if permission.touches_case_content() {
                assert!(Action::from_code(permission.code()).is_some(), "{permission:?}");
            }
        }
    }
}
