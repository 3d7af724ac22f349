//! Email addresses and telephone numbers: plausible enough to be used, no stricter.

/// Whether the text looks like an email address somebody could be written to.
pub fn is_plausible_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
    let labels: Vec<&str> = domain.split('.').collect();
    let label_ok = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    local_ok
        && text.len() <= 254
        && labels.len() >= 2
        && labels.iter().all(label_ok)
        && labels.last().is_some_and(|top| top.chars().count() >= 2 && !top.chars().all(|c| c.is_ascii_digit()))
}

/// Whether the text looks like a telephone number: a UK one, or an international one with its country code.
/// Spaces, brackets, hyphens and an extension ("ext 12", "x12") are allowed.
pub fn is_plausible_phone(text: &str) -> bool {
    let lower = text.to_lowercase();
    let (number, extension) = match lower.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) => lower.split_at(at),
        None => (lower.as_str(), ""),
    };
    if !extension.is_empty() && !is_extension(extension) {
        return false;
    }
    let number = number.trim();
    let (international, rest) = match number.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    if !rest.chars().all(|c| c.is_ascii_digit() || " ()-.".contains(c)) {
        return false;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if international {
        return match digits.strip_prefix("44") {
            Some(national) => (9..=11).contains(&national.len()),
            None => (8..=15).contains(&digits.len()) && !digits.starts_with('0'),
        };
    }
    match digits.strip_prefix("00") {
        Some(abroad) => (8..=15).contains(&abroad.len()),
        None => digits.starts_with('0') && (10..=11).contains(&digits.len()),
    }
}

fn is_extension(text: &str) -> bool {
    let digits = ["extension", "ext.", "ext", "x"].iter().find_map(|word| text.strip_prefix(word));
    digits.is_some_and(|d| {
        let d = d.trim();
        (1..=6).contains(&d.len()) && d.chars().all(|c| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plausible_email_addresses_are_accepted() {
        for text in ["a@b.uk", "first.last+x@nhs.net", "o'brien@trust.nhs.uk", "zoë@exämple.org"] {
            assert!(is_plausible_email(text), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_written_to_is_refused() {
        for text in ["", "a", "a@", "@b.uk", "a@b", "a b@c.uk", "a@b..uk", ".a@b.uk", "a.@b.uk", "a..b@c.uk", "a@-b.uk", "a@b.1", "a@b@c.uk", "a@b.u"]
        {
            assert!(!is_plausible_email(text), "{text}");
        }
        assert!(!is_plausible_email(&format!("{}@b.uk", "a".repeat(65))));
    }

    #[test]
    fn uk_and_international_numbers_are_accepted() {
        for text in [
            "01634 123456",
            "(020) 7946 0000",
            "07700 900123",
            "+44 7700 900123",
            "+44 (0)20 7946 0000",
            "00353 1 234 5678",
            "+1 202-555-0100",
            "01634 123456 ext 12",
            "0163412345x7",
        ] {
            assert!(is_plausible_phone(text), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        for text in ["", "12345", "1634 123456", "phone", "01634 12345 call", "+44 12", "0123456789012", "x12", "++44"] {
            assert!(!is_plausible_phone(text), "{text}");
        }
    }
}
