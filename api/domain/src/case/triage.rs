//! When triage is complete: it is known that the death is reviewed here, and whether a joint agency response is needed.
//!
//! Triage settles residence and scope before agencies are asked (handbook 2.1, D18). Whether a joint agency response is needed is
//! decided within hours of the death (D01), so a case in which nobody has decided it has not been triaged.

use crate::notification::scope_questions::Outcome;

/// What the questions of scope say so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Nobody has answered all of them, or an answer is not known yet.
    #[default]
    Open,
    /// The death is not reviewed by this panel.
    NotHere,
    /// This panel reviews the death.
    Here,
}

impl Scope {
    /// What follows from an outcome, and whether a person has confirmed every answer it rests on. A child who lived outside England
    /// may be reviewed here where both sides agree, so this does not hold triage up.
    pub const fn of(outcome: &Outcome, confirmed: bool) -> Self {
        match outcome {
            Outcome::Elsewhere | Outcome::OutOfScope(_) => Scope::NotHere,
            Outcome::NotYetKnown(_) => Scope::Open,
            Outcome::InScope { .. } | Outcome::OutsideEngland => {
                if confirmed {
                    Scope::Here
                } else {
                    Scope::Open
                }
            }
        }
    }
}

/// What has been settled about a case in triage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether the death is reviewed here.
    pub scope: Scope,
    /// Whether a person has decided that a joint agency response is needed, or that it is not.
    pub response_decided: bool,
}

impl Facts {
    /// What is still to be done before triage is complete, in words; nothing when it can be completed.
    pub const fn lacks(self) -> Option<&'static str> {
        match (self.scope, self.response_decided) {
            (Scope::Here, true) => None,
            (Scope::Here, false) => Some("First record whether a joint agency response is needed."),
            (Scope::Open, true) => Some("First answer the questions under “Is this death reviewed here?”."),
            (Scope::Open, false) => {
                Some("First answer the questions under “Is this death reviewed here?”, and record whether a joint agency response is needed.")
            }
            (Scope::NotHere, true | false) => Some(
                "The answers under “Is this death reviewed here?” say that your panel does not review it. Offer the case to the panel that does, or put the answers right.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scope_is_settled_when_a_person_has_confirmed_that_the_death_is_reviewed_here() {
        let here = Outcome::InScope { until_proved_stillborn: false, abroad: false };
        let rows = [
            (&here, true, Scope::Here),
            (&here, false, Scope::Open),
            (&Outcome::OutsideEngland, true, Scope::Here),
            (&Outcome::NotYetKnown(Vec::new()), true, Scope::Open),
            (&Outcome::Elsewhere, false, Scope::NotHere),
            (&Outcome::OutOfScope("not_under_18"), true, Scope::NotHere),
        ];
        for (outcome, confirmed, expected) in rows {
            assert_eq!(Scope::of(outcome, confirmed), expected, "{outcome:?} {confirmed}");
        }
    }

    #[test]
    fn everything_that_triage_lacks_is_said_at_once() {
        assert_eq!(Facts { scope: Scope::Here, response_decided: true }.lacks(), None);
        let nothing = Facts::default().lacks().unwrap_or_default();
        assert!(nothing.contains("reviewed here") && nothing.contains("joint agency response"), "{nothing}");
        assert!(Facts { scope: Scope::Here, response_decided: false }.lacks().is_some_and(|words| !words.contains("reviewed here")));
        assert!(Facts { scope: Scope::NotHere, response_decided: true }.lacks().is_some_and(|words| words.contains("Offer the case")));
    }
}
