//! The record on paper, as somebody reads it.

use super::Asked;
use crate::support::TestApp;
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};

/// The words of a PDF, with one space between them; nothing where the machine has no tool that reads them.
fn words_of(pdf: &[u8]) -> Option<String> {
    let mut tool = Command::new("pdftotext").args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut stdin = tool.stdin.take().expect("stdin was piped");
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf));
    let output = tool.wait_with_output().expect("the tool ends");
    writer.join().expect("the writer ends").expect("the tool reads");
    Some(String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" "))
}

#[actix_web::test]
async fn the_record_on_paper_says_what_was_chosen_from_whom_and_what_is_open() {
    let app = TestApp::new().await;
    let asked = Asked::new(&app).await;
    let both = |question: &'static str, one: &'static str, other: &'static str| (question, one, other);
    let (first, second) = (both("resuscitation", "yes", "no"), both("place_name", "The park", "The swimming pool"));
    for (request, of_first, of_second) in [(asked.hospital, first.1, second.1), (asked.surgery, first.2, second.2)] {
        asked
            .save(
                request,
                json!([
                    { "question": first.0, "base_revision": 0, "value": of_first },
                    { "question": second.0, "base_revision": 0, "value": of_second },
                ]),
            )
            .await;
        asked.submit(request).await;
    }
    let seen = json!([asked.hospital, asked.surgery]);
    let choice = json!({ "form": "reporting", "question": "place_name", "request_id": asked.surgery, "reason": "The police saw it", "seen": seen });
    asked.choose(choice).await.expect(201);
    let paper = app.coordinator().get(&format!("{}/composite/document", asked.case.path())).await;
    assert_eq!((paper.status, paper.header("content-type").as_deref()), (200, Some("application/pdf")));
    assert!(paper.body.starts_with(b"%PDF-"));
    assert_eq!(app.database.value("SELECT count(*) FROM audit_entries WHERE action = 'print_composite'"), json!(1));
    let Some(words) = words_of(&paper.body) else { return };
    for shown in [
        asked.case.reference.as_str(),
        "Made from 2 contributions.",
        "On one question the organisations differ, and nobody has chosen yet.",
        "Riverside Hospital",
        "The swimming pool",
        "The police saw it",
        "The park",
        "Sources differ",
        "not for onward sharing",
        "page 1 of",
    ] {
        assert!(words.contains(shown), "“{shown}” is missing from:\n{words}");
    }
}
