//! Whether a death is reviewed, and where: questions with names, what their answers mean, and what follows from all of them.

use super::scope::{GUIDANCE, ScopeFacts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Writes the questions from one list, so that none can be forgotten.
macro_rules! questions {
    ($($(#[$doc:meta])+ $name:ident = $code:literal, $words:literal, $help:literal;)+) => {
        /// A question of scope.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Question {
            $($(#[$doc])+ #[serde(rename = $code)] $name,)+
        }

        impl Question {
            /// Every question, in the order in which they are asked.
            pub const ALL: &'static [Question] = &[$(Question::$name,)+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Question::$name => $code,)+ }
            }

            /// The question in words.
            pub const fn words(self) -> &'static str {
                match self { $(Question::$name => $words,)+ }
            }

            /// What the answers mean.
            pub const fn help(self) -> &'static str {
                match self { $(Question::$name => $help,)+ }
            }

            /// The question with this code, if there is one.
            pub fn from_code(code: &str) -> Option<Question> {
                Question::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

questions! {
    /// Age.
    Under18 = "under_18", "Was the person under 18 on the day of death?",
        "Deaths are reviewed up to the day before the 18th birthday. No: the death is not reviewed here, whatever services knew the young person.";
    /// Signs of life.
    LiveBorn = "live_born", "Was the baby born alive?",
        "Any sign of life counts, at any gestation. Yes: the death is reviewed. No: the next questions decide.";
    /// Length of the pregnancy.
    TwentyFourWeeks = "twenty_four_weeks", "Had the pregnancy reached 24 weeks?",
        "Asked where there were no signs of life. No: this was a loss before 24 weeks, which is not reviewed.";
    /// Presence at the birth.
    Attended = "attended", "Was a health professional present at the stillbirth?",
        "Yes: the death is not reviewed here. No: it needs a joint agency response, and is reviewed until it is shown that the baby was stillborn.";
    /// Termination.
    LawfulTermination = "lawful_termination", "Was it a planned termination within the law?",
        "Yes: the death is not reviewed, even if there were signs of life and a death certificate was issued.";
    /// Country of home.
    ResidentInEngland = "resident_in_england", "Did the child normally live in England?",
        "No: tell those who review deaths where the child lived. Your panel may review the death as well where both agree.";
    /// Area of home.
    ResidentHere = "resident_here", "Did the child normally live in your panel’s area?",
        "No: the panel of the child’s home reviews the death. Offer it to them. A child placed elsewhere belongs, unless both panels agree otherwise, to where they lived before.";
    /// Place of death.
    DiedAbroad = "died_abroad", "Did the child die outside the United Kingdom?",
        "Yes: the panel of the child’s home still reviews the death, and has to ask for papers from abroad.";
}

impl Question {
    /// Where the rule is written.
    pub const fn citation(self) -> &'static str {
        match self {
            Question::Under18
            | Question::LiveBorn
            | Question::TwentyFourWeeks
            | Question::Attended
            | Question::LawfulTermination
            | Question::DiedAbroad => GUIDANCE,
            Question::ResidentInEngland | Question::ResidentHere => "Children Act 2004, section 16M(1) and (2)",
        }
    }
}

/// What to ask for when a child who lived here died abroad: the guidance asks for as much of the usual process as can be had.
pub const ABROAD: [&str; 5] = [
    "The Foreign, Commonwealth and Development Office’s record of the death and its contact for the family",
    "The death certificate of that country, with a translation",
    "Any post-mortem or police report made there",
    "Whether the child is brought home: the coroner where the child then lies decides about an inquest",
    "A joint agency response as far as it can still be done here, for the family and the other children",
];

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nobody can tell yet.
    NotKnown,
}

impl Answer {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::NotKnown => "not_known",
        }
    }

    /// The answer with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Answer> {
        [Answer::Yes, Answer::No, Answer::NotKnown].into_iter().find(|answer| answer.code() == code)
    }
}

