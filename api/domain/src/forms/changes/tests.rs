//! Two versions of a small form, what changed, and what becomes of answers under way.

use super::*;
use crate::forms::{DefinitionError, Registry};
use serde_json::{Map, Value, json};

fn question(id: &str, kind: &str, more: Value) -> Value {
    let mut question =
        json!({"id": id, "kind": kind, "label": id, "identifying": false, "asked_of": ["notifier"], "collate": "single", "feed": null});
    question.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    question
}

fn options(codes: &[&str]) -> Value {
    let options: Vec<Value> = codes.iter().map(|code| json!({"code": code, "label": code})).collect();
    json!({ "options": options })
}

fn version(number: u32, first: Vec<Value>, second: Vec<Value>) -> String {
    let page = |id: &str, questions: Vec<Value>| json!({"id": id, "title": format!("{id}?"), "essential": true, "questions": questions});
    json!({"id": "small", "version": number, "title": "Small", "effective_from": "2026-01-01", "review_type": "child-death-review",
        "sections": [{"id": "s", "title": "S", "pages": [page("one", first), page("two", second)]}]})
    .to_string()
}

fn old() -> String {
    let rows = json!({"questions": [question("name", "text", json!({})), question("tie", "select", options(&["half", "full"]))]});
    version(
        1,
        vec![
            question("note", "text", json!({})),
            question("bed", "select", options(&["cot", "sofa", "pram"])),
            question("signs", "multiselect", options(&["cold", "hot"])),
            question("whole", "text", json!({})),
            question("left", "text", json!({})),
            question("right", "text", json!({})),
        ],
        vec![question("siblings", "repeat", rows), question("moved", "text", json!({})), question("meaning", "text", json!({}))],
    )
}

fn new() -> String {
    let rows =
        json!({"questions": [question("name", "text", json!({"hint": "First name"})), question("tie", "select", options(&["half", "sister"]))]});
    version(
        2,
        vec![
            question("note", "text", json!({"max_length": 50})),
            question("bed", "select", options(&["cot", "soft", "pram"])),
            question("signs", "multiselect", options(&["chill", "hot"])),
            question("part_a", "text", json!({})),
            question("part_b", "text", json!({})),
            question("both", "text", json!({})),
            question("moved", "text", json!({})),
        ],
        vec![
            question("siblings", "repeat", rows),
            question("meaning", "number", json!({})),
            question("fresh", "text", json!({"show_if": {"q": "note", "op": "answered"}})),
        ],
    )
}

/// What the new version says of each.
fn mapping() -> Value {
    json!({"form": "small", "version": 2, "from": 1, "in_flight": "upgrade_on_submit", "questions": {
        "note": "same", "bed": {"recoded": {"sofa": "soft"}}, "signs": {"recoded": {"cold": "chill"}},
        "whole": {"split": ["part_a", "part_b"]}, "left": {"merged": "both"}, "right": {"merged": "both"}, "moved": "reworded",
        "siblings.name": "reworded", "siblings.tie": {"recoded": {"full": "sister"}}, "meaning": "none", "fresh": "none"}})
}

fn registry() -> Registry {
    Registry::read(&[("small.v1.json", &old()), ("small.v2.json", &new())], &[], &[]).unwrap_or_else(|error| panic!("{error}"))
}

fn read(mapping: &Value) -> Result<Mappings, DefinitionError> {
    Mappings::read(&[("changes/small.v2.json", &mapping.to_string())], &registry())
}

fn carried(mapping: &Value, answers: Value) -> Carried {
    let registry = registry();
    let (old, new) = (registry.form("small", 1).unwrap(), registry.form("small", 2).unwrap());
    let answers: Map<String, Value> = answers.as_object().cloned().unwrap();
    carry(old, new, &answers, &serde_json::from_value(mapping.clone()).unwrap())
}

