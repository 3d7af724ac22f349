//! Plain text and tables: readable as text from beginning to end, and no page for a browser.

use super::Refusal;

/// Beginnings of what is a page or a script rather than a text.
const PAGES: [&str; 14] =
    ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<object", "<embed", "<?xml", "<?php", "<meta", "<%", "#!"];
/// What has no place anywhere in a text that is kept.
const SCRIPTS: [&str; 3] = ["<script", "<iframe", "<!doctype html"];

/// The text as it is kept: UTF-8, whatever it came in. Nothing when it is that already.
///
/// # Errors
/// When it is not text, or is a page for a browser.
pub fn read(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    let (text, recoded) = decode(bytes)?;
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) {
        return Err(Refusal::NotText);
    }
    if is_page(&text) {
        return Err(Refusal::Markup);
    }
    Ok(recoded.then(|| text.into_bytes()))
}

/// Whether a browser that guesses would take the text for a page, or it carries a script.
fn is_page(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let begin = lower.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    PAGES.iter().any(|page| begin.starts_with(page)) || SCRIPTS.iter().any(|script| lower.contains(script))
}

fn decode(bytes: &[u8]) -> Result<(String, bool), Refusal> {
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return wide(rest, u16::from_le_bytes).map(|text| (text, true));
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return wide(rest, u16::from_be_bytes).map(|text| (text, true));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), false)),
        Err(_) => western(bytes).map(|text| (text, true)),
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refusal> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Refusal::Damaged);
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().map_err(|_| Refusal::NotText)
}

/// Windows-1252, in which Excel saves tables; its five gaps mean that it is something else.
fn western(bytes: &[u8]) -> Result<String, Refusal> {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š',
        '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    bytes
        .iter()
        .map(|byte| match byte {
            0x80..=0x9F => Some(HIGH[usize::from(byte - 0x80)]).filter(|c| *c != '\0'),
            other => Some(char::from(*other)),
        })
        .collect::<Option<String>>()
        .ok_or(Refusal::NotText)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_other_encodings_is_kept_as_utf_8() {
        assert_eq!(read("Zoë".as_bytes()), Ok(None));
        assert_eq!(read(b"Zo\xEB \x96 \x80"), Ok(Some("Zoë – €".into())));
        assert_eq!(read(b"\xFF\xFEZ\0o\0\xEB\0"), Ok(Some("Zoë".into())));
        assert_eq!(read(b"\xFE\xFF\0Z"), Ok(Some("Z".into())));
    }

    #[test]
    fn what_is_no_text_or_is_a_page_is_refused() {
        for bytes in [&b"a\0b"[..], b"a\x81b", b"a\x1bb", b"\xFF\xFE\x00\xD8"] {
            assert_eq!(read(bytes), Err(Refusal::NotText), "{bytes:?}");
        }
        for page in ["<html><p>x", " \n<!DOCTYPE html>", "<?php x", "#!/bin/sh", "hello\n<SCRIPT>alert(1)</SCRIPT>", "\u{FEFF}<svg onload=x>"] {
            assert_eq!(read(page.as_bytes()), Err(Refusal::Markup), "{page}");
        }
        assert_eq!(read(b"age <1 year; weight < 3 kg"), Ok(None));
    }
}
