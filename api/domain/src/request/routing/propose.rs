//! The organisations to ask, each with the reasons, the parts of the forms it gets, and whom to write to.

use super::{Need, Routing};
use crate::forms::condition::{Scope, evaluate};
use crate::forms::definition::{Kind, Section};
use crate::forms::{Form, Registry, Triggered, Visible, triggered};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Somebody of a notification’s list of professionals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Professional {
    /// A code of the list `agency`.
    pub agency: String,
    /// The organisation, when it is named.
    pub organisation: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// Their email address.
    pub email: Option<String>,
    /// Whether the notification says that they need no form.
    pub not_to_send: bool,
}

/// What is known when it is decided whom to ask.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The answers in view, by question of the notification.
    pub answers: Map<String, Value>,
    /// What is worked out from them: `age_days` and `age_band`.
    pub computed: Map<String, Value>,
    /// Everybody who is named.
    pub professionals: Vec<Professional>,
    /// The further forms that are called for.
    pub triggered: Vec<Triggered>,
}

/// A person to write to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their name.
    pub name: Option<String>,
    /// Their email address.
    pub email: Option<String>,
}

/// What an organisation gets of one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The form.
    pub form: String,
    /// Its version.
    pub version: u32,
    /// The sections expected of this agency: ticked to begin with.
    pub sections: Vec<String>,
    /// Sections it may have something for: offered, not ticked.
    pub optional: Vec<String>,
}

/// An organisation to ask, for a person to confirm, change or leave out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// A code of the list `agency`.
    pub agency: String,
    /// The organisation as it is named; nothing when only its kind is known.
    pub organisation_name: Option<String>,
    /// Everybody who is named for it, in the order in which they are.
    pub contacts: Vec<Contact>,
    /// What it gets.
    pub parts: Vec<Part>,
    /// Every reason, in words.
    pub reasons: Vec<String>,
    /// How strongly it is proposed.
    pub need: Need,
}

impl Facts {
    /// What notifications of one death say, the first first, and the events that agencies have named since. Where
    /// notifications differ the earlier counts, since it opened the case; everybody any of them names is kept.
    pub fn of(forms: &Registry, form: &Form, notifications: &[&Map<String, Value>], events: &[String]) -> Self {
        let mut facts = Self::default();
        for answers in notifications {
            let seen = Visible::of(form, answers);
            let rows = seen.answers.get("professionals").and_then(Value::as_array);
            facts.professionals.extend(rows.into_iter().flatten().filter_map(Professional::of_row));
            for (to, from) in [(&mut facts.answers, seen.answers), (&mut facts.computed, seen.computed)] {
                for (key, value) in from {
                    to.entry(key).or_insert(value);
                }
            }
        }
        facts.triggered = triggered(forms, &facts.answers, events);
        facts
    }
}

impl Professional {
    fn of_row(row: &Value) -> Option<Self> {
        let agency = text(row.get("agency"))?;
        let not_to_send = row.get("send_form").and_then(Value::as_str) == Some("no");
        Some(Self { agency, organisation: text(row.get("organisation")), name: text(row.get("name")), email: text(row.get("email")), not_to_send })
    }
}

/// Whom to ask: those who are named, those the rules point to, and those a further form needs; the expected ones first.
///
/// Nobody is proposed twice: an agency a rule points to is the one that is named, if one is; and two rows for the same
/// organisation are one proposal with two contacts.
pub fn propose(routing: &Routing, facts: &Facts, forms: &Registry) -> Vec<Proposal> {
    let mut found = Found(Vec::new());
    for person in &facts.professionals {
        let (reason, need) = match person.not_to_send {
            false => (&routing.named_reason, Need::Expected),
            true => (&routing.not_to_send_reason, Need::Suggested),
        };
        found.named(person, reason, need);
    }
    for naming in &routing.named {
        let Some(answer) = facts.answers.get(&naming.question) else { continue };
        let person = match answer {
            Value::Object(parts) => Professional {
                organisation: text(parts.get("organisation")),
                name: text(parts.get("name")),
                email: text(parts.get("email")),
                ..Professional::default()
            },
            other => Professional { organisation: text(Some(other)), ..Professional::default() },
        };
        if person.organisation.is_some() || person.name.is_some() {
            found.named(&Professional { agency: naming.agency.clone(), ..person }, &naming.reason, Need::Expected);
        }
    }
    let scope = Scope { answers: &facts.answers, row: None, computed: &facts.computed };
    for rule in routing.rules.iter().filter(|rule| rule.when.as_ref().is_none_or(|when| evaluate(when, &scope))) {
        rule.agencies.iter().for_each(|agency| found.pointed_to(agency, &rule.reason, rule.need));
    }
    for further in &facts.triggered {
        // One professional leads on a further form: the first choice, unless another choice is asked anyhow.
        if let Some(first) = further.lead.first()
            && lead(further, &found.0).is_none()
        {
            further.reasons.iter().for_each(|reason| found.pointed_to(first, reason, Need::Suggested));
        }
    }
    let mut proposals = found.0;
    for proposal in &mut proposals {
        proposal.parts.extend(forms.current(&routing.form).and_then(|form| part(form, &proposal.agency, &scope, &[])));
    }
    for further in &facts.triggered {
        let Some(form) = forms.current(&further.form) else { continue };
        let lead = lead(further, &proposals).map(str::to_owned);
        let left = left_to_the_lead(form, &proposals);
        for proposal in &mut proposals {
            let more = if lead.as_ref() == Some(&proposal.agency) { left.as_slice() } else { &[] };
            let given = part(form, &proposal.agency, &scope, more);
            if let Some(given) = given.filter(|given| !given.sections.is_empty()) {
                further.reasons.iter().for_each(|reason| add(&mut proposal.reasons, reason));
                proposal.parts.push(given);
            }
        }
    }
    proposals.sort_by_key(|proposal| proposal.need);
    proposals
}

