//! Streams of a PDF: those that hold objects are unpacked and read as the rest is.

use super::pdf_names::{is_space, names};
use super::{Budget, Refusal};
use flate2::read::ZlibDecoder;
use memchr::memmem;
use std::io::Read;

/// How far before its data the dictionary of a stream is looked for, in bytes.
const LONGEST_DICTIONARY: usize = 64 * 1024;
/// Streams a document may have; the largest reports have some thousands.
const MOST_STREAMS: usize = 50_000;
/// The largest stream that is unpacked, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// An unpacked stream.
pub struct Stream {
    /// What it holds.
    pub content: Vec<u8>,
    /// Where its first object begins, when it holds objects.
    pub first_object: Option<usize>,
}

/// Unpacks every stream that holds objects, and what can be of the others but pictures. One after another, so that memory is
/// bounded by the largest.
pub fn for_each(bytes: &[u8], budget: &mut Budget, mut look: impl FnMut(&Stream) -> Result<(), Refusal>) -> Result<(), Refusal> {
    for (n, start) in starts(bytes).enumerate() {
        if n >= MOST_STREAMS {
            return Err(Refusal::TooManyParts);
        }
        let dictionary = dictionary_before(bytes, start)?;
        let keys: Vec<String> = names(dictionary).map(|name| name.text).collect();
        let has = |key: &str| keys.iter().any(|k| k == key);
        // Readers do not all ask for the type: what says where its first object is, holds objects.
        let objects = has("ObjStm") || has("First") && has("N");
        let packed = has("Filter") || has("F");
        let flate = has("FlateDecode") || has("Fl");
        let other = keys
            .iter()
            .any(|k| k.ends_with("Decode") && k != "FlateDecode" || ["AHx", "A85", "LZW", "RL", "CCF", "DCT", "Crypt"].contains(&k.as_str()));
        let recoded = has("DecodeParms") || has("DP");
        if objects && (other || packed && !flate || recoded && has("Predictor")) {
            return Err(Refusal::Unreadable);
        }
        if !flate || other || !objects && has("Image") {
            continue;
        }
        let data = past_end_of_line(bytes, start);
        let (content, whole) = unpacked(data)?;
        if objects && !whole {
            return Err(Refusal::Damaged);
        }
        budget.unpack(content.len() as u64)?;
        let first_object = objects.then(|| number_after(dictionary, "First")).flatten();
        look(&Stream { content, first_object })?;
    }
    Ok(())
}

/// Where the word `stream` ends that begins the data of one. It may stand inside the data of another: objects are found by
/// their place in the file, whatever is around them.
fn starts(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    const WORD: &[u8] = b"stream";
    memmem::find_iter(bytes, WORD).filter_map(|at| {
        let begins = matches!(bytes.get(at + WORD.len()), Some(b'\n' | b'\r' | b' '));
        let ends_one = bytes[..at].ends_with(b"end");
        (begins && !ends_one).then_some(at + WORD.len())
    })
}

fn dictionary_before(bytes: &[u8], start: usize) -> Result<&[u8], Refusal> {
    let end = start - b"stream".len();
    let window = &bytes[end.saturating_sub(LONGEST_DICTIONARY)..end];
    let closed = window.iter().rposition(|byte| !is_space(*byte)).is_some_and(|at| window[..=at].ends_with(b">>"));
    if !closed {
        // The word in a text, not the beginning of data.
        return Ok(&[]);
    }
    let begin = memmem::rfind(window, b"obj").ok_or(Refusal::Damaged)?;
    Ok(&window[begin..])
}

fn past_end_of_line(bytes: &[u8], at: usize) -> &[u8] {
    let rest = &bytes[at..];
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r")).unwrap_or(rest)
}

/// What comes out, and whether it came to its end.
fn unpacked(data: &[u8]) -> Result<(Vec<u8>, bool), Refusal> {
    let mut content = Vec::new();
    let whole = ZlibDecoder::new(data).take(LARGEST + 1).read_to_end(&mut content).is_ok();
    if content.len() as u64 > LARGEST {
        return Err(Refusal::Bomb);
    }
    Ok((content, whole))
}

/// The whole number behind a name.
pub fn number_after(bytes: &[u8], key: &str) -> Option<usize> {
    let name = names(bytes).find(|name| name.text == key)?;
    number(super::pdf_names::past_space(bytes, name.end)).map(|(number, _)| number)
}

/// A whole number at the beginning, and what follows it.
pub fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let length = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(&bytes[..length]).ok()?;
    Some((text.parse().ok()?, &bytes[length..]))
}

impl Stream {
    /// The object with this number, when the stream holds it (ISO 32000-1, 7.5.7).
    pub fn object(&self, wanted: usize) -> Option<&[u8]> {
        let first = self.first_object?;
        let mut rest = self.content.get(..first)?;
        loop {
            let (object, after) = number(super::pdf_names::past_space(rest, 0))?;
            let (offset, after) = number(super::pdf_names::past_space(after, 0))?;
            if object == wanted {
                return self.content.get(first.checked_add(offset)?..);
            }
            rest = after;
        }
    }
}
