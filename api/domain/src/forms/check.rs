//! What a form definition must keep to beyond its shape.

use super::condition::{Condition, Op, Test};
use super::definition::{AnsweredBy, FormDefinition, Kind, ListOption, Question, SuggestionRule};
use super::order::{self, Orders};
use super::part::takes;
use super::value::Answer;
use crate::vocab::age::AgeBand;
use crate::vocab::local_time;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// The question, when it is about one, and what is wrong.
pub(super) type Problem = (Option<String>, String);

/// The most rows any group may allow.
pub(super) const MOST_ROWS: usize = 100;

type Lists = BTreeMap<String, Vec<ListOption>>;

/// Every question, those of rows included.
pub(super) fn all_questions(definition: &FormDefinition) -> impl Iterator<Item = &Question> {
    let pages = definition.sections.iter().flat_map(|s| &s.pages);
    pages.flat_map(|p| &p.questions).flat_map(|q| std::iter::once(q).chain(&q.questions))
}

pub(super) fn top_questions(definition: &FormDefinition) -> impl Iterator<Item = &Question> {
    definition.sections.iter().flat_map(|s| &s.pages).flat_map(|p| &p.questions)
}

/// Checks options: each with a code and a label, no code twice.
pub(super) fn options(options: &[ListOption]) -> Result<(), String> {
    let mut seen = HashSet::new();
    for option in options {
        if option.code.trim().is_empty() || option.label.trim().is_empty() {
            return Err(format!("an option needs a code and a label: {:?} {:?}", option.code, option.label));
        }
        if !seen.insert(&option.code) {
            return Err(format!("option {} is there twice", option.code));
        }
    }
    if options.is_empty() { Err("there are no options".to_owned()) } else { Ok(()) }
}

/// Checks a whole definition.
pub(super) fn definition(definition: &FormDefinition, lists: &Lists) -> Result<Orders, Problem> {
    unique("section", definition.sections.iter().map(|s| s.id.as_str()))?;
    unique("page", definition.sections.iter().flat_map(|s| &s.pages).map(|p| p.id.as_str()))?;
    let mut form: BTreeMap<&str, &Question> = BTreeMap::new();
    for question in top_questions(definition) {
        if form.insert(&question.id, question).is_some() {
            return Err((Some(question.id.clone()), "the id is used twice".to_owned()));
        }
    }
    let mut essential = 0;
    for page in definition.sections.iter().flat_map(|s| &s.pages) {
        essential += usize::from(page.essential);
        if page.questions.is_empty() {
            return Err((None, format!("page {} has no question", page.id)));
        }
        let needed = page.questions.iter().find(|q| q.required || q.required_if.is_some());
        if let Some(question) = needed.filter(|_| !page.essential) {
            let reason = format!("it can be required, so its page {} must be essential", page.id);
            return Err((Some(question.id.clone()), reason));
        }
    }
    if essential == 0 {
        return Err((None, "no page is essential, so there is nothing to fill in".to_owned()));
    }
    let scope = References { form: &form, row: &[], lists, by: definition.answered_by };
    for section in &definition.sections {
        let shown = section.show_if.iter().try_for_each(|condition| check_condition(condition, &scope));
        shown.map_err(|reason| (None, format!("section {}: {reason}", section.id)))?;
    }
    for question in top_questions(definition) {
        check_question(question, &scope).map_err(|reason| (Some(question.id.clone()), reason))?;
        for inner in &question.questions {
            let scope = References { row: &question.questions, ..scope };
            let name = format!("{}.{}", question.id, inner.id);
            check_question(inner, &scope).map_err(|reason| (Some(name), reason))?;
        }
    }
    Ok(Orders { form: order::of_form(definition)?, rows: order::of_rows(definition)? })
}

/// Checks the agencies a form suggests.
pub(super) fn suggestions(definition: &FormDefinition, lists: &Lists, rules: &[SuggestionRule]) -> Result<(), String> {
    let agencies = lists.get("agency").map_or(&[][..], Vec::as_slice);
    for rule in rules {
        if let Some(unknown) = rule.agencies.iter().find(|code| !agencies.iter().any(|o| &&o.code == code)) {
            return Err(format!("agency {unknown} is not in the list agency"));
        }
    }
    conditions(definition, lists, rules.iter().filter_map(|rule| rule.when.as_ref()))
}

