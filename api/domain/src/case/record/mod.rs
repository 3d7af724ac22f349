//! The case record: what a review gathers about a family and what else looks into the death, kept so that people can trust it.

pub mod chronology;
pub mod family;
pub mod household;
pub mod link;
pub mod process;

use crate::vocab::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// A part of the record of which every version is kept.
    Part {
        /// Another review or investigation.
        Process = "process", "Other review or investigation";
        /// How the family wishes to be in touch; one for each case.
        FamilyArrangements = "family_arrangements", "Contact with the family";
        /// That the national database was told; one for each case.
        NationalNotification = "national_notification", "National database told";
        /// A conversation, letter or visit.
        FamilyContact = "family_contact", "Conversation with the family";
        /// A day of the year that hurts.
        FamilyDay = "family_day", "Day not to write to the family";
        /// Something the family asked.
        FamilyQuestion = "family_question", "Question of the family";
        /// Somebody of the family or household.
        Person = "person", "Person";
        /// Where people live together.
        Household = "household", "Household";
        /// That somebody lives or lived in a household.
        Stay = "stay", "Who lives in a household";
        /// An address of somebody, with its dates.
        Address = "address", "Address";
        /// A professional who knew the child or works on the case.
        Professional = "professional", "Professional";
        /// Something that happened, as somebody tells it.
        Chronology = "chronology", "Chronology entry";
    }
}

/// Something in what was sent that cannot be kept as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field that was refused, as the API names it.
    pub field: &'static str,
    /// Stable name of the rule.
    pub code: &'static str,
    /// The rule and what to do, in words.
    pub message: &'static str,
}
