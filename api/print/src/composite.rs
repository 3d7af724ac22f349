//! The collated record of a case: what it says, and from whom.

use serde::Serialize;

use crate::error::PrintError;
use crate::receipt::{Moment, heading};
use crate::text::Typeable;
use crate::world;

/// What the record says, with the sources of every answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composite {
    /// The document's title, such as "Collated record".
    pub title: String,
    /// The reference of the case.
    pub reference: String,
    /// The child's name.
    pub child: String,
    /// The name of the area that reviews the death.
    pub area: String,
    /// When it was put together, already written for a reader.
    pub made_at: String,
    /// What is settled and what is open, a sentence each.
    pub open: Vec<String>,
    /// Whose answers it is made of, one line each.
    pub contributions: Vec<String>,
    /// What the record says, in the order of the forms.
    pub forms: Vec<RecordForm>,
    /// The moment this copy was made, London time.
    pub generated_at: Moment,
}

/// One form of the record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordForm {
    /// What the form is called.
    pub title: String,
    /// Its sections.
    pub sections: Vec<RecordSection>,
}

/// One section of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordSection {
    /// The section's heading.
    pub title: String,
    /// Questions with one answer.
    pub questions: Vec<RecordQuestion>,
    /// Entries of lists, such as each person of the household.
    pub rows: Vec<RecordRow>,
}

/// One entry of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordRow {
    /// The entry's heading, such as "Household 2".
    pub title: String,
    /// The entry's questions.
    pub questions: Vec<RecordQuestion>,
}

/// A question, what the record says about it, and every source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordQuestion {
    /// The question.
    pub label: String,
    /// What the record says; empty while nobody has chosen.
    pub answer: String,
    /// How it came to say so, or what is open.
    pub standing: String,
    /// What each organisation answered.
    pub sources: Vec<RecordSource>,
}

/// What one organisation answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RecordSource {
    /// Organisation, person and day.
    pub from: String,
    /// The answer; line breaks are kept.
    pub answer: String,
}

const TEMPLATE: &str = concat!(include_str!("../templates/paper.typ"), include_str!("../templates/composite.typ"));

/// What the template reads: the record with every text made printable.
#[derive(Serialize)]
struct Printable {
    title: String,
    reference: String,
    child: String,
    area: String,
    made_at: String,
    open: Vec<String>,
    contributions: Vec<String>,
    forms: Vec<PrintableForm>,
    generated_at: Moment,
    left_out: usize,
}

#[derive(Serialize)]
struct PrintableForm {
    title: String,
    sections: Vec<PrintableSection>,
}

#[derive(Serialize)]
struct PrintableSection {
    title: String,
    questions: Vec<PrintableQuestion>,
    rows: Vec<PrintableRow>,
}

#[derive(Serialize)]
struct PrintableRow {
    title: String,
    questions: Vec<PrintableQuestion>,
}

#[derive(Serialize)]
struct PrintableQuestion {
    label: String,
    answer: String,
    standing: String,
    sources: Vec<RecordSource>,
}

/// Makes the PDF of a collated record.
///
/// # Errors
///
/// [`PrintError::InvalidMoment`] when `generated_at` is not on the calendar; the other kinds mean
/// a fault of the template, never of what a person typed.
pub fn composite(record: &Composite) -> Result<Vec<u8>, PrintError> {
    if !record.generated_at.exists() {
        return Err(PrintError::InvalidMoment);
    }
    let values = serde_json::to_vec(&printable(record)).map_err(|_| PrintError::Values)?;
    world::typeset(TEMPLATE, "composite.json", values)
}

fn printable(record: &Composite) -> Printable {
    let mut typeable = Typeable::new();
    let forms = record.forms.iter().map(|form| PrintableForm {
        title: heading(&mut typeable, &form.title, "Form"),
        sections: form.sections.iter().map(|section| printable_section(&mut typeable, section)).collect(),
    });
    let forms = forms.collect();
    Printable {
        title: heading(&mut typeable, &record.title, "Collated record"),
        reference: typeable.line(&record.reference),
        child: typeable.line(&record.child),
        area: typeable.line(&record.area),
        made_at: typeable.line(&record.made_at),
        open: record.open.iter().map(|text| typeable.text(text)).collect(),
        contributions: record.contributions.iter().map(|text| typeable.line(text)).collect(),
        forms,
        generated_at: record.generated_at,
        left_out: typeable.left_out(),
    }
}

fn printable_section(typeable: &mut Typeable, section: &RecordSection) -> PrintableSection {
    let rows = section
        .rows
        .iter()
        .map(|row| PrintableRow { title: heading(typeable, &row.title, "Entry"), questions: printable_questions(typeable, &row.questions) });
    let rows = rows.collect();
    PrintableSection { title: heading(typeable, &section.title, "Section"), questions: printable_questions(typeable, &section.questions), rows }
}

fn printable_questions(typeable: &mut Typeable, questions: &[RecordQuestion]) -> Vec<PrintableQuestion> {
    let printable = |question: &RecordQuestion| {
        let sources = question.sources.iter();
        PrintableQuestion {
            label: typeable.line(&question.label),
            answer: typeable.text(&question.answer),
            standing: typeable.text(&question.standing),
            sources: sources.map(|source| RecordSource { from: typeable.line(&source.from), answer: typeable.text(&source.answer) }).collect(),
        }
    };
    questions.iter().map(printable).collect()
}
