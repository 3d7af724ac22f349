//! What an organisation reads: its inbox, and one request with all it takes to answer it.

use super::access::{self, AskedOf, facts_of_asked, whole_form};
use super::showing;
use super::store::{self, Changes, Key, RequestRow, Tab};
use super::store_answers;
use super::versions::{self, Forms};
use super::views::{AskedOrganisation, KnownAnswer, KnownAnswers};
use super::views_agency::{AnswerRevision, AskedRequest, AskedRequestItem, Colleague, RevisionList};
use crate::platform::event::Event;
use crate::platform::page;
use crate::platform::problem::Problem;
use crate::platform::tx::{Answerer, Tx};
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::forms::{Form, Known, Registry};
use opencdr_domain::request::standing::Standing;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

type People = HashMap<Uuid, (String, String)>;

fn colleague(people: &People, id: Option<Uuid>) -> Option<Colleague> {
    let id = id?;
    people.get(&id).map(|(name, _)| Colleague { id, name: name.clone() })
}

/// A page of what the organisation is asked.
pub fn list(tx: &mut Tx, registry: &Registry, tab: Tab, key: Option<Key>, limit: i64) -> Result<(Vec<AskedRequestItem>, Option<String>), Problem> {
    let (_, asked) = access::asked(tx)?;
    let rows = store::list_asked(tx.conn(), &asked, tab, key, limit + 1)?;
    let (rows, next) = page::cut(rows, limit, |row| (row.due_on, row.id));
    let organisations = store::list_organisation_names(tx.conn(), &rows.iter().map(|row| row.organisation_id).collect::<Vec<_>>())?;
    let areas = store::list_area_names(tx.conn(), &rows.iter().map(|row| row.area_id).collect::<Vec<_>>())?;
    let people = store::list_people(tx.conn(), &rows.iter().filter_map(|row| row.assigned_to).collect::<Vec<_>>())?;
    tx.record(Event::list(Act::ListAskedRequests, ObjectKind::Request, rows.iter().map(|row| row.id).collect()))?;
    let items = rows
        .iter()
        .map(|row| {
            let told = row.told(&tx.keyring().unwrap(row.id, &row.wrapped_key)?)?;
            Ok(AskedRequestItem {
                id: row.id,
                reference: row.reference.clone(),
                organisation: organisation(&organisations, row),
                area: areas.get(&row.area_id).cloned().unwrap_or_default(),
                child_name: told.child.name,
                form_title: whole_form(registry, row)?.definition.title.clone(),
                sections: row.sections.len(),
                due_on: row.due_on,
                standing: showing::standing(row, tx.today),
                assigned_to: colleague(&people, row.assigned_to),
            })
        })
        .collect::<Result<_, Problem>>()?;
    Ok((items, next))
}

fn organisation(names: &HashMap<Uuid, String>, row: &RequestRow) -> AskedOrganisation {
    AskedOrganisation { id: row.organisation_id, name: names.get(&row.organisation_id).cloned().unwrap_or_default() }
}

/// One request. That it was opened is noted the first time, while it waits for an answer.
pub fn get(tx: &mut Tx, forms: Forms<'_>, id: Uuid) -> Result<AskedRequest, Problem> {
    let AskedOf { mut row, key, by } = access::open_asked(tx, id)?;
    if row.opened_at.is_none() && row.withdrawn_at.is_none() {
        row.opened_at = Some(tx.now);
        store::update(tx.conn(), &row, &Changes { opened_at: row.opened_at, ..Changes::default() })?;
    }
    let event = Event::on(Act::ReadAskedRequest, ObjectKind::Request, row.id).area(row.area_id).case(row.case_id);
    tx.record(event.detail(json!({ "organisation": row.organisation_id })))?;
    let answers = store_answers::list_latest(tx.conn(), &row)?;
    let organisations = store::list_organisation_names(tx.conn(), &[row.organisation_id])?;
    let areas = store::list_area_names(tx.conn(), &[row.area_id])?;
    let returned = row.timeline().standing() == Standing::Returned;
    let clarification = if returned { store::list_clarifications(tx.conn(), row.id)?.into_iter().next() } else { None };
    let mut named = vec![row.sent_by];
    named.extend(row.assigned_to);
    named.extend(clarification.as_ref().map(|c| c.returned_by));
    let people = store::list_people(tx.conn(), &named)?;
    let now = tx.now;
    let colleagues = match &by {
        Answerer::Colleague(..) => store::list_colleagues(tx.conn(), row.organisation_id, now)?,
        Answerer::Visitor(_) | Answerer::Machine(_) => Vec::new(),
    };
    let told = row.told(&key)?;
    let form = access::form_of(forms.registry, &row, &told.facts)?;
    let sent_by = people.get(&row.sent_by).cloned().unwrap_or_default();
    Ok(AskedRequest {
        id: row.id,
        reference: row.reference.clone(),
        organisation: organisation(&organisations, &row),
        area: areas.get(&row.area_id).cloned().unwrap_or_default(),
        sent_by: sent_by.0,
        sent_by_email: Some(sent_by.1).filter(|email| !email.is_empty()),
        child: told.child,
        form: row.form_id.clone(),
        form_version: form.definition.version,
        form_title: form.definition.title.clone(),
        sections: showing::sections(&form, &row),
        due_on: row.due_on,
        message: told.message,
        legal_basis: told.legal_basis,
        standing: showing::standing(&row, tx.today),
        times: showing::times(&row),
        assigned_to: colleague(&people, row.assigned_to),
        colleagues: colleagues.into_iter().map(|(id, name, _)| Colleague { id, name }).collect(),
        known: with_reporter(told.known, &form, &by),
        facts: told.facts,
        answers: answers.iter().map(|answer| answer.given(&key)).collect::<Result<_, Problem>>()?,
        clarification: clarification.as_ref().map(|c| showing::clarification(c, &key, people.get(&c.returned_by))).transpose()?,
        decline: showing::decline(&row, &key)?,
        withdrawal_words: if row.withdrawn_at.is_some() { row.ending(&key)? } else { None },
        actions: showing::actions(&facts_of_asked(&row)),
        newer_version: versions::newer(forms, &row, &form),
        version: row.version,
    })
}

/// What has been saved, without what it says.
pub fn revisions(tx: &mut Tx, id: Uuid) -> Result<RevisionList, Problem> {
    let AskedOf { row, .. } = access::open_asked(tx, id)?;
    let latest = store_answers::list_revisions(tx.conn(), &row)?;
    let items = latest.into_iter().map(|(question, row, revision)| AnswerRevision { question, row, revision }).collect();
    Ok(RevisionList { items, version: row.version })
}

/// Who answers is known as well: their name is proposed, and confirmed like everything else.
fn with_reporter(mut known: KnownAnswers, form: &Form, by: &Answerer) -> KnownAnswers {
    let name = match by {
        Answerer::Colleague(_, name, _) => name,
        Answerer::Visitor(visitor) => &visitor.name,
        Answerer::Machine(_) => return known,
    };
    for question in form.questions().filter(|question| question.known == Some(Known::Reporter)) {
        known.insert(question.id.clone(), KnownAnswer { value: json!({ "name": name }), source: "Your name, as you signed in".into() });
    }
    known
}
