//! A set of answers: one JSON object from question id to answer, with typed ways to read it.

use super::value::Answer;
use crate::vocab::local_time;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The answers of a form, or of one row of a group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnswerSet(Map<String, Value>);

/// A person block.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Full name.
    pub name: Option<String>,
    /// Job or part played.
    pub role: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Email address.
    pub email: Option<String>,
}

/// An address block.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// House and street.
    pub line1: Option<String>,
    /// Second line.
    pub line2: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Postcode, or its like in another country.
    pub postcode: Option<String>,
}

impl Address {
    /// The lines that are filled in, in order.
    pub fn lines(&self) -> Vec<&str> {
        [&self.line1, &self.line2, &self.town, &self.postcode].into_iter().flatten().map(String::as_str).collect()
    }
}

impl AnswerSet {
    /// Wraps a JSON object of answers.
    pub fn new(map: Map<String, Value>) -> Self {
        Self(map)
    }

    /// The JSON object.
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The JSON object, taken out.
    pub fn into_map(self) -> Map<String, Value> {
        self.0
    }

    /// The answer as it stands: given, one of the states that stand for an answer, or unanswered.
    pub fn answer(&self, question: &str) -> Answer<'_> {
        Answer::of(self.0.get(question))
    }

    /// Whether there is an answer, "I do not know" included.
    pub fn is_answered(&self, question: &str) -> bool {
        self.answer(question).is_answered()
    }

    /// Whether the person said that they do not know: as the state, or as the code of that name.
    pub fn is_not_known(&self, question: &str) -> bool {
        self.answer(question) == Answer::NotKnown || self.code(question) == Some("not_known")
    }

    /// A text, trimmed.
    pub fn text(&self, question: &str) -> Option<&str> {
        self.0.get(question)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The code of a choice.
    pub fn code(&self, question: &str) -> Option<&str> {
        self.text(question)
    }

    /// Whether a yes-no question was answered yes.
    pub fn is_yes(&self, question: &str) -> bool {
        self.code(question) == Some("yes")
    }

    /// The codes of a choice of several.
    pub fn codes(&self, question: &str) -> Vec<&str> {
        let list = self.0.get(question).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// A whole number.
    pub fn number(&self, question: &str) -> Option<i64> {
        self.0.get(question)?.as_i64()
    }

    /// A day.
    pub fn date(&self, question: &str) -> Option<NaiveDate> {
        local_time::parse_date(self.text(question)?)
    }

    /// A time of day.
    pub fn time(&self, question: &str) -> Option<NaiveTime> {
        local_time::parse_time(self.text(question)?)
    }

    /// A London date and time.
    pub fn datetime(&self, question: &str) -> Option<NaiveDateTime> {
        local_time::parse_datetime(self.text(question)?)
    }

    /// A person block.
    pub fn person(&self, question: &str) -> Option<Person> {
        let part = self.parts(question)?;
        Some(Person { name: part("name"), role: part("role"), organisation: part("organisation"), phone: part("phone"), email: part("email") })
    }

    /// An address block.
    pub fn address(&self, question: &str) -> Option<Address> {
        let part = self.parts(question)?;
        Some(Address { line1: part("line1"), line2: part("line2"), town: part("town"), postcode: part("postcode") })
    }

    /// The rows of a group, in order.
    pub fn rows(&self, group: &str) -> Vec<AnswerSet> {
        let rows = self.0.get(group).and_then(Value::as_array);
        rows.into_iter().flatten().filter_map(Value::as_object).cloned().map(AnswerSet).collect()
    }

    /// The stable id of a row.
    pub fn row_id(&self) -> Option<Uuid> {
        Uuid::try_parse(self.text("row")?).ok()
    }

    fn parts(&self, question: &str) -> Option<impl Fn(&str) -> Option<String>> {
        let Answer::Given(Value::Object(parts)) = self.answer(question) else {
            return None;
        };
        Some(|part: &str| {
            let text = parts.get(part)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        })
    }
}

impl From<Map<String, Value>> for AnswerSet {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn set(value: Value) -> AnswerSet {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn answers_are_read_by_kind_and_a_wrong_kind_is_no_answer() {
        let a = set(json!({
            "surname": " Hill ", "empty": " ", "n": 3, "half": 3.5, "born": "2026-01-02", "at": "03:04",
            "when": "2026-01-02T03:04", "many": ["A", 1, "B"], "unsure": {"state": "not_known"}, "code": "not_known",
        }));
        assert_eq!((a.text("surname"), a.text("empty"), a.text("n"), a.text("none")), (Some("Hill"), None, None, None));
        assert_eq!((a.number("n"), a.number("half"), a.number("surname")), (Some(3), None, None));
        assert_eq!(a.date("born").unwrap().to_string(), "2026-01-02");
        assert_eq!(a.date("when"), None);
        assert!(a.time("at").is_some() && a.datetime("when").is_some());
        assert_eq!(a.codes("many"), ["A", "B"]);
        assert!(a.is_not_known("unsure") && a.is_not_known("code") && !a.is_not_known("surname"));
        assert!(a.is_answered("unsure") && !a.is_answered("empty"));
    }

    #[test]
    fn blocks_and_rows_are_taken_apart() {
        let row = "5f64b4a2-8b1e-4a44-9f67-0a3f6a2f3b11";
        let a = set(json!({
            "who": {"name": " Dr Lane ", "email": ""}, "nobody": {"name": ""}, "unsure": {"state": "not_known"},
            "home": {"line1": "1 High Street", "town": "Chatham"}, "rows": [{"row": row, "agency": "gp"}],
        }));
        assert_eq!(a.person("who").unwrap(), Person { name: Some("Dr Lane".into()), ..Person::default() });
        assert!(a.person("nobody").is_none() && a.person("unsure").is_none());
        assert_eq!(a.address("home").unwrap().lines(), ["1 High Street", "Chatham"]);
        let rows = a.rows("rows");
        assert_eq!((rows.len(), rows[0].code("agency")), (1, Some("gp")));
        assert_eq!(rows[0].row_id().unwrap().to_string(), row);
    }
}
