//! What the generator promises, without a database.

use super::areas::areas;
use super::child::nhs_number;
use super::inbox::{WAITING, inbox};
use super::professionals::agencies;
use super::record::{Batch, Case, child_of, notification_reference, received_at};
use super::world::{MANY, World};
use crate::notification::sealed::ANSWERS;
use crate::platform::keyring::Keyring;
use chrono::{NaiveDate, TimeDelta};
use opencdr_domain::case::status::Status;
use opencdr_domain::forms::{Context, Form, Registry, suggest, validate};
use opencdr_domain::notification::decision;
use opencdr_domain::notification::scope::rejection_reason;
use opencdr_domain::vocab::age::{AgeBand, age_between};
use opencdr_domain::vocab::local_time::to_london;
use opencdr_domain::vocab::nhs_number::NhsNumber;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

fn world(cases: usize) -> World {
    World::of(1, cases, 3, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), Keyring::of([7; 32])).unwrap()
}

/// The answers column of every notification written for these cases, with when it was received.
fn written(world: &World, numbers: std::ops::Range<usize>) -> Vec<(String, Map<String, Value>)> {
    let mut batch = Batch::default();
    for number in numbers {
        let (case, mut rng) = Case::of(world, number);
        case.write(&mut batch, &mut rng);
    }
    let text = std::str::from_utf8(batch.notifications.as_bytes()).unwrap().to_owned();
    text.lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 30);
            let (id, bytes) = (fields[0].parse().unwrap(), |place: usize| hex::decode(&fields[place][3..]).unwrap());
            let key = world.keyring.unwrap(id, &bytes(24)).unwrap();
            (fields[17].to_owned(), key.open_json(ANSWERS, id, &bytes(26)).unwrap())
        })
        .collect()
}

fn assert_kept(form: &Form, answers: &Map<String, Value>, context: &Context) {
    match validate(form, answers, context) {
        Ok(valid) => assert_eq!(valid.answers.as_map(), answers, "stored answers are as they would be kept"),
        Err(errors) => panic!("{errors:#?}\n{}", serde_json::to_string_pretty(answers).unwrap()),
    }
}

#[test]
fn every_notification_of_a_case_is_one_the_form_takes_as_it_is() {
    let registry = Registry::embedded().unwrap();
    let form = registry.current("notification").unwrap();
    let usual = world(600);
    let mut brief = world(300);
    brief.brief = true;
    for world in [&usual, &brief] {
        let count = world.schedule.slots.len();
        let all = written(world, 0..count);
        assert!(all.len() > count + count / 15, "some are told of twice");
        for (at, answers) in all {
            let at = chrono::DateTime::parse_from_str(&format!("{at}00"), "%Y-%m-%d %H:%M:%S%.f%z").unwrap();
            assert_kept(form, &answers, &Context::at(to_london(at.to_utc())));
        }
    }
}

#[test]
fn the_inbox_holds_something_for_every_decision() {
    let registry = Registry::embedded().unwrap();
    let form = registry.current("notification").unwrap();
    let world = world(400);
    for area in 0..3 {
        let mut waiting = 0;
        let mut seen: HashSet<&str> = HashSet::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        inbox(&world, area, |n, _| {
            assert_kept(form, &n.answers, &Context::at(to_london(n.received_at)));
            assert!(n.received_at < world.until);
            let answer = |question: &str| n.answers.get(question).and_then(Value::as_str).unwrap_or_default();
            let traits = [
                ("visitor", answer("residence") == "outside_england"),
                ("stillbirth", answer("suspected_stillbirth_unattended") == "yes"),
                ("response", answer("jar_required") == "yes"),
                ("alert", answer("alert_ncmd") == "yes"),
                ("twin", answer("multiple_birth") == "yes" && n.answers.get("multiple_order") == Some(&2.into())),
            ];
            match &n.decision {
                None => {
                    waiting += 1;
                    assert!(n.received_at >= world.until - TimeDelta::days(3));
                    seen.extend(traits.iter().filter(|(_, has)| *has).map(|(name, _)| *name));
                    *numbers.entry(format!("{} {}", answer("date_of_birth"), answer("date_of_death"))).or_default() += 1;
                }
                Some(d) => {
                    assert_eq!((d.status, d.case), (decision::Status::Rejected, None));
                    assert!(rejection_reason(d.reason.unwrap()).is_some() && d.note.is_some() && d.at > n.received_at && d.at < world.until);
                }
            }
        });
        assert_eq!(waiting, WAITING);
        assert_eq!(seen.len(), 5, "{seen:?}");
        assert!(numbers.values().any(|n| *n > 1), "some tell of the same death");
        let known: HashSet<String> =
            (0..400).filter(|n| world.schedule.slots[*n].area == area).filter_map(|n| child_of(&world, n).nhs_number).collect();
        let mut again = false;
        inbox(&world, area, |n, _| again |= n.child.nhs_number.as_ref().is_some_and(|number| known.contains(number)));
        assert!(again, "one is about a child who has a case");
    }
}

