//! The ZIP package an Office document is: small enough, flat, without links and with nothing around it.

use super::{Budget, Refusal, signature};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

/// Parts a package may have.
const MOST_PARTS: usize = 1000;
/// How much larger a part may be than it is in the package.
const MOST_RATIO: u64 = 100;
/// Below this size the ratio says nothing: a short page of blanks packs very well.
const RATIO_FROM: u64 = 64 * 1024;
/// The largest part that is read, in bytes.
const LARGEST_PART: u64 = 128 * 1024 * 1024;
/// What the parts that are read further may come to, in bytes.
const MOST_READ: usize = 128 * 1024 * 1024;

/// The parts that are read further: XML by name. Pictures and fonts are only looked at.
pub type Parts = BTreeMap<String, Vec<u8>>;

/// Opens the package and looks at every part.
pub fn parts(bytes: &[u8], budget: &mut Budget) -> Result<Parts, Refusal> {
    // The package of an Office document with a password is another format altogether.
    if bytes.starts_with(signature::OLE) {
        return Err(Refusal::Encrypted);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
    if archive.len() > MOST_PARTS {
        return Err(Refusal::TooManyParts);
    }
    if archive.offset() != 0 || !archive.comment().is_empty() || archive.has_overlapping_files().map_err(refused)? {
        return Err(Refusal::HiddenData);
    }
    if archive.has_duplicate_names() {
        return Err(Refusal::Damaged);
    }
    let mut parts = Parts::new();
    let mut held = 0;
    for at in 0..archive.len() {
        // The name first, since it is refused whatever the part holds.
        let raw = archive.by_index_raw(at).map_err(refused)?;
        let name = String::from_utf8(raw.name_raw().to_vec()).map_err(|_| Refusal::UnsafePath)?;
        check_name(&name)?;
        if raw.is_symlink() {
            return Err(Refusal::Link);
        }
        if raw.encrypted() {
            return Err(Refusal::Encrypted);
        }
        if !matches!(raw.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(Refusal::Unreadable);
        }
        let packed = raw.compressed_size();
        drop(raw);
        let content = read(&mut archive, at, packed, budget)?;
        if signature::is_archive(&content) {
            return Err(Refusal::NestedArchive);
        }
        if content.starts_with(signature::OLE) || signature::is_program(&content) {
            return Err(Refusal::EmbeddedFile);
        }
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".xml") || lower.ends_with(".rels") || lower.ends_with(".vml") {
            held += content.len();
            if held > MOST_READ {
                return Err(Refusal::Bomb);
            }
            parts.insert(name, content);
        } else {
            parts.insert(name, Vec::new());
        }
    }
    Ok(parts)
}

fn read(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, packed: u64, budget: &mut Budget) -> Result<Vec<u8>, Refusal> {
    let entry = archive.by_index(at).map_err(refused)?;
    // What the package says of itself is not believed: reading stops where the rules do.
    let most = LARGEST_PART.min(packed.saturating_mul(MOST_RATIO).max(RATIO_FROM));
    let mut content = Vec::new();
    entry.take(most + 1).read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
    if content.len() as u64 > most {
        return Err(Refusal::Bomb);
    }
    budget.unpack(content.len() as u64)?;
    Ok(content)
}

/// A name that stays inside: no slash at the beginning, no way up, no drive, nothing another system reads differently.
fn check_name(name: &str) -> Result<(), Refusal> {
    let inside = !name.is_empty()
        && !name.starts_with('/')
        && !name.contains(['\\', ':', '\0'])
        && !name.chars().any(char::is_control)
        && name.split('/').all(|step| step != ".." && step != ".");
    if inside { Ok(()) } else { Err(Refusal::UnsafePath) }
}

fn refused(error: ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => Refusal::Encrypted,
        ZipError::UnsupportedArchive(_) => Refusal::Unreadable,
        _ => Refusal::Damaged,
    }
}
