//! What happens when other reviews and investigations are read, added and changed.

use super::store::{self, ProcessRow};
use super::views::{ProcessKind, ProcessList, ProcessView, ProcessWords, SaveProcess};
use crate::case::access::{self, CaseAccess, CaseChange};
use crate::case::events::CaseEvent;
use crate::case::record::views::{Added, Choice, Written};
use crate::case::record::writing::{Faults, check_version, may_change, seen, tell, write_down};
use crate::platform::ids;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::NaiveDate;
use opencdr_domain::audit::event::Action;
use opencdr_domain::case::record::Part;
use opencdr_domain::case::record::process::{Facts, HoldsUp, Kind, Status, waiting};
use opencdr_domain::identity::permission::Permission;
use uuid::Uuid;

/// Where they are sealed.
pub const PLACE: &str = "case_processes.sealed";

/// The facts of a row. A kind or status that this version does not know is one that another version wrote.
fn facts(row: &ProcessRow) -> Result<Facts, Problem> {
    let unknown = || Problem::internal("a review or investigation has an unknown code");
    Ok(Facts {
        kind: Kind::from_code(&row.kind).ok_or_else(unknown)?,
        status: Status::from_code(&row.status).ok_or_else(unknown)?,
        started: row.started_on,
        expected: row.expected_on,
        concluded: row.concluded_on,
        holds_up: HoldsUp { meeting: row.blocks_meeting, panel: row.blocks_panel, clock: row.stops_clock },
    })
}

fn shown(case: &CaseAccess, row: &ProcessRow, by: Option<String>) -> Result<ProcessView, Problem> {
    let facts = facts(row)?;
    Ok(ProcessView {
        id: row.id,
        kind: row.kind.clone(),
        kind_label: facts.kind.label().to_owned(),
        status: row.status.clone(),
        status_label: facts.status.label().to_owned(),
        open: facts.status.is_open(),
        started_on: row.started_on,
        expected_on: row.expected_on,
        concluded_on: row.concluded_on,
        blocks_meeting: row.blocks_meeting,
        blocks_panel: row.blocks_panel,
        stops_clock: row.stops_clock,
        words: case.open_json(PLACE, row.id, &row.sealed)?,
        written: Written { version: row.version, at: row.written_at, by },
    })
}

/// What waits for other reviews, for the top of the case.
pub fn waits(tx: &mut Tx, case: &CaseAccess) -> Result<Vec<String>, Problem> {
    let rows = store::list(tx.conn(), case)?;
    Ok(waiting(&rows.iter().map(|(row, _)| facts(row)).collect::<Result<Vec<_>, _>>()?))
}

/// The days of other reviews that are known, for the chronology.
pub fn known_days(tx: &mut Tx, case: &CaseAccess) -> Result<Vec<(NaiveDate, String)>, Problem> {
    let mut days = Vec::new();
    for (row, _) in store::list(tx.conn(), case)? {
        let kind = facts(&row)?.kind.label();
        days.extend(row.started_on.map(|day| (day, format!("{kind} began"))));
        days.extend(row.concluded_on.map(|day| (day, format!("{kind} concluded"))));
    }
    Ok(days)
}

/// Every review and investigation, those still open first.
pub fn list(tx: &mut Tx, id: Uuid) -> Result<ProcessList, Problem> {
    let (case, _) = access::open(tx, id)?;
    let rows = store::list(tx.conn(), &case)?;
    let waiting = waiting(&rows.iter().map(|(row, _)| facts(row)).collect::<Result<Vec<_>, _>>()?);
    let mut items = rows.into_iter().map(|(row, by)| shown(&case, &row, by)).collect::<Result<Vec<_>, _>>()?;
    items.sort_by_key(|item| !item.open);
    seen(tx, &case, Action::ReadCaseRecord, Part::Process.code())?;
    let kinds = Kind::ALL.iter().map(|kind| {
        let usually = kind.usually();
        ProcessKind {
            code: kind.code(),
            label: kind.label(),
            blocks_meeting: usually.meeting,
            blocks_panel: usually.panel,
            stops_clock: usually.clock,
        }
    });
    Ok(ProcessList {
        items,
        next: None,
        waiting,
        kinds: kinds.collect(),
        statuses: Status::ALL.iter().map(|s| Choice { code: s.code(), label: s.label() }).collect(),
        may_change: may_change(tx, &case, Permission::ChangeCaseRecord),
    })
}

