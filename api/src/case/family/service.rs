//! What happens when the contact with a family is read and written down.

use super::views::{
    ArrangementsView, FamilyArrangements, FamilyContact, FamilyContactView, FamilyDay, FamilyDayView, FamilyQuestion, FamilyQuestionView, FamilyView,
    TenderDayView,
};
use crate::case::access::{self, CaseAccess};
use crate::case::deadlines;
use crate::case::entry::service::{Entry, list, write_the_one};
use crate::case::record::views::{Added, Choice};
use crate::case::record::writing::{Faults, may_change, seen};
use crate::case::store;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::NaiveDate;
use opencdr_domain::audit::event::Action;
use opencdr_domain::case::record::Part;
use opencdr_domain::case::record::family::{Channel, QuestionFacts, QuestionStatus, TenderDay, tender_days};
use opencdr_domain::case::record::household::Known;
use opencdr_domain::deadline::catalogue::FAMILY_SUPPORT;
use opencdr_domain::identity::permission::Permission;
use uuid::Uuid;

impl Entry for FamilyArrangements {
    const PART: Part = Part::FamilyArrangements;

    fn check(&self, tx: &mut Tx, _: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        if let Some(code) = &self.leaflet_given {
            faults.code("leaflet_given", code, Known::from_code, "Choose whether the guide was given");
        }
        if self.leaflet_on.is_some() && self.leaflet_given.as_deref() != Some(Known::Yes.code()) {
            faults.add("leaflet_on", "not_given", "Only a guide that was given has a day for it: choose “Yes”, or take the day out");
        }
        if self.leaflet_on.is_some_and(|day| day > tx.today) {
            faults.add("leaflet_on", "date_in_future", "The day the guide was given must be today or in the past");
        }
        if self.key_worker_on.is_some() && self.key_worker.is_none() {
            faults.add("key_worker_on", "no_key_worker", "Give the name of the key worker too, or take the day out");
        }
        if self.key_worker_on.is_some_and(|day| day > tx.today) {
            faults.add("key_worker_on", "date_in_future", "The day the key worker was named must be today or in the past");
        }
        for code in &self.channels {
            faults.code("channels", code, Channel::from_code, "Choose from the ways that are listed");
        }
        Ok(())
    }
}

impl Entry for FamilyDay {
    const PART: Part = Part::FamilyDay;

    fn check(&self, _: &mut Tx, _: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        if self.day.is_none() {
            faults.add("day", "required", "Give the day, in any year");
        }
        faults.needed("why", self.why.as_deref(), "Say in a few words what the day means to the family");
        Ok(())
    }

    fn day(&self) -> Option<NaiveDate> {
        self.day
    }
}

impl Entry for FamilyContact {
    const PART: Part = Part::FamilyContact;

    fn check(&self, tx: &mut Tx, _: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        match self.on {
            None => faults.add("on", "required", "Give the day"),
            Some(day) if day > tx.today => faults.add("on", "date_in_future", "The day must be today or in the past"),
            Some(_) => {}
        }
        faults.code("channel", self.channel.as_deref().unwrap_or_default(), Channel::from_code, "Choose how you were in touch");
        faults.needed("said", self.said.as_deref(), "Write down what was said, as near to their words as you can");
        Ok(())
    }

    fn day(&self) -> Option<NaiveDate> {
        self.on
    }
}

impl FamilyQuestion {
    fn facts(&self, status: QuestionStatus) -> QuestionFacts {
        QuestionFacts { status, asked: self.asked_on, has_answerer: self.answerer.is_some(), has_answer: self.answer.is_some(), told: self.told_on }
    }

    fn standing(&self) -> Option<QuestionStatus> {
        self.status.as_deref().and_then(QuestionStatus::from_code)
    }
}

impl Entry for FamilyQuestion {
    const PART: Part = Part::FamilyQuestion;

    fn check(&self, tx: &mut Tx, _: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        faults.needed("question", self.question.as_deref(), "Write down what they asked, in their own words if you can");
        let status = faults.code("status", self.status.as_deref().unwrap_or_default(), QuestionStatus::from_code, "Choose where the question stands");
        if let Some(status) = status {
            faults.extend(self.facts(status).faults(tx.today));
        }
        Ok(())
    }

    fn state(&self) -> Option<&str> {
        self.status.as_deref()
    }

    fn day(&self) -> Option<NaiveDate> {
        self.asked_on
    }
}