#[test]
fn ages_bands_and_dates_agree() {
    let world = world(6000);
    for number in 0..6000 {
        let child = child_of(&world, number);
        let age = age_between(child.born, child.died).unwrap();
        assert_eq!((AgeBand::of(&age), age.total_days), (Some(child.band), child.age_days));
        let received = received_at(&world, number);
        assert!(
            child.died_at < received && received < world.schedule.slots[number].opened_at && world.schedule.slots[number].opened_at < world.until
        );
        assert!(child.age_days > 0 || child.born_time.unwrap() <= child.died_time);
        assert_eq!(child.gestation.is_some(), child.age_days < 365);
    }
}

#[test]
fn shares_are_near_the_published_ones() {
    let world = world(12_000);
    let children: Vec<_> = (0..12_000).map(|n| child_of(&world, n)).collect();
    let share = |test: &dyn Fn(&super::child::Child) -> bool| children.iter().filter(|c| test(c)).count() as f64 / 120.0;
    let near = |name: &str, found: f64, wanted: f64, by: f64| assert!((found - wanted).abs() <= by, "{name}: {found}, not {wanted}");
    near("neonatal", share(&|c| c.band == AgeBand::Days0To27), 42.0, 2.0);
    near("infants", share(&|c| c.age_days < 365), 60.0, 2.5);
    near("15 to 17", share(&|c| c.band == AgeBand::Years15To17), 11.0, 1.5);
    near("male", share(&|c| c.sex == "male"), 57.0, 1.5);
    near("perinatal", share(&|c| c.category == "perinatal"), 32.0, 2.0);
    near("congenital", share(&|c| c.category == "congenital"), 25.0, 2.0);
    near("response", share(&|c| c.jar == "yes"), 30.0, 2.0);
    near("white", share(&|c| "ABTUC".contains(c.ethnicity)), 63.9, 2.0);
    near("asian", share(&|c| "HJKRL".contains(c.ethnicity)), 18.0, 1.5);
    near("neonatal unit or delivery suite", share(&|c| c.place == "H_NNU" || c.place == "H_DEL"), 40.0, 2.5);
    near("hospital", share(&|c| c.place.starts_with("H_")), 77.0, 2.5);
    near("home", share(&|c| matches!(c.place, "HOME" | "PRIV")), 15.0, 2.0);
    near("hospice", share(&|c| c.place == "HOSPICE"), 4.0, 1.0);
    near("public place", share(&|c| c.place == "PUBLIC"), 2.5, 0.8);
    near("NHS number", share(&|c| c.nhs_number.is_some()), 85.0, 2.0);
    near("social care", share(&|c| c.known_to_social_care), 15.0, 1.5);
    let twins = world.schedule.slots.iter().filter(|s| s.twin).count();
    assert!(twins > 60, "{twins}");
}

