//! The professionals who knew an invented child: the agencies the form suggests for the age and the circumstances.

use super::areas::acute_trust;
use super::child::Child;
use super::names;
use super::random::Rng;
use chrono::{DateTime, TimeDelta, Utc};
use opencdr_domain::vocab::age::AgeBand;
use opencdr_domain::vocab::local_time;
use serde_json::{Map, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// Invented schools.
pub const SCHOOLS: [&str; 12] = [
    "Harbour Lane Primary School",
    "St Aidan’s Primary School",
    "Meadowbank Infant School",
    "The Lanterns Academy",
    "Oakfield Junior School",
    "Riverside Community School",
    "Westbrook High School",
    "Fairlight Academy",
    "Kingsmead School",
    "Beacon Hill College",
    "Little Acorns Nursery",
    "Holly Lodge School",
];

const SURGERIES: [&str; 10] = [
    "Orchard Street Surgery",
    "The Mill Practice",
    "Bridge End Medical Centre",
    "Parkside Surgery",
    "Castle Gate Practice",
    "Elmtree Health Centre",
    "Riverbank Surgery",
    "Lighthouse Medical Practice",
    "Station Road Surgery",
    "The Green Practice",
];

/// A professional or agency.
#[derive(Clone)]
pub struct Professional {
    /// Row of the form and of the record.
    pub id: Uuid,
    /// Agency code.
    pub agency: &'static str,
    /// Name.
    pub name: Option<String>,
    /// Job title.
    pub job_title: &'static str,
    /// Organisation.
    pub organisation: String,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Whether told of the death, and when.
    pub informed: Option<(&'static str, Option<String>)>,
}

impl Professional {
    /// The row of the form.
    pub fn row(&self) -> Value {
        let mut row = Map::with_capacity(9);
        row.insert("row".into(), self.id.to_string().into());
        row.insert("agency".into(), self.agency.into());
        if let Some(name) = &self.name {
            row.insert("name".into(), name.clone().into());
        }
        row.insert("role".into(), self.job_title.into());
        row.insert("organisation".into(), self.organisation.clone().into());
        for (key, value) in [("phone", &self.phone), ("email", &self.email)] {
            if let Some(value) = value {
                row.insert(key.into(), value.clone().into());
            }
        }
        if let Some((informed, at)) = &self.informed {
            row.insert("informed".into(), (*informed).into());
            if let Some(at) = at {
                row.insert("informed_at".into(), at.clone().into());
            }
        }
        Value::Object(row)
    }
}

/// The agencies to think of, by the rules of `agency-suggestions.json`; a test compares them.
pub fn agencies(child: &Child) -> Vec<&'static str> {
    let mut all = vec!["gp", "childrens_social_care"];
    all.extend_from_slice(match child.band {
        AgeBand::Days0To27 => &["midwife", "obstetrician", "neonatal", "health_visitor"],
        AgeBand::Days28To364 | AgeBand::Years1To4 => &["health_visitor", "school"],
        AgeBand::Years5To9 | AgeBand::Years10To14 | AgeBand::Years15To17 => &["school_nurse", "school"],
    });
    if child.jar == "yes" {
        all.extend_from_slice(&["police", "ambulance", "ed"]);
    }
    if child.life_limiting || child.place == "HOSPICE" {
        all.extend_from_slice(&["palliative", "tertiary", "ccn"]);
    }
    if child.expected == "expected" {
        all.extend_from_slice(&["hospital_paediatrician", "ccn"]);
    }
    all.extend_from_slice(match child.place {
        "H_NNU" => &["neonatal", "transport_team"],
        "H_PICU" | "H_AICU" => &["picu", "hospital_paediatrician", "transport_team"],
        "H_ED" => &["ed", "ambulance"],
        "H_WARD" => &["hospital_paediatrician"],
        "MHUNIT" => &["camhs"],
        "CUSTODY" => &["youth_justice"],
        "SCHOOL" => &["school"],
        _ => &[],
    });
    let mut seen = HashSet::new();
    all.retain(|agency| seen.insert(*agency));
    all
}

/// An e-mail address of an invented person at an invented organisation.
pub fn email(name: &str, organisation: &str) -> String {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let mut words = name.split(' ').filter(|word| *word != "Dr");
    let (first, last) = (words.next().unwrap_or_default(), words.next_back().unwrap_or_default());
    let mut host: String = organisation.split(' ').take(2).map(plain).collect();
    host.truncate(30);
    format!("{}.{}@{host}.example", plain(first), plain(last))
}

/// A number in a range that Ofcom keeps for drama.
pub fn landline(rng: &mut Rng) -> String {
    format!("01632 960{:03}", rng.between(0, 999))
}

/// One professional of an agency.
pub fn professional(agency: &'static str, child: &Child, area: usize, at: DateTime<Utc>, brief: bool, rng: &mut Rng) -> Professional {
    let trust = acute_trust(area);
    let town = child.home.as_ref().map_or("the area", |home| home.town.as_str());
    let (job_title, organisation) = match agency {
        "gp" => ("GP", (*rng.pick(&SURGERIES)).to_owned()),
        "childrens_social_care" => ("Team manager", format!("{town} Children’s Social Care")),
        "health_visitor" => ("Health visitor", format!("{town} Health Visiting Team")),
        "school_nurse" => ("School nurse", format!("{town} School Nursing Team")),
        "midwife" => ("Community midwife", format!("{trust} Maternity")),
        "obstetrician" => ("Consultant obstetrician", format!("{trust} Maternity")),
        "neonatal" => ("Consultant neonatologist", format!("{trust} Neonatal Unit")),
        "hospital_paediatrician" => ("Consultant paediatrician", trust.to_owned()),
        "picu" => ("Consultant in paediatric intensive care", "Regional Children’s Hospital".to_owned()),
        "ed" => ("Consultant in emergency medicine", format!("{trust} Emergency Department")),
        "tertiary" => ("Specialist consultant", "Regional Children’s Hospital".to_owned()),
        "palliative" => ("Palliative care nurse", "Larkrise Children’s Hospice".to_owned()),
        "ccn" => ("Community children’s nurse", format!("{town} Community Children’s Nursing")),
        "camhs" => ("Consultant child psychiatrist", format!("{town} Children’s Mental Health Service")),
        "youth_justice" => ("Youth justice officer", format!("{town} Youth Justice Service")),
        "transport_team" => ("Retrieval consultant", "Regional Children’s Transport Service".to_owned()),
        "ambulance" => ("Paramedic team leader", "Regional Ambulance Service".to_owned()),
        "police" => ("Detective sergeant", "Child Abuse Investigation Unit".to_owned()),
        "school" if child.age_days < 1461 => ("Nursery manager", "Little Acorns Nursery".to_owned()),
        "school" => ("Designated safeguarding lead", (*rng.pick(&SCHOOLS[..10])).to_owned()),
        _ => ("Team lead", "County services".to_owned()),
    };
    let named = rng.chance(if brief { 0.6 } else { 0.85 });
    let name = named.then(|| {
        let name = names::colleague(rng);
        if job_title.contains("onsultant") || agency == "gp" { format!("Dr {name}") } else { name }
    });
    let informed = if brief {
        None
    } else if rng.chance(0.6) {
        let hours = rng.between(0, (at - child.died_at).num_hours().clamp(0, 24));
        let when = local_time::to_london(child.died_at + TimeDelta::hours(hours)).format("%Y-%m-%dT%H:%M").to_string();
        Some(("yes", rng.chance(0.4).then_some(when)))
    } else {
        rng.chance(0.5).then_some(("no", None))
    };
    Professional {
        id: rng.id(at),
        agency,
        phone: (!brief && rng.chance(0.5)).then(|| landline(rng)),
        email: name.as_deref().filter(|_| !brief && rng.chance(0.6)).map(|name| email(name, &organisation)),
        name,
        job_title,
        organisation,
        informed,
    }
}

/// Everyone the notifier could think of.
pub fn professionals(child: &Child, area: usize, at: DateTime<Utc>, brief: bool, rng: &mut Rng) -> Vec<Professional> {
    agencies(child)
        .into_iter()
        .enumerate()
        // Nobody thinks of everybody; the GP and social care are always named.
        .filter(|(place, _)| *place < 2 || !brief || *place < 6)
        .map(|(_, agency)| professional(agency, child, area, at, brief, rng))
        .collect()
}

/// Who notifies: somebody of the agency that was there.
pub fn notifier(child: &Child, area: usize, at: DateTime<Utc>, rng: &mut Rng) -> Professional {
    let agency = match child.place {
        "H_NNU" => "neonatal",
        "H_DEL" => rng.by_share(&[("midwife", 1.0), ("neonatal", 1.0)]),
        "H_PICU" => "picu",
        "H_ED" => "ed",
        "H_WARD" | "H_THEATRE" | "H_OTHER" | "H_AICU" => "hospital_paediatrician",
        "HOSPICE" => "palliative",
        _ if child.jar == "yes" => rng.by_share(&[("police", 2.0), ("ambulance", 1.0), ("hospital_paediatrician", 2.0)]),
        _ => rng.by_share(&[("gp", 2.0), ("ccn", 1.0), ("palliative", 1.0)]),
    };
    let mut notifier = professional(agency, child, area, at, true, rng);
    if notifier.name.is_none() {
        notifier.name = Some(names::colleague(rng));
    }
    notifier
}
