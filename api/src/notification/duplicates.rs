//! Which records may be about the same child as a notification, what was answered about them before, and which other areas to ask.

use super::answers;
use super::sealed::Notification;
use super::store::{self, NotificationRow};
use super::store_links;
use super::views_comparing::{AnswerView, DuplicateView, SignalView};
use crate::area::store::list_areas;
use crate::case::comparing::facts_of_case;
use crate::case::sealed::Identity;
use crate::case::showing::child_name;
use crate::case::store::CaseRow;
use crate::case::store_matching::{self, Wanted};
use crate::case::store_merges;
use crate::identity::views::AreaName;
use crate::platform::event::Event;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::notification::duplicate::{Band, Match, compare, perhaps_of_one_birth, rank};
use opencdr_domain::notification::facts::NotificationFacts;
use opencdr_domain::notification::two_children::preselected;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The most shown.
const MOST_SHOWN: usize = 10;

/// Where a candidate came from, and what it says.
struct Candidate {
    from: From,
    facts: NotificationFacts,
}

enum From {
    Case(Box<CaseRow>, Identity),
    Notification(Box<Notification>),
}

/// Found by index codes and dates, and only these are opened and compared.
fn candidates(tx: &mut Tx, row: &NotificationRow, facts: &NotificationFacts) -> Result<Vec<(Candidate, NotificationFacts)>, Problem> {
    let (areas, dates) = ([row.area_id], (row.date_of_birth, row.date_of_death));
    let wanted = Wanted::of(tx.keyring(), &areas, facts);
    let cases = store_matching::narrow(tx.conn(), "cases", &wanted, dates)?;
    let others = store_matching::narrow(tx.conn(), "notifications", &wanted, dates)?;
    let births = store_merges::list_births(tx.conn(), &cases)?;
    let mut found = Vec::with_capacity(cases.len() + others.len());
    for case in store_matching::list_by_id(tx, &areas, &cases)? {
        let identity = case.identity(tx.keyring())?;
        let facts = facts_of_case(&case, &identity, births.get(&case.id));
        found.push((Candidate { from: From::Case(Box::new(case), identity), facts: facts.clone() }, facts));
    }
    for other in store::list_waiting(tx.conn(), &others, row.id)? {
        let other = other.open(tx.keyring())?;
        let facts = NotificationFacts::from_answers(&other.answers);
        found.push((Candidate { from: From::Notification(Box::new(other)), facts: facts.clone() }, facts));
    }
    Ok(found)
}

fn view(facts: &NotificationFacts, candidate: Candidate, found: Match) -> DuplicateView {
    let preselected = preselected(&found, facts, &candidate.facts);
    let perhaps_twin = perhaps_of_one_birth(facts, &candidate.facts);
    let band = found.band.code().to_owned();
    let signals = found
        .signals
        .into_iter()
        .map(|s| SignalView { signal: s.signal.to_owned(), outcome: s.outcome.code().to_owned(), explanation: s.explanation })
        .collect();
    match candidate.from {
        From::Case(case, identity) => DuplicateView {
            kind: "case",
            id: case.id,
            reference: case.reference,
            status: case.status,
            child_name: child_name(&identity.forenames, &identity.surname),
            nhs_number: identity.nhs_number,
            date_of_birth: case.date_of_birth,
            date_of_death: case.date_of_death,
            band,
            preselected,
            perhaps_twin,
            signals,
            answer: None,
        },
        From::Notification(other) => DuplicateView {
            kind: "notification",
            id: other.row.id,
            reference: other.row.reference,
            status: other.row.status,
            child_name: child_name(&other.told.forenames, &other.told.surname),
            nhs_number: other.told.nhs_number,
            date_of_birth: other.row.date_of_birth,
            date_of_death: other.row.date_of_death,
            band,
            preselected,
            perhaps_twin,
            signals,
            answer: None,
        },
    }
}

/// What was found about a merged case is told of the case it continues as, once.
fn told_of_survivors(tx: &mut Tx, found: Vec<DuplicateView>) -> Result<Vec<DuplicateView>, Problem> {
    let cases: Vec<Uuid> = found.iter().filter(|one| one.kind == "case").map(|one| one.id).collect();
    let survivors = store_merges::list_survivors(tx.conn(), &cases)?;
    let ids: Vec<Uuid> = survivors.values().map(|survivor| survivor.id).collect();
    let statuses = store_links::list_case_statuses(tx.conn(), &ids)?;
    let mut seen = HashSet::new();
    Ok(found
        .into_iter()
        .map(|one| match survivors.get(&one.id) {
            Some(survivor) => DuplicateView {
                id: survivor.id,
                reference: survivor.reference.clone(),
                status: statuses.get(&survivor.id).cloned().unwrap_or_default(),
                ..one
            },
            None => one,
        })
        .filter(|one| seen.insert(one.id))
        .collect())
}

