//! What the outside sees of transfers.

use crate::identity::views::AreaName;
use crate::platform::extract::plain_words;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// Somebody to ask.
#[derive(Clone, Serialize, ToSchema)]
pub struct ContactView {
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
}

/// A transfer: all that the other area sees of what is offered, and all that the sender sees of what has left.
#[derive(Serialize, ToSchema)]
pub struct TransferView {
    /// Transfer.
    pub id: Uuid,
    /// `case` or `notification`.
    pub kind: &'static str,
    /// Reference, which it keeps wherever it goes.
    #[schema(example = "KENT/2026/0042")]
    pub reference: String,
    /// The case or notification, where it is in one of your areas.
    pub opens: Option<Uuid>,
    /// Area that offers.
    pub from: AreaName,
    /// Area it is offered to.
    pub to: AreaName,
    /// `offered`, `accepted`, `declined` or `withdrawn`.
    pub state: String,
    /// The same in words.
    pub state_label: &'static str,
    /// Whether the case is restricted: its offer then says no more than its reference and who offers it.
    pub restricted: bool,
    /// Why, as a code.
    pub reason: Option<String>,
    /// Why, in words for either area.
    #[schema(example = "The child normally lived in Norfolk and Waveney")]
    pub reason_label: Option<String>,
    /// Why, in the sender's words.
    pub words: Option<String>,
    /// Age group at death.
    pub age_band: Option<String>,
    /// Date of death.
    pub date_of_death: Option<NaiveDate>,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
    /// By whom.
    pub offered_by: ContactView,
    /// When it was settled.
    pub decided_at: Option<DateTime<Utc>>,
    /// By whom.
    pub decided_by: Option<ContactView>,
    /// Why it was declined or withdrawn.
    pub decision_words: Option<String>,
    /// What you can do: `accept`, `decline`, `withdraw`.
    pub actions: Vec<&'static str>,
}

/// A reason to offer something for.
#[derive(Serialize, ToSchema)]
pub struct TransferReasonView {
    /// Code.
    pub code: &'static str,
    /// In words.
    pub label: &'static str,
}

/// An offer to another area.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferTransfer {
    /// The other area.
    pub to_area_id: Uuid,
    /// Code of the reason: `lives_there`, `looked_after`, `agreed`, `sent_wrongly` or `area_changed`.
    #[schema(example = "lives_there")]
    #[validate(length(min = 1, max = 60, message = "Choose a reason"))]
    pub reason: String,
    /// Why, for whoever reads it in the other area. Name nobody: they read this before anything else.
    #[validate(length(min = 3, max = 2000, message = "Say in a few words why it is offered"), custom(function = "plain_words"))]
    pub words: String,
}

/// Accepting: nothing more to say.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptTransfer {}

/// Declining, or withdrawing.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndTransfer {
    /// Why.
    #[schema(example = "The child lived in the neighbouring area")]
    #[validate(length(min = 3, max = 2000, message = "Say why in a few words, for the other area"), custom(function = "plain_words"))]
    pub words: String,
}

/// A transfer, and where it stands.
#[derive(Serialize, ToSchema)]
pub struct TransferName {
    /// Transfer.
    pub id: Uuid,
    /// `offered`, `accepted`, `declined` or `withdrawn`.
    pub state: String,
    /// The case or notification, where it is yours now.
    pub opens: Option<Uuid>,
}
