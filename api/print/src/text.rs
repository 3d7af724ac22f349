//! Makes typed text printable: only characters the shipped typeface has, in words that fit.
//!
//! PDF/UA and PDF/A refuse a file that shows a missing character, so a single emoji would
//! otherwise cost somebody their receipt.

use crate::world;

/// Stands for a character the typeface does not have.
const MISSING: char = '□';
/// Allows a line break without showing or meaning anything.
const BREAK_HERE: char = '\u{200B}';
/// A run of this many characters without a space may be broken: about a column's width.
const LONGEST_RUN: usize = 40;

/// Turns texts into printable ones and counts the characters it had to leave out.
pub struct Typeable {
    left_out: usize,
}

impl Typeable {
    /// Starts with nothing left out.
    pub fn new() -> Self {
        Self { left_out: 0 }
    }

    /// How many characters were replaced by [`MISSING`] so far.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Printable text on one line.
    pub fn line(&mut self, text: &str) -> String {
        self.text(text).replace('\n', " ").trim().to_owned()
    }

    /// Printable text that keeps its line breaks.
    pub fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut run = 0;
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let character = match character {
                '\r' if characters.peek() == Some(&'\n') => continue,
                '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
                '\t' => ' ',
                // Direction marks, joiners and variation selectors shape their neighbours and
                // show nothing themselves. Overrides could make a text read otherwise than it is.
                '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{AD}' => {
                    continue;
                }
                other if other == '\n' || (!other.is_control() && world::can_show(other)) => other,
                _ => {
                    self.left_out += 1;
                    MISSING
                }
            };
            run = if character.is_whitespace() { 0 } else { run + 1 };
            if run > LONGEST_RUN {
                out.push(BREAK_HERE);
                run = 1;
            }
            out.push(character);
        }
        out.trim_end().to_owned()
    }
}