/// Answers by question. What nobody has answered is absent.
pub type Answers = BTreeMap<Question, Answer>;

/// What the notification suggests for a question, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The answer.
    pub answer: Answer,
    /// Why, in words.
    pub because: &'static str,
}

/// What the notification suggests for each question that can matter at the child’s age. `lives_here` says whether the home postcode
/// leads to this panel, where it leads anywhere.
pub fn suggestions(facts: &ScopeFacts, lives_here: Option<bool>) -> BTreeMap<Question, Suggestion> {
    let mut found = BTreeMap::new();
    let mut suggest = |question, answer, because| found.insert(question, Suggestion { answer, because });
    match facts.is_adult() {
        Some(true) => suggest(Question::Under18, Answer::No, "The dates give an age of 18 or over on the day of death"),
        Some(false) => suggest(Question::Under18, Answer::Yes, "The dates give an age under 18"),
        None => None,
    };
    if facts.suspected_stillbirth_unattended {
        suggest(Question::LiveBorn, Answer::NotKnown, "A stillbirth is suspected");
        suggest(Question::Attended, Answer::No, "The notification says that no health professional was present");
    } else if facts.lived_into_another_day() {
        suggest(Question::LiveBorn, Answer::Yes, "The baby died on a later day than that of the birth");
    } else if facts.gestation_weeks.is_some_and(|weeks| weeks < 22) {
        suggest(Question::LiveBorn, Answer::NotKnown, "The baby was born before 22 weeks: ask whether signs of life were confirmed");
    }
    if let Some(weeks) = facts.gestation_weeks {
        let reached = if weeks >= 24 { Answer::Yes } else { Answer::No };
        suggest(Question::TwentyFourWeeks, reached, "From the weeks of pregnancy in the notification");
    }
    if facts.resident_outside_england {
        suggest(Question::ResidentInEngland, Answer::No, "The notification says that the child lived outside England");
        suggest(Question::ResidentHere, Answer::No, "The notification says that the child lived outside England");
    } else if let Some(here) = lives_here {
        suggest(Question::ResidentInEngland, Answer::Yes, "The home postcode is in England");
        let answer = if here { Answer::Yes } else { Answer::No };
        suggest(Question::ResidentHere, answer, "From the home postcode");
    }
    let abroad = if facts.died_abroad { Answer::Yes } else { Answer::No };
    suggest(Question::DiedAbroad, abroad, "From the place of death in the notification");
    found.retain(|question, _| question.concerns(facts.is_past_newborn()));
    found
}

/// What is known about the scope of one death: answers, and whether the child lived past the first 27 days. Who did was born
/// alive, so that no question about the birth is left.
pub struct Scope {
    answers: Answers,
    past_newborn: bool,
}

impl Question {
    /// The answer to another question that leaves nothing to ask here.
    pub const fn asked_unless(self) -> Option<(Question, Answer)> {
        match self {
            Question::TwentyFourWeeks | Question::Attended => Some((Question::LiveBorn, Answer::Yes)),
            Question::ResidentHere => Some((Question::ResidentInEngland, Answer::No)),
            Question::Under18 | Question::LiveBorn | Question::LawfulTermination | Question::ResidentInEngland | Question::DiedAbroad => None,
        }
    }

    const fn is_about_birth(self) -> bool {
        matches!(self, Question::LiveBorn | Question::TwentyFourWeeks | Question::Attended | Question::LawfulTermination)
    }

    /// Whether the question can matter at this age, whatever the other answers say.
    pub const fn concerns(self, past_newborn: bool) -> bool {
        !(past_newborn && self.is_about_birth())
    }
}

impl Scope {
    /// Answers count only for questions that matter at this age.
    pub fn of(mut answers: Answers, past_newborn: bool) -> Scope {
        answers.retain(|question, _| question.concerns(past_newborn));
        Scope { answers, past_newborn }
    }

    fn is(&self, question: Question, answer: Answer) -> bool {
        self.answers.get(&question) == Some(&answer)
    }

