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
    use crate::forms::words;
    use crate::identity::views::AreaName;
    use crate::platform::clock::london_time;
    use crate::platform::problem::Problem;
    use chrono::{DateTime, Datelike, Timelike, Utc};
    use opencdr_domain::forms::Form;
    use opencdr_domain::forms::definition::{Kind, Question};
    use opencdr_print::{Item, Moment, Receipt, Row, Section};
    use serde_json::{Map, Value};

    fn items<'q>(form: &Form, questions: impl Iterator<Item = &'q Question>, answers: &Map<String, Value>) -> Vec<Item> {
        questions.filter_map(|q| Some(Item { label: q.label.clone(), value: words::answer(form, q, answers.get(&q.id)?)? })).collect()
    }

    fn rows(form: &Form, question: &Question, answers: &Map<String, Value>) -> Vec<Row> {
        let given = answers.get(&question.id).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        given
            .iter()
            .filter_map(Value::as_object)
            .enumerate()
            .map(|(at, row)| Row { title: format!("{} {}", question.label, at + 1), items: items(form, question.questions.iter(), row) })
            .collect()
    }

    /// Typesets what was sent as PDF/UA.
    ///
    /// # Errors
    /// When the typesetter refuses.
    pub fn print(form: &Form, notification: &Notification, area: &AreaName, now: DateTime<Utc>, demo: bool) -> Result<Vec<u8>, Problem> {
        let Notification { row, answers, .. } = notification;
        let sections = form
            .definition
            .sections
            .iter()
            .map(|section| {
                let questions = || section.pages.iter().flat_map(|page| page.questions.iter());
                Section {
                    title: section.title.clone(),
                    items: items(form, questions().filter(|q| q.kind != Kind::Repeat), answers),
                    rows: questions().filter(|q| q.kind == Kind::Repeat).flat_map(|q| rows(form, q, answers)).collect(),
                }
            })
            .filter(|section| !section.items.is_empty() || !section.rows.is_empty())
            .collect();
        let received = london_time(row.received_at);
        let now = london_time(now);
        let small = |n: u32| u8::try_from(n).unwrap_or(0);
        let receipt = Receipt {
            // Paper travels: what is invented has to say so on its first line.
            title: if demo {
                "Demonstration, everything invented: notification of the death of a child"
            } else {
                "Notification of the death of a child"
            }
            .to_owned(),
            reference: row.reference.clone(),
            received_at: format!("{} at {}", words::long_date(received.date()), received.format("%H:%M")),
            area: area.name.clone(),
            sections,
            what_next: what_next(area),
            generated_at: Moment {
                year: now.year(),
                month: small(now.month()),
                day: small(now.day()),
                hour: small(now.hour()),
                minute: small(now.minute()),
            },
        };
        opencdr_print::receipt(&receipt).map_err(Problem::internal)
    }
}
