//! What the national database wishes to know of a case: what is met, what is missing, and from whom.

use super::gathering::{Gathered, gather};
use super::showing::{collated, latest};
use super::views::{AwaitedFrom, CompletenessView, WishView};
use crate::case::access;
use crate::platform::event::Event;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use crate::request::known;
use crate::request::showing::agency_label;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::composite::completeness::{Asked, AskedPart, Facts, State, Wished, completeness, score};
use opencdr_domain::forms::{Form, Registry, triggered};
use serde_json::{Map, Value};
use uuid::Uuid;

/// How complete the record of a case is.
pub fn get(tx: &mut Tx, registry: &Registry, id: Uuid) -> Result<CompletenessView, Problem> {
    let (case, row) = access::open(tx, id)?;
    let known = known::gather(tx, &case, &row)?;
    let gathered = gather(tx, registry, &case)?;
    tx.record(Event::on(Act::ReadComposite, ObjectKind::Composite, case.id()).area(case.area()).case(case.id()))?;
    let notification = registry.current("notification").ok_or_else(|| Problem::internal("the notification form is not built in"))?;
    let (mut answers, computed) = (known.told(), known.facts());
    let events = says(registry, &gathered, &mut answers);
    let further: Vec<&Form> = triggered(registry, &answers, &events).iter().filter_map(|one| registry.current(&one.form)).collect();
    let requests = asked(&gathered);
    let facts = Facts {
        answers: &answers,
        computed: &computed,
        requests: &requests,
        notification,
        reporting: registry.current("reporting"),
        triggered: &further,
        forms: registry,
    };
    let wished = completeness(&facts);
    let (met, of) = score(&wished);
    Ok(CompletenessView { met, of, wishes: wished.into_iter().map(|one| shown(registry, &gathered, one)).collect() })
}

/// Adds to what is known what the record says; answers the events that were named.
fn says(registry: &Registry, gathered: &Gathered<'_>, answers: &mut Map<String, Value>) -> Vec<String> {
    let mut events = Vec::new();
    for form in latest(registry).filter(|form| gathered.of_form(&form.definition.id).next().is_some()) {
        for question in form.questions() {
            let Some(value) = collated(gathered, form, question).map(|one| one.value).filter(|value| !value.is_null()) else { continue };
            if question.id == "event_types" {
                events.extend(value.as_array().into_iter().flatten().filter_map(|code| code.as_str().map(str::to_owned)));
            }
            answers.insert(question.id.clone(), value);
        }
    }
    events
}

fn asked(gathered: &Gathered<'_>) -> Vec<Asked> {
    let rows = gathered.requests.iter();
    rows.map(|row| Asked {
        request: row.id,
        organisation: gathered.organisations.get(&row.organisation_id).cloned().unwrap_or_default(),
        agency: row.agency.clone(),
        standing: row.timeline().standing(),
        parts: vec![AskedPart { form: row.form_id.clone(), version: u32::try_from(row.form_version).unwrap_or(0), sections: row.asked() }],
    })
    .collect()
}

fn shown(registry: &Registry, gathered: &Gathered<'_>, one: Wished) -> WishView {
    let from = one.awaited.iter().filter_map(|awaited| {
        let row = gathered.requests.iter().find(|row| row.id == awaited.request)?;
        Some(AwaitedFrom {
            request_id: row.id,
            reference: row.reference.clone(),
            organisation: awaited.organisation.clone(),
            standing_label: awaited.standing.label(),
            due_on: row.due_on,
        })
    });
    WishView {
        standing: match one.state {
            State::Met => "met",
            State::NotKnown => "not_known",
            State::Missing => "missing",
        },
        nobody_asked: one.state == State::Missing && one.awaited.is_empty(),
        could_tell: one.could_tell.iter().map(|code| agency_label(registry, code)).collect(),
        from: from.collect(),
        id: one.id,
        words: one.words,
        standing_label: one.status,
    }
}
