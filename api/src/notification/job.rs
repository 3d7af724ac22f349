//! Work after a notification: the alert to its coordinators, and forgetting what has expired.

use super::store_drafts;
use crate::area::store::list_names;
use crate::identity::store::list_emails;
use crate::platform::config::Settings;
use crate::platform::event::Event;
use crate::platform::mail::Mail;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::role::Role;
use uuid::Uuid;

/// The mails that tell an area's coordinators and managers of a notification: a reference and a link, nothing about the child.
pub fn alerts(tx: &mut Tx, settings: &Settings, job: Uuid, area: Uuid, reference: &str) -> Result<Vec<Mail>, Problem> {
    let now = tx.now;
    let name = list_names(tx.conn(), &[area])?.remove(&area).map(|a| a.name).unwrap_or_default();
    let roles = [Role::Coordinator.code(), Role::Manager.code()];
    let emails = list_emails(tx.conn(), area, &roles, now)?;
    Ok(emails
        .into_iter()
        .map(|to| Mail {
            id: Mail::id_for(job, &to),
            subject: format!("A new notification waits: {reference}"),
            text: format!(
                "A new notification has arrived for {name}.\n\nReference: {reference}\n\nSign in to read it: {}/inbox\n\n\
                 This message holds no details on purpose. Please do not reply with any.\n",
                settings.public_url
            ),
            to,
        })
        .collect())
}

/// Deletes drafts and challenges that have expired. Returns how many drafts.
pub fn forget_expired(tx: &mut Tx) -> Result<usize, Problem> {
    let now = tx.now;
    let drafts = store_drafts::delete_expired(tx.conn(), now)?;
    let how_many = drafts.len();
    if how_many > 0 {
        tx.record(Event::list(Action::DeleteDraft, ObjectKind::NotificationDraft, drafts))?;
    }
    Ok(how_many)
}
