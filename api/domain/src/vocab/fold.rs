//! Names as they are compared and searched: without case, accents, figures and punctuation.

/// The name in small letters without accents, figures or punctuation; hyphens become spaces. `None` if nothing is left.
pub fn folded(name: &str) -> Option<String> {
    let mut letters = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => letters.push_str(plain),
            None if letter.is_alphabetic() => letters.push(letter),
            None if letter.is_whitespace() || letter == '-' || letter == '\u{2010}' => {
                letters.push(' ');
            }
            None => {}
        }
    }
    let words: Vec<&str> = letters.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The plain letters for an accented Latin one, since the same name is typed with and without.
fn plain(letter: char) -> Option<&'static str> {
    const PLAIN: &[(&str, &str)] = &[
        ("àáâãäåāăą", "a"),
        ("æ", "ae"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįı", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľł", "l"),
        ("ñńņň", "n"),
        ("òóôõöøōŏőơ", "o"),
        ("œ", "oe"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ß", "ss"),
        ("ţťŧț", "t"),
        ("þ", "th"),
        ("ùúûüũūŭůűųư", "u"),
        ("ŵ", "w"),
        ("ýÿŷ", "y"),
        ("źżž", "z"),
    ];
    if letter.is_ascii() {
        return None;
    }
    PLAIN.iter().find(|(accented, _)| accented.contains(letter)).map(|(_, plain)| *plain)
}
