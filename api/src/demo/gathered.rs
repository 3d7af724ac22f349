//! What the office has gathered about an invented case since it was opened: the family, what they asked, the child's life, and
//! what else looks into the death. Put together from parts, and about nobody real.

use super::child::Child;
use super::family::{Relative, mobile};
use super::names;
use super::random::Rng;
use super::record::{Batch, Case, json};
use crate::case::chronology::views::ChronologyEntry;
use crate::case::entry::service::{self as entries, Entry};
use crate::case::family::views::{FamilyArrangements, FamilyContact, FamilyDay, FamilyQuestion};
use crate::case::household::views::{Address, Household, Stay};
use crate::case::national::views::NationalNotification;
use crate::case::notes::service as notes;
use crate::case::process::service as processes;
use crate::case::process::views::{ProcessWords, SaveProcess};
use crate::case::record::writing;
use crate::platform::keyring::RecordKey;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use opencdr_domain::case::record::Part;
use opencdr_domain::case::record::process::{Kind, Status};
use opencdr_domain::deadline::catalogue::{FAMILY_SUPPORT, NATIONAL_NOTIFICATION};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

/// Chance of its own, so that the other stories do not depend on this one.
const GATHERED: u64 = 61;

/// What parents ask, and what they were told in time.
const QUESTIONS: [(&str, &str); 4] = [
    (
        "Was there anything we should have noticed in the days before?",
        "The consultant went through the notes with them: nothing that was seen at the time pointed to it.",
    ),
    ("Could our other children have the same condition?", "The genetics clinic offered an appointment, and the family took it."),
    (
        "May we read what is written about our child?",
        "The bereavement nurse explained how to ask for the records, and went through them with the family.",
    ),
    ("Will anything change because of this?", "The chair wrote to them with what the panel had recommended, and to whom."),
];
const CONVERSATIONS: [&str; 4] = [
    "Told them what the review is for and that it blames nobody. They would like to hear from us after the meeting, not before.",
    "Rang as agreed. The funeral has been; they have no questions at present and know whom to call.",
    "They asked when the medical cause of death will be known. Promised to ring as soon as the coroner’s office tells us.",
    "Visited with the bereavement nurse. They told us much about their child, and what had helped them on the ward.",
];

/// Writes it for a case, if anything has been gathered yet.
pub fn write(case: &Case, key: &RecordKey, family: &[Relative], batch: &mut Batch) {
    let (world, slot) = (case.world, case.slot());
    let mut rng = Rng::of(world.seed, GATHERED, case.number as u64);
    let days = (world.until - slot.opened_at).num_days();
    if world.brief {
        return;
    }
    let more = days >= 2 && rng.chance(0.85);
    let soon = (slot.opened_at + TimeDelta::hours(5)).min(world.until);
    let gathered = if more { slot.opened_at + TimeDelta::hours(rng.between(20, 24 * days.min(20))) } else { soon };
    let mut kept = Keeper { case, key, batch, at: soon, by: world.coordinator(slot.area), rng };
    // What met a deadline is in the record of every case, however little else is.
    kept.national();
    kept.at = gathered;
    let nurse = kept.arrangements(family, more);
    if !more {
        return;
    }
    kept.family(family, &nurse);
    kept.home(family);
    kept.life();
    kept.processes();
}

struct Keeper<'c, 'b> {
    case: &'c Case<'c>,
    key: &'c RecordKey,
    batch: &'b mut Batch,
    at: DateTime<Utc>,
    by: Uuid,
    rng: Rng,
}

impl Keeper<'_, '_> {
    fn today(&self) -> NaiveDate {
        self.at.date_naive()
    }

    /// So many days after the death, or today when that is later.
    fn days_after_death(&self, days: u64) -> NaiveDate {
        (self.child().died + Days::new(days)).min(self.today())
    }

    fn child(&self) -> &Child {
        &self.case.child
    }

