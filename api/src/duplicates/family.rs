//! Invented families who lost a child, or several, and who told of it: the hard cases on purpose more often than in life.
//!
//! Ages, places and backgrounds are in the shares of the national figures, as in the demonstration, and about 3,100
//! children die in a year of the invented country, as in England. Families of several records:
//!
//! | | share of families | in England, our estimate |
//! | --- | --- | --- |
//! | twins who both died | 1.1 % | below 1 % |
//! | triplets who all died | 0.1 % | below 0.1 % |
//! | brothers and sisters who died at different times | 3 % | below 1 % |
//! | brothers and sisters who died in one event | 1.5 % | below 0.5 % |
//! | a child with the first name and surname of another | 3 % | (common names) |
//!
//! One in twelve pairs of twins has names that look or sound alike. Every second child is told of twice, by two people
//! whose slips (`slips`) do not depend on each other.

use super::slips;
use crate::demo::child::{birth, nhs_number};
use crate::demo::names::{Style, forename, style_of, surname};
use crate::demo::random::Rng;
use crate::demo::shares::{AGE_AND_CATEGORY, ETHNICITY, neonatal_place, place};
use chrono::{Days, NaiveDate};
use opencdr_domain::notification::facts::NotificationFacts;
use opencdr_domain::vocab::age::{AgeBand, age_days};
use std::collections::{BTreeMap, HashMap};

/// Deaths of children in a year.
const DEATHS_A_YEAR: usize = 3_100;
/// Streams of chance of their own.
const FAMILIES: u64 = 40;

/// Twins' names that look or sound alike, as some families choose them; girls', then boys'.
const ALIKE: [[(&str, &str); 9]; 2] = [
    [
        ("Ella", "Bella"),
        ("Jayla", "Kayla"),
        ("Amelia", "Amelie"),
        ("Mia", "Maya"),
        ("Aaliyah", "Aleena"),
        ("Christina", "Christine"),
        ("Sana", "Hana"),
        ("Lily", "Lila"),
        ("Jia Yi", "Jia Hui"),
    ],
    [
        ("Hassan", "Hussain"),
        ("Jayden", "Hayden"),
        ("Aiden", "Jaiden"),
        ("Tyler", "Taylor"),
        ("Zayn", "Zayd"),
        ("Kian", "Ryan"),
        ("Harry", "Harvey"),
        ("Taiwo", "Kehinde"),
        ("Mason", "Jason"),
    ],
];

/// A child who died, as it truly was.
#[derive(Clone)]
pub struct Child {
    pub style: Style,
    pub surname: String,
    pub first: String,
    pub middle: Option<String>,
    /// The other parent's surname, where the parents have two.
    pub other_surname: Option<String>,
    /// The mother's first name.
    pub mother: String,
    pub nhs_number: Option<String>,
    pub born: NaiveDate,
    pub died: NaiveDate,
    pub postcode: String,
    pub place: &'static str,
    pub girl: bool,
    /// Place in the birth order of twins or more.
    pub order: Option<u8>,
    /// Which family, which birth in it and which event of death.
    pub family: usize,
    birth: usize,
    event: Option<usize>,
}

impl Child {
    /// Age at death in days.
    pub fn age_days(&self) -> u32 {
        age_days(self.born, self.died).unwrap_or(0)
    }
}

/// What somebody told, and of which child.
pub struct Record {
    /// The child's number.
    pub child: usize,
    /// What the notifier wrote.
    pub facts: NotificationFacts,
}

/// What two records of a pair are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    SameChild,
    Twins,
    SameEvent,
    Siblings,
    Namesakes,
    Strangers,
}

impl Kind {
    pub const fn words(self) -> &'static str {
        match self {
            Kind::SameChild => "the same child",
            Kind::Twins => "twins or triplets",
            Kind::SameEvent => "siblings who died in one event",
            Kind::Siblings => "siblings who died at other times",
            Kind::Namesakes => "strangers with one name",
            Kind::Strangers => "strangers",
        }
    }
}

/// Invented children and what was told of them.
pub struct Country {
    pub children: Vec<Child>,
    pub records: Vec<Record>,
}

impl Country {
    /// So many children told of twice, and about as many told of once.
    pub fn of(seed: u64, pairs: usize) -> Self {
        Self::with_multiples(seed, pairs, 0.012)
    }

    /// The same, where all families lost twins or triplets.
    pub fn of_multiples(seed: u64, pairs: usize) -> Self {
        Self::with_multiples(seed, pairs, 1.0)
    }

