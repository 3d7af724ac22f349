//! Accounts for the demonstration, and the file that tells their passwords to whoever runs it.

use super::areas::{Area, Organisation};
use super::random::Rng;
use crate::platform::ids;
use anyhow::{Context, Result};
use opencdr_domain::identity::role::Role;
use serde::Serialize;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use uuid::Uuid;

/// The file that tells the passwords.
pub const FILE: &str = "demo-accounts.json";

/// An account to make.
#[derive(Clone)]
pub struct Persona {
    /// Identifier.
    pub id: Uuid,
    /// What to call it when choosing whom to be.
    pub persona: String,
    /// Name.
    pub name: &'static str,
    /// Sign-in name.
    pub email: String,
    /// Password, drawn anew each time: the one thing about a persona that does not follow from the seed.
    pub password: String,
    /// Role.
    pub role: Role,
    /// Area: id and code.
    pub area: Option<(Uuid, String)>,
    /// Organisation: id and name.
    pub organisation: Option<(Uuid, String)>,
}

/// One line of demo-accounts.json.
#[derive(Serialize)]
struct Line<'a> {
    persona: &'a str,
    name: &'a str,
    email: &'a str,
    password: &'a str,
    role: &'a str,
    area: Option<&'a str>,
    organisation: Option<&'a str>,
}

/// Who holds each role of an area: coordinator, manager, designated doctor, panel member, chair.
const PEOPLE: [[&str; 5]; 3] = [
    ["Helen Marsh", "David Okafor", "Dr Anita Rao", "Joanne Pickering", "Professor Ruth Lambert"],
    ["Samira Qureshi", "Martin Fenwick", "Dr Chidi Nwosu", "Gurdeep Sandhu", "Margaret Ellis"],
    ["Tom Greenwood", "Aleksandra Nowicki", "Dr Fiona Byrne", "Kwame Boateng", "Sir Alan Holloway"],
];
/// Coordinators of the areas beyond the third.
const COORDINATORS: [&str; 6] = ["Laura Hewitt", "Imran Malik", "Bethan Lloyd", "Grace Adebayo", "Peter Crossley", "Wei Lin Tang"];
const ROLES: [Role; 5] = [Role::Coordinator, Role::Manager, Role::DesignatedDoctor, Role::PanelMember, Role::Chair];

/// Every account for these areas. Organisations: the panel host of each area, then the agencies.
pub fn personas(seed: u64, areas: &[Area], hosts: &[Organisation], agencies: &[Organisation]) -> Vec<Persona> {
    let mut all = Vec::new();
    let mut add = |persona: String, name: &'static str, place: &str, role: Role, area: Option<&Area>, organisation: Option<&Organisation>| {
        // Short addresses to type: the role at the area, but for agencies, which are given theirs.
        let account = if place.contains('@') { place.to_owned() } else { format!("{}@{place}", role.code().replace('_', ".")) };
        let id = Rng::of(seed, 110, all.len() as u64).id(chrono::DateTime::from_timestamp(1_554_076_800, 0).unwrap_or_default());
        all.push(Persona {
            id,
            persona,
            name,
            email: account,
            password: password(),
            role,
            area: area.map(|a| (a.id, a.code.clone())),
            organisation: organisation.map(|o| (o.id, o.name.clone())),
        });
    };
    for (number, area) in areas.iter().enumerate() {
        let place = format!("{}.example", area.code.to_lowercase());
        let coordinator = COORDINATORS[number % COORDINATORS.len()];
        let people: &[&'static str] = PEOPLE.get(number).map_or(std::slice::from_ref(&coordinator), |all| all.as_slice());
        for (name, role) in people.iter().copied().zip(ROLES) {
            let organisation = match role {
                Role::DesignatedDoctor => agencies.get(number),
                Role::PanelMember => agencies.get(3 + number),
                _ => hosts.get(number),
            };
            add(format!("{}, {}", role.label(), area.name), name, &place, role, Some(area), organisation);
        }
    }
    let agency = |kind: &str| agencies.iter().find(|o| o.kind == kind);
    let contributor = Role::AgencyContributor;
    add("Safeguarding lead of a school".into(), "Rosemary Tucker", "safeguarding@harbourlane.example", contributor, None, agency("school"));
    add("GP practice".into(), "Dr Neil Dawson", "practice@orchardstreet.example", contributor, None, agency("gp"));
    add("National analyst".into(), "Yusuf Rahman", "national.example", Role::NationalAnalyst, None, agency("other"));
    add("System administrator".into(), "Priya Nair", "opencdr.example", Role::SystemAdministrator, None, None);
    add("Auditor".into(), "Catherine Wallace", "opencdr.example", Role::Auditor, None, None);
    all
}

