//! What every invented record is made in: the areas, the people who work there, the places and the day.

use super::accounts::{Persona, personas};
use super::areas::{Area, Organisation, agencies, areas, panel_host};
use super::places::Places;
use super::schedule::Schedule;
use crate::platform::keyring::{Index, Keyring};
use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use opencdr_domain::forms::Registry;
use opencdr_domain::identity::role::Role;
use opencdr_domain::vocab::local_time;
use uuid::Uuid;

/// Above this many cases records are kept short and indexes are made at the end.
pub const MANY: usize = 5_000;

/// The form notifications are made with.
pub struct FormName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its definition.
    pub hash: String,
}

/// The setting.
pub struct World {
    /// Where chance begins.
    pub seed: u64,
    /// Everything happened before this instant: midnight in London, so that a day gives the same data whenever it is run.
    pub until: DateTime<Utc>,
    /// Areas.
    pub areas: Vec<Area>,
    /// The organisation of each panel.
    pub hosts: Vec<Organisation>,
    /// Other organisations.
    pub agencies: Vec<Organisation>,
    /// Accounts.
    pub personas: Vec<Persona>,
    /// Homes.
    pub places: Places,
    /// When cases were opened.
    pub schedule: Schedule,
    /// The current notification form.
    pub form: FormName,
    /// Whether records are kept short.
    pub brief: bool,
    /// The keys of what identifies people.
    pub keyring: Keyring,
    /// The index of each area.
    pub indexes: Vec<Index>,
    /// The coordinator of each area.
    coordinators: Vec<Uuid>,
}

impl World {
    /// A world with so many cases in so many areas, up to the beginning of a London day.
    ///
    /// # Errors
    /// When the form or the sample of postcodes cannot be read.
    pub fn of(seed: u64, cases: usize, area_count: usize, today: NaiveDate, keyring: Keyring) -> Result<Self> {
        let areas = areas(seed, area_count);
        let hosts: Vec<Organisation> = areas.iter().enumerate().map(|(number, area)| panel_host(seed, number, area)).collect();
        let agencies = agencies(seed);
        let personas = personas(seed, &areas, &hosts, &agencies);
        let registry = Registry::embedded().context("the forms cannot be read")?;
        let form = registry.current("notification").context("there is no notification form")?;
        let coordinators = areas
            .iter()
            .filter_map(|area| personas.iter().find(|p| p.role == Role::Coordinator && p.area.as_ref().is_some_and(|(id, _)| *id == area.id)))
            .map(|p| p.id)
            .collect();
        Ok(Self {
            seed,
            until: local_time::to_utc(today.and_time(NaiveTime::MIN)),
            places: Places::of(&areas)?,
            schedule: Schedule::of(seed, cases, &areas, today),
            form: FormName { id: form.definition.id.clone(), version: form.definition.version, hash: form.hash.clone() },
            brief: cases > MANY,
            indexes: areas.iter().map(|area| keyring.index(area.id)).collect(),
            keyring,
            areas,
            hosts,
            agencies,
            personas,
            coordinators,
        })
    }

    /// The coordinator of an area.
    pub fn coordinator(&self, area: usize) -> Uuid {
        self.coordinators[area]
    }
}
