//! Nothing that would be shown is missed by the search: proved on thousands of invented pairs, from a seed.

use super::*;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Chance that repeats (xorshift, G. Marsaglia).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % most
    }

    fn one<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const SURNAMES: [&str; 14] =
    ["Okafor", "Okafro", "Hussain", "Hossein", "Smith-Jones", "Jones", "Smyth", "Smith", "Mohammed", "Wojcik", "Vojcik", "Mc Donald", "Amelia", "王"];
const FORENAMES: [&str; 16] = [
    "Amelia Rose",
    "Rose",
    "Amelie",
    "A",
    "Mohammed Ali",
    "Muhammad",
    "Baby of Karen Smith",
    "Twin 2",
    "Kate",
    "Catherine",
    "Hassan",
    "Hussain",
    "Jia Yi",
    "Okafor",
    "Noah",
    "Smith",
];
const ALIASES: [&str; 4] = ["Millie Smith", "Jones", "Kate or Katie", "Okafor; Amelia Okafor"];

fn date(chance: &mut Chance, around: &str) -> Option<NaiveDate> {
    let day: NaiveDate = around.parse().unwrap();
    match chance.below(8) {
        0 => None,
        1 => day.checked_add_days(Days::new(chance.below(9) as u64)),
        2 => day.checked_sub_days(Days::new(chance.below(4000) as u64)),
        3 => "2019-12-04".parse().ok(),
        4 => "2018-04-12".parse().ok(),
        _ => Some(day),
    }
}

fn record(chance: &mut Chance) -> NotificationFacts {
    let maybe = |chance: &mut Chance, from: &[&str], missing: usize| (chance.below(missing) > 0).then(|| (*chance.one(from)).to_owned());
    NotificationFacts {
        surname: maybe(chance, &SURNAMES, 12),
        forenames: maybe(chance, &FORENAMES, 6),
        aliases: maybe(chance, &ALIASES, 2).filter(|_| chance.below(3) == 0),
        nhs_number: maybe(chance, &["9990000107", "9990000115"], 2).filter(|_| chance.below(3) == 0),
        date_of_birth: date(chance, "2019-04-12"),
        date_of_death: date(chance, "2026-01-10"),
        postcode: maybe(chance, &["ME44UF", "ME45XX", "NR12AB", "ZZ993VZ"], 5),
        place: maybe(chance, &["H_ED", "HOME", "NK"], 3),
        sex: maybe(chance, &["male", "female", "not_known"], 6),
        birth_order: (chance.below(6) == 0).then(|| u8::try_from(1 + chance.below(2)).unwrap()),
        multiple: *chance.one(&[None, None, Some(false), Some(true)]),
    }
}

/// The search as an index makes it: keys and near dates of the one, looked up among those of the other.
fn is_found(new: &NotificationFacts, known: &NotificationFacts) -> bool {
    let near = |new: Option<NaiveDate>, known: Option<NaiveDate>| {
        let (Some(new), Some(known)) = (new, known) else { return (false, false) };
        (near_dates(new).contain(known), (new - known).num_days().abs() <= 1)
    };
    let ((born, born_next), (died, died_next)) = (near(new.date_of_birth, known.date_of_birth), near(new.date_of_death, known.date_of_death));
    let theirs = match_keys(known);
    let shared: Vec<KeyKind> = match_keys(new).into_iter().filter(|key| theirs.contains(key)).map(|key| key.kind).collect();
    let unknown = [new, known].iter().any(|facts| facts.date_of_birth.is_none() || facts.date_of_death.is_none());
    shared.contains(&KeyKind::NhsNumber)
        || (born && died && (born_next || died_next))
        || ((born || died) && !shared.is_empty())
        || (unknown && shared.contains(&KeyKind::WholeName))
}

#[test]
fn no_pair_that_would_be_shown_is_missed_by_the_search() {
    let mut chance = Chance(20_261_126);
    let mut bands = BTreeMap::new();
    let (mut without_number, mut withheld) = (0, 0);
    for _ in 0..8_000 {
        let (a, b) = (record(&mut chance), record(&mut chance));
        let found = compare(&a, &b);
        *bands.entry(found.band).or_insert(0) += 1;
        assert_eq!(is_candidate(&a, &b), is_candidate(&b, &a));
        withheld += usize::from(found.score >= POSSIBLE_FROM && !is_candidate(&a, &b));
        if found.band >= Band::Possible {
            assert!(is_found(&a, &b) && is_found(&b, &a), "{a:?}\n{b:?}");
            // Most of these have no number to be found by.
            without_number += usize::from(a.nhs_number.is_none() || b.nhs_number.is_none());
        }
    }
    assert!(bands.len() == 3 && bands[&Band::Possible] > 300 && bands[&Band::VeryLikely] > 5, "{bands:?}");
    assert!(without_number > 200, "{without_number}");
    // What the score alone would show and the search does not find is next to nothing.
    assert!(withheld * 50 < bands[&Band::Possible], "{withheld} of {bands:?}");
}

#[test]
fn a_record_has_few_keys_and_placeholders_give_none() {
    let keys = |surname: &str, forenames: &str| -> Vec<String> {
        let facts = NotificationFacts {
            surname: Some(surname.into()),
            forenames: Some(forenames.into()),
            nhs_number: Some("9990000107".into()),
            postcode: Some("ME44UF".into()),
            ..NotificationFacts::default()
        };
        match_keys(&facts).iter().map(ToString::to_string).collect()
    };
    assert_eq!(keys("Okafor", "Amelia Rose"), ["nhs:9990000107", "home:ME44UF", "whole:AKFR AML", "part:AKFR", "part:AML", "part:RS", "part:RSMR"]);
    assert_eq!(keys("Reed", "Baby of Karen"), ["nhs:9990000107", "home:ME44UF", "part:RD"]);
    assert_eq!(keys("Castillo", "Baby of Karen Reed").last().unwrap(), "part:RD");
    assert!(keys("Smith-Jones", "Catherine Elizabeth Kate").len() <= 12);
    let mut chance = Chance(3);
    for _ in 0..1_000 {
        let facts = record(&mut chance);
        assert!(match_keys(&facts).len() <= 16, "{facts:?}");
    }
}

#[test]
fn spellings_short_forms_and_names_the_other_way_round_share_a_key() {
    let named = |surname: &str, forenames: &str| NotificationFacts {
        surname: Some(surname.into()),
        forenames: Some(forenames.into()),
        ..NotificationFacts::default()
    };
    let shared = |a: &NotificationFacts, b: &NotificationFacts, kind: KeyKind| {
        let theirs = match_keys(b);
        match_keys(a).into_iter().filter(|key| key.kind == kind && theirs.contains(key)).count()
    };
    assert_eq!(shared(&named("Okafor", "Kate"), &named("Okafro", "Catherine"), KeyKind::NamePart), 2);
    assert_eq!(shared(&named("Okafor", "Kate"), &named("Catherine", "Okafor"), KeyKind::WholeName), 1);
    assert_eq!(shared(&named("Mc Donald", "Jon"), &named("McDonald", "John"), KeyKind::WholeName), 1);
    assert_eq!(shared(&named("Patel", "Asha"), &named("Shah", "Noor"), KeyKind::NamePart), 0);
}

#[test]
fn a_postcode_that_stands_for_no_home_is_no_key() {
    let facts = NotificationFacts { postcode: Some("ZZ993VZ".into()), ..NotificationFacts::default() };
    assert_eq!(match_keys(&facts), []);
}
