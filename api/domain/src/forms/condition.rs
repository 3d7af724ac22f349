//! The closed language of conditions: when a question is shown or needed.
//!
//! Evaluation is total: every operator has an answer for every answer, of whatever type. An unanswered question, a
//! "not known", "not applicable" or "nothing held", and an answer of the wrong type make every operator false, with
//! these exceptions: `unanswered` is true of an unanswered question; `answered` is true of anything else; and `eq` and
//! `in` are true of a "not known" when they name `not_known`. So `ne` is not the opposite of `eq`: write `not` for that.

use super::value::Answer;
use crate::vocab::local_time;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;

/// A condition on the answers of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "Value")]
pub enum Condition {
    /// True when every part is; true when there is none.
    All(Vec<Condition>),
    /// True when at least one part is.
    Any(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
    /// A question put to one answer.
    Test(Test),
}

/// One operator applied to the answer of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The question or computed key.
    pub question: String,
    /// The operator.
    pub op: Op,
    /// What it is compared with; null for `answered` and `unanswered`.
    pub value: Value,
}

/// The operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Is this value.
    Eq,
    /// Is answered with another value of the same type.
    Ne,
    /// Is one of these values.
    In,
    /// Is answered with a value of the same type that is none of these.
    NotIn,
    /// The list has this code.
    Contains,
    /// The list has at least one of these codes.
    ContainsAny,
    /// Is less, or earlier.
    Lt,
    /// Is at most, or not later.
    Le,
    /// Is more, or later.
    Gt,
    /// Is at least, or not earlier.
    Ge,
    /// Has an answer, "not known" and the other states included.
    Answered,
    /// Has no answer.
    Unanswered,
    /// The group has at least so many rows.
    RowsGe,
}

/// Where a condition looks answers up.
///
/// Inside a row the row comes first: a key the row has, even with null, hides the form's question of that name.
/// Worked-out values come before answers, so nobody can answer for them.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The answers of the form.
    pub answers: &'a Map<String, Value>,
    /// The answers of the row the condition stands in, if any.
    pub row: Option<&'a Map<String, Value>>,
    /// What the server works out: age and the like.
    pub computed: &'a Map<String, Value>,
}

impl<'a> Scope<'a> {
    /// The answer to a question.
    pub fn find(&self, question: &str) -> Answer<'a> {
        let in_row = self.row.and_then(|row| row.get(question));
        Answer::of(in_row.or_else(|| self.computed.get(question)).or_else(|| self.answers.get(question)))
    }
}

/// Whether a condition holds.
pub fn evaluate(condition: &Condition, scope: &Scope<'_>) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| evaluate(part, scope)),
        Condition::Any(parts) => parts.iter().any(|part| evaluate(part, scope)),
        Condition::Not(part) => !evaluate(part, scope),
        Condition::Test(test) => test.holds(scope.find(&test.question)),
    }
}

impl Test {
    fn holds(&self, answer: Answer<'_>) -> bool {
        let given = match (self.op, answer) {
            (Op::Unanswered, _) => return !answer.is_answered(),
            (Op::Answered, _) => return answer.is_answered(),
            (_, Answer::Unanswered) => return false,
            (Op::Eq, Answer::NotKnown) => return self.value == "not_known",
            (Op::In, Answer::NotKnown) => return self.values().any(|value| value == "not_known"),
            (_, Answer::NotKnown | Answer::NotApplicable | Answer::NothingHeld) => return false,
            (_, Answer::Given(given)) => given,
        };
        match self.op {
            Op::Eq => same(given, &self.value),
            Op::Ne => same_type(given, &self.value) && !same(given, &self.value),
            Op::In => self.values().any(|value| same(given, value)),
            Op::NotIn => self.values().all(|value| same_type(given, value) && !same(given, value)),
            Op::Contains => has_code(given, &self.value),
            Op::ContainsAny => self.values().any(|value| has_code(given, value)),
            Op::Lt => order(given, &self.value).is_some_and(Ordering::is_lt),
            Op::Le => order(given, &self.value).is_some_and(Ordering::is_le),
            Op::Gt => order(given, &self.value).is_some_and(Ordering::is_gt),
            Op::Ge => order(given, &self.value).is_some_and(Ordering::is_ge),
            Op::RowsGe => rows(given).zip(self.value.as_u64()).is_some_and(|(rows, least)| rows as u64 >= least),
            Op::Answered | Op::Unanswered => false,
        }
    }

    fn values(&self) -> impl Iterator<Item = &Value> {
        self.value.as_array().into_iter().flatten()
    }
}

fn same_type(a: &Value, b: &Value) -> bool {
    (a.is_string() && b.is_string()) || (a.is_number() && b.is_number())
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => false,
    }
}

fn has_code(list: &Value, code: &Value) -> bool {
    list.as_array().is_some_and(|codes| codes.iter().any(|c| c.is_string() && c == code))
}

fn rows(group: &Value) -> Option<usize> {
    let rows = group.as_array()?;
    rows.iter().all(Value::is_object).then_some(rows.len())
}

fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Value::String(a), Value::String(b)) => {
            let shape = local_time::shape(a);
            (is_iso(&shape) && shape == local_time::shape(b)).then(|| a.cmp(b))
        }
        _ => None,
    }
}

fn is_iso(shape: &str) -> bool {
    matches!(shape, "0000-00-00" | "00:00" | "0000-00-00T00:00")
}

