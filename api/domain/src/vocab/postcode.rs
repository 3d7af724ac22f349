//! UK postcodes, with the ZZ99 pseudo codes that stand for "no fixed abode" and "not known".

use serde::{Deserialize, Serialize};
use std::fmt;

/// A well-formed postcode in capitals with one space.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(String);

/// The text is not written like a UK postcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidPostcode;

impl fmt::Display for InvalidPostcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enter a full UK postcode, for example ME4 4UF")
    }
}

impl Postcode {
    /// Reads a postcode in any case and spacing.
    pub fn parse(text: &str) -> Result<Self, InvalidPostcode> {
        let mut compact = String::with_capacity(7);
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            if !c.is_ascii_alphanumeric() || compact.len() == 7 {
                return Err(InvalidPostcode);
            }
            compact.push(c.to_ascii_uppercase());
        }
        if compact.len() < 5 {
            return Err(InvalidPostcode);
        }
        let (outward, inward) = compact.split_at(compact.len() - 3);
        let pseudo = outward == "ZZ99" && is_pseudo_inward(inward.as_bytes());
        let regular = is_outward(outward.as_bytes()) && is_inward(inward.as_bytes());
        if pseudo || regular || compact == "GIR0AA" { Ok(Self(format!("{outward} {inward}"))) } else { Err(InvalidPostcode) }
    }

    /// In capitals with one space, as it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the space, as look-up tables keep it.
    pub fn compact(&self) -> String {
        self.0.replace(' ', "")
    }

    /// The part before the space.
    pub fn outward(&self) -> &str {
        self.0.split(' ').next().unwrap_or_default()
    }

    /// Whether this is the pseudo code for somebody with no fixed home.
    pub fn is_no_fixed_abode(&self) -> bool {
        self.0 == "ZZ99 3VZ"
    }

    /// Whether this is any ZZ99 pseudo code, which names no place.
    pub fn is_pseudo(&self) -> bool {
        self.outward() == "ZZ99"
    }
}

fn is_inward(part: &[u8]) -> bool {
    let unit = |b: u8| matches!(b, b'A' | b'B' | b'D'..=b'H' | b'J' | b'L' | b'N' | b'P'..=b'U' | b'W'..=b'Z');
    part[0].is_ascii_digit() && unit(part[1]) && unit(part[2])
}

fn is_pseudo_inward(part: &[u8]) -> bool {
    part[0].is_ascii_digit() && part[1].is_ascii_uppercase() && part[2].is_ascii_uppercase()
}

/// The six shapes of the part before the space: A9 A99 A9A AA9 AA99 AA9A, each place with its own letters.
fn is_outward(part: &[u8]) -> bool {
    let area = |b: u8| matches!(b, b'A'..=b'P' | b'R'..=b'U' | b'W' | b'Y' | b'Z');
    let second = |b: u8| matches!(b, b'A'..=b'H' | b'K'..=b'Y');
    let third = |b: u8| matches!(b, b'A'..=b'H' | b'J' | b'K' | b'P'..=b'U' | b'W');
    let fourth = |b: u8| matches!(b, b'A' | b'B' | b'E' | b'H' | b'M' | b'N' | b'P' | b'R' | b'V'..=b'Y');
    let digit = |b: u8| b.is_ascii_digit();
    match *part {
        [a, d] => area(a) && digit(d),
        [a, d, e] if digit(d) => area(a) && (digit(e) || third(e)),
        [a, b, d] => area(a) && second(b) && digit(d),
        [a, b, d, e] => area(a) && second(b) && digit(d) && (digit(e) || fourth(e)),
        _ => false,
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Postcode {
    type Error = InvalidPostcode;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Postcode> for String {
    fn from(postcode: Postcode) -> Self {
        postcode.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_read_in_any_case_and_spacing() {
        for text in ["ME4 4UF", "me44uf", " mE4  4uF "] {
            assert_eq!(Postcode::parse(text).unwrap().as_str(), "ME4 4UF", "{text:?}");
        }
    }

    #[test]
    fn every_shape_in_use_is_accepted() {
        for text in ["M1 1AE", "B33 8TH", "W1A 0AX", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "GIR 0AA", "ZZ99 3VZ", "ZZ99 3CZ"] {
            assert_eq!(Postcode::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_is_not_a_postcode_is_refused() {
        for text in [
            "",
            "ME4",
            "ME4 4U",
            "ME4 4UFF",
            "QA1 1AA",
            "ME4 4CF",
            "ME4 UUF",
            "1ME 4UF",
            "M1I 1AE",
            "ZZ99 AAA",
            "EC1C 1BB",
            "ME4-4UF",
            "AI1 1AA",
            "ＭE4 4UF",
            "ME4 4UF\u{0}",
            "GIR 0AB",
        ] {
            assert_eq!(Postcode::parse(text), Err(InvalidPostcode), "{text:?}");
        }
    }

    #[test]
    fn the_parts_can_be_taken_apart() {
        let code = Postcode::parse("ec1a1bb").unwrap();
        assert_eq!((code.compact().as_str(), code.outward()), ("EC1A1BB", "EC1A"));
        assert!(!code.is_pseudo());
        assert!(Postcode::parse("zz993vz").unwrap().is_no_fixed_abode());
        let unknown = Postcode::parse("ZZ993CZ").unwrap();
        assert!(unknown.is_pseudo() && !unknown.is_no_fixed_abode());
    }
}
