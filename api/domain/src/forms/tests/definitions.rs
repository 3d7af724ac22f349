//! What a definition must keep to, and what is said when it does not.

use crate::forms::{DefinitionError, Registry};
use serde_json::{Value, json};

const LIST: &str = r#"{"id": "colour", "options": [{"code": "red", "label": "Red"}, {"code": "blue", "label": "Blue"}]}"#;

/// A small good form, changed by `change`, and what the loader says to it.
fn load(change: impl FnOnce(&mut Value)) -> Result<Registry, DefinitionError> {
    let question = |id: &str, kind: &str| json!({"id": id, "kind": kind, "label": id, "identifying": false, "asked_of": ["notifier"], "collate": "single", "feed": null});
    let mut group = question("people", "repeat");
    group["questions"] = json!([question("name", "text"), question("aged", "number")]);
    let mut colour = question("colour", "select");
    colour["list"] = json!("colour");
    let mut form = json!({
        "id": "small", "version": 1, "title": "Small", "effective_from": "2026-01-01", "review_type": "child-death-review",
        "sections": [{"id": "s", "title": "S", "pages": [
            {"id": "p", "title": "P?", "essential": true, "questions": [question("first", "text"), colour, question("many", "number"), question("on", "date")]},
            {"id": "r", "title": "R?", "essential": false, "questions": [group, question("age_days", "computed")]},
        ]}],
    });
    change(&mut form);
    Registry::read(&[("small.json", &form.to_string())], &[("colour.json", LIST)], &[])
}

fn question(form: &mut Value, page: usize, place: usize) -> &mut Value {
    &mut form["sections"][0]["pages"][page]["questions"][place]
}

/// Asserts that the loader names this question and gives this reason.
fn refused(named: Option<&str>, reason: &str, change: impl FnOnce(&mut Value)) {
    let error = load(change).expect_err(reason);
    assert_eq!(error.file, "small.json");
    assert_eq!(error.question.as_deref(), named, "{error}");
    assert!(error.reason.contains(reason), "{error}");
}

#[test]
fn the_small_form_of_these_tests_is_good() {
    let registry = load(|_| ()).unwrap();
    let form = registry.current("small").unwrap();
    assert_eq!(form.label("colour", "red"), Some("Red"));
    assert_eq!((form.label("colour", "green"), form.label("none", "red")), (None, None));
}

#[test]
fn an_error_names_the_file_the_question_and_the_reason() {
    let error = load(|f| question(f, 0, 0)["label"] = json!(" ")).unwrap_err();
    assert_eq!(error.to_string(), "small.json: question first: it has no label");
}

#[test]
fn every_question_must_state_its_four_facts() {
    for key in ["identifying", "asked_of", "collate", "feed"] {
        refused(Some("first"), &format!("missing field `{key}`"), |f| {
            question(f, 0, 0).as_object_mut().unwrap().remove(key);
        });
        refused(Some("people.name"), &format!("missing field `{key}`"), |f| {
            question(f, 1, 0)["questions"][0].as_object_mut().unwrap().remove(key);
        });
    }
    refused(Some("first"), "names nobody", |f| question(f, 0, 0)["asked_of"] = json!([]));
}

#[test]
fn unknown_keys_are_refused_wherever_they_stand() {
    refused(Some("first"), "unknown field `requred`", |f| question(f, 0, 0)["requred"] = json!(true));
    refused(None, "unknown field `colour`", |f| f["sections"][0]["pages"][0]["colour"] = json!(1));
    refused(None, "unknown field `colour`", |f| f["colour"] = json!(1));
    refused(Some("first"), "unknown variant", |f| question(f, 0, 0)["kind"] = json!("string"));
}

#[test]
fn ids_are_used_once() {
    refused(Some("first"), "used twice", |f| question(f, 0, 2)["id"] = json!("first"));
    refused(Some("people.name"), "used twice in the group", |f| question(f, 1, 0)["questions"][1]["id"] = json!("name"));
    refused(None, "page id", |f| f["sections"][0]["pages"][1]["id"] = json!("p"));
    refused(None, "has no id", |f| question(f, 0, 0)["id"] = json!(""));
    let text = json!({"id": "small", "version": 1}).to_string();
    assert!(Registry::read(&[("a.json", &text)], &[], &[]).is_err());
}

#[test]
fn conditions_name_questions_that_are_there_and_fit_their_kind() {
    let bad = |place: usize, condition: Value, reason: &str| {
        let named = ["first", "colour", "many", "on"][place];
        refused(Some(named), reason, |f| question(f, 0, place)["show_if"] = condition);
    };
    bad(0, json!({"q": "nowhere", "op": "answered"}), "names nowhere, which is not a question");
    bad(0, json!({"q": "name", "op": "answered"}), "names name, which is not a question");
    bad(0, json!({"q": "colour", "op": "eq", "value": "green"}), "which it can never be");
    bad(0, json!({"q": "colour", "op": "in", "value": ["red", "green"]}), "which it can never be");
    bad(0, json!({"q": "colour", "op": "contains", "value": "red"}), "does not fit its kind");
    bad(0, json!({"q": "colour", "op": "lt", "value": 3}), "does not fit its kind");
    bad(0, json!({"q": "many", "op": "eq", "value": "3"}), "which it can never be");
    bad(0, json!({"q": "many", "op": "lt", "value": "2026-01-01"}), "which it can never be");
    bad(0, json!({"q": "many", "op": "eq", "value": "not_known"}), "which it can never be");
    bad(0, json!({"q": "on", "op": "lt", "value": "12:00"}), "which it can never be");
    bad(0, json!({"q": "people", "op": "eq", "value": "x"}), "does not fit its kind");
    bad(0, json!({"q": "many", "op": "rows_ge", "value": 1}), "does not fit its kind");
    bad(0, json!({"q": "many", "op": "about", "value": 1}), "no operator");
    bad(0, json!({"any": []}), "at least one");
}

