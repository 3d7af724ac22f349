//! What happens when the people around a child, their households and their addresses are read and written down.
//!
//! Whom a notification named stays as it named them. The first change writes an entry of the record under the same identifier,
//! which from then on is what is shown; the notification's own words are there still.

use super::views::{Address, AddressRecord, Household, HouseholdRecord, HouseholdView, Person, PersonRecord, Stay, StayRecord};
use crate::case::access::{self, CaseAccess};
use crate::case::entry::service::{Entry, Kept, add_as, change_in, list};
use crate::case::record::views::{Added, Choice, Written};
use crate::case::record::writing::{Faults, check_version, may_change, seen};
use crate::case::sealed::PERSON;
use crate::case::views::LabelledValue;
use crate::case::{showing, store};
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::NaiveDate;
use opencdr_domain::audit::event::Action;
use opencdr_domain::case::record::Part;
use opencdr_domain::case::record::household::{Known, Life, PersonFacts, PersonRole, Span};
use opencdr_domain::forms::Form;
use opencdr_domain::identity::permission::Permission;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Stands for the child among the people of a case.
const CHILD: &str = "child";

impl Entry for Person {
    const PART: Part = Part::Person;

    fn check(&self, tx: &mut Tx, _: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        faults.needed("name", self.name.as_deref(), "Give a name; “Not known” will do until it is known");
        for code in &self.roles {
            faults.code("roles", code, PersonRole::from_code, "Choose from what is listed");
        }
        if let Some(code) = &self.parental_responsibility {
            faults.code("parental_responsibility", code, Known::from_code, "Choose whether they have parental responsibility");
        }
        let life = faults.code("life", self.life.as_deref().unwrap_or_default(), Life::from_code, "Choose whether they are alive");
        if let Some(life) = life {
            let facts = PersonFacts { roles: self.roles.len(), born: self.date_of_birth, life, died: self.died_on };
            faults.extend(facts.faults(tx.today));
        }
        if self.ended {
            faults.needed("ended_words", self.ended_words.as_deref(), "Say in a few words why they no longer belong here");
        }
        Ok(())
    }
}

impl Entry for Household {
    const PART: Part = Part::Household;

    fn check(&self, _: &mut Tx, _: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        faults.needed("name", self.name.as_deref(), "Say what the household is called on this case, such as “Her father’s home”");
        Ok(())
    }
}

impl Entry for Stay {
    const PART: Part = Part::Stay;

    fn check(&self, tx: &mut Tx, case: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        if !self.who.as_ref().is_some_and(|who| names(tx, case).is_ok_and(|names| names.people.contains_key(who))) {
            faults.add("who", "not_an_option", "Choose who lives or lived there");
        }
        let households = list::<Household>(tx, case)?;
        if !households.iter().any(|one| Some(one.id) == self.household) {
            faults.add("household", "not_an_option", "Choose a household of this case");
        }
        faults.extend(Span { from: self.from, to: self.to }.faults());
        Ok(())
    }

    fn day(&self) -> Option<NaiveDate> {
        self.from.map(|from| from.first())
    }
}

impl Entry for Address {
    const PART: Part = Part::Address;

    fn check(&self, tx: &mut Tx, case: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        let names = names(tx, case)?;
        if !self.whose.as_ref().is_some_and(|whose| names.people.contains_key(whose) || names.households.contains_key(whose)) {
            faults.add("whose", "not_an_option", "Choose whose address it is");
        }
        faults.needed("lines", self.lines.as_deref(), "Give the address, as far as it is known");
        faults.extend(Span { from: self.from, to: self.to }.faults());
        Ok(())
    }

    fn day(&self) -> Option<NaiveDate> {
        self.from.map(|from| from.first())
    }
}

/// Somebody as a notification named them: identifier, who they are, and their other answers where the form is at hand.
type Notified = (Uuid, Person, Vec<LabelledValue>);

/// Whom the notifications named, in the shape of the record. `form` gives codes their words.
fn notified(tx: &mut Tx, case: &CaseAccess, form: Option<&Form>) -> Result<Vec<Notified>, Problem> {
    let rows = store::list_people(tx.conn(), case)?;
    rows.into_iter()
        .map(|row| {
            let details: crate::case::sealed::PersonDetails = case.open_json(PERSON, row.id, &row.sealed)?;
            let role = PersonRole::of_notified(&row.role, details.relationship.as_deref());
            let mut person = Person {
                name: Some(details.name.clone()),
                roles: vec![role.code().to_owned()],
                relationship: details.relationship.clone(),
                date_of_birth: details.date_of_birth,
                life: Some(Life::NotKnown.code().to_owned()),
                ..Person::default()
            };
            let id = row.id;
            let mut told = Vec::new();
            if let Some(form) = form {
                let shown = showing::person(row, details, form);
                (person.relationship, told) = (shown.relationship, shown.details);
            }
            Ok((id, person, told))
        })
        .collect()
}

