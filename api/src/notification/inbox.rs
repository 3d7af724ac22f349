//! What a coordinator sees of notifications.

use super::sealed::{Notification, Told};
use super::store::{self, ItemRow, Key, NotificationRow};
use super::views::{DecisionView, NotificationAction, NotificationSummary, NotificationView, NotifiedChild, NotifierView, RejectionReasonView};
use super::{duplicates, linking};
use crate::area::store::list_names;
use crate::case::access::OFFERED;
use crate::case::showing::child_name;
use crate::case::views::CaseName;
use crate::identity::views::AreaName;
use crate::platform::event::Event;
use crate::platform::page;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::{DateTime, Utc};
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::deadline::calendar::Calendar;
use opencdr_domain::deadline::catalogue;
use opencdr_domain::deadline::due::{death_instant, due, is_overdue};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::notification::decision::{self, Standing, Status};
use opencdr_domain::notification::duplicate::Band;
use opencdr_domain::notification::scope::REJECTION_REASONS;
use opencdr_domain::vocab::age::age_text_with_times;
use opencdr_domain::vocab::local_time::parse_time;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

fn hours(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    (to - from).num_hours().max(0)
}

/// Whether the national database should have been told of the death by now, and nobody has looked at the notification yet.
fn national_limit_passed(died: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    catalogue::rule(catalogue::CHILD_DEATH_REVIEW, "national_notification")
        .is_some_and(|rule| is_overdue(due(rule, died, Calendar::england_and_wales()).at, None, now))
}

fn summary(row: ItemRow, told: Told, areas: &HashMap<Uuid, AreaName>, cases: &HashMap<Uuid, String>, now: DateTime<Utc>) -> NotificationSummary {
    let died = row.died_at.unwrap_or_else(|| death_instant(row.date_of_death, None));
    NotificationSummary {
        child_name: child_name(&told.forenames, &told.surname),
        area: areas.get(&row.area_id).cloned().unwrap_or(AreaName { id: row.area_id, code: String::new(), name: String::new() }),
        case: row.case_id.and_then(|id| cases.get(&id).map(|reference| CaseName { id, reference: reference.clone() })),
        overdue: row.status == Status::Received.code() && national_limit_passed(died, now),
        hours_since_death: hours(died, now),
        hours_since_receipt: hours(row.received_at, now),
        id: row.id,
        reference: row.reference,
        status: row.status,
        nhs_number: told.nhs_number,
        date_of_birth: row.date_of_birth,
        date_of_death: row.date_of_death,
        received_at: row.received_at,
        notifier_name: told.notifier_name,
        notifier_organisation: row.notifier_organisation,
        joint_agency_response: row.jar_required,
        duplicate: None,
    }
}

/// The code of a mark, where there is one.
fn mark(band: Option<&Band>) -> Option<String> {
    band.filter(|band| **band > Band::None).map(|band| band.code().to_owned())
}

fn summaries(tx: &mut Tx, rows: Vec<ItemRow>) -> Result<Vec<NotificationSummary>, Problem> {
    let now = tx.now;
    let area_ids: Vec<Uuid> = rows.iter().map(|r| r.area_id).collect();
    let case_ids: Vec<Uuid> = rows.iter().filter_map(|r| r.case_id).collect();
    let areas = list_names(tx.conn(), &area_ids)?;
    let cases: HashMap<Uuid, String> = store::list_case_references(tx.conn(), &case_ids)?.into_iter().collect();
    rows.into_iter()
        .map(|row| {
            let told = row.told(tx.keyring())?;
            Ok(summary(row, told, &areas, &cases, now))
        })
        .collect()
}

/// A page of the inbox.
pub fn list(tx: &mut Tx, status: Status, key: Option<Key>, limit: i64) -> Result<(Vec<NotificationSummary>, Option<String>), Problem> {
    let areas = tx.areas();
    let waiting = status == Status::Received;
    let rows = store::list(tx.conn(), &areas, status.code(), waiting, key, limit + 1)?;
    let (rows, next) = page::cut(rows, limit, |row| (row.received_at, row.id));
    let event = Event::list(Action::ListNotifications, ObjectKind::Notification, rows.iter().map(|r| r.id).collect());
    tx.record(match areas.as_slice() {
        [one] => event.area(*one),
        _ => event,
    })?;
    let marks = if waiting { duplicates::marks(tx, &rows.iter().map(|r| r.id).collect::<Vec<_>>())? } else { HashMap::new() };
    let items = summaries(tx, rows)?.into_iter();
    Ok((items.map(|item| NotificationSummary { duplicate: mark(marks.get(&item.id)), ..item }).collect(), next))
}

