//! The typesetter's world: one template, one file of values, two fonts, and nothing else.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::PrintError;

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    const FILES: [&[u8]; 2] = [include_bytes!("../fonts/LiberationSans-Regular.ttf"), include_bytes!("../fonts/LiberationSans-Bold.ttf")];
    FILES.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Whether every shipped font has a shape for the character.
pub fn can_show(character: char) -> bool {
    FONTS.iter().all(|font| font.info().coverage.contains(u32::from(character)))
}

struct Desk {
    template: Source,
    values: FileId,
    bytes: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.values { Ok(self.bytes.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Typesets a template that reads its values from `/<name>` and exports tagged PDF.
pub fn typeset(template: &str, name: &str, values: Vec<u8>) -> Result<Vec<u8>, PrintError> {
    let desk = Desk { template: Source::new(file_id("main.typ")?, template.to_owned()), values: file_id(name)?, bytes: Bytes::new(values) };
    let pdf = typst::compile::<PagedDocument>(&desk).output.map_err(|_| PrintError::Typesetting).and_then(|document| export(&document));
    // The typesetter remembers pieces of what it set. A server must neither grow with every
    // receipt nor keep a family's answers in memory after handing them over.
    typst::comemo::evict(0);
    pdf
}

fn export(document: &PagedDocument) -> Result<Vec<u8>, PrintError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|_| PrintError::Export)?;
    let options = PdfOptions { standards, creator: Smart::Custom(Some("OpenCDR".to_owned())), ..PdfOptions::default() };
    typst_pdf::pdf(document, &options).map_err(|_| PrintError::Export)
}

fn file_id(name: &str) -> Result<FileId, PrintError> {
    let path = VirtualPath::new(name).map_err(|_| PrintError::Typesetting)?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}
