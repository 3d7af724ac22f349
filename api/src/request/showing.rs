//! Requests in words.

use super::store::RequestRow;
use super::views::{AskedSection, ClarificationView, DeclineView, RequestAction, RequestTimes, StandingView};
use crate::platform::keyring::RecordKey;
use crate::platform::problem::Problem;
use chrono::NaiveDate;
use opencdr_domain::forms::{Form, Registry};
use opencdr_domain::request::action::{Facts, available};
use opencdr_domain::request::decline::Reason;
use opencdr_domain::request::standing::is_overdue;

/// Where a request stands.
pub fn standing(row: &RequestRow, today: NaiveDate) -> StandingView {
    let standing = row.timeline().standing();
    StandingView { code: standing.code(), label: standing.label(), overdue: is_overdue(standing, row.due_on, today) }
}

/// When each thing happened.
pub fn times(row: &RequestRow) -> RequestTimes {
    RequestTimes {
        sent_at: row.sent_at,
        resent_at: row.resent_at,
        undelivered_at: row.undelivered_at,
        opened_at: row.opened_at,
        first_saved_at: row.first_saved_at,
        submitted_at: row.submitted_at,
        returned_at: row.returned_at,
        accepted_at: row.accepted_at,
        declined_at: row.declined_at,
        withdrawn_at: row.withdrawn_at,
    }
}

/// What can be done, and why not.
pub fn actions(facts: &Facts) -> Vec<RequestAction> {
    available(facts).into_iter().map(|one| RequestAction { action: one.action.code(), why_not: one.reason }).collect()
}

/// The sections asked for.
pub fn sections(form: &Form, row: &RequestRow) -> Vec<AskedSection> {
    let asked = row.asked();
    let sections = form.definition.sections.iter().filter(|section| asked.contains(&section.id));
    sections.map(|section| AskedSection { id: section.id.clone(), title: section.title.clone() }).collect()
}

/// Why it was declined.
pub fn decline(row: &RequestRow, key: &RecordKey) -> Result<Option<DeclineView>, Problem> {
    let Some(reason) = row.decline_reason.as_deref().and_then(Reason::from_code) else { return Ok(None) };
    let words = if row.withdrawn_at.is_none() { row.ending(key)? } else { None };
    Ok(Some(DeclineView { reason: reason.code().to_owned(), label: reason.label(), words }))
}

/// An agency type in words.
pub fn agency_label(registry: &Registry, code: &str) -> String {
    let listed = registry.current("notification").and_then(|form| form.lists.get("agency"));
    listed.and_then(|list| list.iter().find(|option| option.code == code)).map_or_else(|| code.to_owned(), |option| option.label.clone())
}

/// What was asked to have cleared up.
pub fn clarification(row: &super::store::ClarificationRow, key: &RecordKey, by: Option<&(String, String)>) -> Result<ClarificationView, Problem> {
    let returned_by = by.map(|(name, _)| name.clone()).unwrap_or_default();
    Ok(ClarificationView { returned_at: row.returned_at, returned_by, questions: row.questions(key)? })
}
