//! What the record says when several organisations have answered.

use super::super::choice::{ChoiceRefusal, Seen, check};
use super::*;
use crate::request::shipped_forms;
use serde_json::json;

pub(in crate::composite) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(in crate::composite) fn source(number: u128, value: Value) -> Source {
    Source {
        request: id(number),
        organisation: format!("Organisation {number}"),
        agency: "gp".into(),
        person: "Dr Reed".into(),
        at: "2026-11-20T10:00:00Z".parse::<DateTime<Utc>>().unwrap() + chrono::TimeDelta::hours(number as i64),
        form: "reporting".into(),
        version: 1,
        value,
        revision: 1,
    }
}

pub(in crate::composite) fn choice(value: Value, from: Option<u128>, over: &[Source]) -> Choice {
    let seen = over.iter().map(|source| Seen { request: source.request, revision: source.revision, value: source.value.clone() });
    Choice {
        value,
        from: from.map(id),
        reason: Some("The hospital examined the child".into()),
        by: "Sam Hill".into(),
        at: "2026-11-25T10:00:00Z".parse().unwrap(),
        seen: seen.collect(),
        ended_at: None,
    }
}

fn collated(question: &str, sources: &[Source], choices: &[Choice]) -> Collated {
    let form = shipped_forms().current("notification").unwrap();
    collate(form, form.question(question).unwrap(), sources.to_vec(), choices).unwrap()
}

fn not_known() -> Value {
    json!({"state": "not_known"})
}

#[test]
fn one_answer_or_the_same_from_all_is_taken_without_asking() {
    let one = collated("language", &[source(1, json!("Welsh"))], &[]);
    assert_eq!((one.standing, one.value, one.why.as_str()), (Standing::Single, json!("Welsh"), "Only Organisation 1 answered"));
    let two = collated("language", &[source(1, json!("Welsh")), source(2, json!(" Welsh "))], &[]);
    assert_eq!((two.standing, two.why.as_str()), (Standing::Agreed, "2 sources say the same"));
    assert!(two.sources.iter().all(|view| view.agrees && !view.is_new));
    let none = collated("language", &[source(1, json!(" "))], &[]);
    assert_eq!((none.standing, none.value, none.sources.len()), (Standing::Nothing, Value::Null, 0));
}

#[test]
fn an_answer_counts_before_those_who_do_not_know_and_that_is_said() {
    let all = [source(1, not_known()), source(2, json!("Welsh")), source(3, json!({"state": "nothing_held"}))];
    let found = collated("language", &all, &[]);
    assert_eq!((found.standing, found.value), (Standing::Single, json!("Welsh")));
    assert_eq!(found.why, "Only Organisation 2 answered; 2 others do not know or hold nothing");
    let unknown = collated("language", &[source(1, json!({"state": "nothing_held"})), source(2, not_known())], &[]);
    assert_eq!((unknown.standing, unknown.value), (Standing::Agreed, not_known()));
    let option = collated("homeless", &[source(1, json!("not_known")), source(2, json!("yes"))], &[]);
    assert_eq!((option.standing, option.value), (Standing::Single, json!("yes")));
}

#[test]
fn different_answers_wait_for_a_person() {
    let found = collated("language", &[source(1, json!("Welsh")), source(2, json!("Polish")), source(3, json!("Welsh"))], &[]);
    assert_eq!((found.standing, found.value), (Standing::Conflict, Value::Null));
    assert_eq!(found.why, "2 different answers: choose one");
    let applies = collated("language", &[source(1, json!("Welsh")), source(2, json!({"state": "not_applicable"}))], &[]);
    assert_eq!(applies.standing, Standing::Conflict);
}

#[test]
fn a_choice_holds_until_a_differing_answer_comes_and_is_never_replaced() {
    let mut all = vec![source(1, json!("Welsh")), source(2, json!("Polish"))];
    let chosen = [choice(json!("Polish"), Some(2), &all)];
    let found = collated("language", &all, &chosen);
    assert_eq!((found.standing, found.value), (Standing::Chosen, json!("Polish")));
    assert_eq!(found.why, "Sam Hill chose the answer of Organisation 2: The hospital examined the child");

    all.extend([source(3, json!("Polish")), source(4, not_known())]);
    assert_eq!(collated("language", &all, &chosen).standing, Standing::Chosen, "neither says anything else");
    all.push(source(5, json!("Welsh")));
    let reopened = collated("language", &all, &chosen);
    assert_eq!((reopened.standing, reopened.value), (Standing::Reopened, json!("Polish")));
    assert_eq!(reopened.why, "Sam Hill chose this; since then Organisation 5 answered differently");
    assert_eq!(reopened.sources.iter().filter(|view| view.is_new).count(), 3);
}

