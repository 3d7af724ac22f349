//! What whoever is asked sees of a request, and what they answer.

use super::views::{
    AskedOrganisation, AskedSection, ClarificationView, DeclineView, GivenAnswer, KnownAnswers, RequestAction, RequestTimes, StandingView,
};
use crate::platform::extract::plain_words;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// Somebody of the organisation.
#[derive(Clone, Serialize, ToSchema)]
pub struct Colleague {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// Whom a request is about, as far as is needed to find the child's records.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct AskedChild {
    /// Name.
    #[schema(example = "Maya Hill")]
    pub name: String,
    /// Date of birth.
    pub date_of_birth: Option<NaiveDate>,
    /// Date of death.
    pub date_of_death: Option<NaiveDate>,
    /// NHS number, ten digits.
    pub nhs_number: Option<String>,
    /// Home address in one line.
    pub address: Option<String>,
}

/// A request in the organisation's inbox.
#[derive(Serialize, ToSchema)]
pub struct AskedRequestItem {
    /// Request.
    pub id: Uuid,
    /// Reference.
    #[schema(example = "R-7K3M-92QX")]
    pub reference: String,
    /// Organisation asked.
    pub organisation: AskedOrganisation,
    /// Panel that asks.
    pub area: String,
    /// The child.
    pub child_name: String,
    /// What the form is called.
    pub form_title: String,
    /// How many sections are asked for.
    pub sections: usize,
    /// Last day for an answer.
    pub due_on: NaiveDate,
    /// Where it stands.
    pub standing: StandingView,
    /// Who of the organisation answers it.
    pub assigned_to: Option<Colleague>,
}

/// One request, with all it takes to answer it.
#[derive(Serialize, ToSchema)]
pub struct AskedRequest {
    /// Request.
    pub id: Uuid,
    /// Reference.
    #[schema(example = "R-7K3M-92QX")]
    pub reference: String,
    /// Organisation asked.
    pub organisation: AskedOrganisation,
    /// Panel that asks.
    pub area: String,
    /// Who sent it, to ask.
    pub sent_by: String,
    /// Their e-mail.
    pub sent_by_email: Option<String>,
    /// The child.
    pub child: AskedChild,
    /// Form.
    #[schema(example = "reporting")]
    pub form: String,
    /// Version it is answered in; its definition is at /api/v1/forms/{form}/versions/{version}.
    pub form_version: u32,
    /// What the form is called.
    pub form_title: String,
    /// Sections asked for.
    pub sections: Vec<AskedSection>,
    /// Last day for an answer.
    pub due_on: NaiveDate,
    /// The message that came with it.
    pub message: Option<String>,
    /// On which legal basis it is asked.
    pub legal_basis: String,
    /// Where it stands.
    pub standing: StandingView,
    /// When each thing happened.
    pub times: RequestTimes,
    /// Who of the organisation answers it.
    pub assigned_to: Option<Colleague>,
    /// Colleagues it can be given to; empty for whoever came by an invitation.
    pub colleagues: Vec<Colleague>,
    /// What the system knows already.
    pub known: KnownAnswers,
    /// What decides which questions are shown, beside the answers: `age_days`, `age_band` and the like, by key.
    #[schema(value_type = Object)]
    pub facts: serde_json::Map<String, Value>,
    /// What has been saved, by the whole team.
    pub answers: Vec<GivenAnswer>,
    /// What the panel asks to have cleared up, while it is returned: only these can be changed.
    pub clarification: Option<ClarificationView>,
    /// Why it was declined.
    pub decline: Option<DeclineView>,
    /// Why it was withdrawn.
    pub withdrawal_words: Option<String>,
    /// What can be done.
    pub actions: Vec<RequestAction>,
    /// What becomes of answers under way, where a newer version of the form is out.
    pub newer_version: Option<NewerVersion>,
    /// Version of the request, for `If-Match`.
    pub version: i32,
}

/// A newer version of the form that is being answered.
#[derive(Serialize, ToSchema)]
pub struct NewerVersion {
    /// The newer version.
    pub version: u32,
    /// `continue`, `upgrade_on_submit` or `close_at`.
    pub in_flight: &'static str,
    /// Last day on which the older version can be submitted, where there is one.
    pub closes_on: Option<NaiveDate>,
    /// What changed, in words.
    pub changes: Vec<String>,
}

/// One change of an answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerChange {
    /// Question, or group of rows.
    pub question: String,
    /// Row of the group: a UUID the client draws for a new row.
    #[serde(default)]
    pub row: Option<Uuid>,
    /// Revision this change began from; 0 for a question that had no answer.
    pub base_revision: i32,
    /// The answer, or null to clear it or take the row out.
    pub value: Value,
}

