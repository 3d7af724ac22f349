//! What a reader finds in the printed receipt, whatever was typed.

mod composite;

use std::io::Write;
use std::process::{Command, Stdio};

use crate::text::Typeable;
use crate::{Item, Moment, PrintError, Receipt, Row, Section, receipt};

fn item(label: &str, value: &str) -> Item {
    Item { label: label.to_owned(), value: value.to_owned() }
}

fn a_receipt() -> Receipt {
    Receipt {
        title: "Notification of the death of a child".to_owned(),
        reference: "N-7K3M-92QX".to_owned(),
        received_at: "2 November 2026 at 10:15".to_owned(),
        area: "Kent and Medway".to_owned(),
        sections: vec![
            Section {
                title: "The child".to_owned(),
                items: vec![item("Surname", "O’Neill-Šimić"), item("NHS number", "999 000 0018")],
                rows: vec![],
            },
            Section {
                title: "Professionals who knew the child".to_owned(),
                items: vec![],
                rows: vec![Row { title: "Professional 1".to_owned(), items: vec![item("Agency", "General practice"), item("Name", "Dr A Example")] }],
            },
        ],
        what_next: vec!["The panel’s office reads your notification.".to_owned()],
        generated_at: Moment::from((2026, 11, 2, 10, 16)),
    }
}

fn with_answer(value: &str) -> Receipt {
    let mut asked = a_receipt();
    asked.sections[0].items.push(item("What happened", value));
    asked
}

/// Runs one of poppler's tools on the bytes; `None` when the machine does not have it.
fn poppler(tool: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let mut child = Command::new(tool).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let mut stdin = child.stdin.take().expect("stdin was piped");
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf).is_ok());
    let output = child.wait_with_output().expect("the tool ends");
    let _ = writer.join();
    assert!(output.status.success(), "{tool} reads the document");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn text_of(pdf: &[u8]) -> Option<String> {
    poppler("pdftotext", &["-layout", "-", "-"], pdf)
}

