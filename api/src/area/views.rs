//! What the outside sees of places.

use crate::identity::views::AreaName;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// A postcode to look up.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LookUpArea {
    /// Home postcode of the child.
    #[validate(length(min = 1, max = 20, message = "Enter a postcode, for example ME4 4UF"))]
    #[schema(example = "ME4 4UF")]
    pub postcode: String,
}

/// How a look-up ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LookUpOutcome {
    /// The area is known.
    Found,
    /// The postcode is not in the table; choose the area.
    UnknownPostcode,
    /// The code for no fixed abode; choose the area.
    NoFixedAbode,
    /// The postcode is not in England; choose the area where the child died.
    OutsideEngland,
    /// The postcode is known, but no area of this system covers it; choose the area.
    NoArea,
}

/// A local authority.
#[derive(Clone, Serialize, ToSchema)]
pub struct LocalAuthority {
    /// ONS code.
    #[schema(example = "E06000035")]
    pub code: String,
    /// Name.
    #[schema(example = "Medway")]
    pub name: String,
}

/// What a postcode leads to.
#[derive(Clone, Serialize, ToSchema)]
pub struct AreaLookUp {
    /// How it ended.
    pub outcome: LookUpOutcome,
    /// The postcode, tidied.
    #[schema(example = "ME4 4UF")]
    pub postcode: String,
    /// Its local authority.
    pub local_authority: Option<LocalAuthority>,
    /// The area whose panel reviews the death.
    pub area: Option<AreaName>,
}

/// An area and what it is made of today.
#[derive(Serialize, ToSchema)]
pub struct AreaView {
    /// The area.
    #[serde(flatten)]
    pub area: AreaName,
    /// Its local authorities.
    pub local_authorities: Vec<LocalAuthority>,
}
