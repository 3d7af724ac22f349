//! Names of files, made safe to keep, to show and to save under.

use crate::vocab::text::is_refused;

/// The longest name, in characters: every usual file system takes it, with room for “ (1)”.
const LONGEST: usize = 150;
/// Names that some systems take for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5",
    "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The name a file is kept under: what comes after the last slash, without characters that control, reverse or mean
/// something to a file system, never too long. The ending stays, so that the name cannot come to claim another kind.
pub fn safe(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !is_refused(*c) && !matches!(c, '\n' | '\t' | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}'))
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = kept.trim_matches(['.', ' ']);
    let (stem, ending) = kept.rsplit_once('.').unwrap_or((kept, ""));
    let ending: String = ending.chars().take(10).collect();
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(LONGEST - 11).collect();
    let stem = match stem.trim_end_matches(['.', ' ']) {
        "" => "document".to_owned(),
        device if DEVICES.contains(&device.to_ascii_lowercase().as_str()) => format!("_{device}"),
        stem => stem.to_owned(),
    };
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// The header that has a browser save a file under this name and show nothing of it (RFC 6266, RFC 8187).
pub fn attachment(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' }).collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~') {
            exact.push(char::from(byte));
        } else {
            exact.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_after_the_last_slash_is_kept() {
        assert_eq!(safe("../../etc/passwd.txt"), "passwd.txt");
        assert_eq!(safe(r"C:\Users\me\Report.pdf"), "Report.pdf");
        assert_eq!(safe("../"), "document");
        assert_eq!(safe(""), "document");
    }

    #[test]
    fn characters_that_control_reverse_or_mean_something_go() {
        assert_eq!(safe("a\r\nSet-Cookie: x=1\u{0}.pdf"), "aSet-Cookie_ x=1.pdf");
        assert_eq!(safe("report\u{202E}fdp.exe"), "reportfdp.exe");
        assert_eq!(safe("a\"b<c>|?.pdf"), "a_b_c___.pdf");
        assert_eq!(safe("  many   blanks .pdf "), "many blanks.pdf");
        assert_eq!(safe("CON.txt"), "_CON.txt");
        assert_eq!(safe("...hidden"), "hidden");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = safe(&format!("{}.pdf", "é".repeat(4000)));
        assert!(name.chars().count() <= LONGEST && name.ends_with(".pdf"), "{}", name.len());
    }

    #[test]
    fn names_of_any_language_are_kept_and_sent_exactly() {
        assert_eq!(safe("Zoë O’Brien – rapport.pdf"), "Zoë O’Brien – rapport.pdf");
        assert_eq!(attachment("Zoë.pdf"), "attachment; filename=\"Zo_.pdf\"; filename*=UTF-8''Zo%C3%AB.pdf");
        assert_eq!(attachment("a b;c.pdf"), "attachment; filename=\"a b_c.pdf\"; filename*=UTF-8''a%20b%3Bc.pdf");
    }
}
