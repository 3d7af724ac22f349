//! The first bytes of a file, which no ending can change, and archives that are found from the end.

use opencdr_domain::document::kind::FileKind;

/// The beginning of an OLE compound file.
pub const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Brands of a HEIC still picture.
const HEIC_BRANDS: [&[u8; 4]; 6] = [b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];
/// Beginnings of archives and programs.
const ARCHIVES: [&[u8]; 8] = [b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B", b"BZh", b"\xFD7zXZ", b"MSCF"];
const PROGRAMS: [&[u8]; 3] = [b"MZ", b"\x7FELF", b"\xCA\xFE\xBA\xBE"];

/// Whether the first bytes are those of the kind. Texts and mails have none; their own checks read all of them.
pub fn agrees(kind: FileKind, bytes: &[u8]) -> bool {
    match kind {
        FileKind::Pdf => bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2."),
        FileKind::Docx | FileKind::Xlsx => bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(OLE),
        FileKind::Msg => bytes.starts_with(OLE),
        FileKind::Jpeg => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        FileKind::Png => bytes.starts_with(b"\x89PNG\r\n\x1A\n"),
        FileKind::Heic => bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| HEIC_BRANDS.iter().any(|known| *known == brand)),
        FileKind::Wav => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WAVE"),
        FileKind::Mp3 => bytes.starts_with(b"ID3") || matches!(bytes, [0xFF, second, ..] if second & 0xE0 == 0xE0),
        FileKind::Csv | FileKind::Txt | FileKind::Eml => {
            !is_archive(bytes) && !is_program(bytes) && !bytes.starts_with(OLE) && !bytes.starts_with(b"%PDF-")
        }
    }
}

/// Whether it begins as an archive does.
pub fn is_archive(bytes: &[u8]) -> bool {
    ARCHIVES.iter().any(|start| bytes.starts_with(start))
}

/// Whether it begins as a program does.
pub fn is_program(bytes: &[u8]) -> bool {
    // “MZ” alone may begin a text; a program has its header length and zeros soon after.
    PROGRAMS.iter().any(|start| bytes.starts_with(start)) && bytes.iter().take(64).any(|byte| *byte == 0)
}

/// Whether a ZIP archive ends here, wherever it begins: the end record, followed by exactly the comment it tells of.
pub fn ends_as_archive(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(22 + 65_536);
    let tail = &bytes[from..];
    tail.windows(22).enumerate().any(|(at, record)| {
        let comment = usize::from(u16::from_le_bytes([record[20], record[21]]));
        record.starts_with(b"PK\x05\x06") && at + 22 + comment <= tail.len()
    })
}
