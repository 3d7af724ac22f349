//! The alert to the other area: a reference and a link, nothing about the child.

use crate::area::store::list_names;
use crate::identity::store::list_emails;
use crate::platform::config::Settings;
use crate::platform::mail::Mail;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::identity::role::Role;
use uuid::Uuid;

/// The mails that tell an area's coordinators and managers of an offer; of a restricted case its managers alone.
pub fn alerts(tx: &mut Tx, settings: &Settings, job: Uuid, area: Uuid, reference: &str, restricted: bool) -> Result<Vec<Mail>, Problem> {
    let now = tx.now;
    let name = list_names(tx.conn(), &[area])?.remove(&area).map(|a| a.name).unwrap_or_default();
    let roles: &[&str] = if restricted { &[Role::Manager.code()] } else { &[Role::Coordinator.code(), Role::Manager.code()] };
    let emails = list_emails(tx.conn(), area, roles, now)?;
    Ok(emails
        .into_iter()
        .map(|to| Mail {
            id: Mail::id_for(job, &to),
            subject: format!("Offered to your area: {reference}"),
            text: format!(
                "Another area has offered {reference} to {name}.\n\nSign in to accept or decline it: {}/inbox?status=offered\n\n\
                 This message holds no details on purpose. Please do not reply with any.\n",
                settings.public_url
            ),
            to,
        })
        .collect())
}
