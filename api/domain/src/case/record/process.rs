//! Other reviews and investigations of the same death: which there are, what they hold up, and what has to be true of their dates.
//!
//! What is suggested for each kind follows the statutory guidance as the handbook reads it: no review meeting before the post-mortem
//! report (2.1, D22), no finished review while an inquest, a trial or a practice review could change its findings (2.5), and the
//! reasons for which the clock may be stopped (2.1). A suggestion only: people decide for each case.

use super::Fault;
use crate::vocab::coded::coded;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

coded! {
    /// What kind of review or investigation it is.
    Kind {
        /// By a pathologist, for the coroner or with the parents' consent.
        PostMortem = "post_mortem", "Post-mortem examination";
        /// By the coroner.
        Inquest = "inquest", "Inquest";
        /// By the police, before anybody is charged.
        PoliceInvestigation = "police_investigation", "Police investigation";
        /// From the charge to the end of the trial.
        CriminalProceedings = "criminal_proceedings", "Criminal proceedings";
        /// By the provider of health care, under the patient safety incident response framework.
        PatientSafety = "patient_safety_incident", "Patient safety incident investigation (PSIRF)";
        /// By the hospital, with the national perinatal tool; stands for the review meeting of these babies.
        PerinatalReview = "perinatal_review", "Perinatal mortality review (PMRT)";
        /// By the national programme for maternity and newborn safety.
        MaternityInvestigation = "maternity_investigation", "Maternity and newborn safety investigation (MNSI)";
        /// By the national body for safety in health services.
        HealthServicesInvestigation = "health_services_investigation", "National health services safety investigation (HSSIB)";
        /// By the safeguarding partners, within fifteen working days.
        RapidReview = "rapid_review", "Rapid review of a serious safeguarding incident";
        /// By the safeguarding partners or the national panel.
        PracticeReview = "practice_review", "Child safeguarding practice review";
        /// Told to the national programme; the child death review is the main review of children.
        LearningDisabilityReview = "learning_disability_review", "Learning disability mortality review (LeDeR)";
        /// By the community safety partnership.
        DomesticAbuseReview = "domestic_abuse_review", "Domestic abuse related death review";
        /// By the ombudsman or the body that answers for complaints against the police.
        CustodyInvestigation = "custody_investigation", "Investigation of a death in custody or detention";
        /// By an inspectorate or another regulator.
        Regulator = "regulator", "Investigation by a regulator";
        /// A review by an organisation outside the frameworks above.
        SeriousIncident = "serious_incident", "Serious incident review";
        /// Anything else, named in its words.
        Other = "other", "Another review";
    }
}

coded! {
    /// How far it has come.
    Status {
        /// It will take place and has not begun.
        Expected = "expected", "Expected";
        /// It has begun.
        UnderWay = "under_way", "Under way";
        /// Its outcome is known.
        Concluded = "concluded", "Concluded";
        /// It was considered, and will not take place or was stopped.
        NotTakingPlace = "not_taking_place", "Not taking place";
    }
}

impl Status {
    /// Whether its outcome is still to come.
    pub const fn is_open(self) -> bool {
        match self {
            Status::Expected | Status::UnderWay => true,
            Status::Concluded | Status::NotTakingPlace => false,
        }
    }
}

/// What a review or investigation holds up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HoldsUp {
    /// The child death review meeting.
    pub meeting: bool,
    /// The panel.
    pub panel: bool,
    /// The time that counts for the length of the review.
    pub clock: bool,
}

impl Kind {
    /// What one of this kind usually holds up, to be offered when it is added.
    pub const fn usually(self) -> HoldsUp {
        let (meeting, panel, clock) = match self {
            Kind::PostMortem | Kind::PatientSafety | Kind::MaternityInvestigation => (true, true, true),
            Kind::PerinatalReview | Kind::HealthServicesInvestigation | Kind::SeriousIncident => (true, true, false),
            Kind::Inquest | Kind::CriminalProceedings | Kind::PracticeReview => (false, true, true),
            Kind::PoliceInvestigation | Kind::DomesticAbuseReview | Kind::CustodyInvestigation => (false, true, false),
            Kind::RapidReview | Kind::LearningDisabilityReview | Kind::Regulator | Kind::Other => (false, false, false),
        };
        HoldsUp { meeting, panel, clock }
    }

    /// The label within a sentence.
    pub fn in_a_sentence(self) -> String {
        let mut letters = self.label().chars();
        letters.next().map(|first| first.to_lowercase().collect::<String>() + letters.as_str()).unwrap_or_default()
    }
}

/// What is true of one review or investigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Kind.
    pub kind: Kind,
    /// How far it has come.
    pub status: Status,
    /// Day it began, if known.
    pub started: Option<NaiveDate>,
    /// Day its outcome is expected, if known.
    pub expected: Option<NaiveDate>,
    /// Day it was concluded, if it was.
    pub concluded: Option<NaiveDate>,
    /// What it holds up while it is open.
    pub holds_up: HoldsUp,
}

