//! What happens when cases are listed, searched and opened.

use super::access;
use super::places;
use super::process::service::waits;
use super::sealed::{PERSON, PROFESSIONAL, name_parts};
use super::showing;
use super::store::{self, AccessRow, EventRow};
use super::store_list::{self, Filter, Key, Sort, SummaryRow, Wanted};
use super::views::{AccessItem, CaseCounts, CaseSummary, CaseView, TimelineItem};
use super::{merging, store_merges, triage};
use crate::area::store::list_names;
use crate::platform::event::Event;
use crate::platform::page;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use chrono::{DateTime, Utc};
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::reference::CaseReference;
use opencdr_domain::case::status::Status;
use opencdr_domain::case::triage::Facts;
use opencdr_domain::case::workflow::{self, Action as OnCase, Standing};
use opencdr_domain::forms::Form;
use opencdr_domain::vocab::nhs_number::NhsNumber;
use uuid::Uuid;

/// A page of cases.
pub fn list(tx: &mut Tx, form: &Form, filter: &Filter, key: Option<&Key>, limit: i64) -> Result<(Vec<CaseSummary>, Option<String>), Problem> {
    let (areas, now) = (tx.areas(), tx.now);
    let rows = store_list::list(tx, &areas, filter, key, limit + 1)?;
    let (rows, next) = page::cut(rows, limit, |row| filter.sort.key(row));
    record_list(tx, Action::ListCases, &areas, rows.iter().map(|r| r.id).collect())?;
    Ok((summaries(tx, rows, form, now)?, next))
}

fn summaries(tx: &mut Tx, rows: Vec<SummaryRow>, form: &Form, now: DateTime<Utc>) -> Result<Vec<CaseSummary>, Problem> {
    let merged: Vec<Uuid> = rows.iter().filter(|row| row.merged).map(|row| row.id).collect();
    let survivors = store_merges::list_survivors(tx.conn(), &merged)?;
    Ok(rows.into_iter().map(|row| showing::summary(row, form, now, &survivors)).collect())
}

/// A list is recorded once, in its area when it has one.
fn record_list(tx: &mut Tx, action: Action, areas: &[Uuid], returned: Vec<Uuid>) -> Result<(), Problem> {
    let event = Event::list(action, ObjectKind::Case, returned);
    tx.record(match areas {
        [one] => event.area(*one),
        _ => event,
    })
}

/// What a typed search means.
pub fn wanted(query: &str) -> Result<Wanted, Problem> {
    if let Ok(number) = NhsNumber::parse(query) {
        return Ok(Wanted::NhsNumber(number.as_str().to_owned()));
    }
    if let Some(reference) = CaseReference::parse(query) {
        return Ok(Wanted::Reference(reference.to_string()));
    }
    let parts = name_parts(&[query]);
    if parts.iter().all(|part| part.chars().count() < 2) {
        return Err(Problem::field(
            Code::InvalidBody,
            "/query",
            "too_short",
            "Enter at least 2 letters of a name, a case reference such as KENT/2026/0042, or a whole NHS number",
        ));
    }
    Ok(Wanted::Names(parts))
}

/// Cases found by name, reference or NHS number.
pub fn search(tx: &mut Tx, form: &Form, wanted: &Wanted, key: Option<&Key>, limit: i64) -> Result<(Vec<CaseSummary>, Option<String>), Problem> {
    let (areas, now) = (tx.areas(), tx.now);
    let rows = store_list::search(tx, &areas, wanted, key, limit + 1)?;
    let (rows, next) = page::cut(rows, limit, |row| Sort::OpenedLast.key(row));
    record_list(tx, Action::SearchCases, &areas, rows.iter().map(|r| r.id).collect())?;
    Ok((summaries(tx, rows, form, now)?, next))
}