/// What people and households are called, by what a stay or an address names them by.
struct Names {
    people: BTreeMap<String, String>,
    households: BTreeMap<String, String>,
}

fn names(tx: &mut Tx, case: &CaseAccess) -> Result<Names, Problem> {
    let mut people = BTreeMap::from([(CHILD.to_owned(), "The child".to_owned())]);
    people.extend(notified(tx, case, None)?.into_iter().map(|(id, person, _)| (id.to_string(), person.name.unwrap_or_default())));
    people.extend(list::<Person>(tx, case)?.into_iter().map(|kept| (kept.id.to_string(), kept.entry.name.unwrap_or_default())));
    let households = list::<Household>(tx, case)?.into_iter().map(|kept| (kept.id.to_string(), kept.entry.name.unwrap_or_default()));
    Ok(Names { people, households: households.collect() })
}

fn person(kept: Kept<Person>, notified: bool, told: Vec<LabelledValue>) -> PersonRecord {
    let role_labels = kept.entry.roles.iter().filter_map(|code| PersonRole::from_code(code)).map(PersonRole::label).collect();
    PersonRecord {
        id: kept.id,
        role_labels,
        life_label: kept.entry.life.as_deref().and_then(Life::from_code).map(Life::label).unwrap_or_default(),
        died_words: kept.entry.died_on.map(|died| died.words()),
        entry: kept.entry,
        notified,
        told,
        written: kept.written,
    }
}

/// Everybody around the child, where they live, and addresses.
pub fn read(tx: &mut Tx, form: &Form, id: Uuid) -> Result<HouseholdView, Problem> {
    let (case, child) = access::open(tx, id)?;
    let names = names(tx, &case)?;
    let mut written: BTreeMap<Uuid, Kept<Person>> = list(tx, &case)?.into_iter().map(|kept: Kept<Person>| (kept.id, kept)).collect();
    let mut people = Vec::new();
    for (id, entry, told) in notified(tx, &case, Some(form))? {
        let as_told = || Kept { id, entry, written: Written { version: 0, at: child.opened_at, by: None } };
        people.push(person(written.remove(&id).unwrap_or_else(as_told), true, told));
    }
    people.extend(written.into_values().map(|kept| person(kept, false, Vec::new())));
    people.sort_by_key(|one| one.entry.ended);
    let households = list::<Household>(tx, &case)?.into_iter().map(|kept| HouseholdRecord { id: kept.id, entry: kept.entry, written: kept.written });
    let called = |names: &Names, who: Option<&String>| {
        who.and_then(|who| names.people.get(who).or_else(|| names.households.get(who))).cloned().unwrap_or_default()
    };
    let today = tx.today;
    let mut stays = Vec::new();
    for kept in list::<Stay>(tx, &case)? {
        let span = Span { from: kept.entry.from, to: kept.entry.to };
        let who_name = called(&names, kept.entry.who.as_ref());
        stays.push(StayRecord { id: kept.id, who_name, span: span.words(), over: span.is_over(today), entry: kept.entry, written: kept.written });
    }
    let mut addresses = Vec::new();
    for kept in list::<Address>(tx, &case)? {
        let span = Span { from: kept.entry.from, to: kept.entry.to };
        let whose_name = called(&names, kept.entry.whose.as_ref());
        addresses.push(AddressRecord {
            id: kept.id,
            whose_name,
            span: span.words(),
            over: span.is_over(today),
            entry: kept.entry,
            written: kept.written,
        });
    }
    addresses.sort_by_key(|one| (one.over, std::cmp::Reverse(one.entry.from.map(|from| from.first()))));
    seen(tx, &case, Action::ReadCaseRecord, Part::Household.code())?;
    Ok(HouseholdView {
        people,
        households: households.collect(),
        stays,
        addresses,
        roles: PersonRole::ALL.iter().map(|one| Choice { code: one.code(), label: one.label() }).collect(),
        lives: Life::ALL.iter().map(|one| Choice { code: one.code(), label: one.label() }).collect(),
        known: Known::ALL.iter().map(|one| Choice { code: one.code(), label: one.label() }).collect(),
        may_change: may_change(tx, &case, Permission::ChangeCaseRecord),
    })
}

/// Writes somebody anew: an entry of the record, or whom a notification named, of whom the version is 0 until then.
pub fn change_person(tx: &mut Tx, id: Uuid, row: Uuid, wanted: &Person) -> Result<Added, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    if let Some(changed) = change_in(tx, &case, row, wanted)? {
        return Ok(changed);
    }
    let named = notified(tx, &case, None)?.into_iter().find(|(id, ..)| *id == row).ok_or_else(Problem::not_found)?;
    check_version(tx, 0, named.1)?;
    add_as(tx, &case, row, wanted)
}
