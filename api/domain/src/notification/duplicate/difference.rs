//! Two records beside each other, and in words where they differ.

use super::name::called::aliases;
use super::{Match, NotificationFacts, Outcome, compare, name::called::called};
use crate::forms::Form;
use crate::vocab::fold::folded;
use chrono::NaiveDate;
use serde::Serialize;

/// One line of the comparison. The values are personal data, for the screen of somebody who may see both records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The stable code of what is compared: a signal's, or `aliases`.
    pub field: &'static str,
    /// What it is called on the screen.
    pub label: &'static str,
    /// What the one record says.
    pub a: Option<String>,
    /// What the other says.
    pub b: Option<String>,
    /// Whether they agree.
    pub outcome: Outcome,
    /// How they differ, or that they do not.
    pub words: String,
}

/// Compares two records line by line, in the order a person would. `form` is the notification form, whose words stand
/// for codes.
pub fn differences(a: &NotificationFacts, b: &NotificationFacts, form: &Form) -> Vec<Difference> {
    let found = compare(a, b);
    let line = |field: &'static str, label: &'static str, value: &dyn Fn(&NotificationFacts) -> Option<String>| {
        let (outcome, words) = said(&found, field);
        Difference { field, label, a: value(a), b: value(b), outcome, words }
    };
    let coded = |question: &str, code: &Option<String>| code.as_deref().map(|code| form.label(question, code).unwrap_or(code).to_owned());
    vec![
        line("name", "Name", &full_name),
        other_names(a, b),
        line("nhs_number", "NHS number", &|facts| facts.nhs_number.as_deref().map(spaced)),
        line("date_of_birth", "Date of birth", &|facts| facts.date_of_birth.map(in_words)),
        line("date_of_death", "Date of death", &|facts| facts.date_of_death.map(in_words)),
        line("sex", "Sex", &|facts| coded("sex", &facts.sex)),
        line("postcode", "Home postcode", &|facts| facts.postcode.as_deref().map(postcode)),
        line("place_of_death", "Place of death", &|facts| coded("place_of_death", &facts.place)),
        line("birth_order", "Birth order", &birth_order),
    ]
}

fn said(found: &Match, field: &str) -> (Outcome, String) {
    let signal = found.signals.iter().find(|signal| signal.signal == field);
    signal.map_or((Outcome::Missing, String::new()), |signal| (signal.outcome, signal.explanation.clone()))
}

/// Other names weigh inside the name; here they are looked at by themselves.
fn other_names(a: &NotificationFacts, b: &NotificationFacts) -> Difference {
    let (ours, theirs) = (aliases(a), aliases(b));
    let shared = ours.iter().any(|name| theirs.contains(name));
    let given = |facts: &NotificationFacts| full_name(facts).as_deref().and_then(folded);
    let is_the_name = |others: &[String], facts: &NotificationFacts| {
        let names = called(facts).names;
        let parts: Vec<&String> = names.first().into_iter().flat_map(|name| [&name.surname, &name.forenames]).flatten().collect();
        others.iter().any(|other| Some(other) == given(facts).as_ref() || parts.contains(&other))
    };
    let (outcome, words) = match () {
        () if is_the_name(&ours, b) || is_the_name(&theirs, a) => (Outcome::Close, "The other name of one is the name of the other"),
        () if ours.is_empty() || theirs.is_empty() => (Outcome::Missing, "Other names not known for one or both"),
        () if shared => (Outcome::Agree, "An other name is the same"),
        () => (Outcome::Differ, "Different other names"),
    };
    Difference { field: "aliases", label: "Other names", a: a.aliases.clone(), b: b.aliases.clone(), outcome, words: words.to_owned() }
}

