//! What happens when links between cases are read, made and ended.
//!
//! That two cases are linked is known only to those who may know of both. So a link leaves no line on a timeline, no count and no
//! entry in the list of who looked at a case: its audit entries name the area and the link alone.

use super::store;
use super::views::{LinkCase, LinkList, LinkView};
use crate::case::access::{self, CaseAccess};
use crate::case::record::views::{Added, Choice};
use crate::case::record::writing::{Faults, may_change, seen};
use crate::case::showing::child_name;
use crate::case::store::CaseRow;
use crate::case::views::CaseName;
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::case::record::link::Kind;
use opencdr_domain::case::reference::CaseReference;
use opencdr_domain::identity::permission::Permission;
use serde_json::json;
use uuid::Uuid;

const PLACE: &str = "case_links.sealed";

/// A case, if the person may know of it.
fn known(tx: &mut Tx, id: Uuid) -> Result<Option<(CaseAccess, CaseRow)>, Problem> {
    match access::open(tx, id) {
        Ok(found) => Ok(Some(found)),
        Err(problem) if problem.code() == Code::NotFound => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// Cases that this one belongs together with, as far as the person may know of them.
pub fn read(tx: &mut Tx, id: Uuid) -> Result<LinkList, Problem> {
    let (case, _) = access::open(tx, id)?;
    let mut items = Vec::new();
    for (link, linked_by) in store::list(tx.conn(), &case)? {
        let other = if case.ids().contains(&link.case_id) { link.other_id } else { link.case_id };
        // A proof of access to both: without one there is no link.
        let (Some((first, first_row)), Some((_, second_row))) = (known(tx, link.case_id)?, known(tx, link.other_id)?) else { continue };
        let row = if link.case_id == other { first_row } else { second_row };
        let identity = row.identity(tx.keyring())?;
        items.push(LinkView {
            id: link.id,
            case: CaseName { id: row.id, reference: row.reference },
            child_name: child_name(&identity.forenames, &identity.surname),
            kind_label: Kind::from_code(&link.kind).map(Kind::label).unwrap_or_default().to_owned(),
            words: first.open_json(PLACE, link.id, &link.sealed)?,
            kind: link.kind,
            linked_at: link.linked_at,
            linked_by,
        });
    }
    seen(tx, &case, Action::ReadLinks, "links")?;
    Ok(LinkList {
        items,
        next: None,
        kinds: Kind::ALL.iter().map(|kind| Choice { code: kind.code(), label: kind.label() }).collect(),
        may_change: may_change(tx, &case, Permission::ChangeLinks),
    })
}

fn record(tx: &mut Tx, link: Uuid, area: Uuid, what: &str) -> Result<(), Problem> {
    tx.record(Event::on(Action::ChangeLinks, ObjectKind::CaseLink, link).area(area).detail(json!({ "what": what })))
}

/// Links a case with another of its area. A case that is not there and one that the person may not know of are told alike.
pub fn add(tx: &mut Tx, id: Uuid, wanted: &LinkCase) -> Result<Added, Problem> {
    let (case, row) = access::open_for_change(tx, id)?;
    let mut faults = Faults::default();
    let kind = faults.code("kind", wanted.kind.as_deref().unwrap_or_default(), Kind::from_code, "Choose why the two cases belong together");
    if kind == Some(Kind::Other) {
        faults.needed("words", wanted.words.as_deref(), "Say in a few words why the two cases belong together");
    }
    let reference = CaseReference::parse(wanted.reference.as_deref().unwrap_or_default()).map(|reference| reference.to_string());
    let found = match &reference {
        Some(reference) => store::find_by_reference(tx.conn(), case.area(), reference)?,
        None => None,
    };
    let other = found.and_then(|other| access::open_for_change(tx, other).ok()).map(|(other, _)| other);
    match &other {
        None if wanted.reference.is_none() => faults.add("reference", "not_found", "Find and choose the other case"),
        None => faults.add("reference", "not_found", "We found no case of this area with that reference that you may change"),
        Some(other) if other.id() == row.id => faults.add("reference", "same_case", "This is the reference of this very case"),
        Some(_) => {}
    }
    let (other, kind) = faults.none(other.zip(kind))?;
    let (first, second) = if case.id() < other.id() { (&case, &other) } else { (&other, &case) };
    let link = ids::new_id();
    let sealed = first.seal_json(PLACE, link, &wanted.words)?;
    let written = (tx.now, tx.user());
    store::insert(tx.conn(), (link, kind.code()), (first, second), &sealed, written)?;
    record(tx, link, case.area(), "made")?;
    Ok(Added { id: link, version: 1 })
}

/// Ends a link. It is kept, and shown no more.
pub fn end(tx: &mut Tx, id: Uuid, link: Uuid) -> Result<(), Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let visible = store::list(tx.conn(), &case)?.into_iter().find(|(row, _)| row.id == link).ok_or_else(Problem::not_found)?.0;
    let other = if case.ids().contains(&visible.case_id) { visible.other_id } else { visible.case_id };
    access::open_for_change(tx, other)?;
    let (now, user) = (tx.now, tx.user());
    if !store::end(tx.conn(), &case, link, now, user)? {
        return Err(Problem::not_found());
    }
    record(tx, link, case.area(), "ended")
}
