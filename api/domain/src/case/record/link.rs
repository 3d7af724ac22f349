//! Links between cases that belong together.

use crate::vocab::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// Why two cases belong together.
    Kind {
        /// Twins, triplets or more: each child has a review of their own, and the reviews know of each other.
        MultipleBirth = "multiple_birth", "Multiple birth";
        /// Brothers or sisters.
        Siblings = "siblings", "Brothers or sisters";
        /// Children who died in the same event.
        SameEvent = "same_event", "The same event";
        /// Another reason, said in words.
        Other = "other", "Another reason";
    }
}

impl Kind {
    /// What two cases linked so are said to be, after “linked as”.
    pub const fn linked_as(self) -> &'static str {
        match self {
            Kind::MultipleBirth => "children of one multiple birth, such as twins",
            Kind::Siblings => "brothers or sisters",
            Kind::SameEvent => "children who died in the same event",
            Kind::Other => "two cases that belong together for another reason",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_code() {
        assert!(Kind::ALL.iter().all(|kind| Kind::from_code(kind.code()) == Some(*kind)));
    }
}
