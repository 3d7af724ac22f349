//! What waits in the inbox of an area, and what was rejected there: chosen so that every decision can be tried.

use super::answers::{Report, answers};
use super::child::{Child, Wish, child, nhs_number};
use super::family::family;
use super::professionals::professionals;
use super::random::Rng;
use super::record::{Batch, Decided, Notification, child_of, notification_reference, write_notification};
use super::world::World;
use chrono::{DateTime, TimeDelta, Utc};
use opencdr_domain::notification::decision::Status as Decision;
use opencdr_domain::vocab::age::AgeBand;

/// Notifications that wait in each area.
pub const WAITING: usize = 24;
/// Numbers kept for an area's inbox.
const ROOM: usize = 64;

/// Rejections: scope rule, and the coordinator's note.
const REJECTED: [(&str, &str); 4] = [
    ("not_resident_no_agreement", "The family lives in Wales. Passed to the health board there by telephone, and the sender told."),
    ("not_resident_no_agreement", "Visiting relatives; the home area reviews the death and has everything we were sent."),
    ("test_or_mistake", "Sent during training on the ward. The sender has confirmed that no child died."),
    ("duplicate_of_another_notification", "The same form sent twice within minutes by the same person."),
];

const ALERT: &str = "The child had been using a sleeping nest bought online that came without any safety label.";

/// Writes the inbox of an area.
pub fn write_inbox(world: &World, area: usize, batch: &mut Batch) {
    inbox(world, area, |notification, rng| write_notification(world, batch, notification, rng));
}

/// Makes the notifications of an area's inbox one by one and hands each on.
pub fn inbox(world: &World, area: usize, mut with: impl FnMut(&Notification, &mut Rng)) {
    let base = world.schedule.slots.len() + area * ROOM;
    let mut before: Option<Child> = None;
    for place in 0..WAITING + REJECTED.len() {
        let mut rng = Rng::of(world.seed, 6, (area * ROOM + place) as u64);
        let rejected = place.checked_sub(WAITING).map(|at| REJECTED[at]);
        let received_at = match rejected {
            Some(_) => world.until - TimeDelta::minutes(rng.between(5 * 1440, 200 * 1440)),
            None => world.until - TimeDelta::minutes(rng.between(5, 3 * 1440 - 5)),
        };
        let subject = subject(world, area, place, base + place, received_at, before.as_ref(), &mut rng);
        let second = matches!(place, 0 | 1 | 3);
        let family = family(&subject, received_at, false, &mut rng);
        let professionals = professionals(&subject, area, received_at, false, &mut rng);
        let told: usize = if second { 3 } else { professionals.len() };
        let report = Report {
            child: &subject,
            area,
            received_at: received_at.max(subject.died_at + TimeDelta::minutes(30)),
            family: &family,
            professionals: &professionals[..told.min(professionals.len())],
            second,
            // Half of them are as short as the form allows.
            brief: place % 2 == 1,
            alert: (place == 9).then_some(ALERT),
        };
        let (answers, sender) = answers(&report, &mut rng);
        let notification = Notification {
            id: rng.id(report.received_at),
            reference: notification_reference(world, 2 * world.schedule.slots.len() + area * ROOM + place),
            child: &subject,
            area,
            answers,
            sender,
            received_at: report.received_at,
            decision: rejected.map(|(reason, note)| {
                let at = report.received_at + TimeDelta::minutes(rng.between(60, 2000));
                Decided { status: Decision::Rejected, at, case: None, reason: Some(reason), note: Some(note) }
            }),
        };
        with(&notification, &mut rng);
        before = Some(subject);
    }
}

/// Whom the notification at this place of the inbox is about.
fn subject(world: &World, area: usize, place: usize, number: usize, received_at: DateTime<Utc>, before: Option<&Child>, rng: &mut Rng) -> Child {
    let wish = match place {
        // Two are about children who have a case already: once everything agrees, once the name is spelt differently.
        0 | 1 => {
            if let Some(mut known) = recent(world, area, place, received_at) {
                if place == 1 {
                    known.nhs_number = None;
                    known.surname = misspelt(&known.surname);
                }
                return known;
            }
            Wish::default()
        }
        // Two tell of the same death.
        3 => {
            if let Some(mut same) = before.filter(|child| child.died_at + TimeDelta::minutes(30) < world.until).cloned() {
                same.nhs_number = None;
                return same;
            }
            Wish::default()
        }
        4 => Wish { first_of_twins: true, ..Wish::default() },
        5 => Wish { twin_of: before, ..Wish::default() },
        6 => Wish { visitor: true, of: Some((AgeBand::Years5To9, "trauma")), ..Wish::default() },
        7 => Wish { stillbirth: true, ..Wish::default() },
        8 => Wish { of: Some((AgeBand::Days28To364, "unexplained")), ..Wish::default() },
        9 => Wish { of: Some((AgeBand::Days28To364, "unexplained")), ..Wish::default() },
        _ => Wish::default(),
    };
    // The other twin is told of when the first has died, whatever the hour drawn for this notification.
    let received_at = wish.twin_of.map_or(received_at, |first| received_at.max(first.died_at + TimeDelta::minutes(40)));
    let mut subject = child(world, area, received_at, number, &wish, rng);
    if world.schedule.slots.len() + ROOM * world.areas.len() >= 1_000_000 && subject.residence != "outside_england" {
        // The numbers are used up; some are met a second time, in another area as likely as not.
        subject.nhs_number = nhs_number(world.seed, number % 1_000_000);
    }
    subject
}

/// The child of one of the cases opened last in an area, and not so long ago that nobody would still write.
fn recent(world: &World, area: usize, nth: usize, received_at: DateTime<Utc>) -> Option<Child> {
    let slots = world.schedule.slots.iter().enumerate().rev();
    let (number, _) = slots.filter(|(_, slot)| slot.area == area && slot.opened_at < received_at).nth(nth * 2)?;
    Some(child_of(world, number))
}

/// A slip of the keyboard: two letters the other way round.
fn misspelt(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() >= 4 {
        let last = letters.len() - 1;
        letters.swap(last - 1, last);
    }
    letters.into_iter().collect()
}
