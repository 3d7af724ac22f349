//! What happens when it is written down that the national database was told.

use super::views::{NationalNotification, NationalNotificationEntry, NationalNotificationView};
use crate::case::access::{self, CaseAccess};
use crate::case::deadlines;
use crate::case::entry::service::{Entry, list, write_the_one};
use crate::case::record::views::Added;
use crate::case::record::writing::{Faults, may_change, seen};
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use chrono::NaiveDate;
use opencdr_domain::audit::event::Action;
use opencdr_domain::case::record::Part;
use opencdr_domain::identity::permission::Permission;
use uuid::Uuid;

impl Entry for NationalNotification {
    const PART: Part = Part::NationalNotification;

    fn check(&self, tx: &mut Tx, _: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        match self.told_on {
            None => faults.add("told_on", "required", "Give the day on which the national database was told"),
            Some(day) if day > tx.today => faults.add("told_on", "date_in_future", "The day must be today or in the past"),
            Some(_) => {}
        }
        Ok(())
    }

    fn day(&self) -> Option<NaiveDate> {
        self.told_on
    }
}

/// Whether they were told, and when.
pub fn read(tx: &mut Tx, id: Uuid) -> Result<NationalNotificationView, Problem> {
    let (case, _) = access::open(tx, id)?;
    let kept = list::<NationalNotification>(tx, &case)?.pop();
    seen(tx, &case, Action::ReadCaseRecord, Part::NationalNotification.code())?;
    Ok(NationalNotificationView {
        entry: kept.map(|kept| NationalNotificationEntry { id: kept.id, entry: kept.entry, written: kept.written }),
        may_change: may_change(tx, &case, Permission::ChangeCaseRecord),
    })
}

/// Writes down that they were told, the first time or anew. A case has one; version 0 stands for none.
pub fn record(tx: &mut Tx, id: Uuid, wanted: &NationalNotification) -> Result<Added, Problem> {
    let (case, child) = access::open_for_change(tx, id)?;
    if wanted.told_on.is_some_and(|day| day < child.date_of_death) {
        let words = "They cannot have been told before the child died; check the date";
        return Err(Problem::field(Code::InvalidBody, "/told_on", "before_the_death", words));
    }
    let kept = write_the_one(tx, &case, wanted)?;
    deadlines::look_again(tx, &case)?;
    Ok(kept)
}
