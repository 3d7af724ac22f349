//! The chronology: what happened in the child's life and afterwards, in one order, each entry with its source.

use crate::vocab::coded::coded;
use crate::vocab::partial_date::When;
use serde::{Deserialize, Serialize};

coded! {
    /// Where an entry comes from.
    Source {
        /// What an agency told, in writing or by telephone.
        Agency = "agency", "An agency";
        /// A paper on file.
        Document = "document", "A document";
        /// A form that was returned.
        Form = "form", "A form";
        /// What somebody of the family said.
        Family = "family", "The family";
        /// What another person said.
        Person = "person", "Another person";
        /// What the case itself knows: birth, death, the notification, other reviews.
        Case = "case", "The case itself";
    }
}

coded! {
    /// How much an entry weighs.
    Significance {
        /// Part of the picture.
        Background = "background", "Background";
        /// Matters for understanding what happened.
        Important = "important", "Important";
        /// The events around the death.
        Key = "key", "Key event";
    }
}

/// Puts what happened into its order: by the rule of uncertain dates, and what is alike in the order it came in.
pub fn in_order<T>(mut all: Vec<(T, When)>) -> Vec<T> {
    all.sort_by_key(|(_, when)| when.place());
    all.into_iter().map(|(entry, _)| entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::partial_date::PartialDate;

    #[test]
    fn entries_of_the_same_time_stay_in_the_order_they_came_in() {
        let day = When::on("2026-03-09".parse().unwrap());
        let year = When { from: PartialDate::parse("2026").unwrap(), ..day };
        let told: Vec<&str> = in_order(vec![("b", day), ("a", day), ("whole year", year)]);
        assert_eq!(told, ["whole year", "b", "a"]);
    }

    #[test]
    fn every_source_and_weight_is_found_by_its_code() {
        assert!(Source::ALL.iter().all(|one| Source::from_code(one.code()) == Some(*one)));
        assert!(Significance::ALL.iter().all(|one| Significance::from_code(one.code()) == Some(*one)));
    }
}