/// What no tender day puts off (handbook 2.1, D06).
const OWED: &str = "Some contact cannot wait: within 48 hours of the death, every family is given the name of a key worker and the guide “When a Child Dies”. \
     That is not yet written down for this family. If it has not been done, please do it now, gently.";

/// What to know before writing or calling. `owed` is whether the family still has to be given what is due in the first days.
fn before_contact(arrangements: Option<&FamilyArrangements>, days: &[TenderDay], died: NaiveDate, owed: bool) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(one) = arrangements {
        if one.do_not_contact {
            sentences.push("The family asked not to be contacted. Please respect this, and speak with their key worker first.".to_owned());
        }
        if one.interpreter {
            let language = one.language.as_ref().map(|language| format!(" ({language})")).unwrap_or_default();
            sentences.push(format!("An interpreter is needed{language}."));
        }
    }
    let near = days.iter().filter(|day| day.near);
    for TenderDay { on, why, .. } in near.clone() {
        let day = on.format("%-d %B");
        let sentence = if *on == died {
            format!("The child died only days ago, on {day}. A letter or call could hurt; what can wait should wait.")
        } else {
            format!("{day}: {why}. A letter or call near this day could hurt; wait if it can wait.")
        };
        // A child may have died on a birthday.
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    if owed && near.count() > 0 {
        sentences.push(OWED.to_owned());
    }
    sentences
}

/// Everything about the contact with the family.
pub fn read(tx: &mut Tx, id: Uuid) -> Result<FamilyView, Problem> {
    let (case, child) = access::open(tx, id)?;
    let arrangements = list::<FamilyArrangements>(tx, &case)?.pop();
    let days = list::<FamilyDay>(tx, &case)?;
    let mut contacts = list::<FamilyContact>(tx, &case)?;
    contacts.reverse();
    contacts.sort_by_key(|kept| std::cmp::Reverse(kept.entry.on));
    let questions = list::<FamilyQuestion>(tx, &case)?;
    seen(tx, &case, Action::ReadCaseRecord, Part::FamilyContact.code())?;
    let own: Vec<(NaiveDate, String)> =
        days.iter().filter(|kept| !kept.entry.over).filter_map(|kept| Some((kept.entry.day?, kept.entry.why.clone()?))).collect();
    let owed = store::list_deadlines(tx.conn(), &case)?
        .iter()
        .any(|limit| limit.rule_id == FAMILY_SUPPORT && limit.met_at.is_none() && limit.stopped_at.is_none());
    let tender = tender_days(child.date_of_birth, child.date_of_death, &own, tx.today);
    let mut questions: Vec<FamilyQuestionView> = questions
        .into_iter()
        .map(|kept| {
            let status = kept.entry.standing();
            FamilyQuestionView {
                id: kept.id,
                status_label: status.map(QuestionStatus::label).unwrap_or_default().to_owned(),
                owed: status.is_some_and(|status| kept.entry.facts(status).owed()),
                entry: kept.entry,
                written: kept.written,
            }
        })
        .collect();
    questions.sort_by_key(|question| (!question.owed, question.entry.asked_on));
    Ok(FamilyView {
        before_contact: before_contact(arrangements.as_ref().map(|kept| &kept.entry), &tender, child.date_of_death, owed),
        arrangements: arrangements.map(|kept| ArrangementsView { id: kept.id, entry: kept.entry, written: kept.written }),
        tender_days: tender.into_iter().map(|day| TenderDayView { on: day.on, why: day.why, near: day.near }).collect(),
        days: days.into_iter().map(|kept| FamilyDayView { id: kept.id, entry: kept.entry, written: kept.written }).collect(),
        contacts: contacts
            .into_iter()
            .map(|kept| FamilyContactView {
                id: kept.id,
                channel_label: kept.entry.channel.as_deref().and_then(Channel::from_code).map(Channel::label).unwrap_or_default().to_owned(),
                entry: kept.entry,
                written: kept.written,
            })
            .collect(),
        questions,
        channels: Channel::ALL.iter().map(|c| Choice { code: c.code(), label: c.label() }).collect(),
        question_statuses: QuestionStatus::ALL.iter().map(|s| Choice { code: s.code(), label: s.label() }).collect(),
        may_change: may_change(tx, &case, Permission::ChangeCaseRecord),
    })
}

/// Writes down the arrangements with the family, the first time or anew. A case has one; version 0 stands for none.
pub fn arrange(tx: &mut Tx, id: Uuid, wanted: &FamilyArrangements) -> Result<Added, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let kept = write_the_one(tx, &case, wanted)?;
    deadlines::look_again(tx, &case)?;
    Ok(kept)
}
