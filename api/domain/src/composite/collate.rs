//! One question, several sources: what the record says and why.

use super::choice::{Choice, current};
use super::weight::{Weight, canonical, same, weight};
use crate::forms::Form;
use crate::forms::definition::{Collate, Question};
use crate::vocab::coded::coded;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// What one organisation submitted about one question. Drafts are no sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The request, or the notification, it came with.
    pub request: Uuid,
    /// The organisation.
    pub organisation: String,
    /// Its kind: a code of the list `agency`.
    pub agency: String,
    /// Who submitted it.
    pub person: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The form it was answered in.
    pub form: String,
    /// The version of that form.
    pub version: u32,
    /// What was answered, “not known” and its like included.
    pub value: Value,
    /// The revision of the answer.
    pub revision: i64,
}

coded! {
    /// How the record came to say what it says.
    Standing {
        /// Nobody has answered.
        Nothing = "nothing", "No answer";
        /// One has answered.
        Single = "single", "One source";
        /// Everybody who knows says the same.
        Agreed = "agreed", "Sources agree";
        /// Every answer, or every account, is kept beside the others.
        SideBySide = "side_by_side", "Side by side";
        /// A person chose, and nothing new stands against it.
        Chosen = "chosen", "Chosen";
        /// Answers differ, and a person has to choose.
        Conflict = "conflict", "Sources differ";
        /// A person chose, and an answer has come since that differs.
        Reopened = "reopened", "Needs another look";
    }
}

/// A source as it stands beside the others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct View {
    /// The source.
    #[serde(flatten)]
    pub source: Source,
    /// Whether it says what the record says.
    pub agrees: bool,
    /// Whether it came, or changed, after the choice that holds.
    pub is_new: bool,
}

/// A question brought together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Collated {
    /// The question.
    pub question: String,
    /// Every source that says something, “not known” included, the earliest first.
    pub sources: Vec<View>,
    /// How the record came to say what it says.
    pub standing: Standing,
    /// What the record says; null while nobody has chosen, and for accounts side by side.
    pub value: Value,
    /// The same in words for the person who reads it.
    pub why: String,
    /// Whether it is an account in free words, which a person puts together.
    pub is_narrative: bool,
}

/// Brings one question together; nothing for questions that are the office’s own. A group is brought together by
/// [`super::rows::collate`].
///
/// The form decides how: it is the latest version that has the question.
pub fn collate(form: &Form, question: &Question, sources: Vec<Source>, choices: &[Choice]) -> Option<Collated> {
    let narrative = match question.collate {
        Collate::Office => return None,
        Collate::Narrative => true,
        Collate::Single | Collate::All => false,
    };
    let weigh = |source: &Source| weight(form, question, &source.value);
    let mut sources: Vec<Source> = sources.into_iter().filter(|source| weigh(source) != Weight::Nothing).collect();
    sources.sort_by_key(|source| (source.at, source.request));
    let definite: Vec<&Source> = sources.iter().filter(|source| weigh(source) == Weight::Definite).collect();
    let choice = current(choices);
    let unseen =
        |source: &Source, choice: &Choice| !choice.seen.iter().any(|seen| seen.request == source.request && same(&seen.value, &source.value));
    let stands_against = |source: &Source, choice: &Choice| unseen(source, choice) && !same(&source.value, &choice.value);
    let (standing, value, why) = match choice {
        Some(choice) if definite.iter().any(|source| stands_against(source, choice)) => {
            let new = names(definite.iter().copied().filter(|source| stands_against(source, choice)));
            (Standing::Reopened, choice.value.clone(), format!("{} chose this; since then {new} answered differently", choice.by))
        }
        Some(choice) => (Standing::Chosen, choice.value.clone(), chosen_why(choice, &sources)),
        None => automatic(question.collate, &sources, &definite),
    };
    let views = sources.iter().map(|source| View {
        agrees: match &value {
            // All kept: each is one of them.
            Value::Array(kept) if standing == Standing::SideBySide => kept.iter().any(|one| same(one, &source.value)),
            value => same(value, &source.value),
        },
        is_new: choice.is_some_and(|choice| unseen(source, choice)),
        source: source.clone(),
    });
    Some(Collated { question: question.id.clone(), sources: views.collect(), standing, value, why, is_narrative: narrative })
}

