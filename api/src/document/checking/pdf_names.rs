//! Names in a PDF (`/JavaScript`), as a reader understands them: `#4A` stands for `J`.

/// Names that do something by themselves or carry another file, wherever they stand. All are long enough not to come about
/// by chance in compressed data.
const ACTIVE: [&str; 7] = ["JavaScript", "Launch", "RichMedia", "SubmitForm", "ImportData", "Rendition", "SetOCGState"];
const CARRYING: [&str; 2] = ["EmbeddedFile", "EmbeddedFiles"];
const FETCHING: [&str; 2] = ["GoToR", "GoToE"];

/// A name and where it ends.
pub struct Name {
    /// Without its slash, with `#xx` resolved.
    pub text: String,
    /// Where what follows begins.
    pub end: usize,
}

/// What a name is refused for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It does something by itself.
    Active,
    /// It carries another file.
    Carrying,
    /// It reads another file.
    Fetching,
    /// It is locked.
    Encrypted,
    /// It is a form of another kind, with scripts of its own.
    Forms,
}

/// Every name in the bytes.
pub fn names(bytes: &[u8]) -> impl Iterator<Item = Name> + '_ {
    memchr::memchr_iter(b'/', bytes).map(|at| name_at(bytes, at + 1))
}

fn name_at(bytes: &[u8], from: usize) -> Name {
    let mut text = String::new();
    let mut at = from;
    // Longer than any name with a meaning.
    while let Some(byte) = bytes.get(at).filter(|byte| is_regular(**byte) && text.len() < 40) {
        let escaped = (*byte == b'#').then(|| bytes.get(at + 1..at + 3).and_then(hex)).flatten();
        text.push(char::from(escaped.unwrap_or(*byte)));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    Name { text, end: at }
}

fn hex(two: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
    Some(digit(two[0])? << 4 | digit(two[1])?)
}

/// Whether a byte can be part of a name (ISO 32000-1, 7.2.2).
pub fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// Whether a byte is white space in a PDF.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

/// What follows, past white space.
pub fn past_space(bytes: &[u8], mut at: usize) -> &[u8] {
    while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
        at += 1;
    }
    bytes.get(at..).unwrap_or_default()
}

/// What the name means for the checks; most mean nothing. `structure` says whether the bytes are objects rather than the content of pages.
pub fn meaning(name: &Name, bytes: &[u8], structure: bool) -> Option<Meaning> {
    let text = name.text.as_str();
    let valued = || matches!(past_space(bytes, name.end).first(), Some(b'[' | b'<' | b'(' | b'/' | b'0'..=b'9'));
    match text {
        _ if ACTIVE.contains(&text) => Some(Meaning::Active),
        _ if CARRYING.contains(&text) => Some(Meaning::Carrying),
        _ if FETCHING.contains(&text) => Some(Meaning::Fetching),
        "Encrypt" if valued() => Some(Meaning::Encrypted),
        "XFA" if valued() => Some(Meaning::Forms),
        "JS" | "AA" if structure && matches!(past_space(bytes, name.end).first(), Some(b'<' | b'(' | b'0'..=b'9')) => Some(Meaning::Active),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &[u8]) -> Option<Meaning> {
        names(text).find_map(|name| meaning(&name, text, true))
    }

    #[test]
    fn a_name_means_the_same_however_it_is_written() {
        assert_eq!(found(b"<< /S /JavaScript /JS (x) >>"), Some(Meaning::Active));
        assert_eq!(found(b"<</S/#4Aava#53cript>>"), Some(Meaning::Active));
        assert_eq!(found(b"<</#4c#61unch 1 0 R>>"), Some(Meaning::Active));
        assert_eq!(found(b"<</#58FA[(t) 1 0 R]>>"), Some(Meaning::Forms));
    }

    #[test]
    fn names_that_only_look_alike_mean_nothing() {
        assert_eq!(found(b"<< /Type /Page /JSX 1 0 R /AAAAAA+Arial 2 0 R /LaunchPad /S /URI >>"), None);
        assert_eq!(found(b"/AA"), None);
    }
}