fn contains(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[test]
fn a_receipt_is_a_tagged_accessible_and_archivable_pdf() {
    let pdf = receipt(&a_receipt()).expect("a receipt");
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(contains(&pdf, "/StructTreeRoot"), "tagged");
    assert!(contains(&pdf, "/Marked true"), "marked as tagged");
    assert!(contains(&pdf, "/Lang"), "has a language");
    assert!(contains(&pdf, "<pdfuaid:part>1</pdfuaid:part>"), "says it is PDF/UA-1");
    assert!(contains(&pdf, "<pdfaid:part>2</pdfaid:part>"), "says it is PDF/A-2");
    assert!(contains(&pdf, "<pdfaid:conformance>A</pdfaid:conformance>"), "says it is PDF/A-2a");
    if let Some(info) = poppler("pdfinfo", &["-"], &pdf) {
        assert!(info.contains("Notification of the death of a child"), "{info}");
        assert!(info.contains("Tagged:          yes"), "{info}");
        assert!(info.contains("Pages:           1"), "{info}");
        assert!(info.contains("JavaScript:      no"), "{info}");
    }
    if let Some(tree) = poppler("pdfinfo", &["-struct", "-"], &pdf) {
        for tag in ["Table", "TH", "TD", "H1", "H2", "L (block)"] {
            assert!(tree.contains(tag), "no {tag} in the structure:\n{tree}");
        }
    }
}

#[test]
fn a_receipt_shows_everything_that_was_sent() {
    let pdf = receipt(&a_receipt()).expect("a receipt");
    let Some(text) = text_of(&pdf) else { return };
    for shown in [
        "Notification of the death of a child",
        "N-7K3M-92QX",
        "2 November 2026 at 10:15",
        "Kent and Medway",
        "Surname",
        "O’Neill-Šimić",
        "999 000 0018",
        "Professional 1",
        "Dr A Example",
        "What happens next",
        "The panel’s office reads your notification.",
        "page 1 of 1",
    ] {
        assert!(text.contains(shown), "“{shown}” is missing from:\n{text}");
    }
}

#[test]
fn what_looks_like_markup_is_printed_as_it_was_typed() {
    for typed in [
        "#let x = 1",
        "#read(\"/receipt.json\")",
        "#import \"@preview/cetz:0.3.0\"",
        "*not bold* _not italic_ `not code`",
        "[ ] ] [ #[ $x^2$ $ \\ \\# ~ @ref <label>",
        "= not a heading",
        "- not a list",
        "// not a comment",
        "\"; #panic(\"x\")",
        "{\"json\": [1, 2}",
        "it's \"quoted\" -- and ... so on",
        "https://example.org/not-a-link",
    ] {
        let pdf = receipt(&with_answer(typed)).expect("a receipt");
        assert!(!contains(&pdf, "/URI"), "no link is made of “{typed}”");
        let Some(text) = text_of(&pdf) else { continue };
        // The text tool may fold spaces where the line was broken.
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(folded.contains(typed), "“{typed}” is missing from:\n{text}");
    }
}

#[test]
fn markup_in_titles_references_and_next_steps_is_plain_text_too() {
    let mut asked = a_receipt();
    asked.title = "#panic(1) *title*".to_owned();
    asked.reference = "#[ref]".to_owned();
    asked.area = "= area $".to_owned();
    asked.what_next = vec!["#let y = [".to_owned()];
    asked.sections[1].rows[0].title = "*row* #x".to_owned();
    let pdf = receipt(&asked).expect("a receipt");
    let Some(text) = text_of(&pdf) else { return };
    for shown in ["#panic(1) *title*", "#[ref]", "= area $", "#let y = [", "*row* #x"] {
        assert!(text.contains(shown), "“{shown}” is missing from:\n{text}");
    }
}

#[test]
fn any_script_or_control_character_still_gives_a_receipt() {
    for typed in [
        "שלום עולם",
        "Ελληνικά и кириллица, cafe\u{301}",
        "العربية 中文 हिन्दी 👩‍👧‍👦",
        "a\u{0}b\u{7}c\u{1b}d\u{7f}e\u{9f}",
        "\u{202e}reversed\u{202c} \u{2066}isolated\u{2069} \u{feff}\u{200d}\u{ad}",
        "\u{e000}\u{fffd}\u{fffe}\u{10ffff}",
        "one\r\ntwo\rthree\u{2028}four\n\n\nfive",
        "",
        "   ",
    ] {
        let pdf = receipt(&with_answer(typed));
        assert!(pdf.is_ok(), "“{}” gave {pdf:?}", typed.escape_unicode());
    }
}

#[test]
fn a_character_without_a_shape_is_marked_and_the_reader_is_told() {
    let pdf = receipt(&with_answer("a 👶 b")).expect("a receipt");
    let Some(text) = text_of(&pdf) else { return };
    // The text tool may join a wide character to its neighbours.
    assert!(text.replace(' ', "").contains("a□b"), "{text}");
    assert!(text.contains("One character has no shape"), "{text}");
    let pdf = receipt(&a_receipt()).expect("a receipt");
    assert!(!text_of(&pdf).unwrap_or_default().contains("no shape"));
}

#[test]
fn a_long_narrative_runs_over_pages_and_loses_no_word() {
    let narrative = (0..15_000).map(|n| format!("w{n:05}")).collect::<Vec<_>>().join(" ");
    assert!(narrative.len() > 100_000);
    let pdf = receipt(&with_answer(&narrative)).expect("a receipt");
    let Some(text) = text_of(&pdf) else { return };
    for n in [0, 1, 777, 7_500, 14_998, 14_999] {
        assert!(text.contains(&format!("w{n:05}")), "word {n} is missing");
    }
    let words = text.split_whitespace().filter(|word| word.starts_with('w')).count();
    assert!(words >= 15_000, "only {words} words");
}

#[test]
fn a_hundred_thousand_characters_without_a_space_stay_on_the_page() {
    let pdf = receipt(&with_answer(&"ж".repeat(100_000))).expect("a receipt");
    let Some(text) = text_of(&pdf) else { return };
    assert_eq!(text.matches('ж').count(), 100_000);
    let longest = text.lines().map(|line| line.trim().chars().count()).max().unwrap_or(0);
    assert!(longest < 140, "a line of {longest} characters runs off the paper");
}

#[test]
fn two_hundred_rows_are_all_there() {
    let mut asked = a_receipt();
    asked.sections[1].rows = (1..=200).map(|n| Row { title: format!("Professional {n}"), items: vec![item("Name", &format!("Name{n}"))] }).collect();
    let pdf = receipt(&asked).expect("a receipt");
    let Some(text) = text_of(&pdf) else { return };
    assert!(text.contains("Professional 200") && text.contains("Name200"));
}

#[test]
fn an_empty_receipt_is_still_a_valid_document() {
    let empty = Receipt {
        title: String::new(),
        reference: String::new(),
        received_at: String::new(),
        area: String::new(),
        sections: vec![Section::default()],
        what_next: vec![],
        generated_at: Moment::from((2028, 2, 29, 23, 59)),
    };
    assert_eq!(receipt(&empty).map(|_| ()), Ok(()));
}

#[test]
fn the_same_values_give_the_same_bytes() {
    assert_eq!(receipt(&a_receipt()), receipt(&a_receipt()));
}

#[test]
fn a_moment_that_is_not_on_the_calendar_is_refused() {
    for moment in [(2026, 2, 29, 0, 0), (2026, 13, 1, 0, 0), (2026, 1, 0, 0, 0), (2026, 1, 1, 24, 0), (0, 1, 1, 0, 0)] {
        let asked = Receipt { generated_at: Moment::from(moment), ..a_receipt() };
        assert_eq!(receipt(&asked), Err(PrintError::InvalidMoment), "{moment:?}");
    }
}

#[test]
fn an_error_never_repeats_what_was_typed() {
    for error in [PrintError::InvalidMoment, PrintError::Values, PrintError::Typesetting, PrintError::Export] {
        assert!(!error.to_string().contains("O’Neill"));
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn direction_overrides_are_dropped_and_not_counted_as_lost() {
    let mut typeable = Typeable::new();
    assert_eq!(typeable.text("ab\u{202e}cd\u{200f}e"), "abcde");
    assert_eq!(typeable.left_out(), 0);
    assert_eq!(typeable.line("one\ntwo"), "one two");
    assert_eq!(typeable.text("\u{0}"), "□");
    assert_eq!(typeable.left_out(), 1);
}
