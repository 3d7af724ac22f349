//! Twins, triplets and more. They share surname, dates and home, so that what makes any other two records one child
//! makes two children of them.
//!
//! Showing a twin as "possible" is right when the records leave real doubt which child is meant, and a nuisance, or
//! worse a temptation, when they do not. Where neither record has the other's NHS number:
//!
//! - *One of several, told apart by the records*: different first names, different places in
//!   the birth order, different sexes, or deaths more than a day apart, are two children. They are not shown. The same first name outweighs the others:
//!   "Noah, first" and "Noah, second" is a slip, since no family calls two children by one name.
//! - *One of several, not told apart*: an unnamed baby, or a birth order that one record lacks, is real doubt. Shown, and
//!   never selected in advance.
//! - *Not said to be one of several*: nobody may have asked (the form asks only for babies under one year). Only the same
//!   first name, or one that is a middle name of the other, tells that this is no twin; without it, or with one that is
//!   similar or another form of it, as twins' names often are (Ella and Bella, Eva and Evie), the pair is shown and never selected in advance, unless both records say "not a multiple
//!   birth". Different first names alone are not held against it here: a child known by two names is about as common as two
//!   children of a multiple birth of which nobody says so. Different first names and different sexes together are.

use super::dates::{are_days_apart, are_next};
use super::name::called::called;
use super::name::likeness::{self, Likeness};
use super::signals::{home_postcode, known_sex};
use super::{Limit, NotificationFacts, name};

/// Whether a record says that the child is one of twins or more.
pub(super) fn is_one_of_several(facts: &NotificationFacts) -> bool {
    facts.multiple == Some(true) || facts.birth_order.is_some_and(|order| order > 1)
}

/// What the possibility of twins allows. `forename` says how alike the first names are, if both are known.
pub(super) fn limit(a: &NotificationFacts, b: &NotificationFacts, forename: Option<Likeness>) -> Limit {
    let same_number = a.nhs_number.is_some() && a.nhs_number == b.nhs_number;
    let orders = a.birth_order.zip(b.birth_order);
    let orders_differ = orders.is_some_and(|(one, other)| one != other);
    if same_number {
        // One number used for both twins by mistake has happened.
        return if orders_differ { Limit::AtMostPossible } else { Limit::Free };
    }
    let same_name = matches!(forename, Some(Likeness::Same | Likeness::MiddleName));
    let sexes_differ = known_sex(a).zip(known_sex(b)).is_some_and(|(one, other)| one != other);
    if is_one_of_several(a) || is_one_of_several(b) {
        let told_apart = forename == Some(Likeness::Differ) || orders_differ || sexes_differ || are_days_apart(a.date_of_death, b.date_of_death);
        return match () {
            () if told_apart && !same_name => Limit::Never,
            () if same_name && orders.is_some() && !orders_differ => Limit::Free,
            () => Limit::AtMostPossible,
        };
    }
    if forename == Some(Likeness::Differ) && sexes_differ {
        return Limit::Never;
    }
    let single_births = a.multiple == Some(false) && b.multiple == Some(false);
    if same_name || single_births { Limit::Free } else { Limit::AtMostPossible }
}

/// Whether two records may be of two children of one birth: born on the same or the next day, of one home or one surname, and
/// plainly not one child. It tells nothing of one child and changes no band.
pub fn perhaps_of_one_birth(a: &NotificationFacts, b: &NotificationFacts) -> bool {
    if !are_next(a.date_of_birth, b.date_of_birth) || !share_home_or_surname(a, b) {
        return false;
    }
    let several = is_one_of_several(a) || is_one_of_several(b);
    // A single birth of the one is a single birth of the other, unless somebody says otherwise.
    if !several && (a.multiple == Some(false) || b.multiple == Some(false)) {
        return false;
    }
    let differ = |one: Option<&str>, other: Option<&str>| one.zip(other).is_some_and(|(one, other)| one != other);
    let forename = name::compare(a, b).forename;
    let same_name = matches!(forename, Some(Likeness::Same | Likeness::MiddleName));
    let same_number = a.nhs_number.is_some() && a.nhs_number == b.nhs_number;
    let orders_differ = a.birth_order.zip(b.birth_order).is_some_and(|(one, other)| one != other);
    let told_apart = forename == Some(Likeness::Differ)
        || differ(known_sex(a), known_sex(b))
        || differ(a.nhs_number.as_deref(), b.nhs_number.as_deref())
        || (several && are_days_apart(a.date_of_death, b.date_of_death));
    orders_differ && !same_name || told_apart && !same_name && !same_number
}

