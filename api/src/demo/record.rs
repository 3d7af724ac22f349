//! An invented case with everything that hangs on it, as rows.

use super::answers::{Report, Sender, answers};
use super::child::{Child, Wish, child};
use super::copy::Rows;
use super::family::family;
use super::gathered;
use super::history::{History, history};
use super::professionals::professionals;
use super::random::{Rng, forty_bits};
use super::schedule::Slot;
use super::world::World;
use crate::case::events::CaseEvent;
use crate::case::sealed::{self, Identity, PersonDetails, ProfessionalDetails, match_codes, nhs_value};
use crate::notification::sealed::{ANSWERS, DECISION, TOLD, Told};
use crate::platform::keyring::RecordKey;
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use opencdr_domain::case::reference::CaseReference;
use opencdr_domain::case::status::Status;
use opencdr_domain::notification::decision::Status as Decision;
use opencdr_domain::notification::facts::NotificationFacts;
use opencdr_domain::notification::reference::{Kind, format};
use opencdr_domain::review_type::CHILD_DEATH_REVIEW;
use opencdr_domain::vocab::local_time;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// The last cases nobody has had time for.
const NEWEST: usize = 3;

/// Rows of every table, in the order in which they refer to each other.
#[derive(Default)]
#[allow(missing_docs, reason = "each is the table of that name")]
pub struct Batch {
    pub cases: Rows,
    pub name_keys: Rows,
    pub people: Rows,
    pub professionals: Rows,
    pub deadlines: Rows,
    pub events: Rows,
    pub notifications: Rows,
    pub entries: Rows,
    pub processes: Rows,
    pub notes: Rows,
    pub versions: Rows,
}

/// A decision about a notification.
#[allow(missing_docs, reason = "each is the column of that name")]
pub struct Decided {
    pub status: Decision,
    pub at: DateTime<Utc>,
    pub case: Option<Uuid>,
    pub reason: Option<&'static str>,
    pub note: Option<&'static str>,
}

/// A notification as it is kept.
pub struct Notification<'a> {
    /// Identifier.
    pub id: Uuid,
    /// Reference.
    pub reference: String,
    /// The child it is about.
    pub child: &'a Child,
    /// Place of the area in the list.
    pub area: usize,
    /// Answers.
    pub answers: Map<String, Value>,
    /// Who sent it.
    pub sender: Sender,
    /// When received.
    pub received_at: DateTime<Utc>,
    /// What was decided, if it was.
    pub decision: Option<Decided>,
}

/// When the notification of a case was received.
pub fn received_at(world: &World, number: usize) -> DateTime<Utc> {
    let slot = &world.schedule.slots[number];
    if slot.twin {
        return received_at(world, number - 1) + TimeDelta::minutes(10);
    }
    let mut rng = Rng::of(world.seed, 4, number as u64);
    #[expect(clippy::cast_possible_truncation, reason = "minutes within three days")]
    let minutes = (300.0 * rng.normal().exp()).clamp(25.0, 4_000.0) as i64;
    slot.opened_at - TimeDelta::minutes(minutes)
}

/// The child of a case.
pub fn child_of(world: &World, number: usize) -> Child {
    let slot = &world.schedule.slots[number];
    let mut rng = Rng::of(world.seed, 2, number as u64);
    let first = slot.twin.then(|| child_of(world, number - 1));
    let wish = Wish { first_of_twins: world.schedule.has_twin(number), twin_of: first.as_ref(), ..Wish::default() };
    child(world, slot.area, received_at(world, number), number, &wish, &mut rng)
}

/// The reference of a notification by its number; numbers of cases and of the inbox do not meet.
pub fn notification_reference(world: &World, number: usize) -> String {
    format(Kind::Notification, forty_bits(world.seed, number as u64))
}

/// A case and what belongs to it, before it is written.
pub struct Case<'a> {
    /// The world it is in.
    pub world: &'a World,
    /// Its number there.
    pub number: usize,
    /// Identifier.
    pub id: Uuid,
    /// The child.
    pub child: Child,
    /// How far it has come.
    pub history: History,
}

impl<'a> Case<'a> {
    /// Makes a case by its number.
    pub fn of(world: &'a World, number: usize) -> (Self, Rng) {
        let slot = world.schedule.slots[number];
        let child = child_of(world, number);
        let mut rng = Rng::of(world.seed, 5, number as u64);
        let newest = number + NEWEST >= world.schedule.slots.len();
        let history = history(&child, received_at(world, number), &slot, world.until, (number, newest), &mut rng);
        (Self { world, number, id: rng.id(slot.opened_at), child, history }, rng)
    }

