//! How far a person reaches with one case: whether they may know of it, read it, change it.
//!
//! The facts come in the order in which they decide (security handbook 1.2): the area, then a declared interest, which
//! nothing overrules, then the restriction, which a grant lifts, and an emergency lifts for reading alone. The database holds
//! the same rule as row-level security; a test compares the two.

use serde::{Deserialize, Serialize};

/// What is true of one person and one case at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Facts {
    /// A membership gives the permission in the area of the case.
    pub in_area: bool,
    /// The person has an interest in the case that was declared and not withdrawn.
    pub interest: bool,
    /// Only people with a grant may know of the case.
    pub restricted: bool,
    /// The person has a grant in force.
    pub granted: bool,
    /// The person has opened the case in an emergency, less than an hour ago.
    pub emergency: bool,
}

/// How far somebody reaches. Each step includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// The case does not exist for this person.
    Nothing,
    /// The person reads it, and changes nothing.
    Read,
    /// The person reads and changes it, as far as their role goes.
    Change,
}

/// Decides how far the person reaches.
pub const fn reach(facts: Facts) -> Reach {
    match facts {
        Facts { in_area: false, .. } | Facts { interest: true, .. } => Reach::Nothing,
        Facts { restricted: false, .. } | Facts { granted: true, .. } => Reach::Change,
        Facts { emergency: true, .. } => Reach::Read,
        Facts { .. } => Reach::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLLEAGUE: Facts = Facts { in_area: true, interest: false, restricted: false, granted: false, emergency: false };

    #[test]
    fn in_the_area_a_case_is_read_and_changed_and_elsewhere_it_does_not_exist() {
        assert_eq!(reach(COLLEAGUE), Reach::Change);
        assert_eq!(reach(Facts { in_area: false, granted: true, emergency: true, ..COLLEAGUE }), Reach::Nothing);
    }

    #[test]
    fn a_restricted_case_exists_only_for_those_with_a_grant() {
        let restricted = Facts { restricted: true, ..COLLEAGUE };
        assert_eq!(reach(restricted), Reach::Nothing);
        assert_eq!(reach(Facts { granted: true, ..restricted }), Reach::Change);
    }

    #[test]
    fn an_emergency_opens_a_restricted_case_to_read_and_takes_nothing_from_a_grant() {
        let emergency = Facts { restricted: true, emergency: true, ..COLLEAGUE };
        assert_eq!(reach(emergency), Reach::Read);
        assert_eq!(reach(Facts { granted: true, ..emergency }), Reach::Change);
    }

    #[test]
    fn a_declared_interest_hides_a_case_above_every_grant_and_every_emergency() {
        for bits in 0..8_u8 {
            let facts = Facts { in_area: true, interest: true, restricted: bits & 1 > 0, granted: bits & 2 > 0, emergency: bits & 4 > 0 };
            assert_eq!(reach(facts), Reach::Nothing, "{facts:?}");
        }
    }
}
