//! Mails about requests: a reference and a link, nothing about the child.

use super::inviting::token;
use super::sealed::INVITED;
use super::store::{self, Changes, RequestRow};
use super::store_invitations as invitations;
use super::views::Contact;
use crate::platform::config::Settings;
use crate::platform::mail::Mail;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use uuid::Uuid;

fn area(tx: &mut Tx, row: &RequestRow) -> Result<String, Problem> {
    Ok(store::list_area_names(tx.conn(), &[row.area_id])?.remove(&row.area_id).unwrap_or_default())
}

/// The mails that tell people of an organisation that it is asked something, or asked again.
pub fn alerts(tx: &mut Tx, settings: &Settings, job: Uuid, request: Uuid) -> Result<Vec<Mail>, Problem> {
    let Some(row) = store::find(tx.conn(), request)?.filter(|row| row.withdrawn_at.is_none()) else { return Ok(Vec::new()) };
    let now = tx.now;
    let people = store::list_colleagues(tx.conn(), row.organisation_id, now)?;
    let people = people.into_iter().filter(|(id, ..)| row.assigned_to.is_none_or(|one| one == *id));
    let area = area(tx, &row)?;
    let asked = if row.returned_at.is_some() { "asks you to make an answer clearer" } else { "asks your organisation for information" };
    Ok(people
        .map(|(_, _, to)| Mail {
            id: Mail::id_for(job, &to),
            subject: format!("Request {}", row.reference),
            text: format!(
                "The child death overview panel of {area} {asked}: {}, by {}.\n\nSign in to answer: {}/requests/{}\n\n\
                 This message holds no details on purpose. Please do not reply with any.\n",
                row.reference,
                row.due_on.format("%-d %B %Y"),
                settings.public_url,
                row.id
            ),
            to,
        })
        .collect())
}

/// The mail with the link of an invitation. The token stands in the fragment, which is sent to no server.
pub fn invitation(tx: &mut Tx, settings: &Settings, job: Uuid, id: Uuid) -> Result<Vec<Mail>, Problem> {
    let Some(held) = invitations::find(tx.conn(), id)?.filter(|one| one.revoked_at.is_none()) else { return Ok(Vec::new()) };
    let Some(row) = store::find(tx.conn(), held.request_id)? else { return Ok(Vec::new()) };
    let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
    let contact: Contact = key.open_json(INVITED, held.id, &held.sealed_contact)?;
    let Some(to) = contact.email else { return Ok(Vec::new()) };
    let area = area(tx, &row)?;
    Ok(vec![Mail {
        id: Mail::id_for(job, &to),
        subject: format!("Request {}", row.reference),
        text: format!(
            "The child death overview panel of {area} asks you for information.\n\n1. Open this link: {}/answer#{}\n\
             2. Type the code that the panel’s office tells you, by telephone. It is never sent by e-mail.\n\n\
             The link works until {} and opens one request. If you did not expect this, or have no code, ring the panel’s office.\n\
             This message holds no details on purpose. Please do not reply with any.\n",
            settings.public_url,
            hex::encode(token(&settings.key, held.id)),
            held.expires_at.format("%-d %B %Y")
        ),
        to,
    }])
}

/// Notes that a mail about a request could not be delivered, and never will.
pub fn undelivered(tx: &mut Tx, request: Uuid) -> Result<(), Problem> {
    let Some(row) = store::find(tx.conn(), request)? else { return Ok(()) };
    let now = tx.now;
    store::update(tx.conn(), &row, &Changes { undelivered_at: Some(Some(now)), ..Changes::default() })
}

/// The request an invitation is for.
pub fn invited_to(tx: &mut Tx, invitation: Uuid) -> Result<Option<Uuid>, Problem> {
    Ok(invitations::find(tx.conn(), invitation)?.map(|one| one.request_id))
}