    /// Its area and when it was opened.
    pub fn slot(&self) -> &'a Slot {
        &self.world.schedule.slots[self.number]
    }

    /// Area.
    pub fn area_id(&self) -> Uuid {
        self.world.areas[self.slot().area].id
    }

    /// The reference.
    pub fn reference(&self) -> String {
        let slot = self.slot();
        let year = local_time::london_date(slot.opened_at).year();
        CaseReference::new(&self.world.areas[slot.area].code, year, slot.number).map(|r| r.to_string()).unwrap_or_default()
    }

    /// Writes the case, its parts and its notifications.
    pub fn write(&self, batch: &mut Batch, rng: &mut Rng) {
        let world = self.world;
        let slot = self.slot();
        let received_at = received_at(world, self.number);
        let child = &self.child;
        let family = family(child, received_at, world.brief, rng);
        let professionals = professionals(child, slot.area, received_at, world.brief, rng);
        let mut report = Report {
            child,
            area: slot.area,
            received_at,
            family: &family,
            professionals: &professionals,
            second: false,
            brief: world.brief,
            alert: None,
        };
        let (first_answers, sender) = answers(&report, rng);
        let first = Notification {
            id: rng.id(received_at),
            reference: notification_reference(world, 2 * self.number),
            child,
            area: slot.area,
            answers: first_answers,
            sender,
            received_at,
            decision: Some(Decided { status: Decision::Accepted, at: slot.opened_at, case: Some(self.id), reason: None, note: None }),
        };
        let (key, wrapped_key) = world.keyring.draw(self.id);
        self.write_case(batch, &first.answers, &key, &wrapped_key);
        let mut events = vec![
            (
                received_at,
                false,
                CaseEvent::NotificationReceived {
                    notification: first.id,
                    reference: first.reference.clone(),
                    organisation: first.sender.organisation.clone(),
                },
            ),
            (slot.opened_at, true, CaseEvent::CaseOpened { reference: self.reference() }),
        ];
        write_notification(world, batch, &first, rng);
        let second_at = received_at + TimeDelta::minutes(rng.between(30, 5000));
        let linked_at = second_at.max(slot.opened_at) + TimeDelta::minutes(rng.between(15, 900));
        if rng.chance(0.12) && linked_at < world.until {
            let also = told_again(child, rng);
            report =
                Report { child: &also, received_at: second_at, family: &family[..1], professionals: &professionals[..2], second: true, ..report };
            let (answers, sender) = answers(&report, rng);
            let reason = *rng.pick(&[
                "Same child: name, dates and address agree",
                "Same NHS number and date of death",
                "Sent by the family’s GP about the same death",
            ]);
            let second = Notification {
                id: rng.id(second_at),
                reference: notification_reference(world, 2 * self.number + 1),
                child: &also,
                area: slot.area,
                answers,
                sender,
                received_at: second_at,
                decision: Some(Decided { status: Decision::Linked, at: linked_at, case: Some(self.id), reason: Some(reason), note: None }),
            };
            let event = CaseEvent::NotificationLinked { notification: second.id, reference: second.reference.clone(), reason: reason.to_owned() };
            events.push((linked_at, true, event));
            write_notification(world, batch, &second, rng);
        }
        let mut from = CHILD_DEATH_REVIEW.opening_status;
        for (at, to) in &self.history.steps {
            let event = match to {
                Status::InformationGathering => CaseEvent::TriageCompleted,
                _ => CaseEvent::StatusChanged { from: from.code().into(), to: to.code().into() },
            };
            events.push((*at, true, event));
            from = *to;
        }
        for (at, by_somebody, event) in events {
            let actor = by_somebody.then(|| world.coordinator(slot.area));
            let (kind, detail) = event.parts();
            let id = rng.id(at);
            let detail = json(&key, sealed::EVENT, id, &detail);
            batch.events.id(id).id(self.id).id(self.area_id()).at(at).plain(kind).maybe_id(actor).bytes(&detail).end();
        }
        gathered::write(self, &key, &family, batch);
        for (position, person) in family.iter().enumerate() {
            let details = PersonDetails {
                name: person.name.clone(),
                relationship: Some(person.relationship.to_owned()),
                date_of_birth: person.born,
                details: person.details.clone(),
            };
            let details = json(&key, sealed::PERSON, person.id, &details);
            batch.people.id(person.id).id(self.id).id(self.area_id()).plain(person.role).plain(position).bytes(&details).end();
        }
        for (position, p) in professionals.iter().enumerate() {
            let details = ProfessionalDetails {
                name: p.name.clone(),
                job_title: Some(p.job_title.to_owned()),
                organisation: Some(p.organisation.clone()),
                phone: p.phone.clone(),
                email: p.email.clone(),
            };
            let details = json(&key, sealed::PROFESSIONAL, p.id, &details);
            let row = batch.professionals.id(p.id).id(self.id).id(self.area_id()).plain(p.agency);
            row.maybe(p.informed.as_ref().map(|(informed, _)| *informed)).plain(position).bytes(&details).end();
        }
        for limit in &self.history.limits {
            let row = batch.deadlines.id(self.id).plain(limit.rule).id(self.area_id()).at(limit.trigger_at).at(limit.due_at);
            row.maybe_at(limit.met_at).maybe_at(None).end();
        }
    }

    fn write_case(&self, batch: &mut Batch, answers: &Map<String, Value>, key: &RecordKey, wrapped_key: &[u8]) {
        let (child, slot) = (&self.child, self.slot());
        let reason = answers.get("nhs_number_missing_reason").and_then(Value::as_str);
        let home = child.home.as_ref();
        let identity = Identity {
            surname: child.surname.clone(),
            forenames: child.forenames.clone().unwrap_or_default(),
            aliases: child.aliases.clone(),
            nhs_number: child.nhs_number.clone(),
            address: child.address.clone().unwrap_or_default(),
            postcode: home.map(|h| h.postcode.clone()),
            multiple: child.multiple.is_some().then_some(true),
            birth_order: child.multiple.and_then(|(_, order)| u8::try_from(order).ok()),
        };
        let codes = sealed::codes(&self.world.indexes[slot.area], &identity);
        let sealed = json(key, sealed::IDENTITY, self.id, &identity);
        let row = batch.cases.id(self.id).id(self.area_id()).plain(CHILD_DEATH_REVIEW.code).plain(self.reference()).plain(self.history.status.code());
        row.maybe(reason).plain(child.born).plain(child.died).plain(child.died_time).plain(child.age_days).plain(child.band.code());
        row.plain(child.sex).plain(child.ethnicity).plain(child.place).maybe(home.map(|h| h.authority.as_str()));
        row.at(slot.opened_at).id(self.world.coordinator(slot.area)).maybe_at(self.history.next.map(|(due, _)| due));
        row.maybe(self.history.next.map(|(_, rule)| rule)).plain(1 + self.history.steps.len());
        row.maybe(answers.get("time_of_birth").and_then(Value::as_str))
            .bytes(wrapped_key)
            .bytes(&sealed)
            .number(codes.nhs_key)
            .numbers(&codes.match_keys)
            .end();
        for code in codes.name_keys {
            batch.name_keys.id(self.id).id(self.area_id()).plain(code).end();
        }
    }
}

