//! The people around the child, the households they live in, and their addresses.

use super::Fault;
use crate::vocab::coded::coded;
use crate::vocab::partial_date::{PartialDate, When};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

coded! {
    /// What somebody is in the child's life; one person may be several.
    PersonRole {
        /// Mother, father or another parent by birth or adoption.
        Parent = "parent", "Parent";
        /// Looks after the child, or did.
        Carer = "carer", "Carer";
        /// Brother or sister, full, half or step.
        Sibling = "sibling", "Brother or sister";
        /// Another child of a household of the child.
        OtherChild = "other_child", "Another child of the household";
        /// Grandparents, aunts, cousins.
        Relative = "relative", "Another relative";
        /// Anybody else who mattered.
        Other = "other", "Somebody else of importance";
    }
}

impl PersonRole {
    /// What a notification makes of somebody: `group` is where it named them (carer, child, other), `relationship` the code
    /// of its list, where one was chosen.
    pub fn of_notified(group: &str, relationship: Option<&str>) -> PersonRole {
        match (group, relationship) {
            (_, Some("mother" | "father" | "adoptive_parent")) => PersonRole::Parent,
            (_, Some("sibling" | "half_sibling" | "step_sibling")) => PersonRole::Sibling,
            ("carer", _) => PersonRole::Carer,
            ("child", _) => PersonRole::OtherChild,
            (_, _) => PersonRole::Other,
        }
    }
}

coded! {
    /// Whether somebody is alive.
    Life {
        /// Alive.
        Alive = "alive", "Alive";
        /// Dead.
        Died = "died", "Has died";
        /// Not known.
        NotKnown = "not_known", "Not known";
    }
}

coded! {
    /// Yes, no, or not known.
    Known {
        /// Yes.
        Yes = "yes", "Yes";
        /// No.
        No = "no", "No";
        /// Not known.
        NotKnown = "not_known", "Not known";
    }
}

/// What is true of a person of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFacts {
    /// How many roles are given.
    pub roles: usize,
    /// Date of birth, if known.
    pub born: Option<NaiveDate>,
    /// Whether they are alive.
    pub life: Life,
    /// Date of death, as far as known.
    pub died: Option<PartialDate>,
}

impl PersonFacts {
    /// Everything that cannot be right. `today` is the London day.
    pub fn faults(&self, today: NaiveDate) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut refuse = |field, code, message| faults.push(Fault { field, code, message });
        if self.roles == 0 {
            refuse("roles", "required", "Choose what this person is in the child’s life; there may be more than one");
        }
        if self.born.is_some_and(|day| day > today) {
            refuse("date_of_birth", "date_in_future", "Date of birth must be today or in the past");
        }
        match (self.life, self.died) {
            (Life::Alive | Life::NotKnown, Some(_)) => {
                refuse("died_on", "not_died", "Only somebody who has died has a date of death: choose “Has died”, or take the date out");
            }
            (Life::Died, Some(died)) if died.first() > today => refuse("died_on", "date_in_future", "Date of death must be today or in the past"),
            (Life::Died, Some(died)) if self.born.is_some_and(|born| died.last() < born) => {
                refuse("died_on", "before_beginning", "Date of death must not be before the date of birth");
            }
            (_, _) => {}
        }
        faults
    }
}

/// A time that began and may have ended, of both of which only part may be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Since when, as far as known.
    pub from: Option<PartialDate>,
    /// Until when, as far as known; empty while it lasts, or when nobody knows.
    pub to: Option<PartialDate>,
}

impl Span {
    /// What cannot be right about it.
    pub fn faults(self) -> Vec<Fault> {
        let backwards = self.from.zip(self.to).is_some_and(|(from, to)| to.last() < from.first());
        let fault = Fault { field: "to", code: "before_beginning", message: "It cannot have ended before it began" };
        if backwards { vec![fault] } else { Vec::new() }
    }

    /// Whether it is surely over on a day.
    pub fn is_over(self, today: NaiveDate) -> bool {
        self.to.is_some_and(|to| to.last() < today)
    }

    /// In words; empty when neither is known.
    pub fn words(self) -> String {
        match (self.from, self.to) {
            (None, None) => String::new(),
            (Some(from), None) => format!("Since {}", from.words()),
            (None, Some(to)) => format!("Until {}", to.words()),
            (Some(from), Some(to)) => When { from, to: Some(to), about: false, time: None }.words(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<PartialDate> {
        PartialDate::parse(text)
    }

    #[test]
    fn what_cannot_be_right_about_a_person_is_refused() {
        let person = PersonFacts { roles: 1, born: "2019-05-01".parse().ok(), life: Life::Alive, died: None };
        let rows: [(PersonFacts, &[(&str, &str)]); 7] = [
            (person.clone(), &[]),
            (PersonFacts { roles: 0, ..person.clone() }, &[("roles", "required")]),
            (PersonFacts { born: "2026-11-21".parse().ok(), ..person.clone() }, &[("date_of_birth", "date_in_future")]),
            (PersonFacts { died: date("2020"), ..person.clone() }, &[("died_on", "not_died")]),
            (PersonFacts { life: Life::Died, died: date("2019"), ..person.clone() }, &[]),
            (PersonFacts { life: Life::Died, died: date("2019-04"), ..person.clone() }, &[("died_on", "before_beginning")]),
            (PersonFacts { life: Life::Died, died: date("2027"), ..person }, &[("died_on", "date_in_future")]),
        ];
        for (facts, expected) in rows {
            let found: Vec<(&str, &str)> = facts.faults("2026-11-20".parse().unwrap()).iter().map(|f| (f.field, f.code)).collect();
            assert_eq!(found, expected, "{facts:?}");
        }
    }

    #[test]
    fn a_notified_person_is_what_the_relationship_says_and_otherwise_what_the_form_asked_for() {
        for (group, relationship, role) in [
            ("carer", Some("mother"), PersonRole::Parent),
            ("carer", Some("foster_carer"), PersonRole::Carer),
            ("carer", None, PersonRole::Carer),
            ("child", Some("half_sibling"), PersonRole::Sibling),
            ("child", Some("other"), PersonRole::OtherChild),
            ("other", Some("Her swimming teacher"), PersonRole::Other),
        ] {
            assert_eq!(PersonRole::of_notified(group, relationship), role, "{group} {relationship:?}");
        }
    }

    #[test]
    fn a_span_is_told_as_far_as_it_is_known() {
        let span = |from: &str, to: &str| Span { from: date(from), to: date(to) };
        for (one, words, over) in [
            (span("", ""), "", false),
            (span("2019", ""), "Since 2019", false),
            (span("", "2026-03"), "Until March 2026", true),
            (span("2019", "2026-03-09"), "2019 to 9 March 2026", true),
            (span("2019", "2026"), "2019 to 2026", false),
        ] {
            assert_eq!((one.words().as_str(), one.is_over("2026-11-20".parse().unwrap())), (words, over));
            assert!(one.faults().is_empty());
        }
        assert_eq!(span("2026-03", "2026-02").faults()[0].field, "to");
    }
}
