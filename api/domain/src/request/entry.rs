//! Answers as they are saved: one entry for a question, or for a row of a group.
//!
//! A row is saved by its own id and not by its place, so that colleagues who add rows at the same time both keep theirs,
//! and a row that is taken out moves no other. A row that was taken out stays as an entry without a value.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What an entry is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Key {
    /// The question of the form; a group for a row.
    pub question: String,
    /// The id of the row; nothing for an answer that is not a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

/// A key as somebody writes it.
#[derive(Deserialize)]
struct Written {
    question: String,
    #[serde(default)]
    row: Option<String>,
}

impl From<Written> for Key {
    fn from(written: Written) -> Self {
        match &written.row {
            Some(row) => Self::of_row(written.question, row),
            None => Self::of(written.question),
        }
    }
}

impl Key {
    /// A question of the form.
    pub fn of(question: impl Into<String>) -> Self {
        Self { question: question.into(), row: None }
    }

    /// A row of a group. One row has one id, in whatever case a client writes it.
    pub fn of_row(group: impl Into<String>, row: &str) -> Self {
        Self { question: group.into(), row: Some(row.to_ascii_lowercase()) }
    }

    /// The entry as a JSON pointer into answers, as in errors.
    pub fn pointer(&self) -> String {
        match &self.row {
            Some(row) => format!("/answers/{}/{row}", self.question),
            None => format!("/answers/{}", self.question),
        }
    }
}

/// The latest of what was saved for a key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is for.
    pub key: Key,
    /// How often it was changed: 1 when first saved.
    pub revision: i64,
    /// The answer, or the row as an object without its id; null when it was cleared, or the row taken out.
    pub value: Value,
    /// When it was first saved, as a number that only grows: the order of rows.
    pub first_saved: i64,
}

/// The answers these entries make, as a form reads them: rows in the order in which they were first saved.
///
/// Where somebody said “nothing held” about a group and a colleague has added a row, the rows are the answer.
pub fn assemble<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Map<String, Value> {
    let mut answers = Map::new();
    let mut groups: BTreeMap<&str, Vec<(i64, &str, &Value)>> = BTreeMap::new();
    for entry in entries.into_iter().filter(|entry| !entry.value.is_null()) {
        match &entry.key.row {
            Some(row) => groups.entry(&entry.key.question).or_default().push((entry.first_saved, row, &entry.value)),
            None => {
                answers.insert(entry.key.question.clone(), entry.value.clone());
            }
        }
    }
    for (group, mut rows) in groups {
        rows.sort_by_key(|(first_saved, row, _)| (*first_saved, *row));
        let rows = rows.into_iter().map(|(_, id, value)| {
            let mut row = Map::from_iter([("row".to_owned(), Value::from(id))]);
            row.extend(value.as_object().cloned().unwrap_or_default());
            Value::Object(row)
        });
        answers.insert(group.to_owned(), rows.collect());
    }
    answers
}

/// The entries that make these answers: the reverse of [`assemble`], in the order of the rows.
pub fn entries(answers: &Map<String, Value>) -> Vec<(Key, Value)> {
    answers.iter().flat_map(|(question, answer)| of_question(question, answer)).collect()
}

/// What has to be saved so that `before` becomes `after`; null takes an answer or a row out. Answers whose key `after`
/// does not have are left alone: only what is there with null, or a row missing from its group, is cleared.
pub fn changes(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<(Key, Value)> {
    let old: BTreeMap<Key, Value> = entries(before).into_iter().collect();
    let mut changed = Vec::new();
    for (question, answer) in after {
        let new = of_question(question, answer);
        let kept: BTreeSet<&Key> = new.iter().map(|(key, _)| key).collect();
        let gone = old.keys().filter(|key| &key.question == question && !kept.contains(key));
        changed.extend(gone.map(|key| (key.clone(), Value::Null)));
        changed.extend(new.into_iter().filter(|(key, value)| old.get(key).unwrap_or(&Value::Null) != value));
    }
    changed
}

fn of_question(question: &str, answer: &Value) -> Vec<(Key, Value)> {
    let Some(rows) = rows(answer) else {
        return vec![(Key::of(question), answer.clone())];
    };
    rows.into_iter()
        .map(|(id, row)| {
            let rest = row.iter().filter(|(key, _)| *key != "row").map(|(key, value)| (key.clone(), value.clone()));
            (Key::of_row(question, id), Value::Object(rest.collect()))
        })
        .collect()
}

/// The rows of a group, by their ids; nothing when the answer is not a group. An empty list is a group without rows.
fn rows(answer: &Value) -> Option<Vec<(&str, &Map<String, Value>)>> {
    let rows = answer.as_array()?;
    rows.iter().map(|row| row.as_object().and_then(|row| Some((row.get("row")?.as_str()?, row)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn saved(entries: Vec<(Key, Value)>) -> Vec<Entry> {
        entries.into_iter().zip(1..).map(|((key, value), first_saved)| Entry { key, revision: 1, value, first_saved }).collect()
    }

    #[test]
    fn answers_taken_apart_and_put_together_are_the_same() {
        let answers = map(json!({
            "sex": "F", "tests": ["xray", "ct"], "birthweight_g": {"state": "not_known"},
            "siblings": [{"row": "b", "name": "Mo"}, {"row": "a", "name": "Al", "age": 3}],
        }));
        assert_eq!(assemble(&saved(entries(&answers))), answers);
    }

    #[test]
    fn rows_stand_in_the_order_in_which_they_were_first_saved_and_one_taken_out_moves_no_other() {
        let mut all = saved(entries(&map(json!({"siblings": [{"row": "c"}, {"row": "b"}, {"row": "a"}]}))));
        all[1].value = Value::Null;
        all.reverse();
        assert_eq!(assemble(&all), map(json!({"siblings": [{"row": "c"}, {"row": "a"}]})));
    }

    #[test]
    fn only_what_differs_is_saved() {
        let before = map(json!({"sex": "F", "note": "x", "siblings": [{"row": "a", "name": "Al"}, {"row": "b"}]}));
        let after = map(json!({"sex": "F", "note": null, "siblings": [{"row": "b"}, {"row": "c"}]}));
        let expected = vec![(Key::of("note"), Value::Null), (Key::of_row("siblings", "a"), Value::Null), (Key::of_row("siblings", "c"), json!({}))];
        assert_eq!(changes(&before, &after), expected);
        assert!(changes(&before, &before).is_empty());
        assert!(changes(&before, &Map::new()).is_empty());
    }

    #[test]
    fn a_group_that_is_emptied_loses_every_row_and_a_row_counts_before_nothing_held() {
        let before = map(json!({"siblings": [{"row": "a"}]}));
        assert_eq!(changes(&before, &map(json!({"siblings": []}))), [(Key::of_row("siblings", "a"), Value::Null)]);
        let mut both = saved(entries(&before));
        both.push(Entry { key: Key::of("siblings"), revision: 1, value: json!({"state": "nothing_held"}), first_saved: 9 });
        assert_eq!(assemble(&both), before);
    }

    #[test]
    fn one_row_has_one_key_however_its_id_is_written() {
        assert_eq!(Key::of_row("siblings", "AB-1"), Key::of_row("siblings", "ab-1"));
        assert_eq!(Key::of_row("siblings", "a").pointer(), "/answers/siblings/a");
    }
}
