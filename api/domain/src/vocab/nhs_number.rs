//! NHS numbers: ten digits, the last a check digit (modulus 11).

use serde::{Deserialize, Serialize};
use std::fmt;

/// A well-formed NHS number, kept as ten digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NhsNumber(String);

/// Why a text is not an NHS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidNhsNumber {
    /// Not ten digits once spaces and hyphens are left out.
    NotTenDigits,
    /// One digit ten times over: it can pass the check, and is never a real number.
    AllSameDigit,
    /// The check digit does not agree with the other nine.
    WrongCheckDigit,
}

impl fmt::Display for InvalidNhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotTenDigits => "An NHS number has 10 numbers, for example 999 123 4578",
            Self::AllSameDigit => "An NHS number cannot be the same number 10 times",
            Self::WrongCheckDigit => "This is not a valid NHS number. Check each number again",
        })
    }
}

impl NhsNumber {
    /// Reads a number as people write it: spaces and hyphens are allowed anywhere.
    pub fn parse(text: &str) -> Result<Self, InvalidNhsNumber> {
        let mut digits = String::with_capacity(10);
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            if !c.is_ascii_digit() || digits.len() == 10 {
                return Err(InvalidNhsNumber::NotTenDigits);
            }
            digits.push(c);
        }
        let bytes = digits.as_bytes();
        if bytes.len() != 10 {
            return Err(InvalidNhsNumber::NotTenDigits);
        }
        if bytes.iter().all(|b| *b == bytes[0]) {
            return Err(InvalidNhsNumber::AllSameDigit);
        }
        match Self::check_digit(&digits[..9]) {
            Some(check) if check == bytes[9] - b'0' => Ok(Self(digits)),
            _ => Err(InvalidNhsNumber::WrongCheckDigit),
        }
    }

    /// The check digit of nine digits, or nothing when those nine can never be an NHS number.
    pub fn check_digit(nine: &str) -> Option<u8> {
        if nine.len() != 9 || !nine.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let sum: u32 = nine.bytes().zip((2..=10).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        match 11 - sum % 11 {
            11 => Some(0),
            10 => None,
            digit => u8::try_from(digit).ok(),
        }
    }

    /// The ten digits without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed for people: 3-3-4.
    pub fn formatted(&self) -> String {
        format!("{} {} {}", &self.0[..3], &self.0[3..6], &self.0[6..])
    }

    /// Whether the number is in the 999 range, which is never given to a person and serves for made-up records.
    pub fn is_synthetic(&self) -> bool {
        self.0.starts_with("999")
    }
}

impl fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for NhsNumber {
    type Error = InvalidNhsNumber;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<NhsNumber> for String {
    fn from(number: NhsNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn every_shared_vector_has_its_answer() {
        let rows: Vec<Value> = serde_json::from_str(include_str!("../../vectors/nhs-number.json")).unwrap();
        assert!(rows.len() >= 30);
        for row in rows {
            let input = row["input"].as_str().unwrap();
            let parsed = NhsNumber::parse(input);
            assert_eq!(parsed.is_ok(), row["valid"].as_bool().unwrap(), "{input:?}");
            if let Ok(number) = parsed {
                assert_eq!(number.as_str(), row["digits"].as_str().unwrap());
                assert_eq!(number.formatted(), row["formatted"].as_str().unwrap());
                assert_eq!(number.is_synthetic(), row["synthetic"].as_bool().unwrap());
            }
        }
    }

    #[test]
    fn the_reason_tells_length_sameness_and_check_digit_apart() {
        let reason = |text| NhsNumber::parse(text).unwrap_err();
        assert_eq!(reason("999"), InvalidNhsNumber::NotTenDigits);
        assert_eq!(reason("1111111111"), InvalidNhsNumber::AllSameDigit);
        assert_eq!(reason("9991234579"), InvalidNhsNumber::WrongCheckDigit);
    }

    #[test]
    fn nine_digits_whose_check_would_be_ten_have_no_check_digit() {
        assert_eq!(NhsNumber::check_digit("999123456"), None);
        assert_eq!(NhsNumber::check_digit("999123457"), Some(8));
        assert_eq!(NhsNumber::check_digit("12345678"), None);
    }
}
