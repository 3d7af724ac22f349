//! The copy of a notification that the person who sent it may keep.

use serde::Serialize;

use crate::error::PrintError;
use crate::text::Typeable;
use crate::world;

/// What the person is given after sending a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The document's title, such as "Notification of the death of a child".
    pub title: String,
    /// The reference to quote, such as `N-7K3M-92QX`.
    pub reference: String,
    /// When it was received, already written for a reader.
    pub received_at: String,
    /// The name of the area that received it.
    pub area: String,
    /// What was sent, in the order of the form.
    pub sections: Vec<Section>,
    /// What happens next, one sentence or two each.
    pub what_next: Vec<String>,
    /// The moment this copy was made, London time.
    pub generated_at: Moment,
}

/// One section of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The section's heading.
    pub title: String,
    /// Questions with one answer.
    pub items: Vec<Item>,
    /// Entries of lists, such as each professional or each other child.
    pub rows: Vec<Row>,
}

/// One entry of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The entry's heading, such as "Professional 2".
    pub title: String,
    /// The entry's questions and answers.
    pub items: Vec<Item>,
}

/// A question and its answer as they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The question.
    pub label: String,
    /// The answer; line breaks are kept.
    pub value: String,
}

/// A moment on the calendar, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The year, 1 to 9999.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
}

impl From<(i32, u8, u8, u8, u8)> for Moment {
    fn from((year, month, day, hour, minute): (i32, u8, u8, u8, u8)) -> Self {
        Self { year, month, day, hour, minute }
    }
}

impl Moment {
    /// Whether the calendar has this moment.
    pub(crate) fn exists(self) -> bool {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let days = match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        (1..=9999).contains(&self.year) && (1..=12).contains(&self.month) && (1..=days).contains(&self.day) && self.hour < 24 && self.minute < 60
    }
}

const TEMPLATE: &str = concat!(include_str!("../templates/paper.typ"), include_str!("../templates/receipt.typ"));

/// What the template reads: the receipt with every text made printable.
#[derive(Serialize)]
struct Printable {
    title: String,
    reference: String,
    received_at: String,
    area: String,
    sections: Vec<PrintableSection>,
    what_next: Vec<String>,
    generated_at: Moment,
    left_out: usize,
}

#[derive(Serialize)]
struct PrintableSection {
    title: String,
    items: Vec<PrintableItem>,
    rows: Vec<PrintableRow>,
}

#[derive(Serialize)]
struct PrintableRow {
    title: String,
    items: Vec<PrintableItem>,
}

#[derive(Serialize)]
struct PrintableItem {
    label: String,
    value: String,
}

/// Makes the PDF of a receipt.
///
/// # Errors
///
/// [`PrintError::InvalidMoment`] when `generated_at` is not on the calendar; the other kinds mean
/// a fault of the template, never of what a person typed.
pub fn receipt(receipt: &Receipt) -> Result<Vec<u8>, PrintError> {
    if !receipt.generated_at.exists() {
        return Err(PrintError::InvalidMoment);
    }
    let values = serde_json::to_vec(&printable(receipt)).map_err(|_| PrintError::Values)?;
    world::typeset(TEMPLATE, "receipt.json", values)
}

fn printable(receipt: &Receipt) -> Printable {
    let mut typeable = Typeable::new();
    let sections = receipt
        .sections
        .iter()
        .map(|section| PrintableSection {
            title: heading(&mut typeable, &section.title, "Section"),
            items: items(&mut typeable, &section.items),
            rows: section
                .rows
                .iter()
                .map(|row| PrintableRow { title: heading(&mut typeable, &row.title, "Entry"), items: items(&mut typeable, &row.items) })
                .collect(),
        })
        .collect();
    Printable {
        title: heading(&mut typeable, &receipt.title, "Receipt"),
        reference: typeable.line(&receipt.reference),
        received_at: typeable.line(&receipt.received_at),
        area: typeable.line(&receipt.area),
        sections,
        what_next: receipt.what_next.iter().map(|text| typeable.text(text)).collect(),
        generated_at: receipt.generated_at,
        left_out: typeable.left_out(),
    }
}

/// A title or heading; PDF/UA refuses an empty one.
pub(crate) fn heading(typeable: &mut Typeable, text: &str, when_empty: &str) -> String {
    let line = typeable.line(text);
    if line.is_empty() { when_empty.to_owned() } else { line }
}

fn items(typeable: &mut Typeable, items: &[Item]) -> Vec<PrintableItem> {
    items.iter().map(|item| PrintableItem { label: typeable.line(&item.label), value: typeable.text(&item.value) }).collect()
}