    /// Whether a question matters, given the age and the answers so far.
    pub fn is_asked(&self, question: Question) -> bool {
        question.concerns(self.past_newborn) && !question.asked_unless().is_some_and(|(other, answer)| self.is(other, answer))
    }
}

/// What follows from the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The panel reviews the death.
    InScope {
        /// Only until it is shown that the baby was stillborn.
        until_proved_stillborn: bool,
        /// Papers have to be asked for abroad.
        abroad: bool,
    },
    /// Another panel reviews it: offer it to them.
    Elsewhere,
    /// The child lived outside England: forward it, and agree who reviews.
    OutsideEngland,
    /// It is not reviewed; the code is that of the reason for rejecting it.
    OutOfScope(&'static str),
    /// These questions have to be answered first.
    NotYetKnown(Vec<Question>),
}

impl Outcome {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Outcome::InScope { .. } => "in_scope",
            Outcome::Elsewhere => "elsewhere",
            Outcome::OutsideEngland => "outside_england",
            Outcome::OutOfScope(_) => "out_of_scope",
            Outcome::NotYetKnown(_) => "not_yet_known",
        }
    }

    /// The words on the screen.
    pub const fn words(&self) -> &'static str {
        match self {
            Outcome::InScope { until_proved_stillborn: true, .. } => {
                "Your panel reviews this death until it is shown that the baby was stillborn. It needs a joint agency response."
            }
            Outcome::InScope { abroad: true, .. } => "Your panel reviews this death. The child died abroad: ask for the papers below.",
            Outcome::InScope { .. } => "Your panel reviews this death.",
            Outcome::Elsewhere => "Another area’s panel reviews this death. Offer it to them.",
            Outcome::OutsideEngland => {
                "The child lived outside England. Tell those who review deaths there. Your panel may review it as well where both agree."
            }
            Outcome::OutOfScope(_) => "This death is not reviewed.",
            Outcome::NotYetKnown(_) => "It is not yet known whether this death is reviewed here. Nothing changes until that is known.",
        }
    }
}

impl Scope {
    /// Decides. What shuts a death out comes before where it is reviewed, and both before what is not known.
    pub fn outcome(&self) -> Outcome {
        if self.is(Question::Under18, Answer::No) {
            return Outcome::OutOfScope("not_under_18");
        }
        if self.is(Question::LawfulTermination, Answer::Yes) {
            return Outcome::OutOfScope("planned_termination");
        }
        let stillborn = self.is(Question::LiveBorn, Answer::No);
        if stillborn && self.is(Question::TwentyFourWeeks, Answer::No) {
            return Outcome::OutOfScope("late_fetal_loss");
        }
        if stillborn && self.is(Question::Attended, Answer::Yes) {
            return Outcome::OutOfScope("stillbirth_attended");
        }
        if self.is(Question::ResidentInEngland, Answer::No) {
            return Outcome::OutsideEngland;
        }
        if self.is(Question::ResidentHere, Answer::No) {
            return Outcome::Elsewhere;
        }
        let open = self.open();
        if open.is_empty() {
            Outcome::InScope { until_proved_stillborn: self.is_unattended(), abroad: self.is(Question::DiedAbroad, Answer::Yes) }
        } else {
            Outcome::NotYetKnown(open)
        }
    }

    /// Nobody saw the birth: whether the baby lived is what the review is to find out.
    fn is_unattended(&self) -> bool {
        !self.is(Question::LiveBorn, Answer::Yes) && self.is(Question::Attended, Answer::No)
    }

    fn open(&self) -> Vec<Question> {
        let known = |question| matches!(self.answers.get(&question), Some(Answer::Yes | Answer::No));
        let left_to_the_review = |question: Question| self.is_unattended() && question.is_about_birth() && question != Question::Attended;
        Question::ALL.iter().copied().filter(|one| self.is_asked(*one) && !known(*one) && !left_to_the_review(*one)).collect()
    }
}

#[cfg(test)]
mod tests;
