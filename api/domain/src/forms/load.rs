//! Reads definition files. Everything that is wrong is said with the file, the question and the reason.

use super::check;
use super::check_audience;
use super::definition::{CodeList, FormDefinition, ListOption, Page, Question, Section, Suggestions};
use super::registry::{DefinitionError, Form, Source};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

fn error(file: &str, question: Option<&str>, reason: impl ToString) -> DefinitionError {
    DefinitionError { file: file.to_owned(), question: question.map(str::to_owned), reason: reason.to_string() }
}

/// Reads a file of any definition.
pub(super) fn read<T: DeserializeOwned>((file, text): &Source<'_>) -> Result<T, DefinitionError> {
    serde_json::from_str(text).map_err(|e| error(file, None, e))
}

/// Reads a code list.
pub(super) fn list(source: &Source<'_>) -> Result<CodeList, DefinitionError> {
    let list: CodeList = read(source)?;
    check::options(&list.options).map_err(|reason| error(source.0, None, reason))?;
    Ok(list)
}

/// Reads the agencies a form suggests.
pub(super) fn suggestions(source: &Source<'_>) -> Result<Suggestions, DefinitionError> {
    read(source)
}

/// Reads a form and checks it.
pub(super) fn form(source: &Source<'_>, lists: &[CodeList], suggestions: &[(&str, Suggestions)]) -> Result<Form, DefinitionError> {
    let file = source.0;
    let raw: FormDefinition<Value> = read(source)?;
    let definition = typed(file, raw)?;
    let mut used: BTreeMap<String, Vec<ListOption>> = BTreeMap::new();
    for question in check::all_questions(&definition) {
        let Some(name) = &question.list else { continue };
        let Some(list) = lists.iter().find(|list| &list.id == name) else {
            return Err(error(file, Some(&question.id), format!("there is no code list {name}")));
        };
        used.insert(name.clone(), list.options.clone());
    }
    let agencies = lists.iter().find(|list| list.id == "agency").map_or(&[][..], |list| &list.options);
    check_audience::definition(&definition, agencies).map_err(|(question, reason)| error(file, question.as_deref(), reason))?;
    let orders = check::definition(&definition, &used).map_err(|(question, reason)| error(file, question.as_deref(), reason))?;
    let mut rules = Vec::new();
    for (from, set) in suggestions {
        if set.form == definition.id && set.version == definition.version {
            check::suggestions(&definition, &used, &set.rules).map_err(|reason| error(from, None, reason))?;
            rules.extend(set.rules.iter().cloned());
        }
    }
    let form = Form::new(definition, used, rules, orders).map_err(|e| error(file, None, e))?;
    Ok(form)
}

fn typed(file: &str, raw: FormDefinition<Value>) -> Result<FormDefinition, DefinitionError> {
    let sections = raw
        .sections
        .into_iter()
        .map(|section| {
            let pages = section.pages.into_iter().map(|page| typed_page(file, page)).collect::<Result<_, _>>()?;
            Ok(Section {
                id: section.id,
                title: section.title,
                intro: section.intro,
                expected_of: section.expected_of,
                optional_for: section.optional_for,
                show_if: section.show_if,
                stage: section.stage,
                pages,
            })
        })
        .collect::<Result<_, DefinitionError>>()?;
    Ok(FormDefinition {
        id: raw.id,
        version: raw.version,
        title: raw.title,
        effective_from: raw.effective_from,
        review_type: raw.review_type,
        answered_by: raw.answered_by,
        sections,
    })
}

fn typed_page(file: &str, page: Page<Value>) -> Result<Page, DefinitionError> {
    let questions = page.questions.into_iter().map(|q| typed_question(file, "", q)).collect::<Result<_, _>>()?;
    Ok(Page { id: page.id, title: page.title, essential: page.essential, help: page.help, questions })
}

fn typed_question(file: &str, inside: &str, mut raw: Value) -> Result<Question, DefinitionError> {
    let Some(id) = raw.get("id").and_then(Value::as_str).filter(|id| !id.is_empty()) else {
        return Err(error(file, None, format!("a question has no id: {raw}")));
    };
    let name = format!("{inside}{id}");
    let rows = raw.as_object_mut().and_then(|parts| parts.remove("questions"));
    let mut question: Question = serde_json::from_value(raw).map_err(|e| error(file, Some(&name), e))?;
    match rows {
        None => {}
        Some(Value::Array(_)) if !inside.is_empty() => {
            return Err(error(file, Some(&name), "a group cannot stand inside a group"));
        }
        Some(Value::Array(rows)) => {
            let inside = format!("{name}.");
            question.questions = rows.into_iter().map(|q| typed_question(file, &inside, q)).collect::<Result<_, _>>()?;
        }
        Some(_) => return Err(error(file, Some(&name), "questions must be a list")),
    }
    let mut seen = HashSet::new();
    match question.questions.iter().find(|q| !seen.insert(q.id.as_str())) {
        Some(twice) => Err(error(file, Some(&format!("{name}.{}", twice.id)), "the id is used twice in the group")),
        None => Ok(question),
    }
}