    fn with_multiples(seed: u64, pairs: usize, share: f64) -> Self {
        let days = i64::try_from((2 * pairs * 365).div_ceil(DEATHS_A_YEAR)).unwrap_or(365);
        let mut country = Country { children: Vec::new(), records: Vec::new() };
        let (mut twice, mut family) = (0, 0);
        while twice < pairs {
            let mut rng = Rng::of(seed, FAMILIES, family as u64);
            let first = some_child(family, days, &mut rng);
            let members =
                if rng.chance(share) { multiples(first, if rng.chance(0.09) { 3 } else { 2 }, &mut rng) } else { country.family(first, &mut rng) };
            for mut child in members {
                let number = country.children.len();
                child.nhs_number = nhs_number(seed, number);
                let times = if twice < pairs && rng.chance(0.5) { 2 } else { 1 };
                twice += times - 1;
                for _ in 0..times {
                    let facts = slips::told(&child, seed, &mut rng);
                    country.records.push(Record { child: number, facts });
                }
                country.children.push(child);
            }
            family += 1;
        }
        country
    }

    /// The children of one family who died, if they were not of one birth.
    fn family(&self, mut first: Child, rng: &mut Rng) -> Vec<Child> {
        let share = rng.fraction();
        if share < 0.03 {
            let second = sibling(&first, rng);
            return vec![first, second];
        }
        if share < 0.045 {
            first = of_school_age(first, rng);
            first.event = Some(first.family);
            let mut all = vec![first.clone()];
            for number in 0..rng.between(1, 2) {
                let other = in_the_same_event(&first, &all, number, rng);
                all.push(other);
            }
            return all;
        }
        if share < 0.075 && !self.children.is_empty() {
            let named = rng.pick(&self.children);
            (first.surname, first.first, first.girl) = (named.surname.clone(), named.first.clone(), named.girl);
        }
        vec![first]
    }

    /// How many pairs of each kind there are. Only records of one family or one name are looked at; the others are strangers.
    pub fn pairs(&self) -> BTreeMap<Kind, usize> {
        let mut groups: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        let mut families: HashMap<usize, Vec<usize>> = HashMap::new();
        for (number, record) in self.records.iter().enumerate() {
            let child = &self.children[record.child];
            groups.entry((&child.surname, &child.first)).or_default().push(number);
            families.entry(child.family).or_default().push(number);
        }
        let related = families.values().flat_map(|members| pairs_of(members)).map(|(a, b)| self.kind(a, b));
        let namesakes = groups.values().flat_map(|members| pairs_of(members)).map(|(a, b)| self.kind(a, b)).filter(|kind| *kind == Kind::Namesakes);
        let mut counts = BTreeMap::new();
        for kind in related.chain(namesakes) {
            *counts.entry(kind).or_insert(0) += 1;
        }
        let all = self.records.len() * self.records.len().saturating_sub(1) / 2;
        counts.insert(Kind::Strangers, all - counts.values().sum::<usize>());
        counts
    }

    /// What two records are to each other.
    pub fn kind(&self, one: usize, other: usize) -> Kind {
        let (a, b) = (self.records[one].child, self.records[other].child);
        let (first, second) = (&self.children[a], &self.children[b]);
        match () {
            () if a == b => Kind::SameChild,
            () if first.family == second.family && first.birth == second.birth => Kind::Twins,
            () if first.family == second.family && first.event.is_some() && first.event == second.event => Kind::SameEvent,
            () if first.family == second.family => Kind::Siblings,
            () if first.surname == second.surname && first.first == second.first => Kind::Namesakes,
            () => Kind::Strangers,
        }
    }
}

fn pairs_of(members: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    members.iter().enumerate().flat_map(|(at, one)| members[at + 1..].iter().map(move |other| (*one, *other)))
}

fn later(day: NaiveDate, days: i64) -> NaiveDate {
    day + Days::new(u64::try_from(days).unwrap_or(0))
}

/// A child like any other.
fn some_child(family: usize, days: i64, rng: &mut Rng) -> Child {
    let (band, category) = rng.by_share(&AGE_AND_CATEGORY);
    let died = later(NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default(), rng.between(0, days - 1));
    let style = style_of(rng.by_share(&ETHNICITY), rng);
    let girl = rng.chance(0.4275);
    let first = first_name(style, girl, rng);
    let middle = Some(forename(style, girl, rng)).filter(|middle| rng.chance(0.4) && !first.ends_with(middle)).map(str::to_owned);
    Child {
        style,
        surname: surname(style, rng).to_owned(),
        first,
        middle,
        other_surname: rng.chance(0.3).then(|| surname(style, rng).to_owned()),
        mother: forename(style, true, rng).to_owned(),
        nhs_number: None,
        born: birth(band, category, died, rng),
        died,
        postcode: postcode(rng),
        place: if band == AgeBand::Days0To27 { neonatal_place(category, rng) } else { place(category, rng) },
        girl,
        order: None,
        family,
        birth: 0,
        event: None,
    }
}

/// In some families every boy has "Mohammed" before the name he is called by.
fn first_name(style: Style, girl: bool, rng: &mut Rng) -> String {
    let name = forename(style, girl, rng);
    if style == Style::Muslim && !girl && rng.chance(0.25) { format!("{} {name}", rng.pick(&["Mohammed", "Muhammad"])) } else { name.to_owned() }
}

