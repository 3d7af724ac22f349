//! The published forms for agencies: whom they are asked of, what every question says, and what they share.

use super::registry;
use crate::forms::condition::Condition;
use crate::forms::definition::{AnsweredBy, Collate, Kind, Question};
use crate::forms::{Form, Known};
use std::collections::{BTreeMap, HashMap, HashSet};

fn agency_forms() -> Vec<Form> {
    registry().forms().iter().filter(|form| form.definition.answered_by == AnsweredBy::Agency).cloned().collect()
}

/// Every question, those of rows included, with the name of its form.
fn questions(form: &Form) -> impl Iterator<Item = &Question> {
    form.questions().flat_map(|question| std::iter::once(question).chain(&question.questions))
}

#[test]
fn there_are_the_reporting_form_of_nine_sections_and_nineteen_others() {
    let forms = agency_forms();
    assert_eq!(forms.len(), 20);
    let reporting = registry().current("reporting").unwrap().clone();
    let sections: Vec<&str> = reporting.definition.sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(sections, ["r_id", "r_circ", "r_a_birth", "r_a_health", "r_a_dev", "r_b", "r_c", "r_d", "r_learn"]);
    assert!(reporting.questions().count() >= 100);
    for form in forms {
        let asked = form.questions().filter(|q| q.kind != Kind::Computed).count();
        assert!(asked >= 10, "{} asks {asked} questions", form.definition.id);
    }
}

#[test]
fn every_section_names_whom_it_is_asked_of_and_says_what_it_is_about() {
    for form in agency_forms() {
        for section in &form.definition.sections {
            assert!(!section.expected_of.is_empty(), "{} {}", form.definition.id, section.id);
            assert!(section.intro.as_ref().is_some_and(|intro| intro.ends_with('.')), "{}", section.id);
        }
    }
}

#[test]
fn a_question_is_asked_only_of_agencies_its_section_goes_to() {
    for form in agency_forms() {
        for section in &form.definition.sections {
            let reached: Vec<&String> = section.expected_of.iter().chain(&section.optional_for).collect();
            let asked = section.pages.iter().flat_map(|p| &p.questions).flat_map(|q| std::iter::once(q).chain(&q.questions));
            for question in asked {
                let fits = |code: &String| code == "all" || reached.iter().any(|reached| *reached == code || *reached == "all");
                assert!(question.asked_of.iter().all(fits), "{} {}", form.definition.id, question.id);
            }
        }
    }
}

#[test]
fn what_happened_is_expected_of_those_who_were_there_and_learning_of_everybody() {
    let reporting = registry().current("reporting").unwrap().clone();
    let expected = |section: &str, agency: &str| {
        let section = reporting.definition.sections.iter().find(|s| s.id == section).unwrap();
        section.expected_of.iter().any(|code| code == agency || code == "all")
    };
    assert!(expected("r_circ", "ambulance") && !expected("r_circ", "school"));
    assert!(expected("r_a_birth", "midwife") && !expected("r_a_birth", "police"));
    assert!(expected("r_a_health", "gp") && !expected("r_a_health", "police"));
    assert!(expected("r_a_dev", "school") && expected("r_a_dev", "camhs"));
    assert!(expected("r_b", "childrens_social_care") && expected("r_c", "police"));
    assert!(expected("r_d", "palliative") && expected("r_learn", "school"));
}

#[test]
fn every_question_has_a_label_and_says_what_the_panel_uses_it_for() {
    for form in agency_forms() {
        let mut used: HashMap<&str, usize> = HashMap::new();
        for question in questions(&form) {
            let name = format!("{} {}", form.definition.id, question.id);
            let help = question.help.as_deref().unwrap_or_default();
            assert!(question.label.len() > 2 && help.len() >= 20 && help.ends_with('.'), "{name}: {help}");
            assert!(!question.label.contains('\'') && !help.contains('\''), "{name} has a straight apostrophe");
            *used.entry(help).or_default() += 1;
        }
        let often = used.iter().find(|(_, times)| **times > 2);
        assert_eq!(often, None, "{}: the same help again and again helps nobody", form.definition.id);
    }
}

#[test]
fn nothing_must_be_answered_and_what_can_tell_who_somebody_is_is_marked() {
    for form in agency_forms() {
        for question in questions(&form) {
            let name = format!("{} {}", form.definition.id, question.id);
            assert!(!question.required && question.required_if.is_none(), "{name}");
            let block = matches!(question.kind, Kind::Person | Kind::Address | Kind::NhsNumber | Kind::Postcode | Kind::Textarea);
            assert!(!block || question.identifying, "{name} can tell who somebody is");
            assert!(question.kind != Kind::Textarea || question.collate != Collate::Single, "{name}: accounts stay side by side");
            assert_eq!(question.kind == Kind::Repeat, question.row_noun.is_some(), "{name}");
        }
    }
}

