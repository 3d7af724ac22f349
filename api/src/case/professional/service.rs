//! What happens when professionals are read and written down. Whom a notification named is treated as the household's people are.

use super::views::{Professional, ProfessionalList, ProfessionalRecord};
use crate::case::access::{self, CaseAccess};
use crate::case::entry::service::{Entry, Kept, add_as, change_in, list};
use crate::case::record::views::{Added, Written};
use crate::case::record::writing::{Faults, check_version, may_change, seen};
use crate::case::sealed::PROFESSIONAL;
use crate::case::{showing, store};
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::Action;
use opencdr_domain::case::record::Part;
use opencdr_domain::case::record::household::Known;
use opencdr_domain::forms::Form;
use opencdr_domain::identity::permission::Permission;
use std::collections::BTreeMap;
use uuid::Uuid;

impl Entry for Professional {
    const PART: Part = Part::Professional;

    fn check(&self, tx: &mut Tx, _: &CaseAccess, faults: &mut Faults) -> Result<(), Problem> {
        faults.needed("agency", self.agency.as_deref(), "Give the agency or service, such as “GP” or “Health visiting”");
        if let Some(code) = &self.informed {
            faults.code("informed", code, Known::from_code, "Choose whether they have been told of the death");
        }
        if self.left_on.is_some() && !self.left {
            faults.add("left_on", "not_left", "Only somebody who has left has a day for it: tick that they have left, or take the day out");
        }
        if self.left_on.is_some_and(|day| day > tx.today) {
            faults.add("left_on", "date_in_future", "The day they left must be today or in the past");
        }
        Ok(())
    }
}

fn notified(tx: &mut Tx, case: &CaseAccess, form: &Form) -> Result<Vec<(Uuid, Professional)>, Problem> {
    let rows = store::list_professionals(tx.conn(), case)?;
    rows.into_iter()
        .map(|row| {
            let details = case.open_json(PROFESSIONAL, row.id, &row.sealed)?;
            let shown = showing::professional(row, details, form);
            let professional = Professional {
                agency: Some(shown.agency_label),
                name: shown.name,
                job_title: shown.job_title,
                organisation: shown.organisation,
                phone: shown.phone,
                email: shown.email,
                informed: shown.informed,
                ..Professional::default()
            };
            Ok((shown.id, professional))
        })
        .collect()
}

/// Professionals of a case.
pub fn read(tx: &mut Tx, form: &Form, id: Uuid) -> Result<ProfessionalList, Problem> {
    let (case, row) = access::open(tx, id)?;
    let mut written: BTreeMap<Uuid, Kept<Professional>> = list(tx, &case)?.into_iter().map(|kept: Kept<Professional>| (kept.id, kept)).collect();
    let shown = |kept: Kept<Professional>, notified| ProfessionalRecord { id: kept.id, entry: kept.entry, notified, written: kept.written };
    let mut items = Vec::new();
    for (id, entry) in notified(tx, &case, form)? {
        let as_told = || Kept { id, entry, written: Written { version: 0, at: row.opened_at, by: None } };
        items.push(shown(written.remove(&id).unwrap_or_else(as_told), true));
    }
    items.extend(written.into_values().map(|kept| shown(kept, false)));
    items.sort_by_key(|one| one.entry.left);
    seen(tx, &case, Action::ReadCaseRecord, Part::Professional.code())?;
    Ok(ProfessionalList { items, next: None, may_change: may_change(tx, &case, Permission::ChangeCaseRecord) })
}

/// Writes a professional anew: an entry of the record, or whom a notification named, of whom the version is 0 until then.
pub fn change(tx: &mut Tx, form: &Form, id: Uuid, row: Uuid, wanted: &Professional) -> Result<Added, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    if let Some(changed) = change_in(tx, &case, row, wanted)? {
        return Ok(changed);
    }
    let named = notified(tx, &case, form)?.into_iter().find(|(id, _)| *id == row).ok_or_else(Problem::not_found)?;
    check_version(tx, 0, named.1)?;
    add_as(tx, &case, row, wanted)
}
