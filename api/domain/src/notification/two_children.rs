//! When two records may be about two children, however alike they are: what no person may pass over in a hurry.

use super::duplicate::{Band, Match, Outcome};
use super::facts::NotificationFacts;

/// What tells two children apart. Families move, and a place of death is named in several ways: these two are not among them.
const TELLING: [&str; 6] = ["name", "date_of_birth", "date_of_death", "nhs_number", "sex", "birth_order"];

/// What speaks for two children, in words, without any of the values. Empty when nothing does.
///
/// Two records with any of these become one only when a person says so explicitly.
pub fn signs(found: &Match) -> Vec<&str> {
    let telling = |signal: &&super::duplicate::Signal| signal.outcome == Outcome::Differ && TELLING.contains(&signal.signal);
    found.signals.iter().filter(telling).map(|signal| signal.explanation.as_str()).collect()
}

/// Whether “same child” may be selected in advance: only when that is very likely, and never when either may be one of
/// twins or more. Nothing is merged by it either way.
pub fn preselected(found: &Match, a: &NotificationFacts, b: &NotificationFacts) -> bool {
    found.band == Band::VeryLikely && !of_a_multiple_birth(a) && !of_a_multiple_birth(b) && signs(found).is_empty()
}

fn of_a_multiple_birth(facts: &NotificationFacts) -> bool {
    facts.multiple == Some(true) || facts.birth_order.is_some_and(|order| order > 1)
}

#[cfg(test)]
mod tests {
    use super::super::duplicate::compare;
    use super::*;

    fn child(sex: &str, order: Option<u8>, number: &str) -> NotificationFacts {
        NotificationFacts {
            surname: Some("Okafor".into()),
            forenames: Some("Amelia".into()),
            date_of_birth: "2026-02-01".parse().ok(),
            date_of_death: "2026-02-03".parse().ok(),
            sex: Some(sex.into()),
            birth_order: order,
            nhs_number: Some(number.into()),
            ..NotificationFacts::default()
        }
    }

    fn count(a: &NotificationFacts, b: &NotificationFacts) -> usize {
        signs(&compare(a, b)).len()
    }

    fn selected(a: &NotificationFacts, b: &NotificationFacts) -> bool {
        preselected(&compare(a, b), a, b)
    }

    #[test]
    fn a_record_shows_no_sign_of_two_children_beside_itself() {
        let one = child("female", Some(2), "9990000107");
        assert_eq!(count(&one, &one), 0);
    }

    #[test]
    fn number_birth_order_sex_name_and_dates_each_speak_for_two_children() {
        let one = child("female", Some(1), "9990000107");
        let others = [
            child("male", Some(1), "9990000107"),
            child("female", Some(2), "9990000107"),
            child("female", Some(1), "9990000115"),
            NotificationFacts { forenames: Some("Noah".into()), ..one.clone() },
            NotificationFacts { date_of_birth: "2024-07-23".parse().ok(), ..one.clone() },
            NotificationFacts { date_of_death: "2027-07-23".parse().ok(), ..one.clone() },
        ];
        for other in others {
            assert_eq!(count(&one, &other), 1, "{other:?}");
            assert_eq!(signs(&compare(&one, &other)), signs(&compare(&other, &one)));
        }
    }

    #[test]
    fn what_is_not_known_and_what_a_slip_explains_speaks_for_nothing() {
        let one = child("female", Some(1), "9990000107");
        assert_eq!(count(&one, &NotificationFacts::default()), 0);
        assert_eq!(count(&one, &NotificationFacts { sex: Some("not_known".into()), ..NotificationFacts::default() }), 0);
        assert_eq!(count(&one, &NotificationFacts { forenames: Some("Amelie".into()), date_of_birth: "2026-02-02".parse().ok(), ..one.clone() }), 0);
    }

    #[test]
    fn nothing_is_selected_in_advance_when_either_may_be_one_of_twins() {
        let one = child("female", None, "9990000107");
        assert!(selected(&one, &one));
        let twin = NotificationFacts { multiple: Some(true), ..one.clone() };
        assert!(!selected(&one, &twin) && !selected(&twin, &one));
        assert!(!selected(&one, &child("female", Some(3), "9990000107")));
        assert!(!selected(&one, &child("male", None, "9990000107")));
    }
}
