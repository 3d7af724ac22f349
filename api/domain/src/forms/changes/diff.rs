//! The differences between two versions of a form, question by question.

use crate::forms::Form;
use crate::forms::condition::Condition;
use crate::forms::definition::{Kind, Page, Question, Section};
use serde::Serialize;
use std::collections::BTreeMap;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The question; `group.question` inside a group.
    pub question: String,
    /// What is different.
    pub what: What,
}

/// What is different about a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its words, the words of its options or those of its page are others.
    Reworded,
    /// It takes another kind of answer.
    Kind {
        /// The kind it took.
        from: Kind,
        /// The kind it takes.
        to: Kind,
    },
    /// It has other options.
    Options {
        /// Codes that are new.
        added: Vec<String>,
        /// Codes that are gone.
        removed: Vec<String>,
    },
    /// It is shown or needed on another condition.
    Condition,
    /// It keeps to other rules: lengths, numbers, who is asked, how answers come together, what is sent.
    Rules,
    /// It stands in another section or on another page.
    Moved,
}

/// Every difference, in the order of the new version; what is gone comes last. Of a group that is new or gone as a whole
/// the questions of its rows are not named one by one.
pub fn diff(old: &Form, new: &Form) -> Vec<Change> {
    let (before, after) = (placed(old), placed(new));
    let known: BTreeMap<&str, &Placed<'_>> = before.iter().map(|one| (one.name.as_str(), one)).collect();
    let mut changes = Vec::new();
    let whole = |all: &[Placed<'_>], one: &Placed<'_>| one.group.is_some_and(|group| !all.iter().any(|other| other.name == group));
    for one in after.iter().filter(|one| !whole(&before, one)) {
        let whats = known.get(one.name.as_str()).map_or(vec![What::Added], |earlier| differences(old, earlier, new, one));
        changes.extend(whats.into_iter().map(|what| Change { question: one.name.clone(), what }));
    }
    let gone = before.iter().filter(|one| !whole(&after, one) && !after.iter().any(|other| other.name == one.name));
    changes.extend(gone.map(|one| Change { question: one.name.clone(), what: What::Removed }));
    changes
}

/// A question where it stands.
struct Placed<'a> {
    name: String,
    group: Option<&'a str>,
    question: &'a Question,
    section: &'a Section,
    page: &'a Page,
}

fn placed(form: &Form) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    for section in &form.definition.sections {
        for page in &section.pages {
            for question in &page.questions {
                all.push(Placed { name: question.id.clone(), group: None, question, section, page });
                all.extend(question.questions.iter().map(|inner| Placed {
                    name: format!("{}.{}", question.id, inner.id),
                    group: Some(&question.id),
                    question: inner,
                    section,
                    page,
                }));
            }
        }
    }
    all
}

fn differences(old_form: &Form, old: &Placed<'_>, new_form: &Form, new: &Placed<'_>) -> Vec<What> {
    let options_before = options(old_form, old.question);
    let options_after = options(new_form, new.question);
    let missing = |from: &[(String, String)], to: &[(String, String)]| -> Vec<String> {
        from.iter().filter(|(code, _)| !to.iter().any(|(other, _)| other == code)).map(|(code, _)| code.clone()).collect()
    };
    let (added, removed) = (missing(&options_after, &options_before), missing(&options_before, &options_after));
    let relabelled = options_before.iter().any(|(code, label)| options_after.iter().any(|(other, words)| other == code && words != label));
    let (from, to) = (old.question.kind, new.question.kind);
    let all = [
        (from != to, What::Kind { from, to }),
        (!added.is_empty() || !removed.is_empty(), What::Options { added, removed }),
        (words(old) != words(new) || relabelled, What::Reworded),
        (conditions(old) != conditions(new), What::Condition),
        (rules(old.question) != rules(new.question), What::Rules),
        ((&old.section.id, &old.page.id) != (&new.section.id, &new.page.id), What::Moved),
    ];
    all.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect()
}

fn options(form: &Form, question: &Question) -> Vec<(String, String)> {
    let options = form.options(question);
    let label = |code: &str| options.label(code).unwrap_or_default().to_owned();
    options.codes().into_iter().map(|code| (code.to_owned(), label(code))).collect()
}

/// Everything a person reads before they answer.
fn words<'a>(one: &Placed<'a>) -> [Option<&'a str>; 5] {
    let Placed { question, page, .. } = one;
    [Some(&page.title), page.help.as_deref(), Some(&question.label), question.hint.as_deref(), question.help.as_deref()]
}

fn conditions<'a>(one: &Placed<'a>) -> (Option<&'a Condition>, Option<&'a Condition>, Option<&'a Condition>, bool) {
    let Placed { question, section, .. } = one;
    (section.show_if.as_ref(), question.show_if.as_ref(), question.required_if.as_ref(), question.required)
}

/// The question without what is compared elsewhere: whatever else a definition may say is a rule.
fn rules(question: &Question) -> Question {
    Question {
        kind: Kind::Text,
        label: String::new(),
        hint: None,
        help: None,
        required: false,
        required_if: None,
        required_message: None,
        show_if: None,
        list: None,
        options: Vec::new(),
        questions: Vec::new(),
        ..question.clone()
    }
}
