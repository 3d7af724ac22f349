//! Why an organisation does not answer a request, and what it has to say with that.

use super::{Flaw, is_blank};
use crate::vocab::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// Why an organisation declines.
    Reason {
        /// A nil return: the records were looked at, and the child is not in them.
        NotKnownToUs = "not_known_to_us", "The child and family are not known to us";
        /// Somebody else is to be asked.
        WrongOrganisation = "wrong_organisation", "This should go to another organisation";
        /// It was asked and answered elsewhere.
        Duplicate = "duplicate", "We have already been asked";
        /// Something stands against it.
        CannotShare = "cannot_share", "We cannot share this information";
    }
}

/// What an organisation says when it declines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    /// Why.
    pub reason: Reason,
    /// The organisation that is to be asked instead.
    #[serde(default)]
    pub other_organisation: Option<String>,
    /// How to reach it: a name, a team, a telephone number or an address.
    #[serde(default)]
    pub other_contact: Option<String>,
    /// Which request or answer it repeats.
    #[serde(default)]
    pub duplicate_of: Option<String>,
    /// Why in words.
    #[serde(default)]
    pub explanation: Option<String>,
}

impl Decline {
    /// The child is not known: one click, nothing to write.
    pub const fn nil_return() -> Self {
        Self { reason: Reason::NotKnownToUs, other_organisation: None, other_contact: None, duplicate_of: None, explanation: None }
    }

    /// What has to be put right before it can be sent; empty when nothing has.
    pub fn flaws(&self) -> Vec<Flaw> {
        const LONGEST: usize = 2_000;
        let lacks = match self.reason {
            Reason::NotKnownToUs => None,
            Reason::WrongOrganisation => is_blank(self.other_organisation.as_deref())
                .then_some(("other_organisation", "Say which organisation should be asked, or as much of its name as you know")),
            Reason::Duplicate => is_blank(self.duplicate_of.as_deref())
                .then_some(("duplicate_of", "Say which request this repeats, for example its date or who answered it")),
            Reason::CannotShare => is_blank(self.explanation.as_deref())
                .then_some(("explanation", "Say why the information cannot be shared, so that the panel can talk to you about it")),
        };
        let texts = [
            ("other_organisation", &self.other_organisation),
            ("other_contact", &self.other_contact),
            ("duplicate_of", &self.duplicate_of),
            ("explanation", &self.explanation),
        ];
        let long = texts.into_iter().filter(|(_, text)| text.as_deref().is_some_and(|words| words.chars().count() > LONGEST));
        let lacks = lacks.map(|(field, words)| Flaw::new(field, "required", words));
        lacks.into_iter().chain(long.map(|(field, _)| Flaw::new(field, "too_long", "Use 2,000 characters or fewer"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declined(reason: Reason) -> Decline {
        Decline { reason, ..Decline::nil_return() }
    }

    fn fields(decline: &Decline) -> Vec<String> {
        decline.flaws().into_iter().map(|flaw| flaw.field).collect()
    }

    #[test]
    fn a_nil_return_needs_nothing_more() {
        assert!(fields(&Decline::nil_return()).is_empty());
    }

    #[test]
    fn every_other_reason_needs_what_the_panel_has_to_know() {
        assert_eq!(fields(&declined(Reason::WrongOrganisation)), ["other_organisation"]);
        assert_eq!(fields(&declined(Reason::Duplicate)), ["duplicate_of"]);
        assert_eq!(fields(&Decline { explanation: Some("  ".into()), ..declined(Reason::CannotShare) }), ["explanation"]);
        let said = Decline {
            other_organisation: Some("Medway Community Healthcare".into()),
            duplicate_of: Some("Your request of 3 November".into()),
            explanation: Some("The family court has restricted the records".into()),
            ..Decline::nil_return()
        };
        for reason in Reason::ALL {
            assert!(fields(&Decline { reason: *reason, ..said.clone() }).is_empty());
        }
    }

    #[test]
    fn a_text_without_end_is_refused() {
        let long = Decline { explanation: Some("a".repeat(2_001)), ..Decline::nil_return() };
        assert_eq!(fields(&long), ["explanation"]);
    }
}
