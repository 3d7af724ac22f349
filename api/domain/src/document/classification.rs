//! What a document on a case is.

use serde::{Deserialize, Serialize};

/// Writes the enum with its codes and labels from one list.
macro_rules! classifications {
    ($($(#[$doc:meta])+ $name:ident = $code:literal, $label:literal;)+) => {
        /// What a document is. Every document has exactly one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Classification {
            $($(#[$doc])+ #[serde(rename = $code)] $name,)+
        }

        impl Classification {
            /// Every one, in the order in which people choose.
            pub const ALL: &'static [Classification] = &[$(Classification::$name,)+];

            /// The stable code kept in the database and sent by the API.
            pub const fn code(self) -> &'static str {
                match self { $(Classification::$name => $code,)+ }
            }

            /// The words people read.
            pub const fn label(self) -> &'static str {
                match self { $(Classification::$name => $label,)+ }
            }
        }
    };
}

classifications! {
    /// What an agency answered: a reporting form on paper, a chronology, a summary of records.
    AgencyReport = "agency_report", "Agency report or chronology";
    /// The pathologist's report, preliminary or final.
    PostMortem = "post_mortem", "Post-mortem report";
    /// Results of tests and investigations.
    Investigation = "investigation", "Test or investigation result";
    /// Notes, letters and summaries of care.
    HealthRecord = "health_record", "Health record";
    /// Papers of the joint agency response: scene examination, home visit, initial discussions.
    JointAgencyResponse = "joint_agency_response", "Joint agency response record";
    /// Papers of the coroner: inquest, conclusion, report to prevent future deaths.
    Coroner = "coroner", "Coroner’s document";
    /// The medical certificate of cause of death or the registrar's entry.
    Certificate = "certificate", "Certificate or registration";
    /// Child protection papers, practice reviews, police reports.
    Safeguarding = "safeguarding", "Safeguarding or police document";
    /// Reviews of a hospital or a trust: morbidity and mortality meeting, incident investigation, perinatal review.
    LocalReview = "local_review", "Local review or incident investigation";
    /// Agendas and minutes of meetings: the child death review meeting, the panel.
    Minutes = "minutes", "Meeting papers or minutes";
    /// What the family said or asked.
    FamilyContribution = "family_contribution", "Contribution of the family";
    /// Letters and mails.
    Correspondence = "correspondence", "Correspondence";
    /// Photographs, drawings, recordings.
    ImageOrRecording = "image_or_recording", "Image or recording";
    /// Anything else.
    Other = "other", "Other document";
}

impl Classification {
    /// The one with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_classification_is_found_again_by_its_code_and_is_the_same_in_json() {
        for one in Classification::ALL {
            assert_eq!(Classification::from_code(one.code()), Some(*one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.code());
        }
        assert_eq!(Classification::from_code("report"), None);
    }
}
