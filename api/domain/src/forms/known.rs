//! What the system already knows about a case, so that an agency need not write it again.

use serde::{Deserialize, Serialize};

macro_rules! known {
    ($($(#[$doc:meta])* $name:ident => $from:expr),+ $(,)?) => {
        /// A fact that is already held. Where a question asks for it, the fact is offered as an answer, with where
        /// it comes from; it counts only once the person answering has said that it is right.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Known {
            $($(#[$doc])* $name,)+
        }

        impl Known {
            /// Every fact.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The question of the first notification form that asked for it; nothing for what the request says.
            pub fn notification_question(self) -> Option<&'static str> {
                match self {
                    $(Self::$name => $from,)+
                }
            }
        }
    };
}

known! {
    /// The organisation that is asked, as a code of the list `agency`.
    Agency => None,
    /// The person who answers.
    Reporter => None,
    /// First and middle names.
    ChildForenames => Some("forenames"),
    /// Surname.
    ChildSurname => Some("surname"),
    /// NHS number.
    NhsNumber => Some("nhs_number"),
    /// Date of birth.
    DateOfBirth => Some("date_of_birth"),
    /// Time of birth.
    TimeOfBirth => Some("time_of_birth"),
    /// Date of death.
    DateOfDeath => Some("date_of_death"),
    /// Time of death.
    TimeOfDeath => Some("time_of_death"),
    /// Sex.
    Sex => Some("sex"),
    /// Ethnic group.
    Ethnicity => Some("ethnicity"),
    /// Home address.
    HomeAddress => Some("home_address"),
    /// Home postcode.
    Postcode => Some("postcode"),
    /// Completed weeks of pregnancy.
    GestationWeeks => Some("gestation_weeks"),
    /// Days beyond the completed weeks.
    GestationDays => Some("gestation_days"),
    /// Birthweight in grams.
    BirthweightG => Some("birthweight_g"),
    /// Whether more than one baby was born.
    MultipleBirth => Some("multiple_birth"),
    /// How many babies there were.
    MultipleNumber => Some("multiple_number"),
    /// Nursery, school or college.
    School => Some("education_setting"),
    /// First or preferred language.
    Language => Some("language"),
    /// Whether the family needs an interpreter.
    InterpreterNeeded => Some("interpreter_needed"),
    /// Whether there was a life-limiting condition.
    LifeLimiting => Some("life_limiting"),
    /// Whether there was an advance care plan.
    AdvanceCarePlan => Some("advance_care_plan"),
    /// Whether there was a learning disability.
    LearningDisability => Some("learning_disability"),
    /// Children’s social care at the time of death.
    SocialCareStatus => Some("social_care_status"),
    /// Category of the child protection plan.
    CpCategory => Some("cp_category"),
    /// Whether the family was seeking asylum.
    Asylum => Some("asylum"),
    /// Whether the family was travelling.
    Traveller => Some("traveller"),
    /// Whether the child was homeless or in temporary accommodation.
    Homeless => Some("homeless"),
    /// Whether the child was a young carer.
    YoungCarer => Some("young_carer"),
    /// Who cared for the child at the time of death.
    CarerAtDeath => Some("carer_at_death"),
    /// Place of death.
    PlaceOfDeath => Some("place_of_death"),
    /// Name of the place of death.
    PlaceName => Some("place_name"),
    /// Place of the event or collapse.
    PlaceOfEvent => Some("place_of_event"),
    /// When the event or collapse happened.
    EventDatetime => Some("event_datetime"),
    /// Mode of death.
    ModeOfDeath => Some("mode_of_death"),
    /// Whether resuscitation was attempted.
    Resuscitation => Some("resuscitation"),
    /// Cause of death, line Ia.
    #[serde(rename = "cause_1a")]
    Cause1a => Some("cause_1a"),
    /// Cause of death, line Ib.
    #[serde(rename = "cause_1b")]
    Cause1b => Some("cause_1b"),
    /// Cause of death, line Ic.
    #[serde(rename = "cause_1c")]
    Cause1c => Some("cause_1c"),
    /// Cause of death, part II.
    #[serde(rename = "cause_2")]
    Cause2 => Some("cause_2"),
}