    fn add<T: Entry>(&mut self, said: Value) -> Uuid {
        let (id, entry): (Uuid, T) = (self.rng.id(self.at), read(said));
        let row = self.batch.entries.id(id).id(self.case.id).id(self.case.area_id()).plain(T::PART.code()).maybe(entry.state());
        row.maybe(entry.day().map(|day| day.to_string()).as_deref());
        row.bytes(&json(self.key, entries::PLACE, id, &entry)).plain(1).at(self.at).id(self.by).end();
        self.keep_version(T::PART, id, &entry);
        id
    }

    fn keep_version(&mut self, part: Part, row: Uuid, said: &impl Serialize) {
        let id = self.rng.id(self.at);
        let versions = self.batch.versions.id(id).id(self.case.id).id(self.case.area_id()).plain(part.code());
        versions.id(row).plain(1).at(self.at).id(self.by).bytes(&json(self.key, writing::PLACE, id, said)).end();
    }

    fn national(&mut self) {
        if let Some(told) = self.case.history.met_on(NATIONAL_NOTIFICATION) {
            self.add::<NationalNotification>(json!({ "told_on": told }));
        }
    }

    /// The key worker and the guide, where the family has them, and who the key worker is.
    fn arrangements(&mut self, family: &[Relative], more: bool) -> String {
        let nurse = names::colleague(&mut self.rng);
        let phone = mobile(&mut self.rng);
        let given = self.case.history.met_on(FAMILY_SUPPORT);
        if given.is_some() || more {
            self.add::<FamilyArrangements>(json!({
                "key_worker": nurse, "key_worker_on": given, "key_worker_role": "Bereavement nurse", "key_worker_phone": phone,
                "leaflet_given": if given.is_some() { "yes" } else { "no" }, "leaflet_on": given, "leaflet_by": given.map(|_| &nurse),
                "whom": mother_of(family), "channels": ["telephone"], "times": "Not before ten in the morning", "language": "English",
            }));
        }
        nurse
    }

    fn family(&mut self, family: &[Relative], nurse: &str) {
        let mother = mother_of(family);
        let sibling = family.iter().find(|one| one.role == "child").and_then(|one| one.born);
        if let Some(born) = sibling {
            self.add::<FamilyDay>(json!({ "day": born, "why": "Birthday of a brother or sister" }));
        }
        let said = *self.rng.pick(&CONVERSATIONS);
        self.add::<FamilyContact>(json!({ "on": self.today(), "channel": "telephone", "by_whom": nurse, "with_whom": mother, "said": said }));
        let first = self.rng.place(QUESTIONS.len());
        if self.rng.chance(0.6) {
            let (question, _) = QUESTIONS[first];
            self.add::<FamilyQuestion>(
                json!({ "question": question, "asked_by": mother, "asked_on": self.today(), "status": "passed_on", "answerer": "The consultant" }),
            );
        }
        if self.rng.chance(0.3) {
            let (question, answer) = QUESTIONS[(first + 1) % QUESTIONS.len()];
            self.add::<FamilyQuestion>(json!({
                "question": question, "asked_by": mother, "asked_on": self.today() - Days::new(1), "status": "answered",
                "answer": answer, "told_on": self.today(), "told_by": nurse,
            }));
        }
        if self.rng.chance(0.4) {
            self.note("Ring the bereavement nurse before the next letter goes out.");
        }
    }

    fn note(&mut self, text: &str) {
        let id = self.rng.id(self.at);
        let said = json!({ "text": text, "done": false });
        let row = self.batch.notes.id(id).id(self.case.id).id(self.case.area_id());
        row.bytes(&json(self.key, notes::PLACE, id, &said)).plain(1).at(self.at).at(self.at).id(self.by).end();
    }

    fn home(&mut self, family: &[Relative]) {
        let Some(home) = self.child().home.clone() else { return };
        let told = self.child().address.clone().unwrap_or_default();
        let lines: Vec<&str> = ["line1", "line2", "town"].iter().filter_map(|line| told.get(*line)?.as_str()).collect();
        let lines = lines.join(", ");
        let born = self.child().born;
        let household = self.add::<Household>(json!({ "name": "The family home" }));
        let moved =
            if self.child().age_days > 700 && self.rng.chance(0.4) { born + Days::new(self.child().age_days.into()) - Days::new(400) } else { born };
        let since = moved.format("%Y-%m").to_string();
        self.add::<Stay>(json!({ "who": "child", "household": household, "from": since, "to": self.child().died }));
        for one in family.iter().filter(|one| one.role != "other" && one.details.get("in_household").is_none_or(|told| told == "yes")) {
            self.add::<Stay>(json!({ "who": one.id, "household": household }));
        }
        self.add::<Address>(json!({ "whose": "child", "lines": lines, "postcode": home.postcode, "from": since }));
        if moved > born {
            let before = json!({ "whose": "child", "lines": "In another town; the address is being asked for", "to": since, "words": "Told by the health visitor" });
            self.add::<Address>(before);
        }
    }