fn full_name(facts: &NotificationFacts) -> Option<String> {
    let parts: Vec<&str> = [&facts.forenames, &facts.surname].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Ten digits in the groups they are read out in.
fn spaced(number: &str) -> String {
    match (number.get(..3), number.get(3..6), number.get(6..)) {
        (Some(first), Some(second), Some(third)) => format!("{first} {second} {third}"),
        _ => number.to_owned(),
    }
}

/// With the space before the last three characters.
fn postcode(compact: &str) -> String {
    match compact.len().checked_sub(3).and_then(|at| compact.split_at_checked(at)) {
        Some((outward, inward)) => format!("{outward} {inward}"),
        None => compact.to_owned(),
    }
}

fn in_words(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

fn birth_order(facts: &NotificationFacts) -> Option<String> {
    match (facts.birth_order, facts.multiple) {
        (Some(order), _) => Some(format!("Number {order} of a multiple birth")),
        (None, Some(true)) => Some("One of a multiple birth; order not known".to_owned()),
        (None, Some(false)) => Some("Not a multiple birth".to_owned()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Registry;

    fn lines(a: &NotificationFacts, b: &NotificationFacts) -> Vec<Difference> {
        let registry = Registry::embedded().unwrap();
        differences(a, b, registry.current("notification").unwrap())
    }

    fn known() -> NotificationFacts {
        NotificationFacts {
            surname: Some("Okafor".into()),
            forenames: Some("Amelia Rose".into()),
            aliases: Some("Millie".into()),
            nhs_number: Some("9990000107".into()),
            date_of_birth: "2019-04-12".parse().ok(),
            date_of_death: "2026-01-10".parse().ok(),
            postcode: Some("ME44UF".into()),
            place: Some("H_ED".into()),
            sex: Some("female".into()),
            birth_order: Some(2),
            multiple: Some(true),
        }
    }

    #[test]
    fn every_line_says_both_values_as_people_read_them_and_how_they_differ() {
        let other = NotificationFacts {
            forenames: Some("Millie".into()),
            aliases: None,
            date_of_birth: "2019-12-04".parse().ok(),
            postcode: Some("ME45XX".into()),
            place: Some("HOME".into()),
            ..known()
        };
        let lines = lines(&known(), &other);
        let fields: Vec<&str> = lines.iter().map(|line| line.field).collect();
        assert_eq!(fields, ["name", "aliases", "nhs_number", "date_of_birth", "date_of_death", "sex", "postcode", "place_of_death", "birth_order"]);
        let said = |field: &str| lines.iter().find(|line| line.field == field).unwrap();
        let row = |field: &str| (said(field).a.as_deref(), said(field).b.as_deref(), said(field).outcome);
        assert_eq!(row("name"), (Some("Amelia Rose Okafor"), Some("Millie Okafor"), Outcome::Close));
        assert_eq!(row("aliases"), (Some("Millie"), None, Outcome::Close));
        assert_eq!(said("aliases").words, "The other name of one is the name of the other");
        assert_eq!(row("nhs_number"), (Some("999 000 0107"), Some("999 000 0107"), Outcome::Agree));
        assert_eq!(row("date_of_birth"), (Some("12 April 2019"), Some("4 December 2019"), Outcome::Close));
        assert_eq!(said("date_of_birth").words, "Date of birth with day and month the other way round");
        assert_eq!(row("postcode"), (Some("ME4 4UF"), Some("ME4 5XX"), Outcome::Close));
        assert_eq!(row("place_of_death"), (Some("Hospital: emergency department"), Some("Home of normal residence"), Outcome::Differ));
        assert_eq!(row("sex"), (Some("Female"), Some("Female"), Outcome::Agree));
        assert_eq!(row("birth_order").0, Some("Number 2 of a multiple birth"));
    }

    #[test]
    fn another_spelling_of_a_name_is_not_called_the_same_name() {
        let named = |surname: &str, forenames: &str| NotificationFacts {
            surname: Some(surname.into()),
            forenames: Some(forenames.into()),
            ..NotificationFacts::default()
        };
        let one = named("Chukwu", "Amelia Rose");
        for (other, words) in [
            (named("CHUKWU", "Amelia"), "Same name"),
            (named("Chukuw", "Amelia"), "Another spelling of the same name"),
            (named("Chukwu", "Amleia Rose"), "Another spelling of the same name"),
            (
                NotificationFacts { forenames: None, ..named("Chukuw", "") },
                "Another spelling of the same surname; first name not known for one or both",
            ),
        ] {
            assert_eq!(lines(&one, &other)[0].words, words, "{other:?}");
        }
    }

    #[test]
    fn that_both_were_no_multiple_birth_is_said() {
        let single = NotificationFacts { birth_order: None, multiple: Some(false), ..known() };
        let lines = lines(&single, &single);
        let said = lines.iter().find(|line| line.field == "birth_order").unwrap();
        assert_eq!((said.outcome, said.words.as_str()), (Outcome::Agree, "Both say that it was not a multiple birth"));
    }

    #[test]
    fn what_is_not_known_is_said_to_be_missing_and_never_to_differ() {
        for line in lines(&known(), &NotificationFacts::default()) {
            assert_eq!((line.outcome, line.b), (Outcome::Missing, None), "{}", line.field);
            assert!(line.words.contains("not known"), "{}", line.words);
        }
    }
}
