//! Two records side by side: what each says, and in words where they differ. Nothing is decided here.

use super::sealed::Identity;
use super::store::CaseRow;
use super::store_matching::facts_of;
use super::views_comparing::{Compared, ComparisonRow};
use crate::platform::problem::{Code, Problem};
use opencdr_domain::case::reference::CaseReference;
use opencdr_domain::forms::Form;
use opencdr_domain::notification::duplicate::{Difference, compare as weigh, differences};
use opencdr_domain::notification::facts::NotificationFacts;
use opencdr_domain::notification::two_children;

/// What is known of a birth of twins or more: place in the order, and the answer to whether it was one.
pub type Birth = (Option<i32>, Option<String>);

/// What a case says of the child, for comparing. The order of birth is that of the notification it was opened from.
pub fn facts_of_case(row: &CaseRow, identity: &Identity, birth: Option<&Birth>) -> NotificationFacts {
    NotificationFacts {
        birth_order: birth.and_then(|(order, _)| u8::try_from((*order)?).ok()),
        multiple: birth.and_then(|(_, multiple)| match multiple.as_deref() {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            Some(_) | None => None,
        }),
        ..facts_of(row, identity)
    }
}

/// Compares two records as they are shown and kept.
pub fn compared(left: &NotificationFacts, right: &NotificationFacts, form: &Form) -> Compared {
    let found = weigh(left, right);
    let row = |line: Difference| ComparisonRow {
        field: line.field.to_owned(),
        label: line.label.to_owned(),
        left: line.a,
        right: line.b,
        outcome: line.outcome.code().to_owned(),
        words: line.words,
    };
    Compared {
        band: found.band.code().to_owned(),
        score: found.score,
        rows: differences(left, right, form).into_iter().map(row).collect(),
        two_children: two_children::signs(&found).into_iter().map(str::to_owned).collect(),
        preselected: two_children::preselected(&found, left, right),
    }
}

/// Refuses to make one of what may be two children, unless somebody said that they looked.
///
/// # Errors
/// `invalid_body`, naming what speaks for two children.
pub fn confirmed(compared: &Compared, confirmed: bool) -> Result<(), Problem> {
    if compared.two_children.is_empty() || confirmed {
        return Ok(());
    }
    let words = format!("{} If you are sure that it is one child, confirm it and say how you know.", may_be_two(compared));
    Err(Problem::field(Code::InvalidBody, "/two_children_confirmed", "required", &words))
}

/// Refuses to merge what may be two children, unless somebody typed the reference under which they continue: a tick is set too
/// easily for what makes one record of two children.
///
/// # Errors
/// `invalid_body`, naming what speaks for two children and what to type.
pub fn reference_confirmed(compared: &Compared, survivor: &str, typed: Option<&str>) -> Result<(), Problem> {
    if compared.two_children.is_empty() {
        return Ok(());
    }
    let (code, words) = match typed.map(|typed| CaseReference::parse(typed).map(|reference| reference.to_string())) {
        Some(Some(reference)) if reference == survivor => return Ok(()),
        Some(_) => ("not_an_option", format!("This is not the reference under which the case continues. If it is one child, type {survivor}.")),
        None => (
            "required",
            format!("{} If you are sure that it is one child, type the reference under which it continues, {survivor}.", may_be_two(compared)),
        ),
    };
    Err(Problem::field(Code::InvalidBody, "/confirmed_reference", code, &words))
}

fn may_be_two(compared: &Compared) -> String {
    let signs = compared.two_children.join("; ").to_lowercase().replace("nhs", "NHS");
    format!("These may be two children: {signs}.")
}
