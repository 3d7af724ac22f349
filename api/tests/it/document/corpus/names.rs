//! Names that claim, hide or break out.

use super::pdfs::harmless;
use super::{Expected, Specimen, kept, refused, specimen};
use opencdr_domain::document::LARGEST_FILE;

const PROGRAM: &[u8] = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8\x00\x00\x00This program cannot be run in DOS mode";

/// A document of exactly so many bytes.
fn pdf_of(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%".to_vec();
    let rest = harmless();
    let rest = &rest[b"%PDF-1.7\n".len()..];
    bytes.resize(length - rest.len() - 1, b'x');
    bytes.push(b'\n');
    bytes.extend_from_slice(rest);
    bytes
}

pub fn specimens() -> Vec<Specimen> {
    let pdf = harmless();
    vec![
        refused("a program under the name of a document", "report.pdf", PROGRAM, "content_mismatch"),
        refused("a program", "report.exe", PROGRAM, "kind_not_allowed"),
        refused("two endings, the last a program's", "report.pdf.exe", pdf.clone(), "kind_not_allowed"),
        refused("a name turned round, so that its end reads as pdf", "report\u{202E}fdp.exe", PROGRAM, "kind_not_allowed"),
        refused("a program under the name of a text", "notes.txt", PROGRAM, "content_mismatch"),
        refused("a file without an ending", "report", pdf.clone(), "kind_not_allowed"),
        refused(
            "a drawing that can run scripts",
            "drawing.svg",
            &b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"[..],
            "kind_not_allowed",
        ),
        refused("an archive", "records.zip", &b"PK\x03\x04"[..], "kind_not_allowed"),
        refused("an empty file", "empty.pdf", &b""[..], "empty"),
        refused("one byte more than is allowed", "long.pdf", pdf_of(LARGEST_FILE + 1), "too_large"),
        kept("exactly as long as is allowed", "long.pdf", pdf_of(LARGEST_FILE)),
        specimen("a way up in the name", "../../../etc/cron.d/report.pdf", pdf.clone(), Expected::Renamed("report.pdf")),
        specimen("a way up as Windows writes it", r"..\..\report.pdf", pdf.clone(), Expected::Renamed("report.pdf")),
        specimen("a line end and a header in the name", "a\r\nSet-Cookie: x=1.pdf", pdf.clone(), Expected::Renamed("aSet-Cookie_ x=1.pdf")),
        specimen("quotes in the name", "a\"; filename=\"b.exe\".pdf", pdf.clone(), Expected::Renamed("a_; filename=_b.exe_.pdf")),
        specimen("a zero in the name", "report.exe\0.pdf", pdf.clone(), Expected::Renamed("report.exe.pdf")),
        specimen("the name of a device", "nul.pdf", pdf.clone(), Expected::Renamed("_nul.pdf")),
        Specimen { name: format!("{}.pdf", "a".repeat(4000)), ..specimen("a name of four thousand letters", "", pdf, Expected::Renamed("")) },
    ]
}
