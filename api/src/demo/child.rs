//! An invented child: age, names, home and how the death came about, in the shares of the national figures
//! (handbook 7.3, D and E). Nobody here ever lived.

use super::names::{self, Style};
use super::places::{self, Home};
use super::random::Rng;
use super::shares::{AGE_AND_CATEGORY, ETHNICITY, neonatal_place, place, response};
use super::world::World;
use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use opencdr_domain::vocab::age::{AgeBand, age_between};
use opencdr_domain::vocab::local_time;
use opencdr_domain::vocab::nhs_number::NhsNumber;
use serde_json::{Map, Value};

/// A child who has died.
#[derive(Clone)]
#[allow(missing_docs, reason = "each is the answer of the form with that name")]
pub struct Child {
    pub category: &'static str,
    pub band: AgeBand,
    pub age_days: u32,
    pub style: Style,
    pub surname: String,
    /// Not there when not yet named.
    pub forenames: Option<String>,
    pub aliases: Option<String>,
    pub nhs_number: Option<String>,
    pub born: NaiveDate,
    /// Told for babies under 28 days.
    pub born_time: Option<NaiveTime>,
    pub died_at: DateTime<Utc>,
    pub died: NaiveDate,
    pub died_time: NaiveTime,
    pub sex: &'static str,
    pub ethnicity: &'static str,
    pub place: &'static str,
    pub jar: &'static str,
    pub expected: &'static str,
    /// Completed weeks and days, under one year.
    pub gestation: Option<(i64, i64)>,
    pub weight: i64,
    /// How many babies, and which this one was.
    pub multiple: Option<(i64, i64)>,
    pub residence: &'static str,
    pub home: Option<Home>,
    pub address: Option<Map<String, Value>>,
    pub life_limiting: bool,
    pub stillbirth: bool,
    pub known_to_social_care: bool,
}

/// What a child is wanted for; the rest is left to chance.
#[derive(Clone, Copy, Default)]
pub struct Wish<'a> {
    /// Age band and category.
    pub of: Option<(AgeBand, &'static str)>,
    /// First of twins.
    pub first_of_twins: bool,
    /// Second of twins, of this child.
    pub twin_of: Option<&'a Child>,
    /// A visitor from abroad.
    pub visitor: bool,
    /// A suspected stillbirth that nobody attended.
    pub stillbirth: bool,
}

