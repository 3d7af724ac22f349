//! Text that is safe to keep, show and print: no control characters and no marks that reverse its order.

/// Whether a character may not be kept: NUL and other controls (but new line and tab), and the marks that
/// change the direction of text, with which a name can be made to read as another one.
pub fn is_refused(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}')
}

/// Whether the text has no refused character. A new line written as CR LF counts as one new line.
pub fn is_clean(text: &str) -> bool {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if is_refused(c) && !(c == '\r' && characters.peek() == Some(&'\n')) {
            return false;
        }
    }
    true
}

/// The text as it is kept: trimmed, with CR LF written as a new line. Nothing when it is not clean.
pub fn clean(text: &str) -> Option<String> {
    is_clean(text).then(|| text.trim().replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_direction_marks_are_refused() {
        for c in
            ['\u{0}', '\u{7}', '\u{1b}', '\u{7f}', '\u{85}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{61c}', '\r']
        {
            assert_eq!(clean(&format!("a{c}b")), None, "{:x}", c as u32);
        }
    }

    #[test]
    fn ordinary_writing_of_any_language_is_kept() {
        for text in ["Zoë O’Brien-Smith", "محمد", "王小明", "line one\nline two\tend", "👩‍👧"] {
            assert_eq!(clean(text).as_deref(), Some(text));
        }
        assert_eq!(clean("  a\r\nb ").as_deref(), Some("a\nb"));
    }
}
