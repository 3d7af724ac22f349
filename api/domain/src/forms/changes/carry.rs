//! Moves answers somebody is still writing to the next version. Answers that were sent are never moved.

use super::mapping::{Mapping, Worth, find};
use crate::forms::definition::{Kind, Question};
use crate::forms::{Form, Visible};
use serde::Serialize;
use serde_json::{Map, Value};

/// A question that has to be answered in the new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Anew {
    /// The question; `group.question` inside a group.
    pub question: String,
    /// Why.
    pub why: Why,
}

/// Why a question has to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is new.
    New,
    /// It was part of another question, or several questions.
    Rearranged,
    /// It now means something else, or takes another kind of answer.
    ChangedMeaning,
    /// What was answered is no option any more.
    OptionGone,
}

impl Why {
    /// Why, in words for the screen.
    pub const fn words(self) -> &'static str {
        match self {
            Why::New => "This question is new",
            Why::Rearranged => "This was asked in another way before",
            Why::ChangedMeaning => "This question has changed",
            Why::OptionGone => "The answer you chose is no longer offered",
        }
    }
}

/// Answers in the new version.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Carried {
    /// What was carried over.
    pub answers: Map<String, Value>,
    /// What has to be answered anew, in the order of the form; only what is in view.
    pub anew: Vec<Anew>,
    /// Old answers that have no place, so that the person can look at them while they answer anew; by question, or by
    /// group with the rows that lost something.
    pub left_behind: Map<String, Value>,
}

/// Carries answers from the version a mapping follows to its own.
pub fn carry(old: &Form, new: &Form, answers: &Map<String, Value>, mapping: &Mapping) -> Carried {
    let mut step = Step { old, new, mapping, gone: Vec::new(), carried: Map::new(), left_behind: Map::new() };
    for question in old.questions() {
        let Some(answer) = answers.get(&question.id).filter(|answer| !answer.is_null()) else { continue };
        match (question.kind, answer) {
            (Kind::Repeat, Value::Array(rows)) if step.keeps(&question.id) => step.group(question, rows),
            _ => {
                let carried = step.single(&question.id, answer);
                let to = if carried.is_some() { &mut step.carried } else { &mut step.left_behind };
                to.insert(question.id.clone(), carried.unwrap_or_else(|| answer.clone()));
            }
        }
    }
    let anew = step.anew();
    Carried { answers: step.carried, anew, left_behind: step.left_behind }
}

struct Step<'a> {
    old: &'a Form,
    new: &'a Form,
    mapping: &'a Mapping,
    /// Questions whose answer is no option any more.
    gone: Vec<String>,
    carried: Map<String, Value>,
    left_behind: Map<String, Value>,
}

impl Step<'_> {
    /// Whether the old answer to a question still answers it.
    fn keeps(&self, name: &str) -> bool {
        find(self.new, name).is_some()
            && match self.mapping.questions.get(name) {
                None | Some(Worth::Same | Worth::Reworded | Worth::Recoded(_)) => true,
                Some(Worth::Split(_) | Worth::Merged(_) | Worth::None) => false,
            }
    }

    fn single(&mut self, name: &str, answer: &Value) -> Option<Value> {
        if !self.keeps(name) {
            return None;
        }
        let Some(Worth::Recoded(codes)) = self.mapping.questions.get(name) else {
            return Some(answer.clone());
        };
        let options = find(self.new, name).map(|question| self.new.options(question));
        let recode = |code: &str| {
            let code = codes.get(code).map_or(code, String::as_str);
            options.is_some_and(|options| options.has(code)).then(|| Value::from(code))
        };
        let carried = match answer {
            Value::String(code) => recode(code),
            Value::Array(chosen) => chosen.iter().map(|code| recode(code.as_str()?)).collect(),
            // “Not known” and its like.
            Value::Object(_) => Some(answer.clone()),
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
        };
        if carried.is_none() {
            self.gone.push(name.to_owned());
        }
        carried
    }

    fn group(&mut self, group: &Question, rows: &[Value]) {
        let mut kept = Vec::new();
        let mut lost = Vec::new();
        for row in rows.iter().filter_map(Value::as_object) {
            let id = row.get("row").cloned().unwrap_or_default();
            let mut new_row = Map::from_iter([("row".to_owned(), id.clone())]);
            let mut old_row = Map::from_iter([("row".to_owned(), id)]);
            for (key, answer) in row.iter().filter(|(key, answer)| *key != "row" && !answer.is_null()) {
                match self.single(&format!("{}.{key}", group.id), answer) {
                    Some(carried) => new_row.insert(key.clone(), carried),
                    None => old_row.insert(key.clone(), answer.clone()),
                };
            }
            kept.push(Value::Object(new_row));
            if old_row.len() > 1 {
                lost.push(Value::Object(old_row));
            }
        }
        self.carried.insert(group.id.clone(), Value::Array(kept));
        if !lost.is_empty() {
            self.left_behind.insert(group.id.clone(), Value::Array(lost));
        }
    }

    fn anew(&self) -> Vec<Anew> {
        let seen = Visible::of(self.new, &self.carried);
        let mut anew = Vec::new();
        for question in self.new.questions().filter(|question| question.kind != Kind::Computed && seen.shows(&question.id)) {
            let why = self.why(&question.id).or_else(|| self.gone.contains(&question.id).then_some(Why::OptionGone));
            anew.extend(why.map(|why| Anew { question: question.id.clone(), why }));
            let rows = seen.answers.get(&question.id).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            for inner in &question.questions {
                let name = format!("{}.{}", question.id, inner.id);
                let in_view = rows.iter().filter_map(Value::as_object).any(|row| seen.shows_in_row(inner, row));
                let why = self.why(&name).or_else(|| self.gone.contains(&name).then_some(Why::OptionGone));
                anew.extend(why.filter(|_| in_view).map(|why| Anew { question: name, why }));
            }
        }
        anew
    }

    /// Why a question of the new version has no old answer, if the mapping says that it has none.
    fn why(&self, name: &str) -> Option<Why> {
        if self.mapping.questions.values().flat_map(Worth::becomes).any(|became| became == name) {
            return Some(Why::Rearranged);
        }
        match self.mapping.questions.get(name)? {
            Worth::None if find(self.old, name).is_none() => Some(Why::New),
            Worth::None => Some(Why::ChangedMeaning),
            Worth::Same | Worth::Reworded | Worth::Recoded(_) | Worth::Split(_) | Worth::Merged(_) => None,
        }
    }
}