/// Answers to save: each by itself.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"changes": [{"question": "last_contact", "base_revision": 0, "value": "2026-10-20"}]}))]
pub struct SaveAnswers {
    /// The changes.
    #[validate(length(min = 1, max = 200, message = "Save 1 to 200 answers at a time"))]
    pub changes: Vec<AnswerChange>,
}

/// A change that met one of a colleague: theirs stands, and yours is here.
#[derive(Serialize, ToSchema)]
pub struct AnswerConflict {
    /// What stands.
    pub theirs: GivenAnswer,
    /// What you sent, which was not saved.
    pub yours: Value,
}

/// What became of the changes.
#[derive(Serialize, ToSchema)]
pub struct SavedAnswers {
    /// Those that were saved, as they stand now.
    pub saved: Vec<GivenAnswer>,
    /// Those that a colleague had changed since.
    pub conflicts: Vec<AnswerConflict>,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// How often one answer was saved.
#[derive(Serialize, ToSchema)]
pub struct AnswerRevision {
    /// Question, or group of rows.
    pub question: String,
    /// Row of the group.
    pub row: Option<Uuid>,
    /// Revision that stands.
    pub revision: i32,
}

/// What has been saved, without what it says: for a page that asks by itself whether a colleague changed something.
#[derive(Serialize, ToSchema)]
pub struct RevisionList {
    /// Every answer that was saved.
    pub items: Vec<AnswerRevision>,
    /// Version of the request, which rises when it is submitted, returned or withdrawn.
    pub version: i32,
}

/// Submit what was answered.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitRequest {}

/// Say that no answers will come.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "not_known_to_us"}))]
pub struct DeclineRequest {
    /// `not_known_to_us`, `wrong_organisation`, `duplicate` or `cannot_share`.
    pub reason: String,
    /// Which organisation would know, of which request this is a duplicate, or why it cannot be shared.
    #[serde(default)]
    #[validate(length(max = 2000, message = "Use at most 2,000 characters"), custom(function = "plain_words"))]
    pub words: Option<String>,
}

/// Give a request to a colleague.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"user_id": null}))]
pub struct AssignRequest {
    /// Account of the colleague; null for nobody in particular.
    pub user_id: Option<Uuid>,
}

/// A request that was changed.
#[derive(Serialize, ToSchema)]
pub struct AskedRequestName {
    /// Request.
    pub id: Uuid,
    /// Where it stands now.
    pub standing: StandingView,
}

/// A question that has to be answered in the newer version.
#[derive(Serialize, ToSchema)]
pub struct AnewQuestion {
    /// The question; `group.question` inside a group.
    pub question: String,
    /// Why, in words.
    pub why: &'static str,
}

/// Make an account, in a visit by invitation.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Dr Asha Lane", "password": "copper lantern meadow"}))]
pub struct EnrolVisitor {
    /// Name shown to colleagues and to the panel’s office.
    #[validate(length(min = 2, max = 200, message = "Give your name, in 2 to 200 characters"), custom(function = "plain_words"))]
    pub name: String,
    /// Password.
    pub password: String,
}

/// An account that was made.
#[derive(Serialize, ToSchema)]
pub struct EnrolledView {
    /// Sign-in name.
    pub email: String,
}

/// Move to the newer version of the form.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpgradeRequest {}

/// A request that was moved to the newer version of its form.
#[derive(Serialize, ToSchema)]
pub struct MovedRequest {
    /// Request.
    pub id: Uuid,
    /// Where it stands.
    pub standing: StandingView,
    /// Version it is answered in now.
    pub form_version: u32,
    /// What has to be answered in it.
    pub anew: Vec<AnewQuestion>,
    /// Answers that have no place in it, by question.
    #[schema(value_type = Object)]
    pub left_behind: serde_json::Map<String, Value>,
}

/// Open a request by an invitation.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"token": "0000000000000000000000000000000000000000000000000000000000000000", "code": "7K3M-92QX", "name": "Dr Asha Lane"}))]
pub struct UseInvitation {
    /// Token of the link, 64 hexadecimal digits.
    #[validate(length(equal = 64, message = "The link is not whole. Copy all of it from the e-mail"))]
    pub token: String,
    /// The code that was told in another way.
    #[validate(length(min = 1, max = 40, message = "Type the code you were told"))]
    pub code: String,
    /// Who answers.
    #[validate(length(min = 2, max = 200, message = "Give your name, in 2 to 200 characters"), custom(function = "plain_words"))]
    pub name: String,
}

/// A visit by invitation.
#[derive(Serialize, ToSchema)]
pub struct VisitView {
    /// Whether there was a visit before: then an account is offered, so that no code is needed the next time.
    pub offers_account: bool,
    /// The e-mail address an account would have; the link was sent to it.
    pub email: Option<String>,
    /// The one request it opens.
    pub request_id: Uuid,
    /// Who answers.
    pub name: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}
