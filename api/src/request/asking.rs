//! Sending requests: all of them or none.

use super::known::{self, KnownCase};
use super::sealed::{TOLD, Told};
use super::store::{self, RequestRow};
use super::views::Contact;
use super::views_agency::AskedChild;
use super::views_panel::{NewRequest, SendRequests, SentRequests};
use crate::case::access::{self, CaseChange};
use crate::case::events::CaseEvent;
use crate::case::opening::note;
use crate::case::showing::child_name;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::jobs::{self, Job};
use crate::platform::problem::{Code, FieldProblem, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::case::status::Status;
use opencdr_domain::forms::definition::AnsweredBy;
use opencdr_domain::forms::{Form, Registry};
use opencdr_domain::notification::reference::{Kind, format as reference};
use opencdr_domain::vocab::contact::{is_plausible_email, is_plausible_phone};
use opencdr_domain::vocab::text::clean;
use serde_json::{Value, json};
use uuid::Uuid;

/// Sends requests of a case.
pub fn send(tx: &mut Tx, registry: &Registry, id: Uuid, wanted: &SendRequests) -> Result<Answer, Problem> {
    let (case, row) = access::open_for_change(tx, id)?;
    if !Status::from_code(&row.status).is_some_and(Status::is_open) {
        return Err(Problem::new(Code::Conflict, "The review of this death has finished, so nobody is asked any more. Reopen the case first."));
    }
    check(tx, registry, wanted)?;
    let known = known::gather(tx, &case, &row)?;
    let mut ids = Vec::with_capacity(wanted.requests.len());
    let mut told = Vec::with_capacity(wanted.requests.len());
    for one in &wanted.requests {
        let form = registry.current(&one.form).ok_or_else(|| Problem::internal("a form went away"))?;
        let (id, organisation) = insert(tx, &case, &known, form, one, &wanted.legal_basis)?;
        told.push(format!("{organisation} ({})", form.definition.title));
        ids.push(id);
    }
    let (now, user) = (tx.now, tx.user());
    note(tx, &case, now, user, &CaseEvent::AgenciesAsked { agencies: told })?;
    Answer::created(format!("/api/v1/cases/{id}/requests"), SentRequests { ids })
}

fn insert(tx: &mut Tx, case: &CaseChange, known: &KnownCase, form: &Form, wanted: &NewRequest, legal_basis: &str) -> Result<(Uuid, String), Problem> {
    let id = ids::new_id();
    let (key, wrapped_key) = tx.keyring().draw(id);
    let organisation = organisation(tx, wanted)?;
    let part = form.only(&wanted.sections);
    let told = Told {
        contact: tidy(&wanted.contact),
        message: wanted.message.as_deref().and_then(clean).filter(|words| !words.is_empty()),
        legal_basis: legal_basis.trim().to_owned(),
        child: child(known),
        known: known.for_form(&part, &wanted.agency),
        facts: known.facts(),
    };
    let row = RequestRow {
        id,
        case_id: case.id(),
        area_id: case.area(),
        reference: reference(Kind::Request, ids::random()),
        organisation_id: organisation,
        agency: wanted.agency.clone(),
        form_id: form.definition.id.clone(),
        form_version: i32::try_from(form.definition.version).unwrap_or(i32::MAX),
        sections: part.definition.sections.iter().map(|section| Some(section.id.clone())).collect(),
        due_on: wanted.due_on,
        sent_at: tx.now,
        sent_by: tx.person()?.user,
        resent_at: None,
        undelivered_at: None,
        opened_at: None,
        first_saved_at: None,
        submitted_at: None,
        returned_at: None,
        accepted_at: None,
        accepted_by: None,
        declined_at: None,
        decline_reason: None,
        withdrawn_at: None,
        withdrawn_by: None,
        assigned_to: None,
        version: 1,
        wrapped_key,
        sealed: key.seal_json(TOLD, id, &told)?,
        sealed_ending: None,
    };
    store::insert_request(tx.conn(), &row)?;
    let event = Event::on(Act::SendRequest, ObjectKind::Request, id).area(case.area()).case(case.id());
    tx.record(event.detail(json!({ "organisation": organisation, "form": row.form_id, "sections": wanted.sections })))?;
    jobs::enqueue(tx, &Job::AlertRequest { request: id })?;
    let name = store::list_organisation_names(tx.conn(), &[organisation])?.remove(&organisation).unwrap_or_default();
    Ok((id, name))
}

/// The organisation of that name or identifier; added when there is none.
fn organisation(tx: &mut Tx, wanted: &NewRequest) -> Result<Uuid, Problem> {
    if let Some(id) = wanted.organisation_id {
        return Ok(id);
    }
    let name = wanted.organisation_name.as_deref().and_then(clean).unwrap_or_default();
    if let Some(id) = store::find_organisation(tx.conn(), &name)? {
        return Ok(id);
    }
    let id = ids::new_id();
    store::insert_organisation(tx.conn(), id, &name, &wanted.agency)?;
    Ok(id)
}

fn child(known: &KnownCase) -> AskedChild {
    let address = ["line1", "line2", "town"].iter().filter_map(|part| known.identity.address.get(*part).and_then(Value::as_str));
    let lines: Vec<&str> = address.chain(known.identity.postcode.as_deref()).filter(|line| !line.trim().is_empty()).collect();
    AskedChild {
        name: child_name(&known.identity.forenames, &known.identity.surname),
        date_of_birth: Some(known.row.date_of_birth),
        date_of_death: Some(known.row.date_of_death),
        nhs_number: known.identity.nhs_number.clone(),
        address: (!lines.is_empty()).then(|| lines.join(", ")),
    }
}

/// A contact without what is blank.
pub fn tidy(contact: &Contact) -> Contact {
    let kept = |text: &Option<String>| text.as_deref().and_then(clean).filter(|words| !words.is_empty());
    Contact { name: kept(&contact.name), email: kept(&contact.email), phone: kept(&contact.phone) }
}

/// What is wrong with a contact, by its fields.
pub fn contact_faults(contact: &Contact, pointer: &str) -> Vec<FieldProblem> {
    let fault = |part: &str, code: &'static str, message: &str| FieldProblem {
        pointer: format!("{pointer}/{part}"),
        code: code.into(),
        message: message.to_owned(),
    };
    let contact = tidy(contact);
    let mut faults = Vec::new();
    if contact.name.as_ref().is_some_and(|name| name.chars().count() > 200) {
        faults.push(fault("name", "too_long", "Use at most 200 characters"));
    }
    if contact.email.as_ref().is_some_and(|email| !is_plausible_email(email)) {
        faults.push(fault("email", "invalid_email", "Enter an email address like name@example.nhs.uk"));
    }
    if contact.phone.as_ref().is_some_and(|phone| !is_plausible_phone(phone)) {
        faults.push(fault("phone", "invalid_phone", "Enter a phone number like 01634 960 001"));
    }
    faults
}