/// Reads what was sent, and says everything that is wrong with it.
fn checked(tx: &Tx, wanted: &SaveProcess) -> Result<Facts, Problem> {
    let mut faults = Faults::default();
    let kind = faults.code("kind", wanted.kind.as_deref().unwrap_or_default(), Kind::from_code, "Choose what kind of review or investigation it is");
    let status = faults.code("status", wanted.status.as_deref().unwrap_or_default(), Status::from_code, "Choose how far it has come");
    let facts = kind.zip(status).map(|(kind, status)| Facts {
        kind,
        status,
        started: wanted.started_on,
        expected: wanted.expected_on,
        concluded: wanted.concluded_on,
        holds_up: HoldsUp { meeting: wanted.blocks_meeting, panel: wanted.blocks_panel, clock: wanted.stops_clock },
    });
    if let Some(facts) = &facts {
        faults.extend(facts.faults(tx.today));
        if facts.kind == Kind::Other {
            faults.needed("organisation", wanted.organisation.as_deref(), "Say who leads it, so that others know which review is meant");
        }
    }
    faults.none(facts)
}

fn row(tx: &Tx, case: &CaseChange, (id, version): (Uuid, i32), facts: &Facts, wanted: &SaveProcess) -> Result<ProcessRow, Problem> {
    let words = ProcessWords {
        organisation: wanted.organisation.clone(),
        contact: wanted.contact.clone(),
        reference: wanted.reference.clone(),
        outcome: wanted.outcome.clone(),
    };
    Ok(ProcessRow {
        id,
        case_id: case.id(),
        area_id: case.area(),
        kind: facts.kind.code().to_owned(),
        status: facts.status.code().to_owned(),
        started_on: wanted.started_on,
        expected_on: wanted.expected_on,
        concluded_on: wanted.concluded_on,
        blocks_meeting: wanted.blocks_meeting,
        blocks_panel: wanted.blocks_panel,
        stops_clock: wanted.stops_clock,
        sealed: case.seal_json(PLACE, id, &words)?,
        version,
        written_at: tx.now,
        written_by: tx.user(),
    })
}

/// Adds one.
pub fn add(tx: &mut Tx, id: Uuid, wanted: &SaveProcess) -> Result<Added, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let facts = checked(tx, wanted)?;
    let added = Added { id: ids::new_id(), version: 1 };
    let row = row(tx, &case, (added.id, added.version), &facts, wanted)?;
    store::insert(tx.conn(), &row)?;
    write_down(tx, &case, Part::Process, (added.id, added.version), wanted)?;
    tell(tx, &case, &CaseEvent::ProcessAdded { process: facts.kind.code().to_owned(), status: facts.status.code().to_owned() })?;
    Ok(added)
}

/// Replaces one with what was sent.
pub fn change(tx: &mut Tx, id: Uuid, process: Uuid, wanted: &SaveProcess) -> Result<ProcessView, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let stands = store::lock(tx.conn(), &case, process)?.ok_or_else(Problem::not_found)?;
    let version = check_version(tx, stands.version, shown(&case, &stands, None)?)?;
    let facts = checked(tx, wanted)?;
    let row = ProcessRow { case_id: stands.case_id, ..row(tx, &case, (process, version), &facts, wanted)? };
    store::update(tx.conn(), &row)?;
    write_down(tx, &case, Part::Process, (process, version), wanted)?;
    if stands.status != row.status {
        tell(tx, &case, &CaseEvent::ProcessMoved { process: facts.kind.code().to_owned(), status: facts.status.code().to_owned() })?;
    }
    let by = tx.person()?.name.clone();
    shown(&case, &row, Some(by))
}
