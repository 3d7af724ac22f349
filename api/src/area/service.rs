//! From a postcode to the panel that reviews the death.

use super::store::{self, PostcodeRow};
use super::views::{AreaLookUp, AreaView, LocalAuthority, LookUpOutcome};
use crate::identity::views::AreaName;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::vocab::postcode::Postcode;
use uuid::Uuid;

/// A look-up with what the record keeps of it.
pub struct Found {
    /// What the notifier sees.
    pub view: AreaLookUp,
    /// ONS code of the local authority, where it is one of those listed here; the national postcode file knows more.
    pub listed_authority: Option<String>,
}

/// Reads a postcode as typed.
pub fn parse(typed: &str) -> Result<Postcode, Problem> {
    Postcode::parse(typed).map_err(|_| {
        Problem::field(
            Code::InvalidBody,
            "/postcode",
            "invalid_postcode",
            "Enter a full UK postcode, for example ME4 4UF. If you do not know it, say so",
        )
    })
}

/// A panel somebody chose by hand: the area, if it exists today.
pub fn chosen(tx: &mut Tx, id: Uuid) -> Result<AreaName, Problem> {
    let today = tx.today;
    store::find_area(tx.conn(), id, today)?.ok_or_else(|| {
        Problem::field(
            Code::InvalidAnswers,
            "/area_id",
            "not_an_option",
            "There is no such child death overview panel today; choose one from GET /api/v1/areas",
        )
    })
}

/// Looks a postcode up (handbook rule: postcode → local authority → area on the day).
pub fn look_up(tx: &mut Tx, postcode: &Postcode) -> Result<Found, Problem> {
    let today = tx.today;
    let row = store::find_postcode(tx.conn(), &postcode.compact())?;
    let outcome_without_area = match &row {
        _ if postcode.is_no_fixed_abode() => LookUpOutcome::NoFixedAbode,
        None => LookUpOutcome::UnknownPostcode,
        Some(PostcodeRow { local_authority_code: Some(code), .. }) if !code.starts_with('E') => LookUpOutcome::OutsideEngland,
        Some(_) => LookUpOutcome::NoArea,
    };
    let authority = row.as_ref().and_then(|r| r.local_authority_code.clone());
    let area = match (&authority, outcome_without_area) {
        (Some(code), LookUpOutcome::NoArea) => store::find_area_of(tx.conn(), code, today)?,
        (Some(_) | None, _) => None,
    };
    Ok(Found {
        listed_authority: authority.clone().filter(|_| row.as_ref().is_some_and(|r| r.local_authority_name.is_some())),
        view: AreaLookUp {
            outcome: if area.is_some() { LookUpOutcome::Found } else { outcome_without_area },
            postcode: postcode.as_str().to_owned(),
            local_authority: authority
                .map(|code| LocalAuthority { name: row.as_ref().and_then(|r| r.local_authority_name.clone()).unwrap_or_else(|| code.clone()), code }),
            area,
        },
    })
}

/// Every area, for choosing one.
pub fn list_areas(tx: &mut Tx) -> Result<Vec<AreaView>, Problem> {
    let today = tx.today;
    let areas = store::list_areas(tx.conn(), today)?;
    Ok(areas
        .into_iter()
        .map(|(area, parts)| AreaView { area, local_authorities: parts.into_iter().map(|(code, name)| LocalAuthority { code, name }).collect() })
        .collect())
}