/// What follows from the sources without a person.
fn automatic(collate: Collate, sources: &[Source], definite: &[&Source]) -> (Standing, Value, String) {
    let Some(first) = definite.first() else {
        return nobody_knows(sources);
    };
    let mut distinct: Vec<&Source> = Vec::new();
    for source in definite {
        if !distinct.iter().any(|known| same(&known.value, &source.value)) {
            distinct.push(source);
        }
    }
    if distinct.len() > 1 {
        let all = distinct.iter().map(|source| canonical(&source.value)).collect();
        return match collate {
            Collate::All => (Standing::SideBySide, all, "Every answer is kept".to_owned()),
            Collate::Narrative => (Standing::SideBySide, Value::Null, format!("{} accounts stand side by side", distinct.len())),
            Collate::Single | Collate::Office => (Standing::Conflict, Value::Null, format!("{} different answers: choose one", distinct.len())),
        };
    }
    let silent = match sources.len() - definite.len() {
        0 => String::new(),
        1 => "; another does not know or holds nothing".to_owned(),
        others => format!("; {others} others do not know or hold nothing"),
    };
    match definite.len() {
        1 => (Standing::Single, first.value.clone(), format!("Only {} answered{silent}", first.organisation)),
        all => (Standing::Agreed, first.value.clone(), format!("{all} sources say the same{silent}")),
    }
}

/// Nobody answered, or everybody who did does not know; “not known” says more than “nothing held”, since somebody asked.
fn nobody_knows(sources: &[Source]) -> (Standing, Value, String) {
    let held_nothing = |source: &&Source| source.value.get("state").and_then(Value::as_str) == Some("nothing_held");
    let Some(first) = sources.iter().find(|source| !held_nothing(source)).or(sources.first()) else {
        return (Standing::Nothing, Value::Null, "Nobody has answered".to_owned());
    };
    match sources.len() {
        1 => (Standing::Single, first.value.clone(), format!("{} does not know or holds nothing", first.organisation)),
        all => (Standing::Agreed, first.value.clone(), format!("{all} sources do not know or hold nothing")),
    }
}

fn chosen_why(choice: &Choice, sources: &[Source]) -> String {
    let from = choice.from.and_then(|from| sources.iter().find(|source| source.request == from));
    let what = match from {
        Some(source) => format!("{} chose the answer of {}", choice.by, source.organisation),
        None if choice.from.is_some() => format!("{} chose an answer that is no longer there", choice.by),
        None => format!("{} wrote this", choice.by),
    };
    match choice.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{what}: {reason}"),
        None => what,
    }
}

fn names<'a>(sources: impl Iterator<Item = &'a Source>) -> String {
    sources.map(|source| source.organisation.as_str()).collect::<Vec<_>>().join(" and ")
}

/// How far a record has come together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Questions on which a person has to choose.
    pub conflicts: usize,
    /// Choices that need another look.
    pub reopened: usize,
    /// Questions with an answer nobody has to look at.
    pub settled: usize,
    /// Questions nobody has answered.
    pub unanswered: usize,
}

impl Count {
    /// Counts questions.
    pub fn of<'a>(questions: impl IntoIterator<Item = &'a Collated>) -> Self {
        let mut count = Self::default();
        for question in questions {
            match question.standing {
                Standing::Conflict => count.conflicts += 1,
                Standing::Reopened => count.reopened += 1,
                Standing::Single | Standing::Agreed | Standing::SideBySide | Standing::Chosen => count.settled += 1,
                Standing::Nothing => count.unanswered += 1,
            }
        }
        count
    }
}

#[cfg(test)]
pub(super) mod tests;