#[test]
fn cases_stand_at_every_status_whatever_the_day() {
    for month in 1..=12 {
        let world = World::of(1, 400, 3, NaiveDate::from_ymd_opt(2027, month, month * 2).unwrap(), Keyring::of([7; 32])).unwrap();
        let found: HashSet<Status> = (0..400).map(|number| Case::of(&world, number).0.history.status).collect();
        // A merged case takes another that it continues as: somebody who tries the demonstration merges two.
        let missing: Vec<Status> = Status::ALL.into_iter().filter(|s| *s != Status::Merged && !found.contains(s)).collect();
        assert!(missing.is_empty(), "month {month}: {missing:?}");
    }
}

#[test]
fn reviews_take_as_long_as_they_do_and_what_is_next_is_the_first_thing_not_met() {
    let world = world(400);
    for number in 0..400 {
        let (case, _) = Case::of(&world, number);
        let open = case.history.limits.iter().filter(|l| l.met_at.is_none()).map(|l| l.due_at).min();
        assert_eq!(case.history.next.map(|(due, _)| due), open.filter(|_| case.history.status.is_open()));
        let opened = world.schedule.slots[number].opened_at;
        assert!(case.history.steps.iter().all(|(at, _)| *at > opened && *at < world.until));
        assert!(case.history.steps.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(!case.reference().is_empty());
    }
    let mut days: Vec<f64> = (0..400).map(|n| Case::of(&world, n).0.history.days_to_panel).collect();
    days.sort_by(f64::total_cmp);
    assert!((340.0..=410.0).contains(&days[200]), "{}", days[200]);
    assert!(days[20] < 200.0);
}

#[test]
fn nhs_numbers_are_synthetic_pass_the_check_and_are_never_given_twice() {
    let mut seen = HashSet::new();
    for number in 0..1_000_000 {
        if let Some(text) = nhs_number(1, number) {
            assert!(number % 97 != 0 || NhsNumber::parse(&text).unwrap().is_synthetic());
            assert!(seen.insert(text));
        }
    }
    assert!(seen.len() > 900_000, "{}", seen.len());
    assert_eq!(nhs_number(1, 1_000_000), None);
}

#[test]
fn agencies_are_those_the_form_suggests() {
    let registry = Registry::embedded().unwrap();
    let form = registry.current("notification").unwrap();
    let world = world(300);
    for number in 0..300 {
        let (case, mut rng) = Case::of(&world, number);
        let mut batch = Batch::default();
        case.write(&mut batch, &mut rng);
        let named = agencies(&case.child);
        let (_, mut answers) = written(&world, number..number + 1).remove(0);
        answers.remove("professionals");
        for suggestion in suggest(form, &answers) {
            assert!(named.contains(&suggestion.agency.as_str()), "{} is left out", suggestion.agency);
        }
        assert_eq!(named.iter().collect::<HashSet<_>>().len(), named.len());
    }
}

#[test]
fn the_same_seed_and_day_give_the_same_records_and_another_seed_others() {
    let rows = |seed: u64| {
        let world = World::of(seed, 200, 3, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), Keyring::of([7; 32])).unwrap();
        let mut batch = Batch::default();
        for number in 0..200 {
            let (case, mut rng) = Case::of(&world, number);
            case.write(&mut batch, &mut rng);
        }
        // Keys are drawn anew each time, so what is sealed looks different; what it says does not.
        let readable = [batch.cases, batch.events, batch.notifications].map(|rows| {
            let text = std::str::from_utf8(rows.as_bytes()).unwrap();
            text.split(['\t', '\n']).filter(|field| !field.starts_with("\\\\x")).map(str::to_owned).collect::<Vec<_>>()
        });
        (readable, written(&world, 0..200))
    };
    assert_eq!(rows(1), rows(1));
    assert_ne!(rows(1), rows(2));
}

#[test]
fn a_great_many_cases_are_kept_short_and_references_do_not_repeat() {
    let world = World::of(1, MANY + 1, 20, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), Keyring::of([7; 32])).unwrap();
    assert!(world.brief && areas(1, 20).len() == world.areas.len());
    let references: HashSet<String> = (0..200_000).map(|n| notification_reference(&world, n)).collect();
    assert_eq!(references.len(), 200_000);
}