#[test]
fn every_difference_is_found() {
    let registry = registry();
    let found = diff(registry.form("small", 1).unwrap(), registry.form("small", 2).unwrap());
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|change| {
            let what = match change.what {
                What::Added => "added",
                What::Removed => "removed",
                What::Reworded => "reworded",
                What::Kind { .. } => "kind",
                What::Options { .. } => "options",
                What::Condition => "condition",
                What::Rules => "rules",
                What::Moved => "moved",
            };
            (change.question.as_str(), what)
        })
        .collect();
    let expected = [
        ("note", "rules"),
        ("bed", "options"),
        ("signs", "options"),
        ("part_a", "added"),
        ("part_b", "added"),
        ("both", "added"),
        ("moved", "reworded"),
        ("moved", "moved"),
        ("siblings.name", "reworded"),
        ("siblings.tie", "options"),
        ("meaning", "kind"),
        ("fresh", "added"),
        ("whole", "removed"),
        ("left", "removed"),
        ("right", "removed"),
    ];
    // A question that moves to another page stands under other words.
    assert_eq!(found, expected);
    assert!(diff(registry.form("small", 1).unwrap(), registry.form("small", 1).unwrap()).is_empty());
}

#[test]
fn the_shipped_forms_say_what_changed() {
    let forms = Registry::embedded().unwrap_or_else(|error| panic!("{error}"));
    assert!(Mappings::embedded(&forms).is_ok());
}

#[test]
fn a_version_says_of_every_changed_question_what_its_old_answer_is_worth() {
    let good = mapping();
    assert!(read(&good).is_ok(), "{:?}", read(&good));
    type Edit = fn(&mut Value);
    let edits: [(Edit, &str); 14] = [
        (|all| drop(all["questions"].as_object_mut().unwrap().remove("note")), "question note: it changed, and nothing says"),
        (|all| all["questions"]["other"] = json!("same"), "question other: it did not change"),
        (|all| all["questions"]["moved"] = json!("same"), "question moved: its words are others"),
        (|all| all["questions"]["bed"] = json!("same"), "question bed: sofa is no option any more"),
        (|all| all["questions"]["bed"] = json!({"recoded": {}}), "question bed: nothing stands for sofa"),
        (|all| all["questions"]["bed"] = json!({"recoded": {"sofa": "bunk"}}), "question bed: bunk is not an option"),
        (|all| all["questions"]["meaning"] = json!("same"), "question meaning: another kind of answer"),
        (|all| all["questions"]["fresh"] = json!("same"), "question fresh: a new question has no old answer"),
        (|all| all["questions"]["whole"] = json!("same"), "question whole: it is gone"),
        (|all| all["questions"]["whole"] = json!({"split": ["part_a"]}), "question whole: it is split into two"),
        (|all| all["questions"]["left"] = json!({"merged": "nowhere"}), "question left: it is merged into nowhere"),
        (|all| all["questions"]["note"] = json!({"merged": "both"}), "question note: it is still there"),
        (|all| all["from"] = json!(3), "it follows version 1, not 3"),
        (|all| all["version"] = json!(1), "there is no version before it"),
    ];
    for (edit, words) in edits {
        let mut mapping = good.clone();
        edit(&mut mapping);
        let error = read(&mapping).expect_err(words).to_string();
        assert!(error.starts_with("changes/small.v") && error.contains(words), "{error}");
    }
    assert!(Mappings::read(&[], &registry()).unwrap_err().to_string().contains("does not say what changed"));
    let text = good.to_string();
    assert!(Mappings::read(&[("one", &text), ("two", &text)], &registry()).unwrap_err().to_string().contains("two mappings"));
}

