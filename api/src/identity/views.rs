//! What the outside sees of people and sessions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// Signing in.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Sign-in name.
    #[validate(length(min = 1, max = 254, message = "Enter your e-mail address"))]
    #[schema(example = "coordinator@kent.example")]
    pub email: String,
    /// Password.
    #[validate(length(min = 1, max = 128, message = "Enter your password; it has at most 128 characters"))]
    pub password: String,
}

/// A second factor: one of the two.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactor {
    /// Six digits of the authenticator.
    #[validate(length(min = 6, max = 12, message = "Enter the 6 digits your authenticator shows"))]
    pub code: Option<String>,
    /// One of the recovery codes.
    #[validate(length(min = 16, max = 40, message = "Enter a whole recovery code"))]
    pub recovery_code: Option<String>,
}

/// What a session still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// Nothing.
    SignedIn,
    /// The second factor.
    SecondFactorRequired,
    /// A second factor has to be set up before any case can be seen.
    EnrolmentRequired,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub struct SessionView {
    /// What it still needs.
    pub state: SessionState,
    /// Who; left out until the second factor was given.
    pub user: Option<SessionUser>,
    /// When it ends if nothing is done.
    pub idle_expires_at: DateTime<Utc>,
    /// When it ends whatever is done.
    pub absolute_expires_at: DateTime<Utc>,
    /// How many seconds before the end to warn.
    pub warn_seconds: u32,
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub struct SessionUser {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Sign-in name.
    pub email: String,
}

/// One of a person's own sessions.
#[derive(Serialize, ToSchema)]
pub struct SessionItem {
    /// Session.
    pub id: Uuid,
    /// Whether it is this one.
    pub current: bool,
    /// When signed in.
    pub created_at: DateTime<Utc>,
    /// Last use, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// Browser text.
    pub user_agent: String,
}

/// An area, named.
#[derive(Clone, Serialize, ToSchema)]
pub struct AreaName {
    /// Area.
    pub id: Uuid,
    /// Short code.
    #[schema(example = "KENT")]
    pub code: String,
    /// Name.
    #[schema(example = "Kent and Medway")]
    pub name: String,
}

/// An organisation, named.
#[derive(Clone, Serialize, ToSchema)]
pub struct OrganisationName {
    /// Organisation.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// What a person is, and where.
#[derive(Clone, Serialize, ToSchema)]
pub struct MembershipView {
    /// Role code of the policy table.
    #[schema(example = "coordinator")]
    pub role: String,
    /// Role in words.
    #[schema(example = "Coordinator")]
    pub role_label: String,
    /// Area it is held in.
    pub area: Option<AreaName>,
    /// Organisation acted for.
    pub organisation: Option<OrganisationName>,
}

/// State of the second factor.
#[derive(Serialize, ToSchema)]
pub struct SecondFactorState {
    /// Whether set up.
    pub enrolled: bool,
    /// Recovery codes not yet used.
    pub recovery_codes_left: i64,
}

/// The signed-in person.
#[derive(Serialize, ToSchema)]
pub struct Me {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Sign-in name.
    pub email: String,
    /// Whether this is the demonstration, with invented children only.
    pub demo: bool,
    /// Second factor.
    pub second_factor: SecondFactorState,
    /// What they are, and where.
    pub memberships: Vec<MembershipView>,
    /// What they may do somewhere, as codes of the policy table.
    pub permissions: Vec<String>,
}

/// An enrolment begun.
#[derive(Serialize, ToSchema)]
pub struct EnrolmentView {
    /// Secret to type into an authenticator.
    pub secret: String,
    /// Address that opens one.
    pub otpauth_uri: String,
    /// QR code as an SVG picture.
    pub qr_svg: String,
}

/// A code that confirms an enrolment.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEnrolment {
    /// Six digits of the authenticator.
    #[validate(length(min = 6, max = 12, message = "Enter the 6 digits your authenticator shows"))]
    pub code: String,
}

/// Recovery codes, shown once.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// Ten single-use codes.
    pub recovery_codes: Vec<String>,
}

/// A new password.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password until now.
    #[validate(length(min = 1, max = 128, message = "Enter the password you use now"))]
    pub current: String,
    /// The new one, 12 to 128 characters.
    #[validate(length(max = 128, message = "Use at most 128 characters"))]
    pub new: String,
}

/// An account, for the system administrator.
#[derive(Serialize, ToSchema)]
pub struct UserView {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Sign-in name.
    pub email: String,
    /// Whether closed.
    pub disabled: bool,
    /// Whether a second factor is set up.
    pub second_factor: bool,
    /// What they are, and where.
    pub memberships: Vec<MembershipView>,
}
