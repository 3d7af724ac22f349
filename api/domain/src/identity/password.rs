//! Which passwords are accepted: long ones that nobody would guess, of any characters.

/// The fewest characters (OWASP ASVS 5.0, 6.2.1 asks for 8 and recommends 15; with a second factor the house asks for 12).
pub const FEWEST_CHARACTERS: usize = 12;
/// The most characters (ASVS 6.2.9: at least 64 must be accepted; an upper bound keeps hashing affordable).
pub const MOST_CHARACTERS: usize = 128;

/// How many letters must be left once every guessable word is taken away.
const FEWEST_OWN_LETTERS: usize = 4;
/// A local part shorter than this is too short to look for: "jo" is part of many words.
const SHORTEST_LOCAL_PART: usize = 4;

/// Words that guessers try first: common passwords, keyboard runs, seasons, and the words of this field.
const GUESSABLE: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "administrator",
    "qwertyuiop",
    "safeguarding",
    "childdeath",
    "asdfghjkl",
    "liverpool",
    "paediatric",
    "correcthorsebatterystaple",
    "chocolate",
    "september",
    "coordinator",
    "sunshine",
    "password",
    "passwort",
    "football",
    "iloveyou",
    "princess",
    "december",
    "november",
    "february",
    "arsenal",
    "chelsea",
    "welcome",
    "opencdr",
    "letmein",
    "hospital",
    "zxcvbnm",
    "monkey",
    "dragon",
    "master",
    "shadow",
    "winter",
    "summer",
    "autumn",
    "spring",
    "january",
    "october",
    "qwerty",
    "abcdef",
    "london",
    "secret",
    "review",
    "change",
    "panel",
    "login",
    "admin",
    "child",
    "death",
    "ecdop",
    "march",
    "april",
    "august",
    "monday",
    "friday",
    "cdop",
    "cdrm",
    "ncmd",
    "test",
    "user",
    "pass",
    "word",
    "july",
    "june",
    "nhs",
    "cdr",
    "abc",
    "the",
    "me",
    "my",
];

/// Why a password was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Fewer than twelve characters.
    TooShort,
    /// More than 128 characters.
    TooLong,
    /// Little more than common words, runs or repeated characters.
    Guessable,
    /// It holds the name in front of the @ of the person's own e-mail address.
    HoldsEmailName,
}

impl Refusal {
    /// What to tell the person, in words that help.
    pub const fn message(self) -> &'static str {
        match self {
            Refusal::TooShort => "Use at least 12 characters. Three random words make a good password",
            Refusal::TooLong => "Use at most 128 characters",
            Refusal::Guessable => "This password would be guessed quickly. Three random words make a good password",
            Refusal::HoldsEmailName => "Do not use the name in your e-mail address",
        }
    }
}

/// Decides whether the person with this e-mail address may use this password.
///
/// Length counts, composition does not: no character is required or forbidden (NCSC and ASVS 5.0, 6.2).
pub fn check(password: &str, email: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < FEWEST_CHARACTERS {
        return Err(Refusal::TooShort);
    }
    if length > MOST_CHARACTERS {
        return Err(Refusal::TooLong);
    }
    let folded = password.to_lowercase();
    let local_part = email.split('@').next().unwrap_or("").to_lowercase();
    if local_part.chars().count() >= SHORTEST_LOCAL_PART && folded.contains(&local_part) {
        return Err(Refusal::HoldsEmailName);
    }
    if is_guessable(&folded) || is_guessable(&without_disguise(&folded)) {
        return Err(Refusal::Guessable);
    }
    Ok(())
}

/// Puts back the letters that look-alike figures and signs stand for: "p@ssw0rd" is "password".
fn without_disguise(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .collect()
}

/// Whether too little is left of the password without its guessable words, figures, signs and repetitions.
fn is_guessable(folded: &str) -> bool {
    let mut rest: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    for word in GUESSABLE {
        rest = rest.replace(word, "");
    }
    let mut letters: Vec<char> = rest.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() < FEWEST_OWN_LETTERS && !is_random_figures(folded)
}

/// Whether the password is long and made of many different characters though it has few letters of its own.
fn is_random_figures(folded: &str) -> bool {
    let mut different: Vec<char> = folded.chars().filter(|c| !c.is_alphabetic()).collect();
    let steps = different.windows(2).filter(|pair| u32::from(pair[0]).abs_diff(u32::from(pair[1])) > 1).count();
    different.sort_unstable();
    different.dedup();
    different.len() >= 8 && steps >= FEWEST_CHARACTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMAIL: &str = "jane.smith@example.org";

    #[test]
    fn three_random_words_are_accepted() {
        for password in
            ["kettle marmot violin", "Otter-Bramble-Cello", "тридцать три коровы", "correct otter battery", "8$2!9@4#7%1^6&3*", "wK9vT2xQz7Lb"]
        {
            assert_eq!(check(password, EMAIL), Ok(()), "{password}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check("kettlemarmo", EMAIL), Err(Refusal::TooShort));
        assert_eq!(check("kettlemarmot", EMAIL), Ok(()));
        assert_eq!(check("éàüöçñßøåæîô", EMAIL), Ok(()));
        let long = "kettle marmot ".repeat(10);
        assert_eq!(check(&long[..128], EMAIL), Ok(()));
        assert_eq!(check(&long[..129], EMAIL), Err(Refusal::TooLong));
    }

    #[test]
    fn what_guessers_try_first_is_refused_however_it_is_dressed() {
        for password in [
            "Password1234",
            "P@ssw0rd2026!",
            "password password",
            "cdop-cdop-cdop",
            "CDOP2026!",
            "Welcome2NHS2026",
            "qwertyuiop12",
            "Winter2026!!",
            "123456789012",
            "098765432109",
            "aaaaaaaaaaaa",
            "abababababab",
            "opencdr-admin-1",
            "Letmein123456",
            "correcthorsebatterystaple",
            "childdeathreview",
            "!!!!!!!!!!!!",
            "            ",
        ] {
            let password = format!("{password:0<12}");
            assert_eq!(check(&password, EMAIL), Err(Refusal::Guessable), "{password}");
        }
    }

    #[test]
    fn the_name_in_ones_own_address_is_refused_unless_it_is_very_short() {
        assert_eq!(check("my-Jane.Smith-rocks", EMAIL), Err(Refusal::HoldsEmailName));
        assert_eq!(check("journal kettle", "jo@example.org"), Ok(()));
        assert_eq!(check("kettle marmot violin", ""), Ok(()));
    }

    #[test]
    fn every_refusal_says_what_to_do() {
        for refusal in [Refusal::TooShort, Refusal::TooLong, Refusal::Guessable, Refusal::HoldsEmailName] {
            assert!(refusal.message().len() > 20);
        }
    }
}
