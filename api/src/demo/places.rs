//! Where invented families live: the sample of postcodes, and streets that go with it.

use super::areas::Area;
use super::random::Rng;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The sample the launcher also loads into the postcode table.
const SAMPLE: &str = include_str!("../../demo/postcodes-sample.csv");

/// Towns of the postcode districts in the sample.
const TOWNS: [(&str, &str); 82] = [
    ("ME1", "Rochester"),
    ("ME2", "Strood"),
    ("ME4", "Chatham"),
    ("ME5", "Chatham"),
    ("ME7", "Gillingham"),
    ("ME8", "Rainham"),
    ("TN23", "Ashford"),
    ("TN24", "Ashford"),
    ("CT1", "Canterbury"),
    ("CT2", "Canterbury"),
    ("CT5", "Whitstable"),
    ("CT6", "Herne Bay"),
    ("DA1", "Dartford"),
    ("DA2", "Dartford"),
    ("CT14", "Deal"),
    ("CT16", "Dover"),
    ("CT17", "Dover"),
    ("DA11", "Gravesend"),
    ("DA12", "Gravesend"),
    ("ME14", "Maidstone"),
    ("ME15", "Maidstone"),
    ("ME16", "Maidstone"),
    ("TN13", "Sevenoaks"),
    ("CT19", "Folkestone"),
    ("CT20", "Folkestone"),
    ("CT21", "Hythe"),
    ("ME10", "Sittingbourne"),
    ("ME12", "Sheerness"),
    ("ME13", "Faversham"),
    ("CT9", "Margate"),
    ("CT10", "Broadstairs"),
    ("CT11", "Ramsgate"),
    ("TN9", "Tonbridge"),
    ("ME19", "West Malling"),
    ("ME20", "Larkfield"),
    ("TN1", "Tunbridge Wells"),
    ("TN2", "Tunbridge Wells"),
    ("TN4", "Tunbridge Wells"),
    ("MK40", "Bedford"),
    ("MK41", "Bedford"),
    ("MK42", "Bedford"),
    ("LU5", "Houghton Regis"),
    ("LU6", "Dunstable"),
    ("LU7", "Leighton Buzzard"),
    ("SG18", "Biggleswade"),
    ("SG19", "Sandy"),
    ("MK45", "Ampthill"),
    ("LU1", "Luton"),
    ("LU2", "Luton"),
    ("LU3", "Luton"),
    ("LU4", "Luton"),
    ("IP24", "Thetford"),
    ("NR19", "Dereham"),
    ("IP25", "Watton"),
    ("NR7", "Thorpe St Andrew"),
    ("NR10", "Horsford"),
    ("NR13", "Blofield"),
    ("NR30", "Great Yarmouth"),
    ("NR31", "Gorleston-on-Sea"),
    ("PE30", "King’s Lynn"),
    ("PE36", "Hunstanton"),
    ("NR26", "Sheringham"),
    ("NR27", "Cromer"),
    ("NR28", "North Walsham"),
    ("NR1", "Norwich"),
    ("NR2", "Norwich"),
    ("NR3", "Norwich"),
    ("NR15", "Long Stratton"),
    ("NR18", "Wymondham"),
    ("NR32", "Lowestoft"),
    ("NR33", "Lowestoft"),
    ("CF10", "Cardiff"),
    ("CF24", "Cardiff"),
    ("SA1", "Swansea"),
    ("EH1", "Edinburgh"),
    ("EH6", "Edinburgh"),
    ("G1", "Glasgow"),
    ("BT1", "Belfast"),
    ("LS1", "Leeds"),
    ("LS6", "Leeds"),
    ("BS1", "Bristol"),
    ("BS5", "Bristol"),
];

const STREETS: [&str; 40] = [
    "Acorn Way",
    "Albion Terrace",
    "Beech Grove",
    "Bramble Close",
    "Bridge Street",
    "Canal View",
    "Castle Road",
    "Cedar Avenue",
    "Chapel Lane",
    "Cherry Tree Walk",
    "Church Street",
    "Coronation Road",
    "Dover House Gardens",
    "Elm Park",
    "Ferry Lane",
    "Field End",
    "Granary Court",
    "Hawthorn Drive",
    "High Street",
    "Hillcrest",
    "Ivy Cottages",
    "Jubilee Crescent",
    "King’s Mead",
    "Laburnum Road",
    "Lime Kiln Lane",
    "Manor Way",
    "Meadow Rise",
    "Mill Lane",
    "Nelson Street",
    "Orchard Close",
    "Park View",
    "Queen Street",
    "Rectory Lane",
    "St Mary’s Road",
    "Station Approach",
    "The Maltings",
    "Victoria Road",
    "Watermill Close",
    "Windmill Hill",
    "Woodland Drive",
];

