//! The record on paper: every answer with its sources, and what is still open said first.

use super::views::{CompositeQuestion, CompositeView, ContributionView};
use crate::forms::paper;
use crate::platform::problem::Problem;
use chrono::{DateTime, Utc};
use opencdr_domain::composite::Standing;
use opencdr_print::{Composite, RecordForm, RecordQuestion, RecordRow, RecordSection, RecordSource};

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
    let forms = view.forms.iter().map(|form| RecordForm {
        title: form.title.clone(),
        sections: form.sections.iter().map(|section| part(&section.title, &section.questions)).filter(is_answered).collect(),
    });
    let record = Composite {
        // Paper travels: what is invented has to say so on its first line.
        title: if heading.demo { format!("Demonstration, everything invented. {title}") } else { title },
        reference: heading.reference.clone(),
        child: heading.child.clone(),
        area: heading.area.clone(),
        made_at: paper::at(now),
        open: open(view),
        contributions: view.contributions.iter().map(contribution).collect(),
        forms: forms.filter(|form| !form.sections.is_empty()).collect(),
        generated_at: paper::moment(now),
    };
    opencdr_print::composite(&record).map_err(Problem::internal)
}

fn open(view: &CompositeView) -> Vec<String> {
    let count = |n: usize, one: &str, many: &str| (n > 0).then(|| if n == 1 { one.to_owned() } else { many.replace("{}", &n.to_string()) });
    let made = match view.contributions.len() {
        0 => "No organisation has sent its answers yet.".to_owned(),
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
    let questions = view.forms.iter().flat_map(|form| &form.sections).flat_map(|section| &section.questions);
    let unanswered = count(
        questions.filter(|question| is_open(question)).count(),
        "One question that was asked has no answer. It is left out below.",
        "{} questions that were asked have no answer. They are left out below.",
    );
    [Some(made), conflicts, reopened, unanswered].into_iter().flatten().collect()
}

fn contribution(one: &ContributionView) -> String {
    let ContributionView { organisation, agency_label, person, form_title, form_version, .. } = one;
    format!("{organisation} ({agency_label}), {person}: {form_title}, version {form_version}, sent in on {}", paper::at(one.submitted_at))
}

fn part(title: &str, questions: &[CompositeQuestion]) -> RecordSection {
    RecordSection {
        title: title.to_owned(),
        questions: questions.iter().filter(|question| question.rows.is_none() && !is_open(question)).map(item).collect(),
        rows: questions.iter().flat_map(rows).collect(),
    }
}

fn is_open(question: &CompositeQuestion) -> bool {
    question.standing == Standing::Nothing.code() && question.rows.is_none()
}

fn is_answered(section: &RecordSection) -> bool {
    !section.questions.is_empty() || !section.rows.is_empty()
}

fn item(question: &CompositeQuestion) -> RecordQuestion {
    let on = question.choice.iter().map(|choice| format!(" ({})", paper::at(choice.at))).collect::<String>();
    let why = question.why.as_deref().map(|why| format!("{}. {why}{on}", question.standing_label));
    RecordQuestion {
        label: question.label.clone(),
        answer: question.value_text.clone().unwrap_or_default(),
        standing: why.unwrap_or_else(|| question.standing_label.to_owned()),
        sources: question
            .sources
            .iter()
            .map(|source| RecordSource {
                from: format!("{}, {}, {}", source.organisation, source.person, paper::at(source.answered_at)),
                answer: source.value_text.clone(),
            })
            .collect(),
    }
}

fn rows(question: &CompositeQuestion) -> Vec<RecordRow> {
    let rows = question.rows.iter().flatten().enumerate();
    rows.map(|(at, row)| {
        let from: Vec<&str> = row.sources.iter().map(|source| source.organisation.as_str()).collect();
        RecordRow { title: format!("{} {} ({})", question.label, at + 1, from.join(", ")), questions: row.questions.iter().map(item).collect() }
    })
    .collect()
}