/// A name for another child of the family: never one that another of them has.
fn another_name(taken: &[Child], like: &Child, girl: bool, rng: &mut Rng) -> String {
    let before = like.first.split_once(' ').map(|(first, _)| first).filter(|first| first.starts_with('M') && !girl);
    loop {
        let name = forename(like.style, girl, rng);
        let whole = before.map_or_else(|| name.to_owned(), |first| format!("{first} {name}"));
        if taken.iter().all(|other| !other.first.ends_with(name) && other.middle.as_deref() != Some(name)) {
            return whole;
        }
    }
}

/// A middle name that nobody else of the family has for a first name.
fn middle_name(taken: &[Child], own: &str, like: &Child, girl: bool, rng: &mut Rng) -> Option<String> {
    let free = |name: &&str| !own.ends_with(name) && taken.iter().all(|other| !other.first.ends_with(name));
    rng.chance(0.4).then(|| std::iter::repeat_with(|| forename(like.style, girl, rng)).find(free)).flatten().map(str::to_owned)
}

/// Twins or triplets: one birth, deaths close together.
fn multiples(mut first: Child, count: u8, rng: &mut Rng) -> Vec<Child> {
    // Most who die together die as newborn babies; few later in one event.
    if first.age_days() >= 28 && !rng.chance(0.1) {
        first.born = first.died - Days::new(u64::try_from(rng.between(0, 20)).unwrap_or(0));
        first.place = neonatal_place("perinatal", rng);
    }
    first.order = Some(1);
    let mut all = vec![first.clone()];
    for order in 2..=count {
        let mut next = first.clone();
        next.order = Some(order);
        next.girl = if rng.chance(0.65) { first.girl } else { !first.girl };
        next.first = another_name(&all, &first, next.girl, rng);
        next.middle = middle_name(&all, &next.first, &first, next.girl, rng);
        let apart = rng.by_share(&[((0, 0), 60.0), ((1, 5), 28.0), ((6, 40), 12.0)]);
        next.died = later(first.died, rng.between(apart.0, apart.1));
        if rng.chance(0.15) {
            next.place = neonatal_place("perinatal", rng);
        }
        all.push(next);
    }
    if all[0].girl == all[1].girl && rng.chance(1.0 / 12.0) {
        let (one, other) = rng.pick(&ALIKE[usize::from(!first.girl)]);
        (all[0].first, all[1].first) = ((*one).to_owned(), (*other).to_owned());
    }
    all
}

/// A brother or sister who died at another time.
fn sibling(first: &Child, rng: &mut Rng) -> Child {
    let mut other = some_child(first.family, 1, rng);
    let years = rng.between(200, 2_500);
    (other.born, other.died) = (later(other.born, years), later(other.died, years));
    other.birth = 1;
    of_the_family(other, std::slice::from_ref(first), rng)
}

fn of_school_age(mut child: Child, rng: &mut Rng) -> Child {
    child.born = child.died - Days::new(u64::try_from(rng.between(900, 6_000)).unwrap_or(900));
    child.place = *rng.pick(&["H_ED", "HOME", "PUBLIC", "TRANSIT"]);
    child
}

/// A brother or sister who died in the same fire, crash or killing, or a day later in hospital.
fn in_the_same_event(first: &Child, all: &[Child], number: i64, rng: &mut Rng) -> Child {
    let mut other = of_the_family(first.clone(), all, rng);
    other.born = later(first.born, (number + 1) * rng.between(330, 850)).min(first.died);
    other.died = later(first.died, i64::from(rng.chance(0.12)));
    other.birth = usize::try_from(number).unwrap_or(0) + 1;
    if rng.chance(0.2) {
        other.place = "H_PICU";
    }
    other
}

fn of_the_family(mut child: Child, others: &[Child], rng: &mut Rng) -> Child {
    let first = &others[0];
    child.girl = rng.chance(0.45);
    child.style = first.style;
    child.first = another_name(others, first, child.girl, rng);
    child.middle = middle_name(others, &child.first, first, child.girl, rng);
    (child.surname, child.other_surname, child.mother) = (first.surname.clone(), first.other_surname.clone(), first.mother.clone());
    child.postcode = if rng.chance(0.85) { first.postcode.clone() } else { postcode(rng) };
    child
}

/// A home: about eighty districts, each with as many postcodes as a real one.
pub fn postcode(rng: &mut Rng) -> String {
    const AREAS: [&str; 8] = ["ME", "CT", "TN", "DA", "MK", "LU", "NR", "PE"];
    let district = format!("{}{}", rng.pick(&AREAS), rng.between(1, 20));
    format!("{district}{}", within_district(rng))
}

/// The last three characters of a postcode.
pub fn within_district(rng: &mut Rng) -> String {
    const LETTERS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
    format!("{}{}{}", rng.between(0, 9), char::from(*rng.pick(LETTERS)), char::from(*rng.pick(LETTERS)))
}