impl Facts {
    /// Everything about the dates that cannot be right. `today` is the London day.
    pub fn faults(&self, today: NaiveDate) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut refuse = |field, code, message| faults.push(Fault { field, code, message });
        if self.started.is_some_and(|day| day > today) {
            refuse("started_on", "date_in_future", "The day it began must be today or in the past. Put a day to come under “Outcome expected”");
        }
        if self.status == Status::Expected && self.started.is_some() {
            refuse("status", "already_begun", "You gave the day it began: choose “Under way” or “Concluded”, or take that day out");
        }
        match (self.status, self.concluded) {
            (Status::Concluded, None) => refuse("concluded_on", "required", "Give the day it was concluded"),
            (Status::Concluded, Some(day)) if day > today => {
                refuse("concluded_on", "date_in_future", "The day it was concluded must be today or in the past");
            }
            (Status::Concluded, Some(day)) if self.started.is_some_and(|begun| day < begun) => {
                refuse("concluded_on", "before_beginning", "The day it was concluded must not be before the day it began");
            }
            (Status::Expected | Status::UnderWay | Status::NotTakingPlace, Some(_)) => {
                refuse("concluded_on", "not_concluded", "Only what is concluded has a day for it: choose “Concluded”, or take the day out");
            }
            (_, _) => {}
        }
        faults
    }
}

/// What waits for other reviews, as sentences for the top of the case; none when nothing waits.
pub fn waiting(all: &[Facts]) -> Vec<String> {
    let sentence = |begins: &str, holds: fn(HoldsUp) -> bool| {
        let mut kinds: Vec<Kind> = Vec::new();
        for one in all.iter().filter(|one| one.status.is_open() && holds(one.holds_up)) {
            if !kinds.contains(&one.kind) {
                kinds.push(one.kind);
            }
        }
        let words: Vec<String> = kinds.into_iter().map(Kind::in_a_sentence).collect();
        (!words.is_empty()).then(|| format!("{begins}: {}", words.join(", ")))
    };
    [
        sentence("The review meeting waits for", |holds| holds.meeting),
        sentence("The panel waits for", |holds| holds.panel),
        sentence("The review may take longer, though its deadlines keep their dates, because of", |holds| holds.clock),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn one(kind: Kind, status: Status) -> Facts {
        Facts { kind, status, started: None, expected: None, concluded: None, holds_up: kind.usually() }
    }

    #[test]
    fn an_open_inquest_holds_up_the_panel_and_not_the_meeting() {
        assert_eq!(
            waiting(&[one(Kind::Inquest, Status::Expected)]),
            ["The panel waits for: inquest", "The review may take longer, though its deadlines keep their dates, because of: inquest"]
        );
    }

    #[test]
    fn a_meeting_waits_for_the_post_mortem_and_each_kind_is_named_once() {
        let all = [one(Kind::PostMortem, Status::UnderWay), one(Kind::PostMortem, Status::Expected), one(Kind::PerinatalReview, Status::UnderWay)];
        assert_eq!(waiting(&all)[0], "The review meeting waits for: post-mortem examination, perinatal mortality review (PMRT)");
    }

    #[test]
    fn nothing_waits_for_what_is_concluded_or_does_not_take_place() {
        assert!(waiting(&[one(Kind::Inquest, Status::Concluded), one(Kind::PracticeReview, Status::NotTakingPlace)]).is_empty());
    }

    #[test]
    fn dates_that_contradict_each_other_are_refused_with_the_field_and_the_remedy() {
        let begun = Some(day("2026-03-01"));
        let rows: [(Facts, &[(&str, &str)]); 8] = [
            (one(Kind::Inquest, Status::Expected), &[]),
            (Facts { started: begun, ..one(Kind::Inquest, Status::UnderWay) }, &[]),
            (Facts { started: begun, ..one(Kind::Inquest, Status::Expected) }, &[("status", "already_begun")]),
            (Facts { started: Some(day("2026-11-21")), ..one(Kind::Inquest, Status::UnderWay) }, &[("started_on", "date_in_future")]),
            (one(Kind::Inquest, Status::Concluded), &[("concluded_on", "required")]),
            (
                Facts { started: begun, concluded: Some(day("2026-02-28")), ..one(Kind::Inquest, Status::Concluded) },
                &[("concluded_on", "before_beginning")],
            ),
            (Facts { concluded: Some(day("2026-11-21")), ..one(Kind::Inquest, Status::Concluded) }, &[("concluded_on", "date_in_future")]),
            (Facts { concluded: begun, ..one(Kind::Inquest, Status::UnderWay) }, &[("concluded_on", "not_concluded")]),
        ];
        for (facts, expected) in rows {
            let found: Vec<(&str, &str)> = facts.faults(day("2026-11-20")).iter().map(|f| (f.field, f.code)).collect();
            assert_eq!(found, expected, "{facts:?}");
        }
    }
}
