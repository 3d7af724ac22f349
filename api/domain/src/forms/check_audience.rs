//! Whom a form is asked of: what only a form for agencies may say, and that it says it for every section.

use super::check::{Problem, all_questions};
use super::definition::{AnsweredBy, FormDefinition, Kind, ListOption, Question, Section};

/// Stands for every agency.
const ALL: &str = "all";

/// Checks whom the sections and questions of a definition are asked of.
pub(super) fn definition(definition: &FormDefinition, agencies: &[ListOption]) -> Result<(), Problem> {
    let agency_form = definition.answered_by == AnsweredBy::Agency;
    for section in &definition.sections {
        let checked = if agency_form { of_agencies(section, agencies) } else { of_notifier(section) };
        checked.map_err(|reason| (None, format!("section {} {reason}", section.id)))?;
    }
    for question in all_questions(definition) {
        let checked = if agency_form { asked_of_agencies(question, agencies) } else { asked_of_notifier(question) };
        checked.map_err(|reason| (Some(question.id.clone()), reason))?;
    }
    Ok(())
}

fn of_notifier(section: &Section) -> Result<(), String> {
    let plain = section.expected_of.is_empty() && section.optional_for.is_empty() && section.stage.is_none();
    if plain { Ok(()) } else { Err("is sent to agencies, but the form is not answered by them".to_owned()) }
}

fn of_agencies(section: &Section, agencies: &[ListOption]) -> Result<(), String> {
    if section.expected_of.is_empty() {
        return Err("names no agency it is expected of".to_owned());
    }
    named(&section.expected_of, agencies)?;
    named(&section.optional_for, agencies)?;
    match section.optional_for.iter().find(|code| section.expected_of.contains(code)) {
        Some(code) => Err(format!("is both expected of {code} and optional for it")),
        None => Ok(()),
    }
}

fn named(codes: &[String], agencies: &[ListOption]) -> Result<(), String> {
    if codes.iter().any(|code| code == ALL) {
        return if codes.len() == 1 { Ok(()) } else { Err("names all agencies and others beside them".to_owned()) };
    }
    match codes.iter().find(|code| !agencies.iter().any(|option| &&option.code == code)) {
        Some(code) => Err(format!("names agency {code}, which is not in the list agency")),
        None => Ok(()),
    }
}

fn asked_of_notifier(question: &Question) -> Result<(), String> {
    if question.known.is_some() || question.allow_not_applicable {
        return Err("only a form answered by agencies has known or allow_not_applicable".to_owned());
    }
    Ok(())
}

fn asked_of_agencies(question: &Question, agencies: &[ListOption]) -> Result<(), String> {
    if question.allow_unknown {
        return Err("agencies can always answer ‘not known’: leave allow_unknown out".to_owned());
    }
    if question.allow_not_applicable && question.kind == Kind::Computed {
        return Err("allow_not_applicable does not fit its kind".to_owned());
    }
    named(&question.asked_of, agencies)
}
