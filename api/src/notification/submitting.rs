//! What happens when a notification is sent.

use super::challenge;
use super::drafts::{self, refused};
use super::sealed::{ANSWERS, TOLD, Told};
use super::store::{self, NewNotification};
use super::store_drafts;
use super::views::{SubmitNotification, Submitted};
use crate::area;
use crate::area::service::look_up;
use crate::case::sealed::{match_codes, nhs_value};
use crate::identity::views::AreaName;
use crate::platform::crypto::{ServerKey, sha256};
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::jobs::{self, Job};
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::deadline::due::death_instant;
use opencdr_domain::forms::{AnswerSet, Context, Form, Registry, validate};
use opencdr_domain::notification::decision::Status;
use opencdr_domain::notification::facts::NotificationFacts;
use opencdr_domain::notification::reference::{self, Kind};
use opencdr_domain::vocab::postcode::Postcode;
use uuid::Uuid;

/// What the notifier is told comes next, for a panel.
pub fn what_next(area: &AreaName) -> Vec<String> {
    vec![
        format!(
            "The child death overview panel for {} has your notification now. Its coordinator reads new notifications every working day.",
            area.name
        ),
        "You do not need to tell any other panel, even if the child died somewhere else.".to_owned(),
        "The coordinator may contact you for details, and will ask each agency you named what it knew.".to_owned(),
        "Keep the reference. The panel can find your notification with it.".to_owned(),
    ]
}

/// The token that shows the receipt for a day.
pub fn receipt_token(key: &ServerKey, notification: Uuid) -> [u8; 32] {
    key.code("receipt token", notification.as_bytes())
}

/// The panel responsible, and the local authority of residence.
///
/// A postcode that leads to a panel decides (handbook 1.2, residence rule 1); only where it does not, the choice of the notifier counts.
fn route(tx: &mut Tx, answers: &AnswerSet, chosen: Option<Uuid>) -> Result<(AreaName, Option<String>), Problem> {
    let mut authority = None;
    if let Some(postcode) = answers.text("postcode").and_then(|typed| Postcode::parse(typed).ok()) {
        let found = look_up(tx, &postcode)?;
        authority = found.listed_authority.filter(|code| code.starts_with('E'));
        if let Some(area) = found.view.area {
            return Ok((area, authority));
        }
    }
    let Some(chosen) = chosen else {
        return Err(Problem::field(
            Code::InvalidAnswers,
            "/area_id",
            "required",
            "The postcode does not tell us which child death overview panel to send this to. Choose one from GET /api/v1/areas: where the child lived, or else where the child died",
        ));
    };
    Ok((area::service::chosen(tx, chosen)?, authority))
}

/// Receives a notification: valid, for the right panel, with its audit entry and the alert to the coordinator.
pub fn submit(tx: &mut Tx, key: &ServerKey, registry: &Registry, sent: &SubmitNotification) -> Result<Submitted, Problem> {
    let form = drafts::form(registry, sent.form_version)?;
    let valid = validate(form, &sent.answers, &Context::at(tx.london_now())).map_err(refused)?;
    let draft = if sent.from_draft { Some(drafts::held(tx)?) } else { None };
    if tx.user().is_none() && draft.is_none() {
        challenge::spend(tx, key, sent.challenge.as_ref())?;
    }
    let (area, authority) = route(tx, &valid.answers, sent.area_id)?;
    let submitted = insert(tx, key, form, valid.answers, area, authority)?;
    if let Some(draft) = draft {
        store_drafts::delete_draft(tx.conn(), draft.id)?;
    }
    Ok(submitted)
}

fn insert(tx: &mut Tx, key: &ServerKey, form: &Form, answers: AnswerSet, area: AreaName, authority: Option<String>) -> Result<Submitted, Problem> {
    let missing = || Problem::internal("a valid notification lacks a date");
    let (born, died) = (answers.date("date_of_birth").ok_or_else(missing)?, answers.date("date_of_death").ok_or_else(missing)?);
    let id = ids::new_id();
    let reference = reference::format(Kind::Notification, ids::random());
    let text = |question: &str| answers.text(question).unwrap_or_default().to_owned();
    let (sex, notifier_organisation) = (text("sex"), text("notifier_org"));
    let nhs_number = answers.text("nhs_number").map(str::to_owned);
    let (record_key, wrapped_key) = tx.keyring().draw(id);
    let index = tx.keyring().index(area.id);
    let nhs_key = nhs_number.as_deref().map(|number| index.code(&nhs_value(number)));
    let told = Told { surname: text("surname"), forenames: text("forenames"), nhs_number, notifier_name: text("notifier_name") };
    let row = NewNotification {
        id,
        area_id: area.id,
        reference: &reference,
        status: Status::Received.code(),
        form_id: &form.definition.id,
        form_version: i32::try_from(form.definition.version).unwrap_or(i32::MAX),
        form_hash: &form.hash,
        date_of_birth: born,
        date_of_death: died,
        died_at: answers.time("time_of_death").map(|time| death_instant(died, Some(time))),
        sex: &sex,
        local_authority_code: authority.as_deref(),
        birth_order: answers.number("multiple_order").and_then(|n| i32::try_from(n).ok()),
        multiple_birth: answers.code("multiple_birth"),
        jar_required: answers.code("jar_required"),
        notifier_organisation: &notifier_organisation,
        submitted_by: tx.user(),
        received_at: tx.now,
        receipt_hash: sha256(&[&receipt_token(key, id)]).to_vec(),
        sealed: record_key.seal_json(TOLD, id, &told)?,
        sealed_answers: record_key.seal_json(ANSWERS, id, answers.as_map())?,
        wrapped_key,
        nhs_key,
        match_keys: match_codes(&index, &NotificationFacts::from_answers(answers.as_map())),
    };
    store::insert_notification(tx.conn(), &row)?;
    tx.record(Event::on(Action::SubmitNotification, ObjectKind::Notification, id).area(area.id))?;
    jobs::enqueue(tx, &Job::AlertNotification { area: area.id, reference: reference.clone() })?;
    Ok(Submitted { id, reference, received_at: tx.now, what_next: what_next(&area), area })
}
