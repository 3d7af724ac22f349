//! The areas in which the child lived, died, and in which it happened.

use super::access;
use super::events::CaseEvent;
use super::opening::{Source, note};
use super::store::{self, CaseRow};
use super::views_places::{ChangePlaces, PlacesView};
use crate::area::service::look_up;
use crate::area::store::{find_area_of, list_names};
use crate::platform::event::Event;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::places::{self, Lead};
use serde_json::json;
use uuid::Uuid;

/// Areas of residence, of death and of the event.
pub type Places = (Option<Uuid>, Option<Uuid>, Option<Uuid>);

/// What the notification tells of the areas.
pub fn derived(tx: &mut Tx, source: &Source) -> Result<Places, Problem> {
    let today = tx.today;
    let home = match source.local_authority.as_deref() {
        Some(authority) => find_area_of(tx.conn(), authority, today)?.map(|area| area.id),
        None => None,
    };
    let mut follow = |lead| {
        Ok::<_, Problem>(match lead {
            Lead::Home => home,
            Lead::Postcode(postcode) => look_up(tx, &postcode)?.view.area.map(|area| area.id),
            Lead::Unknown => None,
        })
    };
    Ok((home, follow(places::of_death(source.answers.as_map()))?, follow(places::of_event(source.answers.as_map()))?))
}

/// The areas by name.
pub fn shown(tx: &mut Tx, row: &CaseRow) -> Result<PlacesView, Problem> {
    let ids: Vec<Uuid> = [row.area_of_residence, row.area_of_death, row.area_of_event].into_iter().flatten().collect();
    let names = list_names(tx.conn(), &ids)?;
    let name = |id: Option<Uuid>| id.and_then(|id| names.get(&id).cloned());
    Ok(PlacesView { residence: name(row.area_of_residence), death: name(row.area_of_death), event: name(row.area_of_event) })
}

/// Puts the areas right.
pub fn change(tx: &mut Tx, id: Uuid, wanted: &ChangePlaces) -> Result<(PlacesView, i32), Problem> {
    let (case, row) = access::open_for_change(tx, id)?;
    tx.request.required_version()?;
    tx.request.check_version(row.version)?;
    let asked: [(&str, Option<Uuid>); 3] = [("/residence", wanted.residence), ("/death", wanted.death), ("/event", wanted.event)];
    let ids: Vec<Uuid> = asked.iter().filter_map(|(_, id)| *id).collect();
    let names = list_names(tx.conn(), &ids)?;
    if let Some((pointer, _)) = asked.iter().find(|(_, id)| id.is_some_and(|id| !names.contains_key(&id))) {
        return Err(Problem::field(Code::InvalidBody, pointer, "not_an_option", "Choose an area from GET /api/v1/areas, or leave it empty"));
    }
    let row =
        CaseRow { area_of_residence: wanted.residence, area_of_death: wanted.death, area_of_event: wanted.event, version: row.version + 1, ..row };
    store::update_places(tx.conn(), &case, (wanted.residence, wanted.death, wanted.event))?;
    let name = |id: Option<Uuid>| id.and_then(|id| names.get(&id)).map(|area| area.name.clone());
    let event = CaseEvent::AreasChanged {
        residence: name(wanted.residence),
        death: name(wanted.death),
        event: name(wanted.event),
        reason: wanted.reason.trim().to_owned(),
    };
    let (now, user) = (tx.now, tx.user());
    note(tx, &case, now, user, &event)?;
    tx.record(
        Event::on(Action::ChangeAreas, ObjectKind::Case, case.id())
            .area(case.area())
            .case(case.id())
            .detail(json!({ "residence": wanted.residence, "death": wanted.death, "event": wanted.event })),
    )?;
    Ok((shown(tx, &row)?, row.version))
}
