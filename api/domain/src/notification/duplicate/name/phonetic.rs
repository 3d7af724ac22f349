//! How a name sounds, coarsely: one code for spellings that are said alike, whichever language spelt them.
//!
//! The well-known codes were made for English surnames and part names that England's families spell in several ways
//! (Wojcik, Vojcik; Yusuf, Youssef; Hussain, Hossein). This one keeps the consonants that stay when a name is heard and
//! written down again, and drops vowels after the first letter. It is meant to find records, and to support a likeness
//! of spelling; alone it says little.

/// A code has this many letters at most: the ends of long names are where they are cut off and abbreviated.
const LONGEST: usize = 6;

/// Letters that stand for one sound, longest first, with the sound.
const GROUPS: &[(&str, &str)] = &[
    ("sch", "S"),
    ("tch", "S"),
    ("szcz", "S"),
    ("eigh", ""),
    ("ough", ""),
    ("aigh", ""),
    ("ph", "F"),
    ("th", "T"),
    ("dh", "D"),
    ("bh", "B"),
    ("kh", "K"),
    ("gh", "K"),
    ("ch", "S"),
    ("sh", "S"),
    ("cz", "S"),
    ("sz", "S"),
    ("zh", "S"),
    ("ck", "K"),
    ("dz", "S"),
    ("ts", "S"),
    ("tz", "S"),
];

/// Letters silent at the beginning: only the second of the two is heard.
const SILENT: &[&str] = &["kn", "gn", "pn", "wr", "ps"];

/// The code of one folded word; empty when nothing of it can be heard.
pub(in super::super) fn code(word: &str) -> String {
    let word = if SILENT.iter().any(|pair| word.starts_with(pair)) { &word[1..] } else { word };
    let mut code = String::new();
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let first = rest.len() == word.len();
        let (sound, length) = sound(rest, letter, first);
        for one in sound.chars() {
            // Letters written twice are heard once.
            if !code.ends_with(one) && code.len() < LONGEST {
                code.push(one);
            }
        }
        rest = &rest[length..];
    }
    code
}

/// What is heard of the beginning of the rest of a word, and how many bytes of it that was.
fn sound(rest: &str, letter: char, first: bool) -> (String, usize) {
    if let Some((written, heard)) = GROUPS.iter().find(|(written, _)| rest.starts_with(written)) {
        let lead = if first && heard.is_empty() { "A" } else { heard };
        return (lead.to_owned(), written.len());
    }
    let next = rest[letter.len_utf8()..].chars().next();
    let soft = matches!(next, Some('e' | 'i' | 'y'));
    let vowel_next = matches!(next, Some('a' | 'e' | 'i' | 'o' | 'u'));
    let heard = match letter {
        'a' | 'e' | 'i' | 'o' | 'u' => {
            if first {
                "A"
            } else {
                ""
            }
        }
        'y' if first => "Y",
        'h' if first => "H",
        'w' if first || vowel_next => "V",
        'y' | 'h' | 'w' => "",
        'b' => "B",
        'c' if soft => "S",
        'c' | 'k' | 'q' | 'g' => "K",
        'd' => "D",
        'f' => "F",
        'j' => "J",
        'l' => "L",
        'm' => "M",
        'n' => "N",
        'p' => "P",
        'r' => "R",
        's' | 'z' => "S",
        't' => "T",
        'v' => "V",
        'x' => "KS",
        // Letters outside the Latin alphabet stand for themselves.
        other => return (other.to_string(), other.len_utf8()),
    };
    (heard.to_owned(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_are_said_alike_have_one_code() {
        for alike in [
            &["mohammed", "muhammad", "mohamed", "mohamad", "muhammed"][..],
            &["wojcik", "vojcik"],
            &["yusuf", "youssef", "yousef"],
            &["hussain", "hossein", "husayn"],
            &["philip", "filip", "phillip"],
            &["kowalski", "kovalsky"],
            &["wright", "right"],
            &["catherine", "katherine", "kathryn"],
            &["okafor", "okafro", "okaffor"],
            &["siddiqui", "sidiqi", "siddiqi"],
            &["knowles", "nowles"],
        ] {
            let codes: Vec<String> = alike.iter().map(|name| code(name)).collect();
            assert!(codes.iter().all(|one| *one == codes[0]), "{alike:?}: {codes:?}");
        }
    }

    #[test]
    fn names_that_sound_different_differ() {
        for (one, other) in [("patel", "shah"), ("noah", "elias"), ("amelia", "grace"), ("khan", "kaur"), ("smith", "jones")] {
            assert_ne!(code(one), code(other), "{one} {other}");
        }
    }

    #[test]
    fn any_letters_give_a_code_without_failing() {
        assert_eq!(code(""), "");
        assert_eq!(code("王"), "王");
        assert!(code("wolfeschlegelsteinhausenberger").len() <= LONGEST);
        assert_eq!(code("éa"), "é");
    }
}
