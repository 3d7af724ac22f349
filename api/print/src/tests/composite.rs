//! What a reader finds in the printed record, whatever was typed.

use super::{contains, poppler, text_of};
use crate::{Composite, Moment, PrintError, RecordForm, RecordQuestion, RecordRow, RecordSection, RecordSource, composite};

fn source(from: &str, answer: &str) -> RecordSource {
    RecordSource { from: from.to_owned(), answer: answer.to_owned() }
}

fn question(label: &str, answer: &str, standing: &str, sources: Vec<RecordSource>) -> RecordQuestion {
    RecordQuestion { label: label.to_owned(), answer: answer.to_owned(), standing: standing.to_owned(), sources }
}

fn a_record() -> Composite {
    let agreed = question("Was resuscitation tried?", "Yes", "Chosen: They were there", vec![source("Riverside Hospital, Dr A Lane", "Yes")]);
    let open = question("Place of the event", "", "Sources differ, and nobody has chosen yet", vec![source("Kent Police", "Home")]);
    let section = RecordSection {
        title: "What happened".to_owned(),
        questions: vec![agreed, open],
        rows: vec![RecordRow { title: "Household 1".to_owned(), questions: vec![question("Age", "7", "", vec![])] }],
    };
    Composite {
        title: "Collated record".to_owned(),
        reference: "KENT/2026/0001".to_owned(),
        child: "Zoë O’Neill-Šimić".to_owned(),
        area: "Kent and Medway".to_owned(),
        made_at: "27 November 2026 at 10:15".to_owned(),
        open: vec!["On one question the organisations differ, and nobody has chosen yet.".to_owned()],
        contributions: vec!["Riverside Hospital, Dr A Lane, 20 November 2026".to_owned()],
        forms: vec![RecordForm { title: "Reporting form".to_owned(), sections: vec![section] }],
        generated_at: Moment::from((2026, 11, 27, 10, 15)),
    }
}

fn with_answer(typed: &str) -> Composite {
    let mut record = a_record();
    record.forms[0].sections[0].questions.push(question(typed, typed, typed, vec![source(typed, typed)]));
    record
}

#[test]
fn a_record_is_a_tagged_accessible_and_archivable_pdf() {
    let pdf = composite(&a_record()).expect("a record");
    assert!(contains(&pdf, "<pdfuaid:part>1</pdfuaid:part>"), "says it is PDF/UA-1");
    assert!(contains(&pdf, "<pdfaid:conformance>A</pdfaid:conformance>"), "says it is PDF/A-2a");
    if let Some(tree) = poppler("pdfinfo", &["-struct", "-"], &pdf) {
        for tag in ["Table", "TH", "TD", "H1", "H2", "H3", "L (block)"] {
            assert!(tree.contains(tag), "no {tag} in the structure:\n{tree}");
        }
    }
}

#[test]
fn a_record_shows_what_it_says_from_whom_and_what_is_open() {
    let pdf = composite(&a_record()).expect("a record");
    let Some(text) = text_of(&pdf) else { return };
    for shown in [
        "Collated record",
        "KENT/2026/0001",
        "Zoë O’Neill-Šimić",
        "Kent and Medway",
        "27 November 2026 at 10:15",
        "On one question the organisations differ",
        "Riverside Hospital, Dr A Lane, 20 November 2026",
        "Was resuscitation tried?",
        "Chosen: They were there",
        "Riverside Hospital, Dr A Lane: Yes",
        "Sources differ, and nobody has chosen yet",
        "Kent Police: Home",
        "Household 1",
        "not for onward sharing",
        "page 1 of 1",
    ] {
        assert!(text.contains(shown), "“{shown}” is missing from:\n{text}");
    }
}

#[test]
fn what_looks_like_markup_in_a_record_is_printed_as_it_was_typed() {
    for typed in ["#panic(1) *bold*", "[ ] ] $x^2$ @ref <label>", "= no heading", "- no list", "a 👶 b", "", "one\ntwo"] {
        let pdf = composite(&with_answer(typed)).expect("a record");
        assert!(!contains(&pdf, "/URI"));
        let Some(text) = text_of(&pdf).filter(|_| typed.is_ascii()) else { continue };
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(folded.contains(&typed), "“{typed}” is missing from:\n{text}");
    }
}

#[test]
fn a_long_account_in_a_record_runs_over_pages_and_loses_no_word() {
    let account = (0..3_000).map(|n| format!("w{n:05}")).collect::<Vec<_>>().join(" ");
    let mut record = a_record();
    record.forms[0].sections[0].questions.push(question("What happened", "", "Side by side", vec![source("Kent Police", &account)]));
    let Some(text) = text_of(&composite(&record).expect("a record")) else { return };
    assert_eq!(text.split_whitespace().filter(|word| word.starts_with("w0")).count(), 3_000);
}

#[test]
fn an_empty_record_is_a_document_and_a_moment_that_does_not_exist_is_refused() {
    let empty = Composite { title: String::new(), open: vec![], contributions: vec![], forms: vec![RecordForm::default()], ..a_record() };
    assert_eq!(composite(&empty).map(|_| ()), Ok(()));
    let never = Composite { generated_at: Moment::from((2026, 2, 29, 0, 0)), ..a_record() };
    assert_eq!(composite(&never), Err(PrintError::InvalidMoment));
}
