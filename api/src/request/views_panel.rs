//! What the office sees of requests and sends about them.

use super::views::{
    AskedOrganisation, AskedSection, ClarificationView, ClarifiedQuestion, Contact, DeclineView, Due, GivenAnswer, KnownAnswers, RequestAction,
    RequestTimes, StandingView,
};
use crate::platform::extract::plain_words;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// A form that can be asked for.
#[derive(Clone, Serialize, ToSchema)]
pub struct AskableForm {
    /// Form.
    #[schema(example = "reporting")]
    pub id: String,
    /// Version it would be answered in.
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// Its sections, with whom each is usually asked.
    pub sections: Vec<AskableSection>,
}

/// A section that can be asked for.
#[derive(Clone, Serialize, ToSchema)]
pub struct AskableSection {
    /// Section.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Its stage, where a form is sent stage by stage.
    pub stage: Option<String>,
    /// Agency types expected to answer it; `all` for every one.
    pub expected_of: Vec<String>,
    /// Agency types that may be able to.
    pub optional_for: Vec<String>,
}

/// Somebody to ask, and for what.
#[derive(Clone, Serialize, ToSchema)]
pub struct ProposedRequest {
    /// Agency type code.
    #[schema(example = "gp")]
    pub agency: String,
    /// The same in words.
    pub agency_label: String,
    /// Organisation as named on the case, where one is.
    pub organisation_name: Option<String>,
    /// The organisation of that name, where the system has it.
    pub organisation_id: Option<Uuid>,
    /// Whom to write to, where somebody is named.
    pub contact: Contact,
    /// Form to ask for.
    pub form: String,
    /// Sections to ask for.
    pub sections: Vec<String>,
    /// Why, each reason in a sentence.
    pub reasons: Vec<String>,
    /// Whether it is ticked from the start.
    pub expected: bool,
    /// Requests to this agency type for this form that stand already.
    pub asked_already: Vec<String>,
}

/// Whom to ask about a case, and for what.
#[derive(Serialize, ToSchema)]
pub struct RequestProposal {
    /// Who and what, the expected first.
    pub proposed: Vec<ProposedRequest>,
    /// Every form that can be asked for.
    pub forms: Vec<AskableForm>,
    /// The day to propose.
    pub due: Due,
    /// The legal basis told to whom is asked.
    pub legal_basis: String,
}

/// An organisation to choose.
#[derive(Serialize, ToSchema)]
pub struct OrganisationItem {
    /// Organisation.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Agency type code.
    pub agency: String,
    /// Whether anybody there can sign in: without, the request needs an invitation.
    pub has_accounts: bool,
}

/// One request to send.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    /// Organisation, where the system has it.
    pub organisation_id: Option<Uuid>,
    /// Name of an organisation, where it does not: it is added.
    #[validate(length(min = 2, max = 200, message = "Give the organisation’s name in 2 to 200 characters"))]
    pub organisation_name: Option<String>,
    /// Agency type code.
    pub agency: String,
    /// Whom it is for.
    #[serde(default)]
    pub contact: Contact,
    /// Form.
    pub form: String,
    /// Sections.
    #[validate(length(min = 1, max = 60, message = "Choose at least one section to ask for"))]
    pub sections: Vec<String>,
    /// Last day for an answer.
    pub due_on: NaiveDate,
    /// A message to whoever answers; no names are needed.
    #[serde(default)]
    #[validate(length(max = 2000, message = "Use at most 2,000 characters"))]
    pub message: Option<String>,
}

/// Requests to send in one go: all of them or none.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"requests": [{"organisation_name": "Chatham Surgery", "agency": "gp", "contact": {"name": "Dr Asha Lane", "email": "asha.lane@example.nhs.uk"},
    "form": "reporting", "sections": ["r_id"], "due_on": "2099-12-18"}], "legal_basis": "Section 16M of the Children Act 2004"}))]
pub struct SendRequests {
    /// The requests.
    #[validate(nested, length(min = 1, max = 40, message = "Send 1 to 40 requests at a time"))]
    pub requests: Vec<NewRequest>,
    /// The legal basis told to whom is asked.
    #[validate(length(min = 3, max = 4000, message = "Say on which legal basis you ask, in 3 to 4,000 characters"))]
    pub legal_basis: String,
}

/// Requests that were sent.
#[derive(Serialize, ToSchema)]
pub struct SentRequests {
    /// Their identifiers, in the order given.
    pub ids: Vec<Uuid>,
}

