//! The comparisons other than names and dates: NHS number, postcode, place of death, sex and birth order.

use super::{Limit, NotificationFacts, Outcome, Weighed, missing, weighed};

/// Equal numbers are the strongest signal; two different numbers that both pass the check digit are two children.
pub(super) fn nhs_number(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const SIGNAL: &str = "nhs_number";
    match (&a.nhs_number, &b.nhs_number) {
        (Some(one), Some(other)) if one == other => {
            Weighed { limit: Limit::AtLeastPossible, ..weighed(SIGNAL, Outcome::Agree, 60, "Same NHS number".into()) }
        }
        (Some(_), Some(_)) => Weighed { limit: Limit::Never, ..weighed(SIGNAL, Outcome::Differ, -60, "Different NHS numbers, both valid".into()) },
        (None, Some(_)) | (Some(_), None) | (None, None) => missing(SIGNAL, "NHS number not known for one or both"),
    }
}

/// The home postcode, unless it stands for no home: ZZ99 is no fixed abode, unknown and abroad, and two of them do not
/// share a home.
pub(super) fn home_postcode(facts: &NotificationFacts) -> Option<&str> {
    facts.postcode.as_deref().filter(|postcode| postcode.is_ascii() && !postcode.starts_with("ZZ99"))
}

/// Families move and have two homes, so a different postcode says little.
pub(super) fn postcode(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const SIGNAL: &str = "postcode";
    let (Some(one), Some(other)) = (home_postcode(a), home_postcode(b)) else {
        return missing(SIGNAL, "Home postcode not known for one or both");
    };
    let district = |postcode: &str| postcode[..postcode.len().saturating_sub(3)].to_owned();
    if one == other {
        weighed(SIGNAL, Outcome::Agree, 12, "Same home postcode".into())
    } else if district(one) == district(other) {
        weighed(SIGNAL, Outcome::Close, 4, "Home postcodes in the same district".into())
    } else {
        weighed(SIGNAL, Outcome::Differ, -5, "Different home postcode".into())
    }
}

/// The same kind of place is common, and two people may name one place differently ("emergency department", "intensive
/// care"), so this helps a little and never speaks against.
pub(super) fn place(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const SIGNAL: &str = "place_of_death";
    let known = |facts: &NotificationFacts| facts.place.clone().filter(|code| code != "NK");
    match (known(a), known(b)) {
        (Some(one), Some(other)) if one == other => weighed(SIGNAL, Outcome::Agree, 1, "Same kind of place of death".into()),
        (Some(_), Some(_)) => weighed(SIGNAL, Outcome::Differ, 0, "Different kind of place of death".into()),
        (None, Some(_)) | (Some(_), None) | (None, None) => missing(SIGNAL, "Place of death not known for one or both"),
    }
}

/// The codes that say which sex; the others say that it is not known.
pub(super) fn known_sex(facts: &NotificationFacts) -> Option<&str> {
    facts.sex.as_deref().filter(|code| matches!(*code, "male" | "female"))
}

pub(super) fn sex(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const SIGNAL: &str = "sex";
    match (known_sex(a), known_sex(b)) {
        (Some(one), Some(other)) if one == other => weighed(SIGNAL, Outcome::Agree, 3, "Same sex".into()),
        (Some(_), Some(_)) => weighed(SIGNAL, Outcome::Differ, -12, "Different sex".into()),
        (None, Some(_)) | (Some(_), None) | (None, None) => missing(SIGNAL, "Sex not known for one or both"),
    }
}

/// Where each came in the birth order; what that allows is decided in `multiples`.
pub(super) fn birth_order(a: &NotificationFacts, b: &NotificationFacts) -> Weighed {
    const SIGNAL: &str = "birth_order";
    match (a.birth_order, b.birth_order) {
        (Some(one), Some(other)) if one == other => weighed(SIGNAL, Outcome::Agree, 3, "Same place in the birth order".into()),
        (Some(_), Some(_)) => weighed(SIGNAL, Outcome::Differ, -10, "Different place in the birth order: these may be twins".into()),
        _ if matches!((a.multiple, b.multiple), (Some(true), Some(false)) | (Some(false), Some(true))) => {
            weighed(SIGNAL, Outcome::Differ, -10, "One is said to be of a multiple birth, the other not".into())
        }
        // It tells nothing of one child or two, and so weighs nothing.
        (None, None) if a.multiple == Some(false) && b.multiple == Some(false) => {
            weighed(SIGNAL, Outcome::Agree, 0, "Both say that it was not a multiple birth".into())
        }
        (None, Some(_)) | (Some(_), None) | (None, None) if super::multiples::is_one_of_several(a) || super::multiples::is_one_of_several(b) => {
            missing(SIGNAL, "One of twins or more, and the birth order is not known for one or both: check which child this is")
        }
        (None, Some(_)) | (Some(_), None) | (None, None) => missing(SIGNAL, "Birth order not known for one or both"),
    }
}
