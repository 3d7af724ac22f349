//! PDF documents: whole, not locked, and doing nothing by themselves.
//!
//! The file is not interpreted as a reader does, since readers differ and files are made to use that. It is searched: every name,
//! wherever it stands and however it is written, in the file itself and in every stream that may hold objects.

use super::pdf_names::{Meaning, meaning, names, past_space};
use super::pdf_streams::{self, number};
use super::{Budget, Refusal};
use memchr::memmem;

/// How far from its end a document says where its parts are, in bytes.
const TAIL: usize = 2048;
/// How much of an action is read.
const ACTION: usize = 512;
/// Actions on opening a document may name, those of its earlier versions included.
const MOST_OPENINGS: usize = 100;

/// Checks a document.
pub fn check(bytes: &[u8], budget: &mut Budget) -> Result<(), Refusal> {
    check_ends(bytes)?;
    let mut opening = Vec::new();
    look(bytes, false, &mut opening)?;
    look_between_streams(bytes, &mut opening)?;
    pdf_streams::for_each(bytes, budget, |stream| look(&stream.content, stream.first_object.is_some(), &mut opening))?;
    opening.sort_unstable();
    opening.dedup();
    if opening.len() > MOST_OPENINGS {
        return Err(Refusal::TooManyParts);
    }
    let mut met = vec![false; opening.len()];
    // What is done on opening may stand elsewhere: in the file, or in a stream of objects, in each of its versions.
    for (object, met) in opening.iter().zip(&mut met) {
        for found in objects(bytes, *object) {
            *met = true;
            check_opening(found)?;
        }
    }
    if !opening.is_empty() {
        pdf_streams::for_each(bytes, budget, |stream| {
            for (object, met) in opening.iter().zip(&mut met) {
                if let Some(found) = stream.object(*object) {
                    *met = true;
                    check_opening(found)?;
                }
            }
            Ok(())
        })?;
    }
    if met.iter().all(|met| *met) { Ok(()) } else { Err(Refusal::Damaged) }
}

/// A document ends with the place of its table and its mark, and with nothing behind it.
fn check_ends(bytes: &[u8]) -> Result<(), Refusal> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let Some(mark) = memmem::rfind(tail, b"%%EOF") else {
        let somewhere = memmem::find(bytes, b"%%EOF").is_some();
        return Err(if somewhere { Refusal::HiddenData } else { Refusal::Damaged });
    };
    if !past_space(tail, mark + 5).is_empty() {
        return Err(Refusal::HiddenData);
    }
    if memmem::find(tail, b"startxref").is_some() { Ok(()) } else { Err(Refusal::Damaged) }
}

fn refused(meaning: Meaning) -> Refusal {
    match meaning {
        Meaning::Active | Meaning::Forms => Refusal::ActiveContent,
        Meaning::Carrying => Refusal::EmbeddedFile,
        Meaning::Fetching => Refusal::ExternalContent,
        Meaning::Encrypted => Refusal::Encrypted,
    }
}

/// Looks at every name; collects the numbers of objects that act on opening.
fn look(bytes: &[u8], structure: bool, opening: &mut Vec<usize>) -> Result<(), Refusal> {
    for name in names(bytes) {
        if let Some(meaning) = meaning(&name, bytes, structure) {
            return Err(refused(meaning));
        }
        if name.text == "OpenAction" {
            let value = past_space(bytes, name.end);
            match number(value) {
                Some((object, _)) => opening.push(object),
                None => check_opening(value)?,
            }
        }
    }
    Ok(())
}

/// The short names, which chance may write into compressed data, outside of it alone. Whoever hides one inside has to write a
/// long one beside it, which is looked for everywhere.
fn look_between_streams(bytes: &[u8], opening: &mut Vec<usize>) -> Result<(), Refusal> {
    let mut rest = bytes;
    while let Some(begin) = memmem::find(rest, b"stream") {
        look(&rest[..begin], true, opening)?;
        let data = &rest[begin + 6..];
        rest = memmem::find(data, b"endstream").map_or(&[][..], |end| &data[end + 9..]);
    }
    look(rest, true, opening)
}

/// On opening a document may show one of its own pages, and do nothing else.
fn check_opening(value: &[u8]) -> Result<(), Refusal> {
    if value.starts_with(b"[") || value.starts_with(b"null") {
        return Ok(());
    }
    let action = &value[..value.len().min(ACTION)];
    let mut all = names(action).map(|name| name.text);
    let shows_page = value.starts_with(b"<<") && all.any(|name| name == "S") && all.next().is_some_and(|name| name == "GoTo");
    if shows_page { Ok(()) } else { Err(Refusal::ActiveContent) }
}

/// Every place where an object with this number begins.
fn objects(bytes: &[u8], wanted: usize) -> impl Iterator<Item = &[u8]> {
    memmem::find_iter(bytes, b" obj").filter_map(move |at| {
        // Backwards: generation, blank, number.
        let before = &bytes[at.saturating_sub(24)..at];
        let generation = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let before = before[..before.len() - generation].strip_suffix(b" ")?;
        let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number: usize = std::str::from_utf8(&before[before.len() - digits..]).ok()?.parse().ok()?;
        (generation > 0 && number == wanted).then(|| past_space(bytes, at + 4))
    })
}
