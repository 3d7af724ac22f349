//! Searches and compares every pair of records as the system does, and counts what was right.

use chrono::NaiveDate;
use opencdr_domain::notification::duplicate::{Band, KeyKind, MatchKey, compare, match_keys, near_dates};
use opencdr_domain::notification::facts::NotificationFacts;
use std::collections::{BTreeSet, HashMap};

/// Pairs that reached a band.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reached {
    /// Of one child.
    pub right: usize,
    /// Of two children.
    pub wrong: usize,
}

impl Reached {
    /// Of the pairs shown, the part that is one child; 1 when none is shown.
    pub fn precision(self) -> f64 {
        part(self.right, self.right + self.wrong)
    }

    /// Of the true pairs, the part shown; 1 when there is none.
    pub fn recall(self, truth: usize) -> f64 {
        part(self.right, truth)
    }

    /// One more pair.
    pub fn count(&mut self, right: bool) {
        if right {
            self.right += 1;
        } else {
            self.wrong += 1;
        }
    }

    /// Counts of two sets together.
    pub fn and(self, other: Self) -> Self {
        Self { right: self.right + other.right, wrong: self.wrong + other.wrong }
    }
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2⁵³ pairs")]
fn part(of: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { of as f64 / all as f64 }
}

/// The records, found by keys and dates as the database finds them: nothing else is compared.
#[derive(Default)]
struct Index {
    keys: HashMap<MatchKey, Vec<usize>>,
    born: HashMap<NaiveDate, Vec<usize>>,
    died: HashMap<NaiveDate, Vec<usize>>,
    date_unknown: BTreeSet<usize>,
}

impl Index {
    fn add(&mut self, number: usize, facts: &NotificationFacts) {
        for key in match_keys(facts) {
            self.keys.entry(key).or_default().push(number);
        }
        for (day, index) in [(facts.date_of_birth, &mut self.born), (facts.date_of_death, &mut self.died)] {
            match day {
                Some(day) => index.entry(day).or_default().push(number),
                None => {
                    self.date_unknown.insert(number);
                }
            }
        }
    }

    /// The rule of `is_candidate`, as look-ups.
    fn candidates(&self, facts: &NotificationFacts) -> BTreeSet<usize> {
        let (born, died) = (near(&self.born, facts.date_of_birth), near(&self.died, facts.date_of_death));
        let (born_next, died_next) = (next_to(&self.born, facts.date_of_birth), next_to(&self.died, facts.date_of_death));
        let mut found: BTreeSet<usize> = &(&born & &died_next) | &(&born_next & &died);
        let unknown = facts.date_of_birth.is_none() || facts.date_of_death.is_none();
        for key in match_keys(facts) {
            let sharing = self.keys.get(&key).map(Vec::as_slice).unwrap_or_default();
            found.extend(sharing.iter().filter(|number| match key.kind {
                KeyKind::NhsNumber => true,
                KeyKind::WholeName if unknown || self.date_unknown.contains(number) => true,
                KeyKind::WholeName | KeyKind::NamePart | KeyKind::Postcode => born.contains(number) || died.contains(number),
            }));
        }
        found
    }
}

fn near(index: &HashMap<NaiveDate, Vec<usize>>, day: Option<NaiveDate>) -> BTreeSet<usize> {
    let Some(near) = day.map(near_dates) else { return BTreeSet::new() };
    let around = near.from.iter_days().take_while(|day| *day <= near.to);
    on(index, around.chain(near.others))
}

/// Of the day before, the day itself and the day after.
fn next_to(index: &HashMap<NaiveDate, Vec<usize>>, day: Option<NaiveDate>) -> BTreeSet<usize> {
    on(index, day.into_iter().flat_map(|day| [day.pred_opt(), Some(day), day.succ_opt()]).flatten())
}

fn on(index: &HashMap<NaiveDate, Vec<usize>>, days: impl Iterator<Item = NaiveDate>) -> BTreeSet<usize> {
    days.filter_map(|day| index.get(&day)).flatten().copied().collect()
}

/// Compares each record with the candidates among those before it, and says every band above none.
pub fn each_pair_shown<'a>(records: impl IntoIterator<Item = &'a NotificationFacts>, mut shown: impl FnMut(usize, usize, Band)) -> usize {
    let mut index = Index::default();
    let mut seen: Vec<&NotificationFacts> = Vec::new();
    let mut compared = 0;
    for (number, facts) in records.into_iter().enumerate() {
        for other in index.candidates(facts) {
            compared += 1;
            let band = compare(facts, seen[other]).band;
            if band > Band::None {
                shown(other, number, band);
            }
        }
        index.add(number, facts);
        seen.push(facts);
    }
    compared
}
