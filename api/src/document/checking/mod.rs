//! What a file must be to be kept: pure functions over its bytes (security handbook 1.8).
//!
//! The order is: size, ending, first bytes, structure. What can be cleaned is cleaned (pictures are drawn anew, so that nothing
//! but the picture is left), what cannot be cleaned is refused with the rule and the remedy. Memory and time are bounded by the
//! [`Budget`], whatever the file says about itself.

mod heic;
mod mail;
mod office;
mod outlook;
mod package;
mod pdf;
mod pdf_names;
mod pdf_streams;
mod picture;
mod refusal;
mod signature;
mod sound;
mod text;

pub use refusal::Refusal;

use opencdr_domain::document::LARGEST_FILE;
use opencdr_domain::document::file_name;
use opencdr_domain::document::kind::FileKind;

/// A file that may be kept.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The name it is kept under.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// What is kept.
    pub bytes: Vec<u8>,
    /// Whether that differs from what was sent: a picture drawn anew, a text in another encoding, a recording without its tags.
    pub changed: bool,
}

/// What checking one file may cost, attachments of a mail included.
pub struct Budget {
    /// Bytes that may still be unpacked.
    unpacked: u64,
    /// Picture points that may still be drawn.
    points: u64,
    /// How many mails may still lie within each other.
    depth: u8,
}

/// Bytes that may be unpacked for one file.
const MOST_UNPACKED: u64 = 512 * 1024 * 1024;
/// Picture points of one picture: 50 megapixels, about the largest camera there is.
const MOST_POINTS: u64 = 50_000_000;
/// Picture points of all pictures of one mail.
const MOST_POINTS_IN_ALL: u64 = 200_000_000;

impl Budget {
    fn new() -> Self {
        Self { unpacked: MOST_UNPACKED, points: MOST_POINTS_IN_ALL, depth: 3 }
    }

    fn unpack(&mut self, bytes: u64) -> Result<(), Refusal> {
        self.unpacked = self.unpacked.checked_sub(bytes).ok_or(Refusal::Bomb)?;
        Ok(())
    }

    fn draw(&mut self, width: u32, height: u32) -> Result<(), Refusal> {
        let points = u64::from(width) * u64::from(height);
        if points == 0 {
            return Err(Refusal::Damaged);
        }
        if points > MOST_POINTS {
            return Err(Refusal::TooManyPoints);
        }
        self.points = self.points.checked_sub(points).ok_or(Refusal::TooManyPoints)?;
        Ok(())
    }
}

/// Checks a file that was sent under a name.
///
/// # Errors
/// The first rule it breaks.
pub fn check(sent_name: &str, bytes: Vec<u8>) -> Result<Checked, Refusal> {
    check_within(sent_name, bytes, &mut Budget::new())
}

fn check_within(sent_name: &str, bytes: Vec<u8>, budget: &mut Budget) -> Result<Checked, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(Refusal::TooLarge);
    }
    let name = file_name::safe(sent_name);
    let kind = FileKind::of_name(&name).ok_or(Refusal::NotAllowed)?;
    if !signature::agrees(kind, &bytes) {
        return Err(Refusal::Mismatch);
    }
    let kept = match kind {
        FileKind::Jpeg => Some(picture::jpeg(&bytes, budget)?),
        FileKind::Png => Some(picture::png(&bytes, budget)?),
        FileKind::Heic => heic::clean(&bytes, budget)?,
        FileKind::Csv | FileKind::Txt => text::read(&bytes)?,
        FileKind::Mp3 => sound::mp3(&bytes)?,
        FileKind::Wav => sound::wav(&bytes).map(|()| None)?,
        FileKind::Pdf => pdf::check(&bytes, budget).map(|()| None)?,
        FileKind::Docx | FileKind::Xlsx => office::check(kind, &bytes, budget).map(|()| None)?,
        FileKind::Eml => mail::check(&bytes, budget).map(|()| None)?,
        FileKind::Msg => outlook::check(&bytes, budget).map(|()| None)?,
    };
    // A file that is also an archive, for a program that reads archives from their end.
    let archive_by_right = matches!(kind, FileKind::Docx | FileKind::Xlsx);
    if !archive_by_right && signature::ends_as_archive(kept.as_deref().unwrap_or(&bytes)) {
        return Err(Refusal::HiddenData);
    }
    let changed = kept.as_ref().is_some_and(|kept| *kept != bytes);
    Ok(Checked { name, kind, bytes: kept.unwrap_or(bytes), changed })
}
