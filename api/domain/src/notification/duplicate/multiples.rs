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

use super::dates::are_days_apart;
use super::name::likeness::Likeness;
use super::{Limit, NotificationFacts, signals::known_sex};

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
