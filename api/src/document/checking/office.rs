//! Word documents and Excel workbooks: the package they claim to be, without macros, foreign files and anything fetched from elsewhere.

use super::package::{self, Parts};
use super::{Budget, Refusal};
use memchr::{memchr, memmem};
use opencdr_domain::document::kind::FileKind;
use roxmltree::{Document, ParsingOptions};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
/// The largest list of parts or of relationships, in bytes.
const LARGEST_LIST: usize = 4 * 1024 * 1024;
/// Schemes a hyperlink may have: a reader is asked before it is followed, and none of these runs anything.
const HYPERLINKS: [&str; 5] = ["http", "https", "mailto", "tel", "file"];
/// Relationships to a part that is a program or a foreign file.
const FOREIGN: [(&str, Refusal); 7] = [
    ("/vbaproject", Refusal::Macros),
    ("/wordvbadata", Refusal::Macros),
    ("/xlmacrosheet", Refusal::Macros),
    ("/control", Refusal::ActiveContent),
    ("/oleobject", Refusal::EmbeddedFile),
    ("/package", Refusal::EmbeddedFile),
    ("/afchunk", Refusal::EmbeddedFile),
];
/// Letters the prefix of a namespace may have.
const LONGEST_PREFIX: usize = 32;
/// Fields of Word that fetch something or start a program.
const FETCHING: [&str; 6] = ["DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "DATABASE"];

/// Checks the package of a document.
pub fn check(kind: FileKind, bytes: &[u8], budget: &mut Budget) -> Result<(), Refusal> {
    let parts = package::parts(bytes, budget)?;
    parts.keys().try_for_each(|name| check_part_name(name))?;
    parts.iter().filter(|(name, _)| is_xml(name)).try_for_each(|(_, content)| check_markup(content))?;
    check_types(kind, &parts)?;
    for (_, content) in parts.iter().filter(|(name, _)| name.to_ascii_lowercase().ends_with(".rels")) {
        check_relationships(content)?;
    }
    for (_, content) in parts.iter().filter(|(name, _)| name.starts_with("word/")) {
        check_fields(content)?;
    }
    Ok(())
}

fn is_xml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml")
}

fn check_part_name(name: &str) -> Result<(), Refusal> {
    let name = name.to_ascii_lowercase();
    if name.contains("vbaproject") || name.contains("vbadata") || name.contains("macrosheets/") {
        return Err(Refusal::Macros);
    }
    if name.contains("activex/") {
        return Err(Refusal::ActiveContent);
    }
    if name.contains("embeddings/") || name.contains("oleobject") {
        return Err(Refusal::EmbeddedFile);
    }
    if name.contains("externallinks/") {
        return Err(Refusal::ExternalContent);
    }
    Ok(())
}

/// XML in the encoding everything here is searched in, and without definitions of its own, with which it could read other files.
fn check_markup(content: &[u8]) -> Result<(), Refusal> {
    let text = std::str::from_utf8(content).map_err(|_| Refusal::Unreadable)?;
    if !text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).starts_with('<') {
        return Err(Refusal::Damaged);
    }
    if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return Err(Refusal::ActiveContent);
    }
    Ok(())
}

fn list(content: &[u8]) -> Result<Document<'_>, Refusal> {
    if content.len() > LARGEST_LIST {
        return Err(Refusal::Bomb);
    }
    let text = std::str::from_utf8(content).map_err(|_| Refusal::Unreadable)?;
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start_matches('\u{FEFF}'), options).map_err(|_| Refusal::Damaged)
}

/// The list of content types names the main part of the kind, and no macros.
fn check_types(kind: FileKind, parts: &Parts) -> Result<(), Refusal> {
    let content = parts.get("[Content_Types].xml").ok_or(Refusal::WrongPackage)?;
    let document = list(content)?;
    let wanted = if kind == FileKind::Docx { WORD } else { EXCEL };
    let mut main = false;
    for node in document.descendants().filter(|node| node.is_element()) {
        let Some(kind) = node.attribute("ContentType") else { continue };
        let lower = kind.to_ascii_lowercase();
        if lower.contains("macroenabled") || lower.contains("vbaproject") {
            return Err(Refusal::Macros);
        }
        let part = node.attribute("PartName").map(|name| name.trim_start_matches('/'));
        main |= lower == wanted && part.is_some_and(|name| parts.contains_key(name));
    }
    if main { Ok(()) } else { Err(Refusal::WrongPackage) }
}

fn check_relationships(content: &[u8]) -> Result<(), Refusal> {
    for node in list(content)?.descendants().filter(|node| node.is_element() && node.tag_name().name() == "Relationship") {
        let kind = node.attribute("Type").unwrap_or_default().to_ascii_lowercase();
        let external = node.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
        if let Some((_, refusal)) = FOREIGN.iter().find(|(ending, _)| kind.ends_with(ending)) {
            return Err(refusal.clone());
        }
        let target = node.attribute("Target").unwrap_or_default();
        if external && !(kind.ends_with("/hyperlink") && is_harmless(target)) {
            return Err(Refusal::ExternalContent);
        }
        // A target that names a host is external whatever it says of itself.
        if !external && (target.contains("://") || target.starts_with("\\\\") || target.starts_with("//")) {
            return Err(Refusal::ExternalContent);
        }
    }
    Ok(())
}

/// A hyperlink that only leads somewhere.
fn is_harmless(target: &str) -> bool {
    match target.split_once(':') {
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')) => {
            scheme.len() == 1 || HYPERLINKS.contains(&scheme.to_ascii_lowercase().as_str())
        }
        _ => true,
    }
}

/// The instructions of fields, put together as Word does: they may be spread over many runs.
fn check_fields(content: &[u8]) -> Result<(), Refusal> {
    let mut instructions = Vec::new();
    let mut rest = content;
    while let Some(at) = memmem::find(rest, b"instrText") {
        let closes = rest[at.saturating_sub(LONGEST_PREFIX)..at].rsplit(|byte| *byte == b'<').next().is_some_and(|prefix| prefix.contains(&b'/'));
        rest = &rest[at + b"instrText".len()..];
        if !closes && let Some(end) = memchr(b'>', rest) {
            let words = &rest[end + 1..];
            let length = memchr(b'<', words).unwrap_or(words.len());
            instructions.extend_from_slice(&words[..length]);
            rest = &words[length..];
        }
    }
    rest = content;
    while let Some(at) = memmem::find(rest, b"instr=") {
        let quoted = &rest[at + b"instr=".len()..];
        let Some((quote, words)) = quoted.split_first() else { break };
        let length = memchr(*quote, words).unwrap_or(words.len());
        instructions.push(b' ');
        instructions.extend_from_slice(&words[..length]);
        rest = &words[length..];
    }
    instructions.make_ascii_uppercase();
    let fetches = instructions.split(|byte| !byte.is_ascii_alphabetic()).any(|word| FETCHING.iter().any(|known| known.as_bytes() == word));
    if fetches { Err(Refusal::ExternalContent) } else { Ok(()) }
}
