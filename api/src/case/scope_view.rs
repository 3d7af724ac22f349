//! How questions of scope are read and shown, of a notification and of a case alike.

use super::store::CaseRow;
use super::store_scope::{AnswerRow, Answered};
use super::views_scope::{AnswerScope, AskedUnless, ScopeOutcomeView, ScopeQuestionView, ScopeView, SuggestedAnswer};
use crate::area::store::find_area_of;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::notification::scope::ScopeFacts;
use opencdr_domain::notification::scope_questions::{ABROAD, Answer, Answers, Outcome, Question, Scope, Suggestion, suggestions as suggest};
use opencdr_domain::vocab::age::is_past_newborn;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the questions are about.
pub enum Subject {
    /// A notification, with what it suggests.
    Notification(Suggested),
    /// A case, which has kept among its answers what its notification suggested.
    Case {
        /// The child lived past the first 27 days.
        past_newborn: bool,
    },
}

impl Subject {
    /// A case by its dates.
    pub fn case(row: &CaseRow) -> Subject {
        Subject::Case { past_newborn: is_past_newborn(row.date_of_birth, row.date_of_death) }
    }

    const fn past_newborn(&self) -> bool {
        match self {
            Subject::Notification(Suggested { past_newborn, .. }) | Subject::Case { past_newborn } => *past_newborn,
        }
    }
}

/// What a notification says of scope.
pub struct Suggested {
    /// Its answers to the questions.
    pub answers: BTreeMap<Question, Suggestion>,
    past_newborn: bool,
}

/// What a notification suggests. Its home postcode leads to an area by the local authority, on the day of asking.
pub fn suggestions(tx: &mut Tx, answers: &Map<String, Value>, area: Uuid, authority: Option<&str>) -> Result<Suggested, Problem> {
    let today = tx.today;
    let home = match authority {
        Some(code) => find_area_of(tx.conn(), code, today)?,
        None => None,
    };
    let facts = ScopeFacts::from_answers(answers);
    Ok(Suggested { answers: suggest(&facts, home.map(|home| home.id == area)), past_newborn: facts.is_past_newborn() })
}

/// The version of all answers: the number of the last.
pub fn version(answers: &[Answered]) -> i32 {
    answers.iter().map(|(row, _)| row.version).max().unwrap_or(0)
}

fn of(answers: &[Answered], question: Question, by_person: bool) -> Option<&Answered> {
    answers.iter().rev().find(|(row, _)| row.question == question.code() && row.answered_by.is_some() == by_person)
}

fn suggested(subject: &Subject, answers: &[Answered], question: Question) -> Option<SuggestedAnswer> {
    match subject {
        Subject::Notification(all) => {
            all.answers.get(&question).map(|one| SuggestedAnswer { answer: one.answer.code().to_owned(), because: one.because.to_owned() })
        }
        Subject::Case { .. } => {
            of(answers, question, false).map(|(row, _)| SuggestedAnswer { answer: row.answer.clone(), because: "From the notification".to_owned() })
        }
    }
}

/// What holds for each question: the answer, or else the suggestion.
pub fn holding(subject: &Subject, answers: &[Answered]) -> Scope {
    let held: Answers = Question::ALL
        .iter()
        .filter_map(|question| {
            let code = match of(answers, *question, true) {
                Some((row, _)) => row.answer.clone(),
                None => suggested(subject, answers, *question)?.answer,
            };
            Some((*question, Answer::from_code(&code)?))
        })
        .collect();
    Scope::of(held, subject.past_newborn())
}

/// The questions with the answers, and what follows.
pub fn view(subject: Subject, answers: &[Answered], reason: Option<&str>) -> ScopeView {
    let holding = holding(&subject, answers);
    let found = holding.outcome();
    let questions: Vec<ScopeQuestionView> = Question::ALL
        .iter()
        .filter(|question| question.concerns(subject.past_newborn()))
        .map(|question| {
            let given: Option<(&AnswerRow, &Option<String>)> = of(answers, *question, true).map(|(row, name)| (row, name));
            ScopeQuestionView {
                code: question.code(),
                words: question.words(),
                help: question.help(),
                citation: question.citation(),
                asked: holding.is_asked(*question),
                asked_unless: question.asked_unless().map(|(other, answer)| AskedUnless { question: other.code(), answer: answer.code() }),
                suggestion: suggested(&subject, answers, *question),
                answer: given.map(|(row, _)| row.answer.clone()),
                answered_by: given.and_then(|(_, name)| name.clone()),
                answered_at: given.map(|(row, _)| row.answered_at),
            }
        })
        .collect();
    let unconfirmed: Vec<&'static str> =
        questions.iter().filter(|question| question.asked && question.answer.is_none()).map(|question| question.code).collect();
    ScopeView {
        version: version(answers),
        outcome: outcome_view(&found, unconfirmed),
        questions,
        stillbirth_proof: None,
        may_answer: reason.is_none(),
        reason: reason.map(str::to_owned),
    }
}

fn outcome_view(found: &Outcome, unconfirmed: Vec<&'static str>) -> ScopeOutcomeView {
    let (until_proved_stillborn, abroad) = match found {
        Outcome::InScope { until_proved_stillborn, abroad } => (*until_proved_stillborn, *abroad),
        Outcome::Elsewhere | Outcome::OutsideEngland | Outcome::OutOfScope(_) | Outcome::NotYetKnown(_) => (false, false),
    };
    ScopeOutcomeView {
        code: found.code(),
        words: found.words(),
        reason: match found {
            Outcome::OutOfScope(reason) => Some(reason),
            Outcome::InScope { .. } | Outcome::Elsewhere | Outcome::OutsideEngland | Outcome::NotYetKnown(_) => None,
        },
        open: match found {
            Outcome::NotYetKnown(open) => open.iter().map(|question| question.code()).collect(),
            Outcome::InScope { .. } | Outcome::Elsewhere | Outcome::OutsideEngland | Outcome::OutOfScope(_) => Vec::new(),
        },
        unconfirmed,
        ask_for: if abroad { ABROAD.to_vec() } else { Vec::new() },
        until_proved_stillborn,
    }
}

/// Reads answers that were sent under a version.
pub fn read(tx: &Tx, wanted: &AnswerScope, version: i32, subject: &Subject) -> Result<Vec<(Question, Answer)>, Problem> {
    tx.request.required_version()?;
    tx.request.check_version(version)?;
    let refuse = |words: &str| Problem::field(Code::InvalidBody, "/answers", "not_an_option", words);
    wanted
        .answers
        .iter()
        .map(|(question, answer)| {
            let question = Question::from_code(question)
                .filter(|one| one.concerns(subject.past_newborn()))
                .ok_or_else(|| refuse("Answer only questions that GET lists here"))?;
            let answer = Answer::from_code(answer).ok_or_else(|| refuse("An answer is yes, no or not_known"))?;
            Ok((question, answer))
        })
        .collect()
}
