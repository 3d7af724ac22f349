//! Rows as `COPY` reads them: tab-separated text.

use chrono::{DateTime, Datelike, Timelike, Utc};
use std::fmt::{Display, Write};
use uuid::Uuid;

/// Rows of one table.
#[derive(Default)]
pub struct Rows {
    text: String,
    begun: bool,
}

impl Rows {
    /// What was written.
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    fn field(&mut self) -> &mut String {
        if self.begun {
            self.text.push('\t');
        }
        self.begun = true;
        &mut self.text
    }

    /// A value that needs no escaping: a number, a date, a code.
    pub fn plain(&mut self, value: impl Display) -> &mut Self {
        // Writing into a string cannot fail.
        let _ = write!(self.field(), "{value}");
        self
    }

    /// A text.
    pub fn text(&mut self, value: &str) -> &mut Self {
        let field = self.field();
        for part in value.split_inclusive(['\\', '\t', '\n', '\r']) {
            let (clean, special) = match part.as_bytes().last() {
                Some(b'\\') => (&part[..part.len() - 1], "\\\\"),
                Some(b'\t') => (&part[..part.len() - 1], "\\t"),
                Some(b'\n') => (&part[..part.len() - 1], "\\n"),
                Some(b'\r') => (&part[..part.len() - 1], "\\r"),
                _ => (part, ""),
            };
            field.push_str(clean);
            field.push_str(special);
        }
        self
    }

    /// A text that may be missing.
    pub fn maybe(&mut self, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(value),
            None => self.null(),
        }
    }

    /// A number that may be missing.
    pub fn number(&mut self, value: Option<i64>) -> &mut Self {
        match value {
            Some(value) => self.plain(value),
            None => self.null(),
        }
    }

    /// An array of numbers.
    pub fn numbers(&mut self, values: &[Option<i64>]) -> &mut Self {
        let list: Vec<String> = values.iter().flatten().map(ToString::to_string).collect();
        self.plain(format_args!("{{{}}}", list.join(",")))
    }

    /// Nothing.
    pub fn null(&mut self) -> &mut Self {
        self.field().push_str("\\N");
        self
    }

    /// An identifier.
    pub fn id(&mut self, value: Uuid) -> &mut Self {
        let mut buffer = Uuid::encode_buffer();
        let text: &str = value.hyphenated().encode_lower(&mut buffer);
        self.field().push_str(text);
        self
    }

    /// An identifier that may be missing.
    pub fn maybe_id(&mut self, value: Option<Uuid>) -> &mut Self {
        match value {
            Some(value) => self.id(value),
            None => self.null(),
        }
    }

    /// An instant, to the millisecond.
    pub fn at(&mut self, value: DateTime<Utc>) -> &mut Self {
        let v = value;
        let (date, ms) = (v.date_naive(), v.timestamp_subsec_millis());
        let _ = write!(
            self.field(),
            "{}-{:02}-{:02} {:02}:{:02}:{:02}.{ms:03}+00",
            date.year(),
            date.month(),
            date.day(),
            v.hour(),
            v.minute(),
            v.second()
        );
        self
    }

    /// An instant that may be missing.
    pub fn maybe_at(&mut self, value: Option<DateTime<Utc>>) -> &mut Self {
        match value {
            Some(value) => self.at(value),
            None => self.null(),
        }
    }

    /// Bytes.
    pub fn bytes(&mut self, value: &[u8]) -> &mut Self {
        let hex = hex::encode(value);
        let field = self.field();
        field.push_str("\\\\x");
        field.push_str(&hex);
        self
    }

    /// Ends the row.
    pub fn end(&mut self) {
        self.text.push('\n');
        self.begun = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_copy_reads_specially_is_escaped() {
        let mut rows = Rows::default();
        rows.text("a\\b\tc\nd").maybe(None).plain(7).bytes(&[0, 255]).end();
        rows.at(DateTime::from_timestamp_millis(1_700_000_000_042).unwrap()).text("Zoë").end();
        assert_eq!(std::str::from_utf8(rows.as_bytes()).unwrap(), "a\\\\b\\tc\\nd\t\\N\t7\t\\\\x00ff\n2023-11-14 22:13:20.042+00\tZoë\n");
    }
}