impl TryFrom<Value> for Condition {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        let Value::Object(mut parts) = value else {
            return Err("a condition must be an object".to_owned());
        };
        let mut only = |key: &str| {
            if parts.len() == 1 { parts.remove(key) } else { None }
        };
        if let Some(value) = only("all") {
            return list(value).map(Self::All);
        }
        if let Some(value) = only("any") {
            return list(value).map(Self::Any);
        }
        if let Some(value) = only("not") {
            return Self::try_from(value).map(|part| Self::Not(Box::new(part)));
        }
        if let Some(key) = parts.keys().find(|key| !matches!(key.as_str(), "q" | "op" | "value")) {
            return Err(format!("a condition has only all, any or not, or q, op and value; not {key:?} here"));
        }
        let Some(Value::String(question)) = parts.remove("q") else {
            return Err("a condition must name its question in q".to_owned());
        };
        let op = parts.remove("op").unwrap_or_default();
        let op: Op = serde_json::from_value(op.clone()).map_err(|_| format!("there is no operator {op}"))?;
        let value = parts.remove("value").unwrap_or_default();
        check_operand(op, &value)?;
        Ok(Self::Test(Test { question, op, value }))
    }
}

fn list(value: Value) -> Result<Vec<Condition>, String> {
    match value {
        Value::Array(parts) if !parts.is_empty() => parts.into_iter().map(Condition::try_from).collect(),
        _ => Err("all and any need a list of at least one condition".to_owned()),
    }
}

fn check_operand(op: Op, value: &Value) -> Result<(), String> {
    let scalar = |v: &Value| v.is_string() || v.is_number();
    let (fits, needed) = match op {
        Op::Eq | Op::Ne => (scalar(value), "a text or a number"),
        Op::In | Op::NotIn => (value.as_array().is_some_and(|l| !l.is_empty() && l.iter().all(scalar)), "a list of texts or numbers"),
        Op::Contains => (value.is_string(), "a code"),
        Op::ContainsAny => (value.as_array().is_some_and(|l| !l.is_empty() && l.iter().all(Value::is_string)), "a list of codes"),
        Op::Lt | Op::Le | Op::Gt | Op::Ge => {
            (value.is_number() || value.as_str().is_some_and(|text| is_iso(&local_time::shape(text))), "a number, date, time or date and time")
        }
        Op::Answered | Op::Unanswered => (value.is_null(), "no value"),
        Op::RowsGe => (value.is_u64(), "a number of rows"),
    };
    if fits { Ok(()) } else { Err(format!("operator {} needs {needed}", json!(op))) }
}

impl From<Condition> for Value {
    fn from(condition: Condition) -> Self {
        match condition {
            Condition::All(parts) => json!({ "all": parts }),
            Condition::Any(parts) => json!({ "any": parts }),
            Condition::Not(part) => json!({ "not": part }),
            Condition::Test(Test { question, op, value: Value::Null }) => json!({ "q": question, "op": op }),
            Condition::Test(Test { question, op, value }) => json!({ "q": question, "op": op, "value": value }),
        }
    }
}

impl Condition {
    /// Every test in the condition, however deep.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::tests).collect(),
            Self::Not(part) => part.tests(),
            Self::Test(test) => vec![test],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shared_vector_has_its_answer() {
        let rows: Vec<Value> = serde_json::from_str(include_str!("../../vectors/conditions.json")).unwrap();
        assert!(rows.len() >= 300, "{}", rows.len());
        let empty = Map::new();
        let object = |row: &Value, key: &str| row.get(key).map(|v| v.as_object().unwrap().clone());
        for case in &rows {
            let name = case["name"].as_str().unwrap();
            let condition = Condition::try_from(case["condition"].clone()).unwrap_or_else(|e| panic!("{name}: {e}"));
            let (answers, row, computed) = (object(case, "answers").unwrap(), object(case, "row"), object(case, "computed"));
            let scope = Scope { answers: &answers, row: row.as_ref(), computed: computed.as_ref().unwrap_or(&empty) };
            assert_eq!(evaluate(&condition, &scope), case["expect"].as_bool().unwrap(), "{name}");
        }
    }

    #[test]
    fn a_condition_is_written_back_as_it_was_read() {
        let text = json!({"all": [{"any": [{"q": "a", "op": "in", "value": ["x", 1]}]}, {"not": {"q": "b", "op": "answered"}}]});
        let condition = Condition::try_from(text.clone()).unwrap();
        assert_eq!(Value::from(condition), text);
    }

    #[test]
    fn a_badly_written_condition_is_refused_with_the_reason() {
        let reason = |value: Value| Condition::try_from(value).unwrap_err();
        assert!(reason(json!("x")).contains("object"));
        assert!(reason(json!({"all": []})).contains("at least one"));
        assert!(reason(json!({"all": [], "q": "a"})).contains("not \"all\" here"));
        assert!(reason(json!({"op": "eq", "value": 1})).contains("in q"));
        assert!(reason(json!({"q": "a", "op": "like", "value": 1})).contains("no operator"));
        assert!(reason(json!({"q": "a", "op": "eq"})).contains("a text or a number"));
        assert!(reason(json!({"q": "a", "op": "lt", "value": "soon"})).contains("a number, date"));
        assert!(reason(json!({"q": "a", "op": "answered", "value": true})).contains("no value"));
        assert!(reason(json!({"q": "a", "op": "rows_ge", "value": -1})).contains("rows"));
        assert!(reason(json!({"q": "a", "op": "contains_any", "value": [1]})).contains("codes"));
    }
}