/// What else is known of the child of a notification, and of children born with it.
#[derive(Default)]
pub struct Found {
    /// Records that may be about the same child, the likeliest first.
    pub duplicates: Vec<DuplicateView>,
    /// Records about perhaps another child of the same birth.
    pub twins: Vec<DuplicateView>,
    /// What was answered before.
    pub answered: Vec<AnswerView>,
}

/// Cases and waiting notifications of the same area that may be about the same child, or another child of the same birth, and what was
/// answered before. Who was answered to be a different child is not offered as the same again; a twin it may still be.
pub fn find(tx: &mut Tx, row: &NotificationRow, given: &Map<String, Value>) -> Result<Found, Problem> {
    let facts = NotificationFacts::from_answers(given);
    let candidates = candidates(tx, row, &facts)?;
    let ranked = rank(&facts, candidates);
    let answered = answers::list(tx, row.id)?;
    let different: HashSet<Uuid> = answers::records_answered(tx, &answered, "different_child")?;
    let views = |found: Vec<(Candidate, Match)>| found.into_iter().map(|(candidate, found)| view(&facts, candidate, found)).collect();
    let (alike, twins) = (told_of_survivors(tx, views(ranked.alike))?, told_of_survivors(tx, views(ranked.twins))?);
    let with_answers = |views: &mut dyn Iterator<Item = DuplicateView>| -> Vec<DuplicateView> {
        let answer = |id: Uuid| answered.iter().find(|answer| answer.other == id).cloned();
        views.take(MOST_SHOWN).map(|one| DuplicateView { answer: answer(one.id), ..one }).collect()
    };
    let shown = with_answers(&mut alike.into_iter().filter(|one| !different.contains(&one.id)));
    let twins = with_answers(&mut twins.into_iter().filter(|one| shown.iter().all(|other| other.id != one.id)));
    for found in shown.iter().chain(&twins) {
        tx.record(match found.kind {
            "case" => Event::on(Action::SearchCases, ObjectKind::Case, found.id).area(row.area_id).case(found.id),
            _ => Event::on(Action::ReadNotification, ObjectKind::Notification, found.id).area(row.area_id),
        })?;
    }
    Ok(Found { duplicates: shown, twins, answered })
}

/// How likely it is that waiting notifications are about a child already known, by the likeliest record found for each: a mark on the
/// rows of a list. The page of each notification searches wider.
pub fn marks(tx: &mut Tx, waiting: &[Uuid]) -> Result<HashMap<Uuid, Band>, Problem> {
    let pairs = store_links::list_likely_pairs(tx.conn(), waiting)?;
    if pairs.is_empty() {
        return Ok(HashMap::new());
    }
    let cases: Vec<Uuid> = pairs.iter().filter(|pair| pair.is_case).map(|pair| pair.other).collect();
    let notifications: Vec<Uuid> = pairs.iter().flat_map(|pair| [Some(pair.notification), (!pair.is_case).then_some(pair.other)]).flatten().collect();
    let births = store_merges::list_births(tx.conn(), &cases)?;
    let mut known: HashMap<Uuid, NotificationFacts> = HashMap::new();
    let areas = tx.areas();
    for case in store_matching::list_by_id(tx, &areas, &cases)? {
        let identity = case.identity(tx.keyring())?;
        known.insert(case.id, facts_of_case(&case, &identity, births.get(&case.id)));
    }
    for row in store::list_waiting(tx.conn(), &notifications, Uuid::nil())? {
        let opened = row.open(tx.keyring())?;
        known.insert(opened.row.id, NotificationFacts::from_answers(&opened.answers));
    }
    let mut marks = HashMap::new();
    for pair in pairs {
        // One that the person must not know of was not loaded.
        let (Some(facts), Some(other)) = (known.get(&pair.notification), known.get(&pair.other)) else { continue };
        let band = compare(facts, other).band;
        let mark = marks.entry(pair.notification).or_insert(band);
        *mark = band.max(*mark);
    }
    Ok(marks)
}

/// Other areas that may know the child. They are told by name and nothing else is known of what they have.
pub fn elsewhere(tx: &mut Tx, row: &NotificationRow, given: &Map<String, Value>) -> Result<Vec<AreaName>, Problem> {
    let facts = NotificationFacts::from_answers(given);
    let today = tx.today;
    let areas: Vec<AreaName> = list_areas(tx.conn(), today)?.into_iter().map(|(area, _)| area).filter(|area| area.id != row.area_id).collect();
    let ids: Vec<Uuid> = areas.iter().map(|area| area.id).collect();
    let wanted = Wanted::of(tx.keyring(), &ids, &facts);
    let dates = (row.date_of_birth, row.date_of_death);
    let found = store_matching::list_areas_that_match(tx.conn(), &wanted, dates, facts.sex.as_deref().unwrap_or_default())?;
    tx.record(Event::on(Action::LookElsewhere, ObjectKind::Notification, row.id).area(row.area_id).detail(json!({ "areas": found })))?;
    Ok(areas.into_iter().filter(|area| found.contains(&area.id)).collect())
}
