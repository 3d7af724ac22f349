//! Two records side by side: what each says, and in words where they differ. Nothing is decided here.

use super::sealed::Identity;
use super::showing::{child_name, label};
use super::store::CaseRow;
use super::views_comparing::{Compared, ComparisonRow};
use crate::platform::problem::{Code, Problem};
use chrono::NaiveDate;
use opencdr_domain::forms::Form;
use opencdr_domain::notification::duplicate::{Match, Outcome, compare as weigh};
use opencdr_domain::notification::facts::NotificationFacts;
use opencdr_domain::notification::two_children;

/// What is known of a birth of twins or more: place in the order, and the answer to whether it was one.
pub type Birth = (Option<i32>, Option<String>);

/// What a case says of the child, for comparing. The order of birth is that of the notification it was opened from.
pub fn facts_of_case(row: &CaseRow, identity: &Identity, birth: Option<&Birth>) -> NotificationFacts {
    NotificationFacts {
        surname: Some(identity.surname.clone()),
        forenames: Some(identity.forenames.clone()).filter(|f| !f.is_empty()),
        aliases: identity.aliases.clone(),
        nhs_number: identity.nhs_number.clone(),
        date_of_birth: Some(row.date_of_birth),
        date_of_death: Some(row.date_of_death),
        postcode: identity.postcode.as_deref().map(|p| p.replace(' ', "")),
        sex: Some(row.sex.clone()),
        birth_order: birth.and_then(|(order, _)| u8::try_from((*order)?).ok()),
        multiple: birth.and_then(|(_, multiple)| match multiple.as_deref() {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            Some(_) | None => None,
        }),
    }
}

/// Compares two records as they are shown and kept.
pub fn compared(left: &NotificationFacts, right: &NotificationFacts, form: &Form) -> Compared {
    let found = weigh(left, right);
    Compared {
        band: found.band.code().to_owned(),
        score: found.score,
        rows: rows(left, right, &found, form),
        two_children: two_children::signs(left, right).into_iter().map(str::to_owned).collect(),
        preselected: two_children::preselected(found.band, left, right),
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
    let words = format!(
        "These may be two children: {}. If you are sure that it is one child, confirm it and say how you know.",
        compared.two_children.join("; ").to_lowercase().replace("nhs", "NHS")
    );
    Err(Problem::field(Code::InvalidBody, "/two_children_confirmed", "required", &words))
}

/// What is put side by side: the code of the comparison, what it is called, and what a record says.
type Line = (&'static str, &'static str, fn(&NotificationFacts, &Form) -> Option<String>);

const LINES: [Line; 7] = [
    ("name", "Name", |facts, _| name(facts)),
    ("nhs_number", "NHS number", |facts, _| facts.nhs_number.as_deref().map(spaced)),
    ("date_of_birth", "Date of birth", |facts, _| facts.date_of_birth.map(in_words)),
    ("date_of_death", "Date of death", |facts, _| facts.date_of_death.map(in_words)),
    ("sex", "Sex", |facts, form| facts.sex.as_deref().map(|code| label(form, "sex", code))),
    ("postcode", "Home postcode", |facts, _| facts.postcode.as_deref().map(postcode)),
    ("birth_order", "Birth order", |facts, _| birth_order(facts)),
];

fn rows(left: &NotificationFacts, right: &NotificationFacts, found: &Match, form: &Form) -> Vec<ComparisonRow> {
    LINES
        .iter()
        .map(|(field, label, value)| {
            let signal = found.signals.iter().find(|signal| signal.signal == *field);
            ComparisonRow {
                field: (*field).to_owned(),
                label: (*label).to_owned(),
                left: value(left, form),
                right: value(right, form),
                outcome: signal.map_or(Outcome::Missing, |signal| signal.outcome).code().to_owned(),
                words: signal.map(|signal| signal.explanation.clone()).unwrap_or_default(),
            }
        })
        .collect()
}

fn name(facts: &NotificationFacts) -> Option<String> {
    let surname = facts.surname.as_deref()?;
    let name = child_name(facts.forenames.as_deref().unwrap_or_default(), surname);
    Some(match &facts.aliases {
        Some(aliases) => format!("{name}, also known as {aliases}"),
        None => name,
    })
}

/// Ten digits in the groups they are read out in.
fn spaced(number: &str) -> String {
    match (number.get(..3), number.get(3..6), number.get(6..)) {
        (Some(first), Some(second), Some(third)) => format!("{first} {second} {third}"),
        _ => number.to_owned(),
    }
}

/// With the space before the last three characters.
fn postcode(compact: &str) -> String {
    match compact.len().checked_sub(3).and_then(|at| compact.split_at_checked(at)) {
        Some((outward, inward)) => format!("{outward} {inward}"),
        None => compact.to_owned(),
    }
}

fn in_words(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

fn birth_order(facts: &NotificationFacts) -> Option<String> {
    match (facts.birth_order, facts.multiple) {
        (Some(order), _) => Some(format!("Number {order} of twins or more")),
        (None, Some(true)) => Some("One of twins or more, order not known".to_owned()),
        (None, Some(false)) => Some("Not one of twins or more".to_owned()),
        (None, None) => None,
    }
}