/// Identifier of a request that was changed.
#[derive(Serialize, ToSchema)]
pub struct RequestName {
    /// Request.
    pub id: Uuid,
    /// Its new version.
    pub version: i32,
}

/// A request in a list of the office.
#[derive(Serialize, ToSchema)]
pub struct RequestSummary {
    /// Request.
    pub id: Uuid,
    /// Reference.
    #[schema(example = "R-7K3M-92QX")]
    pub reference: String,
    /// Organisation asked.
    pub organisation: AskedOrganisation,
    /// Agency type code.
    pub agency: String,
    /// The same in words.
    pub agency_label: String,
    /// Form.
    pub form: String,
    /// What the form is called.
    pub form_title: String,
    /// Sections asked for.
    pub sections: Vec<AskedSection>,
    /// Last day for an answer.
    pub due_on: NaiveDate,
    /// Where it stands.
    pub standing: StandingView,
    /// Whether anybody can answer it: somebody of the organisation has an account, or an invitation is open.
    pub reachable: bool,
    /// When each thing happened.
    pub times: RequestTimes,
    /// Why it was declined.
    pub decline: Option<DeclineView>,
    /// Version.
    pub version: i32,
}

/// Requests of a case.
#[derive(Serialize, ToSchema)]
pub struct RequestList {
    /// The requests, the latest first.
    pub items: Vec<RequestSummary>,
    /// Whether the person may send and change requests of this case now.
    pub may_change: bool,
}

/// An invitation, without what it would take to use it.
#[derive(Serialize, ToSchema)]
pub struct InvitationView {
    /// Invitation.
    pub id: Uuid,
    /// Who it is for.
    pub contact: Contact,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
    /// When its code was used.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Wrong codes tried.
    pub attempts: i32,
    /// Whether it can still be used.
    pub open: bool,
}

/// One request, as the office sees it. What is not submitted yet is not in it.
#[derive(Serialize, ToSchema)]
pub struct RequestView {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: RequestSummary,
    /// Case.
    pub case_id: Uuid,
    /// Version of the form it is answered in.
    pub form_version: u32,
    /// Whom it is for.
    pub contact: Contact,
    /// The message that went with it.
    pub message: Option<String>,
    /// The legal basis that was told.
    pub legal_basis: String,
    /// Who sent it.
    pub sent_by: String,
    /// Why it was withdrawn.
    pub withdrawal_words: Option<String>,
    /// What was told as known.
    pub known: KnownAnswers,
    /// Who submitted last.
    pub submitted_by: Option<String>,
    /// What was submitted last; empty before.
    pub answers: Vec<GivenAnswer>,
    /// What was asked to have cleared up, the latest first.
    pub clarifications: Vec<ClarificationView>,
    /// Invitations, the latest first.
    pub invitations: Vec<InvitationView>,
    /// What the office can do.
    pub actions: Vec<RequestAction>,
}

/// Accept what was submitted.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptRequest {}

/// Return named questions to be cleared up; everything else stays as it is.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"questions": [{"question": "last_contact", "message": "The date is after the death. Please check it."}]}))]
pub struct ReturnRequest {
    /// Which, and what is unclear about each.
    #[validate(length(min = 1, max = 50, message = "Name 1 to 50 questions"))]
    pub questions: Vec<ClarifiedQuestion>,
}

/// Withdraw a request.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"words": "Sent to the wrong surgery."}))]
pub struct WithdrawRequest {
    /// Why; whoever was asked reads it.
    #[validate(length(min = 3, max = 2000, message = "Say why, in 3 to 2,000 characters"), custom(function = "plain_words"))]
    pub words: String,
}

/// Send a request again: the same request, and another mail.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResendRequest {}

/// Ask for an answer by another day.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"due_on": "2099-12-24"}))]
pub struct ChangeDueDay {
    /// Last day for an answer.
    pub due_on: NaiveDate,
}

/// Invite somebody without an account to answer a request.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"contact": {"name": "Dr Asha Lane", "email": "asha.lane@example.nhs.uk", "phone": "01634 960 001"}}))]
pub struct Invite {
    /// Who it is for; the link goes to their e-mail.
    pub contact: Contact,
}

/// An invitation that was made. Its code is shown this once: tell it by telephone, never by e-mail.
#[derive(Serialize, ToSchema)]
pub struct NewInvitation {
    /// Invitation.
    pub id: Uuid,
    /// The code to tell in another way than by e-mail.
    #[schema(example = "7K3M-92QX")]
    pub code: String,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
}