/// Checks every request before any is sent, so that all errors are told at once.
fn check(tx: &mut Tx, registry: &Registry, wanted: &SendRequests) -> Result<(), Problem> {
    let mut faults = Vec::new();
    let named: Vec<Uuid> = wanted.requests.iter().filter_map(|one| one.organisation_id).collect();
    let organisations = store::list_organisation_names(tx.conn(), &named)?;
    let agencies = registry.current("notification").and_then(|form| form.lists.get("agency")).map_or(&[][..], Vec::as_slice);
    for (place, one) in wanted.requests.iter().enumerate() {
        let mut fault = |part: &str, code: &'static str, message: &str| {
            faults.push(FieldProblem { pointer: format!("/requests/{place}/{part}"), code: code.into(), message: message.to_owned() });
        };
        match (&one.organisation_id, &one.organisation_name) {
            (Some(id), None) if organisations.contains_key(id) => {}
            (Some(_), None) => fault("organisation_id", "not_an_option", "There is no such organisation. Choose one of GET /api/v1/organisations"),
            (None, Some(name)) if clean(name).is_some_and(|name| !name.is_empty()) => {}
            (Some(_), Some(_)) => fault("organisation_name", "one_of_two", "Choose an organisation or name a new one, not both"),
            (None, _) => fault("organisation_name", "required", "Choose an organisation, or give its name"),
        }
        if !agencies.iter().any(|option| option.code == one.agency) {
            fault("agency", "not_an_option", "Choose what kind of agency it is");
        }
        if one.due_on < tx.today {
            fault("due_on", "date_in_past", "The day must be today or later");
        }
        match registry.current(&one.form).filter(|form| form.definition.answered_by == AnsweredBy::Agency) {
            None => fault("form", "not_an_option", "There is no such form to ask for"),
            Some(form) => {
                if one.sections.iter().any(|section| !form.definition.sections.iter().any(|s| &s.id == section)) {
                    fault("sections", "not_an_option", "The form has no such section. Choose among those of the form");
                }
            }
        }
        faults.extend(contact_faults(&one.contact, &format!("/requests/{place}/contact")));
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::new(Code::InvalidBody, "Nothing was sent. Some requests need another look.").with_errors(faults))
}