const FIRST: [&str; 32] = [
    "amber", "brisk", "copper", "dapple", "ember", "fabled", "gentle", "hazel", "indigo", "jolly", "knitted", "lively", "mellow", "nimble", "olive",
    "plucky", "quiet", "rustic", "silver", "tawny", "upland", "velvet", "wooden", "yellow", "zesty", "bronze", "cosy", "dusky", "frosty", "golden",
    "humble", "ivory",
];
const SECOND: [&str; 32] = [
    "otter", "badger", "curlew", "dormouse", "egret", "falcon", "gosling", "heron", "ibex", "jackdaw", "kestrel", "lapwing", "marmot", "newt",
    "oriole", "puffin", "quail", "robin", "starling", "toucan", "urchin", "vole", "walrus", "yak", "zebra", "bison", "cricket", "donkey", "ferret",
    "goose", "hamster", "iguana",
];
const THIRD: [&str; 32] = [
    "accordion",
    "banjo",
    "cello",
    "drum",
    "euphonium",
    "fiddle",
    "guitar",
    "harp",
    "island",
    "jigsaw",
    "kettle",
    "lantern",
    "mitten",
    "needle",
    "orchard",
    "pebble",
    "quilt",
    "ribbon",
    "saddle",
    "teapot",
    "umbrella",
    "violin",
    "waffle",
    "yoghurt",
    "zipper",
    "biscuit",
    "candle",
    "dumpling",
    "feather",
    "gravel",
    "hammock",
    "inkwell",
];

/// A password that is easy to type and that nobody can know beforehand: three words and four digits, 28 bits of chance.
fn password() -> String {
    let [a, b, c, high, low] = ids::random::<5>();
    // There are 32 words in each list, so every word is as likely as any other.
    let word = |list: &[&'static str; 32], byte: u8| list[usize::from(byte) % 32];
    format!("{}-{}-{}-{:04}", word(&FIRST, a), word(&SECOND, b), word(&THIRD, c), u16::from_be_bytes([high, low]) % 10_000)
}

/// Writes `demo-accounts.json`, readable by its owner only.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_file(data_dir: &Path, personas: &[Persona]) -> Result<()> {
    let lines: Vec<Line> = personas
        .iter()
        .map(|p| Line {
            persona: &p.persona,
            name: p.name,
            email: &p.email,
            password: &p.password,
            role: p.role.code(),
            area: p.area.as_ref().map(|(_, code)| code.as_str()),
            organisation: p.organisation.as_ref().map(|(_, name)| name.as_str()),
        })
        .collect();
    std::fs::create_dir_all(data_dir).with_context(|| format!("cannot make the folder {}", data_dir.display()))?;
    let path = data_dir.join(FILE);
    let draft = path.with_extension("json.new");
    // Made anew each time: the mode of a file that is there already would stay as it was.
    let _ = std::fs::remove_file(&draft);
    let written = || -> Result<()> {
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
        file.write_all(serde_json::to_string_pretty(&lines)?.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        std::fs::rename(&draft, &path)?;
        Ok(())
    };
    written().with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::super::areas::{agencies, areas, panel_host};
    use super::*;
    use std::collections::HashSet;
    use std::os::unix::fs::PermissionsExt;

    fn everyone(count: usize) -> Vec<Persona> {
        let areas = areas(1, count);
        let hosts: Vec<Organisation> = areas.iter().enumerate().map(|(n, a)| panel_host(1, n, a)).collect();
        personas(1, &areas, &hosts, &agencies(1))
    }

    #[test]
    fn every_role_can_be_tried_and_every_address_cannot_be_written_to() {
        let all = everyone(3);
        assert_eq!(all.len(), 3 * 5 + 5);
        for role in Role::ALL {
            assert!(all.iter().any(|p| p.role == role), "{role:?}");
        }
        assert!(all.iter().all(|p| p.email.ends_with(".example") && p.email == p.email.to_lowercase()));
        assert!(all.iter().all(|p| p.role != Role::AgencyContributor || p.organisation.is_some()));
    }

    #[test]
    fn many_areas_have_a_coordinator_each() {
        let all = everyone(20);
        assert_eq!(all.iter().filter(|p| p.role == Role::Coordinator).count(), 20);
        assert_eq!(all.len(), 20 + 3 * 4 + 5);
        assert_eq!(all.iter().map(|p| p.id).collect::<HashSet<_>>().len(), all.len());
    }

    #[test]
    fn passwords_keep_the_rule_and_are_others_each_time_though_the_people_are_the_same() {
        let (all, again) = (everyone(20), everyone(20));
        let mut seen = HashSet::new();
        for p in all.iter().chain(&again) {
            assert_eq!(opencdr_domain::identity::password::check(&p.password, &p.email), Ok(()), "{} {}", p.password, p.email);
            assert!(seen.insert(&p.password), "{}", p.email);
        }
        let people = |of: &[Persona]| of.iter().map(|p| (p.id, p.email.clone())).collect::<Vec<_>>();
        assert_eq!(people(&all), people(&again));
    }

    #[test]
    fn the_file_is_for_its_owner_only_and_can_be_written_again() {
        let folder = std::env::temp_dir().join(format!("opencdr-demo-{}", std::process::id()));
        for _ in 0..2 {
            write_file(&folder, &everyone(3)).unwrap();
        }
        let path = folder.join(FILE);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let lines: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let keys: Vec<&str> = lines[0].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["persona", "name", "email", "password", "role", "area", "organisation"]);
        assert_eq!((&lines[0]["area"], &lines[19]["area"]), (&"KENT".into(), &serde_json::Value::Null));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
