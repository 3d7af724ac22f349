//! Making two cases of one child one, and taking them apart again. Nothing is moved or deleted: the merged case keeps what it has,
//! and is read with the one it continues as.

use super::access::{self, CaseAccess, CaseChange};
use super::comparing;
use super::deadlines;
use super::events::CaseEvent;
use super::links;
use super::opening::note;
use super::showing;
use super::store::CaseRow;
use super::store_merges::{self, MergeRow, NewMerge};
use super::views::CaseName;
use super::views_comparing::{CaseComparisonView, Compared, ComparisonSide, MergeCases, MergeView, Merged, UnmergeCases};
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::case::record::link::Kind;
use opencdr_domain::case::status::Status;
use opencdr_domain::case::workflow::{self, Action, Refusal, Standing};
use opencdr_domain::forms::Form;
use opencdr_domain::identity::permission::Permission;
use serde_json::json;
use uuid::Uuid;

/// Place of the comparison a merge was decided on.
pub const COMPARISON: &str = "case_merges.sealed_comparison";
/// Place of the reason of a merge.
pub const REASON: &str = "case_merges.sealed_reason";
/// Place of the reason for taking a merge back.
pub const END_REASON: &str = "case_merges.sealed_end_reason";

fn name(row: &CaseRow) -> CaseName {
    CaseName { id: row.id, reference: row.reference.clone() }
}

fn status_of(code: &str) -> Result<Status, Problem> {
    Status::from_code(code).ok_or_else(|| Problem::internal("a case has an unknown status"))
}

fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::NotInThisStatus(_, why) => Problem::new(Code::Conflict, why),
        Refusal::Notification(_) => Problem::internal("a merge asked about a notification"),
    }
}

/// Compares two cases, each with what its own row says.
fn compare(tx: &mut Tx, form: &Form, left: &CaseRow, right: &CaseRow) -> Result<Compared, Problem> {
    let births = store_merges::list_births(tx.conn(), &[left.id, right.id])?;
    let facts = |row: &CaseRow| Ok(comparing::facts_of_case(row, &row.identity(tx.keyring())?, births.get(&row.id)));
    let (left, right): (_, Result<_, Problem>) = (facts(left)?, facts(right));
    Ok(comparing::compared(&left, &right?, form))
}

fn not_with_itself(one: Uuid, other: Uuid) -> Result<(), Problem> {
    if one == other {
        return Err(Problem::field(Code::InvalidBody, "/into", "not_an_option", "Choose another case than this one"));
    }
    Ok(())
}

/// Two cases side by side.
pub fn comparison(tx: &mut Tx, form: &Form, id: Uuid, other: Uuid) -> Result<CaseComparisonView, Problem> {
    let (left, left_row) = access::open(tx, id)?;
    not_with_itself(id, other)?;
    let (right, right_row) = access::open(tx, other)?;
    for case in [&left, &right] {
        tx.record(Event::on(Act::CompareRecords, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))?;
    }
    let side = |row: &CaseRow| ComparisonSide { kind: "case", id: row.id, reference: row.reference.clone(), status: row.status.clone() };
    Ok(CaseComparisonView {
        compared: compare(tx, form, &left_row, &right_row)?,
        left: side(&left_row),
        right: side(&right_row),
        becomes_restricted: left_row.restricted != right_row.restricted,
        linked_as: if tx.may(Permission::ReadLinks, left.area()) { linked_as(tx, &left, &right)? } else { Vec::new() },
    })
}

/// What two cases, or those merged into either, are linked as.
fn linked_as(tx: &mut Tx, one: &CaseAccess, other: &CaseAccess) -> Result<Vec<&'static str>, Problem> {
    let links = links::store::list(tx.conn(), one)?;
    let between = links.into_iter().filter(|(link, _)| other.ids().contains(&link.case_id) || other.ids().contains(&link.other_id));
    Ok(between.filter_map(|(link, _)| Kind::from_code(&link.kind)).map(Kind::linked_as).collect())
}

/// A link says that there are two children, and a merge that there is one: who merges first takes back what was said before.
fn not_linked(tx: &mut Tx, merged: &CaseAccess, survivor: &CaseAccess) -> Result<(), Problem> {
    let Some(linked_as) = linked_as(tx, merged, survivor)?.pop() else { return Ok(()) };
    let words = format!(
        "These two cases are linked as {linked_as}. Merging says that they are one child. If they are, end that link first, under “Linked cases” on the page of either case."
    );
    Err(Problem::new(Code::Conflict, words))
}

fn note_on_both(
    tx: &mut Tx,
    (merged, merged_event): (&CaseChange, &CaseEvent),
    (survivor, event): (&CaseChange, &CaseEvent),
    act: Act,
) -> Result<(), Problem> {
    let (now, user) = (tx.now, tx.user());
    note(tx, merged, now, user, merged_event)?;
    note(tx, survivor, now, user, event)?;
    for (case, with) in [(merged, survivor), (survivor, merged)] {
        tx.record(Event::on(act, ObjectKind::Case, case.id()).area(case.area()).case(case.id()).detail(json!({ "with": with.id() })))?;
    }
    Ok(())
}

