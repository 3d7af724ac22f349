//! The receipt: what was sent, for a day, for the browser that sent it; on screen and on paper.

use super::sealed::Notification;
use super::store;
use super::submitting::what_next;
use super::views::ReceiptView;
use crate::area::store::list_names;
use crate::identity::views::AreaName;
use crate::platform::crypto::sha256;
use crate::platform::event::Event;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::TimeDelta;
use opencdr_domain::audit::event::{Action, ObjectKind};
use serde_json::Value;

/// How long a receipt can be opened.
const SHOWN: TimeDelta = TimeDelta::hours(24);

/// The notification whose receipt this browser holds.
pub fn held(tx: &mut Tx, action: Action) -> Result<(Notification, AreaName), Problem> {
    let Some(token) = tx.request.receipt else { return Err(Problem::not_found()) };
    tx.present(Some(token), None)?;
    let since = tx.now - SHOWN;
    let row = store::find_by_receipt(tx.conn(), &sha256(&[&token]), since)?.ok_or_else(Problem::not_found)?;
    let area = list_names(tx.conn(), &[row.area_id])?.remove(&row.area_id).ok_or_else(Problem::not_found)?;
    tx.record(Event::on(action, ObjectKind::Notification, row.id).area(row.area_id))?;
    Ok((row.open(tx.keyring())?, area))
}

/// The receipt on screen.
pub fn current(tx: &mut Tx) -> Result<ReceiptView, Problem> {
    let (Notification { row, answers, .. }, area) = held(tx, Action::ReadReceipt)?;
    Ok(ReceiptView {
        reference: row.reference,
        received_at: row.received_at,
        what_next: what_next(&area),
        area,
        form_id: row.form_id,
        form_version: row.form_version,
        answers: Value::Object(answers),
    })
}

/// The receipt on paper.
#[cfg(feature = "pdf")]
pub mod paper {
    use super::super::sealed::Notification;
    use super::what_next;
    use crate::forms::paper;
    use crate::identity::views::AreaName;
    use crate::platform::problem::Problem;
    use chrono::{DateTime, Utc};
    use opencdr_domain::forms::Form;
    use opencdr_print::Receipt;

    /// Typesets what was sent as PDF/UA.
    ///
    /// # Errors
    /// When the typesetter refuses.
    pub fn print(form: &Form, notification: &Notification, area: &AreaName, now: DateTime<Utc>, demo: bool) -> Result<Vec<u8>, Problem> {
        let Notification { row, answers, .. } = notification;
        let receipt = Receipt {
            // Paper travels: what is invented has to say so on its first line.
            title: if demo {
                "Demonstration, everything invented: notification of the death of a child"
            } else {
                "Notification of the death of a child"
            }
            .to_owned(),
            reference: row.reference.clone(),
            received_at: paper::at(row.received_at),
            area: area.name.clone(),
            sections: paper::sections(form, answers),
            what_next: what_next(area),
            generated_at: paper::moment(now),
        };
        opencdr_print::receipt(&receipt).map_err(Problem::internal)
    }
}