/// Seals something.
pub fn json<T: Serialize>(key: &RecordKey, place: &str, row: Uuid, value: &T) -> Vec<u8> {
    key.seal_json(place, row, value).expect("texts can be written as JSON")
}

/// The same child as somebody else tells it: now and then without the NHS number.
pub fn told_again(child: &Child, rng: &mut Rng) -> Child {
    let mut again = child.clone();
    if rng.chance(0.35) {
        again.nhs_number = None;
    }
    if let Some(forenames) = &mut again.forenames
        && rng.chance(0.4)
        && let Some((first, _)) = forenames.split_once(' ')
    {
        *forenames = first.to_owned();
    }
    again
}

/// Writes a notification.
pub fn write_notification(world: &World, batch: &mut Batch, n: &Notification, rng: &mut Rng) {
    let (child, area) = (n.child, &world.areas[n.area]);
    let home = child.home.as_ref();
    let text = |question: &str| n.answers.get(question).and_then(Value::as_str);
    let status = n.decision.as_ref().map_or(Decision::Received, |d| d.status);
    let (key, wrapped_key) = world.keyring.draw(n.id);
    let told = Told {
        surname: child.surname.clone(),
        forenames: child.forenames.clone().unwrap_or_default(),
        nhs_number: child.nhs_number.clone(),
        notifier_name: n.sender.name.clone(),
    };
    let nhs_key = child.nhs_number.as_deref().map(|number| world.indexes[n.area].code(&nhs_value(number)));
    let row = batch.notifications.id(n.id).id(area.id).plain(&n.reference).plain(status.code());
    row.plain(&world.form.id).plain(world.form.version).plain(&world.form.hash);
    row.plain(child.born).plain(child.died).at(child.died_at).plain(child.sex).maybe(home.map(|h| h.authority.as_str()));
    match child.multiple {
        Some((_, order)) => row.plain(order),
        None => row.null(),
    };
    row.maybe(text("multiple_birth")).plain(child.jar).text(&n.sender.organisation).null().at(n.received_at);
    row.bytes(&rng.bytes32());
    // A rejection has the code of its rule and a note; a link has its reason in words.
    let words = n.decision.as_ref().and_then(|d| if d.status == Decision::Linked { d.reason } else { d.note });
    match &n.decision {
        Some(d) => row.maybe_id(d.case).at(d.at).id(world.coordinator(n.area)).maybe(d.reason.filter(|_| d.status != Decision::Linked)),
        None => row.null().null().null().null(),
    };
    row.plain(if n.decision.is_some() { 2 } else { 1 }).bytes(&wrapped_key).bytes(&json(&key, TOLD, n.id, &told));
    row.bytes(&json(&key, ANSWERS, n.id, &n.answers));
    match words {
        Some(words) => row.bytes(&json(&key, DECISION, n.id, &words)),
        None => row.null(),
    };
    row.number(nhs_key).numbers(&match_codes(&world.indexes[n.area], &NotificationFacts::from_answers(&n.answers))).end();
}
