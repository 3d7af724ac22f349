//! Whom to ask about a case, and for what.

use super::known::{self, KnownCase};
use super::store;
use super::views::{Contact, Due};
use super::views_panel::{AskableForm, AskableSection, OrganisationItem, ProposedRequest, RequestProposal};
use super::{showing, store::RequestRow};
use crate::case::access::{self, CaseAccess};
use crate::case::entry::service::{Kept, list};
use crate::case::professional::views::Professional as Written;
use crate::platform::event::Event;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use anyhow::{Result, anyhow};
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::deadline::calendar::Calendar;
use opencdr_domain::forms::Registry;
use opencdr_domain::forms::definition::AnsweredBy;
use opencdr_domain::request::routing::{Facts, Need, Professional, Proposal, Routing, propose};
use opencdr_domain::review_type;
use std::collections::HashMap;
use uuid::Uuid;

/// Whom each kind of review asks, read once.
pub struct Routings(HashMap<&'static str, Routing>);

impl Routings {
    /// Reads the routing of every kind of review.
    ///
    /// # Errors
    /// When one of them does not fit the forms.
    pub fn read(registry: &Registry) -> Result<Self> {
        let read = |kind: &'static review_type::ReviewType| {
            let routing = Routing::read(&kind.request_routing, registry).map_err(|error| anyhow!("{error}"))?;
            Ok((kind.code, routing))
        };
        Ok(Self(review_type::ALL.into_iter().map(read).collect::<Result<_>>()?))
    }

    fn of(&self, review_type: &str) -> Result<&Routing, Problem> {
        self.0.get(review_type).ok_or_else(|| Problem::internal("a case is of an unknown kind of review"))
    }
}

/// The question of the reporting form that says what happened.
const EVENTS: &str = "event_types";

/// Proposes whom to ask about a case.
pub fn propose_requests(tx: &mut Tx, registry: &Registry, routings: &Routings, id: Uuid) -> Result<RequestProposal, Problem> {
    let (case, row) = access::open(tx, id)?;
    let routing = routings.of(&row.review_type)?;
    let known = known::gather(tx, &case, &row)?;
    let requests = store::list_of_cases(tx.conn(), case.ids())?;
    let facts = facts(tx, registry, &case, &known, (routing, &requests))?;
    let today = tx.today;
    let due = routing.due_on(today, Calendar::england_and_wales());
    tx.record(Event::on(Act::ReadRequests, ObjectKind::Case, case.id()).area(case.area()).case(case.id()))?;
    let mut proposed = Vec::new();
    for proposal in propose(routing, &facts, registry) {
        proposed.extend(shown(tx, registry, &requests, &proposal)?);
    }
    let askable = registry.forms().iter().filter(|form| {
        let definition = &form.definition;
        definition.answered_by == AnsweredBy::Agency && registry.current(&definition.id).is_some_and(|c| c.definition.version == definition.version)
    });
    Ok(RequestProposal {
        proposed,
        forms: askable
            .map(|form| AskableForm {
                id: form.definition.id.clone(),
                version: form.definition.version,
                title: form.definition.title.clone(),
                sections: form
                    .definition
                    .sections
                    .iter()
                    .map(|section| AskableSection {
                        id: section.id.clone(),
                        title: section.title.clone(),
                        stage: section.stage.clone(),
                        expected_of: section.expected_of.clone(),
                        optional_for: section.optional_for.clone(),
                    })
                    .collect(),
            })
            .collect(),
        due: Due { on: due.date, because: routing.due.citation.clone() },
        legal_basis: routing.legal_basis.clone(),
    })
}

fn facts(
    tx: &mut Tx,
    registry: &Registry,
    case: &CaseAccess,
    known: &KnownCase,
    (routing, requests): (&Routing, &[RequestRow]),
) -> Result<Facts, Problem> {
    let form = registry.current(&routing.notification).ok_or_else(|| Problem::internal("the notification form is not built in"))?;
    let answers: Vec<&serde_json::Map<_, _>> = known.notifications.iter().map(|one| &one.answers).collect();
    let mut facts = Facts::of(registry, form, &answers, &events(tx, requests)?);
    facts.computed.extend(known.facts());
    let agencies = form.lists.get("agency").map_or(&[][..], Vec::as_slice);
    for Kept { entry, .. } in list::<Written>(tx, case)? {
        // The record keeps the agency in words; who has left is not asked.
        let words = entry.agency.unwrap_or_default().to_lowercase();
        let Some(agency) = agencies.iter().find(|option| option.label.to_lowercase() == words || option.code == words) else { continue };
        let person = Professional {
            agency: agency.code.clone(),
            organisation: entry.organisation,
            name: entry.name,
            email: entry.email,
            not_to_send: entry.left,
        };
        let same = |one: &Professional| (&one.agency, &one.name, &one.organisation) == (&person.agency, &person.name, &person.organisation);
        if !entry.left && !facts.professionals.iter().any(same) {
            facts.professionals.push(person);
        }
    }
    Ok(facts)
}

/// What happened, as agencies ticked it: each opens the form about it.
fn events(tx: &mut Tx, requests: &[RequestRow]) -> Result<Vec<String>, Problem> {
    let ids: Vec<Uuid> = requests.iter().map(|row| row.id).collect();
    let mut events = Vec::new();
    for submission in store::list_last_submissions(tx.conn(), &ids)? {
        let Some(row) = requests.iter().find(|row| row.id == submission.request_id) else { continue };
        let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
        for given in submission.answers(&key)?.into_iter().filter(|given| given.question == EVENTS) {
            events.extend(given.value.as_array().into_iter().flatten().filter_map(|code| code.as_str().map(str::to_owned)));
        }
    }
    Ok(events)
}

/// One proposal as the requests it would make: one a form.
fn shown(tx: &mut Tx, registry: &Registry, requests: &[RequestRow], proposal: &Proposal) -> Result<Vec<ProposedRequest>, Problem> {
    let organisation_id = match &proposal.organisation_name {
        Some(name) => store::find_organisation(tx.conn(), name)?,
        None => None,
    };
    let contact = proposal.contacts.iter().find(|one| one.email.is_some()).or(proposal.contacts.first());
    let contact = contact.map(|one| Contact { name: one.name.clone(), email: one.email.clone(), phone: None }).unwrap_or_default();
    let asked_already = |form: &str| {
        let same = requests.iter().filter(|row| row.agency == proposal.agency && row.form_id == form && row.withdrawn_at.is_none());
        same.map(|row| row.reference.clone()).collect::<Vec<_>>()
    };
    Ok(proposal
        .parts
        .iter()
        .map(|part| ProposedRequest {
            agency: proposal.agency.clone(),
            agency_label: showing::agency_label(registry, &proposal.agency),
            organisation_name: proposal.organisation_name.clone(),
            organisation_id,
            contact: contact.clone(),
            form: part.form.clone(),
            sections: part.sections.clone(),
            reasons: proposal.reasons.clone(),
            // Nobody is asked the same a second time without somebody meaning it.
            expected: proposal.need == Need::Expected && asked_already(&part.form).is_empty(),
            asked_already: asked_already(&part.form),
        })
        .collect())
}

/// Every organisation that can be asked.
pub fn organisations(tx: &mut Tx) -> Result<Vec<OrganisationItem>, Problem> {
    let now = tx.now;
    let rows = store::list_organisations(tx.conn(), now)?;
    Ok(rows.into_iter().map(|((id, name, agency), has_accounts)| OrganisationItem { id, name, agency, has_accounts }).collect())
}