#[test]
fn an_answer_that_was_changed_reopens_a_choice_and_one_saved_again_does_not() {
    let mut all = vec![source(1, json!("Welsh")), source(2, json!("Polish"))];
    let chosen = [choice(json!("Polish"), Some(2), &all)];
    all[0].revision = 2;
    assert_eq!(collated("language", &all, &chosen).standing, Standing::Chosen);
    all[0].value = json!("Irish");
    assert_eq!(collated("language", &all, &chosen).standing, Standing::Reopened);
    all[0].value = json!("Polish");
    assert_eq!(collated("language", &all, &chosen).standing, Standing::Chosen);
}

#[test]
fn a_choice_that_was_taken_back_counts_no_more_and_the_last_one_counts() {
    let all = [source(1, json!("Welsh")), source(2, json!("Polish"))];
    let mut first = choice(json!("Polish"), Some(2), &all);
    let second = Choice { at: first.at + chrono::TimeDelta::hours(1), ..choice(json!("Welsh"), Some(1), &all) };
    assert_eq!(collated("language", &all, &[second.clone(), first.clone()]).value, json!("Welsh"));
    first.ended_at = Some(first.at);
    assert_eq!(collated("language", &all, &[first]).standing, Standing::Conflict);
}

#[test]
fn questions_that_keep_every_answer_keep_each_once() {
    let all = [source(1, json!("Bo")), source(2, json!("Bobby")), source(3, json!("Bo ")), source(4, not_known())];
    let found = collated("aliases", &all, &[]);
    assert_eq!((found.standing, found.value), (Standing::SideBySide, json!(["Bo", "Bobby"])));
    assert_eq!(found.sources.iter().filter(|view| view.agrees).count(), 3);
}

#[test]
fn accounts_stand_side_by_side_until_a_person_puts_them_together_and_a_new_one_reopens_that() {
    let mut all = vec![source(1, json!("He had a cold.")), source(2, json!("He was found at 6."))];
    let found = collated("circumstances", &all, &[]);
    assert_eq!((found.standing, found.value, found.is_narrative), (Standing::SideBySide, Value::Null, true));
    let merged = [Choice { reason: None, ..choice(json!("He had a cold, and was found at 6."), None, &all) }];
    assert_eq!(collated("circumstances", &all, &merged).standing, Standing::Chosen);
    all.push(source(3, json!("The ambulance came at 6:20.")));
    let reopened = collated("circumstances", &all, &merged);
    assert_eq!((reopened.standing, reopened.value), (Standing::Reopened, json!("He had a cold, and was found at 6.")));
}

#[test]
fn what_is_the_office_s_own_is_not_brought_together() {
    let form = shipped_forms().current("notification").unwrap();
    assert_eq!(collate(form, form.question("notifier_name").unwrap(), vec![source(1, json!("Al"))], &[]), None);
}

#[test]
fn a_choice_is_kept_only_over_the_answers_as_they_are_and_with_a_reason() {
    let all = [source(1, json!("Welsh")), source(2, json!("Polish"))];
    let found = collated("language", &all, &[]);
    let good = choice(json!("Polish"), Some(2), &all);
    assert_eq!(check(&found, &good), Ok(()));
    assert_eq!(check(&found, &choice(json!("Polish"), Some(2), &all[1..])), Err(ChoiceRefusal::Stale));
    assert_eq!(check(&found, &choice(json!("Welsh"), Some(2), &all)), Err(ChoiceRefusal::NotThatAnswer));
    assert_eq!(check(&found, &choice(json!(" "), None, &all)), Err(ChoiceRefusal::Empty));
    assert_eq!(check(&found, &Choice { reason: Some(" ".into()), ..good.clone() }), Err(ChoiceRefusal::NoReason));
    let accounts = collated("circumstances", &all, &[]);
    assert_eq!(check(&accounts, &Choice { reason: None, ..choice(json!("Both."), None, &all) }), Ok(()));
}

#[test]
fn conflicts_reopened_choices_and_settled_questions_are_counted() {
    let all = [source(1, json!("Welsh")), source(2, json!("Polish"))];
    let questions = [
        collated("language", &all, &[]),
        collated("language", &all, &[choice(json!("Polish"), Some(2), &all[1..])]),
        collated("language", &all[..1], &[]),
        collated("aliases", &all, &[]),
        collated("language", &[], &[]),
    ];
    assert_eq!(Count::of(&questions), Count { conflicts: 1, reopened: 1, settled: 2, unanswered: 1 });
}
