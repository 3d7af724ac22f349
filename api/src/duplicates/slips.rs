//! How people write down a child: what they leave out, mistype, mishear or know differently.
//!
//! The rates are guesses on the high side from how such forms are filled in a hurry; they were set once and know nothing
//! of the rules that are measured. In particular other spellings come from the short list below and from mishearing letters, never
//! from the table of spellings. Each record slips by itself:
//!
//! | | of records |
//! | --- | --- |
//! | NHS number left out | 45 % under 3 days, 20 % under 28 days, 12 % later |
//! | NHS number of another child (valid) | 0.1 % |
//! | baby entered as not named though named by others | 45 % under 3 days, 10 % under 28 days |
//! | surname mistyped, misheard, of the other parent (if there is one), one half of two | 4 %, 3 %, 10 %, 15 % |
//! | first name mistyped, misheard, short form or other spelling (if listed), initial alone, middle name instead, quite another | 4 %, 3 %, 20 %, 1 %, 2 %, 0.7 % |
//! | middle name left out | 35 % |
//! | first name and surname the wrong way round | 1 % |
//! | date of birth, date of death: not known; a day off; a few days; day and month the other way round; one figure; quite wrong | 1, 1.5, 0.3, 1, 1, 0.3 %; 1, 4, 1, 0.5, 0.5, 0.3 % |
//! | postcode: left out, no fixed abode, another home, mistyped | 6, 1, 8, 2 % |
//! | sex left out, wrong | 3, 0.5 % |
//! | place of death left out, another | 4, 10 % |
//! | under one year: multiple birth not answered, answered wrongly; birth order left out, wrong | 15, 0.5 %; 20, 1.5 % |

use super::family::{Child, postcode, within_district};
use crate::demo::child::nhs_number;
use crate::demo::names::{forename, surname};
use crate::demo::random::Rng;
use chrono::{Datelike, Days, NaiveDate};
use opencdr_domain::notification::facts::NotificationFacts;

/// Short forms and other spellings of names that are used for the invented children.
const OTHER_FORMS: [(&str, &[&str]); 48] = [
    ("Alice", &["Ali", "Ally"]),
    ("Amelia", &["Millie", "Emelia"]),
    ("Bethan", &["Beth"]),
    ("Caitlin", &["Katelyn", "Kaitlin"]),
    ("Charlotte", &["Lottie", "Charlie"]),
    ("Eleanor", &["Ellie", "Nell"]),
    ("Emily", &["Em", "Emmie"]),
    ("Florence", &["Flo", "Florrie"]),
    ("Georgia", &["Georgie"]),
    ("Harriet", &["Hattie"]),
    ("Imogen", &["Immy"]),
    ("Kayleigh", &["Kaylee"]),
    ("Maisie", &["Maisy"]),
    ("Matilda", &["Tilly"]),
    ("Megan", &["Meg", "Meghan"]),
    ("Niamh", &["Neve"]),
    ("Olivia", &["Liv"]),
    ("Robyn", &["Robin"]),
    ("Aaliyah", &["Aliya"]),
    ("Aisha", &["Ayesha"]),
    ("Fatima", &["Fatema"]),
    ("Khadija", &["Khadijah"]),
    ("Layla", &["Leila"]),
    ("Maryam", &["Mariam"]),
    ("Safiya", &["Safia"]),
    ("Zainab", &["Zaynab"]),
    ("Zofia", &["Sophia"]),
    ("Benjamin", &["Ben"]),
    ("Callum", &["Calum"]),
    ("Connor", &["Conor"]),
    ("Daniel", &["Dan", "Danny"]),
    ("Edward", &["Ted", "Eddie"]),
    ("Finley", &["Finlay", "Fin"]),
    ("Kieran", &["Ciaran"]),
    ("Nathan", &["Nate"]),
    ("Oliver", &["Ollie"]),
    ("Samuel", &["Sam"]),
    ("Thomas", &["Tom"]),
    ("Ahmed", &["Ahmad"]),
    ("Haroon", &["Harun"]),
    ("Ibrahim", &["Ebrahim"]),
    ("Mohammed", &["Mohamed", "Muhammad", "Md"]),
    ("Muhammad", &["Mohammed", "Mohammad"]),
    ("Musa", &["Moosa"]),
    ("Yusuf", &["Yousef", "Youssef"]),
    ("Jakub", &["Kuba", "Jacob"]),
    ("Tomasz", &["Tomek", "Thomas"]),
    ("Ishaan", &["Ishan"]),
];

