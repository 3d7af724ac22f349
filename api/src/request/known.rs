//! What the system knows of a case already, for the questions of a form: told with its source, so that nothing is asked twice.

use super::views::{KnownAnswer, KnownAnswers};
use crate::case::access::CaseAccess;
use crate::case::sealed::Identity;
use crate::case::store::CaseRow;
use crate::forms::words::long_date;
use crate::notification::sealed::Notification;
use crate::notification::store as notifications;
use crate::platform::clock::london_date;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::forms::{Answer, Form, Known, check_types};
use serde_json::{Map, Value, json};

/// A case as far as it is known: itself, and what its notifications said.
pub struct KnownCase {
    /// The case.
    pub row: CaseRow,
    /// Who the child was.
    pub identity: Identity,
    /// The notifications, the first first.
    pub notifications: Vec<Notification>,
}

/// Gathers what is known of a case.
///
/// # Errors
/// When something sealed cannot be opened.
pub fn gather(tx: &mut Tx, case: &CaseAccess, row: &CaseRow) -> Result<KnownCase, Problem> {
    let rows = notifications::list_of_cases(tx.conn(), case.ids())?;
    let notifications = rows.into_iter().map(|row| row.open(tx.keyring())).collect::<Result<_, Problem>>()?;
    Ok(KnownCase { row: row.clone(), identity: row.identity(tx.keyring())?, notifications })
}

/// What a case decides about which questions are shown: the age.
pub fn facts_of(row: &CaseRow) -> Map<String, Value> {
    Map::from_iter([("age_days".into(), json!(row.age_days)), ("age_band".into(), json!(row.age_band))])
}

impl KnownCase {
    /// What the notifications said, each question as it was answered last, and put right by the case.
    pub fn told(&self) -> Map<String, Value> {
        let mut told = Map::new();
        for notification in &self.notifications {
            let said = notification.answers.iter().filter(|(_, value)| Answer::of(Some(value)).is_answered());
            told.extend(said.map(|(question, value)| (question.clone(), value.clone())));
        }
        let put_right = Known::ALL.iter().filter_map(|fact| fact.notification_question());
        told.extend(put_right.filter_map(|question| Some((question.to_owned(), self.of_case(question)?))));
        told
    }

    /// What decides which questions are shown, beside the answers to them.
    pub fn facts(&self) -> Map<String, Value> {
        facts_of(&self.row)
    }

    /// What is known for the questions of a form, asked of an organisation of this type.
    pub fn for_form(&self, form: &Form, agency: &str) -> KnownAnswers {
        let mut known = KnownAnswers::new();
        for question in form.questions() {
            let Some(found) = question.known.and_then(|fact| self.answer(fact, agency)) else { continue };
            // What an older form took and this one does not is asked anew.
            let alone = Map::from_iter([(question.id.clone(), found.value.clone())]);
            if check_types(form, &alone).is_empty() {
                known.insert(question.id.clone(), found);
            }
        }
        known
    }

    fn answer(&self, fact: Known, agency: &str) -> Option<KnownAnswer> {
        if fact == Known::Agency {
            return Some(KnownAnswer { value: agency.into(), source: "This request".into() });
        }
        let asked = fact.notification_question()?;
        if let Some(value) = self.of_case(asked) {
            return Some(KnownAnswer { value, source: format!("The case, {}", self.row.reference) });
        }
        // The latest notification that says something definite.
        let said = self.notifications.iter().rev().find_map(|notification| match Answer::of(notification.answers.get(asked)) {
            Answer::Given(value) if value != "not_known" => Some((notification, value)),
            Answer::Given(_) | Answer::NotKnown | Answer::NotApplicable | Answer::NothingHeld | Answer::Unanswered => None,
        });
        let (notification, value) = said?;
        let row = &notification.row;
        let source = format!("Notification {}, {}, {}", row.reference, row.notifier_organisation, long_date(london_date(row.received_at)));
        Some(KnownAnswer { value: value.clone(), source })
    }

    /// What the case itself says, which may have been put right since the notification.
    fn of_case(&self, asked: &str) -> Option<Value> {
        let words = |text: &str| (!text.is_empty()).then(|| Value::from(text));
        match asked {
            "forenames" => words(&self.identity.forenames),
            "surname" => words(&self.identity.surname),
            "nhs_number" => self.identity.nhs_number.as_deref().and_then(words),
            "date_of_birth" => Some(self.row.date_of_birth.to_string().into()),
            "date_of_death" => Some(self.row.date_of_death.to_string().into()),
            "home_address" => (!self.identity.address.is_empty()).then(|| Value::Object(self.identity.address.clone())),
            "postcode" => self.identity.postcode.as_deref().and_then(words),
            _ => None,
        }
    }
}
