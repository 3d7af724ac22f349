//! Whom to ask about a child, as data of the kind of review: the rules, the time to answer and the legal basis.

mod propose;
#[cfg(test)]
mod tests;

pub use propose::{Contact, Facts, Part, Professional, Proposal, propose};

use crate::deadline::calendar::{Calendar, Reckoned};
use crate::deadline::catalogue::{Kind, Unit};
use crate::forms::condition::{Condition, Test};
use crate::forms::definition::Kind as Answers;
use crate::forms::{DefinitionError, Form, Registry, Source};
use crate::vocab::age::AgeBand;
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// How strongly an organisation is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// It should be asked: ticked to begin with.
    Expected,
    /// It may have known the child: offered, not ticked.
    Suggested,
}

/// When an answer is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// How much time there is.
    pub amount: u32,
    /// What it is counted in; days or months, since a request is due on a day.
    pub unit: Unit,
    /// Who says so.
    pub kind: Kind,
    /// Where they say so.
    pub citation: String,
}

/// A question of the notification whose answer names somebody to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Naming {
    /// A question that takes a person, or a text with the name of an organisation.
    pub question: String,
    /// A code of the list `agency`.
    pub agency: String,
    /// Why they are asked.
    pub reason: String,
}

/// A rule that proposes agencies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// When it applies, on the answers of the notification; always when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Codes of the list `agency`.
    pub agencies: Vec<String>,
    /// How strongly.
    pub need: Need,
    /// Why, in words for the person who decides.
    pub reason: String,
}

/// Whom a kind of review asks, as in `forms/request-routing.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routing {
    /// The kind of review.
    pub review_type: String,
    /// The form the rules read.
    pub notification: String,
    /// The form every organisation gets parts of.
    pub form: String,
    /// When an answer is due unless somebody sets another day.
    pub due: Due,
    /// On what ground information is asked for, unless somebody writes another.
    pub legal_basis: String,
    /// Why somebody is asked who stands in the list of professionals.
    pub named_reason: String,
    /// The same for somebody who, says the notification, needs no form.
    pub not_to_send_reason: String,
    /// Answers that name somebody outside that list.
    pub named: Vec<Naming>,
    /// The rules in order.
    pub rules: Vec<Rule>,
}

impl Routing {
    /// Reads and checks routing; the first thing that is wrong is the answer.
    pub fn read((file, text): &Source<'_>, forms: &Registry) -> Result<Self, DefinitionError> {
        let wrong = |question: Option<String>, reason: String| DefinitionError { file: (*file).to_owned(), question, reason };
        let routing: Self = serde_json::from_str(text).map_err(|error| wrong(None, error.to_string()))?;
        routing.check(forms).map_err(|(question, reason)| wrong(question, reason))?;
        Ok(routing)
    }

    /// The day an answer is due when the request is sent on this one.
    pub fn due_on(&self, sent: NaiveDate, calendar: &Calendar) -> Reckoned {
        let within = |date| Reckoned { date, beyond_calendar: false };
        match self.due.unit {
            Unit::CalendarDays => within(sent + Days::new(u64::from(self.due.amount))),
            Unit::Months => within(sent + Months::new(self.due.amount)),
            // Hours are refused when the routing is read.
            Unit::WorkingDays | Unit::ClockHours => calendar.add_working_days(sent, self.due.amount),
        }
    }

    fn check(&self, forms: &Registry) -> Result<(), (Option<String>, String)> {
        let form = |id: &str| forms.current(id).ok_or((None, format!("there is no form {id}")));
        let (notification, asked) = (form(&self.notification)?, form(&self.form)?);
        if [notification, asked].iter().any(|form| form.definition.review_type != self.review_type) {
            return Err((None, format!("a form belongs to another review than {}", self.review_type)));
        }
        if self.due.unit == Unit::ClockHours || self.due.amount == 0 {
            return Err((None, "an answer is due on a later day: count in days or months".to_owned()));
        }
        let texts = [&self.due.citation, &self.legal_basis, &self.named_reason, &self.not_to_send_reason];
        let reasons = self.rules.iter().map(|rule| &rule.reason).chain(self.named.iter().map(|naming| &naming.reason));
        if texts.into_iter().chain(reasons).any(|words| words.trim().is_empty()) {
            return Err((None, "a reason, citation or legal basis is empty".to_owned()));
        }
        let agencies = notification.lists.get("agency").map_or(&[][..], Vec::as_slice);
        let known = |code: &String| agencies.iter().any(|agency| &agency.code == code);
        let mut used = self.rules.iter().flat_map(|rule| &rule.agencies).chain(self.named.iter().map(|naming| &naming.agency));
        if let Some(code) = used.find(|code| !known(code)) {
            return Err((None, format!("{code} is not in the list agency")));
        }
        for naming in &self.named {
            let kind = notification.question(&naming.question).map(|question| question.kind);
            if !matches!(kind, Some(Answers::Text | Answers::Person)) {
                return Err((Some(naming.question.clone()), "it does not name a person or an organisation".to_owned()));
            }
        }
        let conditions = self.rules.iter().filter_map(|rule| rule.when.as_ref());
        conditions.flat_map(Condition::tests).try_for_each(|test| can_hold(notification, test).map_err(|why| (Some(test.question.clone()), why)))
    }
}

/// Whether a test can ever hold: the question exists, and its options have the codes that are named.
fn can_hold(form: &Form, test: &Test) -> Result<(), String> {
    let question = form.question(&test.question).ok_or("a rule names it, and it is not a question")?;
    let codes: Vec<&str> = match question.kind {
        Answers::Computed if question.id == "age_band" => AgeBand::ALL.map(AgeBand::code).to_vec(),
        _ => form.options(question).codes(),
    };
    let values = test.value.as_array().map_or(std::slice::from_ref(&test.value), Vec::as_slice);
    match values.iter().find(|value| !codes.is_empty() && value.as_str().is_some_and(|code| !codes.contains(&code))) {
        Some(value) => Err(format!("a rule compares it with {value}, which is not an option")),
        None => Ok(()),
    }
}