/// Sounds that are written in more than one way.
const HEARD: [(&str, &str); 22] = [
    ("ph", "f"),
    ("ck", "k"),
    ("ee", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("ai", "ay"),
    ("ey", "y"),
    ("ie", "y"),
    ("ll", "l"),
    ("nn", "n"),
    ("tt", "t"),
    ("ss", "s"),
    ("z", "s"),
    ("c", "k"),
    ("k", "c"),
    ("y", "i"),
    ("w", "v"),
    ("j", "y"),
    ("e", "a"),
    ("a", "e"),
    ("o", "u"),
    ("sh", "ch"),
];

/// What a notifier writes about a child.
pub fn told(child: &Child, seed: u64, rng: &mut Rng) -> NotificationFacts {
    let (age, infant) = (child.age_days(), child.age_days() < 365);
    let mut facts = NotificationFacts {
        surname: Some(told_surname(child, rng)),
        nhs_number: told_number(child, age, seed, rng),
        date_of_birth: told_date(child.born, &[1.0, 1.5, 0.3, 1.0, 1.0, 0.3], rng),
        date_of_death: told_date(child.died, &[1.0, 4.0, 1.0, 0.5, 0.5, 0.3], rng),
        postcode: told_postcode(child, rng),
        place: told_place(child, rng),
        sex: told_sex(child, rng),
        ..NotificationFacts::default()
    };
    let unnamed = rng.chance(if age < 3 {
        0.45
    } else if age < 28 {
        0.1
    } else {
        0.0
    });
    (facts.forenames, facts.aliases) = if unnamed { (placeholder(child, rng), None) } else { told_forenames(child, rng) };
    if rng.chance(0.01) {
        std::mem::swap(&mut facts.surname, &mut facts.forenames);
    }
    if infant && !rng.chance(0.15) {
        let multiple = child.order.is_some() != rng.chance(0.005);
        facts.multiple = Some(multiple);
        let order = child.order.unwrap_or(1);
        let order = if rng.chance(0.015) { order % 3 + 1 } else { order };
        facts.birth_order = (multiple && !rng.chance(0.2)).then_some(order);
    }
    facts
}

fn told_number(child: &Child, age: u32, seed: u64, rng: &mut Rng) -> Option<String> {
    let left_out = match age {
        0..3 => 0.45,
        3..28 => 0.2,
        _ => 0.12,
    };
    if rng.chance(left_out) {
        None
    } else if rng.chance(0.001) {
        nhs_number(seed, 900_000 + rng.place(90_000))
    } else {
        child.nhs_number.clone()
    }
}

fn told_surname(child: &Child, rng: &mut Rng) -> String {
    let written = match &child.other_surname {
        Some(other) if rng.chance(0.1) => other.clone(),
        _ => match child.surname.split_once('-') {
            Some((one, other)) if rng.chance(0.15) => (if rng.chance(0.5) { one } else { other }).to_owned(),
            _ => child.surname.clone(),
        },
    };
    with_a_slip(written, rng)
}

fn with_a_slip(name: String, rng: &mut Rng) -> String {
    match () {
        () if rng.chance(0.04) => mistyped(&name, rng),
        () if rng.chance(0.03) => misheard(&name, rng),
        () => name,
    }
}

/// First and middle names, and sometimes other names.
fn told_forenames(child: &Child, rng: &mut Rng) -> (Option<String>, Option<String>) {
    if rng.chance(0.007) {
        let known_as = forename(child.style, child.girl, rng).to_owned();
        return (Some(known_as), rng.chance(0.5).then(|| child.first.clone()));
    }
    if let Some(middle) = child.middle.clone().filter(|_| rng.chance(0.02)) {
        return (Some(middle), None);
    }
    let aliases = rng.chance(0.04).then(|| format!("{} {}", child.first, child.other_surname.as_deref().unwrap_or(surname(child.style, rng))));
    let mut first = child.first.clone();
    let (start, rest) = first.split_once(' ').map_or((first.as_str(), None), |(start, rest)| (start, Some(rest.to_owned())));
    if let Some((_, forms)) = OTHER_FORMS.iter().find(|(name, _)| *name == start).filter(|_| rng.chance(0.2)) {
        first = [Some((*rng.pick(forms)).to_owned()), rest].into_iter().flatten().collect::<Vec<_>>().join(" ");
    }
    if rng.chance(0.01) {
        return (first.chars().next().map(String::from), aliases);
    }
    first = with_a_slip(first, rng);
    let middle = child.middle.clone().filter(|_| !rng.chance(0.35));
    (Some([Some(first), middle].into_iter().flatten().collect::<Vec<_>>().join(" ")), aliases)
}

/// What stands where the first name of a baby would.
fn placeholder(child: &Child, rng: &mut Rng) -> Option<String> {
    let sex = if child.girl { "Girl" } else { "Boy" };
    match (rng.between(0, 9), child.order) {
        (0..=3, _) => None,
        (4, _) => Some("Baby".to_owned()),
        (5, Some(order)) => Some(format!("Twin {order}")),
        (5 | 6, _) => Some(format!("Baby {sex}")),
        (7, _) => Some(format!("Baby {}", child.surname)),
        (8, _) => Some(format!("Baby of {}", child.mother)),
        _ => Some(format!("Baby of {} {}", child.mother, child.other_surname.as_ref().unwrap_or(&child.surname))),
    }
}

/// `rates` in percent: not known, a day off, a few days off, day and month the other way round, one figure, quite wrong.
fn told_date(date: NaiveDate, rates: &[f64; 6], rng: &mut Rng) -> Option<NaiveDate> {
    let mut share = rng.fraction() * 100.0;
    let slip = rates.iter().position(|rate| {
        share -= rate;
        share < 0.0
    });
    let moved = |days: i64| if days < 0 { date - Days::new(days.unsigned_abs()) } else { date + Days::new(days.unsigned_abs()) };
    match slip {
        None => Some(date),
        Some(0) => None,
        Some(1) => Some(moved(*rng.pick(&[-1, 1]))),
        Some(2) => Some(moved(rng.between(2, 6) * rng.pick(&[-1, 1]))),
        Some(3) => NaiveDate::from_ymd_opt(date.year(), date.day(), date.month()).or(Some(date)),
        Some(4) => Some(one_figure(date, rng)),
        Some(_) => Some(moved(rng.between(-400, -7))),
    }
}

/// With one figure of the year, the month or the day mistyped.
fn one_figure(date: NaiveDate, rng: &mut Rng) -> NaiveDate {
    for _ in 0..20 {
        let mut written = date.to_string().into_bytes();
        let at = *rng.pick(&[3, 5, 6, 8, 9]);
        written[at] = b"0123456789"[rng.place(10)];
        let read = String::from_utf8(written).ok().and_then(|text| text.parse::<NaiveDate>().ok());
        if let Some(other) = read.filter(|other| *other != date) {
            return other;
        }
    }
    date
}

fn told_postcode(child: &Child, rng: &mut Rng) -> Option<String> {
    let district = &child.postcode[..child.postcode.len() - 3];
    match rng.between(0, 99) {
        0..6 => None,
        6 => Some("ZZ993VZ".to_owned()),
        7..10 => Some(format!("{district}{}", within_district(rng))),
        10..15 => Some(postcode(rng)),
        15..17 => {
            let mut typed = child.postcode.clone();
            typed.replace_range(typed.len() - 1.., "X");
            Some(typed)
        }
        _ => Some(child.postcode.clone()),
    }
}

fn told_place(child: &Child, rng: &mut Rng) -> Option<String> {
    let place = match rng.between(0, 99) {
        0..4 => return None,
        4..14 => *rng.pick(&["H_ED", "H_WARD", "H_OTHER", "H_PICU", "HOME", "NK"]),
        _ => child.place,
    };
    Some(place.to_owned())
}

fn told_sex(child: &Child, rng: &mut Rng) -> Option<String> {
    let girl = child.girl != rng.chance(0.005);
    (!rng.chance(0.03)).then(|| (if girl { "female" } else { "male" }).to_owned())
}

/// One letter left out, doubled, exchanged with the next, or hit beside.
fn mistyped(name: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() < 3 {
        return name.to_owned();
    }
    let at = rng.place(letters.len());
    match rng.between(0, 3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => {
            let at = at.min(letters.len() - 2);
            letters.swap(at, at + 1);
        }
        _ => letters[at] = beside(letters[at], rng),
    }
    letters.into_iter().collect()
}

/// A letter beside this one on the keyboard.
fn beside(letter: char, rng: &mut Rng) -> char {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let small = letter.to_ascii_lowercase();
    let Some((row, at)) = ROWS.iter().find_map(|row| row.find(small).map(|at| (row.as_bytes(), at))) else { return letter };
    let next = if at == 0 || (at + 1 < row.len() && rng.chance(0.5)) { at + 1 } else { at - 1 };
    char::from(row[next])
}

/// One sound written another way.
fn misheard(name: &str, rng: &mut Rng) -> String {
    let small = name.to_lowercase();
    let fits: Vec<&(&str, &str)> = HEARD.iter().filter(|(written, _)| small.contains(written)).collect();
    if fits.is_empty() {
        return name.to_owned();
    }
    let (written, heard) = rng.pick(&fits);
    small.replacen(written, heard, 1)
}