#[test]
fn a_row_may_ask_its_own_row_and_the_form() {
    let shown = |condition: Value| load(|f| question(f, 1, 0)["questions"][1]["show_if"] = condition);
    assert!(shown(json!({"q": "name", "op": "answered"})).is_ok());
    assert!(shown(json!({"q": "colour", "op": "eq", "value": "red"})).is_ok());
    let error = shown(json!({"q": "nowhere", "op": "answered"})).unwrap_err();
    assert_eq!(error.question.as_deref(), Some("people.aged"));
}

#[test]
fn visibility_that_rests_on_itself_is_refused() {
    refused(Some("first"), "rests on itself", |f| question(f, 0, 0)["show_if"] = json!({"q": "first", "op": "answered"}));
    refused(Some("colour"), "rests on itself", |f| {
        question(f, 0, 0)["show_if"] = json!({"q": "colour", "op": "answered"});
        question(f, 0, 1)["show_if"] = json!({"not": {"q": "many", "op": "answered"}});
        question(f, 0, 2)["show_if"] = json!({"q": "colour", "op": "answered"});
    });
    refused(Some("people.name"), "rests on itself", |f| {
        question(f, 1, 0)["questions"][0]["show_if"] = json!({"q": "aged", "op": "answered"});
        question(f, 1, 0)["questions"][1]["show_if"] = json!({"q": "name", "op": "answered"});
    });
    refused(Some("date_of_birth"), "rests on itself", |f| {
        question(f, 0, 3)["id"] = json!("date_of_birth");
        question(f, 0, 3)["show_if"] = json!({"q": "age_days", "op": "lt", "value": 5});
    });
}

#[test]
fn lists_and_options_are_checked() {
    refused(Some("colour"), "no code list shade", |f| question(f, 0, 1)["list"] = json!("shade"));
    refused(Some("colour"), "no options", |f| {
        question(f, 0, 1).as_object_mut().unwrap().remove("list");
    });
    refused(Some("colour"), "both a list and options", |f| question(f, 0, 1)["options"] = json!([{"code": "a", "label": "A"}]));
    refused(Some("first"), "only select", |f| question(f, 0, 0)["list"] = json!("colour"));
    let own = |options: Value| {
        move |f: &mut Value| {
            question(f, 0, 1).as_object_mut().unwrap().remove("list");
            question(f, 0, 1)["options"] = options;
        }
    };
    refused(Some("colour"), "missing field `label`", own(json!([{"code": "a"}])));
    refused(Some("colour"), "needs a code and a label", own(json!([{"code": "a", "label": ""}])));
    refused(Some("colour"), "there twice", own(json!([{"code": "a", "label": "A"}, {"code": "a", "label": "B"}])));
    let bad = r#"{"id": "colour", "options": []}"#;
    let error = Registry::read(&[], &[("colour.json", bad)], &[]).unwrap_err();
    assert_eq!(error.to_string(), "colour.json: there are no options");
}

#[test]
fn groups_have_questions_and_no_groups_inside() {
    refused(Some("people"), "needs the questions", |f| question(f, 1, 0)["questions"] = json!([]));
    refused(Some("people.name"), "inside a group", |f| question(f, 1, 0)["questions"][0]["questions"] = json!([]));
    refused(Some("people"), "cannot hold a group", |f| question(f, 1, 0)["questions"][0]["kind"] = json!("computed"));
    refused(Some("first"), "questions does not fit", |f| {
        question(f, 0, 0)["questions"] = json!([f_question()]);
    });
    refused(Some("people"), "100 at most", |f| question(f, 1, 0)["max_rows"] = json!(101));
}

fn f_question() -> Value {
    json!({"id": "x", "kind": "text", "label": "x", "identifying": false, "asked_of": ["notifier"], "collate": "single", "feed": null})
}

#[test]
fn keys_must_fit_the_kind_of_the_question() {
    refused(Some("age_days"), "required does not fit", |f| {
        f["sections"][0]["pages"][1]["essential"] = json!(true);
        question(f, 1, 1)["required"] = json!(true);
    });
    refused(Some("first"), "min or max", |f| question(f, 0, 0)["min"] = json!(1));
    refused(Some("many"), "max_length", |f| question(f, 0, 2)["max_length"] = json!(1));
    refused(Some("colour"), "exclusive does not fit", |f| {
        question(f, 0, 1).as_object_mut().unwrap().remove("list");
        question(f, 0, 1)["options"] = json!([{"code": "a", "label": "A", "exclusive": true}]);
    });
    refused(Some("first"), "past", |f| question(f, 0, 0)["past"] = json!(true));
    refused(Some("people"), "allow_unknown", |f| question(f, 1, 0)["allow_unknown"] = json!(true));
}

#[test]
fn what_is_needed_stands_on_the_shortest_path() {
    refused(Some("people"), "must be essential", |f| question(f, 1, 0)["required"] = json!(true));
    refused(None, "no page is essential", |f| f["sections"][0]["pages"][0]["essential"] = json!(false));
    refused(None, "has no question", |f| f["sections"][0]["pages"][0]["questions"] = json!([]));
}
