//! The demonstration's areas and organisations: three footprints on real local authorities, and as many made-up ones as asked.

use super::random::Rng;
use uuid::Uuid;

/// A local authority: ONS code, name, ONS region.
pub type Authority = (String, String, String);

/// An area with what is made for it.
#[derive(Clone, Debug)]
pub struct Area {
    /// Identifier.
    pub id: Uuid,
    /// Code, first part of a case reference.
    pub code: String,
    /// Name.
    pub name: String,
    /// Local authorities.
    pub authorities: Vec<Authority>,
    /// Share of the cases.
    pub share: f64,
    /// Whether it exists only here.
    pub fictional: bool,
}

/// An organisation whose people have accounts.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Identifier.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Agency type code, or `cdop`.
    pub kind: &'static str,
}

const SOUTH_EAST: &str = "E12000008";
const EAST: &str = "E12000006";

type Footprint = (&'static str, &'static str, f64, &'static str, &'static [(&'static str, &'static str)]);

const FOOTPRINTS: [Footprint; 3] = [
    (
        "KENT",
        "Kent and Medway",
        0.46,
        SOUTH_EAST,
        &[
            ("E06000035", "Medway"),
            ("E07000105", "Ashford"),
            ("E07000106", "Canterbury"),
            ("E07000107", "Dartford"),
            ("E07000108", "Dover"),
            ("E07000109", "Gravesham"),
            ("E07000110", "Maidstone"),
            ("E07000111", "Sevenoaks"),
            ("E07000112", "Folkestone and Hythe"),
            ("E07000113", "Swale"),
            ("E07000114", "Thanet"),
            ("E07000115", "Tonbridge and Malling"),
            ("E07000116", "Tunbridge Wells"),
        ],
    ),
    (
        "BLUT",
        "Bedford, Central Bedfordshire and Luton",
        0.24,
        EAST,
        &[("E06000055", "Bedford"), ("E06000056", "Central Bedfordshire"), ("E06000032", "Luton")],
    ),
    (
        "NORF",
        "Norfolk and Waveney",
        0.30,
        EAST,
        &[
            ("E07000143", "Breckland"),
            ("E07000144", "Broadland"),
            ("E07000145", "Great Yarmouth"),
            ("E07000146", "King’s Lynn and West Norfolk"),
            ("E07000147", "North Norfolk"),
            ("E07000148", "Norwich"),
            ("E07000149", "South Norfolk"),
            // Waveney became part of East Suffolk in 2019; the sample has its postcodes only.
            ("E07000244", "East Suffolk"),
        ],
    ),
];

/// Local authorities no demonstration area covers; named, so that a look-up can say where a postcode is.
pub const ELSEWHERE: [(&str, &str, &str); 7] = [
    ("W06000015", "Cardiff", "W99999999"),
    ("W06000011", "Swansea", "W99999999"),
    ("S12000036", "City of Edinburgh", "S99999999"),
    ("S12000049", "Glasgow City", "S99999999"),
    ("N09000003", "Belfast", "N99999999"),
    ("E08000035", "Leeds", "E12000003"),
    ("E06000023", "Bristol, City of", "E12000009"),
];

/// Places that do not exist, for areas beyond the third.
const PLACES: [&str; 17] = [
    "Ashmere",
    "Brackwater",
    "Colderidge",
    "Dunmarsh",
    "Elverton",
    "Farrowdale",
    "Glenholt",
    "Harrowmere",
    "Inglebrook",
    "Kestrelford",
    "Larkwell",
    "Millmoor",
    "Netherby Vale",
    "Oakhanger Weald",
    "Pellworth",
    "Quarrington",
    "Roxholme",
];

fn id(seed: u64, kind: u64, number: usize) -> Uuid {
    let mut rng = Rng::of(seed, kind, number as u64);
    rng.id(chrono::DateTime::from_timestamp(1_554_076_800, 0).unwrap_or_default())
}

/// A code of letters for a fictional area: `XA`, `XB` … `XZ`, `XBA` …
fn fictional_code(number: usize) -> String {
    let mut letters = String::new();
    let mut rest = number;
    loop {
        letters.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
        if rest == 0 {
            return format!("X{letters}");
        }
    }
}

/// The first so many areas.
pub fn areas(seed: u64, count: usize) -> Vec<Area> {
    (0..count)
        .map(|number| {
            let id = id(seed, 101, number);
            if let Some((code, name, share, region, parts)) = FOOTPRINTS.get(number) {
                let authorities = parts.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned(), (*region).to_owned())).collect();
                // With more areas than three they all count alike, so that any one stands for any other in a measurement.
                let share = if count > FOOTPRINTS.len() { 1.0 } else { *share };
                return Area { id, code: (*code).into(), name: (*name).into(), authorities, share, fictional: false };
            }
            let extra = number - FOOTPRINTS.len();
            let name = PLACES.get(extra).map_or_else(|| format!("Fictional area {}", extra + 1), |place| (*place).to_owned());
            let authority = (format!("E06999{:03}", extra + 1), format!("{name} (fictional)"), "E12999999".to_owned());
            Area { id, code: fictional_code(extra), name, authorities: vec![authority], share: 1.0, fictional: true }
        })
        .collect()
}

/// The organisation that runs the panel of an area.
pub fn panel_host(seed: u64, number: usize, area: &Area) -> Organisation {
    Organisation { id: id(seed, 102, number), name: format!("{} Child Death Overview Panel", area.name), kind: "cdop" }
}

/// The organisations around the panels of the first three areas.
pub fn agencies(seed: u64) -> Vec<Organisation> {
    const NAMES: [(&str, &str); 12] = [
        ("Garden Coast Hospitals NHS Foundation Trust", "hospital_paediatrician"),
        ("Chiltern Edge University Hospitals NHS Trust", "hospital_paediatrician"),
        ("Broad Rivers University Hospital NHS Foundation Trust", "hospital_paediatrician"),
        ("Kent and Medway Children’s Services Partnership", "childrens_social_care"),
        ("Bedfordshire and Luton Children’s Services Partnership", "childrens_social_care"),
        ("Norfolk and Waveney Children’s Services Partnership", "childrens_social_care"),
        ("Garden Coast Police", "police"),
        ("Chiltern Edge Police", "police"),
        ("Broad Rivers Police", "police"),
        ("Harbour Lane Primary School", "school"),
        ("Orchard Street Surgery", "gp"),
        ("National Child Mortality Analysis Team (demonstration)", "other"),
    ];
    NAMES.iter().enumerate().map(|(number, (name, kind))| Organisation { id: id(seed, 103, number), name: (*name).into(), kind }).collect()
}

/// The acute trust of an area, as professionals write it.
pub fn acute_trust(number: usize) -> &'static str {
    ["Garden Coast Hospitals", "Chiltern Edge University Hospitals", "Broad Rivers University Hospital"][number % 3]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn twenty_areas_have_codes_and_authorities_of_their_own() {
        let areas = areas(1, 60);
        let codes: HashSet<&str> = areas.iter().map(|a| a.code.as_str()).collect();
        assert_eq!(codes.len(), 60);
        assert!(codes.iter().all(|c| (2..=8).contains(&c.len()) && c.bytes().all(|b| b.is_ascii_uppercase())));
        let authorities: Vec<&Authority> = areas.iter().flat_map(|a| &a.authorities).collect();
        assert!(authorities.iter().all(|(code, _, _)| code.len() == 9));
        assert_eq!(authorities.iter().map(|(code, _, _)| code).collect::<HashSet<_>>().len(), authorities.len());
    }
}