    fn life(&mut self) {
        let (born, died, days) = (self.child().born, self.child().died, u64::from(self.child().age_days));
        let month = |day: NaiveDate| day.format("%Y-%m").to_string();
        self.happened(born.to_string(), "Born", ("agency", "Maternity notes"));
        if days >= 28 {
            self.happened((born + Days::new(12)).to_string(), "First visit of the health visitor; feeding well", ("agency", "Health visitor"));
        }
        if days >= 400 {
            let fall = "Seen in the emergency department after a fall, sent home";
            self.happened(month(born + Days::new(days / 3)), fall, ("agency", "Hospital notes"));
            self.happened(born.format("%Y").to_string(), "The family lived with grandparents for some months", ("family", "Mother"));
        }
        if days >= 1_700 {
            self.happened(month(born + Days::new(1_600)), "Started school", ("agency", "School"));
        }
        if days >= 2 && self.child().jar == "yes" {
            self.happened((died - Days::new(1)).to_string(), "Last seen well, in the evening", ("family", "Parents"));
        }
    }

    fn happened(&mut self, from: String, text: &str, (source, name): (&str, &str)) {
        self.add::<ChronologyEntry>(json!({
            "from": from, "about": from.len() == 4, "text": text, "source": source, "source_name": name, "significance": "background",
        }));
    }

    fn processes(&mut self) {
        let (child, mut kinds) = (self.child(), Vec::new());
        if child.jar == "yes" {
            kinds.extend([(Kind::PostMortem, "Coroner’s pathologist"), (Kind::Inquest, "Coroner’s office")]);
        }
        if child.category == "perinatal" {
            kinds.push((Kind::PerinatalReview, "Maternity unit"));
        }
        if child.category == "abuse" {
            kinds.extend([(Kind::PoliceInvestigation, "Police, major crime team"), (Kind::RapidReview, "Safeguarding partners")]);
        }
        for (kind, organisation) in kinds {
            let (begun, over) = (self.days_after_death(4), !self.case.history.status.is_open());
            let status = if over { Status::Concluded } else { Status::UnderWay };
            let concluded = over.then(|| self.today());
            let outcome = over.then(|| "The report is with the documents of this case.".to_owned());
            let holds = kind.usually();
            let words = ProcessWords { organisation: Some(organisation.to_owned()), outcome: outcome.clone(), ..ProcessWords::default() };
            let id = self.rng.id(self.at);
            let row = self.batch.processes.id(id).id(self.case.id).id(self.case.area_id()).plain(kind.code()).plain(status.code()).plain(begun);
            row.null().maybe(concluded.map(|day| day.to_string()).as_deref());
            row.plain(holds.meeting).plain(holds.panel).plain(holds.clock);
            row.bytes(&json(self.key, processes::PLACE, id, &words)).plain(1).at(self.at).id(self.by).end();
            let said: SaveProcess = read(json!({
                "kind": kind.code(), "status": status.code(), "started_on": begun, "concluded_on": concluded, "organisation": organisation,
                "outcome": outcome, "blocks_meeting": holds.meeting, "blocks_panel": holds.panel, "stops_clock": holds.clock,
            }));
            self.keep_version(Part::Process, id, &said);
        }
    }
}

fn mother_of(family: &[Relative]) -> Option<&str> {
    family.iter().find(|one| one.relationship == "mother").map(|one| one.name.as_str())
}

/// As a request would be read, so that a misspelt field is noticed.
fn read<T: DeserializeOwned>(said: Value) -> T {
    serde_json::from_value(said).expect("the entry has the shape of a request")
}
