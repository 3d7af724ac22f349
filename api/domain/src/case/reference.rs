//! The reference of a case: the area, the year it was opened, and a number within both, as in `KENT/2026/0007`.

use serde::Serialize;
use std::fmt;

/// A case reference. It says nothing about the child and can be written in an e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct CaseReference {
    area: String,
    year: i32,
    number: u32,
}

impl CaseReference {
    /// The reference of the case with this number among those its area opened in the year. `None` if the area code is
    /// not made of two to eight capital letters and figures, the year does not have four figures, or the number is 0.
    pub fn new(area: &str, year: i32, number: u32) -> Option<CaseReference> {
        let code = (2..=8).contains(&area.len()) && area.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        (code && (1000..=9999).contains(&year) && number > 0).then(|| CaseReference { area: area.to_owned(), year, number })
    }

    /// Reads a reference as people type it: any case, with spaces, and with hyphens for the slashes.
    pub fn parse(typed: &str) -> Option<CaseReference> {
        let tidy: String = typed.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '-' { '/' } else { c.to_ascii_uppercase() }).collect();
        let mut parts = tidy.split('/');
        let (area, year, number) = (parts.next()?, parts.next()?, parts.next()?);
        let figures = |text: &str, most: usize| !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !figures(year, 4) || !figures(number, 9) {
            return None;
        }
        CaseReference::new(area, year.parse().ok()?, number.parse().ok()?)
    }
}

impl fmt::Display for CaseReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{:04}", self.area, self.year, self.number)
    }
}

impl From<CaseReference> for String {
    fn from(reference: CaseReference) -> String {
        reference.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(area: &str, year: i32, number: u32) -> Option<String> {
        CaseReference::new(area, year, number).map(|reference| reference.to_string())
    }

    #[test]
    fn the_number_has_four_figures_or_as_many_as_it_needs() {
        assert_eq!(written("KENT", 2026, 7).as_deref(), Some("KENT/2026/0007"));
        assert_eq!(written("B12", 2026, 12345).as_deref(), Some("B12/2026/12345"));
    }

    #[test]
    fn a_reference_that_could_not_be_read_back_is_not_made() {
        for (area, year, number) in [("K", 2026, 1), ("kent", 2026, 1), ("KE/NT", 2026, 1), ("KENT", 26, 1), ("KENT", 2026, 0)] {
            assert_eq!(written(area, year, number), None);
        }
    }

    #[test]
    fn a_reference_is_read_however_it_is_typed() {
        for typed in ["KENT/2026/0007", "kent/2026/7", " Kent / 2026 / 0007 ", "KENT-2026-0007"] {
            let read = CaseReference::parse(typed).map(|reference| reference.to_string());
            assert_eq!(read.as_deref(), Some("KENT/2026/0007"), "{typed}");
        }
    }

    #[test]
    fn what_is_not_a_reference_is_not_read_as_one() {
        for typed in
            ["", "KENT", "KENT/2026", "KENT/2026/+7", "KENT/2026/7/8", "KENT/2026/0000", "KENT/2026/99999999999", "N-7K3M-92QX", "9990000107"]
        {
            assert_eq!(CaseReference::parse(typed), None, "{typed}");
        }
    }
}