/// Stands for every agency in a form.
const ALL: &str = "all";

/// Who leads on a further form among those who are proposed.
fn lead<'a>(further: &'a Triggered, proposals: &[Proposal]) -> Option<&'a str> {
    further.lead.iter().find(|agency| proposals.iter().any(|proposal| &proposal.agency == *agency)).map(String::as_str)
}

/// The sections of a further form that nobody who is proposed is expected to fill in: they fall to the lead. A section
/// about one stage of care does not, since there may have been no such stage.
fn left_to_the_lead(form: &Form, proposals: &[Proposal]) -> Vec<String> {
    let nobody = |section: &&Section| !proposals.iter().any(|proposal| names(&section.expected_of, &proposal.agency));
    let sections = form.definition.sections.iter().filter(|section| section.stage.is_none());
    sections.filter(nobody).map(|section| section.id.clone()).collect()
}

/// The sections of a form for this agency, and those that fall to it besides. All parts are open to all, but only what it
/// may have something for is offered.
fn part(form: &Form, agency: &str, case: &Scope<'_>, besides: &[String]) -> Option<Part> {
    let shown: Vec<&Section> = form.definition.sections.iter().filter(|section| may_be_shown(form, section, case)).collect();
    let ids = |chosen: &dyn Fn(&Section) -> bool| -> Vec<String> {
        shown.iter().filter(|section| chosen(section)).map(|section| section.id.clone()).collect()
    };
    let sections = ids(&|section| names(&section.expected_of, agency) || besides.contains(&section.id));
    let optional = ids(&|section| names(&section.optional_for, agency) && !sections.contains(&section.id));
    let empty = sections.is_empty() && optional.is_empty();
    (!empty).then(|| Part { form: form.definition.id.clone(), version: form.definition.version, sections, optional })
}

fn names(codes: &[String], agency: &str) -> bool {
    codes.iter().any(|code| code == agency || code == ALL)
}

/// Whether a section can come into view: a condition on answers of the form is open until they are given; one on the case
/// is not.
fn may_be_shown(form: &Form, section: &Section, case: &Scope<'_>) -> bool {
    let asked = |id: &str| form.question(id).is_some_and(|question| question.kind != Kind::Computed);
    section.show_if.as_ref().is_none_or(|when| when.tests().iter().any(|test| asked(&test.question)) || evaluate(when, case))
}

struct Found(Vec<Proposal>);

impl Found {
    fn has(&self, agency: &str) -> bool {
        self.0.iter().any(|proposal| proposal.agency == agency)
    }

    /// Adds somebody who is named: to the same organisation, or to the same person where no organisation is. A row that
    /// says no more than the kind of agency points to it.
    fn named(&mut self, person: &Professional, reason: &str, need: Need) {
        if person.organisation.is_none() && person.name.is_none() && person.email.is_none() {
            return self.pointed_to(&person.agency, reason, need);
        }
        let contact = Contact { name: person.name.clone(), email: person.email.clone() };
        let same = |proposal: &&mut Proposal| {
            proposal.agency == person.agency
                && match (&proposal.organisation_name, &person.organisation) {
                    (Some(one), Some(other)) => alike(one, other),
                    _ => proposal.contacts.iter().any(|known| is_same_person(known, &contact)),
                }
        };
        let place = match self.0.iter_mut().find(same) {
            Some(proposal) => proposal,
            None => self.new_one(&person.agency),
        };
        place.organisation_name = place.organisation_name.take().or_else(|| person.organisation.clone());
        let known = place.contacts.iter().any(|known| is_same_person(known, &contact));
        if !known && (contact.name.is_some() || contact.email.is_some()) {
            place.contacts.push(contact);
        }
        place.need = place.need.min(need);
        add(&mut place.reasons, reason);
    }

    /// Adds an agency of which only the kind is known: to every organisation of that kind, or as one to be found.
    fn pointed_to(&mut self, agency: &str, reason: &str, need: Need) {
        if !self.has(agency) {
            self.new_one(agency);
        }
        for proposal in self.0.iter_mut().filter(|proposal| proposal.agency == agency) {
            add(&mut proposal.reasons, reason);
            proposal.need = proposal.need.min(need);
        }
    }

    fn new_one(&mut self, agency: &str) -> &mut Proposal {
        let new = Proposal {
            agency: agency.to_owned(),
            organisation_name: None,
            contacts: Vec::new(),
            parts: Vec::new(),
            reasons: Vec::new(),
            need: Need::Suggested,
        };
        self.0.push_mut(new)
    }
}

fn is_same_person(one: &Contact, other: &Contact) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| a.as_ref().zip(b.as_ref()).map(|(a, b)| alike(a, b));
    match (same(&one.email, &other.email), same(&one.name, &other.name)) {
        (Some(same), _) | (None, Some(same)) => same,
        (None, None) => false,
    }
}

/// Whether two names are the same but for case, spacing and punctuation. Figures count: ward 3 is not ward 4.
fn alike(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> String { name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect() };
    letters(one) == letters(other)
}

fn add(reasons: &mut Vec<String>, reason: &str) {
    if !reasons.iter().any(|known| known == reason) {
        reasons.push(reason.to_owned());
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