/// One notification, with what it may duplicate and what can be done.
pub fn get(tx: &mut Tx, id: Uuid) -> Result<NotificationView, Problem> {
    let areas = tx.areas();
    let row = store::find_visible(tx.conn(), &areas, id)?.ok_or_else(Problem::not_found)?;
    let notification = row.open(tx.keyring())?;
    let links = linking::links(tx, &notification)?;
    let Notification { row, answers, decision_words, .. } = notification;
    let status = Status::from_code(&row.status).ok_or_else(|| Problem::internal("a notification has an unknown status"))?;
    let event = Event::on(Action::ReadNotification, ObjectKind::Notification, row.id).area(row.area_id);
    tx.record(match row.case_id {
        Some(case) => event.case(case),
        None => event,
    })?;
    let (found, elsewhere) = if status == Status::Received {
        (duplicates::find(tx, &row, &answers)?, duplicates::elsewhere(tx, &row, &answers)?)
    } else {
        (duplicates::Found::default(), Vec::new())
    };
    let standing = linking::standing(tx, status, row.case_id)?;
    let decided_by = store::find_user_name(tx.conn(), row.decided_by)?;
    let text = |question: &str| answers.get(question).and_then(Value::as_str).unwrap_or_default().to_owned();
    let item = ItemRow {
        id: row.id,
        area_id: row.area_id,
        reference: row.reference.clone(),
        status: row.status.clone(),
        date_of_birth: row.date_of_birth,
        date_of_death: row.date_of_death,
        died_at: None,
        received_at: row.received_at,
        notifier_organisation: row.notifier_organisation.clone(),
        jar_required: answers.get("jar_required").and_then(Value::as_str).map(str::to_owned),
        case_id: row.case_id,
        wrapped_key: row.wrapped_key.clone(),
        sealed: row.sealed.clone(),
    };
    let clock = |question: &str| answers.get(question).and_then(Value::as_str).and_then(parse_time);
    let item = ItemRow { died_at: clock("time_of_death").map(|time| death_instant(row.date_of_death, Some(time))), ..item };
    let summary = summaries(tx, vec![item])?.pop().ok_or_else(Problem::not_found)?;
    let summary = NotificationSummary { duplicate: found.duplicates.first().map(|likeliest| likeliest.band.clone()), ..summary };
    Ok(NotificationView {
        summary,
        version: row.version,
        form_id: row.form_id.clone(),
        form_version: row.form_version,
        child: NotifiedChild {
            age_text: age_text_with_times(row.date_of_birth, clock("time_of_birth"), row.date_of_death, clock("time_of_death")).unwrap_or_default(),
        },
        notifier: NotifierView {
            name: text("notifier_name"),
            role: text("notifier_role"),
            organisation: text("notifier_org"),
            phone: text("notifier_phone"),
            email: text("notifier_email"),
        },
        duplicates: found.duplicates,
        perhaps_twins: found.twins,
        answers_before: found.answered,
        elsewhere,
        links,
        actions: actions(tx, standing, &row),
        rejection_reasons: REJECTION_REASONS
            .iter()
            .map(|r| RejectionReasonView { code: r.code.to_owned(), label: r.label.to_owned(), help: r.help.to_owned() })
            .collect(),
        decision: row.decided_at.map(|at| decision_view(at, decided_by, status, row.decision_reason, decision_words)),
        answers: Value::Object(answers),
    })
}

/// A decision as shown: a rejection has the code of its reason and a note, a link its reason in words.
fn decision_view(at: DateTime<Utc>, by: Option<String>, status: Status, reason: Option<String>, words: Option<String>) -> DecisionView {
    match status {
        Status::Linked => DecisionView { at, by, reason: words, note: None },
        Status::Received | Status::Accepted | Status::Rejected => DecisionView { at, by, reason, note: words },
    }
}

/// What can be done: what the status allows, as far as the role does.
fn actions(tx: &Tx, standing: Standing, row: &NotificationRow) -> Vec<NotificationAction> {
    decision::available(standing)
        .into_iter()
        .map(|offered| {
            let permission = match offered.action {
                decision::Action::Accept => Permission::AcceptNotification,
                decision::Action::Link | decision::Action::Unlink => Permission::LinkNotification,
                decision::Action::Reject => Permission::RejectNotification,
            };
            let may = tx.may(permission, row.area_id);
            let reason = match (may, tx.is_offered(row.id)) {
                (false, _) => Some("A coordinator or manager of the panel does this."),
                (true, true) => Some(OFFERED),
                (true, false) => offered.reason,
            };
            NotificationAction {
                action: offered.action.code().to_owned(),
                available: offered.available && reason.is_none(),
                reason: reason.map(str::to_owned),
            }
        })
        .collect()
}