/// Makes a child whose death was told at an instant. `number` gives the NHS number: no two alike below a million.
pub fn child(world: &World, area: usize, received_at: DateTime<Utc>, number: usize, wish: &Wish, rng: &mut Rng) -> Child {
    if let Some(first) = wish.twin_of {
        return twin(first, world.seed, received_at, number, rng);
    }
    let (band, category) = match wish.of {
        _ if wish.first_of_twins || wish.stillbirth => (AgeBand::Days0To27, "perinatal"),
        Some(wanted) => wanted,
        None => rng.by_share(&AGE_AND_CATEGORY),
    };
    let lag = (600.0 * (0.9 * rng.normal()).exp()).clamp(45.0, 12_000.0);
    #[expect(clippy::cast_possible_truncation, reason = "minutes within nine days")]
    let died_at = whole_minute(received_at - TimeDelta::minutes(lag as i64));
    let local = local_time::to_london(died_at);
    let (died, died_time) = (local.date(), local.time());
    let born = if wish.stillbirth { died } else { birth(band, category, died, rng) };
    let age_days = age_between(born, died).map_or(0, |age| age.total_days);
    let girl = rng.chance(0.4275);
    let sex = if band == AgeBand::Days0To27 && rng.chance(0.01) {
        "indeterminate"
    } else if girl {
        "female"
    } else {
        "male"
    };
    let ethnicity = rng.by_share(&ETHNICITY);
    let style = names::style_of(ethnicity, rng);
    let unnamed = age_days < 3 && rng.chance(0.3);
    let mut forenames = names::forename(style, girl, rng).to_owned();
    if rng.chance(0.4) {
        let middle = names::forename(style, girl, rng);
        if middle != forenames {
            forenames = format!("{forenames} {middle}");
        }
    }
    let gestation = (age_days < 365).then(|| gestation(category, wish.stillbirth, rng));
    let residence = if wish.visitor {
        "outside_england"
    } else {
        rng.by_share(&[("england", 97.0), ("postcode_not_known", 1.2), ("no_fixed_abode", 0.8), ("outside_england", 0.6)])
    };
    let home = (residence == "england").then(|| world.places.pick(area, rng).clone());
    let life_limiting = matches!(category, "malignancy" | "congenital" | "chronic") && rng.chance(0.7);
    let place = if wish.stillbirth {
        "HOME"
    } else if band == AgeBand::Days0To27 {
        neonatal_place(category, rng)
    } else {
        place(category, rng)
    };
    let jar = if wish.stillbirth || response(category, rng) { "yes" } else { "no" };
    let mut child = Child {
        category,
        band,
        age_days,
        style,
        surname: names::surname(style, rng).to_owned(),
        forenames: (!unnamed).then_some(forenames),
        aliases: None,
        nhs_number: None,
        born,
        born_time: (age_days < 28)
            .then(|| time_before(if age_days == 0 { died_time } else { NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default() }, rng)),
        died_at,
        died,
        died_time,
        sex,
        ethnicity,
        place,
        jar,
        expected: if jar == "yes" || rng.chance(if life_limiting { 0.15 } else { 0.45 }) { "unexpected" } else { "expected" },
        gestation,
        weight: gestation.map_or(0, |(weeks, _)| weight(weeks, rng)),
        multiple: None,
        residence,
        address: address(residence, home.as_ref(), area, world, rng),
        home,
        life_limiting: life_limiting || place == "HOSPICE",
        stillbirth: wish.stillbirth,
        known_to_social_care: rng.chance(0.15),
    };
    if wish.first_of_twins {
        child.multiple = Some((2, 1));
    } else if age_days < 365 && rng.chance(if category == "perinatal" { 0.12 } else { 0.03 }) {
        child.multiple = Some((2, rng.between(1, 2)));
    }
    if rng.chance(0.04) {
        child.aliases = Some(format!("{} {}", child.forenames.as_deref().unwrap_or("Baby"), names::surname(style, rng)));
    }
    child.nhs_number = nhs_number(world.seed, number).filter(|_| child.residence != "outside_england" && !rng.chance(0.06));
    child
}

/// The other of twins: same family, same birth, a death soon after.
fn twin(first: &Child, seed: u64, received_at: DateTime<Utc>, number: usize, rng: &mut Rng) -> Child {
    let mut second = first.clone();
    let between = (received_at - first.died_at).num_minutes().max(0);
    second.died_at = first.died_at + TimeDelta::minutes(rng.between(0, between / 2));
    let local = local_time::to_london(second.died_at);
    (second.died, second.died_time) = (local.date(), local.time());
    let age = age_between(second.born, second.died);
    second.age_days = age.map_or(0, |a| a.total_days);
    second.band = age.as_ref().and_then(AgeBand::of).unwrap_or(AgeBand::Days0To27);
    second.multiple = Some((2, 2));
    let girl = rng.chance(0.45);
    second.sex = if girl { "female" } else { "male" };
    second.forenames = first.forenames.as_ref().map(|taken| {
        let mut name = names::forename(first.style, girl, rng);
        while taken.starts_with(name) {
            name = names::forename(first.style, girl, rng);
        }
        name.to_owned()
    });
    second.aliases = None;
    second.nhs_number = nhs_number(seed, number).filter(|_| first.nhs_number.is_some());
    second.weight = first.gestation.map_or(0, |(weeks, _)| weight(weeks, rng));
    second
}

fn whole_minute(at: DateTime<Utc>) -> DateTime<Utc> {
    at - TimeDelta::seconds(at.timestamp().rem_euclid(60)) - TimeDelta::microseconds(i64::from(at.timestamp_subsec_micros()))
}

fn time_before(latest: NaiveTime, rng: &mut Rng) -> NaiveTime {
    use chrono::Timelike;
    let minute = rng.between(0, i64::from(latest.hour() * 60 + latest.minute()));
    NaiveTime::MIN + TimeDelta::minutes(minute)
}