/// Checks conditions on the answers of a form that stand outside it.
pub(super) fn conditions<'a>(definition: &FormDefinition, lists: &Lists, mut conditions: impl Iterator<Item = &'a Condition>) -> Result<(), String> {
    let form: BTreeMap<&str, &Question> = top_questions(definition).map(|q| (q.id.as_str(), q)).collect();
    let scope = References { form: &form, row: &[], lists, by: definition.answered_by };
    conditions.try_for_each(|condition| check_condition(condition, &scope))
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), Problem> {
    let mut seen = HashSet::new();
    for id in ids {
        if id.is_empty() || !seen.insert(id) {
            return Err((None, format!("{what} id {id:?} is empty or used twice")));
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct References<'a> {
    by: AnsweredBy,
    form: &'a BTreeMap<&'a str, &'a Question>,
    row: &'a [Question],
    lists: &'a Lists,
}

fn check_question(question: &Question, scope: &References<'_>) -> Result<(), String> {
    let kind = question.kind;
    let choice = matches!(kind, Kind::Select | Kind::Multiselect);
    if question.label.trim().is_empty() {
        return Err("it has no label".to_owned());
    }
    if question.asked_of.is_empty() {
        return Err("asked_of names nobody".to_owned());
    }
    match (choice, question.list.is_some(), question.options.is_empty()) {
        (true, true, true) | (false, false, true) => {}
        (true, false, _) => options(&question.options)?,
        (true, true, false) => return Err("it has both a list and options of its own".to_owned()),
        (false, _, _) => {
            return Err("only select and multiselect have a list or options".to_owned());
        }
    }
    let only = |given: bool, fits: bool, key: &str| {
        if given && !fits { Err(format!("{key} does not fit its kind")) } else { Ok(()) }
    };
    let text = matches!(kind, Kind::Text | Kind::Textarea);
    only(question.max_length.is_some(), text, "max_length")?;
    only(question.min.is_some() || question.max.is_some(), kind == Kind::Number, "min or max")?;
    only(question.min_rows.is_some() || question.max_rows.is_some(), kind == Kind::Repeat, "min_rows or max_rows")?;
    only(question.row_noun.is_some(), kind == Kind::Repeat, "row_noun")?;
    only(question.options.iter().any(|o| o.exclusive), kind == Kind::Multiselect, "exclusive")?;
    only(question.past, matches!(kind, Kind::Date | Kind::Datetime), "past")?;
    only(!question.questions.is_empty(), kind == Kind::Repeat, "questions")?;
    only(question.allow_unknown, !matches!(kind, Kind::Repeat | Kind::YesNoUnknown | Kind::Computed), "allow_unknown")?;
    only(question.required || question.required_if.is_some(), kind != Kind::Computed, "required")?;
    if kind == Kind::Repeat && question.questions.is_empty() {
        return Err("a group needs the questions of its rows".to_owned());
    }
    if question.questions.iter().any(|q| matches!(q.kind, Kind::Repeat | Kind::Computed)) {
        return Err("a row cannot hold a group or a computed value".to_owned());
    }
    if question.max_rows.is_some_and(|rows| rows > MOST_ROWS) {
        return Err(format!("max_rows may be {MOST_ROWS} at most"));
    }
    for condition in question.show_if.iter().chain(&question.required_if) {
        check_condition(condition, scope)?;
    }
    Ok(())
}

fn check_condition(condition: &Condition, scope: &References<'_>) -> Result<(), String> {
    for test in condition.tests() {
        let name = test.question.as_str();
        let in_row = scope.row.iter().find(|q| q.id == name);
        let Some(question) = in_row.or_else(|| scope.form.get(name).copied()) else {
            return Err(format!("a condition names {name}, which is not a question"));
        };
        fits(test, question, scope).map_err(|why| format!("the condition on {name} {why}"))?;
    }
    Ok(())
}

/// Whether an operator and its value can ever be true of a question of this kind.
fn fits(test: &Test, question: &Question, scope: &References<'_>) -> Result<(), String> {
    let bands = AgeBand::ALL.map(AgeBand::code);
    let listed = question.list.as_ref().and_then(|l| scope.lists.get(l)).unwrap_or(&question.options);
    let codes: Option<Vec<&str>> = match question.kind {
        Kind::Select | Kind::Multiselect => Some(listed.iter().map(|o| o.code.as_str()).collect()),
        Kind::YesNo => Some(vec!["yes", "no"]),
        Kind::YesNoUnknown => Some(vec!["yes", "no", "not_known"]),
        Kind::Computed if question.id == "age_band" => Some(bands.to_vec()),
        _ => None,
    };
    let number = question.kind == Kind::Number || question.id == "age_days";
    let iso = match question.kind {
        Kind::Date => Some("0000-00-00"),
        Kind::Time => Some("00:00"),
        Kind::Datetime => Some("0000-00-00T00:00"),
        _ => None,
    };
    let has_shape = |value: &Value| value.as_str().map(local_time::shape).as_deref() == iso && iso.is_some();
    let comparable = |value: &Value| {
        if value == "not_known" && takes(scope.by, question, Answer::NotKnown) {
            return true;
        }
        match &codes {
            Some(codes) => value.as_str().is_some_and(|code| codes.contains(&code)),
            None if number => value.is_number(),
            None if iso.is_some() => has_shape(value),
            None => value.is_string(),
        }
    };
    let many = question.kind == Kind::Multiselect;
    let block = matches!(question.kind, Kind::Repeat | Kind::Person | Kind::Address) || many;
    let values: Vec<&Value> = match &test.value {
        Value::Array(values) => values.iter().collect(),
        value => vec![value],
    };
    let (operator_fits, value_fits) = match test.op {
        Op::Answered | Op::Unanswered => (true, true),
        Op::Eq | Op::Ne | Op::In | Op::NotIn => (!block, values.iter().all(|v| comparable(v))),
        Op::Contains | Op::ContainsAny => (many, values.iter().all(|v| comparable(v))),
        Op::Lt | Op::Le | Op::Gt | Op::Ge => (number || iso.is_some(), if number { test.value.is_number() } else { has_shape(&test.value) }),
        Op::RowsGe => (question.kind == Kind::Repeat, true),
    };
    match (operator_fits, value_fits) {
        (true, true) => Ok(()),
        (false, _) => Err("uses an operator that does not fit its kind".to_owned()),
        (true, false) => Err(format!("compares it with {}, which it can never be", test.value)),
    }
}