/// One case.
pub fn get(tx: &mut Tx, form: &Form, id: Uuid) -> Result<CaseView, Problem> {
    let (case, row) = access::open(tx, id)?;
    let now = tx.now;
    let people = store::list_people(tx.conn(), &case)?;
    let professionals = store::list_professionals(tx.conn(), &case)?;
    let deadlines = store::list_deadlines(tx.conn(), &case)?;
    let notifications = store::list_notifications(tx.conn(), &case)?;
    let waiting = waits(tx, &case)?;
    let area = list_names(tx.conn(), &[case.area()])?.remove(&case.area()).ok_or_else(Problem::not_found)?;
    tx.record(Event::on(Action::ReadCase, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))?;
    let status = Status::from_code(&row.status).ok_or_else(|| Problem::internal("a case has an unknown status"))?;
    let identity = row.identity(tx.keyring())?;
    let emergency_until = tx.broken_until(id);
    let why_not = emergency_until.map(|_| showing::TO_READ).or_else(|| tx.is_offered(id).then_some(access::OFFERED));
    let summary = SummaryRow::of(&row, identity.clone(), status.is_open());
    let summary = summaries(tx, vec![summary], form, now)?.pop().ok_or_else(Problem::not_found)?;
    let merges = merging::merges_into(tx, &case)?;
    let merge = if row.merged_into.is_some() { store_merges::find_merge_in_force(tx.conn(), id)? } else { None };
    let elsewhere = summary.continues_as.as_ref().map(|to| format!("This case continues as {}. Make the change there.", to.reference));
    let before = merge.and_then(|merge| Status::from_code(&merge.status_before));
    let triage = if status == Status::Triage { triage::facts(tx, &case, &row)? } else { Facts::default() };
    Ok(CaseView {
        summary,
        version: row.version,
        emergency_until,
        area,
        places: places::shown(tx, &row)?,
        child: showing::child(&row, identity, form),
        waiting,
        // While a case continues as another, its deadlines rest.
        deadlines: deadlines.into_iter().filter(|_| status != Status::Merged).map(|d| showing::deadline(d, now)).collect(),
        people: people
            .into_iter()
            .map(|row| {
                let details = case.open_json(PERSON, row.id, &row.sealed)?;
                Ok(showing::person(row, details, form))
            })
            .collect::<Result<_, Problem>>()?,
        professionals: professionals
            .into_iter()
            .map(|row| {
                let details = case.open_json(PROFESSIONAL, row.id, &row.sealed)?;
                Ok(showing::professional(row, details, form))
            })
            .collect::<Result<_, Problem>>()?,
        notifications: notifications.into_iter().map(|row| showing::notification(tx.keyring(), row)).collect::<Result<_, _>>()?,
        merges,
        triage: triage::completed(tx, &case)?,
        actions: workflow::available(Standing { status, before_merge: before, triage })
            .into_iter()
            .map(|offered| {
                let may = tx.may(showing::permission(offered.action), case.area());
                let elsewhere = elsewhere.as_deref().filter(|_| offered.action != OnCase::Unmerge);
                showing::action(offered, may, why_not.or(elsewhere))
            })
            .collect(),
    })
}

/// What happened on a case, the latest first.
pub fn timeline(tx: &mut Tx, id: Uuid, before: Option<(DateTime<Utc>, Uuid)>, limit: i64) -> Result<(Vec<TimelineItem>, Option<String>), Problem> {
    let (case, _) = access::open(tx, id)?;
    let rows = store::list_events(tx.conn(), &case, before, limit + 1)?;
    let (rows, next) = page::cut(rows, limit, |row: &EventRow| (row.1, row.0));
    tx.record(Event::on(Action::ReadTimeline, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))?;
    let items = rows.into_iter().map(|row| showing::timeline_item(&case, row)).collect::<Result<_, _>>()?;
    Ok((items, next))
}

/// Who has looked at a case, the latest first.
pub fn accesses(tx: &mut Tx, id: Uuid, before: Option<i64>, limit: i64) -> Result<(Vec<AccessItem>, Option<String>), Problem> {
    let (case, _) = access::open(tx, id)?;
    let rows = store::list_accesses(tx.conn(), &case, before, limit + 1)?;
    let (rows, next) = page::cut(rows, limit, |row: &AccessRow| row.0);
    tx.record(Event::on(Action::ReadAccesses, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))?;
    Ok((rows.into_iter().map(showing::access_item).collect(), next))
}

/// Counts of cases for tabs.
pub fn counts(tx: &mut Tx) -> Result<CaseCounts, Problem> {
    let areas = tx.areas();
    let by_status = store_list::count_by_status(tx.conn(), &areas)?;
    let overdue = store_list::count_overdue(tx, &areas)?;
    let open =
        |wanted: bool| by_status.iter().filter(|(code, _)| Status::from_code(code).is_some_and(|s| s.is_open() == wanted)).map(|(_, n)| n).sum();
    Ok(CaseCounts { open: open(true), closed: open(false), overdue, by_status })
}
