//! Mails.

use super::pdfs::harmless;
use super::pictures::photograph;
use super::texts::EICAR;
use super::{Specimen, kept, refused};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cfb::CompoundFile;
use std::io::{Cursor, Write};

const HEAD: &str = "From: gp@practice.example\r\nTo: cdop@kent.example\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\nSubject: Report\r\n";

fn plain() -> String {
    format!("{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\nPlease find it below.\r\n")
}

fn page(html: &str) -> String {
    format!("{HEAD}MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{html}\r\n")
}

/// A mail with an attachment.
fn with(name: &str, kind: &str, content: &[u8]) -> String {
    let content = STANDARD.encode(content);
    format!(
        "{HEAD}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee attached\r\n\
         --b\r\nContent-Type: {kind}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{content}\r\n--b--\r\n"
    )
}

/// A mail within mails.
fn nested(deep: usize) -> String {
    (0..deep).fold(plain(), |inner, n| {
        format!("{HEAD}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=n{n}\r\n\r\n--n{n}\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--n{n}--\r\n")
    })
}

/// An Outlook mail with these streams, in this storage.
fn outlook(streams: &[(&str, &[u8])], storages: &[&str]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    let mut put = |path: &str, content: &[u8]| file.create_stream(path).expect("a stream").write_all(content).expect("memory");
    put("/__properties_version1.0", &[0; 32]);
    put("/__substg1.0_1000001F", &wide("Please find it below."));
    file.create_storage("/__nameid_version1.0").expect("a storage");
    for storage in storages {
        file.create_storage(storage).expect("a storage");
    }
    for (path, content) in streams {
        file.create_stream(path).expect("a stream").write_all(content).expect("memory");
    }
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const ATTACHED: &str = "/__attach_version1.0_#00000000";

fn outlook_with(name: &str, content: &[u8]) -> Vec<u8> {
    let (named, held) = (format!("{ATTACHED}/__substg1.0_3707001F"), format!("{ATTACHED}/__substg1.0_37010102"));
    outlook(&[(&named, &wide(name)), (&held, content)], &[ATTACHED])
}

pub fn specimens() -> Vec<Specimen> {
    let object = format!("{ATTACHED}/__substg1.0_3701000D");
    vec![
        kept("a mail", "mail.eml", plain()),
        kept("a mail with a page without scripts", "mail.eml", page("<p>Dear <b>all</b></p>")),
        kept("a mail with a document and a photograph", "mail.eml", with("report.pdf", "application/pdf", &harmless())),
        kept("a mail within a mail", "mail.eml", nested(1)),
        kept("an Outlook mail", "mail.msg", outlook(&[], &[])),
        kept("an Outlook mail with a photograph", "mail.msg", outlook_with("photo.jpg", &photograph())),
        refused("a mail with a program", "mail.eml", with("report.exe", "application/octet-stream", b"MZ\x90\0"), "attachment"),
        refused("a mail with a program under the name of a document", "mail.eml", with("report.pdf", "application/pdf", b"MZ\x90\0"), "attachment"),
        refused("a mail with an archive", "mail.eml", with("report.zip", "application/zip", b"PK\x03\x04"), "attachment"),
        refused("a mail with a page attached", "mail.eml", with("invoice.html", "text/html", b"<html><script>x</script></html>"), "attachment"),
        refused("a page with a script", "mail.eml", page("<p onclick=x>Hello<script>alert(1)</script></p>"), "active_content"),
        refused("mails within mails within mails", "mail.eml", nested(5), "too_deep"),
        refused("a page for a browser under the name of a mail", "mail.eml", &b"<html><script>alert(1)</script></html>"[..], "content_mismatch"),
        refused("an Outlook mail with a program", "mail.msg", outlook_with("report.exe", EICAR), "attachment"),
        refused("an Outlook mail with a program under another name", "mail.msg", outlook_with("report.pdf", b"MZ\x90\0"), "attachment"),
        refused("an Outlook mail with an object", "mail.msg", outlook(&[], &[ATTACHED, &object]), "attachment"),
        refused("an Outlook mail with macros", "mail.msg", outlook(&[], &["/_VBA_PROJECT_CUR"]), "macros"),
        refused("an Excel workbook of old under the name of a mail", "mail.msg", old_workbook(), "content_mismatch"),
        refused("an Outlook mail cut short", "mail.msg", &outlook(&[], &[])[..700], "damaged"),
    ]
}

fn old_workbook() -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    file.create_stream("/Workbook").expect("a stream").write_all(&[0; 64]).expect("memory");
    file.flush().expect("memory");
    file.into_inner().into_inner()
}
