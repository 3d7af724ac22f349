//! The kinds of file that may be kept: the ending names the kind, and the kind names how it is sent back.

/// A kind of file on the list of what is allowed (security handbook 1.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Portable document.
    Pdf,
    /// Word document without macros.
    Docx,
    /// Excel workbook without macros.
    Xlsx,
    /// Comma-separated values.
    Csv,
    /// Plain text.
    Txt,
    /// Internet mail.
    Eml,
    /// Outlook mail.
    Msg,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// HEIC picture, as telephones take them.
    Heic,
    /// Uncompressed sound.
    Wav,
    /// Compressed sound.
    Mp3,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 12] = [
        FileKind::Pdf,
        FileKind::Docx,
        FileKind::Xlsx,
        FileKind::Csv,
        FileKind::Txt,
        FileKind::Eml,
        FileKind::Msg,
        FileKind::Jpeg,
        FileKind::Png,
        FileKind::Heic,
        FileKind::Wav,
        FileKind::Mp3,
    ];

    /// Endings that name it, lower case, the usual one first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            FileKind::Pdf => &["pdf"],
            FileKind::Docx => &["docx"],
            FileKind::Xlsx => &["xlsx"],
            FileKind::Csv => &["csv"],
            FileKind::Txt => &["txt"],
            FileKind::Eml => &["eml"],
            FileKind::Msg => &["msg"],
            FileKind::Jpeg => &["jpg", "jpeg"],
            FileKind::Png => &["png"],
            FileKind::Heic => &["heic"],
            FileKind::Wav => &["wav"],
            FileKind::Mp3 => &["mp3"],
        }
    }

    /// The media type it is kept and sent with: ours, never the one a browser named.
    pub const fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Csv => "text/csv; charset=utf-8",
            FileKind::Txt => "text/plain; charset=utf-8",
            FileKind::Eml => "message/rfc822",
            FileKind::Msg => "application/vnd.ms-outlook",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
            FileKind::Heic => "image/heic",
            FileKind::Wav => "audio/wav",
            FileKind::Mp3 => "audio/mpeg",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            FileKind::Pdf => "PDF",
            FileKind::Docx => "Word document",
            FileKind::Xlsx => "Excel workbook",
            FileKind::Csv => "CSV table",
            FileKind::Txt => "Text",
            FileKind::Eml | FileKind::Msg => "E-mail",
            FileKind::Jpeg | FileKind::Png | FileKind::Heic => "Picture",
            FileKind::Wav | FileKind::Mp3 => "Sound recording",
        }
    }

    /// The stable code kept in the database.
    pub const fn code(self) -> &'static str {
        self.endings()[0]
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind a file's name claims by its last ending.
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Self::ALL.into_iter().find(|kind| kind.endings().contains(&ending.as_str()))
    }
}

/// Every ending that is allowed, for telling people: “pdf, docx, …”.
pub fn allowed_endings() -> String {
    FileKind::ALL.iter().flat_map(|kind| kind.endings()).copied().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ending_alone_names_the_kind() {
        assert_eq!(FileKind::of_name("Report.PDF"), Some(FileKind::Pdf));
        assert_eq!(FileKind::of_name("a.b.jpeg"), Some(FileKind::Jpeg));
        for name in ["report.pdf.exe", "report", ".pdf.", "report.docm", "page.html", "drawing.svg", "x.pdf "] {
            assert_eq!(FileKind::of_name(name), None, "{name}");
        }
    }

    #[test]
    fn every_kind_is_found_by_its_code_and_by_each_ending() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::from_code(kind.code()), Some(kind));
            assert!(kind.endings().iter().all(|ending| FileKind::of_name(&format!("x.{ending}")) == Some(kind)));
        }
        assert!(allowed_endings().starts_with("pdf, docx, xlsx, csv"));
    }
}
