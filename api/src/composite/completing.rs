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
use opencdr_domain::composite::Standing;
use opencdr_domain::composite::completeness::{Asked, AskedPart, Facts, State, Wished, completeness, is_definite, score};
use opencdr_domain::composite::wishes::WISHES;
use opencdr_domain::forms::{Answer, Form, Known, Registry, triggered};
use serde_json::{Map, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// The question of the reporting form that says what happened.
const EVENTS: &str = "event_types";

/// How complete the record of a case is.
pub fn get(tx: &mut Tx, registry: &Registry, id: Uuid) -> Result<CompletenessView, Problem> {
    let (case, row) = access::open(tx, id)?;
    let known = known::gather(tx, &case, &row)?;
    let gathered = gather(tx, registry, &case)?;
    tx.record(Event::on(Act::ReadComposite, ObjectKind::Composite, case.id()).area(case.area()).case(case.id()))?;
    let notification = registry.current("notification").ok_or_else(|| Problem::internal("the notification form is not built in"))?;
    let (mut answers, computed) = (known.told(), known.facts());
    let Said { events, undecided } = says(registry, &gathered, &mut answers);
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
    Ok(CompletenessView { met, of, wishes: wished.into_iter().map(|one| shown(registry, &gathered, &undecided, one)).collect() })
}

/// What else the record says, beside the answers.
#[derive(Default)]
struct Said {
    /// Events that agencies named.
    events: Vec<String>,
    /// Questions of the notification on which the sources differ and nobody has chosen.
    undecided: HashSet<String>,
}

/// Adds to what is known what the record says.
fn says(registry: &Registry, gathered: &Gathered<'_>, answers: &mut Map<String, Value>) -> Said {
    let mut said = Said::default();
    for form in latest(registry).filter(|form| gathered.of_form(&form.definition.id).next().is_some()) {
        for question in form.questions() {
            let Some(one) = collated(gathered, form, question) else { continue };
            if question.id == EVENTS {
                let all = one.sources.iter().filter_map(|view| view.source.value.as_array()).flatten();
                said.events.extend(all.filter_map(|code| code.as_str().map(str::to_owned)));
            }
            if one.standing == Standing::Conflict {
                let asks = question.known.and_then(Known::notification_question).unwrap_or(&question.id);
                said.undecided.insert(asks.to_owned());
            }
            // That an agency does not know takes away nothing that the case or a notification says.
            let held = Answer::of(answers.get(&question.id)).is_answered();
            if !one.value.is_null() && (!held || is_definite(form, question, &one.value)) {
                answers.insert(question.id.clone(), one.value);
            }
        }
    }
    said
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

fn shown(registry: &Registry, gathered: &Gathered<'_>, undecided: &HashSet<String>, one: Wished) -> WishView {
    let asks = WISHES.iter().find(|wish| wish.id == one.id).map_or(&[][..], |wish| wish.questions);
    // Several organisations have said it: it is neither lacking nor unknown, somebody has to choose.
    let differs = one.state != State::Met && asks.iter().any(|question| undecided.contains(*question));
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
        nobody_asked: one.state == State::Missing && one.awaited.is_empty() && !differs,
        could_tell: one.could_tell.iter().filter(|_| !differs).map(|code| agency_label(registry, code)).collect(),
        from: from.collect(),
        id: one.id,
        words: one.words,
        standing_label: if differs { "Sources differ: choose which answer counts".to_owned() } else { one.status },
    }
}
