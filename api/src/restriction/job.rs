//! The alert after a restricted case was opened in an emergency.

use super::store_emergency::find_names;
use crate::identity::store::{list_emails, list_emails_over};
use crate::platform::config::Settings;
use crate::platform::mail::Mail;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::identity::role::Role;
use uuid::Uuid;

/// The mails that tell an area's managers, and the auditors of the area and of the whole system, who opened a restricted case:
/// nothing of the case, not even its reference.
pub fn alerts(tx: &mut Tx, settings: &Settings, job: Uuid, area: Uuid, by: Uuid) -> Result<Vec<Mail>, Problem> {
    let now = tx.now;
    let (who, area_name) = find_names(tx.conn(), by, area)?;
    let managers = list_emails(tx.conn(), area, &[Role::Manager.code()], now)?;
    let mut auditors = list_emails_over(tx.conn(), area, &[Role::Auditor.code()], now)?;
    auditors.retain(|to| !managers.contains(to));
    let mail = |to: String, next: &str, page: &str| Mail {
        id: Mail::id_for(job, &to),
        subject: "A restricted case was opened in an emergency".to_owned(),
        text: format!(
            "{who} has opened a restricted case of {area_name} in an emergency. It can be read for 60 minutes, and not changed.\n\n\
             {next}: {}{page}\n\nThis message holds no details of the case on purpose. Please do not reply with any.\n",
            settings.public_url
        ),
        to,
    };
    let to_managers = managers.into_iter().map(|to| mail(to, "Read why and review it within 5 working days", "/emergency-reviews"));
    Ok(to_managers.chain(auditors.into_iter().map(|to| mail(to, "See it in the audit log", "/audit"))).collect())
}
