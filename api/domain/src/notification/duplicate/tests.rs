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
        assert_eq!(
            compare(&row.a, &row.b),
            compare(&row.b, &row.a),
            "{}",
            row.name
        );
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
    for row in rows() {
        for without in 0..7 {
            let mut a = row.a.clone();
            let signal = match without {
                0 => {
                    a.nhs_number = None;
                    "nhs_number"
                }
                1 => {
                    (a.surname, a.forenames, a.aliases) = (None, None, None);
                    "name"
                }
                2 => {
                    a.date_of_birth = None;
                    "date_of_birth"
                }
                3 => {
                    a.date_of_death = None;
                    "date_of_death"
                }
                4 => {
                    a.postcode = None;
                    "postcode"
                }
                5 => {
                    a.sex = None;
                    "sex"
                }
                _ => {
                    (a.birth_order, a.multiple) = (None, None);
                    "birth_order"
                }
            };
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
fn explanations_repeat_nothing_personal() {
    for row in rows() {
        for signal in compare(&row.a, &row.b).signals {
            let personal = [
                &row.a.surname,
                &row.b.surname,
                &row.a.postcode,
                &row.a.nhs_number,
            ];
            for value in personal.into_iter().flatten() {
                assert!(
                    !signal.explanation.contains(value.as_str()),
                    "{}",
                    signal.explanation
                );
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
            (
                "same number",
                facts("Okafor", "2026-01-10", Some("9990000107")),
            ),
            (
                "other number",
                facts("Okafor", "2026-01-10", Some("9990000115")),
            ),
        ],
    );
    let order: Vec<_> = ranked.iter().map(|(name, m)| (*name, m.band)).collect();
    assert_eq!(
        order,
        [
            ("same number", Band::VeryLikely),
            ("same name", Band::Possible)
        ]
    );
}
