//! When two records may be about two children, however alike they are: what no person may pass over in a hurry.

use super::duplicate::Band;
use super::facts::NotificationFacts;

/// What speaks for two children, in words, without any of the values. Empty when nothing does.
///
/// Two records with any of these become one only when a person says so explicitly.
pub fn signs(a: &NotificationFacts, b: &NotificationFacts) -> Vec<&'static str> {
    let sex = |facts: &NotificationFacts| facts.sex.clone().filter(|code| code == "male" || code == "female");
    let order = |facts: &NotificationFacts| facts.birth_order;
    let mut signs = Vec::new();
    if differ(a.nhs_number.as_ref(), b.nhs_number.as_ref()) {
        signs.push("They have different NHS numbers, and both are valid");
    }
    if differ(order(a), order(b)) {
        signs.push("They have a different place in the birth order");
    }
    if differ(sex(a), sex(b)) {
        signs.push("They are of different sex");
    }
    signs
}

/// Whether “same child” may be selected in advance: only when that is very likely, and never when either may be one of
/// twins or more. Nothing is merged by it either way.
pub fn preselected(band: Band, a: &NotificationFacts, b: &NotificationFacts) -> bool {
    band == Band::VeryLikely && !of_a_multiple_birth(a) && !of_a_multiple_birth(b) && signs(a, b).is_empty()
}

fn of_a_multiple_birth(facts: &NotificationFacts) -> bool {
    facts.multiple == Some(true) || facts.birth_order.is_some_and(|order| order > 1)
}

fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(sex: &str, order: Option<u8>, number: &str) -> NotificationFacts {
        NotificationFacts { sex: Some(sex.into()), birth_order: order, nhs_number: Some(number.into()), ..NotificationFacts::default() }
    }

    #[test]
    fn a_record_shows_no_sign_of_two_children_beside_itself() {
        let one = child("female", Some(2), "9990000107");
        assert!(signs(&one, &one).is_empty());
    }

    #[test]
    fn number_birth_order_and_sex_each_speak_for_two_children() {
        let one = child("female", Some(1), "9990000107");
        for other in [child("male", Some(1), "9990000107"), child("female", Some(2), "9990000107"), child("female", Some(1), "9990000115")] {
            assert_eq!(signs(&one, &other).len(), 1, "{other:?}");
            assert_eq!(signs(&one, &other), signs(&other, &one));
        }
    }

    #[test]
    fn what_is_not_known_speaks_for_nothing() {
        let one = child("female", Some(1), "9990000107");
        assert!(signs(&one, &NotificationFacts::default()).is_empty());
        assert!(signs(&one, &NotificationFacts { sex: Some("not_known".into()), ..NotificationFacts::default() }).is_empty());
    }

    #[test]
    fn nothing_is_selected_in_advance_when_either_may_be_one_of_twins() {
        let one = child("female", None, "9990000107");
        assert!(preselected(Band::VeryLikely, &one, &one));
        assert!(!preselected(Band::Possible, &one, &one));
        let twin = NotificationFacts { multiple: Some(true), ..one.clone() };
        assert!(!preselected(Band::VeryLikely, &one, &twin) && !preselected(Band::VeryLikely, &twin, &one));
        assert!(!preselected(Band::VeryLikely, &one, &child("female", Some(3), "9990000107")));
        assert!(!preselected(Band::VeryLikely, &one, &child("male", None, "9990000107")));
    }
}
