//! What the outside sees of restrictions, interests and openings in an emergency.

use crate::identity::views::AreaName;
use crate::platform::extract::plain_words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// A colleague, named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Colleague {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// Somebody who may see a restricted case.
#[derive(Serialize, ToSchema)]
pub struct GrantView {
    /// Grant.
    pub id: Uuid,
    /// Who may.
    pub colleague: Colleague,
    /// Since when.
    pub granted_at: DateTime<Utc>,
    /// Who gave it.
    pub granted_by: String,
    /// Whether I may end it now.
    pub may_end: bool,
}

/// Somebody from whom the case is hidden, whatever else they were given.
#[derive(Serialize, ToSchema)]
pub struct InterestView {
    /// Interest.
    pub id: Uuid,
    /// Who has it.
    pub colleague: Colleague,
    /// When it was declared.
    pub declared_at: DateTime<Utc>,
    /// Who declared it.
    pub declared_by: String,
    /// What it is; shown to those who may withdraw it.
    pub reason: Option<String>,
}

/// Who may see a case.
#[derive(Serialize, ToSchema)]
pub struct RestrictionView {
    /// Whether only people with a grant may know of the case.
    pub restricted: bool,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// Who restricted it.
    pub by: Option<String>,
    /// Why, in their words.
    pub reason: Option<String>,
    /// Who may see it; empty where it is not restricted.
    pub grants: Vec<GrantView>,
    /// From whom it is hidden.
    pub interests: Vec<InterestView>,
    /// People of the area whose role reads cases, without those it is hidden from and those with a grant; only for those who give grants.
    pub colleagues: Vec<Colleague>,
    /// Whether I may restrict it, lift that, give and end grants, and declare or withdraw a colleague's interest.
    pub may_restrict: bool,
    /// Whether I may declare an interest of my own.
    pub may_declare: bool,
}

/// Restricting a case, or lifting that.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRestriction {
    /// Whether only people with a grant may know of the case.
    #[schema(example = true)]
    pub restricted: bool,
    /// Why.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words why"), custom(function = "plain_words"))]
    #[schema(example = "The child of a member of staff")]
    pub reason: String,
}

/// Giving a grant.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveGrant {
    /// One of the colleagues listed.
    #[schema(example = "01890a5d-ac96-774b-bcce-b302099a8057")]
    pub user_id: Uuid,
}

/// A grant given.
#[derive(Serialize, ToSchema)]
pub struct GrantGiven {
    /// Grant.
    pub id: Uuid,
    /// Who may see the case now.
    pub colleague: Colleague,
}

/// Declaring an interest.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclareInterest {
    /// What it is.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words what the interest is"), custom(function = "plain_words"))]
    #[schema(example = "The family lives next door")]
    pub reason: String,
    /// Whose; oneself when left out. For a colleague only by those who may restrict the case.
    pub user_id: Option<Uuid>,
}

/// An interest declared.
#[derive(Serialize, ToSchema)]
pub struct InterestDeclared {
    /// Interest.
    pub id: Uuid,
    /// Who has it.
    pub colleague: Colleague,
    /// Whether the case is hidden from me now.
    pub hidden_from_me: bool,
    /// What that means, in words.
    pub words: String,
}

/// Withdrawing an interest.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawInterest {
    /// Why.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words why"), custom(function = "plain_words"))]
    #[schema(example = "It was another family of the same name")]
    pub reason: String,
}

/// An interest withdrawn.
#[derive(Serialize, ToSchema)]
pub struct InterestWithdrawn {
    /// Interest.
    pub id: Uuid,
    /// Who had it.
    pub colleague: Colleague,
}

/// Opening a restricted case in an emergency. The second factor is given anew, as the 6 digits or as a recovery code; an account
/// of the demonstration without one gives neither.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenInEmergency {
    /// The whole reference of the case.
    #[validate(length(min = 1, max = 40, message = "Enter the whole case reference, such as KENT/2026/0042"))]
    #[schema(example = "KENT/2026/0042")]
    pub reference: String,
    /// `safeguarding`, `clinical_need`, `legal_request`, `cover` or `other`.
    #[validate(length(min = 1, max = 60, message = "Choose a reason"))]
    #[schema(example = "safeguarding")]
    pub reason: String,
    /// The reason in words, 20 to 2000 characters. A manager reads them.
    #[validate(
        length(min = 20, max = 2000, message = "Explain in at least 20 characters why it cannot wait; a manager will read it"),
        custom(function = "plain_words")
    )]
    #[schema(example = "Social care rang about the safety of a brother; they meet at four o'clock.")]
    pub words: String,
    /// Six digits of the authenticator.
    #[validate(length(min = 6, max = 12, message = "Enter the 6 digits your authenticator shows"))]
    #[schema(example = "123456")]
    pub code: Option<String>,
    /// One of the recovery codes.
    #[validate(length(min = 16, max = 40, message = "Enter a whole recovery code"))]
    pub recovery_code: Option<String>,
}

/// A restricted case, open in an emergency.
#[derive(Serialize, ToSchema)]
pub struct OpenedInEmergency {
    /// Case.
    pub case_id: Uuid,
    /// Its reference.
    pub reference: String,
    /// Until when it can be read.
    pub until: DateTime<Utc>,
}

/// A review of an opening in an emergency.
#[derive(Serialize, ToSchema)]
pub struct ReviewView {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Code of what was found.
    pub outcome: String,
    /// The same in words.
    pub outcome_label: String,
    /// More words.
    pub words: String,
}

/// A restricted case that was opened in an emergency.
#[derive(Serialize, ToSchema)]
pub struct EmergencyAccessView {
    /// Opening.
    pub id: Uuid,
    /// Reference of the case.
    pub case_reference: String,
    /// The case, where I may see it.
    pub case_id: Option<Uuid>,
    /// Area of the case.
    pub area: AreaName,
    /// Who opened it.
    pub opened_by: String,
    /// When.
    pub opened_at: DateTime<Utc>,
    /// Until when it could be read.
    pub until: DateTime<Utc>,
    /// Code of the reason.
    pub reason: String,
    /// The same in words.
    pub reason_label: String,
    /// The reason in the person's words.
    pub words: String,
    /// By when it is to be reviewed.
    pub review_due_at: DateTime<Utc>,
    /// Whether it waits for longer than that.
    pub overdue: bool,
    /// The review, once there is one.
    pub review: Option<ReviewView>,
    /// Whether I may review it: nobody reviews what they opened themselves.
    pub may_review: bool,
}

/// Reviewing an opening in an emergency.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewEmergency {
    /// `justified`, `not_justified` or `needs_follow_up`.
    #[validate(length(min = 1, max = 60, message = "Choose what you found"))]
    #[schema(example = "justified")]
    pub outcome: String,
    /// What you found, in words.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words what you found"), custom(function = "plain_words"))]
    #[schema(example = "The call of social care is on record")]
    pub words: String,
}