#[test]
fn every_known_fact_names_a_question_of_the_notification_and_is_asked_for() {
    let registry = registry();
    let notification = registry.form("notification", 1).unwrap();
    let reporting = registry.current("reporting").unwrap();
    for fact in Known::ALL {
        let asking = reporting.questions().find(|q| q.known == Some(*fact));
        let asking = asking.unwrap_or_else(|| panic!("nobody asks for {fact:?}"));
        let Some(from) = fact.notification_question() else {
            assert!(matches!(fact, Known::Agency | Known::Reporter));
            continue;
        };
        let told = notification.question(from).unwrap_or_else(|| panic!("{from} is not a question"));
        assert_eq!((told.kind, &told.list), (asking.kind, &asking.list), "{from}");
        let codes = |form: &Form, q: &Question| form.options(q).codes().iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let (told, asked) = (codes(notification, told), codes(reporting, asking));
        // "Not known" is a state in a form for agencies, so it needs no option of its own.
        assert!(told.iter().all(|code| code == "not_known" || asked.contains(code)), "{from}");
    }
}

#[test]
fn what_the_notification_asked_as_well_is_offered_from_there() {
    let registry = registry();
    let notification = registry.form("notification", 1).unwrap();
    let pairs: Vec<(&str, &str)> = registry
        .current("reporting")
        .unwrap()
        .questions()
        .filter(|q| q.kind != Kind::Computed && notification.question(&q.id).is_some())
        .map(|q| (q.id.as_str(), q.known.and_then(Known::notification_question).unwrap_or("not offered")))
        .collect();
    assert!(pairs.iter().all(|(asked, told)| asked == told), "{pairs:?}");
    let asked: Vec<&str> = pairs.into_iter().map(|(asked, _)| asked).collect();
    let expected = [
        "forenames",
        "surname",
        "nhs_number",
        "date_of_birth",
        "sex",
        "ethnicity",
        "home_address",
        "postcode",
        "date_of_death",
        "time_of_death",
        "place_of_death",
        "place_name",
        "place_of_event",
        "event_datetime",
        "mode_of_death",
        "resuscitation",
        "cause_1a",
        "cause_1b",
        "cause_1c",
        "cause_2",
        "time_of_birth",
        "gestation_weeks",
        "gestation_days",
        "birthweight_g",
        "multiple_birth",
        "multiple_number",
        "life_limiting",
        "advance_care_plan",
        "learning_disability",
        "education_setting",
        "carer_at_death",
        "homeless",
        "asylum",
        "traveller",
        "young_carer",
        "social_care_status",
        "cp_category",
        "language",
        "interpreter_needed",
    ];
    assert_eq!(asked, expected);
}

#[test]
fn one_id_means_one_thing_in_every_form() {
    let registry = registry();
    let mut meant: BTreeMap<&str, (&Form, &Question)> = BTreeMap::new();
    for form in registry.forms() {
        for question in form.questions() {
            let Some((other, before)) = meant.get(question.id.as_str()) else {
                meant.insert(&question.id, (form, question));
                continue;
            };
            let codes = |form: &Form, q: &Question| {
                form.options(q).codes().iter().filter(|c| **c != "not_known").map(|c| (*c).to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(question.kind, before.kind, "{}", question.id);
            assert_eq!(codes(form, question), codes(other, before), "{}", question.id);
            assert_eq!((question.min, question.max), (before.min, before.max), "{}", question.id);
        }
    }
}

#[test]
fn a_section_sent_by_itself_rests_on_its_own_questions_and_on_the_age_alone() {
    for form in agency_forms() {
        for section in &form.definition.sections {
            let own: HashSet<&str> = section.pages.iter().flat_map(|p| &p.questions).map(|q| q.id.as_str()).collect();
            for question in section.pages.iter().flat_map(|p| &p.questions) {
                let inside = question.questions.iter().flat_map(|q| &q.show_if);
                for test in question.show_if.iter().chain(inside).flat_map(Condition::tests) {
                    assert!(own.contains(test.question.as_str()) || test.question == "age_days", "{} rests on {}", question.id, test.question);
                }
            }
        }
    }
}

#[test]
fn a_section_is_shown_while_nothing_speaks_against_it() {
    for form in agency_forms() {
        for section in form.definition.sections.iter().filter(|s| s.show_if.is_some()) {
            assert!(matches!(section.show_if, Some(Condition::Not(_))), "{} would be lost to who is sent it alone", section.id);
        }
    }
}

#[test]
fn only_the_care_pathway_is_sent_stage_by_stage() {
    for form in agency_forms() {
        let staged = form.definition.sections.iter().filter(|s| s.stage.is_some()).count();
        let expected = if form.definition.id == "care-pathway" { 7 } else { 0 };
        assert_eq!(staged, expected, "{}", form.definition.id);
    }
}

#[test]
fn pages_for_professionals_hold_what_belongs_together() {
    for form in agency_forms() {
        for page in form.definition.sections.iter().flat_map(|s| &s.pages) {
            let asked = page.questions.iter().filter(|q| q.kind != Kind::Computed).count();
            assert!((2..=9).contains(&asked), "{} {} has {asked} questions", form.definition.id, page.id);
            assert!(page.essential, "{} would never be reached", page.id);
        }
    }
}