/// Lets a case continue as another.
pub fn merge(tx: &mut Tx, form: &Form, id: Uuid, wanted: &MergeCases) -> Result<Answer, Problem> {
    let areas = tx.areas();
    store_merges::lock_both(tx.conn(), &areas, id, wanted.into)?;
    let (merged, merged_row) = access::open_for_change(tx, id)?;
    not_with_itself(id, wanted.into)?;
    let (survivor, survivor_row) = access::open_for_change(tx, wanted.into)?;
    tx.request.check_version(merged_row.version)?;
    if merged.area() != survivor.area() {
        return Err(Problem::field(Code::InvalidBody, "/into", "not_an_option", "That case is in another area. Cases of two areas are not merged"));
    }
    let status = workflow::decide(status_of(&merged_row.status)?, Action::Merge).map_err(refused)?;
    workflow::decide(status_of(&survivor_row.status)?, Action::Merge).map_err(refused)?;
    not_linked(tx, &merged, &survivor)?;
    let compared = compare(tx, form, &merged_row, &survivor_row)?;
    comparing::reference_confirmed(&compared, &survivor_row.reference, wanted.confirmed_reference.as_deref())?;
    let by = tx.person()?.user;
    let merge = ids::new_id();
    let row = NewMerge {
        id: merge,
        survivor_id: survivor.id(),
        merged_id: merged.id(),
        area_id: survivor.area(),
        status_before: &merged_row.status,
        merged_restricted_before: merged_row.restricted,
        survivor_restricted_before: survivor_row.restricted,
        sealed_comparison: survivor.seal_json(COMPARISON, merge, &compared)?,
        sealed_reason: survivor.seal_json(REASON, merge, &wanted.reason)?,
        merged_at: tx.now,
        merged_by: by,
    };
    deadlines::look_again(tx, &survivor.with(&merged))?;
    store_merges::insert_merge(tx.conn(), (&merged, &survivor), &row)?;
    let told = CaseEvent::CaseMergedIn { case: merged.id(), reference: merged_row.reference.clone(), reason: wanted.reason.clone() };
    let told_there = CaseEvent::MergedInto { case: survivor.id(), reference: survivor_row.reference.clone() };
    note_on_both(tx, (&merged, &told_there), (&survivor, &told), Act::MergeCases)?;
    let restricted = merged_row.restricted || survivor_row.restricted;
    let body = Merged { case: name(&merged_row), status: status.code().to_owned(), survivor: name(&survivor_row), restricted };
    Answer::created(format!("/api/v1/cases/{}", survivor.id()), body)
}

/// Takes a merged case apart again from the one it continues as.
pub fn unmerge(tx: &mut Tx, id: Uuid, wanted: &UnmergeCases) -> Result<Answer, Problem> {
    let areas = tx.areas();
    let (_, merged_row) = access::open(tx, id)?;
    if let Some(into) = merged_row.merged_into {
        store_merges::lock_both(tx.conn(), &areas, id, into)?;
    }
    let (merged, merged_row) = access::open_merged_for_change(tx, id)?;
    tx.request.check_version(merged_row.version)?;
    let merge = store_merges::find_merge_in_force(tx.conn(), id)?;
    let before = merge.as_ref().and_then(|merge| Status::from_code(&merge.status_before));
    let standing = Standing { before_merge: before, ..status_of(&merged_row.status)?.into() };
    let status = workflow::decide(standing, Action::Unmerge).map_err(refused)?;
    let merge = merge.ok_or_else(|| Problem::internal("a merge is allowed to be taken back and is not there"))?;
    let (survivor, survivor_row) = access::open_merged_for_change(tx, merge.survivor_id)?;
    let by = tx.person()?.user;
    let sealed_reason = survivor.seal_json(END_REASON, merge.id, &wanted.reason)?;
    let now = tx.now;
    // The events first: when the case is restricted again, whoever was let in by the merge is not any more.
    let told = CaseEvent::CaseUnmerged { case: merged.id(), reference: merged_row.reference.clone(), reason: wanted.reason.clone() };
    let told_there = CaseEvent::UnmergedFrom { case: survivor.id(), reference: survivor_row.reference.clone() };
    note_on_both(tx, (&merged, &told_there), (&survivor, &told), Act::UnmergeCases)?;
    // What the other case has done about a deadline goes with it.
    deadlines::look_again(tx, &survivor.without(&merged))?;
    store_merges::end_merge(tx.conn(), (&merged, &survivor), &merge, (now, by, sealed_reason))?;
    let restricted = merge.survivor_restricted_before;
    let body = Merged { case: name(&merged_row), status: status.code().to_owned(), survivor: name(&survivor_row), restricted };
    Answer::created(format!("/api/v1/cases/{id}"), body)
}

/// What was merged into a case, and what was taken apart from it again.
pub fn merges_into(tx: &mut Tx, case: &CaseAccess) -> Result<Vec<MergeView>, Problem> {
    let rows = store_merges::list_merges_into(tx.conn(), case.id())?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let cases: Vec<Uuid> = rows.iter().map(|row| row.merged_id).collect();
    let people: Vec<Uuid> = rows.iter().flat_map(|row| [Some(row.merged_by), row.ended_by]).flatten().collect();
    let cases = store_merges::list_case_names(tx.conn(), &cases)?;
    let people = store_merges::list_user_names(tx.conn(), &people)?;
    let may = tx.may(showing::permission(Action::Unmerge), case.area()) && access::why_only_read(tx, case.id()).is_none();
    let person = |id: Uuid| people.get(&id).cloned().unwrap_or_default();
    let view = |row: MergeRow| -> Option<Result<MergeView, Problem>> {
        let case_name = cases.get(&row.merged_id)?.clone();
        let opened = || {
            Ok(MergeView {
                case: case_name,
                at: row.merged_at,
                by: person(row.merged_by),
                reason: case.open_json(REASON, row.id, &row.sealed_reason)?,
                compared: case.open_json(COMPARISON, row.id, &row.sealed_comparison)?,
                ended_at: row.ended_at,
                ended_by: row.ended_by.map(person),
                may_take_apart: may && row.ended_at.is_none(),
                end_reason: row.sealed_end_reason.as_ref().map(|sealed| case.open_json(END_REASON, row.id, sealed)).transpose()?,
            })
        };
        Some(opened())
    };
    rows.into_iter().filter_map(view).collect()
}
