//! What a new version says about the answers of the one before, as in `forms/changes/<form>.v<N>.json`.

use super::diff::{Change, What, diff};
use super::in_flight::InFlight;
use crate::forms::definition::Question;
use crate::forms::{DefinitionError, Form, Registry, Source};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the old answer to a changed question is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    /// It means the same.
    Same,
    /// It is asked in other words, and means the same.
    Reworded,
    /// Old codes stand for new ones.
    Recoded(BTreeMap<String, String>),
    /// The question became several, which are asked anew.
    Split(Vec<String>),
    /// The question became part of another, which is asked anew.
    Merged(String),
    /// It has no counterpart: a new question, one that is gone, or one that now means something else.
    None,
}

/// What a version says about the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The form.
    pub form: String,
    /// The new version.
    pub version: u32,
    /// The version it follows.
    pub from: u32,
    /// What becomes of forms somebody is filling in.
    pub in_flight: InFlight,
    /// The worth of the old answer, by changed question; `group.question` inside a group.
    pub questions: BTreeMap<String, Worth>,
}

/// Every mapping, read and checked against the forms.
#[derive(Debug, Clone, Default)]
pub struct Mappings(Vec<Mapping>);

/// One file for each version after the first.
const FILES: &[Source<'static>] = &[];

impl Mappings {
    /// The mappings of the forms built into this program.
    pub fn embedded(registry: &Registry) -> Result<Self, DefinitionError> {
        Self::read(FILES, registry)
    }

    /// Reads mappings and checks them against the forms; the first thing that is wrong is the answer.
    pub fn read(files: &[Source<'_>], registry: &Registry) -> Result<Self, DefinitionError> {
        let mut mappings = Vec::new();
        for (file, text) in files {
            let read = serde_json::from_str(text);
            let wrong = |error: serde_json::Error| DefinitionError { file: (*file).to_owned(), question: None, reason: error.to_string() };
            mappings.push(read.map_err(wrong)?);
        }
        check_changes(registry, &mappings)?;
        Ok(Self(mappings))
    }

    /// The steps that lead from one version to a later one, in order; none when there is nothing to do.
    pub fn between(&self, form: &str, from: u32, to: u32) -> Vec<&Mapping> {
        let mut steps: Vec<&Mapping> =
            self.0.iter().filter(|mapping| mapping.form == form && mapping.version > from && mapping.version <= to).collect();
        steps.sort_by_key(|mapping| mapping.version);
        steps
    }
}

/// Refuses a version that does not say of every changed question what its old answer is worth, and a mapping that says
/// something about a question that did not change.
pub fn check_changes(registry: &Registry, mappings: &[Mapping]) -> Result<(), DefinitionError> {
    for form in registry.forms() {
        let (id, version) = (&form.definition.id, form.definition.version);
        let found: Vec<&Mapping> = mappings.iter().filter(|mapping| &mapping.form == id && mapping.version == version).collect();
        let wrong = |question: Option<&str>, reason: String| DefinitionError {
            file: format!("changes/{id}.v{version}.json"),
            question: question.map(str::to_owned),
            reason,
        };
        let earlier = registry.forms().iter().filter(|other| &other.definition.id == id && other.definition.version < version);
        match (earlier.max_by_key(|other| other.definition.version), found.as_slice()) {
            (None, []) => {}
            (None, _) => return Err(wrong(None, "there is no version before it".to_owned())),
            (Some(_), []) => return Err(wrong(None, "it does not say what changed since the version before".to_owned())),
            (Some(earlier), [mapping]) => {
                if mapping.from != earlier.definition.version {
                    return Err(wrong(None, format!("it follows version {}, not {}", earlier.definition.version, mapping.from)));
                }
                check(earlier, form, mapping).map_err(|(question, reason)| wrong(Some(&question), reason))?;
            }
            (Some(_), _) => return Err(wrong(None, "there are two mappings".to_owned())),
        }
    }
    let of_no_form = mappings.iter().find(|mapping| registry.form(&mapping.form, mapping.version).is_none());
    of_no_form.map_or(Ok(()), |mapping| {
        let file = format!("changes/{}.v{}.json", mapping.form, mapping.version);
        Err(DefinitionError { file, question: None, reason: "there is no such version".to_owned() })
    })
}

fn check(old: &Form, new: &Form, mapping: &Mapping) -> Result<(), (String, String)> {
    let changes = diff(old, new);
    let changed: BTreeSet<&str> = changes.iter().map(|change| change.question.as_str()).collect();
    if let Some(question) = mapping.questions.keys().find(|question| !changed.contains(question.as_str())) {
        return Err((question.clone(), "it did not change, so there is nothing to say about it".to_owned()));
    }
    let became: BTreeSet<&str> = mapping.questions.values().flat_map(Worth::becomes).collect();
    for change in &changes {
        if let Some(worth) = mapping.questions.get(&change.question) {
            fits(change, worth, &changes, new).map_err(|reason| (change.question.clone(), reason))?;
        }
    }
    let said = |change: &&Change| {
        let question = change.question.as_str();
        mapping.questions.contains_key(question) || (change.what == What::Added && became.contains(question))
    };
    match changes.iter().find(|change| !said(change)) {
        Some(change) => Err((change.question.clone(), "it changed, and nothing says what its old answer is worth".to_owned())),
        None => Ok(()),
    }
}

impl Worth {
    /// The questions an old one became.
    pub(super) fn becomes(&self) -> impl Iterator<Item = &str> {
        let (several, one) = match self {
            Worth::Split(into) => (into.as_slice(), None),
            Worth::Merged(into) => (&[][..], Some(into)),
            Worth::Same | Worth::Reworded | Worth::Recoded(_) | Worth::None => (&[][..], None),
        };
        several.iter().chain(one).map(String::as_str)
    }
}

/// Whether what is said about a change can be true of it.
fn fits(change: &Change, worth: &Worth, changes: &[Change], new: &Form) -> Result<(), String> {
    let is_new = |id: &str| changes.iter().any(|other| other.question == id && other.what == What::Added);
    let exists = |id: &str| is_new(id) || find(new, id).is_some();
    match (&change.what, worth) {
        (_, Worth::None) => Ok(()),
        (What::Added, _) => Err("a new question has no old answer: say none".to_owned()),
        (What::Removed, Worth::Split(into)) if into.len() > 1 && into.iter().all(|id| is_new(id)) => Ok(()),
        (What::Removed, Worth::Split(_)) => Err("it is split into two new questions or more".to_owned()),
        (What::Removed, Worth::Merged(into)) if exists(into) => Ok(()),
        (What::Removed, Worth::Merged(into)) => Err(format!("it is merged into {into}, which is not a question")),
        (What::Removed, _) => Err("it is gone: say what it became, or none".to_owned()),
        (_, Worth::Split(_) | Worth::Merged(_)) => Err("it is still there, so it was neither split nor merged".to_owned()),
        (What::Kind { .. }, _) => Err("another kind of answer is another question: say none".to_owned()),
        (What::Options { removed, .. }, Worth::Recoded(codes)) => {
            recodes(removed, codes, find(new, &change.question).map_or(vec![], |q| new.options(q).codes()))
        }
        (What::Options { removed, .. }, Worth::Same | Worth::Reworded) if !removed.is_empty() => {
            Err(format!("{} is no option any more: say which code stands for it", removed.join(", ")))
        }
        (What::Reworded, Worth::Same) => Err("its words are others: say reworded, or none if it means something else".to_owned()),
        (What::Options { .. } | What::Reworded | What::Condition | What::Rules | What::Moved, Worth::Same | Worth::Reworded | Worth::Recoded(_)) => {
            Ok(())
        }
    }
}

fn recodes(removed: &[String], codes: &BTreeMap<String, String>, options: Vec<&str>) -> Result<(), String> {
    if let Some(lost) = removed.iter().find(|code| !codes.contains_key(*code)) {
        return Err(format!("nothing stands for {lost}"));
    }
    match codes.values().find(|code| !options.contains(&code.as_str())) {
        Some(unknown) => Err(format!("{unknown} is not an option")),
        None => Ok(()),
    }
}

/// A question by its name, `group.question` inside a group.
pub(super) fn find<'a>(form: &'a Form, name: &str) -> Option<&'a Question> {
    match name.split_once('.') {
        Some((group, inner)) => form.question(group)?.questions.iter().find(|question| question.id == inner),
        None => form.question(name),
    }
}