/// A home postcode and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Postcode with its space.
    pub postcode: String,
    /// Local authority code.
    pub authority: String,
    /// Town.
    pub town: String,
}

/// The homes to choose from, by area.
pub struct Places(Vec<Vec<Home>>);

impl Places {
    /// Homes of these areas: those of the sample, and made-up ones for made-up areas.
    ///
    /// # Errors
    /// When the sample does not cover an area.
    pub fn of(areas: &[Area]) -> Result<Self> {
        let towns: HashMap<&str, &str> = TOWNS.into_iter().collect();
        let mut reader = csv::Reader::from_reader(SAMPLE.as_bytes());
        let headers = reader.headers()?.clone();
        let column = |name: &str| headers.iter().position(|h| h == name).with_context(|| format!("the sample of postcodes has no column {name}"));
        let (postcode, authority, ceased) = (column("pcds")?, column("laua")?, column("doterm")?);
        let records = reader.records().collect::<Result<Vec<_>, _>>()?;
        let sampled: Vec<Home> = records
            .iter()
            .filter(|r| r[ceased].is_empty())
            .map(|r| Home {
                postcode: r[postcode].to_owned(),
                authority: r[authority].to_owned(),
                town: r[postcode].split(' ').next().and_then(|district| towns.get(district)).copied().unwrap_or_default().to_owned(),
            })
            .collect();
        let mut all = Vec::new();
        for (number, area) in areas.iter().enumerate() {
            let homes: Vec<Home> = if area.fictional {
                made_up(number, area)
            } else {
                sampled.iter().filter(|h| area.authorities.iter().any(|(code, _, _)| *code == h.authority)).cloned().collect()
            };
            all.push(Some(homes).filter(|h| !h.is_empty()).with_context(|| format!("the sample has no postcode of {}", area.name))?);
        }
        Ok(Self(all))
    }

    /// A home in an area.
    pub fn pick(&self, area: usize, rng: &mut Rng) -> &Home {
        rng.pick(&self.0[area])
    }
}

/// Postcodes of a postcode area that does not exist (ZA), so that they can never be somebody's.
fn made_up(number: usize, area: &Area) -> Vec<Home> {
    let unit = b"ABDEFGHJLNPQRSTUWXYZ";
    (0..40usize)
        .map(|at| Home {
            postcode: format!("ZA{} {}{}{}", number % 100, at % 10, char::from(unit[at % 20]), char::from(unit[(number / 100 + at / 10) % 20])),
            authority: area.authorities.first().map(|(code, _, _)| code.clone()).unwrap_or_default(),
            town: area.name.clone(),
        })
        .collect()
}

/// An address at a home; the postcode is left out when it is not known.
pub fn address(home: &Home, with_postcode: bool, rng: &mut Rng) -> Map<String, Value> {
    let mut address = Map::new();
    let number = rng.between(1, 180);
    let street = *rng.pick(&STREETS);
    if rng.chance(0.12) {
        address.insert("line1".into(), format!("Flat {}", rng.between(1, 24)).into());
        address.insert("line2".into(), format!("{number} {street}").into());
    } else {
        address.insert("line1".into(), format!("{number} {street}").into());
    }
    address.insert("town".into(), home.town.clone().into());
    if with_postcode {
        address.insert("postcode".into(), home.postcode.clone().into());
    }
    address
}

#[cfg(test)]
mod tests {
    use super::super::areas::areas;
    use super::*;
    use opencdr_domain::vocab::postcode::Postcode;

    #[test]
    fn every_home_has_a_town_and_a_postcode_written_as_it_is_kept() {
        let places = Places::of(&areas(1, 25)).unwrap();
        for home in places.0.iter().flatten() {
            assert_eq!(Postcode::parse(&home.postcode).unwrap().as_str(), home.postcode);
            assert!(!home.town.is_empty() && home.authority.starts_with('E'), "{home:?}");
        }
    }

    #[test]
    fn the_sample_has_a_few_hundred_postcodes_of_every_demonstration_authority_and_some_elsewhere() {
        assert!((300..=600).contains(&(SAMPLE.lines().count() - 1)));
        let with = |code: &str| SAMPLE.lines().filter(|l| l.contains(&format!(",{code},"))).count();
        for area in areas(1, 3) {
            assert!(area.authorities.iter().all(|(code, _, _)| with(code) >= 6));
        }
        assert!(super::super::areas::ELSEWHERE.iter().all(|(code, _, _)| with(code) >= 2));
    }
}
