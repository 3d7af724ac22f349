//! Outlook mail: a compound file with the storages of a message (MS-OXMSG), whose attachments pass the checks a file passes by itself.

use super::{Budget, Refusal, check_within};
use cfb::CompoundFile;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

/// Entries a message may have; one with twenty receivers has about a thousand.
const MOST_ENTRIES: usize = 20_000;
/// Storages every message has.
const REQUIRED: [&str; 2] = ["/__properties_version1.0", "/__nameid_version1.0"];
/// Properties of an attachment: its long and short name, in two encodings, and its content (MS-OXPROPS).
const NAMES: [&str; 4] = ["__substg1.0_3707001F", "__substg1.0_3707001E", "__substg1.0_3704001F", "__substg1.0_3704001E"];
const CONTENT: &str = "__substg1.0_37010102";
/// An attachment that is an object of another program, or another message.
const OBJECT: &str = "__substg1.0_3701000D";

type File<'a> = CompoundFile<Cursor<&'a [u8]>>;

/// Checks a message.
pub fn check(bytes: &[u8], budget: &mut Budget) -> Result<(), Refusal> {
    let mut file = File::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut attachments = Vec::new();
    for (n, entry) in file.walk().enumerate() {
        if n > MOST_ENTRIES {
            return Err(Refusal::TooManyParts);
        }
        let name = entry.name().to_ascii_lowercase();
        if name.contains("vba") || name == "macros" {
            return Err(Refusal::Macros);
        }
        if name.starts_with("__attach_version1.0") && entry.is_storage() {
            attachments.push(entry.path().to_owned());
        }
    }
    if REQUIRED.iter().any(|path| !file.exists(path)) {
        return Err(Refusal::Mismatch);
    }
    attachments.iter().try_for_each(|path| check_attachment(&mut file, path, budget).map_err(|inner| Refusal::Attachment(Box::new(inner))))
}

fn check_attachment(file: &mut File, storage: &Path, budget: &mut Budget) -> Result<(), Refusal> {
    if file.exists(storage.join(OBJECT)) {
        return Err(Refusal::EmbeddedFile);
    }
    let content = stream(file, &storage.join(CONTENT), budget)?.ok_or(Refusal::ExternalContent)?;
    for property in NAMES {
        if let Some(name) = stream(file, &storage.join(property), budget)? {
            let name = if property.ends_with('F') { wide(&name) } else { name.iter().map(|byte| char::from(*byte)).collect() };
            return check_within(name.trim_end_matches('\0'), content, budget).map(drop);
        }
    }
    Err(Refusal::NotAllowed)
}

fn stream(file: &mut File, path: &PathBuf, budget: &mut Budget) -> Result<Option<Vec<u8>>, Refusal> {
    if !file.is_stream(path) {
        return Ok(None);
    }
    let stream = file.open_stream(path).map_err(|_| Refusal::Damaged)?;
    budget.unpack(stream.len())?;
    let mut content = Vec::new();
    // Streams may claim to be longer than the file they are in.
    stream.take(opencdr_domain::document::LARGEST_FILE as u64 + 1).read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
    Ok(Some(content))
}

fn wide(bytes: &[u8]) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