#[test]
fn answers_under_way_are_carried_and_the_rest_is_asked_anew() {
    let found = carried(
        &mapping(),
        json!({"note": "a", "bed": "sofa", "signs": ["cold", "hot"], "whole": "w", "left": "l", "moved": "m", "meaning": "x",
            "siblings": [{"row": "r", "name": "Al", "tie": "full"}]}),
    );
    let expected =
        json!({"note": "a", "bed": "soft", "signs": ["chill", "hot"], "moved": "m", "siblings": [{"row": "r", "name": "Al", "tie": "sister"}]});
    assert_eq!(Value::Object(found.answers), expected);
    let anew: Vec<(&str, Why)> = found.anew.iter().map(|anew| (anew.question.as_str(), anew.why)).collect();
    let rearranged = Why::Rearranged;
    let expected = [("part_a", rearranged), ("part_b", rearranged), ("both", rearranged), ("meaning", Why::ChangedMeaning), ("fresh", Why::New)];
    assert_eq!(anew, expected);
    assert_eq!(Value::Object(found.left_behind), json!({"whole": "w", "left": "l", "meaning": "x"}));
}

#[test]
fn a_question_that_is_not_in_view_is_not_asked_anew_and_a_state_is_carried() {
    let found = carried(&mapping(), json!({"bed": {"state": "not_known"}}));
    assert_eq!(Value::Object(found.answers), json!({"bed": {"state": "not_known"}}));
    assert!(!found.anew.iter().any(|anew| anew.question == "fresh"));
}

#[test]
fn an_answer_that_is_no_option_any_more_is_asked_anew_and_shown_beside() {
    let mut lossy = mapping();
    lossy["questions"]["bed"] = json!({"recoded": {}});
    lossy["questions"]["siblings.tie"] = json!({"recoded": {}});
    let found = carried(&lossy, json!({"bed": "sofa", "siblings": [{"row": "r", "name": "Al", "tie": "full"}, {"row": "q", "tie": "half"}]}));
    assert_eq!(found.answers["siblings"], json!([{"row": "r", "name": "Al"}, {"row": "q", "tie": "half"}]));
    assert_eq!(Value::Object(found.left_behind), json!({"bed": "sofa", "siblings": [{"row": "r", "tie": "full"}]}));
    for question in ["bed", "siblings.tie"] {
        assert!(found.anew.contains(&Anew { question: question.into(), why: Why::OptionGone }));
    }
}

#[test]
fn a_form_under_way_continues_moves_when_it_is_sent_or_closes_on_a_day() {
    let (before, day, after) = ("2027-03-31".parse().unwrap(), "2027-04-01".parse().unwrap(), "2027-04-02".parse().unwrap());
    let decided = |policy: Value, today, submitting| {
        let mut good = mapping();
        good["in_flight"] = policy;
        let mappings = read(&good).unwrap_or_else(|error| panic!("{error}"));
        decide(&mappings.between("small", 1, 2), today, submitting)
    };
    for submitting in [true, false] {
        assert_eq!(decided(json!("continue"), day, submitting), Decision::Continue);
        let close = || json!({"close_at": "2027-04-01"});
        assert_eq!(decided(close(), before, submitting), Decision::Continue);
        assert_eq!(decided(close(), day, submitting), Decision::Closed);
        assert_eq!(decided(close(), after, submitting), Decision::Closed);
    }
    assert_eq!(decided(json!("upgrade_on_submit"), day, false), Decision::Continue);
    assert_eq!(decided(json!("upgrade_on_submit"), day, true), Decision::Upgrade);
    assert_eq!(decide(&[], day, true), Decision::Continue);
}

#[test]
fn over_several_versions_the_strictest_counts_and_the_steps_come_in_order() {
    let step = |version: u32, in_flight| Mapping { form: "small".into(), version, from: version - 1, in_flight, questions: Default::default() };
    let (second, third) = (step(2, InFlight::UpgradeOnSubmit), step(3, InFlight::CloseAt("2027-04-01".parse().unwrap())));
    let today = "2027-04-01".parse().unwrap();
    assert_eq!(decide(&[&second, &third], today, true), Decision::Closed);
    assert_eq!(decide(&[&second], today, true), Decision::Upgrade);
    let good = mapping();
    let mappings = read(&good).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(mappings.between("small", 1, 2).len(), 1);
    assert!(mappings.between("small", 2, 2).is_empty() && mappings.between("other", 1, 2).is_empty());
}