fn share_home_or_surname(a: &NotificationFacts, b: &NotificationFacts) -> bool {
    if home_postcode(a).is_some_and(|home| home_postcode(b) == Some(home)) {
        return true;
    }
    let surnames = |facts: &NotificationFacts| called(facts).names.into_iter().filter_map(|name| name.surname).collect::<Vec<_>>();
    let theirs = surnames(b);
    surnames(a).iter().any(|one| theirs.iter().any(|other| likeness::surnames(one, other) >= Likeness::Variant))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baby(forenames: &str, order: Option<u8>) -> NotificationFacts {
        NotificationFacts {
            surname: Some("Reed".into()),
            forenames: Some(forenames.into()),
            date_of_birth: "2026-02-01".parse().ok(),
            date_of_death: "2026-02-03".parse().ok(),
            postcode: Some("LU11AA".into()),
            sex: Some("male".into()),
            birth_order: order,
            multiple: order.map(|_| true),
            ..NotificationFacts::default()
        }
    }

    #[test]
    fn children_of_one_birth_are_noticed_by_name_sex_number_or_order() {
        let one = baby("Noah", Some(1));
        let number = |digits: &str, facts: NotificationFacts| NotificationFacts { nhs_number: Some(digits.into()), ..facts };
        let pairs = [
            (one.clone(), baby("Elias", None)),
            (baby("Noah", None), baby("Elias", None)),
            (baby("Baby", Some(1)), baby("Baby", Some(2))),
            (baby("Baby", None), NotificationFacts { sex: Some("female".into()), ..baby("Baby", None) }),
            (number("9990000107", baby("Baby", None)), number("9990000115", baby("Baby", None))),
            // Born on either side of midnight, and of one surname under another roof.
            (one.clone(), NotificationFacts { date_of_birth: "2026-02-02".parse().ok(), ..baby("Elias", Some(2)) }),
            (one.clone(), NotificationFacts { postcode: Some("NR12AB".into()), ..baby("Elias", Some(2)) }),
            // One number used for both by mistake.
            (number("9990000107", one.clone()), number("9990000107", baby("Elias", Some(2)))),
        ];
        for (a, b) in pairs {
            assert!(perhaps_of_one_birth(&a, &b) && perhaps_of_one_birth(&b, &a), "{a:?}\n{b:?}");
        }
    }

    #[test]
    fn one_child_a_single_birth_and_a_child_of_another_day_or_family_are_no_twins() {
        let one = baby("Noah", Some(1));
        let single = NotificationFacts { multiple: Some(false), ..baby("Elias", None) };
        let others = [
            one.clone(),
            baby("Noah", Some(2)),
            baby("Baby", None),
            NotificationFacts { date_of_birth: "2026-02-04".parse().ok(), ..baby("Elias", Some(2)) },
            NotificationFacts { surname: Some("Castillo".into()), postcode: Some("NR12AB".into()), ..baby("Elias", Some(2)) },
            NotificationFacts { date_of_birth: None, ..baby("Elias", Some(2)) },
        ];
        for other in others {
            assert!(!perhaps_of_one_birth(&one, &other), "{other:?}");
        }
        assert!(!perhaps_of_one_birth(&baby("Noah", None), &single));
        assert!(perhaps_of_one_birth(&one, &single), "one of the two answers is wrong");
    }
}
