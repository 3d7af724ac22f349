//! A copy of what was submitted, for the records of whom was asked.

use super::access::{self, AskedOf};
use super::store::{self, RequestRow, SubmissionRow};
use super::views::GivenAnswer;
use crate::platform::event::Event;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use uuid::Uuid;

/// What a copy is made of.
pub struct Copied {
    /// The request.
    pub row: RequestRow,
    /// What was submitted last.
    pub submission: SubmissionRow,
    /// Its answers.
    pub answers: Vec<GivenAnswer>,
    /// Panel that asked.
    pub area: String,
}

/// Reads what was submitted last.
///
/// # Errors
/// `conflict` where nothing was submitted yet.
pub fn copied(tx: &mut Tx, id: Uuid) -> Result<Copied, Problem> {
    let AskedOf { row, key, .. } = access::open_asked(tx, id)?;
    let Some(submission) = store::list_last_submissions(tx.conn(), &[row.id])?.pop() else {
        return Err(Problem::new(Code::Conflict, "Nothing has been sent yet. Send your answers first; then there is a copy of them."));
    };
    let area = store::list_area_names(tx.conn(), &[row.area_id])?.remove(&row.area_id).unwrap_or_default();
    tx.record(Event::on(Act::CopyAnswers, ObjectKind::Request, row.id).area(row.area_id).case(row.case_id))?;
    Ok(Copied { answers: submission.answers(&key)?, row, submission, area })
}

/// The copy on paper.
#[cfg(feature = "pdf")]
pub mod paper {
    use super::super::access::whole_form;
    use super::super::sealed::entries;
    use super::Copied;
    use crate::forms::paper;
    use crate::platform::problem::Problem;
    use chrono::{DateTime, Utc};
    use opencdr_domain::forms::Registry;
    use opencdr_domain::request::entry::assemble;
    use opencdr_print::Receipt;

    /// Typesets the copy as PDF/UA, in the version of the form the answers were given in.
    ///
    /// # Errors
    /// When the typesetter refuses.
    pub fn print(registry: &Registry, copied: &Copied, now: DateTime<Utc>, demo: bool) -> Result<Vec<u8>, Problem> {
        let form = whole_form(registry, &copied.row)?;
        let title = format!("Copy of your answers: {}", form.definition.title);
        let receipt = Receipt {
            title: if demo { format!("Demonstration, everything invented. {title}") } else { title },
            reference: copied.row.reference.clone(),
            received_at: format!("{}, from {}", paper::at(copied.submission.submitted_at), copied.submission.submitted_by_name),
            area: copied.area.clone(),
            sections: paper::sections(form, &assemble(&entries(&copied.answers))),
            what_next: vec![
                "This is a copy for your own records. Keep it as you keep other records of the child, and no longer than you need it.".into(),
                "If something in it turns out to be wrong, tell the panel’s office: it can return the request to you.".into(),
            ],
            generated_at: paper::moment(now),
        };
        opencdr_print::receipt(&receipt).map_err(Problem::internal)
    }
}
