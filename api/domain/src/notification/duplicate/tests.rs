//! The shared rows of `vectors/matching.json`, and what holds for every comparison.

use super::*;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    a: NotificationFacts,
    b: NotificationFacts,
    band: Band,
    outcomes: BTreeMap<String, Outcome>,
}

fn rows() -> Vec<Row> {
    serde_json::from_str(include_str!("../../../vectors/matching.json")).unwrap()
}

#[test]
fn every_row_of_the_vectors_gives_its_band_and_outcomes() {
    let rows = rows();
    assert!(rows.len() >= 40);
    let mut wrong = Vec::new();
    for row in &rows {
        let found = compare(&row.a, &row.b);
        if found.band != row.band {
            wrong.push(format!("{}: {found:#?}", row.name));
        }
        for (signal, outcome) in &row.outcomes {
            let one = found.signals.iter().find(|s| s.signal == signal).unwrap();
            if one.outcome != *outcome {
                wrong.push(format!("{}: {one:?}", row.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn it_does_not_matter_which_record_comes_first() {
    for row in rows() {
        assert_eq!(compare(&row.a, &row.b), compare(&row.b, &row.a), "{}", row.name);
    }
}

#[test]
fn a_record_always_matches_itself_if_anything_identifying_is_known() {
    for row in rows() {
        let twin = row.a.multiple == Some(true) && row.a.birth_order.is_none();
        let found = compare(&row.a, &row.a);
        let identified = row.a.surname.is_some() && row.a.date_of_death.is_some();
        if identified && !twin {
            assert!(found.band >= Band::Possible, "{}", row.name);
        }
        assert!(found.signals.iter().all(|s| s.outcome != Outcome::Differ));
    }
}

#[test]
fn a_missing_fact_never_counts_against_a_match() {
    type Forget = fn(&mut NotificationFacts);
    let forget: [(&str, Forget); 7] = [
        ("nhs_number", |facts| facts.nhs_number = None),
        ("name", |facts| {
            (facts.surname, facts.forenames, facts.aliases) = (None, None, None);
        }),
        ("date_of_birth", |facts| facts.date_of_birth = None),
        ("date_of_death", |facts| facts.date_of_death = None),
        ("postcode", |facts| facts.postcode = None),
        ("sex", |facts| facts.sex = None),
        ("birth_order", |facts| (facts.birth_order, facts.multiple) = (None, None)),
    ];
    for row in rows() {
        for (signal, forget) in forget {
            let mut a = row.a.clone();
            forget(&mut a);
            let full = compare(&row.a, &row.b);
            let sparse = compare(&a, &row.b);
            let one = sparse.signals.iter().find(|s| s.signal == signal).unwrap();
            assert_eq!(one.outcome, Outcome::Missing);
            let was = full.signals.iter().find(|s| s.signal == signal).unwrap();
            if was.outcome == Outcome::Differ {
                assert!(sparse.score >= full.score, "{} without {signal}", row.name);
            }
        }
    }
}

#[test]
fn without_the_number_two_records_match_only_if_some_date_is_near_or_missing() {
    let one = NotificationFacts {
        surname: Some("Okafor".into()),
        forenames: Some("Ada".into()),
        date_of_birth: "2019-04-12".parse().ok(),
        date_of_death: "2026-01-10".parse().ok(),
        postcode: Some("ME44UF".into()),
        sex: Some("female".into()),
        birth_order: Some(1),
        ..NotificationFacts::default()
    };
    let mut other = one.clone();
    other.date_of_birth = "2017-08-30".parse().ok();
    assert_eq!(compare(&one, &other).band, Band::Possible);
    other.date_of_death = "2024-11-27".parse().ok();
    assert_eq!(compare(&one, &other).band, Band::None);
    other.date_of_birth = None;
    assert_eq!(compare(&one, &other).band, Band::Possible);
}

#[test]
fn explanations_repeat_nothing_personal() {
    for row in rows() {
        for signal in compare(&row.a, &row.b).signals {
            let personal = [&row.a.surname, &row.b.surname, &row.a.postcode, &row.a.nhs_number];
            for value in personal.into_iter().flatten() {
                assert!(!signal.explanation.contains(value.as_str()), "{}", signal.explanation);
            }
        }
    }
}

#[test]
fn candidates_are_ranked_likeliest_first_and_the_rest_left_out() {
    let facts = |surname: &str, death: &str, number: Option<&str>| NotificationFacts {
        surname: Some(surname.into()),
        forenames: Some("Ada".into()),
        date_of_death: death.parse().ok(),
        nhs_number: number.map(str::to_owned),
        ..NotificationFacts::default()
    };
    let new = facts("Okafor", "2026-01-10", Some("9990000107"));
    let ranked = rank(
        &new,
        [
            ("other", facts("Lindqvist", "2025-06-01", None)),
            ("same name", facts("Okafor", "2026-01-10", None)),
            ("same number", facts("Okafor", "2026-01-10", Some("9990000107"))),
            ("other number", facts("Okafor", "2026-01-10", Some("9990000115"))),
        ],
    );
    let order: Vec<_> = ranked.alike.iter().map(|(name, m)| (*name, m.band)).collect();
    assert_eq!(order, [("same number", Band::VeryLikely), ("same name", Band::Possible)]);
}
