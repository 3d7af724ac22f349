//! References people read out over the telephone: short, random, and without letters that look like figures.

/// Figures and letters that are not mistaken for each other: no I, L, O or U (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters carry the forty random bits.
const LENGTH: usize = 8;

/// What a reference stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A notification that was received: `N-7K3M-92QX`.
    Notification,
    /// A notification that somebody is still writing: `D-7K3M-92QX`.
    Draft,
    /// A request to an agency: `R-7K3M-92QX`.
    Request,
    /// The code that resumes a draft on another device: `7K3M-92QX`.
    ResumeCode,
}

impl Kind {
    /// The letter in front, if references of this kind have one.
    const fn prefix(self) -> Option<char> {
        match self {
            Kind::Notification => Some('N'),
            Kind::Draft => Some('D'),
            Kind::Request => Some('R'),
            Kind::ResumeCode => None,
        }
    }
}

/// Writes forty random bits as a reference of the kind. The caller brings the randomness.
pub fn format(kind: Kind, random: [u8; 5]) -> String {
    let bits = random.iter().fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
    let characters: String = (0..LENGTH).rev().map(|place| char::from(ALPHABET[((bits >> (5 * place)) & 31) as usize])).collect();
    hyphenated(kind, &characters)
}

/// Reads a reference as people type it: any case, spaces or hyphens anywhere, with or without the letter in front,
/// and with I, L and O for the figures they look like. Answers the reference as it is kept, or `None`.
pub fn parse(kind: Kind, typed: &str) -> Option<String> {
    let mut characters: Vec<char> =
        typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}')).map(|c| c.to_ascii_uppercase()).collect();
    if characters.len() == LENGTH + 1 && characters.first().copied() == kind.prefix() {
        characters.remove(0);
    }
    if characters.len() != LENGTH {
        return None;
    }
    let read: Option<String> = characters
        .into_iter()
        .map(|c| match c {
            'I' | 'L' => Some('1'),
            'O' => Some('0'),
            other => u8::try_from(other).ok().filter(|byte| ALPHABET.contains(byte)).map(char::from),
        })
        .collect();
    Some(hyphenated(kind, &read?))
}

/// The characters in two groups of four behind the letter of the kind.
fn hyphenated(kind: Kind, characters: &str) -> String {
    let (first, second) = characters.split_at(LENGTH / 2);
    match kind.prefix() {
        Some(letter) => format!("{letter}-{first}-{second}"),
        None => format!("{first}-{second}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bits_always_give_the_same_reference() {
        assert_eq!(format(Kind::Notification, [0; 5]), "N-0000-0000");
        assert_eq!(format(Kind::Draft, [255; 5]), "D-ZZZZ-ZZZZ");
        assert_eq!(format(Kind::ResumeCode, [0, 68, 50, 20, 199]), "0123-4567");
    }

    #[test]
    fn a_reference_is_read_back_however_it_is_typed() {
        for typed in ["N-7K3M-92QX", "n7k3m92qx", " 7k3m 92qx ", "N 7K3M–92QX", "7K3M-92QX"] {
            assert_eq!(parse(Kind::Notification, typed).as_deref(), Some("N-7K3M-92QX"), "{typed}");
        }
    }

    #[test]
    fn letters_that_look_like_figures_are_read_as_figures() {
        assert_eq!(parse(Kind::Draft, "d-oil1-0000").as_deref(), Some("D-0111-0000"));
    }

    #[test]
    fn what_cannot_be_a_reference_is_refused() {
        for typed in ["", "N-7K3M", "D-7K3M-92QX", "N-7K3M-92QU", "N-7K3M-92QÜ"] {
            assert_eq!(parse(Kind::Notification, typed), None, "{typed}");
        }
        assert_eq!(parse(Kind::ResumeCode, "N-7K3M-92QX"), None);
    }

    #[test]
    fn every_value_survives_being_written_and_read() {
        for seed in 0..=255u8 {
            let random = [seed, seed.wrapping_mul(7), 0x5a, !seed, seed ^ 0x33];
            for kind in [Kind::Notification, Kind::Draft, Kind::ResumeCode] {
                let reference = format(kind, random);
                assert_eq!(parse(kind, &reference), Some(reference.clone()));
            }
        }
    }
}
