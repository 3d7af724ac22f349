//! What happens when a chronology is read and written.

use super::views::{ChronologyEntry, ChronologyRecord, ChronologyView};
use crate::case::access::{self, CaseAccess};
use crate::case::entry::service::{Entry, list};
use crate::case::process::service::known_days;
use crate::case::record::views::Choice;
use crate::case::record::writing::{Faults, may_change, seen};
use crate::case::store;
use crate::platform::clock::london_date;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::{NaiveDate, NaiveTime};
use opencdr_domain::audit::event::Action;
use opencdr_domain::case::record::Part;
use opencdr_domain::case::record::chronology::{Significance, Source, in_order};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::vocab::partial_date::{PartialDate, When};
use uuid::Uuid;

impl ChronologyEntry {
    fn time(&self) -> Option<When> {
        Some(When { from: self.from?, to: self.to, about: self.about, time: self.time })
    }
}

impl Entry for ChronologyEntry {
    const PART: Part = Part::Chronology;

    fn check(&self, tx: &mut Tx, _: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        match self.time() {
            None => faults.add("from", "required", "Give the date as far as it is known: a year alone will do"),
            Some(when) if when.from.first() > tx.today => {
                faults.add("from", "date_in_future", "What is in the chronology has happened: the date must be today or in the past")
            }
            Some(when) => {
                if let Some((field, code, message)) = when.fault() {
                    faults.add(field, code, message);
                }
            }
        }
        faults.needed("text", self.text.as_deref(), "Write down what happened");
        let source = faults.code("source", self.source.as_deref().unwrap_or_default(), Source::from_code, "Choose who says so");
        if source == Some(Source::Case) {
            faults.add("source", "not_an_option", "What the case itself knows is here by itself: choose who else says so");
        }
        faults.code(
            "significance",
            self.significance.as_deref().unwrap_or_default(),
            Significance::from_code,
            "Choose how much it matters for the review",
        );
        Ok(())
    }

    fn state(&self) -> Option<&str> {
        self.source.as_deref()
    }

    fn day(&self) -> Option<NaiveDate> {
        self.from.map(|from| from.first())
    }
}

/// An entry of what the case itself knows.
fn known(day: NaiveDate, time: Option<NaiveTime>, text: String, significance: Significance) -> (ChronologyRecord, When) {
    let when = When { time, ..When::on(day) };
    let entry = ChronologyEntry {
        from: Some(PartialDate::Day(day)),
        to: None,
        about: false,
        time,
        text: Some(text),
        source: Some(Source::Case.code().to_owned()),
        source_name: None,
        significance: Some(significance.code().to_owned()),
        mistaken: false,
    };
    let record = ChronologyRecord {
        id: None,
        entry,
        when: when.words(),
        source_label: Source::Case.label(),
        significance_label: significance.label(),
        written: None,
    };
    (record, when)
}

/// The chronology, the earliest first: every entry, with birth, death, notifications and other reviews in their places.
pub fn read(tx: &mut Tx, id: Uuid) -> Result<ChronologyView, Problem> {
    let (case, child) = access::open(tx, id)?;
    let mut all = vec![
        known(child.date_of_birth, child.time_of_birth, "The child was born".into(), Significance::Background),
        known(child.date_of_death, child.time_of_death, "The child died".into(), Significance::Key),
    ];
    for (_, reference, received_at, organisation, ..) in store::list_notifications(tx.conn(), &case)? {
        let text = format!("Notification {reference} received from {organisation}");
        all.push(known(london_date(received_at), None, text, Significance::Background));
    }
    all.extend(known_days(tx, &case)?.into_iter().map(|(day, text)| known(day, None, text, Significance::Background)));
    for kept in list::<ChronologyEntry>(tx, &case)? {
        let when = kept.entry.time().ok_or_else(|| Problem::internal("an entry of a chronology has no date"))?;
        let source = kept.entry.source.as_deref().and_then(Source::from_code).map(Source::label).unwrap_or_default();
        let significance = kept.entry.significance.as_deref().and_then(Significance::from_code).map(Significance::label).unwrap_or_default();
        let record = ChronologyRecord {
            id: Some(kept.id),
            entry: kept.entry,
            when: when.words(),
            source_label: source,
            significance_label: significance,
            written: Some(kept.written),
        };
        all.push((record, when));
    }
    seen(tx, &case, Action::ReadCaseRecord, Part::Chronology.code())?;
    Ok(ChronologyView {
        items: in_order(all),
        next: None,
        sources: Source::ALL.iter().filter(|one| **one != Source::Case).map(|one| Choice { code: one.code(), label: one.label() }).collect(),
        significances: Significance::ALL.iter().map(|one| Choice { code: one.code(), label: one.label() }).collect(),
        may_change: may_change(tx, &case, Permission::ChangeCaseRecord),
    })
}