/// A birth that makes the child of this band at death.
pub(crate) fn birth(band: AgeBand, category: &str, died: NaiveDate, rng: &mut Rng) -> NaiveDate {
    let days = |days: i64| died - Days::new(u64::try_from(days).unwrap_or(0));
    let years = |years: i64, rng: &mut Rng| {
        let birthday = died - Months::new(u32::try_from(years * 12).unwrap_or(0));
        birthday - Days::new(u64::try_from(rng.between(0, 364)).unwrap_or(0))
    };
    match band {
        AgeBand::Days0To27 => {
            let (least, most) = if category == "perinatal" {
                rng.by_share(&[((0, 0), 30.0), ((1, 1), 12.0), ((2, 6), 34.0), ((7, 27), 24.0)])
            } else {
                rng.by_share(&[((0, 0), 20.0), ((1, 6), 35.0), ((7, 27), 45.0)])
            };
            days(rng.between(least, most))
        }
        AgeBand::Days28To364 => {
            #[expect(clippy::cast_possible_truncation, reason = "below 337")]
            let more = (337.0 * rng.fraction().powf(1.6)) as i64;
            days(28 + more)
        }
        AgeBand::Years1To4 => {
            let completed = rng.by_share(&[(1, 40.0), (2, 25.0), (3, 19.0), (4, 16.0)]);
            years(completed, rng)
        }
        AgeBand::Years5To9 => {
            let completed = rng.between(5, 9);
            years(completed, rng)
        }
        AgeBand::Years10To14 => {
            let completed = if category == "suicide" { rng.between(12, 14) } else { rng.between(10, 14) };
            years(completed, rng)
        }
        AgeBand::Years15To17 => {
            let completed = rng.between(15, 17);
            years(completed, rng)
        }
    }
}

fn gestation(category: &str, stillbirth: bool, rng: &mut Rng) -> (i64, i64) {
    let weeks = match category {
        _ if stillbirth => rng.between(35, 40),
        "perinatal" if rng.chance(0.78) => {
            let (least, most) = rng.by_share(&[((21, 22), 14.0), ((23, 24), 38.0), ((25, 27), 30.0), ((28, 33), 18.0)]);
            rng.between(least, most)
        }
        "congenital" => rng.between(34, 40),
        _ => rng.between(36, 41),
    };
    (weeks, rng.between(0, 6))
}

/// A birthweight that is usual for the week.
fn weight(weeks: i64, rng: &mut Rng) -> i64 {
    const USUAL: [(i64, f64); 11] = [
        (21, 400.0),
        (22, 480.0),
        (24, 640.0),
        (26, 850.0),
        (28, 1080.0),
        (30, 1400.0),
        (32, 1750.0),
        (34, 2200.0),
        (36, 2700.0),
        (38, 3150.0),
        (41, 3500.0),
    ];
    let usual = USUAL.iter().rev().find(|(from, _)| *from <= weeks).map_or(400.0, |(_, grams)| *grams);
    let spread = (1.0 + 0.1 * rng.normal()).clamp(0.82, 1.2);
    #[expect(clippy::cast_possible_truncation, reason = "grams")]
    let grams = (usual * spread) as i64;
    grams / 5 * 5
}

fn address(residence: &str, home: Option<&Home>, area: usize, world: &World, rng: &mut Rng) -> Option<Map<String, Value>> {
    match (residence, home) {
        (_, Some(home)) => Some(places::address(home, true, rng)),
        ("postcode_not_known", None) if rng.chance(0.6) => Some(places::address(world.places.pick(area, rng), false, rng)),
        _ => None,
    }
}

/// The NHS number with this number: in the 999 range, no two alike, none for one number in eleven (no check digit fits) and above a million.
pub fn nhs_number(seed: u64, number: usize) -> Option<String> {
    let shift = Rng::of(seed, 3, 0).bits() % 1_000_000;
    let number = u64::try_from(number).ok().filter(|n| *n < 1_000_000)?;
    // 618,033 and a million have no common factor, so every number below a million is met once.
    let nine = format!("999{:06}", (number * 618_033 + shift) % 1_000_000);
    NhsNumber::check_digit(&nine).map(|digit| format!("{nine}{digit}"))
}
