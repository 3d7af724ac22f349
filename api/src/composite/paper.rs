//! The record on paper: every answer with its sources, and what is still open said first.

use super::views::{CompositeQuestion, CompositeView};
use crate::forms::paper;
use crate::platform::problem::Problem;
use chrono::{DateTime, Utc};
use opencdr_print::{Item, Receipt, Row, Section};

/// What heads the paper.
pub struct Heading {
    /// Reference of the case.
    pub reference: String,
    /// The child.
    pub child: String,
    /// Area.
    pub area: String,
    /// Whether everything in it is invented.
    pub demo: bool,
}

/// Typesets the record as PDF/UA.
///
/// # Errors
/// When the typesetter refuses.
pub fn print(heading: &Heading, view: &CompositeView, now: DateTime<Utc>) -> Result<Vec<u8>, Problem> {
    let title = format!("Collated record: {}", heading.child);
    let sections = view.forms.iter().flat_map(|form| {
        form.sections.iter().map(move |section| Section {
            title: format!("{}: {}", form.title, section.title),
            items: section.questions.iter().filter(|question| question.rows.is_none()).map(item).collect(),
            rows: section.questions.iter().flat_map(rows).collect(),
        })
    });
    let receipt = Receipt {
        title: if heading.demo { format!("Demonstration, everything invented. {title}") } else { title },
        reference: heading.reference.clone(),
        received_at: format!("Put together on {}", paper::at(now)),
        area: heading.area.clone(),
        sections: sections.collect(),
        what_next: open(view),
        generated_at: paper::moment(now),
    };
    opencdr_print::receipt(&receipt).map_err(Problem::internal)
}

fn open(view: &CompositeView) -> Vec<String> {
    let count = |n: usize, one: &str, many: &str| (n > 0).then(|| if n == 1 { one.to_owned() } else { many.replace("{}", &n.to_string()) });
    let made = match view.contributions.len() {
        1 => "Made from the answers of one organisation.".to_owned(),
        n => format!("Made from {n} contributions."),
    };
    let conflicts = count(
        view.counts.conflicts,
        "On one question the organisations differ, and nobody has chosen yet.",
        "On {} questions the organisations differ, and nobody has chosen yet.",
    );
    let reopened = count(
        view.counts.reopened,
        "One choice needs another look, since a different answer has come.",
        "{} choices need another look, since different answers have come.",
    );
    [Some(made), conflicts, reopened, Some("For the review of this child’s death alone. Not to be passed on.".to_owned())]
        .into_iter()
        .flatten()
        .collect()
}

fn item(question: &CompositeQuestion) -> Item {
    let said = question.value_text.clone().unwrap_or_else(|| question.standing_label.to_owned());
    let sources = question
        .sources
        .iter()
        .map(|source| format!("{}, {}, {}: {}", source.organisation, source.person, paper::at(source.answered_at), source.value_text));
    let choice = question.choice.iter().map(|choice| format!("Chosen by {}, {}: {}", choice.by, paper::at(choice.at), choice.reason));
    let lines: Vec<String> = std::iter::once(said).chain(sources).chain(choice).collect();
    Item { label: question.label.clone(), value: lines.join("\n") }
}

fn rows(question: &CompositeQuestion) -> Vec<Row> {
    let rows = question.rows.iter().flatten().enumerate();
    rows.map(|(at, row)| {
        let from: Vec<&str> = row.sources.iter().map(|source| source.organisation.as_str()).collect();
        Row { title: format!("{} {} ({})", question.label, at + 1, from.join(", ")), items: row.questions.iter().map(item).collect() }
    })
    .collect()
}
