//! Which case a notification belongs to: kept when it is joined, ended when it is taken out again, and shown with both.

use super::deciding::load;
use super::sealed::Notification;
use super::store_links::{self, NewLink};
use super::views::Decided;
use super::views_comparing::{NotificationLinkView, UnlinkNotification};
use crate::case::access::{self, CaseChange};
use crate::case::events::CaseEvent;
use crate::case::opening::note;
use crate::case::views_comparing::Compared;
use crate::case::{store as case_store, store_merges};
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::notification::decision::{self, Action as Choice, Refusal, Standing, Status};
use serde_json::json;
use uuid::Uuid;

/// Place of the comparison a link was decided on.
pub const COMPARISON: &str = "notification_links.sealed_comparison";
/// Place of the reason of a link.
pub const REASON: &str = "notification_links.sealed_reason";
/// Place of the reason for taking it back.
pub const END_REASON: &str = "notification_links.sealed_end_reason";

/// Keeps that a notification belongs to a case; with the comparison and the reason when it was added to one that stood.
pub fn keep(tx: &mut Tx, notification: &Notification, case: &CaseChange, decided_on: Option<(&Compared, &String)>) -> Result<(), Problem> {
    let id = ids::new_id();
    let key = &notification.key;
    let link = NewLink {
        id,
        notification_id: notification.row.id,
        case_id: case.id(),
        area_id: case.area(),
        kind: if decided_on.is_some() { "linked" } else { "opening" },
        answer: decided_on.map(|_| "same_child"),
        sealed_comparison: decided_on.map(|(compared, _)| key.seal_json(COMPARISON, id, compared)).transpose()?,
        sealed_reason: decided_on.map(|(_, reason)| key.seal_json(REASON, id, reason)).transpose()?,
        linked_at: tx.now,
        linked_by: tx.user(),
    };
    store_links::insert_link(tx.conn(), &link)
}

/// Where a notification stands, for what can be done with it.
pub fn standing(tx: &mut Tx, status: Status, case: Option<Uuid>) -> Result<Standing, Problem> {
    let only_one = match case {
        Some(case) => store_links::count_of_case(tx.conn(), case)? < 2,
        None => false,
    };
    // A linked notification leaves the one its case was opened from; only that one cannot go when it is alone.
    Ok(Standing { status, only_one: only_one && status == Status::Accepted })
}

/// Takes a notification out of its case again: it waits exactly as before.
pub fn unlink(tx: &mut Tx, id: Uuid, wanted: &UnlinkNotification) -> Result<Answer, Problem> {
    let (notification, status) = load(tx, id)?;
    let row = &notification.row;
    let not_linked = || Problem::new(Code::Conflict, "This notification belongs to no case, so there is nothing to take back.");
    let own = row.case_id.ok_or_else(not_linked)?;
    // What is written about a merged case is written where it continues.
    let survivor = store_merges::list_survivors(tx.conn(), &[own])?.remove(&own).map_or(own, |survivor| survivor.id);
    let (case, case_row) = access::open_for_change(tx, survivor)?;
    tx.request.check_version(row.version)?;
    let next = match decision::decide(standing(tx, status, row.case_id)?, Choice::Unlink) {
        Ok(next) => next,
        Err(Refusal::OnlyOne) => return Err(Problem::new(Code::Conflict, decision::ONLY_ONE)),
        Err(Refusal::NotLinked | Refusal::AlreadyDecided(_)) => return Err(not_linked()),
    };
    let links = store_links::list_links(tx.conn(), id)?;
    let link = links.iter().find(|link| link.ended_at.is_none()).ok_or_else(|| Problem::internal("a notification belongs to a case by no link"))?;
    let sealed = notification.key.seal_json(END_REASON, link.id, &wanted.reason)?;
    let (now, by) = (tx.now, tx.person()?.user);
    store_links::end_link(tx.conn(), id, link.id, (now, by, sealed))?;
    case_store::update_version(tx.conn(), &case)?;
    let event = CaseEvent::NotificationUnlinked { notification: id, reference: row.reference.clone(), reason: wanted.reason.clone() };
    note(tx, &case, now, Some(by), &event)?;
    tx.record(
        Event::on(Action::UnlinkNotification, ObjectKind::Notification, id)
            .area(row.area_id)
            .case(case.id())
            .detail(json!({ "case": case_row.reference })),
    )?;
    Answer::created(format!("/api/v1/notifications/{id}"), Decided { id, status: next.code().to_owned(), case: None })
}

/// The cases a notification belongs to and belonged to, the first first. One the person must not know of is not there.
pub fn links(tx: &mut Tx, notification: &Notification) -> Result<Vec<NotificationLinkView>, Problem> {
    let rows = store_links::list_links(tx.conn(), notification.row.id)?;
    let cases = store_merges::list_case_names(tx.conn(), &rows.iter().map(|row| row.case_id).collect::<Vec<_>>())?;
    let people: Vec<Uuid> = rows.iter().flat_map(|row| [row.linked_by, row.ended_by]).flatten().collect();
    let people = store_links::list_user_names(tx.conn(), &people)?;
    let key = &notification.key;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(case) = cases.get(&row.case_id) else { continue };
        let words = |place: &str, sealed: &Option<Vec<u8>>| sealed.as_ref().map(|sealed| key.open_json::<String>(place, row.id, sealed)).transpose();
        views.push(NotificationLinkView {
            case: case.clone(),
            at: row.linked_at,
            by: row.linked_by.and_then(|by| people.get(&by).cloned()),
            reason: words(REASON, &row.sealed_reason)?,
            compared: row.sealed_comparison.as_ref().map(|sealed| key.open_json(COMPARISON, row.id, sealed)).transpose()?,
            ended_at: row.ended_at,
            ended_by: row.ended_by.and_then(|by| people.get(&by).cloned()),
            end_reason: words(END_REASON, &row.sealed_end_reason)?,
            kind: row.kind,
        });
    }
    Ok(views)
}
